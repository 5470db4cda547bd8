//! `/.well-known/security.txt` (RFC 9116): where somebody who found a weakness can report it.

use axum::{Router, http::header, response::IntoResponse, routing::get};
use domain::Moment;
use jiff::Timestamp;
use web::site::now;

use crate::config::Config;

/// The address is read from the running server's settings each time, so what it says is never older than a request.
const VALID_DAYS: i64 = 90;

pub fn routes(config: &Config) -> Router {
    let base = config.base_url.clone();
    let contact = config.security_contact.clone().unwrap_or_else(|| format!("{base}/impressum"));
    Router::new().route(
        "/.well-known/security.txt",
        get(async move || {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text(&base, &contact, now())).into_response()
        }),
    )
}

fn text(base: &str, contact: &str, now: Moment) -> String {
    format!(
        "Contact: {contact}\nExpires: {}\nPreferred-Languages: de, en\nCanonical: {base}/.well-known/security.txt\n",
        expires(now)
    )
}

/// A midnight, so that the text changes once a day.
fn expires(now: Moment) -> String {
    let day = now.0.div_euclid(Moment::DAY) + VALID_DAYS;
    let midnight = Timestamp::from_millisecond(day * Moment::DAY).unwrap_or(Timestamp::MAX);
    midnight.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_a_contact_and_a_day_that_is_less_than_a_year_away() {
        let now = Moment(1_795_435_200_000);
        insta::assert_snapshot!(text("https://wegmarken.example", "mailto:sicherheit@stadt.example", now), @r"
        Contact: mailto:sicherheit@stadt.example
        Expires: 2027-02-21T00:00:00Z
        Preferred-Languages: de, en
        Canonical: https://wegmarken.example/.well-known/security.txt
        ");
    }
}
