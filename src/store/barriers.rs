//! Barriers that people met on the pages: reported by anybody, answered by staff within six weeks, read again with the
//! code of the receipt.

mod declaration;

pub use declaration::{review, reviewed_at};

use domain::{
    Language, Moment,
    barriers::{Answer, Barrier, NewBarrier},
    history::Actor,
    ids::SubmissionId,
    policy::{Acting, Action, Fact, Facts},
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;

use crate::{
    Store, StoreError, audit,
    entity::barrier,
    history::{self, Subject},
    mail::{self, Mail},
};

/// Answered ones that staff see.
const SHOWN: u64 = 100;

/// Keeps a report. Repeating it gives the same code; another report under the same id is refused.
pub async fn report(
    store: &Store,
    submission: &SubmissionId,
    new: &NewBarrier,
    language: Language,
    now: Moment,
) -> Result<ReceiptCode, StoreError> {
    let row = || barrier::ActiveModel {
        submission: Set(submission.as_str().into()),
        receipt_hash: Set(store.keys.receipt_hash(&store.keys.receipt_code(submission))),
        page: Set(new.page.clone()),
        text: Set(new.text.clone()),
        author: Set(new.author.clone()),
        email: Set(new.email.clone()),
        language: Set(language.code().into()),
        at: Set(now.0),
        ..Default::default()
    };
    let once = || OnConflict::column(barrier::Column::Submission).do_nothing().to_owned();
    store
        .write(async |tx| {
            let is_new = barrier::Entity::insert(row()).on_conflict(once()).exec_without_returning(tx).await? == 1;
            let kept = barrier::Entity::find().filter(barrier::Column::Submission.eq(submission.as_str())).one(tx);
            let kept = kept.await?.ok_or(StoreError::SubmissionConflict)?;
            if is_new {
                let data = json!({});
                history::note(tx, now, Subject::Barrier(kept.id), Actor::Guest, "barrier_reported", data).await?;
            } else if kept.text != new.text || kept.page != new.page || kept.author != new.author {
                return Err(StoreError::SubmissionConflict);
            }
            Ok(store.keys.receipt_code_of(submission, &kept.receipt_hash))
        })
        .await
}

/// The report that a receipt opens.
pub async fn by_code(store: &Store, code: &ReceiptCode) -> Result<Option<Barrier>, StoreError> {
    let hashes = store.keys.receipt_hashes(code);
    let row = barrier::Entity::find().filter(barrier::Column::ReceiptHash.is_in(hashes)).one(store.read()).await?;
    Ok(row.map(of_row))
}

pub async fn find(store: &Store, id: i64) -> Result<Option<Barrier>, StoreError> {
    find_in(store.read(), id).await
}

async fn find_in(db: &impl ConnectionTrait, id: i64) -> Result<Option<Barrier>, StoreError> {
    Ok(barrier::Entity::find_by_id(id).one(db).await?.map(of_row))
}

/// What waits for an answer, the one that is due first on top.
pub async fn open(store: &Store) -> Result<Vec<Barrier>, StoreError> {
    let rows = barrier::Entity::find()
        .filter(barrier::Column::AnsweredAt.is_null())
        .order_by_asc(barrier::Column::At)
        .order_by_asc(barrier::Column::Id)
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(of_row).collect())
}

/// What was answered, the latest first.
pub async fn answered(store: &Store) -> Result<Vec<Barrier>, StoreError> {
    let rows = barrier::Entity::find()
        .filter(barrier::Column::AnsweredAt.is_not_null())
        .order_by_desc(barrier::Column::AnsweredAt)
        .order_by_desc(barrier::Column::Id)
        .limit(SHOWN)
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(of_row).collect())
}

/// Answers once; the letter goes to the address that was given, and the address is forgotten. Who answers a second time
/// is told that somebody did before.
pub async fn answer(
    store: &Store,
    by: &Acting,
    id: i64,
    text: &str,
    letter: Option<&Mail>,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::AnswerAccessibility)?;
    store
        .write(async |tx| {
            let row = barrier::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let waits = Facts::NONE.and(Fact::Unsettled, row.answered_at.is_none());
            by.may_given(Action::AnswerAccessibility, waits).map_err(|_| StoreError::Taken)?;
            let days = now.days_since(Moment(row.at));
            let answered = barrier::ActiveModel {
                id: Unchanged(id),
                email: Set(None),
                answer: Set(Some(text.into())),
                answered_at: Set(Some(now.0)),
                ..Default::default()
            };
            answered.update(tx).await?;
            if let Some(letter) = letter {
                mail::send(tx, letter, now).await?;
            }
            audit::write(tx, by, "barrier_answered", "barrier", id, &json!({ "days": days }), now).await
        })
        .await
}

fn of_row(row: barrier::Model) -> Barrier {
    let answer = row.answer.zip(row.answered_at).map(|(text, at)| Answer { text, at: Moment(at) });
    Barrier {
        id: row.id,
        page: row.page,
        text: row.text,
        author: row.author,
        email: row.email,
        language: Language::from_code(&row.language).unwrap_or_default(),
        at: Moment(row.at),
        answer,
    }
}

#[cfg(test)]
mod tests;
