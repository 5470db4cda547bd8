//! What somebody wrote and the page has no form for any more.

use leptos::prelude::*;

use super::TextArea;
use crate::{Rescued, Visit, locales::fill};

/// What was written and not taken, to be copied.
#[component]
pub fn GivenBack(visit: Visit, rescued: Rescued) -> impl IntoView {
    let errors = &visit.words().errors;
    let (title, text) = errors.given_back;
    let fields = rescued.texts().enumerate().map(|(index, text)| {
        let id = format!("geschrieben-{index}");
        view! {
            <div class="field">
                <label class="field__label" for=id.clone()>{fill(errors.given_back_part, &[("n", &(index + 1).to_string())])}</label>
                <TextArea id=id name="" value=text.to_owned() rows=8/>
            </div>
        }
    });
    let fields = fields.collect_view();
    (!rescued.is_empty()).then(|| {
        view! {
            <section class="form" aria-labelledby="geschrieben">
                <h2 id="geschrieben">{title}</h2>
                <p>{text}</p>
                {fields}
            </section>
        }
    })
}
