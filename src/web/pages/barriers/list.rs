use domain::{
    Moment,
    barriers::{Barrier, Clock, REVIEW_DAYS, Review, review},
    text::excerpt,
};
use leptos::prelude::*;

use super::{
    declaration::Reminder,
    staff::{Listed, STAFF},
};
use crate::{
    Site, Visit, dates,
    locales::fill,
    pages::staff::frame::StaffPage,
    ui::{Icon, Notice, NoticeKind},
};

/// Characters of a report in the list.
const EXCERPT: usize = 160;

#[component]
pub(super) fn ListPage(site: Site, visit: Visit, listed: Listed) -> impl IntoView {
    let words = &visit.words().barriers;
    let Listed { open, answered, reviewed_at, now } = listed;
    let open = if open.is_empty() {
        view! { <p>{words.open_none}</p> }.into_any()
    } else {
        view! { <Reports visit=visit.clone() reports=open now=now/> }.into_any()
    };
    let answered = (!answered.is_empty()).then(|| {
        view! { <h2>{words.answered_title}</h2><Reports visit=visit.clone() reports=answered now=now/> }
    });
    let reviewed = visit.first("geprueft").is_some();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.staff_title lead=words.staff_lead>
                <h2>{words.open_title}</h2>
                {open}
                <h2 id="erklaerung">{words.declaration}</h2>
                {reviewed.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.review_done}</p></Notice> })}
                <Declared visit=visit.clone() reviewed_at=reviewed_at now=now/>
                {answered}
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Reports(visit: Visit, reports: Vec<Barrier>, now: Moment) -> impl IntoView {
    let items =
        reports.into_iter().map(|report| view! { <Item visit=visit.clone() report=report now=now/> }).collect_view();
    view! { <ol class="barriers">{items}</ol> }.into_any()
}

#[component]
fn Item(visit: Visit, report: Barrier, now: Moment) -> impl IntoView {
    let words = &visit.words().barriers;
    let page = report.page.clone().unwrap_or_else(|| words.all_pages.to_owned());
    let href = visit.href(&format!("{STAFF}/{}", report.id));
    view! {
        <li class="barriers__item">
            <h3><a href=href>{fill(words.whole_site, &[("page", &page)])}</a></h3>
            <ClockLine visit=visit.clone() report=report.clone() now=now/>
            <p>{excerpt(&report.text, EXCERPT)}</p>
        </li>
    }
    .into_any()
}

/// How much time is left, in words first: colour alone tells nobody.
#[component]
pub(super) fn ClockLine(visit: Visit, report: Barrier, now: Moment) -> impl IntoView {
    let (words, language) = (&visit.words().barriers, visit.language);
    let due = fill(words.due_on, &[("date", &dates::date(language, report.due()))]);
    let (kind, text) = match report.clock(now) {
        Clock::Answered => {
            let at = report.answer.as_ref().map(|answer| dates::date(language, answer.at)).unwrap_or_default();
            ("done", fill(words.answered_on, &[("date", &at)]))
        }
        Clock::Overdue { days } => ("overdue", format!("{}, {due}", words.days_over.with(language, days.max(1)))),
        Clock::Soon { days_left } => ("soon", format!("{}, {due}", words.days_left.with(language, days_left))),
        Clock::Running { days_left } => ("running", format!("{}, {due}", words.days_left.with(language, days_left))),
    };
    let icon = if kind == "overdue" { "warning" } else { "clock" };
    view! { <p class=format!("barriers__clock barriers__clock--{kind}")><Icon name=icon/>{text}</p> }.into_any()
}

#[component]
fn Declared(visit: Visit, reviewed_at: Moment, now: Moment) -> impl IntoView {
    let (words, language) = (&visit.words().barriers, visit.language);
    let date = |at: Moment| dates::date(language, at);
    let next = reviewed_at.plus_days(REVIEW_DAYS);
    let button = if review(reviewed_at, now) == Review::Fresh { "secondary" } else { "primary" };
    view! {
        <Reminder visit=visit.clone() reviewed_at=reviewed_at now=now/>
        <p>
            {fill(words.reviewed_on, &[("date", &date(reviewed_at))])}
            " "
            {fill(words.review_next, &[("date", &date(next))])}
        </p>
        <p>{words.review_hint}" "<a href=visit.href("/barrierefreiheit")>{words.declaration}</a></p>
        <form method="post" action=visit.href(&format!("{STAFF}/erklaerung"))>
            <button class=format!("button button--{button}") type="submit"><Icon name="check"/>{words.review_button}</button>
        </form>
    }
    .into_any()
}
