//! What happens to every request before and after its page. The order is in [`crate::app`].
//!
//! An answer without a body (`StatusCode::…` alone) becomes a page in the visitor's language further out, by
//! `web::error_pages`.

pub mod client;
pub mod compression;
pub mod etags;
mod incident;
pub mod measure;
pub mod open_data;
pub mod overload;
pub mod panics;
pub mod rate_limits;
pub mod request_limits;
pub mod rescue;
pub mod returned;
pub mod same_origin;
pub mod security_headers;
pub mod shared_pages;
pub mod trace;

pub use incident::Incident;
