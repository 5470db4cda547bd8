//! `wegmarken check`: one line for each thing that has to be in place.

use super::{CommandError, say};
use crate::{assets, config::Config, database};

pub async fn run(config: &Config) -> Result<(), CommandError> {
    // An unreadable setting ended the program before.
    let findings = [
        Finding::ok("settings", format!("{} at {}", config.base_url, config.addr)),
        database(config).await,
        files(config),
        content(),
    ];
    for finding in &findings {
        say(format_args!("{finding}"));
    }
    match findings.iter().filter(|finding| !finding.is_ok).count() {
        0 => Ok(()),
        problems => Err(CommandError::Problems(problems)),
    }
}

struct Finding {
    what: &'static str,
    is_ok: bool,
    text: String,
}

impl Finding {
    fn ok(what: &'static str, text: String) -> Self {
        Self { what, is_ok: true, text }
    }

    fn problem(what: &'static str, text: String) -> Self {
        Self { what, is_ok: false, text }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:<8} {:<9} {}", if self.is_ok { "ok" } else { "problem" }, self.what, self.text)
    }
}

/// Opening asserts the version of SQLite, its settings and that every migration is there.
async fn database(config: &Config) -> Finding {
    let place = database::place(config);
    let store = match database::open(config).await {
        Ok(store) => store,
        Err(error) => return Finding::problem("database", format!("{place}: {error}")),
    };
    if let Err(error) = store.ping().await {
        return Finding::problem("database", format!("{place}: {error}"));
    }
    let promise = if config.is_sqlite() { ", safe version, WAL, full synchronisation, foreign keys" } else { "" };
    let closed = store.close().await;
    match closed {
        Ok(()) => Finding::ok("database", format!("{place}, all migrations{promise}")),
        Err(error) => Finding::problem("database", format!("{place}: {error}")),
    }
}

fn files(config: &Config) -> Finding {
    let missing = assets::missing(config);
    let folder = config.site_root.display();
    if missing.is_empty() {
        Finding::ok("files", format!("style, scripts and WebAssembly in {folder}"))
    } else {
        Finding::problem("files", format!("missing in {folder}: {}", missing.join(", ")))
    }
}

fn content() -> Finding {
    match parts_of_content() {
        Ok((pages, proposals)) => Finding::ok("content", format!("{pages} pages, {proposals} demo proposals")),
        Err(error) => Finding::problem("content", error.to_string()),
    }
}

fn parts_of_content() -> Result<(usize, usize), content::ContentError> {
    content::areas()?;
    content::surveys()?;
    content::place_calls()?;
    content::events()?;
    Ok((content::pages()?.len(), content::proposals()?.len()))
}
