//! The promises that only the whole program can keep, tried on the program itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod begun;
mod busy;
mod database_gone;
mod devices;
mod dumps;
mod editors;
mod failover;
#[cfg(target_os = "linux")]
mod faulty_disk;
mod full_disk;
mod keeping;
mod kills;
mod ledger;
mod migrations;
mod news;
mod oracle;
mod origins;
mod outbox;
mod overload;
mod panics;
#[cfg(target_os = "linux")]
mod power;
mod proxy;
mod raw;
#[cfg(target_os = "linux")]
mod read_only;
mod restarts;
mod senders;
mod streams;
#[path = "../testing/tablet.rs"]
mod tablet;
mod timing;
mod two_servers;
mod works;

use domain::{
    Language,
    accounts::Email,
    policy::{Acting, Grant, Role, Scope},
};
use store::{Settings, Store, accounts::NewAccount, roles, sessions};
use trial::{Program, seed};
use web::site::now;

const SECRET: &str = "only for trials, only for trials, only for trials";

/// The binary under test, on a database in `folder`: another one with `WEGMARKEN_TRIAL_BINARY`, for figures of the program that
/// is handed out.
fn program(folder: &tempfile::TempDir) -> Program {
    let chosen = std::env::var("WEGMARKEN_TRIAL_BINARY");
    Program::new(chosen.as_deref().unwrap_or(env!("CARGO_BIN_EXE_wegmarken")))
        .with("DATABASE_URL", database_url(folder))
        .with("WEGMARKEN_SECRET", SECRET)
        .with("WEGMARKEN_RATE_LIMITS", "off")
        .with("WEGMARKEN_LOG", "error")
}

/// Where the database of [`program`] is.
fn database_url(folder: &tempfile::TempDir) -> String {
    format!("sqlite://{}", folder.path().join("trial.db").display())
}

/// Somebody who works for the city, signed in with a second factor: the value of the `Cookie` header.
async fn staff(folder: &tempfile::TempDir, role: Role) -> String {
    let url = database_url(folder);
    let store = Store::open(&Settings { secret: Some(SECRET.into()), ..Settings::new(url) }).await.unwrap();
    let new = NewAccount {
        email: Email::parse(&format!("{}@example.org", role.code())).unwrap(),
        name: None,
        password_hash: None,
        language: Language::De,
        is_confirmed: true,
    };
    let account = store::accounts::open(&store, new, now()).await.unwrap();
    let grant = Grant::new(role, Scope::Everywhere).unwrap();
    roles::give(&store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
    let begun = sessions::begin(&store, account, None, "Test", true, now()).await.unwrap();
    store.close().await.unwrap();
    format!("wegmarken-sitzung={begun}")
}

/// How many times longer than every day: `WEGMARKEN_TRIALS` of the night.
fn trials() -> u32 {
    std::env::var("WEGMARKEN_TRIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// What a night of `WEGMARKEN_TRIALS=10` tries more than ten times as often as a day; other nights in proportion.
fn tries(by_day: u32, by_night: u32) -> u32 {
    if trials() == 1 { by_day } else { by_night * trials() / 10 }
}
