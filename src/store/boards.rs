//! Boards and their settings.

use domain::{
    Moment,
    boards::{Board, Moderation},
    history::Actor,
    ids::BoardId,
    moment::Period,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::json;

use crate::{
    Store, StoreError,
    entity::board,
    history::{self, Subject},
};

/// The board of the whole city, on which every proposal stands until processes bring boards of their own.
pub(crate) const DEFAULT: &str = "stadt";

pub async fn default_board(store: &Store) -> Result<Board, StoreError> {
    default_in(store.read()).await
}

pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<Board>, StoreError> {
    let row = board::Entity::find().filter(board::Column::Slug.eq(slug)).one(store.read()).await?;
    row.map(from_row).transpose()
}

pub async fn set_moderation(store: &Store, slug: &str, moderation: Moderation, now: Moment) -> Result<(), StoreError> {
    let change = |row: &mut board::ActiveModel| row.moderation = Set(moderation.code().into());
    set(store, slug, change, "moderation_set", json!({ "moderation": moderation.code() }), now).await
}

/// Supports after which the responsible office has to answer; at least 1.
pub async fn set_support_goal(store: &Store, slug: &str, goal: i64, now: Moment) -> Result<(), StoreError> {
    let goal = goal.max(1);
    let change = |row: &mut board::ActiveModel| row.support_goal = Set(goal);
    set(store, slug, change, "support_goal_set", json!({ "support_goal": goal }), now).await
}

async fn set(
    store: &Store,
    slug: &str,
    change: impl FnOnce(&mut board::ActiveModel),
    kind: &'static str,
    data: serde_json::Value,
    now: Moment,
) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let found = board::Entity::find().filter(board::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
            let id = found.ok_or(StoreError::NotFound)?.id;
            let mut row = board::ActiveModel { id: Unchanged(id), ..Default::default() };
            change(&mut row);
            row.update(tx).await?;
            history::note(tx, now, Subject::Board(id), Actor::Moderator, kind, data).await
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

pub(crate) fn from_row(row: board::Model) -> Result<Board, StoreError> {
    let moderation = Moderation::from_code(&row.moderation)
        .ok_or_else(|| StoreError::BadSchema(format!("unknown moderation {}", row.moderation)))?;
    Ok(Board {
        id: BoardId(row.id),
        slug: row.slug,
        title: row.title,
        moderation,
        support_goal: row.support_goal,
        period: Period { start: Moment(row.opens_at), end: row.closes_at.map(Moment) },
    })
}

#[cfg(test)]
mod tests {
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
}
