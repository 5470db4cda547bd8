use domain::{Moment, areas::AreaName, events::Event};
use leptos::prelude::*;

use super::{
    about::about,
    card::{Access, CancelledTag, EventCard},
    target::Target,
    when::{DateBlock, when},
};
use crate::{
    Site, Visit, dates,
    locales::fill,
    pages::formats::{Onward, content_lang, lang_of},
    ui::{Breadcrumb, DemoTag, Head, Icon, Notice, NoticeKind, Prose, Shell},
};

#[component]
pub fn EventPage(
    site: Site,
    visit: Visit,
    event: Event,
    target: Option<Target>,
    more: Vec<Event>,
    now: Moment,
) -> impl IntoView {
    let (words, lang) = (visit.words(), lang_of(&visit, event.language));
    let (is_past, is_cancelled) = (event.ends_at <= now, event.is_cancelled());
    let takes_place = !is_past && !is_cancelled;
    let time = when(&visit, &event);
    let description = format!("{time}, {}. {}", event.place_name, domain::text::excerpt(&event.text, 110));
    let steps = vec![
        ("/mitmachen".to_owned(), words.common.nav_take_part.to_owned()),
        ("/kalender".to_owned(), words.calendar.title.to_owned()),
    ];
    let head = Head {
        class: "page-calendar",
        way: Some(steps.clone()),
        about: vec![about(&visit, &site.settings.base_url, &event)],
        ..Head::titled(event.title.clone(), description)
    };
    let file = visit.href(&format!("/kalender/{}.ics", event.slug));
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit.clone() steps=steps/>
                    <div class="event__head">
                        <DateBlock visit=visit.clone() at=event.starts_at/>
                        <div>
                            <h1 lang=lang>{event.title.clone()}</h1>
                            {is_cancelled.then(|| view! { <p class="card__tags"><CancelledTag visit=visit.clone()/></p> })}
                            <p class="lead"><time datetime=dates::machine(event.starts_at)>{time.clone()}</time></p>
                        </div>
                    </div>
                    {event.is_demo.then(|| view! { <p class="demo-line"><DemoTag words=words/>" "{words.calendar.demo}</p> })}
                </div>
            </div>
            <div class="container container--narrow content event">
                <Cancelled visit=visit.clone() event=event.clone()/>
                {(is_past && !is_cancelled).then(|| view! { <Notice><p>{words.calendar.is_past}</p></Notice> })}
                <Facts visit=visit.clone() event=event.clone() time=time/>
                <p class="button-row">
                    {takes_place.then(|| view! {
                        <a class="button button--primary button--large" href=file><Icon name="calendar"/>{words.calendar.save}</a>
                    })}
                    <a class="button button--secondary button--large" href=visit.href("/kalender")>{words.calendar.all_events}</a>
                </p>
                <h2>{words.calendar.about}</h2>
                <div class="event__text" lang=lang><Prose text=event.text.clone()/></div>
                {(!is_past).then(|| view! { <p class="event__questions">{words.calendar.questions}</p> })}
                <LeadsOn visit=visit.clone() target=target/>
                <InDistrict visit=visit.clone() district=event.district/>
            </div>
            <More visit=visit.clone() more=more/>
            <Onward visit=visit except="/kalender"/>
        </Shell>
    }
}

/// That it does not take place, and why.
#[component]
fn Cancelled(visit: Visit, event: Event) -> impl IntoView {
    let (words, lang) = (&visit.words().calendar, content_lang(&visit));
    event.is_cancelled().then(|| {
        let reason = event.cancelled_because.map(|reason| view! { <div lang=lang><Prose text=reason/></div> });
        view! { <Notice kind=NoticeKind::Warning><p>{words.cancelled_because}</p>{reason}</Notice> }
    })
}

/// The survey, the call or the list that it belongs to.
#[component]
fn LeadsOn(visit: Visit, target: Option<Target>) -> impl IntoView {
    let (words, lang) = (&visit.words().calendar, content_lang(&visit));
    target.map(|Target { path, title }| {
        view! { <p>{words.leads_to}" "<a href=visit.href(&path) lang=lang>{title}</a></p> }
    })
}

#[component]
fn Facts(visit: Visit, event: Event, time: String) -> impl IntoView {
    let (words, lang) = (&visit.words().calendar, content_lang(&visit));
    let names = &visit.words().names;
    let registration_icon = if event.registration.is_some() { "phone" } else { "users" };
    let registration = match event.registration {
        Some(text) => view! { <dd lang=lang>{text}</dd> }.into_any(),
        None => view! { <dd>{words.no_registration}</dd> }.into_any(),
    };
    view! {
        <dl class="facts">
            <div class="facts__row">
                <dt><Icon name="clock"/>{words.when}</dt>
                <dd>{time}</dd>
            </div>
            <div class="facts__row">
                <dt><Icon name="pin"/>{words.place}</dt>
                <dd lang=lang>{event.place_name}<br/>{event.address}</dd>
            </div>
            {event.district.map(|district| view! {
                <div class="facts__row">
                    <dt><Icon name="map"/>{words.district}</dt>
                    <dd lang=lang>{district.name}</dd>
                </div>
            })}
            {event.theme.map(|theme| view! {
                <div class="facts__row">
                    <dt><Icon name="lighthouse"/>{words.theme}</dt>
                    <dd><a href=visit.href(&format!("/themen/{}", theme.slug()))>{names.theme(theme)}</a></dd>
                </div>
            })}
            <div class="facts__row">
                <dt><Icon name="accessibility"/>{words.access}</dt>
                <dd><Access visit=visit.clone() access=event.accessibility/></dd>
            </div>
            <div class="facts__row">
                <dt><Icon name=registration_icon/>{words.registration}</dt>
                {registration}
            </div>
        </dl>
    }
}

/// What people there propose: something to talk about at the event.
#[component]
fn InDistrict(visit: Visit, district: Option<AreaName>) -> impl IntoView {
    let word = visit.words().calendar.proposals_near;
    district.map(|AreaName { name, slug, .. }| {
        let text = fill(word, &[("district", &name)]);
        view! { <p><a href=visit.href(&format!("/vorschlaege?ort={slug}"))>{text}</a></p> }
    })
}

#[component]
fn More(visit: Visit, more: Vec<Event>) -> impl IntoView {
    if more.is_empty() {
        return ().into_any();
    }
    let cards =
        more.into_iter().map(|event| view! { <li><EventCard visit=visit.clone() event=event/></li> }).collect_view();
    view! {
        <section class="band container" aria-labelledby="weitere">
            <h2 id="weitere">{visit.words().calendar.more_events}</h2>
            <ul class="events">{cards}</ul>
        </section>
    }
    .into_any()
}
