//! Changing the words and pictures of a proposal that nobody supports yet. The form is the one it was written with; what was typed
//! comes back with it whenever something is wrong.

use axum::{
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    http::StatusCode,
    response::Response,
};
use domain::{
    fields::{Field, FieldErrors, Problem},
    policy::{Refusal, Role},
    proposals::{Draft, Picture},
    receipts::ReceiptCode,
};
use leptos::prelude::*;
use store::{
    StoreError,
    pictures::{self, Album},
    proposals,
    receipts::{self, Receipt},
};

use super::{
    Owned,
    revise::{self, Revision},
    see_other, unkept,
};
use crate::{
    AppError, Rescued, Site, Visit,
    pages::submit::{
        PictureFields, PlaceFields, PlaceState, TopicFields, WhatFields, YouFields,
        form::{Action, Sent},
        map_picture, settle,
        uploads::{TOO_LARGE, add_pictures, describe_pictures},
    },
    render,
    ui::{Breadcrumb, ErrorSummary, Head, Icon, Notice, NoticeKind, Shell},
};

/// The form as it goes to the browser.
#[derive(Clone)]
struct Correction {
    draft: Draft,
    errors: FieldErrors,
    place: PlaceState,
    pictures: Vec<Picture>,
    /// The revision that the author has before their eyes.
    revision: i64,
    /// Why it was not taken, when no field is to blame.
    refused: Option<&'static str>,
}

/// What a code opens that can be changed.
enum Mine {
    Proposal(Box<Owned>),
    Words(Box<Revision>),
}

impl Mine {
    async fn of(site: &Site, typed: &str) -> Result<Self, AppError> {
        let code: ReceiptCode = typed.parse().map_err(|_| AppError::NotFound)?;
        match receipts::open(&site.store, &code).await?.ok_or(AppError::NotFound)? {
            Receipt::Proposal(receipt) => Ok(Self::Proposal(Box::new(Owned::of(site, code, *receipt).await?))),
            Receipt::Comment(receipt) => Ok(Self::Words(Box::new(Revision::of_comment(code, receipt)))),
            Receipt::PlaceMark(receipt) => Ok(Self::Words(Box::new(Revision::of_mark(code, *receipt)))),
            Receipt::Barrier(_) | Receipt::Report(_) | Receipt::Support(_) | Receipt::Response(_) => {
                Err(AppError::NotFound)
            }
        }
    }
}

pub async fn edit(State(site): State<Site>, visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let owned = match Mine::of(&site, &code).await? {
        Mine::Words(revision) => return Ok(revise::edit(site, visit, *revision)),
        Mine::Proposal(owned) => *owned,
    };
    // The receipt says why it cannot be changed.
    if owned.may_correct.is_err() {
        return Ok(see_other(&visit, &owned.code.path()));
    }
    let detail = &owned.receipt.detail;
    let draft = proposals::as_editable(&site.store, detail.card.id).await?;
    let place = PlaceState::load(&site, &draft, None).await?;
    let (revision, pictures) = (detail.revision, detail.pictures.clone());
    let correction = Correction { draft, errors: FieldErrors::default(), place, pictures, revision, refused: None };
    Ok(unkept(render::page(|| view! { <CorrectPage site=site visit=visit owned=owned correction=correction/> })))
}

pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path(code): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let mine = match Mine::of(&site, &code).await {
        Ok(mine) => mine,
        Err(error) => return Ok(Rescued::unread(multipart, error).await),
    };
    let sent = Sent::read(multipart.map_err(|_| AppError::BadRequest)?).await;
    if sent.is_too_long() {
        return Ok(sent.give_back());
    }
    let written = sent.written();
    correct(site, visit, mine, sent).await.or_else(|error| Ok(written.beside(error)))
}

