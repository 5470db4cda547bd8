//! `/metrics`, for those who watch over the server and nobody else.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};
use store::Store;

use crate::{
    config::{Config, MetricsAccess},
    metrics::Metrics,
};

const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Clone)]
struct Door {
    access: MetricsAccess,
    trusts_loopback: bool,
    metrics: Arc<Metrics>,
    store: Store,
}

pub fn routes(config: &Config, metrics: Arc<Metrics>, store: Store) -> Router {
    let access = config.metrics.clone();
    let trusts_loopback = trusts_loopback(config);
    if access == MetricsAccess::Local && !trusts_loopback {
        tracing::warn!(
            "/metrics answers nobody: a reverse proxy on this machine would look like a local visitor. Name the proxy in \
             WEGMARKEN_TRUSTED_PROXIES or set a token as WEGMARKEN_METRICS."
        );
    }
    let door = Door { access, trusts_loopback, metrics, store };
    Router::new().route("/metrics", get(show)).with_state(door)
}

/// A server that the world reaches gets its requests from a proxy, perhaps on this machine. Only a proxy that was named
/// is known to mark what it passes on.
fn trusts_loopback(config: &Config) -> bool {
    config.is_local() || !config.trusted_proxies.is_empty()
}

/// Whoever may not see it does not learn that it is there.
async fn show(State(door): State<Door>, request: Request) -> Response {
    if !door.opens_for(&request) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match door.metrics.text(&door.store).await {
        Ok(text) => ([(header::CONTENT_TYPE, FORMAT), (header::CACHE_CONTROL, "no-store")], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "The metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl Door {
    fn opens_for(&self, request: &Request) -> bool {
        match &self.access {
            MetricsAccess::Off => false,
            MetricsAccess::Local => self.trusts_loopback && comes_from_here(request),
            MetricsAccess::Token(token) => bearer(request.headers()).is_some_and(|sent| is_same(sent, token)),
        }
    }
}

/// From this machine, through no proxy, and under a name of this machine.
fn comes_from_here(request: &Request) -> bool {
    const OF_PROXIES: [&str; 6] =
        ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical());
    let host = request.uri().host().or_else(|| request.headers().get(header::HOST)?.to_str().ok());
    peer.is_some_and(|peer| peer.is_loopback())
        && OF_PROXIES.iter().all(|name| !request.headers().contains_key(*name))
        && host.is_some_and(is_loopback_name)
}

fn is_loopback_name(host: &str) -> bool {
    let is_loopback = |ip: IpAddr| ip.is_loopback();
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    name.eq_ignore_ascii_case("localhost")
        || name.trim_start_matches('[').trim_end_matches(']').parse().is_ok_and(is_loopback)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Hashes are compared: how long that takes tells nothing about the token.
fn is_same(sent: &str, token: &str) -> bool {
    Sha256::digest(sent) == Sha256::digest(token)
}
