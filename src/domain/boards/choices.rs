//! Among which boards people choose. Nobody chooses among one: then pages look as if there were no boards.

use super::Board;
use crate::{Moment, moment::PeriodState, policy::may_submit};

/// Those that have begun, also when they are over.
pub fn to_read(all: &[Board], now: Moment) -> Vec<Board> {
    let begun = |board: &&Board| board.period.state(now) != PeriodState::Upcoming;
    let boards: Vec<Board> = all.iter().filter(begun).cloned().collect();
    if boards.len() > 1 { boards } else { Vec::new() }
}

/// Those that take something new.
pub fn to_write(all: &[Board], now: Moment) -> Vec<Board> {
    to_read(all, now).into_iter().filter(|board| may_submit(board, now).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts::Level, boards::Moderation, ids::BoardId, moment::Period};

    const NOW: Moment = Moment(100);

    fn board(id: i64, start: i64, end: Option<i64>) -> Board {
        Board {
            id: BoardId(id),
            slug: format!("liste-{id}"),
            title: format!("Liste {id}"),
            moderation: Moderation::Before,
            support_goal: 50,
            answer_days: 42,
            approvers: 1,
            period: Period { start: Moment(start), end: end.map(Moment) },
            flood_limit: 20,
            attack: None,
            needed_level: Level::Guest,
            revision: 1,
        }
    }

    fn ids(boards: Vec<Board>) -> Vec<i64> {
        boards.into_iter().map(|board| board.id.0).collect()
    }

    #[test]
    fn nobody_chooses_among_one_and_nothing_is_written_where_it_is_over() {
        let (city, over, later) = (board(1, 0, None), board(2, 0, Some(90)), board(3, 200, None));
        assert!(to_read(&[city.clone(), later.clone()], NOW).is_empty());
        let all = [city, over, later];
        assert_eq!((ids(to_read(&all, NOW)), ids(to_write(&all, NOW))), (vec![1, 2], vec![1]));
        assert_eq!(ids(to_write(&all, Moment(200))), [1, 3]);
    }
}
