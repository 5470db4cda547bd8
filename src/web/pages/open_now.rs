//! What is really open on the platform now, from data.

use domain::{Moment, events::Event, place_calls::PlaceCall, surveys::Survey};
use leptos::prelude::*;
use store::{StoreError, events, place_calls, surveys};

use crate::{
    Site, Visit, dates,
    locales::fill,
    ui::{CardTitle, Icon},
};

/// Events are listed as far ahead as a person plans.
const EVENTS: usize = 3;

#[derive(Clone, Debug, Default)]
pub struct OpenNow {
    surveys: Vec<Survey>,
    calls: Vec<PlaceCall>,
    events: Vec<Event>,
}

impl OpenNow {
    pub async fn load(site: &Site) -> Result<Self, StoreError> {
        let (store, now) = (&site.store, site.now());
        let mut surveys = surveys::list(store, now).await?;
        surveys.retain(|survey| survey.period.is_open(now));
        let mut calls = place_calls::list(store, now).await?;
        calls.retain(|call| call.period.is_open(now));
        let mut events = events::upcoming(store, now).await?;
        events.retain(|event| !event.is_cancelled());
        events.truncate(EVENTS);
        Ok(Self { surveys, calls, events })
    }
}

struct Entry {
    path: String,
    icon: &'static str,
    kind: &'static str,
    title: String,
    text: String,
    when: Option<String>,
}

#[component]
pub fn OpenNowList(visit: Visit, open: OpenNow, #[prop(default = 3)] heading: u8) -> impl IntoView {
    let (words, language) = (&visit.words().home, visit.language);
    let until = |end: Option<Moment>| end.map(|end| fill(words.open_until, &[("date", &dates::date(language, end))]));
    let mut entries = vec![Entry {
        path: "/vorschlaege".into(),
        icon: "idea",
        kind: visit.words().common.nav_proposals,
        title: words.board_open.into(),
        text: words.board_text.into(),
        when: None,
    }];
    entries.extend(open.surveys.into_iter().map(|survey| survey.said_in(language)).map(|survey| Entry {
        path: format!("/umfragen/{}", survey.slug),
        icon: "survey",
        kind: words.survey,
        title: survey.title,
        text: survey.intro,
        when: until(survey.period.end),
    }));
    entries.extend(open.calls.into_iter().map(|call| call.told_in(language)).map(|call| Entry {
        path: format!("/orte/{}", call.slug),
        icon: "map",
        kind: words.place_call,
        title: call.title,
        text: call.intro,
        when: until(call.period.end),
    }));
    entries.extend(open.events.into_iter().map(|event| event.told_in(language)).map(|event| Entry {
        path: format!("/kalender/{}", event.slug),
        icon: "calendar",
        kind: words.event,
        title: event.title,
        text: event.place_name,
        when: Some(dates::date_and_time(language, event.starts_at)),
    }));
    let items = entries
        .into_iter()
        .map(|entry| {
            view! {
                <li class="card card--open">
                    <p class="card__kind"><Icon name=entry.icon/>{entry.kind}</p>
                    <CardTitle level=heading href=visit.href(&entry.path) text=entry.title/>
                    <p class="card__text">{domain::text::excerpt(&entry.text, 140)}</p>
                    {entry.when.map(|when| view! { <p class="card__when"><Icon name="clock"/>{when}</p> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="card-grid card-grid--open">{items}</ul> }
}
