//! Where messages go: standard error, so that what commands print can be piped.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{Config, LogFormat};

pub fn start(config: &Config) {
    // The settings were checked with the same parser.
    let filter = EnvFilter::try_new(&config.log).unwrap_or_default();
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => log.compact().init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
}
