//! What the service says about a person: a name that is theirs alone, and perhaps an address that it made sure of.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::accounts::Email;
use openidconnect::core::CoreIdToken;
use serde_json::{Map, Value};
use store::identities::Named;

use super::{Settings, Trouble};

/// Under which names the service tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimNames {
    pub email: String,
    /// Whether the service made sure of the address.
    pub verified: String,
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self { email: "email".into(), verified: "email_verified".into() }
    }
}

impl ClaimNames {
    /// `email=mail, verified=mail_confirmed`; what is left out keeps its usual name.
    pub fn parse(text: &str) -> Option<Self> {
        let mut names = Self::default();
        for pair in text.split(',') {
            let (ours, theirs) = pair.split_once('=')?;
            let theirs = theirs.trim();
            let is_name = !theirs.is_empty() && theirs.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
            match ours.trim() {
                "email" if is_name => names.email = theirs.into(),
                "verified" if is_name => names.verified = theirs.into(),
                _ => return None,
            }
        }
        Some(names)
    }

    /// An address counts when the service says that it is the person's; a word in quotes says so too, as some write it.
    fn address(&self, claims: &Map<String, Value>) -> Option<Email> {
        let is_verified = match claims.get(&self.verified)? {
            Value::Bool(is_verified) => *is_verified,
            Value::String(word) => word == "true",
            _ => false,
        };
        let address = claims.get(&self.email).and_then(Value::as_str).filter(|_| is_verified)?;
        Email::parse(address).ok()
    }
}

/// Who somebody is, as far as the service says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub named: Named,
    /// Only when the service made sure of it.
    pub email: Option<Email>,
}

/// No service needs a longer name.
const LONGEST: usize = 255;

impl Claimed {
    /// From a token whose signature was checked.
    pub(super) fn read(token: &CoreIdToken, settings: &Settings) -> Result<Self, Trouble> {
        let text = token.to_string();
        let payload = text.split('.').nth(1).and_then(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
        let claims: Map<String, Value> =
            payload.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or(Trouble::Forged)?;
        let subject = claims.get("sub").and_then(Value::as_str).filter(|sub| !sub.is_empty() && sub.len() <= LONGEST);
        let subject = subject.filter(|sub| !sub.contains(char::is_control)).ok_or(Trouble::Forged)?.to_owned();
        let named = Named { issuer: settings.issuer.clone(), subject };
        Ok(Self { named, email: settings.claims.address(&claims) })
    }

    pub(super) fn has_address(&self) -> bool {
        self.email.is_some()
    }

    pub(super) fn or_from(self, told: Option<&Map<String, Value>>, names: &ClaimNames) -> Self {
        Self { email: self.email.or_else(|| names.address(told?)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_that_nobody_made_sure_of_is_none() {
        let names = ClaimNames::default();
        let address = |claims: Value| names.address(claims.as_object().unwrap()).map(|email| email.to_string());
        let verified = json!({ "email": "Ada@Example.org", "email_verified": true });
        assert_eq!(address(verified).as_deref(), Some("ada@example.org"));
        assert!(address(json!({ "email": "ada@example.org", "email_verified": "true" })).is_some());
        for claims in [
            json!({ "email": "ada@example.org" }),
            json!({ "email": "ada@example.org", "email_verified": false }),
            json!({ "email": "ada@example.org", "email_verified": "yes" }),
            json!({ "email": "ada@example.org", "email_verified": 1 }),
            json!({ "email": "ada", "email_verified": true }),
            json!({ "email": 7, "email_verified": true }),
            json!({ "email_verified": true }),
        ] {
            assert_eq!(address(claims.clone()), None, "{claims}");
        }
    }

    #[test]
    fn a_service_may_use_other_names() {
        let names = ClaimNames::parse("email=mail, verified = mail_ok").unwrap();
        let claims = json!({ "mail": "ada@example.org", "mail_ok": true });
        assert!(names.address(claims.as_object().unwrap()).is_some());
        assert_eq!(ClaimNames::parse("email=mail").unwrap().verified, "email_verified");
        for wrong in ["", "mail", "email=", "name=x", "email=a b"] {
            assert_eq!(ClaimNames::parse(wrong), None, "{wrong}");
        }
    }
}
