//! `/bearbeiten/{page}/ordnen`: the order of blocks by plain buttons.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::Between,
    policy::{Acting, Action},
};
use store::{
    StoreError,
    editing::{self, Draft, NewBlock, To},
};

use super::{block, edit_path, new, number};
use crate::{
    AppError, Site, Visit,
    pages::{accounts::private, staff::form::Typed},
};

/// Why nothing was done.
type Refused = (StatusCode, &'static str);

/// `block`, `save` and `aktion`: `hoch` or `runter` with `ordnung`, the blocks between which the person saw it; `entfernen`
/// or `zurueckholen` with `fassung`; `verdoppeln` with `fassung` and `kennung`, that of the new block.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    let typed = Typed::read(&body);
    let key = typed.get("block");
    let is_here = draft.blocks.iter().any(|block| block.key == key);
    let done = match (typed.get("aktion").as_str(), is_here) {
        ("hoch" | "runter", true) => shift(&site, &visit, &by, draft.page, &typed).await?,
        ("verdoppeln", true) => duplicate(&site, &visit, &by, &draft, &typed).await?,
        ("entfernen", true) => remove(&site, &visit, &by, draft.page, &typed).await?,
        // Somebody was faster, and it is there.
        ("zurueckholen", true) => Ok(()),
        ("zurueckholen", false) => restore(&site, &visit, &by, draft.page, &typed).await?,
        (_, false) => return Err(AppError::NotFound),
        _ => return Err(AppError::BadRequest),
    };
    let Err((status, problem)) = done else {
        return Ok(private(Redirect::to(&edit_path(&draft)).into_response()));
    };
    // As it stands now, which is what they did not see.
    let draft = editing::open(&site.store, &by, draft.page).await?;
    match draft.blocks.iter().any(|block| block.key == key) {
        true => block::look_again(status, site, visit, (draft, &key), problem).await,
        false => new::look_again(status, site, visit, draft, problem),
    }
}

/// The revision of the block that the person had before them.
fn seen(visit: &Visit, typed: &Typed) -> Result<i64, Refused> {
    let parsed = typed.get("fassung").parse();
    parsed.map_err(|_| (StatusCode::PRECONDITION_REQUIRED, visit.words().editing.no_revision))
}

async fn shift(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    page: i64,
    typed: &Typed,
) -> Result<Result<(), Refused>, AppError> {
    let words = &visit.words().editing;
    let Some(seen) = Between::from_code(&typed.get("ordnung")) else {
        return Ok(Err((StatusCode::PRECONDITION_REQUIRED, words.no_revision)));
    };
    let to = if typed.get("aktion") == "hoch" { To::Up(&seen) } else { To::Down(&seen) };
    match editing::shift(&site.store, by, page, &typed.get("block"), (&typed.get("save"), to), site.now()).await {
        Ok(_) => Ok(Ok(())),
        Err(StoreError::Outdated) => Ok(Err((StatusCode::CONFLICT, words.moved_since))),
        Err(error) => Err(error.into()),
    }
}

/// The same once more, below itself.
async fn duplicate(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    draft: &Draft,
    typed: &Typed,
) -> Result<Result<(), Refused>, AppError> {
    let words = &visit.words().editing;
    let key = typed.get("block");
    let block = draft.blocks.iter().find(|block| block.key == key).ok_or(AppError::NotFound)?;
    match seen(visit, typed) {
        Err(refused) => return Ok(Err(refused)),
        Ok(revision) if revision != block.revision => return Ok(Err((StatusCode::CONFLICT, words.copied_changed))),
        Ok(_) => {}
    }
    let new = NewBlock {
        save: typed.get("save"),
        key: typed.get("kennung"),
        kind: block.kind,
        body: block.body.clone(),
        after: Some(key),
    };
    match editing::insert(&site.store, by, draft.page, &new, site.now()).await {
        Ok(_) => Ok(Ok(())),
        Err(StoreError::Taken) => Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, words.full))),
        Err(StoreError::SubmissionConflict | StoreError::Unstorable) => {
            Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, words.used)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn remove(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    page: i64,
    typed: &Typed,
) -> Result<Result<(), Refused>, AppError> {
    let revision = match seen(visit, typed) {
        Ok(revision) => revision,
        Err(refused) => return Ok(Err(refused)),
    };
    let removed = editing::remove(&site.store, by, page, (&typed.get("block"), revision), site.now()).await?;
    Ok(removed.map(|_| ()).map_err(|_| (StatusCode::CONFLICT, visit.words().editing.changed_since)))
}

async fn restore(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    page: i64,
    typed: &Typed,
) -> Result<Result<(), Refused>, AppError> {
    let revision = match seen(visit, typed) {
        Ok(revision) => revision,
        Err(refused) => return Ok(Err(refused)),
    };
    let (key, save) = (typed.get("block"), typed.get("save"));
    match editing::restore(&site.store, by, page, (&key, &save, Some(revision)), site.now()).await {
        Ok(_) => Ok(Ok(())),
        Err(StoreError::Outdated) => Ok(Err((StatusCode::CONFLICT, visit.words().editing.gone_changed))),
        Err(error) => Err(error.into()),
    }
}
