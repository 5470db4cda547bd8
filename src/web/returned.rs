//! A form that came back to its writer. The device keeps what it sent until it may believe that nothing of it was taken: a
//! status alone may come from anybody on the way.

use axum::http::HeaderName;

/// Carries the server's signature ([`domain::outbox::Returned`]).
pub const RETURNED: HeaderName = HeaderName::from_static("x-wegmarken-returned");

/// A handler says with it, inside the answer's extensions, that nothing of a form was taken and that its page has all of it
/// as it was typed: it refuses it, or asks something first.
#[derive(Clone, Copy, Debug)]
pub struct Returned;
