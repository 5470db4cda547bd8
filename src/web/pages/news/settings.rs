//! `/neuigkeiten/einstellungen`: what somebody follows, how they are told, and where letters go.

use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    areas::Area,
    fields::{Field, FieldErrors},
    ids::PersonKey,
    news::{Delivery, MOST_FOLLOWED},
};
use leptos::prelude::*;
use store::{
    areas,
    news::{self, Contact, Followed},
};

use super::{push::PushSettings, tell::topic_name, unkept};
use crate::{
    AppError, Guest, Site, Visit,
    locales::{fill, news::News},
    render,
    ui::{Breadcrumb, ErrorSummary, Head, Icon, Notice, NoticeKind, Shell, TextInput},
};

/// Everything that the page shows.
pub(super) struct Settings {
    followed: Vec<Followed>,
    contact: Option<Contact>,
    areas: Vec<Area>,
    /// As it was typed, when it was wrong.
    pub(super) typed: String,
    pub(super) errors: FieldErrors,
    pub(super) is_too_often: bool,
}

impl Settings {
    pub(super) async fn load(site: &Site, person: Option<&PersonKey>) -> Result<Self, AppError> {
        let (followed, contact) = match person {
            Some(person) => (news::followed(&site.store, person).await?, news::contact(&site.store, person).await?),
            None => (Vec::new(), None),
        };
        let areas = areas::districts(&site.store).await?;
        let (typed, errors) = (String::new(), FieldErrors::default());
        Ok(Self { followed, contact, areas, typed, errors, is_too_often: false })
    }

    fn email(&self) -> Option<String> {
        self.contact.as_ref().and_then(|contact| contact.email.clone())
    }
}

pub async fn show(State(site): State<Site>, visit: Visit, guest: Guest) -> Result<Response, AppError> {
    let settings = Settings::load(&site, guest.key().as_ref()).await?;
    Ok(page(StatusCode::OK, site, visit, settings))
}

pub(super) fn page(status: StatusCode, site: Site, visit: Visit, settings: Settings) -> Response {
    unkept(render::page_with_status(status, || view! { <SettingsPage site=site visit=visit settings=settings/> }))
}

#[component]
fn SettingsPage(site: Site, visit: Visit, settings: Settings) -> impl IntoView {
    let words = &visit.words().news;
    let head = Head { class: "page-news", is_private: true, ..Head::titled(words.settings_title, words.settings_lead) };
    let up = ("/neuigkeiten".to_owned(), words.title.to_owned());
    let has_email = settings.email().is_some();
    let summary = (!settings.errors.is_empty())
        .then(|| view! { <ErrorSummary visit=visit.clone() errors=settings.errors.clone()/> });
    let own = settings.contact.as_ref().map_or(Delivery::Immediately, |contact| contact.delivery);
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![up]/>
                <h1>{words.settings_title}</h1>
                <p class="lead">{words.settings_lead}</p>
                {summary}
                <Message visit=visit.clone() is_too_often=settings.is_too_often/>
                <Email visit=visit.clone() contact=settings.contact.clone() typed=settings.typed errors=settings.errors/>
                <PushSettings site=site visit=visit.clone()/>
                <section aria-labelledby="eigenes">
                    <h2 id="eigenes">{words.own_title}</h2>
                    <p>{words.own_text}</p>
                    <form class="follow-row" method="post" action=visit.href("/neuigkeiten/eigenes")>
                        <DeliverySelect words=words id="wie-eigenes" value=own has_email=has_email/>
                        <button class="button button--secondary" type="submit">{words.save}</button>
                    </form>
                </section>
                <List visit=visit.clone() followed=settings.followed areas=settings.areas has_email=has_email/>
                <p class="follow-note">{words.device}</p>
            </div>
        </Shell>
    }
    .into_any()
}

/// What just happened, as the address says.
#[component]
fn Message(visit: Visit, is_too_often: bool) -> impl IntoView {
    let words = &visit.words().news;
    let is = |word: &str| visit.first(word).is_some();
    let (kind, text) = if is_too_often {
        (NoticeKind::Warning, words.email_too_often.to_owned())
    } else if is("zuviel") {
        (NoticeKind::Warning, fill(words.too_many, &[("n", &MOST_FOLLOWED.to_string())]))
    } else if is("verfolgt") {
        (NoticeKind::Success, words.followed_now.to_owned())
    } else if is("gespeichert") {
        (NoticeKind::Success, words.saved.to_owned())
    } else if is("geloescht") {
        (NoticeKind::Success, words.email_forgotten.to_owned())
    } else {
        return ().into_any();
    };
    view! { <Notice kind=kind id="nachricht"><p>{text}</p></Notice> }.into_any()
}

