//! A mistake of ours in one request harms no other: it becomes a 500, and the log says where it happened.

use std::any::Any;

use axum::response::Response;
use store::faults;
use tower_http::catch_panic::CatchPanicLayer;

use super::Incident;

pub fn layer() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(answer as fn(Box<dyn Any + Send>) -> Response)
}

fn answer(panic: Box<dyn Any + Send>) -> Response {
    if faults::lets_panics_through() {
        std::panic::resume_unwind(panic);
    }
    Incident::Panic.answer()
}

/// Sends panics to the log. Their place is enough to find them; a message made at run time may quote what people wrote,
/// so only messages written in the source are repeated.
pub fn log() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(not shown)");
        tracing::error!(place, message, "Panic");
    }));
}
