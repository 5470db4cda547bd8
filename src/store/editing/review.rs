//! A second person looks at a draft before everybody reads it.

use domain::{
    Language, Moment,
    editing::{Standing, State, Unit},
    policy::{Acting, Action, Fact, Facts, Refusal},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, EntityTrait, QueryOrder,
};
use serde_json::json;

use super::{
    draft::{begin, is_as_seen},
    letters::{self, About},
    names, save, units, variants,
};
use crate::{
    Store, StoreError, audit,
    entity::{page, page_draft},
    faults,
};

/// One line of the list of all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub page: i64,
    pub address: String,
    pub language: Language,
    pub title: String,
    pub state: State,
    /// Who handed it in.
    pub by: Option<String>,
    /// Whether that is the person who asks.
    pub is_own: bool,
    /// When the draft changed, or the page where there is none.
    pub at: Moment,
    pub standing: Standing,
    /// Everybody reads some state of it.
    pub is_public: bool,
    pub is_retired: bool,
    /// Who looks after it.
    pub unit: Unit,
    /// Whether the person who asks does.
    pub is_theirs: bool,
}

/// All pages, in the order of their addresses.
pub async fn all(store: &Store, by: &Acting) -> Result<Vec<Listed>, StoreError> {
    by.may(Action::EditPages)?;
    let db = store.read();
    let pages = page::Entity::find().order_by_asc(page::Column::Address).order_by_asc(page::Column::Language);
    let pages = pages.all(db).await?;
    let drafts = page_draft::Entity::find().all(db).await?;
    let names = names::of(db, drafts.iter().filter_map(|draft| draft.submitted_by)).await?;
    let mut standings = variants::standings(db, &pages).await?;
    let (units, scopes) = (units::units(db).await?, units::scopes(db, by).await?);
    let listed = |row: page::Model| {
        let draft = drafts.iter().find(|draft| draft.page_id == row.id);
        let state = draft.and_then(|draft| State::from_code(&draft.state)).unwrap_or(State::Published);
        let submitted = draft.and_then(|draft| draft.submitted_by);
        let unit = units.of(&row.address);
        Listed {
            page: row.id,
            address: row.address,
            language: Language::from_code(&row.language).unwrap_or_default(),
            title: draft.map_or(row.title, |draft| draft.title.clone()),
            state,
            by: submitted.and_then(|id| names.get(&id).cloned()),
            is_own: submitted.is_some() && submitted == by.account.map(|account| account.0),
            at: Moment(draft.filter(|_| state != State::Published).map_or(row.updated_at, |draft| draft.changed_at)),
            standing: standings.remove(&row.id).unwrap_or_default(),
            is_public: row.is_public,
            is_retired: row.retired_at.is_some(),
            unit,
            is_theirs: unit.is_of(by.role, &scopes),
        }
    };
    Ok(pages.into_iter().map(listed).collect())
}

/// Where a draft stands for `by`.
pub(super) async fn facts(
    tx: &DatabaseTransaction,
    by: &Acting,
    draft: &page_draft::Model,
) -> Result<Facts, StoreError> {
    let of_unit = units::facts(tx, by, draft.page_id).await?;
    let is = |state: State| draft.state == state.code();
    let is_own = draft.submitted_by.is_some() && draft.submitted_by == by.account.map(|account| account.0);
    Ok(of_unit
        .and(Fact::InWork, is(State::Draft) || is(State::ChangesNeeded))
        .and(Fact::HandedIn, is(State::InReview))
        .and(Fact::OtherPerson, !is(State::InReview) || !is_own || faults::lets_people_review_themselves()))
}

/// A draft that went on meanwhile is not the one that the person saw.
fn went_on(refusal: Refusal) -> StoreError {
    match refusal {
        Refusal::NotInThisStatus => StoreError::Outdated,
        refusal => refusal.into(),
    }
}

/// Hands a draft in for a second person. [`StoreError::Outdated`] when it is not the one that the person saw.
pub async fn hand_in(store: &Store, by: &Acting, page: i64, change: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::HandInPage)?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            is_as_seen(&draft, change)?;
            by.may_given(Action::HandInPage, facts(tx, by, &draft).await?).map_err(went_on)?;
            let row = page_draft::ActiveModel {
                page_id: Unchanged(page),
                state: Set(State::InReview.code().into()),
                submitted_by: Set(by.account.map(|account| account.0)),
                submitted_at: Set(Some(now.0)),
                remark: Set(String::new()),
                ..Default::default()
            };
            row.update(tx).await?;
            letters::waits(tx, by, page, now).await?;
            audit::write(tx, by, "page_handed_in", "page", page, &json!({}), now).await
        })
        .await
}

/// Sends a draft back with words, which have to be some: [`StoreError::Unstorable`] without.
pub async fn send_back(
    store: &Store,
    by: &Acting,
    page: i64,
    (change, remark): (i64, &str),
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::SendBackPage)?;
    let remark = save::note(remark);
    if remark.is_empty() {
        return Err(StoreError::Unstorable);
    }
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            is_as_seen(&draft, change)?;
            by.may_given(Action::SendBackPage, facts(tx, by, &draft).await?).map_err(went_on)?;
            let row = page_draft::ActiveModel {
                page_id: Unchanged(page),
                state: Set(State::ChangesNeeded.code().into()),
                remark: Set(remark.clone()),
                ..Default::default()
            };
            row.update(tx).await?;
            letters::is_decided(tx, by, &draft, About::Returned(page), now).await?;
            audit::write(tx, by, "page_sent_back", "page", page, &json!({}), now).await
        })
        .await
}
