use leptos::prelude::*;

use super::Miss;
use crate::{
    Site, Visit,
    ui::{Breadcrumb, Head, Icon, Shell, field::FieldProblem},
};

/// A form to type a code, also where one opened nothing.
#[component]
pub fn FindPage(site: Site, visit: Visit, typed: String, miss: Option<Miss>) -> impl IntoView {
    let words = &visit.words().receipt;
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.find_title, words.find_lead) };
    let problem = miss.map(|miss| match miss {
        Miss::NotACode => words.not_a_code,
        Miss::Unknown => words.unknown_code,
    });
    let describes = if problem.is_some() { "code-hinweis code-fehler" } else { "code-hinweis" };
    let error = problem.map(|text| view! { <FieldProblem id="code-fehler" text=text visit=visit.clone()/> });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.find_title}</h1>
                <p class="lead">{words.find_lead}</p>
                <form class="code-form" method="get" action=visit.href("/beleg")>
                    <div class="field" class:field--invalid=problem.is_some()>
                        <label class="field__label" for="code">{words.code}</label>
                        <p class="field__hint" id="code-hinweis">{words.code_hint}</p>
                        {error}
                        <input
                            class="input receipt__code-input"
                            id="code"
                            name="code"
                            value=typed
                            autocomplete="off"
                            autocapitalize="characters"
                            spellcheck="false"
                            aria-invalid=problem.is_some().then_some("true")
                            aria-describedby=describes
                        />
                    </div>
                    <button class="button button--primary" type="submit"><Icon name="search"/>{words.find_button}</button>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
