//! `/api/v1`: the same functions of the store as the pages call, as JSON. Stable: a field may be added, none removed or
//! changed; what has to change gets `/api/v2` beside it.
//!
//! A route comes in through [`documented`] alone, together with its description: what is not in `openapi.json` is not
//! there.

mod answers;
mod document;
mod figures;
mod idempotency;
mod kiosk;
mod names;
mod outbox;
mod problem;
mod proposals;
mod shapes;
mod submissions;
mod supports;
mod vocabulary;

use std::sync::Arc;

use axum::{Extension, Router, routing::any};
pub use document::document;
pub(super) use kiosk::opened as record_of_kiosk;
pub use problem::complete;
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Site, pages::kiosk::pack::Packs};

use crate::{seal::Seal, word::Voice};

pub fn routes(site: Site) -> Router {
    let (router, _) = documented().split_for_parts();
    let (voice, seal) = (Voice::of(site.store.keys()), Seal::of(site.store.keys()));
    router
        .route("/api/v1/{*rest}", any(nothing))
        .layer(Extension(voice))
        .layer(Extension(seal))
        .layer(Extension(Arc::new(Packs::default())))
        .with_state(site)
}

fn documented() -> OpenApiRouter<Site> {
    OpenApiRouter::with_openapi(document::Head::openapi())
        .routes(routes!(proposals::list, submissions::submit))
        .routes(routes!(proposals::show))
        .routes(routes!(submissions::comment))
        .routes(routes!(supports::support, supports::withdraw))
        .routes(routes!(outbox::deliver_record))
        .routes(routes!(kiosk::pair))
        .routes(routes!(kiosk::heartbeat))
        .routes(routes!(kiosk::part))
        .routes(routes!(kiosk::deliver))
        .routes(routes!(figures::show))
        .routes(routes!(names::themes))
        .routes(routes!(names::goals))
        .routes(routes!(document::show))
}

async fn nothing() -> problem::Problem {
    problem::Problem::not_found()
}
