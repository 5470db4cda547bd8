//! Orte auf der Karte: people show where it is good and where something is missing.

mod filter;
mod form;
mod list;
mod marks;
mod page;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::PlaceMarkId,
    moment::PeriodState,
    place_calls::PlaceCall,
    policy::{self, Refusal},
    sittings::SENT,
};
use filter::MarkFilter;
use form::Typed;
use leptos::prelude::*;
use list::PlaceCallsPage;
pub(super) use marks::{VerdictTag, verdict_name};
use page::{CallPage, Called, Stage};
use store::{StoreError, areas, boards, place_calls};

use super::{
    map::City,
    personal::{self, Found},
    receipt::unkept,
    trap,
};
use crate::{AppError, Guest, Rescued, Site, Visit, render};

pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let now = site.now();
    let calls = place_calls::list(&site.store, now).await?;
    Ok(render::shared(render::page(|| view! { <PlaceCallsPage site=site visit=visit calls=calls now=now/> }), []))
}

pub async fn show(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let call = find(&site, &visit, &slug).await?;
    let stage = match (call.period.state(site.now()), visit.first("gesendet").as_deref()) {
        (PeriodState::Upcoming, _) => Stage::Upcoming,
        (PeriodState::Ended, _) => Stage::Ended,
        (PeriodState::Open, Some(sent)) => sent_by(&site, &call, &guest, sent).await?,
        (PeriodState::Open, None) => Stage::Open(Box::new(Typed::fresh())),
    };
    let (id, has_code) = (stage.form_id(), matches!(stage, Stage::Sent { code: Some(_), .. }));
    let page = render::shared(page(StatusCode::OK, site, visit, call, stage).await?, id);
    // A code opens everything: nobody keeps a page that shows one.
    Ok(if has_code { unkept(page) } else { page })
}

/// The thanks for a mark, with its code for whoever set it.
async fn sent_by(site: &Site, call: &PlaceCall, guest: &Guest, sent: &str) -> Result<Stage, AppError> {
    let own = match (sent.parse().map(PlaceMarkId), guest.key()) {
        (Ok(id), Some(person)) => place_calls::of_own(&site.store, &call.slug, id, &person).await?,
        _ => None,
    };
    let is_public = own.as_ref().is_some_and(|(_, is_public)| *is_public);
    Ok(Stage::Sent { is_public, code: own.map(|(code, _)| code) })
}

pub async fn add(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let call = find(&site, &visit, &slug).await?;
    let now = site.now();
    if !call.period.is_open(now) {
        return page(StatusCode::CONFLICT, site, visit, call, Stage::TooLate(Rescued::from_form(&body))).await;
    }
    let mut typed = Typed::read(&body);
    typed.settle(&site).await?;
    if typed.only_moves_point {
        return page(StatusCode::OK, site, visit, call, Stage::Open(Box::new(typed))).await;
    }
    if typed.removes {
        typed.draft.text = personal::redact(&visit, &typed.draft.text);
        return page(StatusCode::OK, site, visit, call, Stage::Open(Box::new(typed))).await;
    }
    let found = Found::of([typed.draft.text.as_str()]);
    let new = match typed.draft.check(&call) {
        Ok(_) if found.is_news(&typed.asked) => {
            let stage = Stage::Open(Box::new(Typed { found, ..typed }));
            return page(StatusCode::OK, site, visit, call, stage).await;
        }
        Ok(new) => new,
        Err(errors) => {
            let stage = Stage::Open(Box::new(Typed { errors, ..typed }));
            return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, call, stage).await;
        }
    };
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let way = guest.way(trap::doubt(&site, &typed.trap, &typed.stamp));
    let add = async |id| place_calls::add_by(&site.store, &slug, id, &person, new.clone(), way, now).await;
    let mut added = add(typed.submission.clone()).await;
    if matches!(added, Err(StoreError::SubmissionConflict)) {
        // Somebody went back in the browser and wrote about another place: the form is old, the place is new.
        added = add(typed.renewed(&site)).await;
    }
    match added {
        Ok(added) => {
            let thanks = match visit.sitting {
                Some(_) => SENT.to_owned(),
                None => format!("/orte/{slug}?gesendet={}", added.id),
            };
            Ok((headers, Redirect::to(&visit.href(&thanks))).into_response())
        }
        Err(StoreError::Invalid(errors)) => {
            let stage = Stage::Open(Box::new(Typed { errors, ..typed }));
            page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, call, stage).await
        }
        // The form stays, with the way to what is missing above it.
        Err(StoreError::Refused(Refusal::LevelNeeded(_))) => {
            let stage = Stage::Open(Box::new(Typed { needs_level: true, ..typed }));
            page(StatusCode::FORBIDDEN, site, visit, call, stage).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn find(site: &Site, visit: &Visit, slug: &str) -> Result<PlaceCall, AppError> {
    let call = place_calls::by_slug(&site.store, slug).await?.ok_or(AppError::NotFound)?;
    Ok(call.told_in(visit.language))
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    call: PlaceCall,
    mut stage: Stage,
) -> Result<Response, AppError> {
    if let Stage::Open(typed) = &mut stage {
        typed.stamp = trap::kept(&site, &typed.stamp);
    }
    let board = boards::default_board(&site.store).await?;
    let filter = MarkFilter::read(&visit, &call);
    let pin_in = match &stage {
        Stage::Open(typed) => match typed.draft.pin.parse() {
            Ok(point) => areas::locate(&site.store, point, site.now()).await?.map(|located| located.district),
            Err(_) => None,
        },
        _ => None,
    };
    let called = Called {
        pin_in,
        marks: place_calls::marks(&site.store, &call.slug).await?,
        city: City::load(&site).await?,
        is_moderated: !policy::is_shown_at_once(&board),
        attack: board.attack,
        needed: board.needed_level,
        now: site.now(),
        call,
        filter,
        stage,
    };
    Ok(render::page_with_status(status, || view! { <CallPage site=site visit=visit called=called/> }))
}
