//! The few cookies that are necessary: none for readers.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::Site;

/// All values of the cookie of this name, as browsers send them.
pub fn all<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(found, _)| *found == name)
        .map(|(_, value)| value)
}

pub fn read<'a>(headers: &'a HeaderMap, name: &'a str) -> Option<&'a str> {
    all(headers, name).next()
}

/// Out of reach of scripts, and not sent along by other sites' forms.
pub fn set(site: &Site, answer: &mut HeaderMap, name: &str, value: &str, max_age: u32) {
    let secure = if are_secure(site) { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.append(header::SET_COOKIE, cookie);
    }
}

pub fn remove(site: &Site, answer: &mut HeaderMap, name: &str) {
    set(site, answer, name, "", 0);
}

pub fn are_secure(site: &Site) -> bool {
    site.settings.base_url.starts_with("https://")
}
