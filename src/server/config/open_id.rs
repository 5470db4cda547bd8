//! Another service with which people may sign in.

use axum::http::Uri;
use web::open_id::{ClaimNames, Settings};

use super::{ConfigError, Values, is_web, settings, shown};

impl Values<'_> {
    pub(super) fn open_id(&self) -> Result<Option<Settings>, ConfigError> {
        let scopes = self.parsed(&settings::OIDC_SCOPES, scopes)?;
        let claims = self.parsed(&settings::OIDC_CLAIMS, ClaimNames::parse)?;
        let label = self.optional(&settings::OIDC_LABEL, label)?;
        let client_id = self.own(&settings::OIDC_CLIENT_ID)?;
        let client_secret = self.own(&settings::OIDC_CLIENT_SECRET)?;
        let Some(issuer) = self.optional(&settings::OIDC_ISSUER, issuer)? else {
            // Half a setting is a mistake, and the secret is not shown.
            let alone = [
                (&settings::OIDC_CLIENT_ID, client_id.is_some()),
                (&settings::OIDC_CLIENT_SECRET, client_secret.is_some()),
                (&settings::OIDC_LABEL, label.is_some()),
            ];
            return match alone.into_iter().find(|(_, is_set)| *is_set) {
                Some((setting, _)) => Err(setting.error("set without an issuer".into())),
                None => Ok(None),
            };
        };
        let client_id = client_id.ok_or_else(|| settings::OIDC_CLIENT_ID.error("not set".into()))?;
        let host = issuer.parse::<Uri>().ok().and_then(|uri| uri.host().map(ToOwned::to_owned));
        let label = label.or(host).ok_or_else(|| settings::OIDC_ISSUER.error(shown(&issuer)))?;
        Ok(Some(Settings { issuer, client_id, client_secret, label, scopes, claims }))
    }
}

/// As the service writes it, with or without a slash at its end: tokens are compared with it.
fn issuer(text: &str) -> Option<String> {
    let uri: Uri = text.parse().ok()?;
    let authority = uri.authority()?.as_str();
    let is_here = matches!(uri.host()?, "localhost" | "127.0.0.1" | "[::1]");
    let is_safe = uri.scheme_str() == Some("https") || is_here;
    let is_plain = !authority.contains('@') && uri.query().is_none() && !text.contains('#');
    (is_web(text) && is_safe && is_plain).then(|| text.to_owned())
}

fn scopes(text: &str) -> Option<Vec<String>> {
    let is_scope = |word: &str| word.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\'));
    let words: Vec<String> = text.split_whitespace().map(ToOwned::to_owned).collect();
    (words.iter().any(|word| word == "openid") && words.iter().all(|word| is_scope(word))).then_some(words)
}

fn label(text: &str) -> Option<String> {
    const LONGEST: usize = 40;
    (text.chars().count() <= LONGEST && !text.contains(char::is_control)).then(|| text.to_owned())
}
