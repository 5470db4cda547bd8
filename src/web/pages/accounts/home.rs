//! `/konto`: what belongs to the account, and the way out.

mod following;
mod lists;
mod sessions;

use axum::{
    body::Bytes,
    extract::State,
    response::{Redirect, Response},
};
use domain::{Language, Moment, ids::SessionId};
pub(super) use following::Following;
use following::News;
use leptos::prelude::*;
pub(super) use lists::state;
use lists::{Contributions, Drafts};
use sessions::Sessions;
use store::{accounts, contributions, drafts, identities, sessions as signed_in_at, sessions::Listed};

use super::{again, by_service::view::named, line::Line, posted::Posted, private};
use crate::{
    AppError, LocalPath, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

/// What the page shows besides the account itself.
struct Home {
    account: accounts::Account,
    contributions: contributions::Contributions,
    drafts: Vec<(String, String, Moment)>,
    sessions: Vec<Listed>,
    news: Following,
    /// Whether there is another service to sign in with, or was.
    has_service: bool,
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let who = visit.signed_in()?;
    let (store, now) = (&site.store, site.now());
    let home = Home {
        account: accounts::find(store, who.account).await?.ok_or(AppError::NotFound)?,
        contributions: contributions::of_person(store, &who.person).await?,
        drafts: drafts::of_person(store, &who.person).await?,
        sessions: signed_in_at::list(store, who.account, now).await?,
        news: Following::of(&site, &visit, &who.person).await?,
        has_service: site.open_id.is_some() || !identities::list(store, who.account).await?.is_empty(),
    };
    Ok(private(render::page(|| view! { <AccountPage site=site visit=visit home=home/> })))
}

/// `POST /konto/angaben` with `name` and `sprache`.
pub async fn save(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let who = visit.signed_in()?;
    let posted = Posted::read(&body);
    accounts::set_name(&site.store, who.account, domain::accounts::name(&posted.text("name"))).await?;
    if let Some(language) = Language::from_code(&posted.text("sprache")) {
        accounts::set_language(&site.store, who.account, language).await?;
    }
    Ok(private(Redirect::to(&visit.href("/konto?gespeichert=1#angaben"))))
}

/// `POST /konto/sitzungen` with `sitzung`: a number, or `andere`. Whoever found a window that was left open locks nobody out.
pub async fn end_session(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let who = match again::fresh(&site, &visit).await {
        Err(AppError::ProofFirst) => {
            return Ok(again::first(&visit, LocalPath::parse(&visit.href("/konto#sitzungen")).as_ref()));
        }
        who => who?,
    };
    let which = Posted::read(&body).text("sitzung");
    if which == "andere" {
        signed_in_at::end_all(&site.store, who.account, Some(who.session), site.now()).await?;
    } else {
        let session: SessionId = which.parse().map_err(|_| AppError::BadRequest)?;
        signed_in_at::end(&site.store, who.account, session).await?;
    }
    Ok(private(Redirect::to(&visit.href("/konto#sitzungen"))))
}

#[component]
fn AccountPage(site: Site, visit: Visit, home: Home) -> impl IntoView {
    let (words, mine) = (&visit.words().accounts, &visit.words().my_account);
    let head =
        Head { class: "page-account", is_private: true, ..Head::titled(words.account_title, words.account_lead) };
    let Home { account, contributions, drafts, sessions, news, has_service } = home;
    let is_saved = visit.first("gespeichert").is_some();
    let (is_cut, cut) = (visit.first("getrennt").is_some(), visit.words().services.removed);
    let service = has_service.then(|| named(&site, visit.words().services.title));
    let password = if account.has_password { mine.change_password } else { mine.set_password };
    let level = mine.levels.get(account.level as usize).copied().unwrap_or_default();
    let current = visit.who.as_ref().map(|who| who.session);
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow account">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.account_title}</h1>
                <p class="lead">{words.signed_in_as}" "<strong>{account.email.to_string()}</strong></p>
                {is_saved.then(|| view! { <Notice kind=NoticeKind::Success><p>{mine.saved}</p></Notice> })}
                {is_cut.then(|| view! { <Notice kind=NoticeKind::Success><p>{cut}</p></Notice> })}
                <Contributions visit=visit.clone() contributions=contributions/>
                <Drafts visit=visit.clone() drafts=drafts/>
                <News visit=visit.clone() following=news/>
                <section class="account__section" id="angaben">
                    <h2>{mine.about_me}</h2>
                    <p>{mine.level}": "<strong>{level}</strong></p>
                    <p><a href=visit.href("/konto/wohnsitz")>{visit.words().residence.title}</a></p>
                    <form class="form" method="post" action=visit.href("/konto/angaben")>
                        <Line visit=visit.clone() id="name" label=mine.name hint=mine.name_hint
                            value=account.name.clone().unwrap_or_default() autocomplete="nickname" optional=true/>
                        <div class="field">
                            <label class="field__label" for="sprache">{mine.language}</label>
                            <select class="input input--select" id="sprache" name="sprache">
                                {languages(&visit, account.language)}
                            </select>
                        </div>
                        <div class="form__actions">
                            <button class="button button--secondary" type="submit"><Icon name="check"/>{mine.save}</button>
                        </div>
                    </form>
                </section>
                <section class="account__section">
                    <h2>{mine.safety}</h2>
                    <ul class="link-list">
                        <li><a href=visit.href("/konto/passkeys")>{visit.words().passkeys.title}</a></li>
                        <li><a href=visit.href("/konto/zweiter-faktor")>{visit.words().second_factor.title}</a></li>
                        {service.map(|title| view! { <li><a href=visit.href("/konto/verbindung")>{title}</a></li> })}
                        <li><a href=visit.href("/konto/passwort")>{password}</a></li>
                        <li><a href=visit.href("/konto/email")>{mine.change_email}</a></li>
                    </ul>
                </section>
                <Sessions visit=visit.clone() sessions=sessions current=current/>
                <section class="account__section">
                    <h2>{mine.my_data}</h2>
                    <p>{mine.my_data_lead}</p>
                    <ul class="link-list">
                        <li><a href=visit.href("/konto/daten")>{mine.my_data_page}</a></li>
                        <li><a href="/konto/daten.json" download="wegmarken-konto.json">{mine.my_data_json}</a></li>
                        <li><a href=visit.href("/konto/loeschen")>{mine.delete}</a></li>
                    </ul>
                </section>
                <form class="form__actions" method="post" action=visit.href("/abmelden")>
                    <button class="button button--secondary" type="submit"><Icon name="arrow-right"/>{words.sign_out}</button>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}

fn languages(visit: &Visit, chosen: Language) -> impl IntoView + use<> {
    let words = &visit.words().common;
    let option = |language: Language| {
        view! { <option value=language.code() selected=language == chosen>{words.language(language)}</option> }
    };
    Language::ALL.into_iter().map(option).collect_view()
}
