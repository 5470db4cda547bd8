//! One line of the forms of accounts: label, hint, problem, input.

use leptos::prelude::*;

use crate::{LocalPath, Visit, ui::field::FieldProblem};

#[component]
pub fn Line(
    visit: Visit,
    /// Id and name.
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into, optional)] value: String,
    #[prop(default = None)] problem: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] optional: bool,
    /// Which keys a phone shows.
    #[prop(default = None)]
    inputmode: Option<&'static str>,
) -> impl IntoView {
    let (hint_id, problem_id) = (format!("{id}-hinweis"), format!("{id}-fehler"));
    let described: Vec<&str> = [(!hint.is_empty(), &hint_id), (problem.is_some(), &problem_id)]
        .into_iter()
        .filter_map(|(is_there, id)| is_there.then_some(id.as_str()))
        .collect();
    let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
    let invalid = problem.is_some();
    let words = visit.words();
    view! {
        <div class="field" class:field--invalid=invalid>
            <label class="field__label" for=id>
                {label}
                {optional.then(|| view! { <span class="field__optional">" (" {words.common.optional} ")"</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            {problem.map(|text| view! { <FieldProblem id=problem_id text=text visit=visit.clone()/> })}
            <input class="input" id=id name=id type=kind value=value autocomplete=autocomplete inputmode=inputmode
                required=!optional aria-invalid=invalid.then_some("true") aria-describedby=described/>
        </div>
    }
    .into_any()
}

/// Carries where the person wanted to go.
#[component]
pub fn Onward(path: Option<LocalPath>) -> impl IntoView {
    path.map(|path| view! { <input type="hidden" name="weiter" value=path.as_str().to_owned()/> })
}
