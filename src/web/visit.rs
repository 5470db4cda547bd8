//! One request as a page sees it: which language, which address, who comes.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{Request, Uri, request::Parts},
};
use domain::{Language, accounts::Level};
use std::{convert::Infallible, sync::Arc};
use store::{sessions::SignedIn, sittings::Sitting};

use crate::locales::Words;

/// The language and the address of a request, without its prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub language: Language,
    /// `/vorschlaege`, never with `/en` or `/ls` in front.
    pub path: String,
    /// Without the question mark; empty when there is none.
    pub query: String,
    /// Whoever is signed in.
    pub who: Option<Arc<SignedIn>>,
    /// Somebody sits at the counter, and a clerk helps them: then nobody is signed in.
    pub sitting: Option<Arc<Sitting>>,
}

impl Visit {
    pub fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    /// How sure the platform is of whoever is here.
    pub fn level(&self) -> Level {
        match (&self.sitting, &self.who) {
            (Some(sitting), _) => sitting.level,
            (None, Some(who)) => who.level,
            (None, None) => Level::Guest,
        }
    }

    /// `path` in the language of this visit, and with the mark of the sitting that it stays in.
    pub fn href(&self, path: &str) -> String {
        let address = self.language.path(path);
        match &self.sitting {
            Some(sitting) => marked(&address, &sitting.mark),
            None => address,
        }
    }

    /// What a form says to the browser about filling in and remembering: nothing of either where somebody sits at the
    /// counter of somebody else. Fields that say nothing of their own keep to it.
    pub fn autofill(&self) -> Option<&'static str> {
        self.sitting.is_some().then_some("off")
    }

    /// This very page in another language, with everything that was chosen on it.
    pub fn here_in(&self, language: Language) -> String {
        let path = language.path(&self.path);
        if self.query.is_empty() { path } else { format!("{path}?{}", self.query) }
    }

    /// The query string as decoded pairs.
    pub fn pairs(&self) -> Vec<(String, String)> {
        pairs(&self.query)
    }

    pub fn first(&self, name: &str) -> Option<String> {
        self.pairs().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// Names the sitting in an address.
pub const MARK: &str = "sitzung";

fn marked(address: &str, mark: &str) -> String {
    let (page, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}{MARK}={mark}{fragment}")
}

/// Decodes `application/x-www-form-urlencoded` text; what is not UTF-8 becomes the replacement character, and a NUL
/// nothing: no keyboard makes one, and PostgreSQL stores none.
pub fn pairs(encoded: &str) -> Vec<(String, String)> {
    each_pair(encoded).collect()
}

/// The same, of which nobody need take all.
pub fn each_pair(encoded: &str) -> impl Iterator<Item = (String, String)> {
    let without = |text: &str| text.replace('\0', "");
    form_urlencoded::parse(encoded.as_bytes()).map(move |(name, value)| (without(&name), without(&value)))
}

/// Names and values as their readers take them.
pub fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self::of(&parts.uri)))
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

impl Visit {
    fn of(uri: &Uri) -> Self {
        let (language, path) = Language::of_path(uri.path());
        // A link that begins with two slashes (or what browsers read as such) would lead to another site.
        let path = format!("/{}", path.trim_start_matches(['/', '\\']));
        Self { language, path, query: uri.query().unwrap_or_default().to_owned(), who: None, sitting: None }
    }
}

/// Takes the language prefix off the address before routing, so that every route is written once.
pub fn speak<B>(mut request: Request<B>) -> Request<B> {
    let visit = Visit::of(request.uri());
    let mut parts = request.uri().clone().into_parts();
    let address = if visit.query.is_empty() { visit.path.clone() } else { format!("{}?{}", visit.path, visit.query) };
    parts.path_and_query = address.parse().ok();
    if let Ok(uri) = Uri::from_parts(parts) {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(visit);
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefixed_address_is_routed_like_the_plain_one() {
        let request = speak(Request::builder().uri("/en/vorschlaege?thema=verkehr").body(()).unwrap());
        assert_eq!(request.uri(), "/vorschlaege?thema=verkehr");
        let visit = request.extensions().get::<Visit>().unwrap();
        assert_eq!(visit.here_in(Language::Ls), "/ls/vorschlaege?thema=verkehr");
        assert_eq!(visit.here_in(Language::De), "/vorschlaege?thema=verkehr");
    }

    #[test]
    fn the_mark_of_a_sitting_stands_where_a_browser_sends_it() {
        assert_eq!(marked("/orte", "ab"), "/orte?sitzung=ab");
        assert_eq!(marked("/ls/vorschlaege?q=bank#liste", "ab"), "/ls/vorschlaege?q=bank&sitzung=ab#liste");
    }

    #[test]
    fn no_address_leads_to_another_site() {
        for (address, ours) in [
            ("//evil.example", "/evil.example"),
            ("/en//evil.example", "/evil.example"),
            ("/\\evil.example/", "/evil.example/"),
            ("/ls/\\/evil.example?q=1", "/evil.example?q=1"),
        ] {
            let request = Request::builder().uri(Uri::builder().path_and_query(address).build().unwrap());
            let request = speak(request.body(()).unwrap());
            assert_eq!(request.uri(), ours, "{address}");
            let visit = request.extensions().get::<Visit>().unwrap();
            assert_eq!(visit.here_in(Language::De), ours, "{address}");
            assert_eq!(visit.here_in(Language::En), format!("/en{ours}"), "{address}");
        }
    }
}
