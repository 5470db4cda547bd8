//! `/konto/email`: another address, which counts once its owner followed the link in a letter.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{Redirect, Response},
};
use domain::accounts::Email;
use leptos::prelude::*;
use store::{StoreError, accounts, links, tickets::Purpose};

use super::{again, line::Line, posted::Posted, private, spent};
use crate::{
    AppError, Site, Visit, letters,
    locales::fill,
    render,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

#[derive(Default)]
struct Asked {
    email: String,
    has_password: bool,
    email_problem: Option<String>,
    password_problem: Option<String>,
}

pub async fn ask(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    again::before(&site, &visit).await?;
    page(StatusCode::OK, site, visit, Asked::default()).await
}

/// `POST /konto/email` with `neue-email` and `altes-passwort`.
pub async fn change(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let who = visit.signed_in()?.clone();
    let posted = Posted::read(&body);
    let typed = posted.text("neue-email");
    let Ok(email) = Email::parse(&typed) else {
        let email_problem = Some(visit.words().fields.not_an_email.to_owned());
        let asked = Asked { email: typed, email_problem, ..Asked::default() };
        return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, asked).await;
    };
    let password_problem = again::problem(&site, &visit, &who, &posted).await?;
    if password_problem.is_some() {
        let asked = Asked { email: typed, password_problem, ..Asked::default() };
        return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, asked).await;
    }
    let words = &visit.words().links;
    let to_new = |token: Option<&str>| match token {
        Some(token) => {
            let link = format!("{}{}", site.settings.base_url, visit.href(&format!("/konto/email/{token}")));
            letters::accounts::compose(&visit, &email, &words.email_letter, Some(&link))
        }
        None => letters::accounts::compose(&visit, &email, &words.email_taken_letter, None),
    };
    let to_old = letters::accounts::compose(&visit, &who.email, &words.email_old_letter, None);
    links::ask_for_email(&site.store, who.account, &email, to_new, &to_old, site.now()).await?;
    Ok(private(Redirect::to(&visit.href("/konto/email?gesendet=1"))))
}

pub async fn ask_to_confirm(
    State(site): State<Site>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    match links::address(&site.store, Purpose::ChangeEmail, &token, site.now()).await? {
        Some(email) => Ok(private(render::page(|| {
            view! { <ConfirmPage site=site visit=visit token=token email=email.to_string()/> }
        }))),
        None => Ok(spent::page(site, visit)),
    }
}

pub async fn confirm(State(site): State<Site>, visit: Visit, Path(token): Path<String>) -> Result<Response, AppError> {
    match links::change_email(&site.store, &token, site.now()).await {
        Ok(Some(_)) => Ok(private(Redirect::to(&visit.href("/konto")))),
        Ok(None) | Err(StoreError::Taken) => Ok(spent::page(site, visit)),
        Err(error) => Err(error.into()),
    }
}

async fn page(status: StatusCode, site: Site, visit: Visit, asked: Asked) -> Result<Response, AppError> {
    let account = accounts::find(&site.store, visit.signed_in()?.account).await?.ok_or(AppError::NotFound)?;
    let asked = Asked { has_password: account.has_password, ..asked };
    Ok(private(render::page_with_status(status, || view! { <EmailPage site=site visit=visit asked=asked/> })))
}

#[component]
fn EmailPage(site: Site, visit: Visit, asked: Asked) -> impl IntoView {
    let (words, mine) = (&visit.words().accounts, &visit.words().my_account);
    let head = Head { class: "page-account", is_private: true, ..Head::titled(mine.change_email, "") };
    let is_sent = visit.first("gesendet").is_some();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), words.account_title.into())]/>
                <h1>{mine.change_email}</h1>
                {is_sent.then(|| view! { <Notice kind=NoticeKind::Success><p>{mine.email_sent}</p></Notice> })}
                <p class="lead">{mine.email_lead}</p>
                <form class="form" method="post" action=visit.href("/konto/email")>
                    <Line visit=visit.clone() id="neue-email" label=mine.new_email value=asked.email problem=asked.email_problem
                        kind="email" autocomplete="email"/>
                    {asked.has_password.then(|| view! {
                        <Line visit=visit.clone() id="altes-passwort" label=mine.old_password problem=asked.password_problem
                            kind="password" autocomplete="current-password"/>
                    })}
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="mail"/>{visit.words().links.sign_in.button}</button>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn ConfirmPage(site: Site, visit: Visit, token: String, email: String) -> impl IntoView {
    let mine = &visit.words().my_account;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(mine.email_confirm_title, "") };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{mine.email_confirm_title}</h1>
                <p class="lead">{fill(mine.email_confirm_lead, &[("email", &email)])}</p>
                <form class="form" method="post" action=visit.href(&format!("/konto/email/{token}"))>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{mine.email_confirm_button}</button>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
