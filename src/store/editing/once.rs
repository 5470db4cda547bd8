//! A save that is sent again changes nothing and gets the answer of the first time.

use domain::{Moment, editing::uuid};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde::{Serialize, de::DeserializeOwned};

use crate::{StoreError, entity::page_save, faults, keys::content_hash};

/// So long a browser may try again.
const DAYS: i64 = 30;

pub(super) struct Once {
    page: i64,
    save: String,
    request: String,
}

impl Once {
    /// `parts` are everything that makes the request what it is.
    pub(super) fn of(page: i64, save: &str, parts: &[&str]) -> Result<Self, StoreError> {
        let save = uuid(save).ok_or(StoreError::Unstorable)?;
        Ok(Self { page, save, request: content_hash(parts) })
    }

    /// What was answered before. The page is held, so nobody answers the same at this moment.
    pub(super) async fn answered<T: DeserializeOwned>(
        &self,
        tx: &DatabaseTransaction,
    ) -> Result<Option<T>, StoreError> {
        if faults::forgets_saves() {
            return Ok(None);
        }
        let row = page_save::Entity::find()
            .filter(page_save::Column::PageId.eq(self.page))
            .filter(page_save::Column::Save.eq(&self.save))
            .one(tx)
            .await?;
        match row {
            None => Ok(None),
            Some(row) if row.request != self.request => Err(StoreError::SubmissionConflict),
            Some(row) => Ok(Some(serde_json::from_str(&row.answer)?)),
        }
    }

    pub(super) async fn keep(
        &self,
        tx: &DatabaseTransaction,
        answer: &impl Serialize,
        now: Moment,
    ) -> Result<(), StoreError> {
        if faults::forgets_saves() {
            return Ok(());
        }
        let row = page_save::ActiveModel {
            page_id: Set(self.page),
            save: Set(self.save.clone()),
            request: Set(self.request.clone()),
            answer: Set(serde_json::to_string(answer)?),
            at: Set(now.0),
            ..Default::default()
        };
        page_save::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    }
}

/// Answers that nobody asks for any more.
pub(super) async fn tidy(tx: &DatabaseTransaction, now: Moment) -> Result<(), StoreError> {
    let old = page_save::Column::At.lt(now.plus_days(-DAYS).0);
    page_save::Entity::delete_many().filter(old).exec(tx).await?;
    Ok(())
}
