//! The service itself: what it says about its addresses and keys, kept for an hour.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Moment;
use openidconnect::{
    AccessToken, ClaimsVerificationError, DiscoveryError, IssuerUrl, SignatureVerificationError,
    core::CoreProviderMetadata,
};
use serde_json::{Map, Value};

use super::http::{Http, HttpError};

const KEPT: i64 = 60 * 60 * 1000;
/// Whoever sends tokens with keys that nobody knows makes us ask no more often.
const RENEWED: i64 = 60 * 1000;

/// Why somebody could not sign in there.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The service does not answer, or nonsense: later it may.
    #[error("the service cannot be asked: {0}")]
    Away(String),
    /// It does not take the code: used, too old, or meant for somebody else.
    #[error("the service refused")]
    Refused,
    /// What it says does not prove anything.
    #[error("the answer does not prove anything")]
    Forged,
    #[error("the answer is signed with a key that nobody knows")]
    UnknownKey,
}

impl Trouble {
    pub(super) fn away(error: impl std::error::Error) -> Self {
        Self::Away(error.to_string())
    }

    pub(super) fn unusable(error: impl std::fmt::Display) -> Self {
        Self::Away(error.to_string())
    }

    pub(super) fn of_token(error: ClaimsVerificationError) -> Self {
        let is_unknown =
            matches!(error, ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey));
        if is_unknown { Self::UnknownKey } else { Self::Forged }
    }
}

/// What the service said about itself.
#[derive(Clone)]
pub struct Known {
    pub metadata: CoreProviderMetadata,
    at: Moment,
}

pub struct Provider {
    issuer: IssuerUrl,
    is_here: bool,
    http: Http,
    known: Mutex<Option<Arc<Known>>>,
}

impl Provider {
    pub fn new(issuer: &str) -> Option<Self> {
        let issuer = IssuerUrl::new(issuer.to_owned()).ok()?;
        let is_here = issuer.url().scheme() == "http";
        Some(Self { issuer, is_here, http: Http::new(is_here)?, known: Mutex::default() })
    }

    pub fn http(&self) -> Http {
        self.http.clone()
    }

    pub async fn known(&self, now: Moment) -> Result<Arc<Known>, Trouble> {
        let known = self.kept();
        match known.filter(|known| now.0.saturating_sub(known.at.0) < KEPT) {
            Some(known) => Ok(known),
            None => self.ask(now).await,
        }
    }

    /// The same anew, as somebody came with a key that is not in it.
    pub async fn renewed(&self, old: &Known, now: Moment) -> Result<Arc<Known>, Trouble> {
        if now.0.saturating_sub(old.at.0) < RENEWED { Err(Trouble::Forged) } else { self.ask(now).await }
    }

    fn kept(&self) -> Option<Arc<Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn ask(&self, now: Moment) -> Result<Arc<Known>, Trouble> {
        let asked = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = asked.map_err(|error: DiscoveryError<HttpError>| Trouble::Away(error.to_string()))?;
        if !self.is_safe(&metadata) {
            return Err(Trouble::Away("it names addresses without TLS".into()));
        }
        let known = Arc::new(Known { metadata, at: now });
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    /// Codes and tokens cross no network in the clear.
    fn is_safe(&self, metadata: &CoreProviderMetadata) -> bool {
        let more = [metadata.token_endpoint().map(|url| url.url()), metadata.userinfo_endpoint().map(|url| url.url())];
        let all = [Some(metadata.authorization_endpoint().url())].into_iter().chain(more).flatten();
        self.is_here || all.into_iter().all(|url| url.scheme() == "https")
    }

    /// What the service tells about a person at the door for that, when it has one.
    pub async fn told_about(
        &self,
        known: &Known,
        token: &AccessToken,
        subject: &str,
    ) -> Result<Option<Map<String, Value>>, Trouble> {
        let Some(door) = known.metadata.userinfo_endpoint() else { return Ok(None) };
        let request = ::http::Request::get(door.url().as_str())
            .header("accept", "application/json")
            .header("authorization", format!("Bearer {}", token.secret()))
            .body(Vec::new())
            .map_err(Trouble::away)?;
        let answer = self.http.ask(request).await.map_err(Trouble::away)?;
        if !answer.status().is_success() {
            return Ok(None);
        }
        let told: Map<String, Value> = serde_json::from_slice(answer.body()).map_err(|_| Trouble::Forged)?;
        // Somebody else's address would lead into somebody else's account.
        if told.get("sub").and_then(Value::as_str) == Some(subject) { Ok(Some(told)) } else { Err(Trouble::Forged) }
    }
}
