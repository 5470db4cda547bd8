//! What people see on the way to another service and back.

use leptos::prelude::*;

use super::{
    super::{door::leading, line::Onward},
    Why,
};
use crate::{
    LocalPath, Site, Visit,
    locales::fill,
    ui::{Breadcrumb, Head, Icon, Shell},
};

/// A sentence with the name of the service in it.
pub fn named(site: &Site, sentence: &str) -> String {
    let label = site.open_id.as_ref().map(|service| service.settings.label.as_str()).unwrap_or_default();
    fill(sentence, &[("label", label)])
}

/// The button that begins it; nothing where the operator chose no service.
#[component]
pub fn ServiceButton(site: Site, visit: Visit, sentence: &'static str, onward: Option<LocalPath>) -> impl IntoView {
    let label = named(&site, sentence);
    site.open_id.is_some().then(|| {
        view! {
            <form class="form" method="post" action=visit.href("/anmelden/oidc")>
                <Onward path=onward/>
                <div class="form__actions">
                    <button class="button button--secondary" type="submit"><Icon name="external"/>{label}</button>
                </div>
            </form>
        }
    })
}

#[component]
pub fn LeavingPage(site: Site, visit: Visit, address: String) -> impl IntoView {
    let words = &visit.words().services;
    let (title, link) = (named(&site, words.leaving_title), named(&site, words.leaving_link));
    view! {
        <Frame site=site visit=visit.clone() title=title lead=words.leaving_lead.to_owned()>
            <p><a class="button button--primary" href=address rel="noreferrer"><Icon name="external"/>{link}</a></p>
        </Frame>
    }
    .into_any()
}

#[component]
pub fn TroublePage(site: Site, visit: Visit, onward: Option<LocalPath>, why: Why) -> impl IntoView {
    let words = &visit.words().services;
    let (title, text) = match why {
        Why::Away => words.away,
        Why::Refused => words.refused,
        Why::Over => words.over,
        Why::Forged => words.forged,
        Why::Taken => words.taken,
    };
    let (title, text) = (named(&site, title), named(&site, text));
    let other = leading(&visit, "/anmelden", onward.as_ref());
    let is_out = visit.who.is_none();
    let (again_site, again_visit) = (site.clone(), visit.clone());
    view! {
        <Frame site=site visit=visit.clone() title=title lead=text>
            {is_out.then(|| view! {
                <ServiceButton site=again_site.clone() visit=again_visit.clone() sentence=words.try_again onward=onward.clone()/>
                <ul class="link-list"><li><a href=other.clone()>{words.other_ways}</a></li></ul>
            })}
            {(!is_out).then(|| view! {
                <form class="form__actions" method="post" action=again_visit.href("/konto/verbindung")>
                    <button class="button button--secondary" type="submit"><Icon name="external"/>{named(&again_site, words.try_again)}</button>
                </form>
                <ul class="link-list">
                    <li><a href=again_visit.href("/konto/verbindung")>{named(&again_site, words.title)}</a></li>
                </ul>
            })}
        </Frame>
    }
    .into_any()
}

/// The same whether the service made sure of an address, whether somebody uses it here, or whether there is none.
#[component]
pub fn UnknownPage(site: Site, visit: Visit) -> impl IntoView {
    let words = &visit.words().services;
    let title = named(&site, words.unknown_title);
    let onward = LocalPath::parse(&visit.href("/konto/verbindung"));
    let (have, new) =
        (leading(&visit, "/anmelden", onward.as_ref()), leading(&visit, "/registrieren", onward.as_ref()));
    view! {
        <Frame site=site visit=visit.clone() title=title lead=words.unknown_lead.to_owned()>
            <ul class="link-list">
                <li><a href=have.clone()>{words.unknown_have}</a></li>
                <li><a href=new.clone()>{words.unknown_new}</a></li>
            </ul>
        </Frame>
    }
    .into_any()
}

#[component]
fn Frame(site: Site, visit: Visit, title: String, lead: String, children: Children) -> impl IntoView {
    let head = Head { class: "page-account", is_private: true, ..Head::titled(title.clone(), lead.clone()) };
    let steps = vec![("/anmelden".into(), visit.words().accounts.sign_in.into())];
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=steps/>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                {children()}
            </div>
        </Shell>
    }
    .into_any()
}
