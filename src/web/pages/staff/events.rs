//! `/verwaltung/termine`: the events in person, from a draft to what is over or cancelled.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    events::{Event, Standing},
    policy::{Acting, Action, Refusal},
};
use leptos::prelude::*;
use store::{StoreError, events};

use super::{
    announced::{self, Back, Discard, Do, Form, Meanwhile, WithReason},
    event_form::{self, Choices, Fields},
    form::{ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit, dates,
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind, Prose},
};

pub(super) const PATH: &str = "/verwaltung/termine";

/// The list of all events leads to each of them.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageEvents)?;
    let (all, now) = (events::all(&site.store, &by).await?, site.now());
    Ok(private(render::page(|| view! { <Events site=site visit=visit events=all now=now/> })))
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageEvents)?;
    let event = found(&site, &by, &slug).await?;
    let form = Form { typed: event_form::stored(&event), problems: Problems::default(), back: None };
    page(StatusCode::OK, site, visit, event, form).await
}

async fn found(site: &Site, by: &Acting, slug: &str) -> Result<Event, AppError> {
    events::find(&site.store, by, slug).await?.ok_or(AppError::NotFound)
}

/// `aktion` is `speichern` (with the fields of an event), `veroeffentlichen`, `absagen` (with `grund`) or `loeschen`; `stand`
/// is the revision that the form showed.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageEvents)?;
    let event = found(&site, &by, &slug).await?;
    let typed = Typed::read(&body);
    let Some(seen) = announced::seen(&typed) else { return again(site, visit, event, typed, Back::Unseen).await };
    let action = typed.get("aktion");
    let done = match carry_out(&site, &visit, &by, &event, seen, &typed).await? {
        Ok(done) => done,
        Err(problems) => {
            let form = Form { typed: filled(&event, typed), problems, back: None };
            return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, event, form).await;
        }
    };
    let back = match done {
        Ok(()) if action == "loeschen" => return Ok(private(Redirect::to(&visit.href(PATH)).into_response())),
        Ok(()) => return Ok(announced::saved(&visit, PATH, &slug)),
        Err(StoreError::Stale { .. }) => Back::Stale,
        Err(StoreError::Refused(Refusal::NotInThisStatus)) => Back::Fixed,
        Err(error) => return Err(error.into()),
    };
    let event = found(&site, &by, &slug).await?;
    again(site, visit, event, typed, back).await
}

/// What the store says, or what is wrong with the fields.
async fn carry_out(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    event: &Event,
    seen: i64,
    typed: &Typed,
) -> Result<Result<Result<(), StoreError>, Problems>, AppError> {
    let (store, slug, now) = (&site.store, event.slug.as_str(), site.now());
    Ok(match typed.get("aktion").as_str() {
        "speichern" => {
            let (choices, mut problems) = (Choices::load(site, Some(event)).await?, Problems::default());
            match event_form::read(site, visit, typed, Some(event), &choices, &mut problems) {
                Some(wanted) => Ok(events::change(store, by, slug, seen, &wanted, now).await),
                None => Err(problems),
            }
        }
        "absagen" => match announced::reason(visit, typed) {
            Ok(reason) => Ok(events::cancel(store, by, slug, seen, &reason, now).await),
            Err(problems) => Err(problems),
        },
        "veroeffentlichen" => Ok(events::publish(store, by, slug, seen, now).await),
        "loeschen" => Ok(events::discard(store, by, slug, seen, now).await),
        _ => return Err(AppError::BadRequest),
    })
}

/// The fields as they were typed; those of a smaller form stand in the stored ones.
fn filled(event: &Event, typed: Typed) -> Typed {
    if typed.get("aktion") == "speichern" { typed } else { event_form::stored(event).with("grund", typed.get("grund")) }
}

/// Nothing is stored; who sends it once more has seen what is.
async fn again(site: Site, visit: Visit, event: Event, typed: Typed, back: Back) -> Result<Response, AppError> {
    let typed = filled(&event, typed).with("stand", event.revision.to_string());
    let form = Form { typed, problems: Problems::default(), back: Some(back) };
    page(back.status(), site, visit, event, form).await
}

async fn page(status: StatusCode, site: Site, visit: Visit, event: Event, form: Form) -> Result<Response, AppError> {
    let choices = Choices::load(&site, Some(&event)).await?;
    Ok(private(render::page_with_status(status, || {
        view! { <EventPage site=site visit=visit event=event choices=choices form=form/> }
    })))
}

