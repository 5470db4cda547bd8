//! Label, hint and error around one input.

use domain::fields::{Field, FieldError, FieldErrors};
use leptos::prelude::*;

use crate::{Visit, locales::fields::problem_text};

/// The ids that an input names in `aria-describedby`.
pub fn described_by(field: Field, has_hint: bool, errors: &FieldErrors) -> String {
    let name = field.name();
    let mut ids = Vec::new();
    if has_hint {
        ids.push(format!("{name}-hinweis"));
    }
    if errors.of(field).is_some() {
        ids.push(format!("{name}-fehler"));
    }
    ids.join(" ")
}

/// A label with hint and error; the input itself is the child and carries `id` = [`Field::name`].
#[component]
pub fn FieldFrame(
    visit: Visit,
    field: Field,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    errors: FieldErrors,
    #[prop(optional)] optional: bool,
    /// Language of label and hint, where it is not that of the page.
    #[prop(default = None)]
    lang: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let (words, language, name) = (visit.words(), visit.language, field.name());
    let error = errors.of(field).map(|problem| {
        view! { <FieldProblem id=format!("{name}-fehler") text=problem_text(words, language, FieldError { field, problem }) visit=visit.clone()/> }
    });
    view! {
        <div class="field" class:field--invalid=errors.of(field).is_some()>
            <label class="field__label" for=name.clone()>
                <span lang=lang>{label}</span>
                {optional.then(|| view! { <span class="field__optional">" (" {words.common.optional} ")"</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{name}-hinweis") lang=lang>{hint}</p> })}
            {error}
            {children()}
        </div>
    }
    .into_any()
}

#[component]
pub fn FieldProblem(visit: Visit, #[prop(into)] id: String, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <p class="field__error" id=id>
            <span class="visually-hidden">{visit.words().common.error_prefix}" "</span>
            {text}
        </p>
    }
    .into_any()
}

/// One line of text with its frame.
#[component]
pub fn TextInput(
    visit: Visit,
    field: Field,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into)] value: String,
    errors: FieldErrors,
    #[prop(optional)] optional: bool,
    #[prop(default = "text")] kind: &'static str,
    #[prop(into, optional)] autocomplete: String,
    #[prop(optional)] max_length: Option<usize>,
) -> impl IntoView {
    let name = field.name();
    let describes = described_by(field, !hint.is_empty(), &errors);
    let invalid = errors.of(field).is_some();
    let autocomplete = visit.autofill().map_or(autocomplete, str::to_owned);
    view! {
        <FieldFrame visit=visit field=field label=label hint=hint errors=errors optional=optional>
            <input
                class="input"
                id=name.clone()
                name=name.clone()
                type=kind
                value=value
                required=!optional
                autocomplete=Some(autocomplete).filter(|a| !a.is_empty())
                aria-invalid=invalid.then_some("true")
                aria-describedby=Some(describes).filter(|ids| !ids.is_empty())
                data-most=max_length.map(|most| most.to_string())
            />
        </FieldFrame>
    }
    .into_any()
}
