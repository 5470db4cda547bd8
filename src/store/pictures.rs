//! The pictures themselves, as JPEG, for those who may see what they belong to.

mod album;
mod quota;

pub(crate) use album::of_draft;
pub use album::{Album, NewPicture, add, describe, remove};

use domain::{ids::PictureId, receipts::ReceiptCode};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, ExprTrait,
    sea_query::{Expr, Query},
};

use crate::{
    Store, StoreError,
    entity::{picture, proposal},
};

/// Who asks for a picture.
#[derive(Clone, Copy, Debug)]
pub enum Viewer<'a> {
    /// Sees the pictures of public proposals.
    Anybody,
    /// Holds the key of a draft and sees its pictures.
    Draft(&'a str),
    /// Holds the receipt of a proposal and sees its pictures, public or not.
    Receipt(&'a ReceiptCode),
    /// Checks what waits.
    Moderator,
}

/// The picture of a public proposal.
pub async fn full(store: &Store, id: PictureId) -> Result<Option<Vec<u8>>, StoreError> {
    full_for(store, id, Viewer::Anybody).await
}

/// The small picture of a public proposal.
pub async fn thumb(store: &Store, id: PictureId) -> Result<Option<Vec<u8>>, StoreError> {
    thumb_for(store, id, Viewer::Anybody).await
}

pub async fn full_for(store: &Store, id: PictureId, viewer: Viewer<'_>) -> Result<Option<Vec<u8>>, StoreError> {
    bytes(store, id, viewer, picture::Column::FullJpeg).await
}

pub async fn thumb_for(store: &Store, id: PictureId, viewer: Viewer<'_>) -> Result<Option<Vec<u8>>, StoreError> {
    bytes(store, id, viewer, picture::Column::ThumbJpeg).await
}

async fn bytes(
    store: &Store,
    id: PictureId,
    viewer: Viewer<'_>,
    column: picture::Column,
) -> Result<Option<Vec<u8>>, StoreError> {
    let may_see = match viewer {
        Viewer::Anybody => Condition::all().add(proposal::Column::PublishedAt.is_not_null()),
        Viewer::Draft(key) => Condition::all().add(picture::Column::DraftKey.eq(key)),
        Viewer::Receipt(code) => {
            Condition::all().add(proposal::Column::ReceiptHash.is_in(store.keys().receipt_hashes(code)))
        }
        Viewer::Moderator => Condition::all().add(picture::Column::ProposalId.is_not_null()),
    };
    let mut query = Query::select();
    query
        .column((picture::Entity, column))
        .from(picture::Entity)
        .left_join(
            proposal::Entity,
            Expr::col((picture::Entity, picture::Column::ProposalId)).equals((proposal::Entity, proposal::Column::Id)),
        )
        .and_where(picture::Column::Id.eq(id.0))
        .cond_where(may_see);
    match store.read().query_one(&query).await? {
        Some(row) => Ok(Some(row.try_get_by_index(0)?)),
        None => Ok(None),
    }
}
