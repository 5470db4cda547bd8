//! Hostile input: every place where something can be sent gets what nobody should send, and every answer is judged from
//! outside. `WEGMARKEN_TRIALS=10` makes ten rounds of it, `WEGMARKEN_SEED` repeats one. What was tried is listed in
//! `target/hostile`.

mod asked;
mod attack;
mod before_the_end;
mod bodies;
mod bombs;
mod cookies;
mod duties;
mod feeds;
pub(super) mod fields;
mod foreign;
mod forms;
mod logged;
mod marks;
pub(super) mod measured;
mod oracle;
mod oracle_tests;
pub(super) mod page;
mod panics;
mod parsers;
pub(super) mod past;
mod payloads;
mod peers;
mod records;
mod registered;
mod roles;
mod route;
pub(super) mod routes;
mod same_role;
mod scripts;
mod secrets;
mod sessions;
mod spraying;
mod staff_storm;
mod storm;
mod styles;
mod swept;
mod tampering;
mod too_large;
mod world;
mod xml;

pub(super) use payloads::Dice;
pub(super) use world::{PICTURE, empty_postgres};

/// Writes what was tried into `target/hostile`, for whoever asks after the run; `name` is that of the file.
fn keep(name: &str, lines: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/hostile");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), lines).unwrap();
}
