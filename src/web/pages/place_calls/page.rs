use domain::{
    Moment,
    accounts::Level,
    areas::AreaName,
    fields::FieldErrors,
    floods::Attack,
    place_calls::{PlaceCall, PlaceMark},
    receipts::ReceiptCode,
};
use leptos::prelude::*;

use super::{
    filter::MarkFilter,
    form::{MarkForm, Typed},
    marks::Marks,
};
use crate::{
    Rescued, Site, Visit, dates,
    locales::fill,
    pages::{
        formats::{Onward, PeriodLine, content_lang, lang_of},
        map::City,
        paper::counts,
    },
    ui::{AttackNotice, Breadcrumb, DemoTag, ErrorSummary, GivenBack, Head, Icon, Notice, NoticeKind, Prose, Shell},
};

/// Whether a place can be reported now, and what just happened to one.
#[derive(Clone, Debug)]
pub enum Stage {
    Upcoming,
    Open(Box<Typed>),
    Sent {
        is_public: bool,
        /// Opens the receipt of the place, for whoever marked it.
        code: Option<ReceiptCode>,
    },
    /// A place arrived outside the period; what is written about it goes back.
    TooLate(Rescued),
    Ended,
}

impl Stage {
    /// Of the form, where there is one.
    pub fn form_id(&self) -> Option<String> {
        match self {
            Self::Open(typed) => Some(typed.submission.to_string()),
            _ => None,
        }
    }
}

/// A call with everything that its page shows.
#[derive(Clone)]
pub struct Called {
    pub call: PlaceCall,
    pub marks: Vec<PlaceMark>,
    pub city: City,
    /// The Ortsteil of the point in the form; none outside the city.
    pub pin_in: Option<AreaName>,
    pub is_moderated: bool,
    pub attack: Option<Attack>,
    /// Whom the board takes.
    pub needed: Level,
    pub filter: MarkFilter,
    pub stage: Stage,
    pub now: Moment,
}

#[component]
pub fn CallPage(site: Site, visit: Visit, called: Called) -> impl IntoView {
    let words = visit.words();
    let Called { call, marks, city, pin_in, is_moderated, attack, needed, filter, stage, now } = called;
    let lang = lang_of(&visit, call.language);
    let district = city.districts().iter().find(|area| Some(area.id) == call.district).map(|area| area.name.clone());
    let (errors, typed) = match &stage {
        Stage::Open(typed) => (typed.errors.clone(), Some(typed.as_ref().clone())),
        _ => (FieldErrors::default(), None),
    };
    let title =
        if errors.is_empty() { call.title.clone() } else { format!("{} {}", words.common.error_prefix, call.title) };
    let steps = vec![
        ("/mitmachen".to_owned(), words.common.nav_take_part.to_owned()),
        ("/orte".to_owned(), words.place_calls.title.to_owned()),
    ];
    let head = Head {
        way: Some(steps.clone()),
        class: "page-places",
        is_private: matches!(stage, Stage::Sent { .. } | Stage::TooLate(_)),
        has_islands: typed.is_some(),
        ..Head::titled(title, domain::text::excerpt(&call.intro, 160))
    };
    let form = typed.map(|typed| {
        view! {
            <section class="band band--tint" aria-labelledby="beitragen">
                <div class="container container--narrow">
                    {attack.map(|attack| view! { <AttackNotice visit=visit.clone() attack=attack/> })}
                    <MarkForm visit=visit.clone() call=call.clone() city=city.clone() typed=typed pin_in=pin_in is_moderated=is_moderated needed=needed/>
                </div>
            </section>
        }
    });
    let has_form = form.is_some();
    let to_paper = if counts(needed) { words.paper.link_place } else { words.paper.known_link };
    let is_asked = matches!(&stage, Stage::Open(typed) if typed.comes_back());
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit.clone() steps=steps/>
                    <h1 lang=lang>{call.title.clone()}</h1>
                    <PeriodLine visit=visit.clone() period=call.period now=now/>
                    {district.map(|name| view! { <p>{fill(words.place_calls.about_district, &[("district", &name)])}</p> })}
                    <div class="lead" lang=lang><Prose text=call.intro.clone()/></div>
                    {call.is_demo.then(|| view! { <p class="demo-line"><DemoTag words=words/>" "{words.formats.demo}</p> })}
                    {has_form.then(|| view! {
                        <p><a href=visit.href(&format!("/orte/{}/papier", call.slug))><Icon name="print"/>" "{to_paper}</a></p>
                        <p class="button-row">
                            <a class="button button--primary button--large" href="#beitragen"><Icon name="pin"/>{words.place_calls.report}</a>
                            <a class="button button--secondary button--large" href="#orte">{words.place_calls.look}</a>
                        </p>
                    })}
                </div>
            </div>
            <div class="container container--narrow">
                <ErrorSummary visit=visit.clone() errors=errors.clone()/>
                <StageNotice visit=visit.clone() call=call.clone() stage=stage/>
            </div>
            // With a mistake in it, or a question about it, the form is what the reader came for.
            {if !is_asked {
                view! { <Marks visit=visit.clone() call=call marks=marks city=city filter=filter now=now can_report=has_form/> {form} }.into_any()
            } else {
                view! { {form} <Marks visit=visit.clone() call=call marks=marks city=city filter=filter now=now can_report=has_form/> }.into_any()
            }}
            <Onward visit=visit except="/orte"/>
        </Shell>
    }
}

#[component]
fn StageNotice(visit: Visit, call: PlaceCall, stage: Stage) -> impl IntoView {
    let words = &visit.words().place_calls;
    match stage {
        Stage::Open(_) => ().into_any(),
        Stage::Upcoming => {
            let opens = fill(words.upcoming, &[("date", &dates::date(visit.language, call.period.start))]);
            view! { <Notice><p>{opens}</p></Notice> }.into_any()
        }
        Stage::Ended => {
            let early = call.closed_because.map(|reason| {
                view! { <p>{words.closed_early}</p> <div lang=content_lang(&visit)><Prose text=reason/></div> }
            });
            view! { <Notice><p>{words.ended}</p>{early}</Notice> }.into_any()
        }
        Stage::TooLate(rescued) => view! {
            <Notice kind=NoticeKind::Warning><p>{words.too_late}</p></Notice>
            <GivenBack visit=visit rescued=rescued/>
        }
        .into_any(),
        Stage::Sent { is_public, code } => {
            let receipt = code.map(|code| {
                let href = visit.href(&code.path());
                view! { <p>{words.receipt}" "<a href=href><strong class="comment-receipt">{code.to_string()}</strong></a></p> }
            });
            view! {
                <Notice kind=NoticeKind::Success>
                    <h2 class="notice__title">{words.sent_title}</h2>
                    <p>{if is_public { words.sent_at_once } else { words.sent_moderated }}</p>
                    {receipt}
                </Notice>
                <p class="button-row">
                    <a class="button button--primary" href=visit.href(&format!("/orte/{}#beitragen", call.slug))>{words.another}</a>
                    <a class="button button--secondary" href=visit.href("/orte")>{words.all_calls}</a>
                </p>
            }
            .into_any()
        }
    }
}
