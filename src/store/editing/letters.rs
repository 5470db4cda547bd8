//! Letters about pages that are handed in: to those who look after the page, and to whoever handed it in when it comes back
//! or everybody reads it. A letter is a job that knows whom and about what; what it says is looked up when it leaves, so
//! that nobody is told of what is over. It says no more than which page and whose it is.

use std::collections::HashMap;

use domain::{
    Language, Moment,
    editing::{State, Unit},
    ids::{AccountId, OfficeId},
    policy::{self, Acting, Action},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use super::units::{reviewers, units};
use crate::{
    Store, StoreError,
    entity::{account, office, page, page_draft},
    jobs::{self, Claimed},
    roles,
};

/// The kind of these jobs.
pub const LETTER: &str = "page-letter";

/// What is handed in within this time comes in one letter.
const COLLECTED: i64 = 10 * Moment::MINUTE;

/// No write takes as long: when the letter leaves, everything that belongs into it is there.
const SLOWEST_WRITE: i64 = Moment::MINUTE;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Pages that were handed in from this moment on.
    Waiting(i64),
    /// A page came back from its review.
    Returned(i64),
    /// Everybody reads a page.
    Published(i64),
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    account: i64,
    about: About,
}

/// Not `Debug`: an address belongs into no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    pub key: String,
    pub to: String,
    pub language: Language,
    pub about: About,
    pub pages: Vec<ToldPage>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldPage {
    pub page: i64,
    pub address: String,
    pub language: Language,
    pub title: String,
    /// The office that looks after it; nothing for the editorial office.
    pub office: Option<String>,
}

/// Tells those who look after a page that it waits for them.
pub(super) async fn waits(tx: &DatabaseTransaction, by: &Acting, page: i64, now: Moment) -> Result<(), StoreError> {
    let page = page::Entity::find_by_id(page).one(tx).await?.ok_or(StoreError::NotFound)?;
    let unit = units(tx).await?.of(&page.address);
    let since = now.0 - now.0.rem_euclid(COLLECTED);
    let leaves = Moment(since + COLLECTED + SLOWEST_WRITE);
    for account in reviewers(tx, unit, by.account.map(|account| account.0)).await? {
        let payload = Payload { account, about: About::Waiting(since) };
        jobs::enqueue(tx, LETTER, &format!("{LETTER}-waiting-{since}-{account}"), &payload, leaves, now).await?;
    }
    Ok(())
}

/// Tells whoever handed a page in what became of it, unless that is their own doing.
pub(super) async fn is_decided(
    tx: &DatabaseTransaction,
    by: &Acting,
    draft: &page_draft::Model,
    about: About,
    now: Moment,
) -> Result<(), StoreError> {
    let own = by.account.map(|account| account.0);
    let Some(account) = draft.submitted_by.filter(|author| Some(*author) != own) else { return Ok(()) };
    let key = format!("{LETTER}-decided-{}-{}-{account}", draft.page_id, now.0);
    jobs::enqueue(tx, LETTER, &key, &Payload { account, about }, now, now).await?;
    Ok(())
}

/// The letter of a job; nothing where nobody is to get it any more.
pub async fn open_letter(store: &Store, job: &Claimed) -> Result<Option<Letter>, StoreError> {
    let Payload { account, about } = job.payload()?;
    let db = store.read();
    let person = account::Entity::find_by_id(account).one(db).await?;
    let Some(person) = person.filter(|row| row.email_confirmed_at.is_some()) else { return Ok(None) };
    let grants = roles::of_account(store, AccountId(account)).await?;
    if policy::acting(AccountId(account), &grants, Action::EditPages).is_err() {
        return Ok(None);
    }
    let pages = told(db, account, about).await?;
    Ok((!pages.is_empty()).then(|| Letter {
        key: job.key.clone(),
        to: person.email,
        language: Language::from_code(&person.language).unwrap_or_default(),
        about,
        pages,
    }))
}

/// What is still true of it.
async fn told(db: &impl ConnectionTrait, account: i64, about: About) -> Result<Vec<ToldPage>, StoreError> {
    let drafts = page_draft::Entity::find().order_by_asc(page_draft::Column::PageId);
    let drafts = match about {
        About::Waiting(since) => drafts
            .filter(page_draft::Column::State.eq(State::InReview.code()))
            .filter(page_draft::Column::SubmittedAt.gte(since))
            .filter(page_draft::Column::SubmittedAt.lt(since + COLLECTED)),
        About::Returned(page) => drafts
            .filter(page_draft::Column::PageId.eq(page))
            .filter(page_draft::Column::State.eq(State::ChangesNeeded.code()))
            .filter(page_draft::Column::SubmittedBy.eq(account)),
        About::Published(page) => drafts.filter(page_draft::Column::PageId.eq(page)),
    };
    let drafts = drafts.all(db).await?;
    let ids = drafts.iter().map(|draft| draft.page_id);
    let rows = page::Entity::find().filter(page::Column::Id.is_in(ids)).all(db).await?;
    let mut pages: HashMap<i64, page::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let (units, offices) = (units(db).await?, office::Entity::find().all(db).await?);
    let mut told = Vec::new();
    for draft in drafts {
        let Some(page) = pages.remove(&draft.page_id) else { continue };
        let unit = units.of(&page.address);
        let is_theirs = match about {
            About::Waiting(_) => reviewers(db, unit, draft.submitted_by).await?.contains(&account),
            About::Returned(_) => true,
            About::Published(_) => page.is_public,
        };
        if is_theirs {
            let office = offices.iter().find(|office| unit == Unit::Office(OfficeId(office.id)));
            told.push(ToldPage {
                page: page.id,
                address: page.address,
                language: Language::from_code(&page.language).unwrap_or_default(),
                title: draft.title,
                office: office.map(|office| office.name.clone()),
            });
        }
    }
    Ok(told)
}
