//! Choosing: select, radios, checkboxes.

use domain::fields::{Field, FieldError, FieldErrors};
use leptos::prelude::*;

use super::field::{FieldFrame, FieldProblem, described_by};
use crate::{Visit, locales::fields::problem_text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line below the label.
    pub hint: String,
    pub icon: Option<&'static str>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), icon: None }
    }

    #[must_use]
    pub fn with_icon(self, icon: &'static str) -> Self {
        Self { icon: Some(icon), ..self }
    }

    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

#[component]
pub fn Select(
    visit: Visit,
    field: Field,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    /// First entry, for no choice.
    #[prop(into)]
    none: String,
    choices: Vec<Choice>,
    #[prop(into)] value: String,
    errors: FieldErrors,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let name = field.name();
    let describes = described_by(field, !hint.is_empty(), &errors);
    let invalid = errors.of(field).is_some();
    let options = choices
        .into_iter()
        .map(|choice| view! { <option value=choice.value.clone() selected=choice.value == value>{choice.label}</option> })
        .collect_view();
    view! {
        <FieldFrame visit=visit field=field label=label hint=hint errors=errors optional=optional>
            <select
                class="input input--select"
                id=name.clone()
                name=name.clone()
                aria-invalid=invalid.then_some("true")
                aria-describedby=Some(describes).filter(|ids| !ids.is_empty())
            >
                <option value="">{none}</option>
                {options}
            </select>
        </FieldFrame>
    }
    .into_any()
}

/// One of a few; each is a large target of its own.
#[component]
pub fn Radios(
    visit: Visit,
    field: Field,
    #[prop(into)] legend: String,
    #[prop(into, optional)] hint: String,
    choices: Vec<Choice>,
    #[prop(into)] value: String,
    errors: FieldErrors,
    #[prop(optional)] optional: bool,
    /// Language of the question and its choices, where it is not that of the page.
    #[prop(default = None)]
    lang: Option<&'static str>,
    /// Language of the choices alone.
    #[prop(default = None)]
    choices_lang: Option<&'static str>,
    #[prop(default = "choices")] list_class: &'static str,
) -> impl IntoView {
    view! {
        <Group visit=visit field=field legend=legend hint=hint choices=choices kind="radio" values=vec![value] errors=errors
            optional=optional lang=lang choices_lang=choices_lang.or(lang) list_class=list_class/>
    }
    .into_any()
}

/// Any number of a few.
#[component]
pub fn Checkboxes(
    visit: Visit,
    field: Field,
    #[prop(into)] legend: String,
    #[prop(into, optional)] hint: String,
    choices: Vec<Choice>,
    values: Vec<String>,
    errors: FieldErrors,
    #[prop(optional)] optional: bool,
    /// Language of the question and its choices, where it is not that of the page.
    #[prop(default = None)]
    lang: Option<&'static str>,
) -> impl IntoView {
    view! {
        <Group visit=visit field=field legend=legend hint=hint choices=choices kind="checkbox" values=values errors=errors
            optional=optional lang=lang choices_lang=lang list_class="choices"/>
    }
    .into_any()
}

#[component]
fn Group(
    visit: Visit,
    field: Field,
    legend: String,
    hint: String,
    choices: Vec<Choice>,
    kind: &'static str,
    values: Vec<String>,
    errors: FieldErrors,
    optional: bool,
    lang: Option<&'static str>,
    choices_lang: Option<&'static str>,
    list_class: &'static str,
) -> impl IntoView {
    let (words, language, name) = (visit.words(), visit.language, field.name());
    let describes = described_by(field, !hint.is_empty(), &errors);
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            // The first one carries the bare name, so that an error summary can lead to it.
            let id = if index == 0 { name.clone() } else { format!("{name}-{index}") };
            let hint_id = format!("{id}-zusatz");
            view! {
                <div class="choice">
                    <input
                        class="choice__input"
                        type=kind
                        id=id.clone()
                        name=name.clone()
                        value=choice.value.clone()
                        checked=values.contains(&choice.value)
                        aria-describedby=(!choice.hint.is_empty()).then(|| hint_id.clone())
                    />
                    <label class="choice__label" for=id>
                        {choice.icon.map(|icon| view! { <super::Icon name=icon/> })}
                        <span>{choice.label}</span>
                    </label>
                    {(!choice.hint.is_empty()).then(|| view! { <p class="choice__hint" id=hint_id.clone()>{choice.hint.clone()}</p> })}
                </div>
            }
        })
        .collect_view();
    let error = errors.of(field).map(|problem| {
        view! { <FieldProblem id=format!("{name}-fehler") text=problem_text(words, language, FieldError { field, problem }) visit=visit.clone()/> }
    });
    view! {
        <fieldset
            class="field field--group"
            class:field--invalid=errors.of(field).is_some()
            aria-describedby=Some(describes).filter(|ids| !ids.is_empty())
        >
            <legend class="field__label">
                <span lang=lang>{legend}</span>
                {optional.then(|| view! { <span class="field__optional">" (" {words.common.optional} ")"</span> })}
            </legend>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{name}-hinweis") lang=lang>{hint}</p> })}
            {error}
            <div class=list_class lang=choices_lang>{items}</div>
        </fieldset>
    }
    .into_any()
}
