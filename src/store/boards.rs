//! Boards and their settings.

mod open;

pub use open::open;

use domain::{
    Moment,
    accounts::Level,
    boards::{Board, BoardChange, Moderation},
    floods::{Attack, Reason},
    history::Actor,
    ids::BoardId,
    moment::Period,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use crate::{
    Store, StoreError, audit,
    entity::board,
    history::{self, Subject},
};

/// The board of the whole city, on which every proposal stands that was written for no other one.
pub const DEFAULT: &str = "stadt";

pub async fn default_board(store: &Store) -> Result<Board, StoreError> {
    default_in(store.read()).await
}

pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<Board>, StoreError> {
    let row = board::Entity::find().filter(board::Column::Slug.eq(slug)).one(store.read()).await?;
    row.map(from_row).transpose()
}

pub async fn find(store: &Store, id: BoardId) -> Result<Option<Board>, StoreError> {
    let row = board::Entity::find_by_id(id.0).one(store.read()).await?;
    row.map(from_row).transpose()
}

pub async fn list(store: &Store) -> Result<Vec<Board>, StoreError> {
    let rows = board::Entity::find().order_by_asc(board::Column::Id).all(store.read()).await?;
    rows.into_iter().map(from_row).collect()
}

pub async fn set_moderation(store: &Store, slug: &str, moderation: Moderation, now: Moment) -> Result<(), StoreError> {
    let wanted = BoardChange { moderation: Some(moderation), ..BoardChange::default() };
    change(store, &Acting::OPERATOR, slug, wanted, now).await
}

/// Supports after which the responsible office has to answer; at least 1.
pub async fn set_support_goal(store: &Store, slug: &str, goal: i64, now: Moment) -> Result<(), StoreError> {
    let wanted = BoardChange { support_goal: Some(goal), ..BoardChange::default() };
    change(store, &Acting::OPERATOR, slug, wanted, now).await
}

/// Doubtful contributions in ten minutes that are no attack yet; at least 1.
pub async fn set_flood_limit(store: &Store, slug: &str, limit: i64, now: Moment) -> Result<(), StoreError> {
    let wanted = BoardChange { flood_limit: Some(limit), ..BoardChange::default() };
    change(store, &Acting::OPERATOR, slug, wanted, now).await
}

/// Whom the board takes.
pub async fn set_needed_level(store: &Store, slug: &str, level: Level, now: Moment) -> Result<(), StoreError> {
    let wanted = BoardChange { needed_level: Some(level), ..BoardChange::default() };
    change(store, &Acting::OPERATOR, slug, wanted, now).await
}

/// Changes how a board works. What is set to what it is already leaves no trace; [`StoreError::Stale`] when it was
/// changed since it was seen.
pub async fn change(
    store: &Store,
    by: &Acting,
    slug: &str,
    wanted: BoardChange,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManageBoards)?;
    let wanted = wanted.within_limits();
    store
        .write(async |tx| {
            let found = board::Entity::find().filter(board::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
            let old = found.ok_or(StoreError::NotFound)?;
            let mut row = board::ActiveModel { id: Unchanged(old.id), ..Default::default() };
            let mut changes = Vec::new();
            if let Some(title) = wanted.title.filter(|title| *title != old.title) {
                changes.push(("title_set", "title", json!(title)));
                row.title = Set(title);
            }
            if let Some(at) = wanted.opens_at.filter(|at| at.0 != old.opens_at) {
                row.opens_at = Set(at.0);
                changes.push(("opens_at_set", "opens_at", json!(at)));
            }
            if let Some(at) = wanted.closes_at.filter(|at| at.map(|at| at.0) != old.closes_at) {
                row.closes_at = Set(at.map(|at| at.0));
                changes.push(("closes_at_set", "closes_at", json!(at)));
            }
            let moderation = wanted.moderation.map(Moderation::code);
            if let Some(code) = moderation.filter(|code| *code != old.moderation) {
                row.moderation = Set(code.into());
                changes.push(("moderation_set", "moderation", json!(code)));
            }
            if let Some(goal) = wanted.support_goal.filter(|goal| *goal != old.support_goal) {
                row.support_goal = Set(goal);
                changes.push(("support_goal_set", "support_goal", json!(goal)));
            }
            if let Some(days) = wanted.answer_days.filter(|days| *days != old.answer_days) {
                row.answer_days = Set(days);
                changes.push(("answer_days_set", "answer_days", json!(days)));
            }
            if let Some(people) = wanted.approvers.filter(|people| *people != old.approvers) {
                row.approvers = Set(people);
                changes.push(("approvers_set", "approvers", json!(people)));
            }
            if let Some(limit) = wanted.flood_limit.filter(|limit| *limit != old.flood_limit) {
                row.flood_limit = Set(limit);
                changes.push(("flood_limit_set", "flood_limit", json!(limit)));
            }
            let level = wanted.needed_level.map(Level::code);
            if let Some(code) = level.filter(|code| *code != old.needed_level) {
                row.needed_level = Set(code.into());
                changes.push(("needed_level_set", "needed_level", json!(code)));
            }
            if changes.is_empty() {
                return Ok(());
            }
            if wanted.seen.is_some_and(|seen| seen != old.revision) {
                return Err(StoreError::Stale { current: old.revision });
            }
            row.revision = Set(old.revision.saturating_add(1));
            row.update(tx).await?;
            for (kind, name, value) in changes {
                let data = json!({ name: value });
                history::note(tx, now, Subject::Board(old.id), Actor::Moderator, kind, data.clone()).await?;
                audit::write(tx, by, kind, "board", old.id, &data, now).await?;
            }
            Ok(())
        })
        .await
}

pub(crate) async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Board, StoreError> {
    from_row(board::Entity::find_by_id(id).one(db).await?.ok_or(StoreError::NotFound)?)
}

pub(crate) async fn default_in(db: &impl ConnectionTrait) -> Result<Board, StoreError> {
    let row = board::Entity::find().filter(board::Column::Slug.eq(DEFAULT)).one(db).await?;
    from_row(row.ok_or(StoreError::NotFound)?)
}

/// The one that something is meant for: that of the city where nobody names another one.
pub(crate) async fn meant(db: &impl ConnectionTrait, board: Option<BoardId>) -> Result<Board, StoreError> {
    match board {
        Some(board) => by_id(db, board.0).await,
        None => default_in(db).await,
    }
}

pub(crate) fn from_row(row: board::Model) -> Result<Board, StoreError> {
    let moderation = Moderation::from_code(&row.moderation)
        .ok_or_else(|| StoreError::BadSchema(format!("unknown moderation {}", row.moderation)))?;
    Ok(Board {
        id: BoardId(row.id),
        slug: row.slug,
        title: row.title,
        revision: row.revision,
        moderation,
        support_goal: row.support_goal,
        answer_days: row.answer_days,
        approvers: row.approvers,
        needed_level: Level::from_code(&row.needed_level)
            .ok_or_else(|| StoreError::BadSchema(format!("unknown level {}", row.needed_level)))?,
        period: Period { start: Moment(row.opens_at), end: row.closes_at.map(Moment) },
        flood_limit: row.flood_limit,
        attack: row.attack_since.zip(row.attack_sign_at).map(|(since, sign)| Attack {
            since: Moment(since),
            last_sign: Moment(sign),
            reason: row.attack_reason.as_deref().and_then(Reason::from_code).unwrap_or(Reason::Many),
        }),
    })
}

#[cfg(test)]
mod tests {
    use domain::policy::{Refusal, Role};

    use super::*;
    use crate::testing::{NOW, with_content};

    #[tokio::test]
    async fn the_default_board_checks_first_until_somebody_decides_otherwise() {
        for store in with_content().await {
            assert_eq!(default_board(&store).await.unwrap().moderation, Moderation::Before, "{}", store.name);
            set_moderation(&store, DEFAULT, Moderation::After, NOW).await.unwrap();
            set_support_goal(&store, DEFAULT, 30, NOW).await.unwrap();
            let board = by_slug(&store, DEFAULT).await.unwrap().unwrap();
            assert_eq!((board.moderation, board.support_goal), (Moderation::After, 30));
            let unknown = set_support_goal(&store, "mond", 30, NOW).await;
            assert!(matches!(unknown, Err(StoreError::NotFound)));
        }
    }

    #[tokio::test]
    async fn each_change_of_a_board_is_told_once_and_nobody_but_administrators_makes_one() {
        for store in with_content().await {
            let wanted = BoardChange { answer_days: Some(21), approvers: Some(2), ..BoardChange::default() };
            let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
            let refused = change(&store, &clerk, DEFAULT, wanted.clone(), NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{}", store.name);
            for _ in 0..2 {
                change(&store, &Acting::OPERATOR, DEFAULT, wanted.clone(), NOW).await.unwrap();
            }
            let board = default_board(&store).await.unwrap();
            assert_eq!((board.answer_days, board.approvers), (21, 2));
            let told = audit::list(&store, &audit::Search::default()).await.unwrap();
            let told: Vec<_> = told.iter().map(|entry| (entry.action.as_str(), entry.data.as_str())).collect();
            assert_eq!(told, [("approvers_set", r#"{"approvers":2}"#), ("answer_days_set", r#"{"answer_days":21}"#)]);
        }
    }
}
