//! The frame of every page: header, menu, footer.

use domain::{
    Language,
    sittings::{IDLE_MINUTES, SITTING},
};
use leptos::prelude::*;

use super::{
    Icon, Notice,
    head::{Data, Head, HeadTags},
};
use crate::{
    LocalPath, Site, Visit,
    locales::{Words, fill},
    pages::{
        barriers::{ADDRESS, PAGE},
        editing::mode::{EditBar, EditOffer, Editing},
    },
};

#[component]
pub fn Shell(site: Site, visit: Visit, head: Head, children: Children) -> impl IntoView {
    let words = visit.words();
    let editing = head.editing.clone();
    // A draft is nothing for search engines.
    let head = Head { is_private: head.is_private || editing.is_on(), ..head };
    let (is_demo, is_private) = (site.is_demo(), head.is_private);
    view! {
        <!DOCTYPE html>
        <html lang=visit.language.tag() class=format!("language-{}", visit.language.code())>
            <HeadTags site=site.clone() visit=visit.clone() head=head.clone()/>
            <body class=head.class>
                <a class="skip-link" href="#inhalt">{words.common.skip_to_content}</a>
                <Header visit=visit.clone() editing=editing.clone()/>
                <SittingBar visit=visit.clone()/>
                {is_demo.then(|| view! { <aside class="demo-banner"><span>{words.common.demo_notice}</span></aside> })}
                <main id="inhalt" tabindex="-1"><EditBar visit=visit.clone() editing=editing/>{children()}</main>
                <Footer visit=visit.clone() is_private=is_private/>
                <Data site=site visit=visit.clone() head=head.clone()/>
            </body>
        </html>
    }
    .into_any()
}

/// Somebody sits at the counter: whose page this is, and the way out.
#[component]
fn SittingBar(visit: Visit) -> impl IntoView {
    let words = &visit.words().sitting;
    visit.sitting.as_ref().map(|_| {
        view! {
            <aside class="sitting-bar" aria-label=words.title>
                <p>{fill(words.bar, &[("n", &IDLE_MINUTES.to_string())])}</p>
                <a href=visit.href(SITTING)>{words.bar_link}</a>
            </aside>
        }
    })
}

