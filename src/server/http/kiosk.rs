//! What runs on a kiosk: its modules and its style under an address that names their version, and a worker of its own, so
//! that nobody else carries any of it.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderValue,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use web::{Assets, Site, site::ICONS_VERSION};

use super::offline::{ASK_EACH_TIME, BYTES, FOR_EVER, ROOM, SCRIPT, sent, short_hash};

const STYLE: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");

const MODULES: [(&str, &str); 26] = [
    BYTES,
    ROOM,
    ("main.js", include_str!("../../offline/kiosk/main.js")),
    ("device.js", include_str!("../../offline/kiosk/device.js")),
    ("seal.js", include_str!("../../offline/kiosk/seal.js")),
    ("queue.js", include_str!("../../offline/kiosk/queue.js")),
    ("pack.js", include_str!("../../offline/kiosk/pack.js")),
    ("pairing.js", include_str!("../../offline/kiosk/pairing.js")),
    ("qr.js", include_str!("../../offline/kiosk/qr.js")),
    ("sitting.js", include_str!("../../offline/kiosk/sitting.js")),
    ("screens.js", include_str!("../../offline/kiosk/screens.js")),
    ("attract.js", include_str!("../../offline/kiosk/attract.js")),
    ("running.js", include_str!("../../offline/kiosk/running.js")),
    ("survey.js", include_str!("../../offline/kiosk/survey.js")),
    ("receipt.js", include_str!("../../offline/kiosk/receipt.js")),
    ("pages.js", include_str!("../../offline/kiosk/pages.js")),
    ("phone.js", include_str!("../../offline/kiosk/phone.js")),
    ("forms.js", include_str!("../../offline/kiosk/forms.js")),
    ("hint.js", include_str!("../../offline/kiosk/hint.js")),
    ("call.js", include_str!("../../offline/kiosk/call.js")),
    ("tools.js", include_str!("../../offline/kiosk/tools.js")),
    ("dom.js", include_str!("../../offline/kiosk/dom.js")),
    ("kiosk.css", include_str!("../../offline/kiosk/kiosk.css")),
    ("parts.css", include_str!("../../offline/kiosk/parts.css")),
    ("pages.css", include_str!("../../offline/kiosk/pages.css")),
    ("blocks.css", include_str!("../../../public/blocks.css")),
];

const WORKER: &str = include_str!("../../offline/kiosk/sw.js");

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let texts: Vec<&str> = MODULES.iter().map(|(_, text)| *text).chain([WORKER]).collect();
    short_hash(&texts)
});

/// Where the page finds the modules.
pub fn place() -> String {
    format!("/kiosk/{}", *VERSION)
}

pub fn routes(site: Site) -> Router {
    Router::new().route("/kiosk/sw.js", get(worker)).route("/kiosk/{version}/{name}", get(module)).with_state(site)
}

async fn worker(State(site): State<Site>) -> Response {
    let shell = shell(&site.assets);
    let version = short_hash(&[&VERSION, &json!(shell).to_string()]);
    let settings = json!({ "version": version, "shell": shell });
    let mut worker = sent(format!("const SETTINGS = {settings};\n{WORKER}"), SCRIPT, ASK_EACH_TIME);
    // The page itself stands above the folder of its worker.
    worker.headers_mut().insert("service-worker-allowed", HeaderValue::from_static("/kiosk"));
    worker
}

/// What a device has with it: all of it, or it opens with the version before.
fn shell(assets: &Assets) -> Vec<String> {
    let modules = MODULES.iter().map(|(name, _)| format!("{}/{name}", place()));
    let files = [
        "/kiosk".to_owned(),
        assets.style.clone(),
        format!("/icons.svg?v={ICONS_VERSION}"),
        "/favicon.svg".into(),
        "/logo.svg".into(),
        "/fonts/atkinson-next-latin.woff2".into(),
    ];
    files.into_iter().chain(assets.finder.clone().into_iter().flatten()).chain(modules).collect()
}

async fn module(Path((version, name)): Path<(String, String)>) -> Response {
    let policy = if version == *VERSION { FOR_EVER } else { ASK_EACH_TIME };
    let kind = if name.ends_with(".css") { STYLE } else { SCRIPT };
    match MODULES.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => sent(served(text), kind, policy),
        None => web::AppError::NotFound.into_response(),
    }
}

/// What is shared with the site lies a folder above the kiosk's own modules; a device finds all of them in one.
fn served(module: &str) -> String {
    module.replace("from \"../", "from \"./")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_import_only_what_is_served() {
        for (name, text) in MODULES {
            for line in served(text).lines().filter(|line| line.starts_with("import ")) {
                assert!(MODULES.iter().any(|(known, _)| line.contains(&format!("\"./{known}\""))), "{name}: {line}");
            }
        }
    }

    #[test]
    fn a_device_has_with_it_what_finds_personal_data() {
        let finder = ["/kiosk/finder.js?v=1".to_owned(), "/kiosk/finder_bg.wasm?v=1".to_owned()];
        let with = shell(&Assets { finder: Some(finder.clone()), ..Assets::default() });
        assert!(finder.iter().all(|address| with.contains(address)));
        assert_eq!(shell(&Assets::default()).len() + 2, with.len());
    }

    #[test]
    fn every_style_that_a_page_links_to_is_served() {
        for name in web::pages::kiosk::STYLES {
            assert!(MODULES.iter().any(|(known, _)| *known == name), "{name}");
        }
        let served = MODULES.iter().filter(|(name, _)| name.ends_with(".css"));
        assert_eq!(served.count(), web::pages::kiosk::STYLES.len());
    }

    #[test]
    fn the_page_asks_for_every_module_at_once() {
        let scripts: Vec<&str> =
            MODULES.map(|(name, _)| name).into_iter().filter(|name| name.ends_with(".js")).collect();
        for name in web::pages::kiosk::MODULES {
            assert!(scripts.contains(&name), "{name} is no module");
        }
        let missing: Vec<_> =
            scripts.iter().filter(|name| **name != "main.js" && !web::pages::kiosk::MODULES.contains(name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
