//! `/bearbeiten/{page}/nebeneinander`: a page beside the German one, block by block: what changed there since somebody said
//! that this text is right, and the text itself to be written on.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Language,
    blocks::{Block, BlockKind},
    editing::{BlockChange, Keyed, Opening, Pair, Part, Snapshot, compare_pages, fits, pairs, tidy, uuid},
    policy::{Acting, Action},
};
use leptos::prelude::*;
use store::editing::{self, Draft, Save, Saved, Typed as Kept};

use super::{
    base, fields, fresh,
    languages::german,
    look::Look,
    mode, number, picture,
    side_rows::{Looks, SidesPage},
};
use crate::{
    AppError, Site, Visit,
    pages::{accounts::private, staff::form::Typed},
    render,
};

/// What could not be stored of one block.
#[derive(Clone)]
pub(super) struct Open {
    pub body: String,
    /// What it started from.
    pub revision: String,
    pub problem: String,
    pub status: StatusCode,
}

impl Open {
    pub fn is_clash(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }
}

#[derive(Clone, Default)]
pub(super) struct Left {
    /// By the keys of their blocks and parts.
    pub open: BTreeMap<String, Open>,
    /// Typed into blocks that are gone.
    pub lost: Vec<String>,
}

impl Left {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.lost.is_empty()
    }
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    form(StatusCode::OK, site, visit, number(&page)?, Left::default()).await
}

/// `text-…`, `fassung-…` and `save-…` of each block and of both parts of the opening, of such as have lines their fields too; those that were changed are stored, each as if alone.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let (page, typed) = (number(&page)?, Typed::read(&body));
    let draft = editing::open(&site.store, &by, page).await?;
    let mut left = Left::default();
    for part in Part::ALL {
        if let Some(open) = store_part(&site, &visit, &by, (&draft, part), &typed).await? {
            left.open.insert(part.key().to_owned(), open);
        }
    }
    for block in &draft.blocks {
        if let Some(open) = store_one(&site, &visit, &by, page, block, &typed).await? {
            left.open.insert(block.key.clone(), open);
        }
    }
    for block in &draft.gone {
        left.lost.extend(sent(&typed, block).filter(|text| tidy(text) != block.body));
    }
    if left.is_empty() {
        let path = visit.href(&format!("{}/nebeneinander?gespeichert", base(page)));
        return Ok(private(Redirect::to(&path).into_response()));
    }
    let of_lost = (!left.lost.is_empty()).then_some(StatusCode::CONFLICT);
    let all: Vec<StatusCode> = left.open.values().map(|open| open.status).chain(of_lost).collect();
    // Where a person has to decide is what counts most.
    let has = |status: &StatusCode| all.contains(status);
    let status = [StatusCode::CONFLICT, StatusCode::PRECONDITION_REQUIRED].into_iter().find(has);
    let status = status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    form(status, site, visit, page, left).await
}

fn sent(typed: &Typed, block: &Keyed) -> Option<String> {
    let is_sent = !typed.all(&fields::named("text", &block.key)).is_empty();
    is_sent.then(|| fields::body(typed, block.kind, &block.key))
}

/// `None` when it is stored, or was left as it is.
async fn store_one(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    page: i64,
    block: &Keyed,
    typed: &Typed,
) -> Result<Option<Open>, AppError> {
    let Some(body) = sent(typed, block) else { return Ok(None) };
    let written = Written::read(typed, &block.key, body);
    if written.revision == block.revision.to_string() && tidy(&written.body) == block.body {
        return Ok(None);
    }
    let words = &visit.words().editing;
    let Some(save) = written.save() else {
        return written.open(words.no_revision, StatusCode::PRECONDITION_REQUIRED);
    };
    if !fits(&save.body) {
        return written.open(words.too_long, StatusCode::UNPROCESSABLE_ENTITY);
    }
    if let Some(wrong) = picture::problem(visit, typed, (block.kind, &block.key), &save.body) {
        return written.open(wrong, StatusCode::UNPROCESSABLE_ENTITY);
    }
    match editing::save(&site.store, by, page, &block.key, &save, site.now()).await? {
        Saved::Stored(_) => Ok(None),
        Saved::Gone { .. } => written.open(visit.words().side_by_side.lost, StatusCode::CONFLICT),
        Saved::Clash(_) => {
            keep(site, by, (page, &block.key), &save).await?;
            written.open(visit.words().side_by_side.clash, StatusCode::CONFLICT)
        }
    }
}

