//! Addresses of the city's first site, which stand on posters and in other sites' links.

use axum::{Router, extract::Request, response::Redirect, routing::any};

pub fn routes() -> Router {
    Router::new()
        .route("/rostock", any(redirect))
        .route("/rostock/", any(redirect))
        .route("/rostock/{*rest}", any(redirect))
}

async fn redirect(request: Request) -> Redirect {
    Redirect::permanent(new_address(request.uri().path()))
}

/// The first site wrote its session into the path: `…/informieren;jsessionid=0123`.
fn new_address(old: &str) -> &'static str {
    let page = old.split(';').next().unwrap_or_default().trim_end_matches('/');
    match page.rsplit('/').next() {
        Some("informieren") => "/informieren",
        Some("leichteSprache") => "/leichte-sprache",
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_lead_to_their_pages() {
        let cases = [
            ("/rostock/de/home/informieren", "/informieren"),
            ("/rostock/de/home/informieren;jsessionid=A1B2C3.node1", "/informieren"),
            ("/rostock/de/home/informieren/", "/informieren"),
            ("/rostock/de/home/leichteSprache", "/leichte-sprache"),
            ("/rostock/de/home/leichteSprache;jsessionid=A1B2C3", "/leichte-sprache"),
            ("/rostock/de/home", "/"),
            ("/rostock/de/ueberlastet;informieren", "/"),
        ];
        for (old, new) in cases {
            assert_eq!(new_address(old), new, "{old}");
        }
    }
}
