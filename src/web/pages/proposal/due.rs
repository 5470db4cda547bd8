//! Until when the city answers, for everybody; and the way to the form, for the office in charge.

use leptos::prelude::*;

use super::Shown;
use crate::{Visit, dates, locales::fill, ui::Icon};

#[component]
pub(super) fn AnswerDue(visit: Visit, shown: Shown) -> impl IntoView {
    let words = &visit.words().answering;
    let detail = &shown.detail;
    let due = detail.answer_due().map(|due| {
        // A plan until so many stand behind it that it is an obligation.
        let sentence = if due < shown.now {
            words.is_overdue
        } else if detail.reached_goal() {
            words.must_answer
        } else {
            words.will_answer
        };
        view! { <p class="proposal__due"><Icon name="clock"/>{fill(sentence, &[("date", &dates::date(visit.language, due))])}</p> }
    });
    let desk = shown.may_answer.then(|| {
        let href = visit.href(&format!("/vorschlaege/{}/stellungnahme", detail.card.id));
        view! {
            <p class="proposal__desk">
                {words.write_hint}" "
                <a class="button button--secondary" href=href><Icon name="edit"/>{words.write}</a>
            </p>
        }
    });
    view! { {due} {desk} }.into_any()
}
