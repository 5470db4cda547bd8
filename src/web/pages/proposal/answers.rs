use domain::proposals::Answer;
use leptos::prelude::*;

use crate::{
    Visit, dates,
    locales::number,
    ui::{Prose, StatusTag},
};

/// What the city says, the latest first: the most prominent element of the page, because people came for it.
#[component]
pub(super) fn Answers(visit: Visit, answers: Vec<Answer>) -> impl IntoView {
    if answers.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().proposal;
    let earlier = i64::try_from(answers.len().saturating_sub(1)).unwrap_or(i64::MAX);
    let show = |answer: Answer| view! { <AnswerView visit=visit.clone() answer=answer/> };
    let mut answers = answers.into_iter().rev();
    let latest = answers.next().map(show);
    let older = answers.map(show).collect_view();
    let older = (earlier > 0).then(|| {
        let summary = words.earlier_answers.with(visit.language, earlier);
        view! { <details class="answers__earlier"><summary>{summary}</summary>{older}</details> }
    });
    view! {
        <section class="answers" id="stellungnahme" aria-labelledby="stellungnahme-titel">
            <h2 id="stellungnahme-titel">{words.answer}</h2>
            {latest}
            {older}
        </section>
    }
    .into_any()
}

#[component]
pub fn AnswerView(visit: Visit, answer: Answer) -> impl IntoView {
    let (all, language) = (visit.words(), visit.language);
    let words = &all.proposal;
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let cost = answer.cost_eur.map(|euros| fact(words.cost, format!("{} €", number(language, euros))));
    let period = answer.period.map(|period| fact(words.period, period));
    let contact = answer.contact.map(|contact| fact(words.contact, contact));
    view! {
        <div class="answer">
            <p class="answer__decision"><StatusTag status=answer.status words=all/></p>
            <Prose text=answer.text/>
            <dl class="answer__facts">
                {fact(words.office, answer.office)}
                {cost}
                {period}
                {contact}
            </dl>
            <p class="answer__date"><time datetime=dates::machine(answer.at)>{dates::date(language, answer.at)}</time></p>
        </div>
    }
    .into_any()
}
