//! `/konto/bestaetigen`: showing again who one is, before something that a stranger at an open window must not do.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use store::{accounts, second_factor, sessions};

use super::{
    again::{self, ADDRESS},
    door::{arrive, leading},
    line::{Line, Onward},
    passkey_form::{PasskeyForm, answered},
    posted::Posted,
    private,
};
use crate::{
    AppError, LocalPath, Site, Visit,
    locales::fill,
    passkeys, render, signed_in,
    ui::{Breadcrumb, Head, Icon, Shell},
};

pub async fn ask(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let who = visit.signed_in()?;
    let onward = visit.first("weiter").and_then(|path| LocalPath::parse(&path));
    if who.is_fresh(site.now()) {
        return Ok(arrive(&visit, onward.as_ref()));
    }
    page(StatusCode::OK, site, visit, onward, Wrong::default()).await
}

/// `POST /konto/bestaetigen` with `altes-passwort`, or `aufgabe` and `antwort`; and `weiter`.
pub async fn confirm(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let who = visit.signed_in()?.clone();
    let posted = Posted::read(&body);
    let onward = posted.onward();
    let token = if let Some(answered) = answered(&posted) {
        if !passkeys::proves(&site, who.account, &answered).await? {
            let passkey = Some(visit.words().passkeys.sign_in_failed.to_owned());
            let wrong = Wrong { passkey, password: None };
            return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, onward, wrong).await;
        }
        sessions::renew(&site.store, &who, true, site.now()).await?
    } else {
        let has_password = accounts::find(&site.store, who.account).await?.is_some_and(|account| account.has_password);
        // Without a password there is nothing in this form that proves anything.
        if !has_password {
            return Ok(private(Redirect::to(&leading(&visit, ADDRESS, onward.as_ref()))));
        }
        let password = again::problem(&site, &visit, &who, &posted).await?;
        if password.is_some() {
            let wrong = Wrong { password, passkey: None };
            return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, onward, wrong).await;
        }
        sessions::prove(&site.store, &who, site.now()).await?
    };
    let mut response = arrive(&visit, onward.as_ref()).into_response();
    signed_in::remember(&site, &token, response.headers_mut());
    Ok(response)
}

#[derive(Default)]
struct Wrong {
    password: Option<String>,
    passkey: Option<String>,
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    onward: Option<LocalPath>,
    wrong: Wrong,
) -> Result<Response, AppError> {
    let account = accounts::find(&site.store, visit.signed_in()?.account).await?.ok_or(AppError::NotFound)?;
    let factor = second_factor::of(&site.store, account.id, site.now()).await?;
    let ways = Ways { password: account.has_password, passkey: factor.passkeys > 0 && site.passkeys.is_some() };
    Ok(private(render::page_with_status(status, || {
        view! { <ConfirmPage site=site visit=visit onward=onward ways=ways wrong=wrong/> }
    })))
}

#[derive(Clone, Copy)]
struct Ways {
    password: bool,
    passkey: bool,
}

#[component]
fn ConfirmPage(site: Site, visit: Visit, onward: Option<LocalPath>, ways: Ways, wrong: Wrong) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().passkeys);
    let head =
        Head { class: "page-account", is_private: true, ..Head::titled(words.confirm_title, words.confirm_lead) };
    let password = ways.password.then(|| {
        view! {
            <form class="form" method="post" action=visit.href(ADDRESS)>
                <Onward path=onward.clone()/>
                <Line visit=visit.clone() id="altes-passwort" label=all.my_account.old_password problem=wrong.password
                    kind="password" autocomplete="current-password"/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.confirm}</button>
                </div>
            </form>
        }
    });
    let passkey = ways.passkey.then(|| {
        view! {
            <PasskeyForm visit=visit.clone() action=ADDRESS question="/konto/passkeys/nachweis" label=words.prove
                hint=words.prove_hint failed=words.sign_in_failed onward=onward.clone() problem=wrong.passkey/>
        }
    });
    // By letter, or however else somebody comes in: also through another service, or with an app.
    let anew = (!ways.password).then(|| {
        let email = visit.who.as_ref().map(|who| who.email.to_string()).unwrap_or_default();
        view! {
            <p>{fill(words.confirm_letter, &[("email", &email)])}</p>
            <form class="form__actions" method="post" action=visit.href("/anmelden/link")>
                <Onward path=onward.clone()/>
                <input type="hidden" name="email" value=email.clone()/>
                <button class="button button--primary" type="submit"><Icon name="mail"/>{all.links.sign_in.button}</button>
            </form>
            <p>{words.confirm_anew}</p>
            <form class="form__actions" method="post" action=visit.href("/abmelden")>
                <Onward path=onward.clone()/>
                <button class="button button--secondary" type="submit"><Icon name="arrow-right"/>{all.accounts.sign_out}</button>
            </form>
        }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), all.accounts.account_title.into())]/>
                <h1>{words.confirm_title}</h1>
                <p class="lead">{words.confirm_lead}</p>
                {password}
                {passkey}
                {anew}
            </div>
        </Shell>
    }
    .into_any()
}
