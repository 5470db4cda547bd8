//! Where the links in letters lead: `/anmelden/link/{token}` and `/registrieren/{token}`. Each page has a button, because
//! programs that look at letters open links too.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::accounts::{Email, SHORTEST_PASSWORD};
use leptos::prelude::*;
use store::{
    accounts::{self, NewAccount},
    links,
    tickets::{self, Purpose},
};

use super::{
    door::Comer,
    line::{Line, Onward},
    new_password,
    posted::Posted,
    private, spent,
};
use crate::{
    AppError, LocalPath, Site, Visit,
    locales::fill,
    passwords, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

pub async fn ask_to_enter(
    State(site): State<Site>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let ticket = tickets::look(&site.store, Purpose::SignIn, &token, site.now()).await?;
    let owner = match ticket.and_then(|ticket| ticket.account) {
        Some(account) => accounts::find(&site.store, account).await?,
        None => None,
    };
    let Some(owner) = owner else { return Ok(spent::page(site, visit)) };
    let onward = visit.first("weiter").and_then(|path| LocalPath::parse(&path));
    Ok(private(render::page(|| {
        view! { <EnterPage site=site visit=visit token=token email=owner.email.masked() onward=onward/> }
    })))
}

/// `POST /anmelden/link/{token}` with `weiter`.
pub async fn enter(comer: Comer, Path(token): Path<String>, body: Bytes) -> Result<Response, AppError> {
    let onward = Posted::read(&body).onward();
    match links::sign_in(&comer.site.store, &token, comer.site.now()).await? {
        Some(account) => comer.proved(account, onward.as_ref()).await,
        None => Ok(spent::page(comer.site, comer.visit)),
    }
}

pub async fn ask_to_open(
    State(site): State<Site>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let Some(email) = links::address(&site.store, Purpose::Register, &token, site.now()).await? else {
        return Ok(spent::page(site, visit));
    };
    let onward = visit.first("weiter").and_then(|path| LocalPath::parse(&path));
    let opening = Opening { token, email, name: String::new(), onward, problem: None };
    Ok(private(render::page(|| view! { <OpenPage site=site visit=visit opening=opening/> })))
}

/// `POST /registrieren/{token}` with `name` and `passwort`, both optional, and `weiter`.
pub async fn open(comer: Comer, Path(token): Path<String>, body: Bytes) -> Result<Response, AppError> {
    let Some(email) = links::address(&comer.site.store, Purpose::Register, &token, comer.site.now()).await? else {
        return Ok(spent::page(comer.site, comer.visit));
    };
    let posted = Posted::read(&body);
    let (name, password, onward) = (posted.text("name"), posted.text("passwort"), posted.onward());
    let mut kept = None;
    if !password.is_empty() {
        if let Err(bad) = passwords::check(&password, &email) {
            let problem = Some(new_password::in_words(&comer.visit, bad));
            let opening = Opening { token, email, name, onward, problem };
            return Ok(private(render::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, || {
                view! { <OpenPage site=comer.site visit=comer.visit opening=opening/> }
            })));
        }
        kept = Some(passwords::hash(password).await?);
    }
    let new = |email: Email| NewAccount {
        email,
        name: domain::accounts::name(&name),
        password_hash: kept.clone(),
        language: comer.visit.language,
        is_confirmed: true,
    };
    match links::register(&comer.site.store, &token, new, comer.site.now()).await? {
        Some(account) => comer.proved(account, onward.as_ref()).await,
        None => Ok(spent::page(comer.site, comer.visit)),
    }
}

struct Opening {
    token: String,
    email: Email,
    name: String,
    onward: Option<LocalPath>,
    problem: Option<String>,
}

#[component]
fn EnterPage(site: Site, visit: Visit, token: String, email: String, onward: Option<LocalPath>) -> impl IntoView {
    let words = &visit.words().links;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.enter_title, "") };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.enter_title}</h1>
                <p class="lead">{fill(words.enter_lead, &[("email", &email)])}</p>
                <form class="form" method="post" action=visit.href(&format!("/anmelden/link/{token}"))>
                    <Onward path=onward/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.enter_button}</button>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn OpenPage(site: Site, visit: Visit, opening: Opening) -> impl IntoView {
    let (words, accounts) = (&visit.words().links, &visit.words().accounts);
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.open_title, "") };
    let hint = fill(words.password_optional, &[("n", &SHORTEST_PASSWORD.to_string())]);
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.open_title}</h1>
                <p class="lead">{words.open_lead}</p>
                <form class="form" method="post" action=visit.href(&format!("/registrieren/{}", opening.token))>
                    <Onward path=opening.onward/>
                    <div class="field">
                        <label class="field__label" for="email">{accounts.email}</label>
                        <input class="input" id="email" type="email" value=opening.email.to_string() autocomplete="username" readonly/>
                    </div>
                    <Line visit=visit.clone() id="name" label=words.name hint=words.name_hint value=opening.name
                        autocomplete="nickname" optional=true/>
                    <Line visit=visit.clone() id="passwort" label=accounts.password hint=hint problem=opening.problem
                        kind="password" autocomplete="new-password" optional=true/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.open_button}</button>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
