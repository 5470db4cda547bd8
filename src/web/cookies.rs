//! The few cookies that are necessary: none for readers. All of them are listed here, and the privacy notice tells them
//! from this list.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::Site;

const DAY: u32 = 24 * 60 * 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// Lets one person support once, without an account.
    Guest,
    /// Who is signed in.
    Session,
    /// Whose password was right a moment ago; the second factor is missing.
    Step,
    /// That somebody was signed in here before: they need not wait because a stranger guesses.
    Known,
    /// A sitting at the counter that goes on in this browser.
    Sitting,
}

impl Cookie {
    pub const ALL: [Self; 5] = [Self::Guest, Self::Session, Self::Step, Self::Known, Self::Sitting];

    /// `__Host-` binds a cookie to this very host; browsers allow it only over TLS.
    pub fn name(self, is_secure: bool) -> &'static str {
        match (self, is_secure) {
            (Self::Guest, true) => "__Host-wegmarken",
            (Self::Guest, false) => "wegmarken",
            (Self::Session, true) => "__Host-wegmarken-sitzung",
            (Self::Session, false) => "wegmarken-sitzung",
            (Self::Step, true) => "__Host-wegmarken-schritt",
            (Self::Step, false) => "wegmarken-schritt",
            (Self::Known, true) => "__Host-wegmarken-bekannt",
            (Self::Known, false) => "wegmarken-bekannt",
            (Self::Sitting, true) => "__Host-wegmarken-begleitung",
            (Self::Sitting, false) => "wegmarken-begleitung",
        }
    }

    pub fn days(self) -> u16 {
        match self {
            // The longest time that browsers keep a cookie (RFC 6265bis).
            Self::Guest | Self::Known => 400,
            // Longer than any session lives in the database, where it really ends.
            Self::Session => 60,
            // Ten minutes in the database, and two hours at most.
            Self::Step | Self::Sitting => 1,
        }
    }
}

/// All values of a cookie, as browsers send them.
pub fn all<'a>(site: &Site, headers: &'a HeaderMap, cookie: Cookie) -> impl Iterator<Item = &'a str> {
    let name = cookie.name(are_secure(site));
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(found, _)| *found == name)
        .map(|(_, value)| value)
}

pub fn read<'a>(site: &Site, headers: &'a HeaderMap, cookie: Cookie) -> Option<&'a str> {
    all(site, headers, cookie).next()
}

/// Out of reach of scripts, and not sent along by other sites' forms.
pub fn set(site: &Site, answer: &mut HeaderMap, cookie: Cookie, value: &str) {
    put(site, answer, cookie, value, u32::from(cookie.days()) * DAY);
}

pub fn remove(site: &Site, answer: &mut HeaderMap, cookie: Cookie) {
    put(site, answer, cookie, "", 0);
}

fn put(site: &Site, answer: &mut HeaderMap, cookie: Cookie, value: &str, max_age: u32) {
    let (name, secure) = (cookie.name(are_secure(site)), if are_secure(site) { "; Secure" } else { "" });
    let cookie = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.append(header::SET_COOKIE, cookie);
    }
}

pub fn are_secure(site: &Site) -> bool {
    site.settings.base_url.starts_with("https://")
}
