//! `/verwaltung/kiosks/noch-einmal`: what kiosks delivered and nobody could open is tried again. It is answered here and not
//! among the pages, because nobody but the server has the keys.

use std::time::{Duration, Instant};

use axum::{
    Extension, Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::{Moment, policy::Action};
use store::outbox::{self, Kept};
use web::{AppError, Site, Visit, pages::accounts::private};

use super::api::record_of_kiosk;
use crate::seal::Seal;

/// So long whoever pressed the button waits; they press it again for the rest. A request may take 30 s.
const PATIENCE: Duration = Duration::from_secs(15);

pub fn routes(site: Site) -> Router {
    let seal = Seal::of(site.store.keys());
    Router::new().route("/verwaltung/kiosks/noch-einmal", post(again)).layer(Extension(seal)).with_state(site)
}

async fn again(State(site): State<Site>, visit: Visit, Extension(seal): Extension<Seal>) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageKiosks)?;
    outbox::begin_tries(&site.store, &by, site.now()).await?;
    let (begun, mut last) = (Instant::now(), 0);
    let mut told = "versucht";
    while let Some(kept) = outbox::next_kept(&site.store, &by, last).await? {
        if begun.elapsed() > PATIENCE {
            told = "weiter";
            break;
        }
        last = kept.id;
        take(&site, &seal, &kept, site.now()).await;
    }
    Ok(private(Redirect::to(&visit.href(&format!("/verwaltung/kiosks?{told}"))).into_response()))
}

/// One that cannot be opened stays as it is, and stands in nobody's way.
async fn take(site: &Site, seal: &Seal, Kept { from, .. }: &Kept, now: Moment) {
    let (kiosk, number) = (from.kiosk, from.number);
    let came = from.came.unwrap_or(now);
    let unsealed = seal.open(kiosk.0, number, &from.sealed);
    let Some(opened) = unsealed.as_ref().and_then(|unsealed| record_of_kiosk(unsealed, kiosk, came)) else {
        return;
    };
    match outbox::deliver_numbered(&site.store, from, Some(&opened), now).await {
        Ok(answer) => tracing::info!(%kiosk, number, outcome = answer.outcome(), "a record of a kiosk was opened late"),
        Err(error) => {
            tracing::warn!(%kiosk, number, %error, "a record of a kiosk was opened and could not be stored");
        }
    }
}
