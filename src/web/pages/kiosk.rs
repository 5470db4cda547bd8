//! `/kiosk`: what a tablet in a public place opens. The page brings the modules of the device and nothing of the site's
//! frame; everything that visitors see is made on the device, so that no address, no history and no cache ever holds what
//! one of them did.

pub mod pack;
mod running;

pub use running::Running;

use axum::{extract::State, http::HeaderValue, http::header, response::Response};
use leptos::prelude::*;

use crate::{
    Site, Visit,
    locales::common::Common,
    nonce::nonce,
    render,
    site::ICONS_VERSION,
    ui::{Script, page_title::PageTitle},
};

pub async fn show(State(site): State<Site>, visit: Visit) -> Response {
    let mut page = render::page(|| view! { <Kiosk site=site visit=visit/> });
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    page
}

/// What `main.js` imports, and what that imports: asked for at once, because one after the other takes a slow device long.
pub const MODULES: [&str; 21] = [
    "attract.js",
    "bytes.js",
    "call.js",
    "device.js",
    "dom.js",
    "forms.js",
    "hint.js",
    "pack.js",
    "pages.js",
    "pairing.js",
    "phone.js",
    "qr.js",
    "queue.js",
    "receipt.js",
    "room.js",
    "running.js",
    "screens.js",
    "seal.js",
    "sitting.js",
    "survey.js",
    "tools.js",
];

/// Its own look, and that of blocks that are more than text.
pub const STYLES: [&str; 4] = ["kiosk.css", "parts.css", "pages.css", "blocks.css"];

type Name = fn(&Common) -> &'static str;

/// What everybody reaches from everywhere. On the kiosk itself they are among its pages.
const DUTIES: [(&str, Name); 4] = [
    ("/impressum", |words| words.imprint),
    ("/datenschutz", |words| words.privacy),
    ("/barrierefreiheit", |words| words.accessibility),
    ("/barrierefreiheit/melden", |words| words.report_barrier),
];

/// What a page links to that looks as a kiosk does.
pub fn styles(site: &Site) -> AnyView {
    let place = &site.assets.kiosk;
    STYLES
        .map(|name| view! { <link rel="stylesheet" href=format!("{place}/{name}")/> })
        .into_iter()
        .collect_view()
        .into_any()
}

#[component]
fn Kiosk(site: Site, visit: Visit) -> impl IntoView {
    let (words, common) = (&visit.words().kiosks, &visit.words().common);
    // For a device that is nobody yet, and so has no pack.
    let screen = serde_json::json!(visit.words().kiosk_screen).to_string();
    let duties =
        DUTIES.map(|(path, name)| view! { <a href=visit.href(path)>{name(common)}</a>" " }).into_iter().collect_view();
    let place = site.assets.kiosk.clone();
    let [finder, finder_wasm] = site.assets.finder.clone().unwrap_or_default();
    let modules = MODULES
        .map(|name| view! { <link rel="modulepreload" href=format!("{place}/{name}") nonce=nonce()/> })
        .into_iter()
        .collect_view();
    view! {
        <!DOCTYPE html>
        <html lang=visit.language.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <PageTitle text=words.shell_title site_name=common.site_name/>
                <meta name="robots" content="noindex"/>
                // No sign of it in what a browser proposes, translates or dials.
                <meta name="format-detection" content="telephone=no, date=no, address=no, email=no"/>
                <meta name="google" content="notranslate"/>
                <link rel="preload" href="/fonts/atkinson-next-latin.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=site.assets.style.clone()/>
                {styles(&site)}
                {modules}
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <meta name="theme-color" content="#0a2a4f"/>
            </head>
            <body class="page-kiosk">
                <main class="kiosk" id="kiosk" tabindex="-1" data-place=place.clone() data-base=site.settings.base_url.clone()
                    data-icons=format!("/icons.svg?v={ICONS_VERSION}") data-words=screen data-finder=finder data-finder-wasm=finder_wasm>
                    <noscript>
                        <div class="kiosk-plain">
                            <h1>{words.shell_title}</h1>
                            <p class="lead">{words.shell_lead}</p>
                            <p>{words.shell_noscript}</p>
                            <p><a class="button button--primary" href=visit.href("/")>{words.shell_home}</a></p>
                            <p>{duties}</p>
                        </div>
                    </noscript>
                </main>
                <Script src=format!("{place}/main.js")/>
            </body>
        </html>
    }
    .into_any()
}
