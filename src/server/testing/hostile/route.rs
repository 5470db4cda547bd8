//! An address and what can be sent to it.

/// The name of a field and a value that is fine.
pub type Field = (&'static str, &'static str);

/// A field that only some button sends.
pub const LEFT_OUT: &str = "(left out)";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    None,
    /// `application/x-www-form-urlencoded`.
    Form(&'static [Field]),
    /// `multipart/form-data`.
    Parts(&'static [Field]),
    /// JSON that is fine.
    Json(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub query: &'static [&'static str],
    pub body: Body,
}

impl Route {
    pub fn changes_something(&self) -> bool {
        !matches!(self.method, "GET" | "ANY")
    }

    /// Programs come without the headers of a browser.
    pub fn is_for_programs(&self) -> bool {
        self.path.starts_with("/api/v1/")
    }

    /// The others answer scripts of ours, and say what is wrong as JSON.
    pub fn is_page(&self) -> bool {
        let is_for_the_editor = self.path.starts_with("/bearbeiten/")
            && (matches!(self.body, Body::Json(_))
                || matches!(self.method, "PUT" | "DELETE")
                || self.path == "/bearbeiten/{page}/medien"
                || self.path.ends_with("/entwurf.json")
                || self.path.ends_with("/ereignisse"));
        !self.path.starts_with("/api/") && !is_for_the_editor
    }
}

pub const fn get(path: &'static str, query: &'static [&'static str]) -> Route {
    Route { method: "GET", path, query, body: Body::None }
}

pub const fn send(method: &'static str, path: &'static str, body: Body) -> Route {
    Route { method, path, query: &[], body }
}
