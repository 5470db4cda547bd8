//! What an editor should look at, in plain pages: above the form of what has it, and in the list before publishing.

use domain::{Language, editing::Warning};
use leptos::prelude::*;

use crate::{
    Visit,
    ui::{Notice, NoticeKind},
};

/// Above a form, about what is in it.
#[component]
pub(super) fn Hints(visit: Visit, language: Language, warnings: Vec<Warning>) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let rules = (language == Language::Ls).then(|| view! { <p>{visit.words().page_languages.rules}</p> });
    view! {
        <Notice kind=NoticeKind::Warning><p>{visit.words().editing.hints}</p>{list(&visit, warnings)}{rules}</Notice>
    }
    .into_any()
}

/// In a list, with the way to where it is mended.
#[component]
pub(super) fn HintRow(visit: Visit, href: String, title: String, warnings: Vec<Warning>) -> impl IntoView {
    view! {
        <li>
            <Notice kind=NoticeKind::Warning>
                <p><a href=href>{title}</a></p>
                {list(&visit, warnings)}
            </Notice>
        </li>
    }
    .into_any()
}

fn list(visit: &Visit, warnings: Vec<Warning>) -> AnyView {
    let words = &visit.words().editing;
    let items = warnings
        .into_iter()
        .map(|warning| view! { <li>{words.flaw(warning.flaw)}": "<q>{warning.excerpt}</q></li> })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}