/// The same of title or introduction.
async fn store_part(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    (draft, part): (&Draft, Part),
    typed: &Typed,
) -> Result<Option<Open>, AppError> {
    let (key, (stands, revision)) = (part.key(), draft.part(part));
    let Some(body) = typed.all(&fields::named("text", key)).into_iter().next() else { return Ok(None) };
    let written = Written::read(typed, key, body);
    if written.revision == revision.to_string() && Part::tidy(&written.body) == stands {
        return Ok(None);
    }
    let words = &visit.words().editing;
    let Some(save) = written.save() else {
        return written.open(words.no_revision, StatusCode::PRECONDITION_REQUIRED);
    };
    if !part.fits(&Part::tidy(&save.body)) {
        return written.open(words.no_title, StatusCode::UNPROCESSABLE_ENTITY);
    }
    if editing::save_part(&site.store, by, draft.page, (part, &save), site.now()).await?.is_ok() {
        return Ok(None);
    }
    keep(site, by, (draft.page, key), &save).await?;
    written.open(visit.words().side_by_side.clash, StatusCode::CONFLICT)
}

/// The form of the block or of the opening takes it from there, and asks.
async fn keep(site: &Site, by: &Acting, (page, key): (i64, &str), save: &Save) -> Result<(), AppError> {
    let now = site.now();
    let kept = Kept { body: save.body.clone(), base_revision: save.revision, sequence: now.0 };
    Ok(editing::keep(&site.store, by, page, key, &kept, now).await?)
}

/// What was sent of one block or part.
struct Written {
    body: String,
    revision: String,
    id: String,
}

impl Written {
    fn read(typed: &Typed, key: &str, body: String) -> Self {
        let id = typed.get(&fields::named("save", key));
        let id = if uuid(&id).is_some() { id } else { fresh() };
        Self { body, revision: typed.get(&fields::named("fassung", key)), id }
    }

    fn save(&self) -> Option<Save> {
        let revision = self.revision.parse().ok()?;
        Some(Save { save: self.id.clone(), revision, body: self.body.clone(), note: String::new() })
    }

    fn open(self, problem: &str, status: StatusCode) -> Result<Option<Open>, AppError> {
        Ok(Some(Open { body: self.body, revision: self.revision, problem: problem.to_owned(), status }))
    }
}

/// Both texts, and which blocks belong together.
#[derive(Clone)]
pub(super) struct Sides {
    pub draft: Draft,
    /// The German page as everybody reads it.
    pub german: Vec<Keyed>,
    /// The German title and introduction: as somebody said that this text fits them, and as everybody reads them.
    pub opening: (Opening, Opening),
    pub changes: Vec<BlockChange>,
    /// Whether it is known what changed.
    pub is_marked: bool,
    pub pairs: Vec<Pair>,
}

async fn form(status: StatusCode, site: Site, visit: Visit, page: i64, mut left: Left) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let is_there = |key: &String| Part::from_key(key).is_some() || draft.blocks.iter().any(|block| block.key == *key);
    // Taken out while it was on its way: there is no row for it any more.
    let gone = left.open.iter().filter(|(key, _)| !is_there(key)).map(|(_, open)| open.body.clone());
    left.lost.extend(gone);
    left.open.retain(|key, _| is_there(key));
    let all = editing::variants(&site.store, &by, &draft.address).await?;
    let source = german(&all).filter(|_| draft.language != Language::De);
    let Some(source) = source else {
        // The German text has nothing beside it.
        let path = visit.href(&format!("{}/sprachen", base(page)));
        return Ok(private(Redirect::to(&path).into_response()));
    };
    let now = editing::current(&site.store, &by, source.page).await?;
    let here = all.iter().find(|one| one.page == page);
    let outdated = here.filter(|here| here.standing.outdated.is_some());
    let old = match outdated.and_then(|here| here.source_version) {
        Some(version) => Some(editing::snapshot(&site.store, &by, source.page, version).await?),
        None => None,
    };
    let is_marked = outdated.is_none() || old.is_some();
    let old = old.unwrap_or_else(|| now.clone());
    let opening = |of: &Snapshot| Opening { title: of.title.clone(), summary: of.summary.clone() };
    let opening = (opening(&old), opening(&now));
    let changes = compare_pages(&old.blocks, &now.blocks);
    let names: Vec<(&str, BlockKind)> = changes.iter().map(|change| (change.key.as_str(), change.kind)).collect();
    let own: Vec<(&str, BlockKind)> = draft.blocks.iter().map(|block| (block.key.as_str(), block.kind)).collect();
    let pairs = pairs(&names, &own);
    let german: Vec<Block> = now.blocks.iter().map(mode::block).collect();
    let looks = Looks {
        german: Look::of(&site, &visit, Language::De, &german).await?,
        own: Look::of_draft(&site, &visit, &draft).await?,
    };
    let sides = Sides { draft, german: now.blocks, opening, changes, is_marked, pairs };
    let page = render::page_with_status(status, || {
        view! { <SidesPage site=site visit=visit sides=sides looks=looks left=left/> }
    });
    Ok(private(page))
}
