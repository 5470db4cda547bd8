//! For the supervisor and the load balancer: does the process live, can it serve?

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use store::{Store, StoreError, faults, schema};

/// A database that takes longer cannot serve pages either.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn routes(store: Store) -> Router {
    Router::new().route("/healthz", get(is_alive)).route("/readyz", get(is_ready)).with_state(store)
}

async fn is_alive() -> Response {
    plain(StatusCode::OK, "ok\n".into())
}

async fn is_ready(State(store): State<Store>) -> Response {
    if faults::is_always_ready() {
        return plain(StatusCode::OK, "ready\n".into());
    }
    match tokio::time::timeout(PATIENCE, look(&store)).await {
        Ok(Ok(state)) if state.is_current() => plain(StatusCode::OK, "ready\n".into()),
        Ok(Ok(state)) => plain(StatusCode::SERVICE_UNAVAILABLE, difference(&state)),
        Ok(Err(error)) => {
            tracing::error!(%error, "The database does not answer");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n".into())
        }
        Err(_) => {
            tracing::error!("The database does not answer in time");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer in time\n".into())
        }
    }
}

/// The server starts only on a schema that fits. Later another program may have changed it: a newer one during an
/// upgrade, or somebody who undid a migration.
async fn look(store: &Store) -> Result<schema::State, StoreError> {
    store.ping().await?;
    schema::state(store).await
}

fn difference(state: &schema::State) -> String {
    let lines =
        [("migrations are pending", &state.pending), ("the database is newer than this program", &state.unknown)];
    let told = lines.iter().filter(|(_, names)| !names.is_empty());
    told.map(|(what, names)| format!("{what}: {}\n", names.join(", "))).collect()
}

fn plain(status: StatusCode, text: String) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}
