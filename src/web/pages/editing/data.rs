//! The draft and its blocks as JSON, for the editor in the browser.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    blocks::{Block, BlockKind},
    editing::{Keyed, Part, fits},
    policy::Action,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::{
    editing::{self, Clash, Draft, NewBlock, Save, Saved, To, Typed},
    faults,
};

use super::{
    answers::{Fault, TOO_LONG, UNREADABLE, answer, ok, read},
    look::{Look, level_above, level_below},
    mode, number, parts,
};
use crate::{Site, Visit};

type Done = Result<Response, Fault>;
type Place = Path<(String, String)>;

pub async fn draft(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let draft = editing::open(&site.store, &by, number(&page)?).await?;
        let all_typed = editing::typed(&site.store, &by, draft.page).await?;
        let typed = |key: &str| {
            let Typed { body, base_revision, sequence } = all_typed.get(key)?;
            Some(json!({ "body": body, "base_revision": base_revision, "sequence": sequence }))
        };
        let look = Look::of_draft(&site, &visit, &draft).await?;
        let mut blocks = Map::new();
        for (block, warnings) in draft.blocks.iter().zip(look.all_warnings(&draft.blocks)) {
            let warnings = Look::told(&visit, &warnings);
            blocks.insert(block.key.clone(), with_remarks(of_block(&look, block), warnings, typed(&block.key)));
        }
        let order: Vec<&str> = draft.blocks.iter().map(|block| block.key.as_str()).collect();
        Ok(ok(json!({
            "page": draft.page,
            "language": draft.language.code(),
            "title": draft.title,
            "state": draft.state.code(),
            "change": draft.change,
            "order": order,
            "gone": draft.gone.iter().map(|block| &block.key).collect::<Vec<_>>(),
            "blocks": blocks,
            "parts": parts::of_draft(&visit, &draft, typed),
        })))
    };
    answer(&visit, done.await)
}

/// What a browser gets of a block or a part, with what there is to say about it and what this person typed there.
pub(super) fn with_remarks(mut told: Value, warnings: Value, typed: Option<Value>) -> Value {
    if let Value::Object(fields) = &mut told {
        fields.insert("warnings".into(), warnings);
        fields.extend(typed.map(|typed| ("typed".to_owned(), typed)));
    }
    told
}

pub(super) fn of_block(look: &Look, block: &Keyed) -> Value {
    json!({
        "key": block.key,
        "kind": block.kind.code(),
        "body": block.body,
        "revision": block.revision,
        "html": look.html(mode::block(block)),
    })
}

/// One block of a draft, as it is now.
async fn told(site: &Site, visit: &Visit, draft: &Draft, key: &str) -> Result<Map<String, Value>, Fault> {
    let found = draft.blocks.iter().find(|block| block.key == key);
    let Some(block) = found else { return Err(gone(key, None)) };
    let look = Look::within(site, visit, draft, std::slice::from_ref(&mode::block(block))).await?;
    let warnings = look.warnings(block.kind, &block.body, level_above(draft, key));
    let Value::Object(mut fields) = of_block(&look, block) else { return Ok(Map::new()) };
    fields.insert("warnings".into(), Look::told(visit, &warnings));
    Ok(fields)
}

fn gone(key: &str, theirs: Option<String>) -> Fault {
    let status = if theirs.is_some() { StatusCode::GONE } else { StatusCode::NOT_FOUND };
    Fault::Body(status, json!({ "key": key, "theirs": theirs }))
}

#[derive(Deserialize)]
struct SaveBody {
    save: String,
    body: String,
    note: Option<String>,
}

/// The revision that a change starts from: without it nobody could tell whether it overwrites something.
fn revision(headers: &HeaderMap) -> Result<i64, Fault> {
    if faults::asks_for_no_revision() && !headers.contains_key(header::IF_MATCH) {
        return Ok(0);
    }
    let named = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let named = named.map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'));
    named
        .and_then(|tag| tag.parse().ok())
        .ok_or(Fault::Told(StatusCode::PRECONDITION_REQUIRED, |words| words.no_revision))
}

pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((page, key)): Place,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let revision = revision(&headers)?;
        let sent: SaveBody = read(&body)?;
        if !fits(&sent.body) {
            return Err(TOO_LONG);
        }
        let save = Save { save: sent.save, revision, body: sent.body, note: plain(sent.note) };
        if let Some(part) = Part::from_key(&key) {
            return parts::save(&site, &visit, &by, page, (part, &save)).await;
        }
        let stored = match editing::save(&site.store, &by, page, &key, &save, site.now()).await? {
            Saved::Stored(stored) => stored,
            Saved::Gone { key, theirs } => return Err(gone(&key, theirs)),
            Saved::Clash(clash) => return Err(asked(&site, &visit, clash).await?),
        };
        // What was stored then, also when the answer to the first try was lost and others saved since.
        let block = Block { kind: stored.kind, anchor: None, body: stored.body.clone() };
        let draft = editing::open(&site.store, &by, page).await?;
        let look = Look::within(&site, &visit, &draft, std::slice::from_ref(&block)).await?;
        let anchor = draft.blocks.iter().find(|block| block.key == stored.key).and_then(|block| block.anchor.clone());
        let level = level_above(&draft, &stored.key);
        Ok(ok(json!({
            "key": stored.key,
            "revision": stored.revision,
            "body": stored.body,
            "html": look.html(Block { anchor, ..block }),
            "warnings": Look::told(&visit, &look.warnings(stored.kind, &stored.body, level)),
            "merged": stored.merged,
        })))
    };
    answer(&visit, done.await)
}

