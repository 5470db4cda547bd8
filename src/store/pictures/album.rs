//! The pictures of a draft, or of a proposal that its author may still correct.

use domain::{
    Moment,
    fields::{Field, FieldErrors, Problem},
    history::{Actor, Happening},
    ids::{PictureId, ProposalId},
    policy::{Action, Role},
    proposals::{Picture, limits},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::quota;
use crate::{
    Store, StoreError, drafts,
    entity::{draft, picture},
    history,
    proposals::Subject,
};

/// Whose pictures. The caller has the key of the draft, or has seen the receipt of the proposal.
#[derive(Clone, Copy, Debug)]
pub enum Album<'a> {
    Draft(&'a str),
    Proposal(ProposalId),
}

impl Album<'_> {
    /// Nobody else changes it until the transaction ends.
    async fn lock(self, tx: &DatabaseTransaction, now: Moment) -> Result<(), StoreError> {
        match self {
            Self::Draft(key) => drafts::lock_open(tx, key).await.map(drop),
            Self::Proposal(id) => Subject::lock(tx, id).await?.may(Role::Author, Action::Correct, now),
        }
    }

    fn filter(self) -> Condition {
        Condition::all().add(match self {
            Self::Draft(key) => picture::Column::DraftKey.eq(key),
            Self::Proposal(id) => picture::Column::ProposalId.eq(id.0),
        })
    }

    async fn note(self, tx: &DatabaseTransaction, now: Moment) -> Result<(), StoreError> {
        match self {
            Self::Draft(key) => {
                let row =
                    draft::ActiveModel { key: Unchanged(key.into()), updated_at: Set(now.0), ..Default::default() };
                row.update(tx).await?;
                Ok(())
            }
            Self::Proposal(id) => {
                history::record(tx, now, history::Subject::Proposal(id), Actor::Author, &Happening::Corrected).await
            }
        }
    }
}

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
pub async fn add(store: &Store, album: Album<'_>, new: NewPicture, now: Moment) -> Result<PictureId, StoreError> {
    store
        .write(async |tx| {
            album.lock(tx, now).await?;
            let there = picture::Entity::find()
                .select_only()
                .column(picture::Column::Id)
                .filter(album.filter())
                .filter(picture::Column::FullJpeg.eq(new.full_jpeg.clone()))
                .into_tuple::<i64>()
                .one(tx)
                .await?;
            if let Some(id) = there {
                return Ok(PictureId(id));
            }
            let others = positions(tx, album).await?;
            if others.len() >= limits::PICTURES {
                let mut errors = FieldErrors::default();
                errors.add(Field::Pictures, Problem::TooMany { most: limits::PICTURES });
                return Err(errors.into());
            }
            quota::check(tx, album, &new).await?;
            let (draft_key, proposal_id) = match album {
                Album::Draft(key) => (Some(key.to_owned()), None),
                Album::Proposal(id) => (None, Some(id.0)),
            };
            let row = picture::ActiveModel {
                draft_key: Set(draft_key),
                proposal_id: Set(proposal_id),
                position: Set(others.last().map_or(0, |last| last + 1)),
                width: Set(new.width),
                height: Set(new.height),
                alt: Set(text::clean_line(&new.alt)),
                full_jpeg: Set(new.full_jpeg),
                thumb_jpeg: Set(new.thumb_jpeg),
                ..Default::default()
            };
            let added = picture::Entity::insert(row).exec(tx).await?.last_insert_id;
            album.note(tx, now).await?;
            Ok(PictureId(added))
        })
        .await
}

/// Takes a picture out; doing it twice changes nothing.
pub async fn remove(store: &Store, album: Album<'_>, id: PictureId, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            album.lock(tx, now).await?;
            let gone = picture::Entity::delete_many()
                .filter(picture::Column::Id.eq(id.0))
                .filter(album.filter())
                .exec(tx)
                .await?;
            if gone.rows_affected == 0 { Ok(()) } else { album.note(tx, now).await }
        })
        .await
}

/// Says in words what is to be seen.
pub async fn describe(
    store: &Store,
    album: Album<'_>,
    id: PictureId,
    alt: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let alt = text::clean_line(alt);
    store
        .write(async |tx| {
            album.lock(tx, now).await?;
            let changed = picture::Entity::update_many()
                .col_expr(picture::Column::Alt, alt.clone().into())
                .filter(picture::Column::Id.eq(id.0))
                .filter(album.filter())
                .exec(tx)
                .await?;
            if changed.rows_affected == 0 {
                return Err(StoreError::NotFound);
            }
            album.note(tx, now).await
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

async fn positions(tx: &DatabaseTransaction, album: Album<'_>) -> Result<Vec<i32>, StoreError> {
    Ok(picture::Entity::find()
        .select_only()
        .column(picture::Column::Position)
        .filter(album.filter())
        .order_by_asc(picture::Column::Position)
        .into_tuple()
        .all(tx)
        .await?)
}