async fn correct(site: Site, visit: Visit, mine: Mine, sent: Sent) -> Result<Response, AppError> {
    let owned = match mine {
        Mine::Words(revision) => return revise::save(site, visit, *revision, sent).await,
        Mine::Proposal(owned) => *owned,
    };
    let id = owned.receipt.detail.card.id;
    let mut draft = proposals::as_editable(&site.store, id).await?;
    sent.apply(&mut draft);
    let action = sent.action();
    action.change(&mut draft, |x, y| map_picture::point(sent.shown_piece(), x, y));
    let mut errors = FieldErrors::default();
    if matches!(action, Action::Point(..)) && !settle(&site, &mut draft).await? {
        errors.add(Field::Place, Problem::OutsideTheCity);
    }
    let mut revision = sent.number("fassung").unwrap_or(owned.receipt.detail.revision);

    let words = visit.words();
    let (mut refused, mut status) = (None, StatusCode::OK);
    let (is_broken, is_upload) = (sent.is_broken(), sent.is_upload());
    let album = change_pictures(&site, &owned, sent, &action).await;
    let is_meant = matches!(action, Action::Review | Action::Save) && !is_upload;
    // A part of a correction would be published as the whole. Pictures stand last, so they are what is missing.
    let problem = if is_broken { Ok(Some(TOO_LARGE)) } else { album };
    if let Ok(Some(problem)) = problem {
        errors.add(Field::Pictures, problem);
    } else if problem.is_err() || is_meant {
        let result = match (problem, draft.check()) {
            (Err(error), _) => Err(error),
            (_, Ok(new)) => proposals::correct(&site.store, id, revision, new, site.now()).await,
            (_, Err(errors)) => Err(StoreError::Invalid(errors)),
        };
        match result {
            Ok(_) => return Ok(see_other(&visit, &format!("{}?geaendert=1", owned.code.path()))),
            Err(StoreError::Invalid(wrong)) => errors = wrong,
            Err(StoreError::Stale { .. }) => {
                // A second press after the warning is meant.
                revision = owned.receipt.detail.revision;
                (refused, status) = (Some(words.receipt.stale), StatusCode::UNPROCESSABLE_ENTITY);
            }
            // Something happened while the author was typing. What was typed stays on the page, to be copied or sent again.
            Err(StoreError::Refused(refusal)) => {
                let reason = match refusal {
                    Refusal::AlreadySupported => words.receipt.correct_supported,
                    Refusal::BoardClosed => words.errors.board_closed.1,
                    _ => words.receipt.correct_closed,
                };
                (refused, status) = (Some(reason), StatusCode::CONFLICT);
            }
            Err(StoreError::Busy) => {
                (refused, status) = (Some(words.errors.busy.1), StatusCode::SERVICE_UNAVAILABLE);
            }
            Err(other) => return Err(other.into()),
        }
    }
    if !errors.is_empty() {
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    let searched = match &action {
        Action::Search(typed) => Some(typed.clone()),
        _ => None,
    };
    let place = PlaceState::load(&site, &draft, searched).await?;
    let pictures = owned_pictures(&site, &owned).await?;
    let correction = Correction { draft, errors, place, pictures, revision, refused };
    Ok(unkept(render::page_with_status(status, || {
        view! { <CorrectPage site=site visit=visit owned=owned correction=correction/> }
    })))
}

/// Pictures change at once, because a browser sends each only once. Says what is wrong with one that does not fit.
async fn change_pictures(
    site: &Site,
    owned: &Owned,
    sent: Sent,
    action: &Action,
) -> Result<Option<Problem>, StoreError> {
    let detail = &owned.receipt.detail;
    let album = Album::Proposal(detail.card.id);
    if let Action::RemovePicture(id) = action {
        pictures::remove(&site.store, album, *id, site.now()).await?;
    }
    describe_pictures(site, album, &detail.pictures, sent.descriptions()).await?;
    add_pictures(site, album, sent.pictures).await
}

async fn owned_pictures(site: &Site, owned: &Owned) -> Result<Vec<Picture>, AppError> {
    let detail = proposals::find_as(&site.store, owned.receipt.detail.card.id, Role::Author).await?;
    Ok(detail.map(|detail| detail.pictures).unwrap_or_default())
}

#[component]
fn CorrectPage(site: Site, visit: Visit, owned: Owned, correction: Correction) -> impl IntoView {
    let words = &visit.words().receipt;
    let Correction { draft, errors, place, pictures, revision, refused } = correction;
    let path = owned.code.path();
    let head = Head {
        class: "page-submit",
        is_private: true,
        has_islands: true,
        ..Head::titled(words.correct_title, words.correct_lead)
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![(path.clone(), words.title.to_owned())]/>
                <h1>{words.correct_title}</h1>
                <p class="lead">{words.correct_lead}</p>
                <ErrorSummary visit=visit.clone() errors=errors.clone()/>
                {refused.map(|reason| view! { <Notice kind=NoticeKind::Warning><p>{reason}</p></Notice> })}
                <form class="form" method="post" action=visit.href(&format!("{path}/aendern")) enctype="multipart/form-data" novalidate>
                    <button class="visually-hidden form__default" type="submit" name="aktion" value="eingabe" tabindex="-1" aria-hidden="true">
                        {words.correct_button}
                    </button>
                    <input type="hidden" name="fassung" value=revision.to_string()/>
                    <WhatFields visit=visit.clone() draft=draft.clone() errors=errors.clone()/>
                    <TopicFields visit=visit.clone() draft=draft.clone() errors=errors.clone()/>
                    <PlaceFields visit=visit.clone() draft=draft.clone() errors=errors.clone() state=place/>
                    <YouFields visit=visit.clone() draft=draft errors=errors.clone()/>
                    <PictureFields visit=visit.clone() base=path.clone() pictures=pictures errors=errors/>
                    <p class="form__note">{words.correct_pictures}</p>
                    <div class="form__actions">
                        <button class="button button--primary button--large" type="submit" name="aktion" value="pruefen">
                            <Icon name="check"/>{words.correct_button}
                        </button>
                        <a class="button button--secondary" href=visit.href(&path)>{words.back_to_receipt}</a>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
