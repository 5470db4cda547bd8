//! `wegmarken board`: how a board works.

use domain::{
    accounts::Level,
    boards::{Board, BoardChange, Moderation, Name},
    moment::Period,
    policy::Acting,
};
use store::{Store, StoreError, boards};

use web::{rfc3339, site::now};

use super::{CommandError, say};
use crate::{
    cli::{self, When},
    config::Config,
    database,
};

pub async fn run(config: &Config, step: cli::Board) -> Result<(), CommandError> {
    let store = database::open(config).await?;
    let done = take(&store, step).await;
    store.close().await?;
    say(format_args!("{}", described(&done?)));
    Ok(())
}

async fn take(store: &Store, step: cli::Board) -> Result<Board, CommandError> {
    let slug = match step {
        cli::Board::Show { board } => board,
        cli::Board::Add { title, slug, opens, closes } => {
            let name = Name::of(&title, &slug)?;
            let period = Period { start: opens.unwrap_or_else(now), end: closes };
            in_order(period)?;
            match boards::open(store, &Acting::OPERATOR, &name, period, now()).await {
                Err(StoreError::Taken) => return Err(CommandError::BoardTaken(name.slug().to_owned())),
                done => done?,
            };
            name.slug().to_owned()
        }
        cli::Board::Set {
            board,
            title,
            opens,
            closes,
            moderation,
            support_goal,
            answer_days,
            approvers,
            flood_limit,
            level,
        } => {
            let Period { start, end } = found(store, &board).await?.period;
            in_order(Period { start: opens.unwrap_or(start), end: closes.map_or(end, |cli::End(end)| end) })?;
            let moderation = moderation.map(|when| match when {
                When::Before => Moderation::Before,
                When::After => Moderation::After,
            });
            let needed_level = level.map(Level::from);
            let wanted = BoardChange {
                title,
                opens_at: opens,
                closes_at: closes.map(|cli::End(end)| end),
                moderation,
                support_goal,
                answer_days,
                approvers,
                flood_limit,
                needed_level,
                seen: None,
            };
            boards::change(store, &Acting::OPERATOR, &board, wanted, now()).await?;
            board
        }
    };
    found(store, &slug).await
}

async fn found(store: &Store, slug: &str) -> Result<Board, CommandError> {
    let board = boards::by_slug(store, slug).await?;
    board.ok_or_else(|| CommandError::NoSuchBoard(slug.to_owned()))
}

fn in_order(period: Period) -> Result<(), CommandError> {
    if period.end.is_some_and(|end| end <= period.start) { Err(CommandError::EndsTooEarly) } else { Ok(()) }
}

impl From<cli::Level> for Level {
    fn from(level: cli::Level) -> Self {
        match level {
            cli::Level::Guest => Self::Guest,
            cli::Level::Email => Self::EmailConfirmed,
            cli::Level::Resident => Self::ResidentConfirmed,
        }
    }
}

fn described(board: &Board) -> String {
    let moderation = match board.moderation {
        Moderation::Before => "contributions of guests appear after a check",
        Moderation::After => "contributions of guests appear at once",
    };
    let approval = if board.needs_second_person() { "a second person approves them" } else { "one person gives them" };
    let attack = match board.attack {
        Some(attack) => format!("under attack ({}): everything is checked first for now", attack.reason.code()),
        None => "calm".into(),
    };
    let level = match board.needed_level {
        Level::Guest => "everybody takes part",
        Level::EmailConfirmed => "people with a confirmed e-mail address take part",
        Level::ResidentConfirmed => "confirmed residents take part",
    };
    let ends = board.period.end.map_or_else(|| "stays open".to_owned(), |end| format!("until {}", rfc3339(end)));
    let times = format!("from {}, {ends}", rfc3339(board.period.start));
    let Board { slug, title, support_goal, answer_days, flood_limit, .. } = board;
    format!(
        "{slug}: {title}\n  open: {times}\n  level: {level}\n  moderation: {moderation}\n  support goal: {support_goal}\n  answers: within {answer_days} days, {approval}\n  flood limit: {flood_limit}\n  state: {attack}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::config;

    #[tokio::test]
    async fn what_is_set_is_what_the_board_does_from_then_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config();
        config.database_url = format!("sqlite://{}", folder.path().join("test.db").display());
        let store = database::open_and_migrate(&config).await.unwrap();
        store::seed::content(&store, now()).await.unwrap();
        let set = cli::Board::Set {
            board: "stadt".into(),
            title: None,
            opens: None,
            closes: None,
            moderation: Some(When::After),
            support_goal: Some(80),
            answer_days: Some(21),
            approvers: Some(2),
            flood_limit: Some(7),
            level: Some(cli::Level::Email),
        };
        let board = take(&store, set).await.unwrap();
        assert_eq!((board.moderation, board.support_goal, board.flood_limit), (Moderation::After, 80, 7));
        assert_eq!(board.needed_level, Level::EmailConfirmed);
        assert!(described(&board).contains("at once"));
        assert!(described(&board).contains("within 21 days, a second person"));
        let missing = cli::Board::Show { board: "anderswo".into() };
        assert!(matches!(take(&store, missing).await, Err(CommandError::NoSuchBoard(_))));
    }

    #[tokio::test]
    async fn another_board_is_opened_once_and_closed_after_it_opened() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config();
        config.database_url = format!("sqlite://{}", folder.path().join("test.db").display());
        let store = database::open_and_migrate(&config).await.unwrap();
        store::seed::content(&store, now()).await.unwrap();
        let add = |slug: &str, closes| cli::Board::Add {
            title: "Der Hafen von morgen".into(),
            slug: slug.into(),
            opens: None,
            closes,
        };
        let past = Some(domain::Moment(1));
        assert!(matches!(take(&store, add("", past)).await, Err(CommandError::EndsTooEarly)));
        assert!(matches!(take(&store, add("neu", None)).await, Err(CommandError::Name(_))));
        let board = take(&store, add("", None)).await.unwrap();
        assert!(described(&board).starts_with("der-hafen-von-morgen: Der Hafen von morgen"));
        assert!(described(&board).contains("stays open"));
        assert!(matches!(take(&store, add("", None)).await, Err(CommandError::BoardTaken(_))));
    }
}
