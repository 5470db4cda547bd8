//! Kalender: events in person, how to get in, and the same as a feed for one's own calendar.

mod about;
mod card;
mod ical;
mod list;
mod page;
mod target;
mod when;

use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::events::Event;
use leptos::prelude::*;
use list::CalendarPage;
use page::EventPage;
use store::events;
pub(super) use target::targets;
pub(super) use when::when;

use crate::{AppError, Site, Visit, render};

/// Past events that are still listed.
const PAST: u64 = 30;

/// Other events at the end of the page of one.
const MORE: usize = 3;

pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let now = site.now();
    let upcoming = told(&visit, events::upcoming(&site.store, now).await?);
    let past = told(&visit, events::past(&site.store, now, PAST).await?);
    let page = render::page(|| view! { <CalendarPage site=site visit=visit upcoming=upcoming past=past/> });
    Ok(render::shared(page, []))
}

/// The page of an event, or with `.ics` at its end the event alone as a calendar file.
pub async fn show(State(site): State<Site>, visit: Visit, Path(address): Path<String>) -> Result<Response, AppError> {
    let slug = address.strip_suffix(".ics").unwrap_or(&address);
    let event = events::by_slug(&site.store, slug).await?.ok_or(AppError::NotFound)?.told_in(visit.language);
    if slug != address {
        return Ok(file(&site, &visit, &[event], slug));
    }
    let now = site.now();
    let mut more = told(&visit, events::upcoming(&site.store, now).await?);
    more.retain(|other| other.id != event.id && !other.is_cancelled());
    more.truncate(MORE);
    let target = match &event.leads_to {
        Some(path) => targets(&site).await?.into_iter().find(|target| target.path == *path),
        None => None,
    };
    let page =
        render::page(|| view! { <EventPage site=site visit=visit event=event target=target more=more now=now/> });
    Ok(render::shared(page, []))
}

/// All events, past ones too, so that a calendar which subscribed keeps them.
pub async fn feed(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let now = site.now();
    let mut all = events::past(&site.store, now, PAST).await?;
    all.reverse();
    all.extend(events::upcoming(&site.store, now).await?);
    Ok(file(&site, &visit, &told(&visit, all), "kalender"))
}

/// Each in the language of the visit, where it is there.
fn told(visit: &Visit, events: Vec<Event>) -> Vec<Event> {
    events.into_iter().map(|event| event.told_in(visit.language)).collect()
}

fn file(site: &Site, visit: &Visit, events: &[Event], name: &str) -> Response {
    // A slug is ASCII without quotes; anything else falls back to a plain name.
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"wegmarken-{name}.ics\""))
        .unwrap_or_else(|_| HeaderValue::from_static("inline; filename=\"wegmarken.ics\""));
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=600")),
    ];
    (headers, ical::calendar(visit, &site.settings.base_url, events)).into_response()
}
