//! The guest token: a signed, long-lived cookie that lets one person support once, without an account.
//!
//! It is set only when somebody supports, comments or starts a draft (§ 25 TDDDG: strictly necessary for what was asked
//! for); reading sets nothing.

use std::convert::Infallible;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use domain::ids::{PersonKey, SubmissionId};

use crate::Site;

/// 400 days, the longest time that browsers keep a cookie (RFC 6265bis).
const MAX_AGE_SECONDS: u32 = 400 * 24 * 60 * 60;

/// The person behind a request, if a valid token came with it.
#[derive(Clone, Debug)]
pub struct Guest {
    token: Option<String>,
}

impl Guest {
    /// The pseudonym of this person, or none for somebody who only reads.
    pub fn key(&self, site: &Site) -> Option<PersonKey> {
        self.token.as_deref().map(|token| site.store.keys().person_key(token))
    }

    /// The pseudonym of this person, made now where there is none. The cookie goes into the headers of the answer and
    /// is renewed with every write, so that it lives as long as a person takes part.
    pub fn ensure(&self, site: &Site, answer: &mut HeaderMap) -> PersonKey {
        let token = self.token.clone().unwrap_or_else(random_id);
        let (name, secure) = (cookie_name(site), if is_secure(site) { "; Secure" } else { "" });
        let signature = site.store.keys().sign(&token);
        let cookie =
            format!("{name}={token}.{signature}; Path=/; Max-Age={MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            answer.append(header::SET_COOKIE, cookie);
        }
        site.store.keys().person_key(&token)
    }

    pub fn read(site: &Site, headers: &HeaderMap) -> Self {
        let token = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == cookie_name(site))
            .filter_map(|(_, value)| value.split_once('.'))
            .find(|(token, signature)| site.store.keys().verify(token, signature))
            .map(|(token, _)| token.to_owned());
        Self { token }
    }
}

impl<S> FromRequestParts<S> for Guest
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::read(&Site::from_ref(state), &parts.headers))
    }
}

/// 128 random bits as 32 hexadecimal digits: for tokens, draft keys and the ids of forms.
pub fn random_id() -> String {
    SubmissionId::from_bytes(rand::random()).to_string()
}

fn is_secure(site: &Site) -> bool {
    site.settings.base_url.starts_with("https://")
}

/// `__Host-` binds the cookie to this very host; browsers allow it only over TLS.
fn cookie_name(site: &Site) -> &'static str {
    if is_secure(site) { "__Host-wegmarken" } else { "wegmarken" }
}
