//! `/schalter/fotos/{einsendung}`: photographs of a sheet that was typed in, for those who type, and a form for more.

use axum::{
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::{Field, FieldErrors, Problem},
    ids::SubmissionId,
    paper::PHOTOS,
    policy::Action,
    privacy::PAPER_PHOTO_DAYS,
};
use leptos::prelude::*;
use store::{
    StoreError,
    paper::{self, Of, Photo, Photographed},
};

use crate::{
    AppError, Site, Visit,
    locales::{Words, fill},
    pages::{
        accounts::private,
        staff::frame::StaffPage,
        submit::{
            form::{Action as Pressed, Sent, SentPicture},
            pictures::read,
            uploads::{TOO_LARGE, picture_problem, picture_problem_code},
        },
    },
    render,
    ui::{ErrorSummary, FieldFrame, Icon, Notice, NoticeKind, field::described_by},
};

const TOO_MANY: Problem = Problem::TooMany { most: PHOTOS };

pub fn address(submission: &SubmissionId) -> String {
    format!("/schalter/fotos/{submission}")
}

/// `Blatt 12`, `Vorschlag 34`.
pub fn name_of(words: &Words, of: Of) -> String {
    match of {
        Of::Sheet(id) => fill(words.desk.sheet, &[("n", &id.to_string())]),
        Of::Proposal(id) => fill(words.desk.photo_of_proposal, &[("n", &id.to_string())]),
        Of::Mark(id) => fill(words.desk.photo_of_mark, &[("n", &id.to_string())]),
    }
}

fn id_of(einsendung: &str) -> Result<SubmissionId, AppError> {
    SubmissionId::parse(einsendung).map_err(|_| AppError::NotFound)
}

pub async fn show(
    State(site): State<Site>,
    visit: Visit,
    Path(einsendung): Path<String>,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EnterPaper)?;
    let found = paper::photographed(&site.store, &by, &id_of(&einsendung)?).await?;
    let problem = visit.first("bild").and_then(|code| picture_problem(&code));
    let mut errors = FieldErrors::default();
    if let Some(problem) = problem {
        // The words of a proposal allow more of them.
        errors.add(Field::Pictures, if matches!(problem, Problem::TooMany { .. }) { TOO_MANY } else { problem });
    }
    Ok(private(render::page(|| view! { <PhotosPage site=site visit=visit found=found errors=errors/> })))
}

/// `bilder` to be added, or `bild_entfernen` with a number.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(einsendung): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    // Read before anybody is asked for: what is too long goes back to whoever wrote it.
    let sent = Sent::read(multipart.map_err(|_| AppError::BadRequest)?).await;
    if sent.is_too_long() {
        return Ok(sent.give_back());
    }
    let written = sent.written();
    keep(site, visit, &einsendung, sent).await.or_else(|error| Ok(written.beside(error)))
}

async fn keep(site: Site, visit: Visit, einsendung: &str, sent: Sent) -> Result<Response, AppError> {
    let by = visit.acting(Action::EnterPaper)?;
    let id = id_of(einsendung)?;
    // Nobody waits for pictures of what is not there.
    paper::photographed(&site.store, &by, &id).await?;
    if let Pressed::RemovePicture(picture) = sent.action() {
        paper::remove_photo(&site.store, &by, &id, picture.0, site.now()).await?;
        return Ok(on_to(&visit, &id, ""));
    }
    let mut problem = sent.is_broken().then_some(TOO_LARGE);
    for picture in sent.pictures {
        let bytes = match picture {
            SentPicture::Bytes(bytes) => bytes,
            SentPicture::TooLarge => {
                problem = Some(TOO_LARGE);
                continue;
            }
            SentPicture::TooMany => {
                problem = Some(TOO_MANY);
                break;
            }
        };
        let Some(new) = read(bytes).await else {
            problem = Some(Problem::NotAPicture);
            continue;
        };
        match paper::add_photo(&site.store, &by, &id, &new, site.now()).await {
            Err(StoreError::Invalid(errors)) => {
                problem = errors.of(Field::Pictures);
                break;
            }
            added => added?,
        }
    }
    let more = problem.map(|problem| format!("?bild={}#fehler", picture_problem_code(problem)));
    Ok(on_to(&visit, &id, &more.unwrap_or_else(|| "?gespeichert=1".to_owned())))
}

