//! `/bearbeiten/{page}/ordnen`: the order of blocks by plain buttons.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::policy::Action;
use store::editing;

use super::{block, edit_path, number};
use crate::{
    AppError, Site, Visit,
    pages::{accounts::private, staff::form::Typed},
};

/// `block`, `fassung`, `save` and `aktion`: `hoch`, `runter`, `entfernen` or `zurueckholen`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let (store, now) = (&site.store, site.now());
    let draft = editing::open(store, &by, number(&page)?).await?;
    let typed = Typed::read(&body);
    let (key, save) = (typed.get("block"), typed.get("save"));
    let words = &visit.words().editing;
    let here = draft.blocks.iter().position(|block| block.key == key);
    let at = |index: usize| draft.blocks.get(index).map(|block| block.key.as_str());
    match (typed.get("aktion").as_str(), here) {
        ("hoch", Some(here)) if here > 0 => {
            let above = here.checked_sub(2).and_then(at);
            editing::shift(store, &by, draft.page, &key, (&save, above), now).await?;
        }
        ("runter", Some(here)) if here + 1 < draft.blocks.len() => {
            editing::shift(store, &by, draft.page, &key, (&save, at(here + 1)), now).await?;
        }
        ("hoch" | "runter", Some(_)) => {}
        ("entfernen", Some(_)) => {
            let removed = match typed.get("fassung").parse() {
                Ok(revision) => editing::remove(store, &by, draft.page, (&key, revision), now)
                    .await?
                    .map_err(|_| (StatusCode::CONFLICT, words.changed_since)),
                Err(_) => Err((StatusCode::PRECONDITION_REQUIRED, words.no_revision)),
            };
            if let Err((status, problem)) = removed {
                return block::look_again(status, site, visit, (draft, &key), problem).await;
            }
        }
        ("zurueckholen", None) => {
            editing::restore(store, &by, draft.page, (&key, &save), now).await?;
        }
        (_, None) => return Err(AppError::NotFound),
        _ => return Err(AppError::BadRequest),
    }
    Ok(private(Redirect::to(&edit_path(&draft)).into_response()))
}
