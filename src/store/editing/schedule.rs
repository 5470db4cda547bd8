//! Publishing at a time, and taking back at a time. What is due is a job; the time in the draft says whether it still
//! holds, so that a time can be changed or taken back, and a draft that changed afterwards is never published unseen.

use domain::{
    Moment,
    editing::State,
    ids::AccountId,
    policy::{Acting, Action, Role, Scope},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    draft::{begin, is_as_seen},
    publish::{put_out, show},
    review::facts,
    save,
    tree::take_away,
    versions::{bring_in, last, of_number},
};
use crate::{
    Store, StoreError, audit,
    entity::{account, job, page_draft},
    jobs::{self, Claimed},
    tickets::fresh_token,
};

/// The kind of its jobs.
pub const SCHEDULED: &str = "page";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    Publish,
    /// Everybody reads the version before again; where there was none, nobody reads the page any more.
    TakeBack,
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    page: i64,
    what: Due,
    at: i64,
    /// Who set it.
    by: Option<i64>,
    /// Why, for the history. What waited before this was asked says nothing.
    #[serde(default)]
    note: String,
}

/// Sets a time, or with `None` takes it away. [`StoreError::Outdated`] when the draft is not the one that the person
/// saw, [`StoreError::SamePerson`] for what they handed in themselves; and who does not look after the page is refused.
pub async fn schedule(
    store: &Store,
    by: &Acting,
    page: i64,
    (what, change, at): (Due, i64, Option<Moment>),
    note: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let action = if what == Due::Publish && at.is_some() { Action::PublishPage } else { Action::ArrangePage };
    by.works_at(action)?;
    let note = save::note(note);
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            let own = by.account.map(|account| account.0);
            is_as_seen(&draft, change)?;
            by.may_given(action, facts(tx, by, &draft).await?)?;
            set(tx, page, what, at).await?;
            call_off(tx, page, what).await?;
            let told = json!({ "what": what, "at": at.map(|at| at.0) });
            audit::write(tx, by, "page_scheduled", "page", page, &told, now).await?;
            if let Some(at) = at {
                let payload = Payload { page, what, at: at.0, by: own, note: note.clone() };
                let key = format!("page {page} {}", fresh_token());
                jobs::enqueue(tx, SCHEDULED, &key, &payload, at, now).await?;
            }
            Ok(())
        })
        .await
}

async fn set(tx: &DatabaseTransaction, page: i64, what: Due, at: Option<Moment>) -> Result<(), StoreError> {
    let at = at.map(|at| at.0);
    let mut row = page_draft::ActiveModel { page_id: Unchanged(page), ..Default::default() };
    match what {
        Due::Publish => row.publish_at = Set(at),
        Due::TakeBack => row.take_back_at = Set(at),
    }
    row.update(tx).await?;
    Ok(())
}

/// What waits for an earlier time, which may be this very moment: it would be done with the note and in the name of
/// whoever set it then.
async fn call_off(tx: &DatabaseTransaction, page: i64, what: Due) -> Result<(), StoreError> {
    let waits: Vec<(i64, String)> = job::Entity::find()
        .select_only()
        .columns([job::Column::Id, job::Column::Payload])
        .filter(job::Column::Kind.eq(SCHEDULED))
        .filter(job::Column::State.eq(jobs::State::Waiting.code()))
        .filter(job::Column::Key.starts_with(format!("page {page} ")))
        .into_tuple()
        .all(tx)
        .await?;
    let is_of_this = |payload: &str| serde_json::from_str::<Payload>(payload).is_ok_and(|payload| payload.what == what);
    let ids: Vec<i64> = waits.into_iter().filter(|(_, payload)| is_of_this(payload)).map(|(id, _)| id).collect();
    job::Entity::delete_many().filter(job::Column::Id.is_in(ids)).exec(tx).await?;
    Ok(())
}

/// Does what a job says, if its time still holds. Twice is once.
pub async fn run_scheduled(store: &Store, job: &Claimed, now: Moment) -> Result<(), StoreError> {
    let Payload { page, what, at, by, note } = job.payload()?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            let stands = match what {
                Due::Publish => draft.publish_at,
                Due::TakeBack => draft.take_back_at,
            };
            if stands != Some(at) {
                return Ok(());
            }
            // Whoever left meanwhile set it all the same.
            let by = match by {
                Some(id) => account::Entity::find_by_id(id).one(tx).await?.map(|row| AccountId(row.id)),
                None => None,
            };
            let by = Acting { account: by, role: Role::Editor, scope: Scope::Everywhere };
            set(tx, page, what, None).await?;
            match what {
                Due::Publish => put_out(tx, &by, &draft, &note, now).await.map(|_| ()),
                Due::TakeBack => take_back(tx, &by, &draft, &note, now).await,
            }
        })
        .await
}

async fn take_back(
    tx: &DatabaseTransaction,
    by: &Acting,
    draft: &page_draft::Model,
    note: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let page = draft.page_id;
    let before = last(tx, page).await? - 1;
    if before < 1 {
        return take_away(tx, by, page, note, now).await;
    }
    let wanted = of_number(tx, page, before).await?;
    // What somebody is writing, or waits for its review, stays beside what everybody reads again.
    if draft.state != State::Published.code() {
        return show(tx, by, page, (&wanted, note), now).await.map(|_| ());
    }
    bring_in(tx, by, draft, &wanted, now).await?;
    let draft = begin(tx, page, now).await?;
    put_out(tx, by, &draft, note, now).await.map(|_| ())
}
