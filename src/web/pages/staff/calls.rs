//! `/verwaltung/orte`: the calls for places, from a draft to their end.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    place_calls::PlaceCall,
    policy::{Acting, Action, Refusal},
};
use leptos::prelude::*;
use store::{
    StoreError,
    place_calls::{self, Made},
};

use super::{
    announced::{self, Back, Form},
    call_form,
    call_page::CallPage,
    form::{Problems, Typed},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit, dates,
    pages::{accounts::private, formats::period_text},
    render,
    ui::Icon,
};

pub(super) const PATH: &str = "/verwaltung/orte";

/// The list of all calls leads to each of them.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManagePlaceCalls)?;
    let (all, now) = (place_calls::all(&site.store, &by).await?, site.now());
    Ok(private(render::page(|| view! { <Calls site=site visit=visit calls=all now=now/> })))
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManagePlaceCalls)?;
    let made = found(&site, &by, &slug).await?;
    let form = Form { typed: call_form::stored(&made.call), problems: Problems::default(), back: None };
    page(StatusCode::OK, site, visit, made, form).await
}

async fn found(site: &Site, by: &Acting, slug: &str) -> Result<Made, AppError> {
    place_calls::find(&site.store, by, slug).await?.ok_or(AppError::NotFound)
}

/// `aktion` is `speichern` (with the fields of a call), `veroeffentlichen`, `beenden` (with `grund`), `verlaengern` (with
/// `bis`) or `loeschen`; `stand` is the revision that the form showed.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManagePlaceCalls)?;
    let made = found(&site, &by, &slug).await?;
    let typed = Typed::read(&body);
    let Some(seen) = announced::seen(&typed) else { return again(site, visit, made, typed, Back::Unseen).await };
    let action = typed.get("aktion");
    let done = match carry_out(&site, &visit, &by, &made, seen, &typed).await? {
        Ok(done) => done,
        Err(problems) => {
            let form = Form { typed: filled(&made.call, typed), problems, back: None };
            return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, made, form).await;
        }
    };
    let back = match done {
        Ok(()) if action == "loeschen" => return Ok(private(Redirect::to(&visit.href(PATH)).into_response())),
        Ok(()) => return Ok(announced::saved(&visit, PATH, &slug)),
        Err(StoreError::Stale { .. }) => Back::Stale,
        Err(StoreError::Refused(Refusal::NotInThisStatus)) => Back::Fixed,
        Err(error) => return Err(error.into()),
    };
    let made = found(&site, &by, &slug).await?;
    again(site, visit, made, typed, back).await
}

/// What the store says, or what is wrong with the fields.
async fn carry_out(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    made: &Made,
    seen: i64,
    typed: &Typed,
) -> Result<Result<Result<(), StoreError>, Problems>, AppError> {
    let (store, slug, now) = (&site.store, made.call.slug.as_str(), site.now());
    Ok(match typed.get("aktion").as_str() {
        "speichern" => {
            let districts = announced::districts(site, made.call.district).await?;
            let typed = call_form::filled(typed.clone(), &made.call);
            let mut problems = Problems::default();
            match call_form::read(site, visit, &typed, Some(made), &districts, &mut problems) {
                Some(wanted) => Ok(place_calls::change(store, by, slug, seen, &wanted, now).await),
                None => Err(problems),
            }
        }
        "veroeffentlichen" if made.call.period.end.is_some_and(|end| end <= now) => {
            Err(Problems::one("ende", visit.words().staff_calls.ended_before))
        }
        "veroeffentlichen" => Ok(place_calls::publish(store, by, slug, seen, now).await),
        "beenden" => match announced::reason(visit, typed) {
            Ok(reason) => Ok(place_calls::close(store, by, slug, seen, &reason, now).await),
            Err(problems) => Err(problems),
        },
        "verlaengern" => match until(visit, &made.call, typed, now) {
            Ok(until) => Ok(place_calls::prolong(store, by, slug, seen, until, now).await),
            Err(problems) => Err(problems),
        },
        "loeschen" => Ok(place_calls::discard(store, by, slug, seen, now).await),
        _ => return Err(AppError::BadRequest),
    })
}

/// The new end in `bis`; nothing where it stays open.
fn until(visit: &Visit, call: &PlaceCall, typed: &Typed, now: Moment) -> Result<Option<Moment>, Problems> {
    let typed = typed.get("bis");
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let words = visit.words();
    match dates::from_local(typed.trim()) {
        None => Err(Problems::one("bis", words.boards.no_time)),
        Some(until) if !until.is_plannable(now) => Err(Problems::one("bis", words.announcing.too_far)),
        Some(until) if until <= now || call.period.end.is_some_and(|end| until <= end) => {
            Err(Problems::one("bis", words.staff_calls.not_later))
        }
        Some(until) => Ok(Some(until)),
    }
}

/// The fields as they were typed; those of a smaller form stand in the stored ones.
fn filled(call: &PlaceCall, typed: Typed) -> Typed {
    if typed.get("aktion") == "speichern" {
        call_form::filled(typed, call)
    } else {
        call_form::stored(call).with("grund", typed.get("grund")).with("bis", typed.get("bis"))
    }
}

/// Nothing is stored; who sends it once more has seen what is.
async fn again(site: Site, visit: Visit, made: Made, typed: Typed, back: Back) -> Result<Response, AppError> {
    let typed = filled(&made.call, typed).with("stand", made.call.revision.to_string());
    let form = Form { typed, problems: Problems::default(), back: Some(back) };
    page(back.status(), site, visit, made, form).await
}

async fn page(status: StatusCode, site: Site, visit: Visit, made: Made, form: Form) -> Result<Response, AppError> {
    let districts = announced::districts(&site, made.call.district).await?;
    let now = site.now();
    Ok(private(render::page_with_status(status, || {
        view! { <CallPage site=site visit=visit made=made districts=districts form=form now=now/> }
    })))
}

#[component]
fn Calls(site: Site, visit: Visit, calls: Vec<PlaceCall>, now: Moment) -> impl IntoView {
    let (words, common) = (&visit.words().staff_calls, &visit.words().announcing);
    let none = calls.is_empty().then(|| view! { <p>{words.none}</p> });
    let rows = calls
        .into_iter()
        .map(|call| {
            let facts = if call.is_draft { common.draft.to_owned() } else { period_text(&visit, call.period, now) };
            let href = visit.href(&format!("{PATH}/{}", call.slug));
            view! { <li class="staff-row"><a href=href lang="de">{call.title}</a><span>{facts}</span></li> }
        })
        .collect_view();
    let new = visit.href(&format!("{PATH}/neu"));
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.area.1>
            <p><a class="button button--secondary" href=new><Icon name="plus"/>{words.new}</a></p>
            {none}
            <ul class="staff-rows">{rows}</ul>
        </StaffPage>
    }
    .into_any()
}
