//! Signing in with e-mail and password, and signing out.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::accounts::Email;
use leptos::prelude::*;
use store::{accounts, sessions};

use super::private;
use crate::{
    AppError, Guest, LocalPath, Site, Visit, passwords, render, signed_in,
    ui::{Breadcrumb, Head, Icon, Shell, field::FieldProblem},
    visit::pairs,
};

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
        return go(&visit, onward.as_ref());
    }
    let typed = Typed { onward, ..Typed::default() };
    private(render::page(|| view! { <SignInPage site=site visit=visit typed=typed is_wrong=false/> }))
}

/// `POST /anmelden` with `email`, `passwort` and `weiter`.
pub async fn sign_in(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let fields = pairs(&String::from_utf8_lossy(&body));
    let field =
        |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let typed = Typed { email: field("email"), onward: LocalPath::parse(&field("weiter")) };
    let found = match Email::parse(&typed.email) {
        Ok(email) => accounts::password_of(&site.store, &email).await?,
        Err(_) => None,
    };
    let (account, kept) = found.map_or((None, None), |(account, kept)| (Some(account), kept));
    let is_right = passwords::is_right(field("passwort"), kept).await?;
    let Some(account) = account.filter(|_| is_right) else {
        return Ok(private(render::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, || {
            view! { <SignInPage site=site visit=visit typed=typed is_wrong=true/> }
        })));
    };
    let device = signed_in::device(&headers);
    let as_guest = guest.as_guest(&site);
    let token = sessions::begin(&site.store, account, as_guest.as_ref(), &device, false, site.now()).await?;
    let mut response = go(&visit, typed.onward.as_ref());
    signed_in::remember(&site, &token, response.headers_mut());
    Ok(response)
}

pub async fn sign_out(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    if let Some(who) = &visit.who {
        sessions::end(&site.store, who.account, who.session).await?;
    }
    let mut response = Redirect::to(&visit.href("/")).into_response();
    signed_in::forget(&site, response.headers_mut());
    Ok(response)
}

/// To where the person wanted, which carries its language already.
fn go(visit: &Visit, onward: Option<&LocalPath>) -> Response {
    let address = onward.map_or_else(|| visit.href("/konto"), |onward| onward.as_str().to_owned());
    private(Redirect::to(&address))
}

#[component]
fn SignInPage(site: Site, visit: Visit, typed: Typed, is_wrong: bool) -> impl IntoView {
    let words = &visit.words().accounts;
    let head =
        Head { class: "page-account", is_private: true, ..Head::titled(words.sign_in_title, words.sign_in_lead) };
    let error = is_wrong.then(|| {
        view! { <FieldProblem id="anmelden-fehler" text=words.sign_in_wrong visit=visit.clone()/> }
    });
    let describes = is_wrong.then_some("anmelden-fehler");
    let invalid = is_wrong.then_some("true");
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.sign_in_title}</h1>
                <p class="lead">{words.sign_in_lead}</p>
                <form class="form" method="post" action=visit.href("/anmelden")>
                    {typed.onward.as_ref().map(|path| view! { <input type="hidden" name="weiter" value=path.as_str().to_owned()/> })}
                    {error}
                    <div class="field">
                        <label class="field__label" for="email">{words.email}</label>
                        <input class="input" id="email" name="email" type="email" value=typed.email autocomplete="username"
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
                <p>{words.no_account_needed}</p>
            </div>
        </Shell>
    }
    .into_any()
}
