//! Where messages go: standard error, so that what commands print can be piped.

use std::io::IsTerminal;

use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter,
    fmt::{self, MakeWriter},
    util::SubscriberInitExt,
};

use crate::config::{Config, LogFormat};

pub fn start(config: &Config) {
    // The settings were checked with the same parser.
    let filter = EnvFilter::try_new(&config.log).unwrap_or_default();
    let log = fmt::fmt().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => log.with_env_filter(filter).compact().init(),
        LogFormat::Json => json(filter, std::io::stderr).init(),
    }
}

/// One object a line, with the fields of the request it belongs to.
pub fn json<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let log = fmt::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false);
    log.json().flatten_event(true).with_span_list(false).finish()
}
