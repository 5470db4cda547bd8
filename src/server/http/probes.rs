//! For the supervisor and the load balancer: does the process live, can it serve?

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use store::Store;

/// A database that takes longer cannot serve pages either.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn routes(store: Store) -> Router {
    Router::new().route("/healthz", get(is_alive)).route("/readyz", get(is_ready)).with_state(store)
}

async fn is_alive() -> Response {
    plain(StatusCode::OK, "ok\n")
}

/// The server starts only on a complete schema, so what can be missing later is the database itself.
async fn is_ready(State(store): State<Store>) -> Response {
    match tokio::time::timeout(PATIENCE, store.ping()).await {
        Ok(Ok(())) => plain(StatusCode::OK, "ready\n"),
        Ok(Err(error)) => {
            tracing::error!(%error, "The database does not answer");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
        Err(_) => {
            tracing::error!("The database does not answer in time");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer in time\n")
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}
