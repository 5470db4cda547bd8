//! Counts every request, without anything about the person.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use super::{Incident, trace};
use crate::metrics::Metrics;

pub async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    store::faults::keep_of_every_request();
    let began = Instant::now();
    let (route, method) = (trace::route(&request), trace::name(request.method()));
    let place = InFlight::of(metrics.clone());
    let response = next.run(request).await;
    drop(place);
    metrics.answered(&route, method, response.status().as_u16(), began.elapsed().as_secs_f64());
    if let Some(incident) = response.extensions().get::<Incident>() {
        metrics.count(*incident);
    }
    response
}

/// Counted back even when the visitor goes away in the middle.
struct InFlight(Arc<Metrics>);

impl InFlight {
    fn of(metrics: Arc<Metrics>) -> Self {
        metrics.in_flight.inc();
        Self(metrics)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.dec();
    }
}
