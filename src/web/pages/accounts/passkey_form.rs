//! The button with which a browser is asked for a passkey. It needs the small module `/passkey.js`, which shows it; until
//! then the page says which other way there is.

use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::{line::Onward, posted::Posted, private};
use crate::{
    LocalPath, Visit,
    passkeys::{Answered, Question},
    ui::{Icon, Script},
};

/// What the module asked for, in a form that only it reads.
pub fn answer(question: Question) -> Response {
    private(axum::Json(question).into_response())
}

/// What the form brought, if the module filled it.
pub fn answered(posted: &Posted) -> Option<Answered> {
    let (question, answer) = (posted.text("aufgabe"), posted.text("antwort"));
    (!question.is_empty() && !answer.is_empty()).then_some(Answered { question, answer })
}

#[component]
pub fn PasskeyForm(
    visit: Visit,
    /// What the browser does: `get` or `create`.
    #[prop(default = "get")]
    does: &'static str,
    /// Where the answer goes.
    action: &'static str,
    /// Where the question comes from.
    question: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    failed: &'static str,
    /// Also proposed while somebody types their address.
    #[prop(optional)]
    while_typing: bool,
    #[prop(default = None)] onward: Option<LocalPath>,
    #[prop(default = None)] problem: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let words = &visit.words().passkeys;
    let is_fine = problem.is_none();
    view! {
        <div class="passkey" data-passkey=does data-question=visit.href(question) data-cancelled=words.cancelled
            data-failed=failed data-unknown=words.unknown_browser data-while-typing=while_typing.then_some("")>
            <div class="notice notice--error" role="alert" data-passkey-problem="" hidden=is_fine>
                <Icon name="error-circle"/>
                <div class="notice__text"><p>{problem.unwrap_or_default()}</p></div>
            </div>
            <form class="form" method="post" action=visit.href(action) hidden=true>
                <Onward path=onward/>
                <input type="hidden" name="aufgabe" value=""/>
                <input type="hidden" name="antwort" value=""/>
                {children.map(|children| children())}
                <div class="form__actions">
                    <button class="button button--secondary" type="submit"><Icon name="lock"/>{label}</button>
                    {(!hint.is_empty()).then(|| view! { <p class="field__hint">{hint}</p> })}
                </div>
            </form>
            <p class="field__hint" data-passkey-without="">{words.needs_script}</p>
        </div>
        <Script src="/passkey.js"/>
    }
    .into_any()
}
