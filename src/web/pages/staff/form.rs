//! What came with a form, and what is wrong with it.

use axum::body::Bytes;
use leptos::prelude::*;

use crate::{
    Visit,
    ui::{TextArea, field::FieldProblem},
    visit::pairs,
};

/// The fields of a form as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    pub fn read(body: &Bytes) -> Self {
        Self(pairs(&String::from_utf8_lossy(body)))
    }

    pub fn of<N: Into<String>>(fields: impl IntoIterator<Item = (N, String)>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// With this in place of whatever was typed there.
    pub fn with(mut self, name: &str, value: String) -> Self {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), value));
        self
    }

    /// Empty when it was not sent.
    pub fn get(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// As it was typed, or else what is stored.
    pub fn or(&self, name: &str, stored: impl Into<String>) -> String {
        self.all(name).into_iter().next().unwrap_or_else(|| stored.into())
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }
}

/// Inputs by their ids, and in words how to mend them.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<(&'static str, String)>);

impl Problems {
    pub fn one(id: &'static str, text: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(id, text);
        problems
    }

    pub fn add(&mut self, id: &'static str, text: impl Into<String>) {
        self.0.push((id, text.into()));
    }

    pub fn of(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|(input, _)| *input == id).map(|(_, text)| text.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// All of them on top of the page, each a link to its input.
#[component]
pub fn ProblemSummary(visit: Visit, problems: Problems) -> impl IntoView {
    if problems.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().common;
    let count = i64::try_from(problems.0.len()).unwrap_or(i64::MAX);
    let items =
        problems.0.into_iter().map(|(id, text)| view! { <li><a href=format!("#{id}")>{text}</a></li> }).collect_view();
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="fehler" aria-labelledby="fehler-titel">
            <h2 class="error-summary__title" id="fehler-titel" data-left=words.errors_left>
                {words.errors_title.with(visit.language, count)}
            </h2>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// A label with hint and problem; the input is the child and carries `id`, and [`described_by`] of it.
#[component]
pub fn Labelled(
    visit: Visit,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(default = Problems::default())] problems: Problems,
    children: Children,
) -> impl IntoView {
    let problem = problems.of(&id).map(str::to_owned);
    let is_invalid = problem.is_some();
    let problem = problem.map(|text| view! { <FieldProblem id=format!("{id}-fehler") text=text visit=visit/> });
    let hint = (!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{id}-hinweis")>{hint}</p> });
    view! {
        <div class="field" class:field--invalid=is_invalid>
            <label class="field__label" for=id>{label}</label>
            {hint}
            {problem}
            {children()}
        </div>
    }
    .into_any()
}

/// For `aria-describedby` of the input in [`Labelled`].
pub fn described_by(id: &str, has_hint: bool, problems: &Problems) -> Option<String> {
    let hint = has_hint.then(|| format!("{id}-hinweis"));
    let problem = problems.of(id).map(|_| format!("{id}-fehler"));
    let ids: Vec<String> = [hint, problem].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// One line of text.
#[component]
pub fn Line(
    visit: Visit,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into)] value: String,
    #[prop(default = Problems::default())] problems: Problems,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] is_required: bool,
) -> impl IntoView {
    let describes = described_by(&id, !hint.is_empty(), &problems);
    let invalid = problems.of(&id).map(|_| "true");
    let name = id.clone();
    // Numbers are typed as text: a wheel over a number field changes it unnoticed.
    let mode = (kind == "number").then_some("numeric");
    let kind = if kind == "number" { "text" } else { kind };
    view! {
        <Labelled visit=visit id=id label=label hint=hint problems=problems>
            <input class="input" id=name.clone() name=name type=kind inputmode=mode value=value required=is_required
                autocomplete="off" aria-invalid=invalid aria-describedby=describes/>
        </Labelled>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn Area(
    visit: Visit,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into)] value: String,
    #[prop(default = Problems::default())] problems: Problems,
    #[prop(default = 3)] rows: u16,
) -> impl IntoView {
    let describes = described_by(&id, !hint.is_empty(), &problems).unwrap_or_default();
    let is_wrong = problems.of(&id).is_some();
    let name = id.clone();
    view! {
        <Labelled visit=visit id=id label=label hint=hint problems=problems>
            <TextArea id=name.clone() name=name value=value rows=rows invalid=is_wrong described_by=describes/>
        </Labelled>
    }
    .into_any()
}

/// Yes (`ja`) or nothing.
#[component]
pub fn Tick(
    visit: Visit,
    id: &'static str,
    #[prop(into)] label: String,
    is_ticked: bool,
    #[prop(default = Problems::default())] problems: Problems,
) -> impl IntoView {
    let describes = described_by(id, false, &problems);
    let problem = problems.of(id).map(str::to_owned);
    let (is_invalid, invalid) = (problem.is_some(), problem.as_ref().map(|_| "true"));
    let problem = problem.map(|text| view! { <FieldProblem id=format!("{id}-fehler") text=text visit=visit/> });
    view! {
        <div class="field" class:field--invalid=is_invalid>
            {problem}
            <div class="choice">
                <input class="choice__input" type="checkbox" id=id name=id value="ja" checked=is_ticked
                    aria-invalid=invalid aria-describedby=describes/>
                <label class="choice__label" for=id><span>{label}</span></label>
            </div>
        </div>
    }
    .into_any()
}

/// One of several, with an entry for none.
#[component]
pub fn Pick(
    visit: Visit,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    none: &'static str,
    choices: Vec<(String, String)>,
    #[prop(into)] value: String,
    #[prop(default = Problems::default())] problems: Problems,
) -> impl IntoView {
    let describes = described_by(&id, !hint.is_empty(), &problems);
    let invalid = problems.of(&id).map(|_| "true");
    let name = id.clone();
    let options = choices
        .into_iter()
        .map(|(code, name)| {
            let is_chosen = code == value;
            view! { <option value=code selected=is_chosen>{name}</option> }
        })
        .collect_view();
    view! {
        <Labelled visit=visit id=id label=label hint=hint problems=problems>
            <select class="input input--select" id=name.clone() name=name aria-invalid=invalid aria-describedby=describes>
                <option value="">{none}</option>
                {options}
            </select>
        </Labelled>
    }
    .into_any()
}
