use domain::{
    Language, Moment,
    moment::{Period, PeriodState},
};
use leptos::prelude::*;

use super::{lang_of, onward::Onward, period::PeriodLine};
use crate::{
    Site, Visit,
    ui::{Breadcrumb, DemoTag, EmptyState, Head, Icon, Shell},
};

/// A survey or a call as its list shows it.
#[derive(Clone, Debug)]
pub struct FormatEntry {
    pub path: String,
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    /// Of both.
    pub language: Language,
    pub period: Period,
    /// How many took part, where that may be said.
    pub fact: Option<String>,
    /// What one finds behind the link.
    pub action: &'static str,
    pub is_demo: bool,
}

/// The list of all surveys or all calls.
#[component]
pub fn FormatPage(
    site: Site,
    visit: Visit,
    head: Head,
    /// Title and text for the time when nothing is open.
    none_open: (&'static str, &'static str),
    /// Address of this list.
    path: &'static str,
    entries: Vec<FormatEntry>,
    now: Moment,
) -> impl IntoView {
    let words = visit.words();
    let is_any_open = entries.iter().any(|entry| entry.period.is_open(now));
    let (title, lead) = (head.title.clone(), head.description.clone());
    let steps = vec![("/mitmachen".to_owned(), words.common.nav_take_part.to_owned())];
    let head = Head { way: Some(steps.clone()), ..head };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit.clone() steps=steps/>
                    <h1>{title}</h1>
                    <p class="lead">{lead}</p>
                </div>
            </div>
            <div class="container content">
                {(!is_any_open).then(|| view! { <NoneOpen visit=visit.clone() title=none_open.0 text=none_open.1/> })}
                <FormatList visit=visit.clone() entries=entries now=now/>
            </div>
            <Onward visit=visit except=path/>
        </Shell>
    }
}

#[component]
fn NoneOpen(visit: Visit, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <EmptyState title=title>
            <p>{text}</p>
            <p><a class="button button--primary" href=visit.href("/vorschlaege/neu")>{visit.words().common.submit_proposal}</a></p>
        </EmptyState>
    }
}

/// What is open comes first, then what opens soonest, then what ended last.
#[component]
fn FormatList(visit: Visit, entries: Vec<FormatEntry>, now: Moment) -> impl IntoView {
    let words = &visit.words().formats;
    let groups = [
        (PeriodState::Open, "offen", words.group_open),
        (PeriodState::Upcoming, "bald", words.group_upcoming),
        (PeriodState::Ended, "beendet", words.group_ended),
    ];
    groups
        .into_iter()
        .filter_map(|(state, id, title)| {
            let mut group: Vec<_> = entries.iter().filter(|entry| entry.period.state(now) == state).cloned().collect();
            group.sort_by_key(|entry| match state {
                PeriodState::Open => entry.period.end.map_or(i64::MAX, |end| end.0),
                PeriodState::Upcoming => entry.period.start.0,
                PeriodState::Ended => entry.period.end.map_or(0, |end| -end.0),
            });
            (!group.is_empty()).then(|| {
                let cards = group
                    .into_iter()
                    .map(|entry| view! { <li><FormatCard visit=visit.clone() entry=entry now=now/></li> })
                    .collect_view();
                view! {
                    <section class="format-group" aria-labelledby=id>
                        <h2 id=id>{title}</h2>
                        <ul class="card-grid card-grid--open">{cards}</ul>
                    </section>
                }
            })
        })
        .collect_view()
}

#[component]
fn FormatCard(visit: Visit, entry: FormatEntry, now: Moment) -> impl IntoView {
    let (words, lang) = (visit.words(), lang_of(&visit, entry.language));
    view! {
        <article class="card card--format" class:card--ended=entry.period.state(now) == PeriodState::Ended>
            <PeriodLine visit=visit.clone() period=entry.period now=now/>
            {entry.is_demo.then(|| view! { <p class="card__tags"><DemoTag words=words/></p> })}
            <h3 class="card__title" lang=lang><a class="card__link" href=visit.href(&entry.path)>{entry.title}</a></h3>
            <p class="card__text" lang=lang>{domain::text::excerpt(&entry.text, 180)}</p>
            {entry.fact.map(|fact| view! { <ul class="card__facts"><li><Icon name=entry.icon/>{fact}</li></ul> })}
            <p class="card__action" aria-hidden="true">{entry.action}<Icon name="arrow-right"/></p>
        </article>
    }
}
