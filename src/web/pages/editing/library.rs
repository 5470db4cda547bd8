//! Files that are there already, for a block that shows such: found by words, taken with the words that the library has for
//! those who do not see a picture.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    blocks::{BlockKind, with_alt, with_file},
    media::MediaKind,
    policy::{Acting, Action},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use store::{
    StoreError, editing,
    media::{self, Held, Wanted},
};

use super::{
    answers::{Fault, answer, ok},
    number,
};
use crate::{
    AppError, Site, Visit,
    pages::{
        content::{kind_name, size},
        staff::{form::Line, media::Thumb},
    },
    ui::Icon,
};

/// The newest that fit, and whether there are more.
#[derive(Clone, Default)]
pub struct Found {
    held: Vec<Held>,
    has_more: bool,
}

pub(super) async fn find(site: &Site, by: &Acting, kind: BlockKind, words: &str) -> Result<Found, AppError> {
    let kinds = kind.shows().to_vec();
    // A block that shows no file has none to choose from.
    if kinds.is_empty() {
        return Ok(Found::default());
    }
    let wanted = Wanted { words: words.to_owned(), kinds, ..Wanted::default() };
    let (held, has_more) = media::list(&site.store, by, &wanted).await?;
    Ok(Found { held, has_more })
}

/// The text of the block with this file in it; `None` when there is no such file, or it does not belong there.
pub(super) async fn take(
    site: &Site,
    by: &Acting,
    (kind, body): (BlockKind, &str),
    key: &str,
) -> Result<Option<String>, AppError> {
    let held = match media::find_held(&site.store, by, key).await {
        Ok(held) => held,
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let medium = &held.medium;
    let body = with_file(kind, body, (medium.format, &medium.key, &medium.name));
    Ok(body.map(|body| offered(kind, body, &held)))
}

/// What the library says of a picture is offered where its block says nothing yet.
pub(super) fn offered(kind: BlockKind, body: String, held: &Held) -> String {
    match &held.alt {
        Some(alt) if kind == BlockKind::Image => with_alt(&body, alt),
        _ => body,
    }
}

/// `GET /bearbeiten/{page}/medien?art=…&q=…`: for the editor.
pub async fn list(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        editing::open(&site.store, &by, number(&page)?).await?;
        let kind = BlockKind::from_code(&visit.first("art").unwrap_or_default());
        let kind = kind.ok_or(Fault::Told(StatusCode::UNPROCESSABLE_ENTITY, |words| words.no_kind))?;
        let Found { held, has_more } = find(&site, &by, kind, &visit.first("q").unwrap_or_default()).await?;
        let held: Vec<Value> = held.iter().map(|held| told(&visit, held)).collect();
        Ok(ok(json!({ "files": held, "more": has_more })))
    };
    answer(&visit, done.await)
}

fn told(visit: &Visit, held: &Held) -> Value {
    json!({
        "key": held.medium.key,
        "name": held.medium.name,
        "facts": facts(visit, held),
        "alt": held.alt,
        "picture": held.medium.format.kind() == MediaKind::Image,
    })
}

fn facts(visit: &Visit, held: &Held) -> String {
    let kind = kind_name(held.medium.format, &visit.words().special_blocks);
    format!("{kind}, {}", size(visit.language, held.medium.size))
}

/// In the form of a block that shows files, below the field for a new one. Each button sends the whole form to `action`,
/// which answers with it.
#[component]
pub(super) fn LibraryField(
    visit: Visit,
    kind: BlockKind,
    action: String,
    search: String,
    found: Option<Found>,
) -> impl IntoView {
    if !kind.takes_files() {
        return ().into_any();
    }
    let words = &visit.words().from_library;
    let note = (kind == BlockKind::Video).then(|| view! { <p class="field__hint">{words.poster}</p> });
    let (sends, chosen) = (action.clone(), found.map(|found| chosen(&visit, &action, found)));
    view! {
        <fieldset class="field field--group" id="mediathek">
            <legend class="field__label">{words.title}</legend>
            {note}
            <Line visit=visit.clone() id="suche" label=words.search hint=words.search_hint value=search/>
            <div class="form__actions">
                <button class="button button--secondary" type="submit" name="stelle" value="suchen" formaction=sends formenctype="multipart/form-data">
                    <Icon name="search"/>{words.find}
                </button>
            </div>
            {chosen}
        </fieldset>
    }
    .into_any()
}

fn chosen(visit: &Visit, action: &str, Found { held, has_more }: Found) -> AnyView {
    let words = &visit.words().from_library;
    if held.is_empty() {
        return view! { <p>{words.nothing}</p> }.into_any();
    }
    let cards = held
        .into_iter()
        .map(|held| {
            let (key, name) = (held.medium.key.clone(), held.medium.name.clone());
            let alt = held.alt.clone().map(|alt| view! { <p>{visit.words().media_library.alt}": "<q>{alt}</q></p> });
            let facts = facts(visit, &held);
            view! {
                <li class="media-card">
                    <Thumb held=held/>
                    <div class="media-card__text">
                        <p><strong>{name.clone()}</strong></p>
                        <p>{facts}</p>
                        {alt}
                        <button class="button button--secondary" type="submit" name="wahl" value=key formaction=action.to_owned() formenctype="multipart/form-data">
                            <Icon name="plus"/>{words.take}<span class="visually-hidden">": "{name}</span>
                        </button>
                    </div>
                </li>
            }
        })
        .collect_view();
    let more = has_more.then(|| view! { <p>{words.more}</p> });
    view! { <ul class="media-list">{cards}</ul> {more} }.into_any()
}
