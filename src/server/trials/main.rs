//! The promises that only the whole program can keep, tried on the program itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod full_disk;
mod keeping;
mod kills;
mod ledger;
mod migrations;
mod news;
mod oracle;
mod two_servers;

use trial::Program;

const SECRET: &str = "only for trials, only for trials, only for trials";

/// The binary under test, on a database in `folder`.
fn program(folder: &tempfile::TempDir) -> Program {
    let database = folder.path().join("trial.db");
    Program::new(env!("CARGO_BIN_EXE_wegmarken"))
        .with("DATABASE_URL", format!("sqlite://{}", database.display()))
        .with("WEGMARKEN_SECRET", SECRET)
        .with("WEGMARKEN_RATE_LIMITS", "off")
        .with("WEGMARKEN_LOG", "error")
}

/// Where chance comes from. Printed, so that `WEGMARKEN_SEED` can repeat what failed.
fn seed() -> u64 {
    let seed = std::env::var("WEGMARKEN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
    println!("WEGMARKEN_SEED={seed}");
    seed
}
