//! The part of the declaration that nobody writes by hand: when it was checked, when it has to be checked again. Whoever
//! works on it is warned here in time.

use domain::{
    Language, Moment,
    barriers::{REVIEW_DAYS, Review, review},
    policy::Action,
};
use leptos::prelude::*;

use crate::{
    Visit, dates,
    locales::{Words, fill},
    ui::{Notice, NoticeKind},
};

#[component]
pub fn Declaration(visit: Visit, language: Language, reviewed_at: Moment, now: Moment) -> impl IntoView {
    let words = &Words::of(language).barriers;
    let date = |at: Moment| dates::date(language, at);
    let next = reviewed_at.plus_days(REVIEW_DAYS);
    view! {
        <Reminder visit=visit.clone() reviewed_at=reviewed_at now=now/>
        <p>
            {fill(words.reviewed_on, &[("date", &date(reviewed_at))])}
            " "
            {fill(words.review_next, &[("date", &date(next))])}
        </p>
    }
    .into_any()
}

/// Nothing for the public, and nothing while there is time.
#[component]
pub fn Reminder(visit: Visit, reviewed_at: Moment, now: Moment) -> impl IntoView {
    let words = &visit.words().barriers;
    let (kind, text) = match review(reviewed_at, now) {
        _ if !visit.may(Action::AnswerAccessibility) => return ().into_any(),
        Review::Fresh => return ().into_any(),
        Review::Soon => (NoticeKind::Info, words.review_soon),
        Review::Overdue => (NoticeKind::Warning, words.review_overdue),
    };
    let next = dates::date(visit.language, reviewed_at.plus_days(REVIEW_DAYS));
    view! { <Notice kind=kind><p>{fill(text, &[("date", &next)])}</p></Notice> }.into_any()
}
