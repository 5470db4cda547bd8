//! `/api/v1`: the same functions of the store as the pages call, as JSON. Stable: a field may be added, none removed or
//! changed; what has to change gets `/api/v2` beside it.

mod names;
mod problem;
mod proposals;
mod supports;

use axum::{
    Router,
    routing::{get, post, put},
};
use web::Site;

pub fn routes(site: Site) -> Router {
    Router::new()
        .route("/api/v1/proposals", get(proposals::list).post(proposals::submit))
        .route("/api/v1/proposals/{id}", get(proposals::show))
        .route("/api/v1/proposals/{id}/comments", post(proposals::comment))
        .route("/api/v1/proposals/{id}/support", put(supports::support).delete(supports::withdraw))
        .route("/api/v1/themes", get(names::themes))
        .route("/api/v1/goals", get(names::goals))
        .route("/api/v1/{*rest}", get(nothing))
        .with_state(site)
}

async fn nothing() -> problem::Problem {
    problem::Problem::not_found()
}
