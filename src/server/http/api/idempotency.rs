//! What is sent twice counts once: `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), or the same id as
//! `submission` in the body.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, request::Parts},
};
use domain::ids::SubmissionId;

use super::problem::Problem;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The key that came with the request, if one did.
pub struct Key(Option<SubmissionId>);

impl Key {
    /// One id from either place, and the same when it stands in both.
    pub fn or(self, in_body: Option<SubmissionId>) -> Result<SubmissionId, Problem> {
        match (self.0, in_body) {
            (Some(header), Some(body)) if header != body => {
                Err(Problem::bad_request("idempotency_keys_differ", "The header and the body carry different keys."))
            }
            (Some(id), _) | (None, Some(id)) => Ok(id),
            (None, None) => Err(Problem::bad_request(
                "idempotency_key_missing",
                "Send an Idempotency-Key (a fresh UUID), so that a repeated sending counts once.",
            )),
        }
    }

    fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
        let Some(value) = values.next() else { return Ok(Self(None)) };
        // The receipt is derived from the key, so a key that others can guess or may choose too is none.
        let id = value.to_str().ok().and_then(unquoted).and_then(|text| SubmissionId::parse(text).ok());
        match (id, values.next()) {
            (Some(id), None) => Ok(Self(Some(id))),
            _ => Err(Problem::bad_request(
                "idempotency_key_unreadable",
                "An Idempotency-Key is one UUID, as in \"8e03978e-40d5-43dd-bc93-6894a57f9324\".",
            )),
        }
    }
}

/// A string of RFC 8941 stands in quotes; many programs leave them out.
fn unquoted(value: &str) -> Option<&str> {
    let value = value.trim();
    match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"'),
        None => Some(value),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::read(&parts.headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    fn read(values: &[&str]) -> Option<Option<SubmissionId>> {
        let headers = values.iter().map(|value| (IDEMPOTENCY_KEY, value.parse().unwrap())).collect();
        Key::read(&headers).ok().map(|key| key.0)
    }

    #[test]
    fn a_uuid_is_read_with_and_without_quotes() {
        let id = SubmissionId::parse(UUID).unwrap();
        for value in [UUID.to_owned(), format!("\"{UUID}\""), UUID.to_uppercase(), UUID.replace('-', "")] {
            assert_eq!(read(&[&value]), Some(Some(id.clone())), "{value}");
        }
        assert_eq!(read(&[]), Some(None));
    }

    #[test]
    fn anything_else_is_no_key() {
        for value in ["", "1", "\"\"", "\"", "my-order", &format!("\"{UUID}"), &format!("{UUID};a=1")] {
            assert_eq!(read(&[value]), None, "{value}");
        }
        assert_eq!(read(&[UUID, UUID]), None);
    }

    #[test]
    fn header_and_body_must_not_differ() {
        let (one, other) = (SubmissionId::from_bytes([1; 16]), SubmissionId::from_bytes([2; 16]));
        let key = |id: &SubmissionId| Key(Some(id.clone()));
        assert_eq!(key(&one).or(None).unwrap(), one);
        assert_eq!(Key(None).or(Some(one.clone())).unwrap(), one);
        assert_eq!(key(&one).or(Some(one.clone())).unwrap(), one);
        assert!(key(&one).or(Some(other)).is_err());
        assert!(Key(None).or(None).is_err());
    }
}
