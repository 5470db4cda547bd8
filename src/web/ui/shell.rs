//! The frame of every page: head, header, menu, footer.

use domain::Language;
use leptos::prelude::*;

use super::{Icon, Notice, page_title::PageTitle};
use crate::{Site, Visit, locales::Words};

/// What the head of a page says about it.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Without the name of the site; empty on the start page.
    pub title: String,
    /// For search engines and previews, one or two sentences.
    pub description: String,
    /// The one address of this page with what was chosen on it, without language prefix; by default the address of
    /// the request without its query.
    pub canonical: Option<String>,
    /// An Atom feed of this page, without language prefix.
    pub feed: Option<String>,
    /// Keeps receipts, drafts and errors out of search engines.
    pub is_private: bool,
    /// Set on pages with islands; others load no WebAssembly at all.
    pub has_islands: bool,
    /// Class of `<body>`, for the page's own style.
    pub class: &'static str,
    /// A picture for previews; the site's own by default.
    pub picture: Option<String>,
}

impl Head {
    pub fn titled(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self { title: title.into(), description: description.into(), ..Self::default() }
    }
}

#[component]
pub fn Shell(site: Site, visit: Visit, head: Head, children: Children) -> impl IntoView {
    let words = visit.words();
    let is_demo = site.settings.is_demo;
    view! {
        <!DOCTYPE html>
        <html lang=visit.language.tag() class=format!("language-{}", visit.language.code())>
            <HeadTags site=site.clone() visit=visit.clone() head=head.clone()/>
            <body class=head.class>
                <a class="skip-link" href="#inhalt">{words.common.skip_to_content}</a>
                <Header visit=visit.clone()/>
                {is_demo.then(|| view! { <aside class="demo-banner"><span>{words.common.demo_notice}</span></aside> })}
                <main id="inhalt" tabindex="-1">{children()}</main>
                <Footer visit=visit.clone()/>
            </body>
        </html>
    }
    .into_any()
}

#[component]
fn HeadTags(site: Site, visit: Visit, head: Head) -> impl IntoView {
    let words = visit.words();
    let base = site.settings.base_url.clone();
    let path = head.canonical.unwrap_or_else(|| visit.path.clone());
    let address = format!("{base}{}", visit.href(&path));
    let title = if head.title.is_empty() { words.common.site_name.to_owned() } else { head.title.clone() };
    let picture = format!("{base}{}", head.picture.as_deref().unwrap_or("/og.png"));
    let alternates = Language::ALL
        .into_iter()
        .map(|language| {
            let href = format!("{base}{}", language.path(&path));
            view! { <link rel="alternate" hreflang=language.tag() href=href/> }
        })
        .collect_view();
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <PageTitle text=head.title.clone() site_name=words.common.site_name/>
            <meta name="description" content=head.description.clone()/>
            <link rel="preload" href="/fonts/atkinson-next-latin.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
            <link rel="stylesheet" href=site.assets.style.clone()/>
            <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
            <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
            <link rel="manifest" href="/manifest.webmanifest"/>
            <meta name="theme-color" content="#004f9f"/>
            <meta name="color-scheme" content="light dark"/>
            {head.is_private.then(|| view! { <meta name="robots" content="noindex"/> })}
            <link rel="canonical" href=address.clone()/>
            {alternates}
            {head.feed.map(|feed| view! {
                <link rel="alternate" r#type="application/atom+xml" title=words.common.feed href=feed/>
            })}
            {open_graph("og:title", title)}
            {open_graph("og:description", head.description)}
            {open_graph("og:type", "website".to_owned())}
            {open_graph("og:url", address)}
            {open_graph("og:image", picture)}
            {head.has_islands.then(|| view! {
                <link rel="modulepreload" href=site.assets.script.clone()/>
                <script r#type="module" src="/start.js" data-js=site.assets.script.clone() data-wasm=site.assets.wasm.clone()></script>
            })}
            {site.settings.reload_port.map(|port| view! {
                <script r#type="module" src="/dev-reload.js" data-port=port.to_string()></script>
            })}
        </head>
    }
    .into_any()
}

/// Open Graph keeps its names in `property`, an attribute that HTML does not know.
fn open_graph(property: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", property).content(content)
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
fn Header(visit: Visit) -> impl IntoView {
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
            <Languages visit=visit.clone()/>
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
fn Languages(visit: Visit) -> impl IntoView {
    let words = visit.words();
    let links = Language::ALL
        .into_iter()
        .map(|language| {
            let name = match language {
                Language::De => words.common.german,
                Language::En => words.common.english,
                Language::Ls => words.common.easy_language,
            };
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
    view! {
        <nav class="languages" aria-label=words.common.language>
            <ul class="container">
                {links}
                <li>
                    <a class="languages__link" href=visit.href("/gebaerdensprache")>
                        <Icon name="sign-language"/>
                        {words.common.sign_language}
                    </a>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}

#[component]
fn Footer(visit: Visit) -> impl IntoView {
    let words = &visit.words().common;
    let column = |title: &'static str, links: Vec<(&'static str, &'static str)>| {
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
        ],
    );
    let help = column(
        words.footer_help,
        vec![
            ("/leichte-sprache", words.easy_language),
            ("/gebaerdensprache", words.sign_language),
            ("/mitmachen#ohne-computer", words.take_part_offline),
            ("/barrierefreiheit", words.report_barrier),
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
    view! {
        <footer class="site-footer">
            <div class="site-footer__wave" aria-hidden="true"></div>
            <div class="site-footer__columns container">{about}{take_part}{help}{legal}</div>
            <p class="site-footer__note container">{words.open_data_note}</p>
        </footer>
    }
    .into_any()
}

/// Says that a text is shown in German because it does not exist in the reader's language.
#[component]
pub fn LanguageNotice(words: &'static Words) -> impl IntoView {
    view! { <Notice><p>{words.common.not_in_this_language}</p></Notice> }.into_any()
}
