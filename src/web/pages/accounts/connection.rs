//! `/konto/verbindung`: the other service with which the account is connected.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{Redirect, Response},
};
use domain::ids::IdentityId;
use leptos::prelude::*;
use store::identities::{self, Listed};

use super::{
    again,
    by_service::{self, view::named},
    private,
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    render, signed_in,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

const ADDRESS: &str = "/konto/verbindung";

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let who = again::fresh(&site, &visit).await?;
    let connected = identities::list(&site.store, who.account).await?;
    // After the operator chose another service, or none, what was connected can still be cut off.
    if site.open_id.is_none() && connected.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(private(render::page(|| view! { <ConnectionPage site=site visit=visit connected=connected/> })))
}

/// `POST /konto/verbindung`: to the service, and back as somebody whose account is connected.
pub async fn connect(State(site): State<Site>, visit: Visit, headers: HeaderMap) -> Result<Response, AppError> {
    let account = again::fresh(&site, &visit).await?.account;
    by_service::leave(&site, &visit, &headers, Some(account), None).await
}

/// `POST /konto/verbindung/{id}`
pub async fn cut(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let who = again::fresh(&site, &visit).await?;
    let id: IdentityId = id.parse().map_err(|_| AppError::NotFound)?;
    let token = identities::cut(&site.store, who, id, site.now()).await?;
    // Not to a page that may be gone with the last connection.
    let mut response = private(Redirect::to(&visit.href("/konto?getrennt=1")));
    signed_in::remember(&site, &token, response.headers_mut());
    Ok(response)
}

#[component]
fn ConnectionPage(site: Site, visit: Visit, connected: Vec<Listed>) -> impl IntoView {
    let words = &visit.words().services;
    let account = visit.words().accounts.account_title;
    let (title, lead) = (named(&site, words.title), named(&site, words.lead));
    let head = Head { class: "page-account", is_private: true, ..Head::titled(title.clone(), lead.clone()) };
    let issuer = site.open_id.as_ref().map(|service| service.settings.issuer.clone());
    let is_connected = connected.iter().any(|one| Some(&one.named.issuer) == issuer.as_ref());
    let is_saved = visit.first("neu").is_some() && is_connected;
    let button = named(&site, words.connect);
    let is_offered = issuer.is_some() && !is_connected;
    let none = connected.is_empty().then(|| view! { <p>{words.none}</p> });
    let items = connected.into_iter().map(|one| item(&visit, one)).collect_view();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow account">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), account.into())]/>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                {is_saved.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> })}
                {none}
                <ul class="account__list">{items}</ul>
                {is_offered.then(|| view! {
                    <form class="form__actions" method="post" action=visit.href(ADDRESS)>
                        <button class="button button--primary" type="submit"><Icon name="external"/>{button}</button>
                    </form>
                })}
            </div>
        </Shell>
    }
    .into_any()
}

fn item(visit: &Visit, one: Listed) -> impl IntoView + use<> {
    let words = &visit.words().services;
    let since = fill(words.connected, &[("at", &dates::date(visit.language, one.created_at))]);
    let label = fill(words.cut_this, &[("label", &one.named.issuer)]);
    view! {
        <li>
            {one.named.issuer}" "<span class="account__about">{since}</span>
            <form method="post" action=visit.href(&format!("{ADDRESS}/{}", one.id))>
                <button class="button button--secondary" type="submit" aria-label=label>{words.cut}</button>
            </form>
        </li>
    }
}
