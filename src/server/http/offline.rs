//! What runs on the device: the worker as one file, so that a new version of it is whole or not there, and the modules of
//! the pages under an address that names their version.

use std::sync::LazyLock;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Language, boards::Board};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use web::{AppError, Site, locales::Words, site::ICONS_VERSION};

use crate::word::Voice;

/// For the kiosk too.
pub(super) const BYTES: (&str, &str) = ("bytes.js", include_str!("../../offline/bytes.js"));
pub(super) const ROOM: (&str, &str) = ("room.js", include_str!("../../offline/room.js"));

/// In the order in which the worker needs them.
const WORKER: [(&str, &str); 11] = [
    BYTES,
    ROOM,
    ("outbox.js", include_str!("../../offline/outbox.js")),
    ("sender.js", include_str!("../../offline/sender.js")),
    ("forms.js", include_str!("../../offline/forms.js")),
    ("answers.js", include_str!("../../offline/answers.js")),
    ("cache.js", include_str!("../../offline/cache.js")),
    ("routes.js", include_str!("../../offline/routes.js")),
    ("push.js", include_str!("../../offline/push.js")),
    ("unsent.js", include_str!("../../offline/unsent.js")),
    ("sw.js", include_str!("../../offline/sw.js")),
];

/// What pages load.
const MODULES: [(&str, &str); 5] = [
    BYTES,
    ("start.js", include_str!("../../offline/start.js")),
    ("list.js", include_str!("../../offline/list.js")),
    ("outbox.js", include_str!("../../offline/outbox.js")),
    ("preset.js", include_str!("../../offline/preset.js")),
];

pub(super) const SCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");
pub(super) const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
pub(super) const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let texts: Vec<&str> = WORKER.iter().chain(&MODULES).map(|(_, text)| *text).collect();
    short_hash(&texts)
});

/// Where pages find the modules.
pub fn place() -> String {
    format!("/offline/{}", *VERSION)
}

pub fn routes(site: Site) -> Router {
    let voice = Voice::of(site.store.keys());
    Router::new()
        .route("/sw.js", get(worker))
        .route("/offline/{version}/{name}", get(module))
        .layer(Extension(voice))
        .with_state(site)
}

async fn worker(State(site): State<Site>, Extension(voice): Extension<Voice>) -> Result<Response, AppError> {
    let Some(key) = voice.public_key() else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let boards = site.watched().await?.to_write(site.now());
    Ok(script(program(&settings(&site, &key, &boards)), ASK_EACH_TIME))
}

/// A page out of an older version asks for its own modules: they do the same, and there is one version of them at a time.
async fn module(Path((version, name)): Path<(String, String)>) -> Response {
    let policy = if version == *VERSION { FOR_EVER } else { ASK_EACH_TIME };
    match MODULES.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => script((*text).to_owned(), policy),
        None => AppError::NotFound.into_response(),
    }
}

fn script(text: String, policy: HeaderValue) -> Response {
    sent(text, SCRIPT, policy)
}

pub(super) fn sent(text: String, kind: HeaderValue, policy: HeaderValue) -> Response {
    let headers: [(HeaderName, HeaderValue); 2] = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, policy)];
    (headers, text).into_response()
}

/// The modules without the lines that tie them together, after what this server tells them.
fn program(settings: &Value) -> String {
    let modules = WORKER.iter().flat_map(|(_, text)| text.lines());
    let lines =
        modules.filter(|line| !line.starts_with("import ")).map(|line| line.strip_prefix("export ").unwrap_or(line));
    let mut program = format!("const SETTINGS = {settings};\n");
    lines.for_each(|line| {
        program.push_str(line);
        program.push('\n');
    });
    program
}

/// `boards` are those that the page for writing offers.
fn settings(site: &Site, key: &str, boards: &[Board]) -> Value {
    let pages = ["/ohne-netz", web::pages::outbox::ADDRESS, web::pages::outbox::WRITE];
    let in_all = pages.iter().flat_map(|path| Language::ALL.map(|language| language.path(path)));
    let files = ["/logo.svg".into(), "/favicon.svg".into(), "/fonts/atkinson-next-latin.woff2".into()];
    let modules = MODULES.iter().map(|(name, _)| format!("{}/{name}", place()));
    let assets = [site.assets.style.clone(), format!("/icons.svg?v={ICONS_VERSION}")];
    let shell: Vec<String> = in_all.chain(files).chain(modules).chain(assets).collect();
    let words = |language: Language| {
        let words = &Words::of(language).outbox;
        json!({
            "stand": words.stand, "minutes": words.minutes, "hours": words.hours, "days": words.days,
            "unsent": words.unsent, "unsent_lead": words.unsent_lead, "unsent_again": words.unsent_again,
            "unsent_reload": words.unsent_reload, "unsent_text": words.unsent_text,
            "long": words.long, "long_lead": words.long_lead, "long_text": words.long_text,
        })
    };
    let words: serde_json::Map<String, Value> =
        Language::ALL.into_iter().map(|language| (language.code().to_owned(), words(language))).collect();
    let mut settings = json!({ "key": key, "shell": shell, "words": words });
    // With another server, style, word or board it is another worker, which fetches its pages anew.
    let boards: Vec<String> = boards.iter().map(|board| format!("{} {}", board.slug, board.title)).collect();
    let version = short_hash(&[&VERSION, &settings.to_string(), &site.assets.wasm, &boards.join("\n")]);
    if let Some(settings) = settings.as_object_mut() {
        settings.insert("version".into(), version.into());
    }
    settings
}

pub(super) fn short_hash(texts: &[&str]) -> String {
    short_hash_of(texts.iter().map(|text| text.as_bytes()))
}

pub fn short_hash_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| hash.update(part));
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_is_one_file_without_imports_and_with_what_this_server_says() {
        let program = program(&json!({ "version": "1", "key": "abc" }));
        assert!(program.starts_with("const SETTINGS = {"));
        assert!(program.lines().all(|line| !line.starts_with("import ") && !line.starts_with("export ")));
        assert!(program.contains("class Outbox {") && program.contains("async function drain("));
        assert!(program.contains("function unsent("));
    }

    #[test]
    fn pages_import_only_what_is_served() {
        for (name, text) in MODULES {
            for line in text.lines().filter(|line| line.starts_with("import ")) {
                assert!(MODULES.iter().any(|(known, _)| line.contains(&format!("\"./{known}\""))), "{name}: {line}");
            }
        }
    }
}
