//! Title and introduction as the editor in the browser has them: like blocks of plain words, each at its place.

use axum::{http::StatusCode, response::Response};
use domain::{Language, editing::Part, policy::Acting};
use html_escape::encode_text;
use serde_json::{Map, Value, json};
use store::editing::{self, Draft, PartClash, Save, StoredPart};

use super::{
    answers::{Fault, ok},
    data::with_remarks,
    look::Look,
};
use crate::{Site, Visit};

pub(super) fn of_part(draft: &Draft, part: Part) -> Value {
    let (words, revision) = draft.part(part);
    json!({
        "key": part.key(),
        "kind": part.kind(),
        "body": words,
        "revision": revision,
        "html": encode_text(words),
    })
}

/// Both by their keys, with what this person typed and did not save.
pub(super) fn of_draft(visit: &Visit, draft: &Draft, mut typed: impl FnMut(&str) -> Option<Value>) -> Value {
    let mut all = Map::new();
    for part in Part::ALL {
        let warnings = warned(visit, draft.language, draft.part(part).0);
        all.insert(part.key().into(), with_remarks(of_part(draft, part), warnings, typed(part.key())));
    }
    all.into()
}

fn warned(visit: &Visit, language: Language, words: &str) -> Value {
    Look::told(visit, &Part::warnings(words, language))
}

pub(super) async fn save(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    page: i64,
    (part, save): (Part, &Save),
) -> Result<Response, Fault> {
    if !part.fits(&Part::tidy(&save.body)) {
        return Err(Fault::Told(StatusCode::UNPROCESSABLE_ENTITY, |words| words.no_title));
    }
    match editing::save_part(&site.store, by, page, (part, save), site.now()).await? {
        Ok(StoredPart { revision, words, merged }) => {
            let language = editing::open(&site.store, by, page).await?.language;
            Ok(ok(json!({
                "key": part.key(),
                "revision": revision,
                "body": words,
                "html": encode_text(&words),
                "warnings": warned(visit, language, &words),
                "merged": merged,
            })))
        }
        Err(PartClash { revision, base, mine, theirs }) => {
            let told = json!({
                "key": part.key(),
                "revision": revision,
                "base": base,
                "mine": mine,
                "theirs": theirs,
                "html_theirs": encode_text(&theirs),
            });
            Err(Fault::Body(StatusCode::CONFLICT, told))
        }
    }
}

pub(super) fn preview(visit: &Visit, language: Language, typed: &str) -> Response {
    let words = Part::tidy(typed);
    ok(json!({ "html": encode_text(&words), "warnings": warned(visit, language, &words) }))
}
