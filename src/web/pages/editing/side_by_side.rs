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
    blocks::BlockKind,
    editing::{BlockChange, Change, Keyed, Pair, compare_pages, fits, pairs, tidy, uuid},
    policy::{Acting, Action},
};
use leptos::prelude::*;
use store::editing::{self, Draft, Save, Saved, Typed as Kept};

use super::{base, block::above, diff::Pieces, edit_path, fresh, languages::german, number};
use crate::{
    AppError, Site, Visit,
    locales::fill,
    pages::{
        accounts::private,
        staff::{form::Typed, frame::StaffPage},
    },
    render,
    ui::{Icon, Notice, NoticeKind, TextArea},
};

/// What could not be stored of one block.
#[derive(Clone)]
struct Open {
    body: String,
    /// What it started from.
    revision: String,
    problem: String,
    is_clash: bool,
}

#[derive(Clone, Default)]
struct Left {
    /// By the keys of their blocks.
    open: BTreeMap<String, Open>,
    /// Typed into blocks that are gone.
    lost: Vec<String>,
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    form(StatusCode::OK, site, visit, number(&page)?, Left::default()).await
}

/// `text-…`, `fassung-…` and `save-…` of each block; those that were changed are stored, each as if alone.
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
    for block in &draft.blocks {
        if let Some(open) = store_one(&site, &visit, &by, page, block, &typed).await? {
            left.open.insert(block.key.clone(), open);
        }
    }
    for block in &draft.gone {
        left.lost.extend(sent(&typed, block).filter(|text| tidy(text) != block.body));
    }
    if left.open.is_empty() && left.lost.is_empty() {
        let path = visit.href(&format!("{}/nebeneinander?gespeichert", base(page)));
        return Ok(private(Redirect::to(&path).into_response()));
    }
    let is_clash = left.open.values().any(|open| open.is_clash) || !left.lost.is_empty();
    let status = if is_clash { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    form(status, site, visit, page, left).await
}

fn sent(typed: &Typed, block: &Keyed) -> Option<String> {
    typed.all(&format!("text-{}", block.key)).into_iter().next()
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
    let revision = typed.get(&format!("fassung-{}", block.key));
    if revision == block.revision.to_string() && tidy(&body) == block.body {
        return Ok(None);
    }
    let words = &visit.words().editing;
    let open = |problem: &str, is_clash| {
        Ok(Some(Open { body: body.clone(), revision: revision.clone(), problem: problem.to_owned(), is_clash }))
    };
    let Ok(base_revision) = revision.parse() else { return open(words.no_revision, false) };
    if !fits(&body) {
        return open(words.too_long, false);
    }
    let id = typed.get(&format!("save-{}", block.key));
    let id = if uuid(&id).is_some() { id } else { fresh() };
    let save = Save { save: id, revision: base_revision, body: body.clone(), note: String::new() };
    match editing::save(&site.store, by, page, &block.key, &save, site.now()).await? {
        Saved::Stored(_) => Ok(None),
        Saved::Gone { .. } => open(visit.words().side_by_side.lost, true),
        Saved::Clash(_) => {
            // The form of the block takes it from there, and asks.
            let kept = Kept { body: body.clone(), base_revision, sequence: site.now().0 };
            editing::keep(&site.store, by, page, &block.key, &kept, site.now()).await?;
            open(visit.words().side_by_side.clash, true)
        }
    }
}

/// Both texts, and which blocks belong together.
#[derive(Clone)]
struct Sides {
    draft: Draft,
    changes: Vec<BlockChange>,
    /// Whether it is known what changed.
    is_marked: bool,
    pairs: Vec<Pair>,
}

async fn form(status: StatusCode, site: Site, visit: Visit, page: i64, mut left: Left) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let is_there = |key: &String| draft.blocks.iter().any(|block| block.key == *key);
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
    let changes = compare_pages(&old.unwrap_or_else(|| now.clone()).blocks, &now.blocks);
    let names: Vec<(&str, BlockKind)> = changes.iter().map(|change| (change.key.as_str(), change.kind)).collect();
    let own: Vec<(&str, BlockKind)> = draft.blocks.iter().map(|block| (block.key.as_str(), block.kind)).collect();
    let pairs = pairs(&names, &own);
    let sides = Sides { draft, changes, is_marked, pairs };
    let page = render::page_with_status(status, || {
        view! { <SidesPage site=site visit=visit sides=sides left=left/> }
    });
    Ok(private(page))
}

