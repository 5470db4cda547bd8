//! What a form of an account sent.

use axum::body::Bytes;

use crate::{LocalPath, visit::pairs};

pub struct Posted(Vec<(String, String)>);

impl Posted {
    pub fn read(body: &Bytes) -> Self {
        Self(pairs(&String::from_utf8_lossy(body)))
    }

    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Where the person wanted to go.
    pub fn onward(&self) -> Option<LocalPath> {
        LocalPath::parse(&self.text("weiter"))
    }
}