#[component]
fn Events(site: Site, visit: Visit, events: Vec<Event>, now: Moment) -> impl IntoView {
    let (words, common) = (&visit.words().staff_events, &visit.words().announcing);
    let none = events.is_empty().then(|| view! { <p>{words.none}</p> });
    let (drafts, public): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.standing == Standing::Draft);
    let (mut coming, past): (Vec<_>, Vec<_>) = public.into_iter().partition(|event| event.ends_at > now);
    coming.reverse();
    let groups =
        [("entwuerfe", common.drafts, drafts), ("kommend", words.coming, coming), ("vergangen", words.past, past)]
            .into_iter()
            .filter(|(.., events)| !events.is_empty())
            .map(|(id, title, events)| {
                view! {
                    <section aria-labelledby=id>
                        <h2 id=id>{title}</h2>
                        <Rows visit=visit.clone() events=events/>
                    </section>
                }
            })
            .collect_view();
    let new = visit.href(&format!("{PATH}/neu"));
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.area.1>
            <p><a class="button button--secondary" href=new><Icon name="plus"/>{words.new}</a></p>
            {none}
            {groups}
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Rows(visit: Visit, events: Vec<Event>) -> impl IntoView {
    let cancelled = visit.words().calendar.cancelled;
    let rows = events
        .into_iter()
        .map(|event| {
            let state = if event.is_cancelled() { format!(" · {cancelled}") } else { String::new() };
            let at = dates::date_and_time(visit.language, event.starts_at);
            let facts = format!("{at} · {}{state}", event.place_name);
            let href = visit.href(&format!("{PATH}/{}", event.slug));
            view! { <li class="staff-row"><a href=href lang="de">{event.title}</a><span>{facts}</span></li> }
        })
        .collect_view();
    view! { <ul class="staff-rows">{rows}</ul> }.into_any()
}

#[component]
fn EventPage(site: Site, visit: Visit, event: Event, choices: Choices, form: Form) -> impl IntoView {
    let words = visit.words();
    let Form { typed, problems, back } = form;
    let path = format!("{PATH}/{}", event.slug);
    let meanwhile = back.map(|back| {
        let (shown, stored) = (event_form::shown(&visit, &event, &choices), event_form::stored(&event));
        view! { <Meanwhile visit=visit.clone() back=back shown=shown stored=stored typed=typed.clone()/> }
    });
    let saved = (visit.query == "gespeichert")
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.staff.saved}</p></Notice> });
    let above = vec![(PATH.to_owned(), words.staff_events.area.0.to_owned())];
    view! {
        <StaffPage site=site visit=visit.clone() title=event.title.clone() above=above>
            {saved}
            {meanwhile}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {event.is_demo.then(|| view! { <Notice><p>{words.announcing.demo_note}</p></Notice> })}
            <Publicity visit=visit.clone() event=event.clone()/>
            <form class="form" method="post" action=visit.href(&path)>
                <input type="hidden" name="aktion" value="speichern"/>
                <input type="hidden" name="stand" value=typed.get("stand")/>
                <Fields visit=visit.clone() choices=choices typed=typed.clone() problems=problems.clone()/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.staff.save}</button>
                </div>
            </form>
            <End visit=visit.clone() event=event typed=typed problems=problems/>
            <p>{words.staff.audit_note}</p>
        </StaffPage>
    }
    .into_any()
}

/// Who sees it now, and the way to publish it.
#[component]
fn Publicity(visit: Visit, event: Event) -> impl IntoView {
    let (words, common) = (&visit.words().staff_events, &visit.words().announcing);
    let path = format!("{PATH}/{}", event.slug);
    let public = visit.href(&format!("/kalender/{}", event.slug));
    match event.standing {
        Standing::Draft => view! {
            <p>{common.draft_note}</p>
            <Do visit=visit path=path revision=event.revision action="veroeffentlichen" icon="check-circle" label=common.publish/>
        }
        .into_any(),
        Standing::Public => view! { <p>{words.public_note}" "<a href=public>{common.look}</a></p> }.into_any(),
        Standing::Cancelled => view! {
            <Notice kind=NoticeKind::Warning>
                <p>{words.cancelled_note}</p>
                <div lang="de"><Prose text=event.cancelled_because.unwrap_or_default()/></div>
                <p><a href=public>{common.look}</a></p>
            </Notice>
        }
        .into_any(),
    }
}

/// A draft goes; what was public is cancelled.
#[component]
fn End(visit: Visit, event: Event, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().staff_events;
    let path = format!("{PATH}/{}", event.slug);
    match event.standing {
        Standing::Draft => view! { <Discard visit=visit path=path revision=event.revision/> }.into_any(),
        Standing::Public => view! {
            <WithReason visit=visit path=path revision=event.revision action="absagen" title=words.cancel_title
                lead=words.cancel_lead label=words.cancel typed=typed problems=problems/>
        }
        .into_any(),
        Standing::Cancelled => ().into_any(),
    }
}
