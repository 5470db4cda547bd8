//! What was changed after a survey was published, and why: whoever took part can check it.

use domain::surveys::{Change, ChangeKind};
use leptos::prelude::*;

use crate::{Visit, dates, locales::fill, pages::formats::content_lang};

#[component]
pub fn Changes(visit: Visit, changes: Vec<Change>) -> impl IntoView {
    if changes.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().surveys;
    let lang = content_lang(&visit);
    let items = changes
        .into_iter()
        .map(|change| {
            let what = told(&visit, &change);
            view! { <li><p><strong>{what}</strong></p><p>{words.reason}": "<span lang=lang>{change.reason}</span></p></li> }
        })
        .collect_view();
    view! {
        <section class="survey-changes" aria-labelledby="geaendert">
            <h2 id="geaendert">{words.changes}</h2>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

fn told(visit: &Visit, change: &Change) -> String {
    let words = &visit.words().surveys;
    let sentence = match change.kind {
        ChangeKind::Prolonged => words.change_prolonged,
        ChangeKind::Shortened => words.change_shortened,
        ChangeKind::Closed => words.change_closed,
        ChangeKind::Retired => words.change_retired,
        ChangeKind::Restored => words.change_restored,
    };
    let end = change.end.map(|end| dates::date_and_time(visit.language, end)).unwrap_or_default();
    fill(sentence, &[("date", &dates::date(visit.language, change.at)), ("end", &end)])
}
