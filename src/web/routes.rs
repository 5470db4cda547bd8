//! Every address of the pages, in one list.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    response::IntoResponse,
    routing::{get, post},
};
use leptos::prelude::provide_context;

use crate::{
    Site,
    pages::{self, receipt, submit},
};

/// The pages. Addresses are without language prefix; [`crate::speak`] takes it off before.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(pages::home::show))
        .route("/ziele/{slug}", get(pages::thematic::goal))
        .route("/themen/{slug}", get(pages::thematic::theme))
        .route("/umfragen", get(pages::surveys::list))
        .route("/umfragen/{slug}", get(pages::surveys::show).post(pages::surveys::respond))
        .route("/orte", get(pages::place_calls::list))
        .route("/orte/{slug}", get(pages::place_calls::show).post(pages::place_calls::add))
        .route("/kalender", get(pages::calendar::list))
        .route("/kalender.ics", get(pages::calendar::feed))
        .route("/kalender/{slug}", get(pages::calendar::show))
        .route("/vorschlaege", get(pages::board::show))
        .route("/vorschlaege/feed.atom", get(pages::board::feed))
        .route("/vorschlaege/neu", get(submit::start::ask).post(submit::start::begin))
        .route("/vorschlaege/karte.svg", get(submit::map_picture::show))
        .route("/vorschlaege/entwurf/{key}", get(submit::draft::show).post(submit::saving::save).layer(unlimited()))
        .route("/vorschlaege/entwurf/{key}/bild/{id}", get(submit::draft::picture))
        .route("/vorschlaege/entwurf/{key}/verwerfen", post(submit::draft::discard))
        .route("/vorschlaege/entwurf/{key}/pruefen", get(submit::review::show))
        .route("/vorschlaege/entwurf/{key}/einreichen", get(submit::review::back).post(submit::review::submit))
        .route("/beleg", get(receipt::find))
        .route("/beleg/{code}", get(receipt::show))
        .route("/beleg/{code}/bild/{id}", get(receipt::picture))
        .route("/beleg/{code}/aendern", get(receipt::correct::edit).post(receipt::correct::save))
        .route("/beleg/{code}/zurueckziehen", get(receipt::withdraw::ask).post(receipt::withdraw::withdraw))
        .route("/vorschlaege/{id}", get(pages::proposal::show))
        .route("/vorschlaege/{id}/feed.atom", get(pages::proposal::feed))
        .route("/vorschlaege/{id}/unterstuetzung", get(pages::proposal::back).post(pages::proposal::support))
        .route("/vorschlaege/{id}/beitraege", get(pages::proposal::back).post(pages::proposal::comment))
        .route("/bilder/{id}", get(pages::proposal::picture))
        .route("/bilder/{id}/klein", get(pages::proposal::picture_thumb))
        .route("/styleguide", get(pages::styleguide::show))
        .route("/api/fn/{name}", post(server_function))
        .fallback(pages::content::show)
        .with_state(site)
}

/// Pictures come with a draft; how much may come at all is decided for every request before it gets here.
fn unlimited() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

/// The functions that islands call. Each has an address of its own, is reached by POST alone and authorises inside.
async fn server_function(State(site): State<Site>, request: Request<Body>) -> impl IntoResponse {
    leptos_axum::handle_server_fns_with_context(move || provide_context(site.clone()), request).await
}
