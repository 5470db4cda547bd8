//! What the moderators decided, told to whoever is concerned: what it means, the rule, the reason, the way on.

use domain::moderation::Step;
use leptos::prelude::*;
use store::moderation::Decision;

use crate::{
    Visit, dates,
    locales::fill,
    ui::{Icon, Prose},
};

/// `correct` is where the author changes their proposal, without language prefix.
#[component]
pub fn Decisions(
    visit: Visit,
    decisions: Vec<Decision>,
    #[prop(default = None)] correct: Option<String>,
) -> impl IntoView {
    // That something appeared as it was sent is told by its state.
    let told: Vec<Decision> = decisions.into_iter().filter(|decision| decision.step != Step::Publish).collect();
    if told.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().reports;
    let items = told
        .into_iter()
        .rev()
        .map(|decision| view! { <li><Told visit=visit.clone() decision=decision correct=correct.clone()/></li> })
        .collect_view();
    view! {
        <section aria-labelledby="entscheidung">
            <h2 id="entscheidung">{words.decision}</h2>
            <ol class="decisions">{items}</ol>
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn Told(visit: Visit, decision: Decision, correct: Option<String>) -> impl IntoView {
    let (all, words, language) = (visit.words(), &visit.words().reports, visit.language);
    let until = decision.until.map(|until| dates::date(language, until)).unwrap_or_default();
    let means = fill(words.means(decision.step), &[("date", &until)]);
    let on = fill(words.decided_on, &[("date", &dates::date(language, decision.at))]);
    let target = decision.target.map(|id| {
        let href = visit.href(&format!("/vorschlaege/{id}"));
        view! { " "<a href=href>{id.to_string()}</a> }
    });
    let rule = decision.rule.map(|rule| {
        let href = visit.href(&rule.path());
        view! { <p>{words.rule}": "<a href=href>{all.published_rules.name(rule)}</a></p> }
    });
    let correct = correct.filter(|_| decision.waits_for_author()).map(|path| {
        view! {
            <p><a class="button button--primary" href=visit.href(&path)><Icon name="edit"/>{words.to_ask_link}</a></p>
        }
    });
    view! {
        <p><strong>{means}</strong>{target}</p>
        <p><time datetime=dates::machine(decision.at)>{on}</time></p>
        {rule}
        <p>{words.reason}":"</p>
        <Prose text=decision.reason/>
        {correct}
    }
    .into_any()
}