fn plain(note: Option<String>) -> String {
    note.unwrap_or_default().replace('\0', "")
}

async fn asked(site: &Site, visit: &Visit, clash: Clash) -> Result<Fault, Fault> {
    let block = Block { kind: clash.kind, anchor: None, body: clash.theirs.clone() };
    let look = Look::of(site, visit, visit.language, std::slice::from_ref(&block)).await?;
    let told = json!({
        "key": clash.key,
        "revision": clash.revision,
        "base": clash.base,
        "mine": clash.mine,
        "theirs": clash.theirs,
        "html_theirs": look.html(block),
    });
    Ok(Fault::Body(StatusCode::CONFLICT, told))
}

#[derive(Deserialize)]
struct NewBody {
    save: String,
    key: String,
    kind: String,
    body: String,
    after: Option<String>,
}

pub async fn insert(State(site): State<Site>, visit: Visit, Path(page): Path<String>, body: Bytes) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let sent: NewBody = read(&body)?;
        let kind = kind_of(&sent.kind)?;
        if !fits(&sent.body) {
            return Err(TOO_LONG);
        }
        let NewBody { save, key, body, after, .. } = sent;
        let new = NewBlock { save, key, kind, body, after };
        let stored = editing::insert(&site.store, &by, page, &new, site.now()).await?;
        let draft = editing::open(&site.store, &by, page).await?;
        let told = told(&site, &visit, &draft, &stored.key).await?;
        Ok((StatusCode::CREATED, Json(Value::Object(told))).into_response())
    };
    answer(&visit, done.await)
}

fn kind_of(code: &str) -> Result<BlockKind, Fault> {
    BlockKind::from_code(code).ok_or(Fault::Told(StatusCode::UNPROCESSABLE_ENTITY, |words| words.no_kind))
}

#[derive(Deserialize)]
struct MoveBody {
    save: String,
    after: Option<String>,
}

pub async fn shift(State(site): State<Site>, visit: Visit, Path((page, key)): Place, body: Bytes) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let sent: MoveBody = read(&body)?;
        let to = (sent.save.as_str(), To::After(sent.after.as_deref()));
        let order = editing::shift(&site.store, &by, page, &key, to, site.now()).await?;
        Ok(ok(json!({ "order": order })))
    };
    answer(&visit, done.await)
}

pub async fn remove(State(site): State<Site>, visit: Visit, Path((page, key)): Place, headers: HeaderMap) -> Response {
    let done: Done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let revision = revision(&headers)?;
        match editing::remove(&site.store, &by, page, (&key, revision), site.now()).await? {
            Ok(order) => Ok(ok(json!({ "order": order }))),
            Err(Saved::Clash(clash)) => Err(asked(&site, &visit, clash).await?),
            Err(_) => Err(gone(&key, None)),
        }
    }
    .await;
    answer(&visit, done)
}

#[derive(Deserialize)]
struct RestoreBody {
    save: String,
}

pub async fn restore(State(site): State<Site>, visit: Visit, Path((page, key)): Place, body: Bytes) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let sent: RestoreBody = read(&body)?;
        let stored = editing::restore(&site.store, &by, page, (&key, &sent.save, None), site.now()).await?;
        let draft = editing::open(&site.store, &by, page).await?;
        Ok(ok(Value::Object(told(&site, &visit, &draft, &stored.key).await?)))
    };
    answer(&visit, done.await)
}

#[derive(Deserialize)]
struct TypedBody {
    body: String,
    base_revision: i64,
    sequence: i64,
}

pub async fn keep(State(site): State<Site>, visit: Visit, Path((page, key)): Place, body: Bytes) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let TypedBody { body, base_revision, sequence } = read(&body)?;
        if !fits(&body) {
            return Err(TOO_LONG);
        }
        let typed = Typed { body, base_revision, sequence };
        editing::keep(&site.store, &by, page, &key, &typed, site.now()).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    };
    answer(&visit, done.await)
}

pub async fn forget(State(site): State<Site>, visit: Visit, Path((page, key)): Place) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        editing::forget(&site.store, &by, number(&page)?, &key).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    };
    answer(&visit, done.await)
}

#[derive(Deserialize)]
struct PreviewBody {
    kind: String,
    body: String,
    /// The block above, empty at the top of the page.
    after: Option<String>,
}

pub async fn preview(State(site): State<Site>, visit: Visit, Path(page): Path<String>, body: Bytes) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let draft = editing::open(&site.store, &by, number(&page)?).await?;
        let sent: PreviewBody = read(&body)?;
        if Part::from_kind(&sent.kind).is_some() {
            return Ok(parts::preview(&visit, draft.language, &sent.body));
        }
        if faults::forgets_older_versions() && sent.after.is_none() {
            return Err(UNREADABLE);
        }
        let kind = kind_of(&sent.kind)?;
        if !fits(&sent.body) {
            return Err(TOO_LONG);
        }
        let block = Block { kind, anchor: None, body: domain::editing::tidy(&sent.body) };
        let look = Look::within(&site, &visit, &draft, std::slice::from_ref(&block)).await?;
        let level = level_below(&draft, sent.after.as_deref());
        let warnings = Look::told(&visit, &look.warnings(kind, &block.body, level));
        Ok(ok(json!({ "html": look.html(block), "warnings": warnings })))
    };
    answer(&visit, done.await)
}
