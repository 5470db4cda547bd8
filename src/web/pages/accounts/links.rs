//! Asking for a letter with a link: `/registrieren`, `/anmelden/link` and `/passwort`. The answer is the same whether
//! there is an account or not.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use domain::accounts::Email;
use leptos::prelude::*;
use store::links::{self, Wish};

use super::{
    line::{Line, Onward},
    posted::Posted,
    private,
};
use crate::{
    AppError, LocalPath, Site, Visit, letters,
    locales::links::Asking,
    render,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

fn address(wish: Wish) -> &'static str {
    match wish {
        Wish::Register => "/registrieren",
        Wish::SignIn => "/anmelden/link",
        Wish::NewPassword => "/passwort",
    }
}

fn words(visit: &Visit, wish: Wish) -> &'static Asking {
    let words = &visit.words().links;
    match wish {
        Wish::Register => &words.register,
        Wish::SignIn => &words.sign_in,
        Wish::NewPassword => &words.new_password,
    }
}

pub async fn ask_to_register(State(site): State<Site>, visit: Visit) -> Response {
    form(site, visit, Wish::Register)
}

pub async fn ask_to_sign_in(State(site): State<Site>, visit: Visit) -> Response {
    form(site, visit, Wish::SignIn)
}

pub async fn ask_for_password(State(site): State<Site>, visit: Visit) -> Response {
    form(site, visit, Wish::NewPassword)
}

fn form(site: Site, visit: Visit, wish: Wish) -> Response {
    let onward = visit.first("weiter").and_then(|path| LocalPath::parse(&path));
    let is_sent = visit.first("gesendet").is_some();
    let asked = Asked { wish, email: String::new(), onward, problem: None, is_sent };
    private(render::page(|| view! { <AskPage site=site visit=visit asked=asked/> }))
}

pub async fn register(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    write(site, visit, Wish::Register, &body).await
}

pub async fn sign_in(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    write(site, visit, Wish::SignIn, &body).await
}

pub async fn new_password(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    write(site, visit, Wish::NewPassword, &body).await
}

/// With `email` and `weiter`.
async fn write(site: Site, visit: Visit, wish: Wish, body: &Bytes) -> Result<Response, AppError> {
    let posted = Posted::read(body);
    let (typed, onward) = (posted.text("email"), posted.onward());
    let Ok(email) = Email::parse(&typed) else {
        let problem = Some(visit.words().fields.not_an_email.to_owned());
        let asked = Asked { wish, email: typed, onward, problem, is_sent: false };
        return Ok(private(render::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, || {
            view! { <AskPage site=site visit=visit asked=asked/> }
        })));
    };
    let letter = letters::accounts::with_link(&site, &visit, &email, onward.as_ref());
    links::ask(&site.store, &email, wish, letter, site.now()).await?;
    Ok(private(Redirect::to(&visit.href(&format!("{}?gesendet=1", address(wish))))))
}

struct Asked {
    wish: Wish,
    email: String,
    onward: Option<LocalPath>,
    problem: Option<String>,
    is_sent: bool,
}

#[component]
fn AskPage(site: Site, visit: Visit, asked: Asked) -> impl IntoView {
    let (words, all) = (words(&visit, asked.wish), visit.words());
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.title, words.lead) };
    let is_register = asked.wish == Wish::Register;
    let body = if asked.is_sent {
        view! {
            <Notice kind=NoticeKind::Success><p>{all.links.sent}</p></Notice>
            <p>{all.links.sent_hint}</p>
        }
        .into_any()
    } else {
        view! {
            <p class="lead">{words.lead}</p>
            <form class="form" method="post" action=visit.href(address(asked.wish))>
                <Onward path=asked.onward/>
                <Line visit=visit.clone() id="email" label=all.accounts.email value=asked.email problem=asked.problem
                    kind="email" autocomplete="email"/>
                {is_register.then(|| view! {
                    <p class="form__note">{all.links.privacy}" "<a href=visit.href("/datenschutz")>{all.common.privacy}</a></p>
                })}
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="mail"/>{words.button}</button>
                </div>
            </form>
            <p>{all.accounts.no_account_needed}</p>
        }
        .into_any()
    };
    let steps = vec![("/anmelden".into(), all.accounts.sign_in.into())];
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=steps/>
                <h1>{words.title}</h1>
                {body}
            </div>
        </Shell>
    }
    .into_any()
}
