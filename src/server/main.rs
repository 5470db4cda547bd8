//! The binary `wegmarken`: settings, commands, and the HTTP around the pages of `web`.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic))]

mod app;
mod assets;
mod cli;
mod commands;
mod config;
mod database;
mod demo;
mod http;
mod jobs;
mod listen;
mod logging;
mod mail;
mod memory;
mod metrics;
mod middleware;
mod push;
mod retention;
mod seal;
#[cfg(test)]
mod testing;
mod word;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use config::Config;

/// Like a command line that cannot be understood.
const WRONG_SETTING: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Serve) {
        memory::settle();
    }
    let config = match Config::from_environment() {
        Ok(config) => config,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(WRONG_SETTING);
        }
    };
    logging::start(&config);
    middleware::panics::log();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("The runtime does not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli, &config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