#[component]
fn Email(visit: Visit, contact: Option<Contact>, typed: String, errors: FieldErrors) -> impl IntoView {
    let words = &visit.words().news;
    let (email, wanted) = contact.map_or((None, None), |contact| (contact.email, contact.wanted_email));
    let label = if email.is_some() { words.email_other } else { words.email_label };
    let said = |sentence: &str, email: &str| fill(sentence, &[("email", email)]);
    let state = match &email {
        Some(email) => said(words.email_is, email),
        None => words.email_lead.to_owned(),
    };
    let waiting = wanted.map(|wanted| view! { <Notice><p>{said(words.email_waiting, &wanted)}</p></Notice> });
    let forget = email.is_some().then(|| {
        view! {
            <form method="post" action=visit.href("/neuigkeiten/email")>
                <button class="button button--quiet" type="submit" name="aktion" value="loeschen">
                    <Icon name="trash"/>{words.email_forget}
                </button>
            </form>
        }
    });
    view! {
        <section aria-labelledby="adresse">
            <h2 id="adresse">{words.email_title}</h2>
            <p>{state}</p>
            {waiting}
            <form method="post" action=visit.href("/neuigkeiten/email") novalidate>
                <TextInput visit=visit.clone() field=Field::Email label=label value=typed errors=errors kind="email" autocomplete="email"/>
                <button class="button button--primary" type="submit" name="aktion" value="bestaetigen"><Icon name="mail"/>{words.email_button}</button>
            </form>
            {forget}
        </section>
    }
    .into_any()
}

#[component]
fn List(visit: Visit, followed: Vec<Followed>, areas: Vec<Area>, has_email: bool) -> impl IntoView {
    let words = &visit.words().news;
    let is_empty = followed.is_empty();
    let rows = followed
        .into_iter()
        .enumerate()
        .map(|(number, one)| {
            let name = topic_name(visit.language, &one.topic, one.title.as_deref(), &areas);
            let is_there = one.title.is_some() || !matches!(one.topic, domain::news::Topic::Proposal(_));
            let title = if is_there {
                view! { <a href=visit.href(&one.topic.path())>{name.clone()}</a> }.into_any()
            } else {
                view! { {name.clone()} }.into_any()
            };
            let unfollow = format!("{}: {name}", words.unfollow);
            view! {
                <li class="follow-list__item">
                    <h3 class="follow-list__title">{title}</h3>
                    <form class="follow-row" method="post" action=visit.href("/neuigkeiten/verfolgen")>
                        <input type="hidden" name="art" value=one.topic.kind()/>
                        <input type="hidden" name="ziel" value=one.topic.target()/>
                        <input type="hidden" name="von" value="einstellungen"/>
                        <DeliverySelect words=words id=format!("wie-{number}") value=one.delivery has_email=has_email/>
                        <button class="button button--secondary" type="submit">{words.save}</button>
                        <button class="button button--quiet" type="submit" name="wie" value="nicht" aria-label=unfollow>
                            <Icon name="close"/>{words.unfollow}
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="verfolgt">
            <h2 id="verfolgt">{words.followed_title}</h2>
            {is_empty.then(|| view! { <p>{words.followed_none}</p> })}
            {(!has_email && !is_empty).then(|| view! { <p>{words.email_needed}</p> })}
            <ul class="follow-list">{rows}</ul>
        </section>
    }
    .into_any()
}

/// Without an address a wish for letters can be made already; it counts once there is one.
#[component]
fn DeliverySelect(words: &'static News, #[prop(into)] id: String, value: Delivery, has_email: bool) -> impl IntoView {
    let options = Delivery::ALL
        .into_iter()
        .map(|delivery| {
            view! { <option value=delivery.slug() selected=delivery == value>{words.delivery_name(delivery)}</option> }
        })
        .collect_view();
    let hint = format!("{id}-hinweis");
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{words.delivery}</label>
            {(!has_email).then(|| view! { <p class="field__hint" id=hint.clone()>{words.email_needed}</p> })}
            <select class="input input--select" id=id name="wie" aria-describedby=(!has_email).then(|| hint.clone())>{options}</select>
        </div>
    }
    .into_any()
}
