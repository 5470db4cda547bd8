//! Signing in with e-mail and password, and signing out.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{accounts::Email, ids::AccountId};
use leptos::prelude::*;
use store::{
    accounts,
    attempts::{self, Guess},
    sessions,
};

use super::{
    by_service::view::ServiceButton,
    door::{Comer, arrive, leading},
    line::Onward,
    passkey_form::PasskeyForm,
    posted::Posted,
    private,
};
use crate::{
    AppError, LocalPath, Site, Visit,
    locales::fill,
    passwords, render, signed_in,
    ui::{Breadcrumb, Head, Icon, Shell, field::FieldProblem},
};

/// Why nobody comes in.
enum Problem {
    Wrong,
    /// Seconds to wait.
    TooFast(i64),
    /// The same, because strangers try passwords at one address after the other.
    Crowded(i64),
}

impl Problem {
    /// For the log.
    fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::TooFast(_) => "too_fast",
            Self::Crowded(_) => "crowded",
        }
    }
}

/// What was typed, without the password: it comes back with a page that needs another look.
#[derive(Clone, Default)]
struct Typed {
    email: String,
    /// Where the person wanted to go.
    onward: Option<LocalPath>,
}

pub async fn ask(State(site): State<Site>, visit: Visit) -> Response {
    let onward = visit.first("weiter").and_then(|path| LocalPath::parse(&path));
    if visit.who.is_some() {
        return arrive(&visit, onward.as_ref());
    }
    let typed = Typed { onward, ..Typed::default() };
    private(render::page(|| view! { <SignInPage site=site visit=visit typed=typed problem=None/> }))
}

/// The page again, after a passkey was not taken.
pub(super) fn with_passkey_problem(
    status: StatusCode,
    site: Site,
    visit: Visit,
    onward: Option<LocalPath>,
    problem: String,
) -> Response {
    let typed = Typed { onward, ..Typed::default() };
    private(render::page_with_status(status, || {
        view! { <SignInPage site=site visit=visit typed=typed problem=None passkey_problem=Some(problem)/> }
    }))
}

/// `POST /anmelden` with `email`, `passwort` and `weiter`.
pub async fn sign_in(comer: Comer, body: Bytes) -> Result<Response, AppError> {
    let posted = Posted::read(&body);
    let typed = Typed { email: posted.text("email"), onward: posted.onward() };
    match who(&comer, &typed.email, posted.text("passwort")).await? {
        Ok(account) => comer.proved(account, typed.onward.as_ref()).await,
        Err(problem) => Ok(again(comer, typed, problem)),
    }
}

/// Whose address and password this is. Whether there is such an account changes nothing but the answer.
async fn who(comer: &Comer, typed: &str, password: String) -> Result<Result<AccountId, Problem>, AppError> {
    let store = &comer.site.store;
    let Ok(email) = Email::parse(typed) else {
        passwords::is_right(password, None).await?;
        return Ok(Err(Problem::Wrong));
    };
    let guess = if comer.is_known(&email) { Guess::PasswordAgain(&email) } else { Guess::Password(&email) };
    let now = comer.site.now();
    if let Some(left) = attempts::is_crowded(store, &guess, now).await? {
        return Ok(Err(Problem::Crowded(left / 1_000 + 1)));
    }
    if let Err(left) = attempts::begin(store, &guess, now).await? {
        return Ok(Err(Problem::TooFast(left / 1_000 + 1)));
    }
    let (account, kept) = accounts::password_of(store, &email).await?.unzip();
    let is_right = passwords::is_right(password, kept.flatten()).await?;
    let Some(account) = account.filter(|_| is_right) else {
        attempts::failed(store, &guess, now).await?;
        return Ok(Err(Problem::Wrong));
    };
    attempts::succeeded(store, &guess).await?;
    Ok(Ok(account))
}

