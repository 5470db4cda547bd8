//! `/passwort/{token}`: a new password by a link. Opening the page uses nothing up.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::accounts::{BadPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD};
use leptos::prelude::*;
use store::{
    accounts::{self, Account},
    tickets::{self, Purpose},
};

use super::{door::Comer, line::Line, posted::Posted, private, spent};
use crate::{
    AppError, Site, Visit,
    locales::fill,
    passwords, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

/// Whose link this is.
async fn owner(site: &Site, token: &str) -> Result<Option<Account>, AppError> {
    let ticket = tickets::look(&site.store, Purpose::NewPassword, token, site.now()).await?;
    match ticket.and_then(|ticket| ticket.account) {
        Some(account) => Ok(accounts::find(&site.store, account).await?),
        None => Ok(None),
    }
}

pub async fn ask(State(site): State<Site>, visit: Visit, Path(token): Path<String>) -> Result<Response, AppError> {
    match owner(&site, &token).await? {
        Some(account) => Ok(page(StatusCode::OK, site, visit, token, &account, None)),
        None => Ok(spent::page(site, visit)),
    }
}

/// `POST /passwort/{token}` with `passwort`.
pub async fn set(comer: Comer, Path(token): Path<String>, body: Bytes) -> Result<Response, AppError> {
    let Some(account) = owner(&comer.site, &token).await? else { return Ok(spent::page(comer.site, comer.visit)) };
    let password = Posted::read(&body).text("passwort");
    if let Err(bad) = passwords::check(&password, &account.email) {
        let text = in_words(&comer.visit, bad);
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, comer.site, comer.visit, token, &account, Some(text)));
    }
    let hash = passwords::hash(password).await?;
    if !accounts::set_password_by_link(&comer.site.store, &token, account.id, &hash, comer.site.now()).await? {
        return Ok(spent::page(comer.site, comer.visit));
    }
    comer.proved(account.id, None).await
}

pub fn in_words(visit: &Visit, bad: BadPassword) -> String {
    let words = &visit.words().accounts;
    match bad {
        BadPassword::TooShort => fill(words.password_short, &[("n", &SHORTEST_PASSWORD.to_string())]),
        BadPassword::TooLong => fill(words.password_long, &[("n", &LONGEST_PASSWORD.to_string())]),
        BadPassword::TooCommon => words.password_common.to_owned(),
        BadPassword::OwnAddress => words.password_own.to_owned(),
    }
}

fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    token: String,
    account: &Account,
    problem: Option<String>,
) -> Response {
    let email = account.email.to_string();
    private(render::page_with_status(status, || {
        view! { <PasswordPage site=site visit=visit token=token email=email problem=problem/> }
    }))
}

#[component]
fn PasswordPage(site: Site, visit: Visit, token: String, email: String, problem: Option<String>) -> impl IntoView {
    let words = &visit.words().accounts;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.new_password_title, "") };
    let hint = fill(words.password_hint, &[("n", &SHORTEST_PASSWORD.to_string())]);
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.new_password_title}</h1>
                <form class="form" method="post" action=visit.href(&format!("/passwort/{token}"))>
                    // Password managers look for whom the password is.
                    <div class="field">
                        <label class="field__label" for="email">{words.email}</label>
                        <input class="input" id="email" type="email" value=email autocomplete="username" readonly/>
                    </div>
                    <Line visit=visit.clone() id="passwort" label=words.new_password hint=hint problem=problem kind="password"
                        autocomplete="new-password"/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.save_password}</button>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
