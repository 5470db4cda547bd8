//! The pictures of a draft.

use domain::{
    Moment,
    fields::{Field, FieldErrors, Problem},
    ids::PictureId,
    proposals::{Picture, limits},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::lock_open;
use crate::{
    Store, StoreError,
    entity::{draft, picture},
};

/// A picture that was read, turned upright and freed of everything but its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPicture {
    pub width: i32,
    pub height: i32,
    pub alt: String,
    pub full_jpeg: Vec<u8>,
    pub thumb_jpeg: Vec<u8>,
}

/// Adds a picture behind the others. The same picture again is the one that is there already.
pub async fn add_picture(store: &Store, key: &str, new: NewPicture, now: Moment) -> Result<PictureId, StoreError> {
    store
        .write(async |tx| {
            lock_open(tx, key).await?;
            let there = picture::Entity::find()
                .select_only()
                .column(picture::Column::Id)
                .filter(picture::Column::DraftKey.eq(key))
                .filter(picture::Column::FullJpeg.eq(new.full_jpeg.clone()))
                .into_tuple::<i64>()
                .one(tx)
                .await?;
            if let Some(id) = there {
                return Ok(PictureId(id));
            }
            let others = positions(tx, key).await?;
            if others.len() >= limits::PICTURES {
                let mut errors = FieldErrors::default();
                errors.add(Field::Pictures, Problem::TooMany { most: limits::PICTURES });
                return Err(errors.into());
            }
            let row = picture::ActiveModel {
                draft_key: Set(Some(key.into())),
                position: Set(others.last().map_or(0, |last| last + 1)),
                width: Set(new.width),
                height: Set(new.height),
                alt: Set(text::clean_line(&new.alt)),
                full_jpeg: Set(new.full_jpeg),
                thumb_jpeg: Set(new.thumb_jpeg),
                ..Default::default()
            };
            let added = picture::Entity::insert(row).exec(tx).await?.last_insert_id;
            touch(tx, key, now).await?;
            Ok(PictureId(added))
        })
        .await
}

/// Takes a picture out; doing it twice changes nothing.
pub async fn remove_picture(store: &Store, key: &str, id: PictureId, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            lock_open(tx, key).await?;
            picture::Entity::delete_many()
                .filter(picture::Column::Id.eq(id.0))
                .filter(picture::Column::DraftKey.eq(key))
                .exec(tx)
                .await?;
            touch(tx, key, now).await
        })
        .await
}

/// Says in words what is to be seen.
pub async fn describe_picture(
    store: &Store,
    key: &str,
    id: PictureId,
    alt: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let alt = text::clean_line(alt);
    store
        .write(async |tx| {
            lock_open(tx, key).await?;
            let changed = picture::Entity::update_many()
                .col_expr(picture::Column::Alt, alt.clone().into())
                .filter(picture::Column::Id.eq(id.0))
                .filter(picture::Column::DraftKey.eq(key))
                .exec(tx)
                .await?;
            if changed.rows_affected == 0 {
                return Err(StoreError::NotFound);
            }
            touch(tx, key, now).await
        })
        .await
}

/// The pictures of a draft, without the pictures themselves.
pub(crate) async fn of_draft(db: &impl ConnectionTrait, key: &str) -> Result<Vec<Picture>, StoreError> {
    use picture::Column::{Alt, DraftKey, Height, Id, Position, Width};
    let rows: Vec<(i64, i32, i32, String)> = picture::Entity::find()
        .select_only()
        .columns([Id, Width, Height, Alt])
        .filter(DraftKey.eq(key))
        .order_by_asc(Position)
        .order_by_asc(Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, width, height, alt)| Picture { id: PictureId(id), width, height, alt }).collect())
}

async fn positions(tx: &DatabaseTransaction, key: &str) -> Result<Vec<i32>, StoreError> {
    Ok(picture::Entity::find()
        .select_only()
        .column(picture::Column::Position)
        .filter(picture::Column::DraftKey.eq(key))
        .order_by_asc(picture::Column::Position)
        .into_tuple()
        .all(tx)
        .await?)
}

async fn touch(tx: &DatabaseTransaction, key: &str, now: Moment) -> Result<(), StoreError> {
    let row = draft::ActiveModel { key: Unchanged(key.into()), updated_at: Set(now.0), ..Default::default() };
    row.update(tx).await?;
    Ok(())
}
