//! Title and introduction of a page, against what somebody started from: what others do to its blocks is no matter.

use domain::{
    Moment,
    editing::Opening,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};

use super::draft::{begin, touch};
use crate::{Store, StoreError, entity::page_draft, faults};

/// `mine` started from `base`. Where others changed the same meanwhile, the answer is what stands there now and nothing is
/// stored. [`StoreError::Unstorable`] without a title, or with too many letters.
pub async fn describe(
    store: &Store,
    by: &Acting,
    page: i64,
    (base, mine): (&Opening, &Opening),
    now: Moment,
) -> Result<Result<(), Opening>, StoreError> {
    by.may(Action::EditPages)?;
    if !mine.fits() {
        return Err(StoreError::Unstorable);
    }
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            let theirs = Opening::new(&draft.title, &draft.summary);
            let joined = match faults::overwrites_what_is_newer() {
                true => Some(mine.clone()),
                false => Opening::join(base, mine, &theirs),
            };
            let Some(joined) = joined else { return Ok(Err(theirs)) };
            if joined == theirs {
                return Ok(Ok(()));
            }
            let row = page_draft::ActiveModel {
                page_id: Unchanged(page),
                title: Set(joined.title),
                summary: Set(joined.summary),
                ..Default::default()
            };
            row.update(tx).await?;
            touch(tx, &draft, now).await?;
            Ok(Ok(()))
        })
        .await
}
