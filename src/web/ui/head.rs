//! What a page says about itself to browsers, search engines and previews.

use domain::{Language, Moment};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    page_title::PageTitle,
    script::Script,
    structured_data::{StructuredData, breadcrumb_list},
};
use crate::{
    Site, Visit, dates,
    nonce::nonce,
    pages::{editing::mode::Editing, kiosk},
};

/// What the head of a page says about it.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Without the name of the site; empty on the start page.
    pub title: String,
    /// For search engines and previews, one or two sentences.
    pub description: String,
    /// The one address of this page with what makes it this page, without language prefix; by default the address of
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
    /// When somebody wrote what the page shows; previews take it for an article then.
    pub published: Option<Moment>,
    /// The pages above this one, as its breadcrumb shows them; `None` where there is no breadcrumb.
    pub way: Option<Vec<(String, String)>>,
    /// Whether whoever asks edits the page, or may.
    pub editing: Editing,
    /// Whether somebody edits blocks on a page of another kind.
    pub has_editor: bool,
    /// Whether the page shows blocks whose look is in a style sheet of its own.
    pub has_special_blocks: bool,
    /// What the page is about, in the words of schema.org.
    pub about: Vec<Value>,
}

/// Class of the pages on which somebody edits by plain forms.
pub const EDITING: &str = "page-staff page-editing";

/// Class of the page that shows everybody how a page changed.
pub const HISTORY: &str = "page-history";

/// Class of the pages with a sheet to print.
pub const PAPER: &str = "page-paper";

/// Classes of the pages that show every component: those of pages of all kinds, and those of the kiosk.
pub const STYLEGUIDE: &str = "page-styleguide";
pub const KIOSK_PARTS: &str = "page-styleguide page-kiosk";

impl Head {
    pub fn titled(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self { title: title.into(), description: description.into(), ..Self::default() }
    }

    fn needs_editor(&self) -> bool {
        self.editing.is_on() || self.has_editor
    }

    /// Visitors load nothing of it, unless they look at what changed.
    fn needs_editing_style(&self) -> bool {
        self.needs_editor() || [EDITING, HISTORY, STYLEGUIDE].contains(&self.class)
    }

    /// Every page of `StaffPage`, and those of the moderators.
    fn needs_staff_style(&self) -> bool {
        self.class.starts_with("page-staff") || ["page-moderation", STYLEGUIDE].contains(&self.class)
    }

    /// An editor may insert such a block at any time.
    fn needs_block_style(&self) -> bool {
        self.has_special_blocks || self.needs_editing_style()
    }
}

#[component]
pub(super) fn HeadTags(site: Site, visit: Visit, head: Head) -> impl IntoView {
    let words = visit.words();
    let base = site.settings.base_url.clone();
    let path = head.canonical.clone().unwrap_or_else(|| visit.path.clone());
    let address = address_of(&site, &visit, &head);
    // Scripts keep drafts and what is written without a network in the browser, for whoever comes next.
    let has_scripts = visit.sitting.is_none();
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
            {head.needs_block_style().then(|| view! { <link rel="stylesheet" href="/blocks.css"/> })}
            {[PAPER, STYLEGUIDE].contains(&head.class).then(|| view! { <link rel="stylesheet" href="/paper.css"/> })}
            {head.needs_staff_style().then(|| view! { <link rel="stylesheet" href="/staff.css"/> })}
            {head.needs_editing_style().then(|| view! { <link rel="stylesheet" href="/editing.css"/> })}
            {(head.needs_editor() || head.class == STYLEGUIDE).then(|| view! { <link rel="stylesheet" href="/editor/editor.css"/> })}
            {(head.class == KIOSK_PARTS).then(|| kiosk::styles(&site))}
            {head.needs_editor().then(|| view! {
                <Script src="/editor/editor.js"/>
            })}
            {head.is_private.then(|| view! { <meta name="robots" content="noindex"/> })}
            <link rel="canonical" href=address.clone()/>
            <Alternates base=base.clone() path=path/>
            {head.feed.clone().map(|feed| view! {
                <link rel="alternate" r#type="application/atom+xml" title=words.common.feed href=visit.href(&feed)/>
            })}
            <OpenGraph base=base visit=visit.clone() head=head.clone() address=address/>
            {(head.has_islands && has_scripts).then(|| view! {
                <link rel="modulepreload" href=site.assets.script.clone() nonce=nonce()/>
                <script r#type="module" nonce=nonce() src="/start.js" data-js=site.assets.script.clone() data-wasm=site.assets.wasm.clone()></script>
            })}
            {Some(site.assets.offline.clone()).filter(|place| has_scripts && !place.is_empty()).map(|place| view! {
                <Script src=format!("{place}/start.js")/>
            })}
            {site.settings.reload_port.map(|port| view! {
                <script r#type="module" nonce=nonce() src="/dev-reload.js" data-port=port.to_string()></script>
            })}
        </head>
    }
    .into_any()
}

fn address_of(site: &Site, visit: &Visit, head: &Head) -> String {
    let path = head.canonical.as_deref().unwrap_or(&visit.path);
    format!("{}{}", site.settings.base_url, visit.href(path))
}

/// The same page in the other languages; who speaks none of them gets it in German.
#[component]
fn Alternates(base: String, path: String) -> impl IntoView {
    let languages = Language::ALL.map(|language| (language.tag(), language));
    languages
        .into_iter()
        .chain([("x-default", Language::De)])
        .map(|(tag, language)| {
            let href = format!("{base}{}", language.path(&path));
            view! { <link rel="alternate" hreflang=tag href=href/> }
        })
        .collect_view()
}

#[component]
fn OpenGraph(base: String, visit: Visit, head: Head, address: String) -> impl IntoView {
    let words = &visit.words().common;
    let title = if head.title.is_empty() { words.site_name.to_owned() } else { head.title };
    let (locale, other) = if visit.language == Language::En { ("en_GB", "de_DE") } else { ("de_DE", "en_GB") };
    let kind = if head.published.is_some() { "article" } else { "website" };
    let own_picture = head.picture.is_none().then(|| {
        view! {
            {open_graph("og:image:width", "1200".to_owned())}
            {open_graph("og:image:height", "630".to_owned())}
            {open_graph("og:image:alt", words.preview_alt.to_owned())}
        }
    });
    let picture = format!("{base}{}", head.picture.as_deref().unwrap_or("/og.png"));
    view! {
        {open_graph("og:site_name", words.site_name.to_owned())}
        {open_graph("og:title", title)}
        {open_graph("og:description", head.description)}
        {open_graph("og:type", kind.to_owned())}
        {head.published.map(|at| open_graph("article:published_time", dates::machine(at)))}
        {open_graph("og:url", address)}
        {open_graph("og:locale", locale.to_owned())}
        {open_graph("og:locale:alternate", other.to_owned())}
        {open_graph("og:image", picture)}
        {own_picture}
        <meta name="twitter:card" content="summary_large_image"/>
    }
}

/// Open Graph keeps its names in `property`, an attribute that HTML does not know.
fn open_graph(property: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", property).content(content)
}

/// What is kept out of search engines needs no words for them. At the end of the page, for nobody waits for it.
#[component]
pub(super) fn Data(site: Site, visit: Visit, head: Head) -> impl IntoView {
    if head.is_private {
        return ().into_any();
    }
    let address = address_of(&site, &visit, &head);
    let way = head.way.map(|way| breadcrumb_list(&site.settings.base_url, &visit, &way, &head.title, &address));
    head.about.into_iter().chain(way).map(|data| view! { <StructuredData data=data/> }).collect_view().into_any()
}