#[component]
fn SidesPage(site: Site, visit: Visit, sides: Sides, left: Left) -> impl IntoView {
    let words = &visit.words().side_by_side;
    let Sides { draft, changes, is_marked, pairs } = sides;
    let rows = pairs
        .into_iter()
        .zip(1_usize..)
        .map(|((one, other), number)| {
            let german = one.and_then(|one| changes.get(one)).cloned();
            let block = other.and_then(|other| draft.blocks.get(other)).cloned();
            let open = block.as_ref().and_then(|block| left.open.get(&block.key)).cloned();
            let (page, language) = (draft.page, draft.language);
            view! { <Row visit=visit.clone() page=page language=language number=number german=german block=block open=open/> }
        })
        .collect_view();
    let marked = if is_marked { words.marked } else { visit.words().page_languages.no_changes_kept };
    let saved = (visit.first("gespeichert").is_some() && left.open.is_empty())
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> });
    let some_open =
        (!left.open.is_empty()).then(|| view! { <Notice kind=NoticeKind::Warning><p>{words.some_open}</p></Notice> });
    let lost = left
        .lost
        .into_iter()
        .map(|text| view! { <Notice kind=NoticeKind::Warning><p>{words.lost}</p><p class="edit-diff">{text}</p></Notice> })
        .collect_view();
    let languages = visit.href(&format!("{}/sprachen", base(draft.page)));
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title lead=words.lead above=above(&draft)>
            {saved}
            {some_open}
            {lost}
            <p>{marked}</p>
            <form class="form" method="post" action=visit.href(&format!("{}/nebeneinander", base(draft.page)))>
                {rows}
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.save_all}</button>
                    <a class="button button--secondary" href=languages>{words.confirm}</a>
                </div>
            </form>
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{visit.words().editing.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Row(
    visit: Visit,
    page: i64,
    language: Language,
    number: usize,
    german: Option<BlockChange>,
    block: Option<Keyed>,
    open: Option<Open>,
) -> impl IntoView {
    let (words, editing) = (&visit.words().side_by_side, &visit.words().editing);
    let kind = block.as_ref().map(|block| block.kind).or(german.as_ref().map(|german| german.kind));
    let title = format!(
        "{}: {}",
        fill(words.row, &[("n", &number.to_string())]),
        kind.map(|kind| editing.kind_name(kind)).unwrap_or_default()
    );
    let id = format!("paar-{number}");
    let insert = visit.href(&format!("{}/neu", base(page)));
    let source = match german {
        Some(BlockChange { change, pieces, .. }) => {
            let tag = (change != Change::Same)
                .then(|| view! { <p><span class="tag tag--under-review"><Icon name="language"/>{editing.change(&change)}</span></p> });
            view! { {tag} <div lang="de"><Pieces visit=visit.clone() pieces=pieces/></div> }.into_any()
        }
        None => view! { <p>{words.missing_german}</p> }.into_any(),
    };
    let own = match block {
        Some(block) => {
            let label = format!("{title}, {}", words.here);
            view! { <Own visit=visit.clone() page=page language=language label=label block=block open=open/> }
                .into_any()
        }
        None => view! {
            <p>{words.missing_here}</p>
            <p><a href=insert><Icon name="plus"/>{words.insert}</a></p>
        }
        .into_any(),
    };
    let named = id.clone();
    view! {
        <section aria-labelledby=named>
            <h2 id=id>{title}</h2>
            <div class="edit-sides">
                <div class="edit-side"><h3>{words.german}</h3>{source}</div>
                <div class="edit-side"><h3>{words.here}</h3>{own}</div>
            </div>
        </section>
    }
    .into_any()
}

/// The text in the language of the page, to be written on.
#[component]
fn Own(visit: Visit, page: i64, language: Language, label: String, block: Keyed, open: Option<Open>) -> impl IntoView {
    let words = &visit.words().side_by_side;
    let form = visit.href(&format!("{}/bloecke/{}", base(page), block.key));
    let (field, hint) = (format!("text-{}", block.key), format!("fehler-{}", block.key));
    let is_wrong = open.is_some();
    let problem = open.as_ref().map(|open| {
        let decide = open.is_clash.then(|| view! { " "<a href=format!("{form}?getippt")>{words.decide}</a> });
        view! { <p class="field__error" id=hint.clone()>{open.problem.clone()}{decide}</p> }
    });
    let (body, revision) = match open {
        Some(open) => (open.body, open.revision),
        None => (block.body, block.revision.to_string()),
    };
    let describes = if is_wrong { hint } else { String::new() };
    let rows = u16::try_from(body.lines().map(|line| 1 + line.chars().count() / 50).sum::<usize>()).unwrap_or(24);
    view! {
        <div class="field">
            <label class="field__label" for=field.clone()>{label}</label>
            {problem}
            <div lang=language.tag()>
                <TextArea id=field.clone() name=field value=body rows=rows.clamp(4, 24) invalid=is_wrong described_by=describes/>
            </div>
            <input type="hidden" name=format!("fassung-{}", block.key) value=revision/>
            <input type="hidden" name=format!("save-{}", block.key) value=fresh()/>
            <p><a href=form>{words.form}</a></p>
        </div>
    }
    .into_any()
}
