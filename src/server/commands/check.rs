//! `wegmarken check`: one line for each thing that has to be in place.

use std::time::Duration;

use domain::Moment;
use reqwest::redirect::Policy;
use store::{Store, audit::Head};
use web::{open_id::OpenId, scanner::Verdict, site::now};

use super::{CommandError, say};
use crate::{assets, cli::Part, config::Config, database};

pub async fn run(config: &Config, part: Option<Part>) -> Result<(), CommandError> {
    match part {
        Some(Part::Audit { kept }) => audit(config, kept.as_ref()).await,
        None => everything(config).await,
    }
}

/// Reads the whole log; a gap in its chain ends the program with an error. What it prints belongs on another machine.
async fn audit(config: &Config, kept: Option<&Head>) -> Result<(), CommandError> {
    let store = database::open(config).await?;
    let found = store::audit::verify_against(&store, kept).await;
    store.close().await?;
    let head = found??;
    say(format_args!("{:<8} {:<9} {} entries, each as it was written; head {head}", "ok", "audit", head.number));
    Ok(())
}

async fn everything(config: &Config) -> Result<(), CommandError> {
    // An unreadable setting ended the program before.
    let mut findings = vec![Finding::ok("settings", format!("{} at {}", config.base_url, config.addr))];
    findings.extend(database(config).await);
    findings.extend([files(config), content()]);
    findings.extend(sign_in(config).await);
    findings.extend(scanner(config).await);
    findings.extend(certificate(config).await);
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
async fn database(config: &Config) -> Vec<Finding> {
    let place = database::place(config);
    let store = match database::open(config).await {
        Ok(store) => store,
        Err(error) => return vec![Finding::problem("database", format!("{place}: {error}"))],
    };
    if let Err(error) = store.ping().await {
        return vec![Finding::problem("database", format!("{place}: {error}"))];
    }
    let retention = retention(&store, now()).await;
    let promise = if config.is_sqlite() { ", safe version, WAL, full synchronisation, foreign keys" } else { "" };
    let closed = store.close().await;
    let database = match closed {
        Ok(()) => Finding::ok("database", format!("{place}, all migrations{promise}")),
        Err(error) => Finding::problem("database", format!("{place}: {error}")),
    };
    vec![database, retention]
}

/// When what is no longer needed was last deleted, and how much of what.
async fn retention(store: &Store, now: Moment) -> Finding {
    const WHAT: &str = "retention";
    match store::retention::last(store).await {
        Ok(None) => Finding::ok(WHAT, "nothing was deleted yet; the server does it as soon as it runs".into()),
        Ok(Some(run)) => {
            let gone: Vec<String> = run.gone.iter().map(|(what, many)| format!("{what} {many}")).collect();
            let text = format!("last run {}, deleted: {}", web::rfc3339(run.at), gone.join(", "));
            if run.is_overdue(now) {
                Finding::problem(WHAT, format!("{text}. It is due every day: does the server run?"))
            } else {
                Finding::ok(WHAT, text)
            }
        }
        Err(error) => Finding::problem(WHAT, error.to_string()),
    }
}

/// Whether the other service to sign in with answers.
async fn sign_in(config: &Config) -> Option<Finding> {
    const WHAT: &str = "sign-in";
    let settings = config.open_id.clone()?;
    let issuer = settings.issuer.clone();
    let Some(service) = OpenId::new(settings, &config.base_url) else {
        return Some(Finding::problem(WHAT, format!("{issuer} cannot be asked")));
    };
    Some(match service.look(now()).await {
        Ok(()) => Finding::ok(WHAT, format!("{issuer} answers")),
        Err(trouble) => Finding::problem(WHAT, format!("{issuer}: {trouble}")),
    })
}

/// Whether the virus scanner looks at what it is shown.
async fn scanner(config: &Config) -> Option<Finding> {
    const WHAT: &str = "scanner";
    Some(match config.scanner.as_ref()?.look(b"nothing to fear").await {
        Verdict::Clean => Finding::ok(WHAT, "the virus scanner answers".into()),
        _ => Finding::problem(WHAT, "the virus scanner does not answer: no file of the editors is taken".into()),
    })
}

/// Whether the address that people see shows a certificate that their browsers trust: we know the same authorities.
async fn certificate(config: &Config) -> Option<Finding> {
    const WHAT: &str = "tls";
    const PATIENCE: Duration = Duration::from_secs(10);
    if !config.is_https() {
        return None;
    }
    // One TLS for all; whoever was first has chosen the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().redirect(Policy::none()).no_proxy().timeout(PATIENCE).build();
    let asked = match client {
        // Whatever it answers, and be it an error: the certificate came before.
        Ok(client) => client.get(format!("{}/.well-known/security.txt", config.base_url)).send().await,
        Err(error) => Err(error),
    };
    Some(match asked {
        Ok(_) => Finding::ok(WHAT, format!("{} shows a certificate that browsers trust", config.base_url)),
        Err(error) => {
            Finding::problem(WHAT, format!("{} cannot be trusted or reached: {}", config.base_url, causes(&error)))
        }
    })
}

fn causes(error: &dyn std::error::Error) -> String {
    std::iter::successors(error.source(), |cause| cause.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestApp;

    #[tokio::test]
    async fn it_tells_when_something_was_last_deleted_and_that_it_is_too_long_ago() {
        let app = TestApp::new().await;
        let told = async |at: Moment| retention(&app.store, at).await.to_string();
        let day = now();
        assert!(told(day).await.contains("nothing was deleted yet"));
        store::retention::run_if_due(&app.store, day).await.unwrap();
        let text = told(day.plus_days(1)).await;
        assert!(text.starts_with("ok") && text.contains("draft 0"), "{text}");
        assert!(told(day.plus_days(3)).await.starts_with("problem"));
    }

    #[tokio::test]
    async fn it_tells_when_the_certificate_is_none_that_browsers_trust() {
        let impostor = crate::testing::impostor::Impostor::start();
        let mut config = crate::testing::config();
        assert!(certificate(&config).await.is_none(), "nobody is promised TLS");
        config.base_url = format!("https://{}", impostor.address);
        let told = certificate(&config).await.unwrap().to_string();
        assert!(told.starts_with("problem") && told.contains("certificate"), "{told}");
    }

    #[tokio::test]
    async fn it_tells_whether_the_other_service_answers() {
        let service = crate::testing::service::Service::start().await;
        let mut config = crate::testing::config();
        assert!(sign_in(&config).await.is_none());
        config.open_id = Some(service.settings());
        assert!(sign_in(&config).await.unwrap().is_ok);
        config.open_id = Some(web::open_id::Settings { issuer: "http://127.0.0.1:9".into(), ..service.settings() });
        assert!(!sign_in(&config).await.unwrap().is_ok);
    }
}