/// The entries of the main menu: address, word, sign on small screens.
fn menu(words: &Words) -> [(&'static str, &'static str, &'static str); 5] {
    [
        ("/informieren", words.common.nav_inform, "info"),
        ("/ziele", words.common.nav_goals, "flag"),
        ("/themen", words.common.nav_themes, "lighthouse"),
        ("/vorschlaege", words.common.nav_proposals, "idea"),
        ("/mitmachen", words.common.nav_take_part, "users"),
    ]
}

/// Ways to take part with addresses of their own; in the menu they belong to "Mitmachen".
const WAYS: [&str; 3] = ["/umfragen", "/orte", "/kalender"];

#[component]
fn Header(visit: Visit, editing: Editing) -> impl IntoView {
    let words = visit.words();
    let current = visit.path.clone();
    let entries = menu(words)
        .into_iter()
        .map(|(path, word, icon)| {
            let is_below = |path: &str| current.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
            let is_way = || path == "/mitmachen" && WAYS.iter().any(|way| current == *way || is_below(way));
            let here = if current == path { Some("page") } else { (is_below(path) || is_way()).then_some("true") };
            view! { <li><a class="menu__link" href=visit.href(path) aria-current=here><Icon name=icon/>{word}</a></li> }
        })
        .collect_view();
    view! {
        <header class="site-header">
            <Languages visit=visit.clone() editing=editing/>
            <div class="site-header__bar container">
                <a class="logo" href=visit.href("/")>
                    <img class="logo__mark" src="/logo.svg" alt="" width="44" height="44"/>
                    <span class="logo__name">{words.common.site_name}" "<span class="logo__claim">{words.common.claim}</span></span>
                </a>
                <nav class="menu" aria-label=words.common.main_navigation>
                    <ul class="menu__list">{entries}</ul>
                </nav>
                <a class="button button--primary site-header__submit" href=visit.href("/vorschlaege/neu")>
                    <Icon name="plus"/>
                    <span>{words.common.submit_proposal}</span>
                </a>
            </div>
        </header>
    }
    .into_any()
}

#[component]
fn Languages(visit: Visit, editing: Editing) -> impl IntoView {
    let words = visit.words();
    let links = Language::ALL
        .into_iter()
        .map(|language| {
            let name = words.common.language(language);
            let here = (language == visit.language).then_some("true");
            let tag = if language == Language::En { "en" } else { "de" };
            view! {
                <li>
                    <a class="languages__link" href=visit.here_in(language) lang=tag hreflang=language.tag() aria-current=here>
                        {(language == Language::Ls).then(|| view! { <Icon name="easy-language"/> })}
                        {name}
                    </a>
                </li>
            }
        })
        .collect_view();
    let staff = visit.who.as_ref().filter(|who| who.is_staff()).map(|_| {
        view! {
            <li class="languages__account">
                <a class="languages__link languages__link--sign" href=visit.href("/verwaltung")>
                    <Icon name="edit"/>
                    <span>{words.staff.title}</span>
                </a>
            </li>
        }
    });
    let account = match &visit.who {
        Some(_) => ("/konto", words.accounts.account),
        None => ("/anmelden", words.accounts.sign_in),
    };
    // Nobody signs in beside a clerk.
    let account = visit.sitting.is_none().then(|| {
        view! {
            <li class="languages__account">
                <a class="languages__link languages__link--sign" href=visit.href(account.0)>
                    <Icon name="user"/>
                    <span>{account.1}</span>
                </a>
            </li>
        }
    });
    // Shown by its module when this device has something that did not arrive yet.
    let outbox = view! {
        <li class="languages__account" data-outbox="" hidden=true>
            <a class="languages__link languages__link--sign languages__outbox" href=visit.href("/ausgang")>
                <Icon name="clock"/>
                <span><span data-outbox-number="">"0"</span>" "{words.outbox.badge}</span>
            </a>
        </li>
    };
    view! {
        <nav class="languages" aria-label=words.common.language>
            <ul class="container">
                {links}
                <li>
                    <a class="languages__link languages__link--sign" href=visit.href("/gebaerdensprache")>
                        <Icon name="sign-language"/>
                        <span>{words.common.sign_language}</span>
                    </a>
                </li>
                {outbox}
                <EditOffer visit=visit.clone() editing=editing/>
                {staff}
                {account}
            </ul>
        </nav>
    }
    .into_any()
}

#[component]
fn Footer(visit: Visit, is_private: bool) -> impl IntoView {
    let words = &visit.words().common;
    let report = report_address(&visit, is_private);
    let column = |title: &'static str, links: Vec<(&str, &'static str)>| {
        let items =
            links.into_iter().map(|(path, word)| view! { <li><a href=visit.href(path)>{word}</a></li> }).collect_view();
        view! { <div class="site-footer__column"><h2>{title}</h2><ul>{items}</ul></div> }
    };
    let about = column(
        words.footer_about,
        vec![
            ("/informieren", words.nav_inform),
            ("/regeln", words.rules),
            ("/zaehlung", words.counting),
            ("/moderation/protokoll", visit.words().reports.journal),
            ("/vorschlaege", words.nav_proposals),
        ],
    );
    let take_part = column(
        words.nav_take_part,
        vec![
            ("/vorschlaege/neu", words.submit_proposal),
            ("/umfragen", words.nav_surveys),
            ("/orte", words.nav_places),
            ("/kalender", words.nav_calendar),
            ("/neuigkeiten", visit.words().news.title),
        ],
    );
    let help = column(
        words.footer_help,
        vec![
            ("/leichte-sprache", words.easy_language),
            ("/gebaerdensprache", words.sign_language),
            ("/mitmachen#ohne-computer", words.take_part_offline),
            (report.as_str(), words.report_barrier),
        ],
    );
    let legal = column(
        words.footer_legal,
        vec![
            ("/impressum", words.imprint),
            ("/datenschutz", words.privacy),
            ("/barrierefreiheit", words.accessibility),
        ],
    );
    let out = visit.who.is_some().then(|| {
        view! {
            <form class="site-footer__out container" method="post" action=visit.href("/abmelden")>
                <button class="button button--secondary" type="submit">
                    <Icon name="arrow-right"/>{visit.words().accounts.sign_out}
                </button>
            </form>
        }
    });
    view! {
        <footer class="site-footer">
            <div class="site-footer__wave" aria-hidden="true"></div>
            <div class="site-footer__columns container">{about}{take_part}{help}{legal}</div>
            {out}
            <p class="site-footer__note container">{words.open_data_note}</p>
        </footer>
    }
    .into_any()
}

/// The form for barriers, with the page that it is about. Of a page that belongs to one person only the kind is told: its
/// address may hold a code that opens something.
fn report_address(visit: &Visit, is_private: bool) -> String {
    let here = visit.here_in(visit.language);
    let path = visit.href(&format!("/{}", visit.path.split('/').nth(1).unwrap_or_default()));
    let page = LocalPath::parse(if is_private { &path } else { &here });
    page.map_or(ADDRESS.to_owned(), |page| format!("{ADDRESS}?{PAGE}={}", page.encoded()))
}

/// Says that a text is shown in German because it does not exist in the reader's language.
#[component]
pub fn LanguageNotice(words: &'static Words) -> impl IntoView {
    view! { <Notice><p>{words.common.not_in_this_language}</p></Notice> }.into_any()
}
