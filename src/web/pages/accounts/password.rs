//! `/konto/passwort`: another password, or a first one.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use domain::accounts::SHORTEST_PASSWORD;
use leptos::prelude::*;
use store::{accounts, sessions};

use super::{again, line::Line, new_password, posted::Posted, private};
use crate::{
    AppError, Site, Visit,
    locales::fill,
    passwords, render, signed_in,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

#[derive(Default)]
struct Problems {
    old: Option<String>,
    new: Option<String>,
}

pub async fn ask(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    again::before(&site, &visit).await?;
    page(StatusCode::OK, site, visit, Problems::default()).await
}

/// `POST /konto/passwort` with `altes-passwort` and `passwort`.
pub async fn change(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let who = visit.signed_in()?.clone();
    let posted = Posted::read(&body);
    let password = posted.text("passwort");
    if let Err(bad) = passwords::check(&password, &who.email) {
        let problems = Problems { new: Some(new_password::in_words(&visit, bad)), old: None };
        return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, problems).await;
    }
    let old = again::problem(&site, &visit, &who, &posted).await?;
    if old.is_some() {
        return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, Problems { old, new: None }).await;
    }
    let hash = passwords::hash(password).await?;
    accounts::change_password(&site.store, who.account, who.session, &hash, site.now()).await?;
    let token = sessions::renew(&site.store, &who, false, site.now()).await?;
    let mut response = private(Redirect::to(&visit.href("/konto/passwort?gespeichert=1")));
    signed_in::remember(&site, &token, response.headers_mut());
    Ok(response)
}

async fn page(status: StatusCode, site: Site, visit: Visit, problems: Problems) -> Result<Response, AppError> {
    let account = accounts::find(&site.store, visit.signed_in()?.account).await?.ok_or(AppError::NotFound)?;
    Ok(private(render::page_with_status(status, || {
        view! { <PasswordPage site=site visit=visit has_password=account.has_password problems=problems/> }
    })))
}

#[component]
fn PasswordPage(site: Site, visit: Visit, has_password: bool, problems: Problems) -> impl IntoView {
    let (words, mine) = (&visit.words().accounts, &visit.words().my_account);
    let title = if has_password { mine.change_password } else { mine.set_password };
    let head = Head { class: "page-account", is_private: true, ..Head::titled(title, "") };
    let hint = fill(words.password_hint, &[("n", &SHORTEST_PASSWORD.to_string())]);
    let is_saved = visit.first("gespeichert").is_some();
    let email = visit.who.as_ref().map(|who| who.email.to_string());
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), words.account_title.into())]/>
                <h1>{title}</h1>
                {is_saved.then(|| view! { <Notice kind=NoticeKind::Success><p>{mine.password_saved}</p></Notice> })}
                <form class="form" method="post" action=visit.href("/konto/passwort")>
                    // Password managers look for whom the password is.
                    <input class="visually-hidden" type="text" name="email" value=email autocomplete="username" tabindex="-1" aria-hidden="true" readonly/>
                    {has_password.then(|| view! {
                        <Line visit=visit.clone() id="altes-passwort" label=mine.old_password problem=problems.old kind="password"
                            autocomplete="current-password"/>
                    })}
                    <Line visit=visit.clone() id="passwort" label=words.new_password hint=hint problem=problems.new kind="password"
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
