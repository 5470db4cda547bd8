//! A number used once (CSP 3, 8.2): a browser runs the scripts of a page that carry the number which its policy names, and what
//! these load. A file on this server that somebody smuggled in is no script of a page.

use leptos::prelude::*;

use crate::random_id;

/// In an answer's extensions, for its policy: that of the page in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    pub(crate) fn fresh() -> Self {
        Self(random_id())
    }

    /// Of a page that was made before and carries this one now.
    pub fn again(id: String) -> Self {
        Self(id)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Of the page that is being made.
pub fn nonce() -> Option<String> {
    use_context::<Nonce>().map(|nonce| nonce.0)
}
