//! Which of the addresses that a text links to are there, for everybody: a statement for each kind of thing that it names,
//! and none for a kind that it does not.

use std::collections::{HashMap, HashSet};

use domain::{Language, ids::ProposalId, surveys};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Query, SelectStatement},
};

use crate::{
    Store, StoreError,
    entity::{block, calendar_event, page, page_redirect, place_call, proposal, survey},
    events, place_calls,
};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub proposals: Vec<ProposalId>,
    pub surveys: Vec<String>,
    pub calls: Vec<String>,
    pub events: Vec<String>,
    /// Addresses of content pages.
    pub pages: Vec<String>,
    /// Places on them.
    pub anchors: Vec<String>,
}

/// What of it there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct There {
    pub proposals: HashSet<ProposalId>,
    pub surveys: HashSet<String>,
    pub calls: HashSet<String>,
    pub events: HashSet<String>,
    /// With the wanted places on each.
    pub pages: HashMap<String, HashSet<String>>,
    /// Old addresses of pages that are there.
    pub moved: HashSet<String>,
}

pub async fn there(store: &Store, wanted: &Wanted) -> Result<There, StoreError> {
    let pages = pages(store, wanted).await?;
    let old: Vec<&String> = wanted.pages.iter().filter(|address| !pages.contains_key(*address)).collect();
    Ok(There {
        proposals: proposals(store, &wanted.proposals).await?,
        surveys: surveys(store, &wanted.surveys).await?,
        calls: calls(store, &wanted.calls).await?,
        events: events(store, &wanted.events).await?,
        moved: moved(store, old).await?,
        pages,
    })
}

/// Those that everybody may read.
async fn proposals(store: &Store, ids: &[ProposalId]) -> Result<HashSet<ProposalId>, StoreError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(proposal::Column::PublishedAt.is_not_null())
        .into_tuple::<i64>()
        .all(store.read())
        .await?;
    Ok(found.into_iter().map(ProposalId).collect())
}

async fn surveys(store: &Store, slugs: &[String]) -> Result<HashSet<String>, StoreError> {
    if slugs.is_empty() {
        return Ok(HashSet::new());
    }
    let found = survey::Entity::find()
        .select_only()
        .column(survey::Column::Slug)
        .filter(survey::Column::Slug.is_in(slugs))
        .filter(survey::Column::State.ne(surveys::State::Draft.code()))
        .into_tuple::<String>()
        .all(store.read())
        .await?;
    Ok(found.into_iter().collect())
}

async fn calls(store: &Store, slugs: &[String]) -> Result<HashSet<String>, StoreError> {
    if slugs.is_empty() {
        return Ok(HashSet::new());
    }
    let found = place_calls::public()
        .select_only()
        .column(place_call::Column::Slug)
        .filter(place_call::Column::Slug.is_in(slugs))
        .into_tuple::<String>()
        .all(store.read())
        .await?;
    Ok(found.into_iter().collect())
}

async fn events(store: &Store, slugs: &[String]) -> Result<HashSet<String>, StoreError> {
    if slugs.is_empty() {
        return Ok(HashSet::new());
    }
    let found = events::public()
        .select_only()
        .column(calendar_event::Column::Slug)
        .filter(calendar_event::Column::Slug.is_in(slugs))
        .into_tuple::<String>()
        .all(store.read())
        .await?;
    Ok(found.into_iter().collect())
}

async fn pages(store: &Store, wanted: &Wanted) -> Result<HashMap<String, HashSet<String>>, StoreError> {
    if wanted.pages.is_empty() {
        return Ok(HashMap::new());
    }
    // In German there is every page.
    let rows = page::Entity::find()
        .select_only()
        .columns([page::Column::Id, page::Column::Address])
        .filter(page::Column::Address.is_in(&wanted.pages))
        .filter(page::Column::Language.eq(Language::De.code()))
        .filter(page::Column::IsPublic.eq(true))
        .into_tuple::<(i64, String)>()
        .all(store.read())
        .await?;
    let mut found: HashMap<String, HashSet<String>> =
        rows.iter().map(|(_, address)| (address.clone(), HashSet::new())).collect();
    if wanted.anchors.is_empty() || rows.is_empty() {
        return Ok(found);
    }
    let anchors = block::Entity::find()
        .select_only()
        .columns([block::Column::PageId, block::Column::Anchor])
        .filter(block::Column::PageId.is_in(rows.iter().map(|(id, _)| *id)))
        .filter(block::Column::Anchor.is_in(&wanted.anchors))
        .into_tuple::<(i64, String)>()
        .all(store.read())
        .await?;
    let addresses: HashMap<i64, String> = rows.into_iter().collect();
    for (page, anchor) in anchors {
        if let Some(here) = addresses.get(&page).and_then(|address| found.get_mut(address)) {
            here.insert(anchor);
        }
    }
    Ok(found)
}

/// An old address is no broken link as long as it leads to something.
async fn moved(store: &Store, old: Vec<&String>) -> Result<HashSet<String>, StoreError> {
    if old.is_empty() {
        return Ok(HashSet::new());
    }
    let found = page_redirect::Entity::find()
        .select_only()
        .column(page_redirect::Column::Address)
        .filter(page_redirect::Column::Address.is_in(old))
        .filter(page_redirect::Column::Target.in_subquery(public_addresses()))
        .into_tuple::<String>()
        .all(store.read())
        .await?;
    Ok(found.into_iter().collect())
}

fn public_addresses() -> SelectStatement {
    let mut query = Query::select();
    query.column(page::Column::Address).from(page::Entity).and_where(page::Column::IsPublic.eq(true));
    query
}
