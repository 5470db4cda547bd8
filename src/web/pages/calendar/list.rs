use domain::events::Event;
use leptos::prelude::*;

use super::{about::about, card::EventCard};
use crate::{
    Site, Visit,
    pages::formats::Onward,
    ui::{Breadcrumb, EmptyState, Head, Icon, Shell},
};

#[component]
pub fn CalendarPage(site: Site, visit: Visit, upcoming: Vec<Event>, past: Vec<Event>) -> impl IntoView {
    let words = visit.words();
    let base_url = site.settings.base_url.clone();
    let steps = vec![("/mitmachen".to_owned(), words.common.nav_take_part.to_owned())];
    let head = Head {
        class: "page-calendar",
        way: Some(steps.clone()),
        about: upcoming.iter().map(|event| about(&visit, &base_url, event)).collect(),
        ..Head::titled(words.calendar.title, words.calendar.lead)
    };
    let next = if upcoming.is_empty() {
        view! { <EmptyState title=words.calendar.none_title><p>{words.calendar.none_text}</p></EmptyState> }.into_any()
    } else {
        let cards = upcoming
            .into_iter()
            .map(|event| view! { <li><EventCard visit=visit.clone() event=event/></li> })
            .collect_view();
        view! { <h2 id="naechste">{words.calendar.upcoming}</h2> <ul class="events">{cards}</ul> }.into_any()
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit.clone() steps=steps/>
                    <h1>{words.calendar.title}</h1>
                    <p class="lead">{words.calendar.lead}</p>
                </div>
            </div>
            <div class="container content">
                {next}
                <Subscribe visit=visit.clone() base_url=base_url/>
                <Past visit=visit.clone() past=past/>
            </div>
            <Onward visit=visit except="/kalender"/>
        </Shell>
    }
}

#[component]
fn Subscribe(visit: Visit, base_url: String) -> impl IntoView {
    let words = &visit.words().calendar;
    let path = visit.href("/kalender.ics");
    view! {
        <section class="subscribe" aria-labelledby="abo">
            <h2 id="abo">{words.subscribe}</h2>
            <p>{words.subscribe_text}</p>
            <p class="subscribe__address"><code>{format!("{base_url}{path}")}</code></p>
            <p><a class="button button--secondary" href=path><Icon name="download"/>{words.subscribe_link}</a></p>
        </section>
    }
}

#[component]
fn Past(visit: Visit, past: Vec<Event>) -> impl IntoView {
    if past.is_empty() {
        return ().into_any();
    }
    let count = i64::try_from(past.len()).unwrap_or(i64::MAX);
    let title = visit.words().calendar.past.with(visit.language, count);
    let cards = past
        .into_iter()
        .map(|event| view! { <li><EventCard visit=visit.clone() event=event is_past=true/></li> })
        .collect_view();
    view! {
        <details class="past-events">
            <summary>{title}</summary>
            <ul class="events">{cards}</ul>
        </details>
    }
    .into_any()
}
