//! Ids of forms, made before sending, so that whatever is repeated counts once.

use domain::ids::SubmissionId;

use crate::{Site, guest::random_id};

pub fn fresh_id() -> SubmissionId {
    SubmissionId::parse(&random_id()).unwrap_or_else(|_| SubmissionId::from_bytes([0; 16]))
}

/// An id for changed content in a form that was sent before (somebody went back in the browser): always the same for
/// the same content, so that a repetition still counts once.
pub fn renewed_id(site: &Site, submission: &SubmissionId, content: &str) -> SubmissionId {
    let signature = site.store.keys().sign(&format!("{submission} {content}"));
    signature.get(..32).and_then(|digits| SubmissionId::parse(digits).ok()).unwrap_or_else(fresh_id)
}
