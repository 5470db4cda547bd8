//! What the binary does, one file for each command.

mod account;
mod backup;
mod board;
mod check;
mod kiosk;
mod migrate;
mod moderation;
mod moving;
mod restore;
mod seed;
mod serve;
mod survey;

use std::{fmt::Display, io::Write};

use store::{StoreError, backup::BackupError};

use crate::{
    cli::{Cli, Command},
    config::{Config, settings},
    database::Occupied,
    http::api,
};

#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// Says what to do instead.
    #[error("{0}")]
    NotSqlite(String),
    #[error(transparent)]
    Occupied(#[from] Occupied),
    #[error("{address} ({name}) cannot be listened on: {error}", name = settings::ADDR.name)]
    Listen { address: std::net::SocketAddr, error: std::io::Error },
    #[error("the signals of the system cannot be heard: {0}")]
    Signals(std::io::Error),
    #[error("there is no {kind} with the number {id}")]
    NoSuchContribution { kind: &'static str, id: i64 },
    #[error("{0} is no e-mail address")]
    NotAnEmail(String),
    #[error("there is no account with the address {0}; `wegmarken account add` opens one")]
    NoSuchAccount(String),
    #[error("there is no board {0:?}; `wegmarken board add` opens one")]
    NoSuchBoard(String),
    #[error(
        "there is a board {0:?} already; choose another --slug, or change it with `wegmarken board set --board {0}`"
    )]
    BoardTaken(String),
    #[error(transparent)]
    Name(#[from] domain::boards::NameProblem),
    #[error("the end is not after the beginning; choose a later time for --closes")]
    EndsTooEarly,
    #[error("there is no office {0:?}")]
    NoSuchOffice(String),
    #[error("the role {0} does not hold there")]
    RoleDoesNotFit(&'static str),
    /// `check` has already printed what they are.
    #[error("{0} of these need attention")]
    Problems(usize),
    /// Where the log of staff is broken.
    #[error("the audit log was tampered with: {0}")]
    Audit(#[from] store::audit::Broken),
}

pub async fn run(cli: Cli, config: &Config) -> Result<(), CommandError> {
    match cli.command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate::run(config).await,
        Command::Seed(seed) => seed::run(config, &seed).await,
        Command::Moderation(step) => moderation::run(config, step).await,
        Command::Board(step) => board::run(config, step).await,
        Command::Survey(step) => survey::run(config, step).await,
        Command::Kiosk(step) => kiosk::run(config, step).await,
        Command::Check(wanted) => check::run(config, wanted.what).await,
        Command::Account(step) => account::run(config, step).await,
        Command::Backup(wanted) => backup::run(config, &wanted).await,
        Command::Restore(wanted) => restore::run(config, &wanted).await,
        Command::Move(wanted) => moving::run(config, &wanted).await,
        Command::Openapi => {
            say(api::document().unwrap_or_default().trim_end());
            Ok(())
        }
    }
}

/// Prints a line. Whoever reads may stop early (`wegmarken moderation list | head`), which is no error.
fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
