//! How fast contributions arrive, and whether a board has to check all of them before they appear. Asked in the
//! transaction of every contribution of a guest.

use domain::{
    Moment,
    boards::Board,
    channel::Channel,
    floods::{self, Attack, Pace, Reason, Step},
    history::Actor,
    policy,
    spam::Doubt,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

use crate::{
    Store, StoreError, boards,
    entity::{arrival, board},
    history::{self, Subject},
    spam::Decision,
};

/// More of one window are not looked at: it is a flood anyway.
const LOOKED_AT: u64 = 1_000;

/// During an attack its last sign is noted at most once in this time, so that not every contribution waits for one row.
const NOTE_AFTER: i64 = 60_000;

/// How somebody without an account takes part on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// On a device of their own; something may make it doubtful.
    Own(Option<Doubt>),
    /// In a sitting at the counter, beside a clerk.
    Helped,
}

impl Way {
    pub fn channel(self) -> Channel {
        Origin::from(self).channel()
    }
}

impl From<Way> for Origin {
    fn from(way: Way) -> Self {
        match way {
            Way::Own(doubt) => Self::Guest(doubt),
            Way::Helped => Self::Written(Channel::Counter),
        }
    }
}

/// Where a new contribution comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Demo,
    Guest(Option<Doubt>),
    /// From a device that may have been without a network for long; deadlines are judged by this moment.
    Kiosk(Moment, Option<Doubt>),
    /// A clerk wrote it down for somebody, one after the other: however many there are, it is no flood.
    Written(Channel),
    /// The same, from paper that was handed in before; deadlines are judged by this moment.
    HandedIn(Channel, Moment),
}

impl Origin {
    pub(crate) fn is_demo(self) -> bool {
        self == Self::Demo
    }

    pub(crate) fn channel(self) -> Channel {
        match self {
            Self::Demo | Self::Guest(_) => Channel::Web,
            Self::Kiosk(..) => Channel::Kiosk,
            Self::Written(channel) | Self::HandedIn(channel, _) => channel,
        }
    }

    /// By when deadlines are judged.
    pub(crate) fn counts_at(self, now: Moment) -> Moment {
        match self {
            Self::Kiosk(at, _) | Self::HandedIn(_, at) => at.min(now),
            Self::Demo | Self::Guest(_) | Self::Written(_) => now,
        }
    }

    /// The same, and besides doubtful for this reason.
    pub(crate) fn doubted(self, doubt: Option<Doubt>) -> Self {
        match self {
            Self::Guest(known) => Self::Guest(known.or(doubt)),
            Self::Kiosk(entered, known) => Self::Kiosk(entered, known.or(doubt)),
            other => other,
        }
    }

    /// Of a guest: what makes the contribution doubtful, if anything.
    fn doubt(self) -> Option<Option<Doubt>> {
        match self {
            Self::Demo | Self::Written(_) | Self::HandedIn(..) => None,
            Self::Guest(doubt) | Self::Kiosk(_, doubt) => Some(doubt),
        }
    }
}

/// Says whether the contribution that is about to be written is seen at once, and puts the board on its guard.
pub(crate) async fn admit(
    tx: &DatabaseTransaction,
    board: &Board,
    origin: Origin,
    now: Moment,
) -> Result<bool, StoreError> {
    let Some(doubt) = origin.doubt() else { return Ok(policy::is_shown_at_once(board)) };
    let pace = pace(tx, board, doubt, now).await?;
    let attack = match floods::step(board.attack, floods::alarm(pace, board.flood_limit), now) {
        Step::Nothing => board.attack,
        Step::Begins(reason) => Some(begin(tx, board, reason, pace, now).await?),
        Step::GoesOn => {
            go_on(tx, board, now).await?;
            board.attack
        }
        Step::Ends => {
            end(tx, board, now).await?;
            None
        }
    };
    let board = Board { attack, ..board.clone() };
    Ok(doubt.is_none() && policy::is_shown_at_once(&board))
}

