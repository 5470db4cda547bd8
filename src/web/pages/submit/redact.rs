//! Taking personal data out of a draft before it is submitted.

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use domain::proposals::{Draft, DraftStep, Seen};
use store::drafts;

use super::{address, receipt_of, see_other};
use crate::{AppError, Site, Visit, pages::personal, visit::pairs};

/// What of a draft is published and typed freely. Whoever gives a name or an address in their own fields means it.
pub fn texts(draft: &Draft) -> [&str; 3] {
    [&draft.title, &draft.text, &draft.place_note]
}

/// `POST /vorschlaege/entwurf/{key}/unkenntlich`.
pub async fn remove(
    State(site): State<Site>,
    visit: Visit,
    Path(key): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let stored = drafts::load(&site.store, &key).await?.ok_or(AppError::NotFound)?;
    if stored.submitted_as.is_some() {
        return receipt_of(&site, &visit, &key).await;
    }
    let sent = pairs(&String::from_utf8_lossy(&body));
    let saw = sent.iter().find(|(name, _)| name == "fassung").and_then(|(_, seen)| Seen::read(seen).pop());
    let seen = Seen::of(&stored.draft);
    // Written on in another window: what was to be removed was another text.
    if saw.is_some_and(|saw| saw != seen) {
        return Ok(see_other(&visit, &format!("{}/pruefen?geaendert=1", address(&key))));
    }
    let draft = Draft {
        title: personal::redact(&visit, &stored.draft.title),
        text: personal::redact(&visit, &stored.draft.text),
        place_note: personal::redact(&visit, &stored.draft.place_note),
        ..stored.draft
    };
    drafts::save(&site.store, &key, &draft, &[seen], DraftStep::Review, site.now()).await?;
    Ok(see_other(&visit, &format!("{}/pruefen?unkenntlich=1", address(&key))))
}
