use domain::fields::FieldErrors;
use leptos::prelude::*;

use crate::{Visit, locales::fields::problem_text};

/// All problems of a form on top of it, each a link to its input (GOV.UK pattern). Takes the focus when the page opens.
/// A script that sees a field mended takes its line away, and the number out of the title.
#[component]
pub fn ErrorSummary(visit: Visit, errors: FieldErrors) -> impl IntoView {
    if errors.is_empty() {
        return ().into_any();
    }
    let (words, language) = (visit.words(), visit.language);
    let count = i64::try_from(errors.0.len()).unwrap_or(i64::MAX);
    let items = errors
        .0
        .iter()
        .map(|error| {
            view! { <li><a href=format!("#{}", error.field.name())>{problem_text(words, language, *error)}</a></li> }
        })
        .collect_view();
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="fehler" aria-labelledby="fehler-titel">
            <h2 class="error-summary__title" id="fehler-titel" data-left=words.common.errors_left>
                {words.common.errors_title.with(language, count)}
            </h2>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}
