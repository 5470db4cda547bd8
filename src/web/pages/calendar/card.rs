use domain::events::{Accessibility, Event};
use leptos::prelude::*;

use super::when::{DateBlock, day_and_times};
use crate::{
    Visit, dates,
    pages::formats::{content_lang, lang_of},
    ui::{DemoTag, Icon},
};

/// One event in a list.
#[component]
pub fn EventCard(visit: Visit, event: Event, #[prop(optional)] is_past: bool) -> impl IntoView {
    let (words, lang, told) = (visit.words(), content_lang(&visit), lang_of(&visit, event.language));
    let is_cancelled = event.is_cancelled();
    let (day, times) = day_and_times(&visit, &event);
    let registration_icon = if event.registration.is_some() { "phone" } else { "users" };
    let place = format!("{}, {}", event.place_name, event.address);
    view! {
        <article class="event-card" class:event-card--past=is_past>
            <DateBlock visit=visit.clone() at=event.starts_at/>
            <div class="event-card__body">
                <h3 class="event-card__title" lang=told>
                    <a href=visit.href(&format!("/kalender/{}", event.slug))>{event.title}</a>
                </h3>
                {is_cancelled.then(|| view! { <p class="card__tags"><CancelledTag visit=visit.clone()/></p> })}
                {event.cancelled_because.map(|reason| view! { <p lang=lang>{reason}</p> })}
                {event.is_demo.then(|| view! { <p class="card__tags"><DemoTag words=words/></p> })}
                <p class="event-card__when">
                    <Icon name="clock"/>
                    <time datetime=dates::machine(event.starts_at)>
                        {(!day.is_empty()).then(|| view! { <span class="visually-hidden">{day}</span> })}
                        {times}
                    </time>
                </p>
                <p class="event-card__where"><Icon name="pin"/><span lang=lang>{place}</span></p>
                {(!is_past && !is_cancelled).then(|| view! {
                    <Access visit=visit.clone() access=event.accessibility/>
                    <p class="event-card__registration">
                        <Icon name=registration_icon/>
                        {match event.registration {
                            Some(text) => view! { <span lang=lang>{text}</span> }.into_any(),
                            None => view! { <span>{words.calendar.no_registration}</span> }.into_any(),
                        }}
                    </p>
                })}
            </div>
        </article>
    }
}

/// By a word and a symbol, never by colour alone.
#[component]
pub fn CancelledTag(visit: Visit) -> impl IntoView {
    view! { <span class="tag tag--cancelled"><Icon name="close"/>{visit.words().calendar.cancelled}</span> }.into_any()
}

/// How one gets in and takes part, each with a symbol and its word.
#[component]
pub fn Access(visit: Visit, access: Vec<Accessibility>) -> impl IntoView {
    let words = visit.words();
    if access.is_empty() {
        return view! { <p class="access access--unknown"><Icon name="help"/>{words.calendar.access_unknown}</p> }
            .into_any();
    }
    let items = access
        .into_iter()
        .map(|what| view! { <li class="access__item"><Icon name=icon(what)/>{words.names.accessibility(what)}</li> })
        .collect_view();
    view! { <ul class="access" aria-label=words.calendar.access>{items}</ul> }.into_any()
}

fn icon(what: Accessibility) -> &'static str {
    match what {
        Accessibility::StepFree => "accessibility",
        Accessibility::AccessibleToilet => "access-toilet",
        Accessibility::InductionLoop => "access-loop",
        Accessibility::SignLanguage => "sign-language",
        Accessibility::EasyLanguage => "easy-language",
        Accessibility::QuietRoom => "access-quiet",
    }
}
