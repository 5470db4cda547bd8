//! One step of the form: first everything that came is kept, then the button decides where to go.

use axum::{
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    response::Response,
};
use domain::{
    fields::Field,
    ids::{PictureId, SubmissionId},
    policy::Refusal,
    proposals::{Draft, DraftStep, Merged, Seen},
};
use store::{
    StoreError,
    drafts::{self, StoredDraft},
    pictures::{self, Album},
    supports,
};

use super::{
    address, errors_of,
    form::{Action, Sent},
    map_picture, receipt_of, see_other, settle,
    uploads::{TOO_LARGE, add_pictures, describe_pictures, picture_problem_code},
    versions,
};
use crate::{AppError, Guest, Rescued, Site, Visit};

pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(key): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let multipart = multipart.map_err(|_| AppError::BadRequest)?;
    let found = match find_or_begin(&site, &guest, &key).await {
        Ok(Some(begun)) => Ok(begun),
        Ok(None) => Err(receipt_of(&site, &visit, &key).await),
        Err(error) => Err(Err(error)),
    };
    let begun = match found {
        Ok(begun) => begun,
        Err(Ok(receipt)) => return Ok(receipt),
        Err(Err(error)) => return Ok(Rescued::from_parts(multipart).await.beside(error)),
    };
    let sent = Sent::read(multipart).await;
    if sent.is_too_long() {
        return Ok(sent.give_back());
    }
    let written = sent.written();
    step(site, visit, guest, key, begun, sent).await.or_else(|error| Ok(written.beside(error)))
}

async fn step(
    site: Site,
    visit: Visit,
    guest: Guest,
    key: String,
    Begun { stored, is_new }: Begun,
    sent: Sent,
) -> Result<Response, AppError> {
    let (store, now) = (&site.store, site.now());
    let mut draft = stored.draft.clone();
    sent.apply(&mut draft);
    if let Some(field) = sent.taken() {
        draft.take(field, &stored.draft);
    }
    let action = sent.action();
    action.change(&mut draft, |x, y| map_picture::point(sent.shown_piece(), x, y));
    let is_outside = matches!(action, Action::Point(..)) && !settle(&site, &mut draft).await?;
    // What a page showed of a draft that was thrown away says nothing about the new one.
    let seen = if is_new { Vec::new() } else { sent.seen() };
    let merged = match keep(&site, &key, &draft, &seen, sent.descriptions()).await {
        Ok(merged) => merged,
        // Submitted in another window while this form was on its way.
        Err(StoreError::Refused(Refusal::NotInThisStatus)) => return receipt_of(&site, &visit, &key).await,
        Err(other) => return Err(other.into()),
    };
    if let Action::RemovePicture(id) = action {
        pictures::remove(store, Album::Draft(&key), id, now).await?;
    }
    let (had_pictures, is_broken) = (!sent.pictures.is_empty(), sent.is_broken());
    let sent_search = sent.searched().to_owned();
    let mut problem = add_pictures(&site, Album::Draft(&key), sent.pictures).await?;
    if is_broken {
        // Pictures stand last, so they are what is missing. Who only lost the line does not see this answer.
        problem = Some(TOO_LARGE);
    }

    if !merged.conflicts.is_empty() {
        let searched = Some(sent_search).filter(|_| matches!(action, Action::Search(_)));
        return versions::show(site, visit, key, &draft, merged, searched).await;
    }
    let (draft, form) = (merged.draft, address(&key));
    let here = |more: &str| see_other(&visit, &format!("{form}{more}"));
    if let Some(problem) = problem {
        return Ok(here(&format!("?bild={}#{}", picture_problem_code(problem), Field::Pictures.name())));
    }
    Ok(match action {
        Action::Review if errors_of(&site, &draft).await?.is_empty() => see_other(&visit, &format!("{form}/pruefen")),
        Action::Review => here("?pruefen=1#fehler"),
        Action::Search(typed) => {
            let typed: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
            here(&format!("?ortssuche={typed}#ortssuche"))
        }
        Action::Point(..) if is_outside => here("?punkt=ausserhalb#punkt"),
        Action::Choose { .. } | Action::Point(..) | Action::RemovePin => here("?gespeichert=1#punkt"),
        Action::RemovePicture(_) => here("?gespeichert=1#bilder"),
        Action::Support(id) => {
            let mut response = see_other(&visit, &format!("/vorschlaege/{id}#unterstuetzen"));
            let person = guest.ensure(&site, response.headers_mut());
            supports::support_by(store, id, &person, guest.way(None), now).await?;
            response
        }
        Action::Save if had_pictures => here("?gespeichert=1#bilder"),
        Action::Save => here("?gespeichert=1"),
    })
}

/// Fields and descriptions of pictures, as they are. The answer names the fields that wait for a choice.
pub async fn keep<'a>(
    site: &Site,
    key: &str,
    draft: &Draft,
    seen: &[Seen],
    descriptions: impl Iterator<Item = (PictureId, &'a str)>,
) -> Result<Merged, StoreError> {
    let (store, now) = (&site.store, site.now());
    let merged = drafts::save(store, key, draft, seen, DraftStep::Write, now).await?;
    let typed: Vec<(PictureId, &str)> = descriptions.collect();
    if typed.is_empty() {
        return Ok(merged);
    }
    let pictures = drafts::load(store, key).await?.map(|stored| stored.pictures).unwrap_or_default();
    describe_pictures(site, Album::Draft(key), &pictures, typed).await?;
    Ok(merged)
}

struct Begun {
    stored: StoredDraft,
    is_new: bool,
}

/// The draft as it is stored, or a new one where somebody's old one was thrown away in another window: what was typed
/// must not be lost for that. Nothing for a draft that became a proposal.
async fn find_or_begin(site: &Site, guest: &Guest, key: &str) -> Result<Option<Begun>, AppError> {
    let store = &site.store;
    let (stored, is_new) = match drafts::load(store, key).await? {
        Some(stored) => (stored, false),
        None => {
            let is_key = SubmissionId::parse(key).is_ok_and(|id| id.as_str() == key);
            if !is_key {
                return Err(AppError::NotFound);
            }
            match drafts::create(store, key, guest.key().as_ref(), &Draft::default(), site.now()).await {
                Ok(()) | Err(StoreError::SubmissionConflict) => {}
                Err(other) => return Err(other.into()),
            }
            (drafts::load(store, key).await?.ok_or(AppError::NotFound)?, true)
        }
    };
    Ok(Some(Begun { stored, is_new }).filter(|begun| begun.stored.submitted_as.is_none()))
}