/// Notes that a contribution arrived.
pub(crate) async fn note(
    tx: &DatabaseTransaction,
    board: &Board,
    subject: Subject,
    origin: Origin,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(doubt) = origin.doubt() else { return Ok(()) };
    let row = arrival::ActiveModel {
        board_id: Set(board.id.0),
        subject: Set(subject.code().into()),
        subject_id: Set(subject.id()),
        at: Set(now.0),
        doubt: Set(doubt.map(|doubt| doubt.code().into())),
        decision: Set(None),
        ..Default::default()
    };
    let once = OnConflict::columns([arrival::Column::Subject, arrival::Column::SubjectId]).do_nothing().to_owned();
    arrival::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends the attacks that are over; somebody who reads should not be told about them for longer.
pub async fn calm_down(store: &Store, now: Moment) -> Result<(), StoreError> {
    let under_attack = board::Entity::find().filter(board::Column::AttackSince.is_not_null());
    for row in under_attack.all(store.read()).await? {
        let found = boards::from_row(row)?;
        if found.attack.is_some_and(|attack| floods::is_over(attack, now)) {
            store.write(async |tx| end(tx, &boards::by_id(tx, found.id.0).await?, now).await).await?;
        }
    }
    Ok(())
}

async fn pace(tx: &DatabaseTransaction, board: &Board, doubt: Option<Doubt>, now: Moment) -> Result<Pace, StoreError> {
    let of_board = || arrival::Entity::find().filter(arrival::Column::BoardId.eq(board.id.0));
    let recent: Vec<(Option<String>, Option<String>)> = of_board()
        .select_only()
        .columns([arrival::Column::Doubt, arrival::Column::Decision])
        .filter(arrival::Column::At.gt(floods::window(now).0))
        .order_by_desc(arrival::Column::At)
        .limit(LOOKED_AT)
        .into_tuple()
        .all(tx)
        .await?;
    let is_bad = |decision: &Option<String>| decision.as_deref() == Some(Decision::Refused.code());
    let is_odd = |doubt: Option<Doubt>| doubt.is_some_and(Doubt::is_of_machines);
    let known = |doubt: &Option<String>| doubt.as_deref().and_then(Doubt::from_code);
    let doubtful = recent.iter().filter(|(doubt, decision)| is_odd(known(doubt)) || is_bad(decision)).count();
    let doubtful = whole(doubtful) + i64::from(is_odd(doubt));
    let mut pace = Pace { arrived: whole(recent.len()) + 1, doubtful, in_a_week: 0 };
    // What is usual is asked only when it matters.
    if floods::alarm(pace, board.flood_limit) == Some(Reason::Many) {
        let week = of_board().filter(arrival::Column::At.gt(floods::week(now).0)).count(tx).await?;
        pace.in_a_week = i64::try_from(week).unwrap_or(i64::MAX).saturating_add(1);
    }
    Ok(pace)
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Of two that see it at once, one writes the event.
async fn begin(
    tx: &DatabaseTransaction,
    board: &Board,
    reason: Reason,
    pace: Pace,
    now: Moment,
) -> Result<Attack, StoreError> {
    let changed = board::Entity::update_many()
        .col_expr(board::Column::AttackSince, Expr::value(now.0))
        .col_expr(board::Column::AttackSignAt, Expr::value(now.0))
        .col_expr(board::Column::AttackReason, Expr::value(reason.code()))
        .filter(board::Column::Id.eq(board.id.0))
        .filter(board::Column::AttackSince.is_null())
        .exec(tx)
        .await?;
    if changed.rows_affected == 1 {
        let data = json!({ "reason": reason.code(), "arrived": pace.arrived, "doubtful": pace.doubtful });
        history::note(tx, now, Subject::Board(board.id.0), Actor::System, "attack_began", data).await?;
    }
    Ok(Attack { since: now, last_sign: now, reason })
}

async fn go_on(tx: &DatabaseTransaction, board: &Board, now: Moment) -> Result<(), StoreError> {
    if board.attack.is_some_and(|attack| now.0.saturating_sub(attack.last_sign.0) >= NOTE_AFTER) {
        board::Entity::update_many()
            .col_expr(board::Column::AttackSignAt, Expr::value(now.0))
            .filter(board::Column::Id.eq(board.id.0))
            .filter(board::Column::AttackSignAt.lt(now.0))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn end(tx: &DatabaseTransaction, board: &Board, now: Moment) -> Result<(), StoreError> {
    let Some(attack) = board.attack else { return Ok(()) };
    let changed = board::Entity::update_many()
        .col_expr(board::Column::AttackSince, Expr::value(None::<i64>))
        .col_expr(board::Column::AttackSignAt, Expr::value(None::<i64>))
        .col_expr(board::Column::AttackReason, Expr::value(None::<String>))
        .filter(board::Column::Id.eq(board.id.0))
        // Another sign may have come meanwhile.
        .filter(board::Column::AttackSignAt.eq(attack.last_sign.0))
        .exec(tx)
        .await?;
    if changed.rows_affected == 1 {
        let data = json!({ "since": attack.since.0 });
        history::note(tx, now, Subject::Board(board.id.0), Actor::System, "attack_ended", data).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
