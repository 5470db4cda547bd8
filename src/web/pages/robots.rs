//! What crawlers may fetch. That a page stays out of an index is said by the page itself (`noindex`); here stands what
//! would cost both sides work for nothing, or is nobody's business.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Language;

use crate::Site;

/// Under every language: drafts, receipts, addresses of forms, and views of the board that differ from another one only
/// in what they show of it.
const PERSONAL: [&str; 9] = [
    "/barrierefreiheit/melden",
    "/beleg",
    "/vorschlaege/entwurf/",
    "/vorschlaege/*/unterstuetzung",
    "/vorschlaege/*/beitraege",
    "/vorschlaege/export.",
    "/vorschlaege?*karte=",
    "/vorschlaege?*nahe=",
    "/styleguide",
];

/// For programs, in one language only.
const FOR_PROGRAMS: [&str; 3] = ["/api/", "/healthz", "/readyz"];

pub async fn show(State(site): State<Site>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    (headers, rules(&site.settings.base_url, site.is_demo())).into_response()
}

fn rules(base: &str, is_demo: bool) -> String {
    let mut rules = String::from("User-agent: *\n");
    if is_demo {
        // Nobody should find invented wishes under the name of a real city.
        rules.push_str("# Contents of this server are invented.\nDisallow: /\n");
    } else {
        let everywhere = Language::ALL.into_iter().flat_map(|language| PERSONAL.map(|path| language.path(path)));
        for path in everywhere.chain(FOR_PROGRAMS.map(str::to_owned)) {
            rules.push_str(&format!("Disallow: {path}\n"));
        }
    }
    rules.push_str(&format!("\nSitemap: {base}/sitemap.xml\n"));
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_stays_out_of_every_index_and_a_city_keeps_its_pages_in() {
        let demo = rules("https://w.example", true);
        assert!(demo.contains("\nDisallow: /\n"));
        let city = rules("https://w.example", false);
        assert!(!city.contains("\nDisallow: /\n"));
        for path in ["/beleg", "/en/beleg", "/ls/vorschlaege/entwurf/", "/api/"] {
            assert!(city.contains(&format!("Disallow: {path}\n")), "{path}");
        }
        assert!(city.ends_with("Sitemap: https://w.example/sitemap.xml\n"));
    }
}