/// The picture itself. No cache keeps it: whoever looks is asked every time.
pub async fn picture(
    State(site): State<Site>,
    visit: Visit,
    Path((einsendung, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EnterPaper)?;
    let number = id.parse().map_err(|_| AppError::NotFound)?;
    let jpeg = paper::photo(&site.store, &by, &id_of(&einsendung)?, number).await?.ok_or(AppError::NotFound)?;
    let mut answer = private(jpeg.into_response());
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    Ok(answer)
}

fn on_to(visit: &Visit, id: &SubmissionId, more: &str) -> Response {
    private(Redirect::to(&visit.href(&format!("{}{more}", address(id)))))
}

#[component]
fn PhotosPage(site: Site, visit: Visit, found: Photographed, errors: FieldErrors) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().desk);
    let name = name_of(all, found.of);
    let title = fill(words.photos_title, &[("what", &name)]);
    let lead = fill(words.photos_lead, &[("n", &PAPER_PHOTO_DAYS.to_string())]);
    let here = address(&found.submission);
    let is_full = found.photos.len() >= PHOTOS;
    let is_saved = visit.first("gespeichert").is_some() && !found.photos.is_empty();
    let photos = (1_usize..)
        .zip(found.photos)
        .map(|(number, photo)| {
            view! { <Shown visit=visit.clone() here=here.clone() of=name.clone() number=number photo=photo/> }
        })
        .collect_view();
    let above = vec![("/schalter".to_owned(), words.area.0.to_owned())];
    let back = match found.of {
        Of::Sheet(id) => format!("/schalter/pruefen/{id}"),
        Of::Proposal(_) | Of::Mark(_) => "/schalter".to_owned(),
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=title lead=lead above=above>
            {is_saved.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.photo_saved}</p></Notice> })}
            <ErrorSummary visit=visit.clone() errors=errors.clone()/>
            <ul class="desk__photos">{photos}</ul>
            {if is_full {
                view! { <p id=Field::Pictures.name() tabindex="-1">{words.photos_full}</p> }.into_any()
            } else {
                view! { <Upload visit=visit.clone() here=here errors=errors/> }.into_any()
            }}
            <p class="button-row">
                <a class="button button--secondary" href=visit.href(&back)><Icon name="arrow-left"/>{words.slip_desk}</a>
            </p>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Shown(visit: Visit, here: String, of: String, number: usize, photo: Photo) -> impl IntoView {
    let words = &visit.words().desk;
    let number = number.to_string();
    let alt = fill(words.photo_alt, &[("n", &number), ("what", &of)]);
    let source = visit.href(&format!("{here}/bild/{}", photo.id));
    let whole = source.clone();
    view! {
        <li>
            <a href=whole>
                <img src=source alt=alt width=photo.width.to_string() height=photo.height.to_string()/>
            </a>
            <form method="post" action=visit.href(&here) enctype="multipart/form-data">
                <button class="button button--quiet" type="submit" name="bild_entfernen" value=photo.id.to_string()>
                    <Icon name="trash"/>{fill(words.photo_remove, &[("n", &number)])}
                </button>
            </form>
        </li>
    }
    .into_any()
}

#[component]
fn Upload(visit: Visit, here: String, errors: FieldErrors) -> impl IntoView {
    let words = &visit.words().desk;
    let field = Field::Pictures;
    let action = visit.href(&here);
    let (describes, invalid) = (described_by(field, true, &errors), errors.of(field).is_some());
    view! {
        <form class="form" method="post" action=action enctype="multipart/form-data">
            <FieldFrame visit=visit field=field label=words.photo_field hint=words.photo_hint errors=errors>
                <input class="input input--file" id=field.name() name=field.name() type="file" multiple
                    accept="image/jpeg,image/png,image/webp" aria-invalid=invalid.then_some("true") aria-describedby=describes/>
            </FieldFrame>
            <div class="form__actions">
                <button class="button button--primary" type="submit"><Icon name="camera"/>{words.photo_add}</button>
            </div>
        </form>
    }
    .into_any()
}
