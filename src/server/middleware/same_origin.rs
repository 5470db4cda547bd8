//! Nobody else's page can make a visitor's browser change anything here: every request that could change something
//! has to come from a page of ours. Browsers say where a request comes from and do not let scripts forge it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, Uri, header},
    middleware::Next,
    response::Response,
};
use store::faults;

use super::Incident;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

const FOR_PROGRAMS: &str = "/api/v1/";

/// Mail programs end letters here, from pages of their own or from none (RFC 8058). The address carries a signature that
/// only whoever has the letter knows, and no cookie is looked at.
pub(super) const ENDS_LETTERS: &str = "/neuigkeiten/abbestellen/";

/// The origin that people see, `https://wegmarken.example`.
#[derive(Clone)]
pub struct OurOrigin(pub String);

pub async fn check(State(ours): State<OurOrigin>, request: Request, next: Next) -> Response {
    let is_open = faults::trusts_all_origins()
        || request.method() == Method::POST && request.uri().path().starts_with(ENDS_LETTERS);
    if request.method().is_safe() || is_open || is_ours(&ours, request.uri(), request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!("A request from another site was refused");
    Incident::OtherSite.answer()
}

fn is_ours(ours: &OurOrigin, uri: &Uri, headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text(&SEC_FETCH_SITE), text(&header::ORIGIN)) {
        (Some("same-origin" | "none"), _) => true,
        (_, Some(origin)) => {
            // Behind a proxy the scheme is the proxy's affair, so hosts are compared. HTTP/2 names the host in the address.
            let host = uri.authority().map(|authority| authority.as_str()).or_else(|| text(&header::HOST));
            let from = origin.split_once("://").map(|(_, host)| host);
            origin == ours.0 || (from.is_some() && from == host)
        }
        // No browser of today. The interface for programs takes them (curl, a server elsewhere), without a cookie: there is
        // nobody's state to abuse then.
        (None, None) => uri.path().starts_with(FOR_PROGRAMS) && !headers.contains_key(header::COOKIE),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "/vorschlaege/1/unterstuetzung";

    fn accepts(headers: &[(HeaderName, &str)]) -> bool {
        accepts_at(PAGE, headers)
    }

    fn accepts_at(address: &'static str, headers: &[(HeaderName, &str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        is_ours(&OurOrigin("https://wegmarken.example".into()), &Uri::from_static(address), &headers)
    }

    #[test]
    fn a_page_of_ours_may_change_something() {
        assert!(accepts(&[(SEC_FETCH_SITE, "same-origin")]));
        assert!(accepts(&[(SEC_FETCH_SITE, "none")]));
        assert!(accepts(&[(header::ORIGIN, "https://wegmarken.example"), (header::COOKIE, "a=b")]));
        assert!(accepts(&[(header::ORIGIN, "http://localhost:3000"), (header::HOST, "localhost:3000")]));
    }

    #[test]
    fn a_page_of_somebody_else_may_not() {
        for site in ["cross-site", "same-site", "strange"] {
            assert!(!accepts(&[(SEC_FETCH_SITE, site)]));
            assert!(!accepts(&[(SEC_FETCH_SITE, site), (header::ORIGIN, "https://evil.example")]));
        }
        assert!(!accepts(&[(header::ORIGIN, "https://evil.example"), (header::HOST, "wegmarken.example")]));
        assert!(!accepts(&[(header::ORIGIN, "https://wegmarken.example.evil.example")]));
        assert!(!accepts(&[(header::ORIGIN, "null")]));
    }

    #[test]
    fn a_program_without_headers_may_only_come_to_its_interface_and_without_a_cookie() {
        let program = "/api/v1/proposals/1/support";
        assert!(accepts_at(program, &[]));
        assert!(!accepts_at(program, &[(header::COOKIE, "wegmarken=a.b")]));
        assert!(!accepts(&[]));
        assert!(!accepts_at("/api/fn/support", &[]));
    }
}