fn again(comer: Comer, typed: Typed, problem: Problem) -> Response {
    let Comer { site, visit, .. } = comer;
    let words = &visit.words().accounts;
    tracing::info!(why = problem.code(), "Nobody signed in");
    let (status, text) = match problem {
        Problem::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, words.sign_in_wrong.to_owned()),
        Problem::TooFast(seconds) => {
            (StatusCode::TOO_MANY_REQUESTS, fill(words.sign_in_too_fast, &[("n", &seconds.to_string())]))
        }
        Problem::Crowded(seconds) => {
            (StatusCode::TOO_MANY_REQUESTS, fill(words.sign_in_crowded, &[("n", &seconds.to_string())]))
        }
    };
    private(render::page_with_status(status, || {
        view! { <SignInPage site=site visit=visit typed=typed problem=Some(text)/> }
    }))
}

/// `POST /abmelden`; with `weiter` by whoever signs in anew to get there.
pub async fn sign_out(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    if let Some(who) = &visit.who {
        sessions::end(&site.store, who.account, who.session).await?;
        tracing::info!("Somebody signed out");
    }
    let onward = Posted::read(&body).onward();
    let address = onward.map_or_else(|| visit.href("/"), |onward| leading(&visit, "/anmelden", Some(&onward)));
    let mut response = Redirect::to(&address).into_response();
    signed_in::forget(&site, response.headers_mut());
    Ok(response)
}

#[component]
fn SignInPage(
    site: Site,
    visit: Visit,
    typed: Typed,
    problem: Option<String>,
    #[prop(default = None)] passkey_problem: Option<String>,
) -> impl IntoView {
    let (words, links, keys) = (&visit.words().accounts, &visit.words().links, &visit.words().passkeys);
    let service = site.clone();
    let passkey = site.passkeys.is_some().then(|| {
        view! {
            <PasskeyForm visit=visit.clone() action="/anmelden/passkey" question="/anmelden/passkey/aufgabe"
                label=keys.sign_in hint=keys.sign_in_hint failed=keys.sign_in_failed while_typing=true
                onward=typed.onward.clone() problem=passkey_problem/>
        }
    });
    let onward = typed.onward.clone();
    let head =
        Head { class: "page-account", is_private: true, ..Head::titled(words.sign_in_title, words.sign_in_lead) };
    let describes = problem.is_some().then_some("anmelden-fehler");
    let invalid = problem.is_some().then_some("true");
    let error = problem.map(|text| view! { <FieldProblem id="anmelden-fehler" text=text visit=visit.clone()/> });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.sign_in_title}</h1>
                <p class="lead">{words.sign_in_lead}</p>
                <form class="form" method="post" action=visit.href("/anmelden")>
                    <Onward path=typed.onward/>
                    {error}
                    <div class="field">
                        <label class="field__label" for="email">{words.email}</label>
                        <input class="input" id="email" name="email" type="email" value=typed.email autocomplete="username webauthn"
                            required aria-invalid=invalid aria-describedby=describes/>
                    </div>
                    <div class="field">
                        <label class="field__label" for="passwort">{words.password}</label>
                        <input class="input" id="passwort" name="passwort" type="password" autocomplete="current-password"
                            required aria-invalid=invalid aria-describedby=describes/>
                    </div>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.sign_in_button}</button>
                    </div>
                </form>
                {passkey}
                <ServiceButton site=service visit=visit.clone() sentence=visit.words().services.sign_in onward=onward.clone()/>
                <ul class="link-list">
                    <li><a href=leading(&visit, "/anmelden/link", onward.as_ref())>{links.sign_in.title}</a></li>
                    <li><a href=visit.href("/passwort")>{links.new_password.title}</a></li>
                    <li><a href=leading(&visit, "/registrieren", onward.as_ref())>{links.register.title}</a></li>
                </ul>
                <p>{words.no_account_needed}</p>
            </div>
        </Shell>
    }
    .into_any()
}
