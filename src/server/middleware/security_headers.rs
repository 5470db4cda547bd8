//! What browsers are told to refuse, on every answer: pages, errors, files.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::Response,
};
use store::faults;
use web::{Frames, Nonce};

use crate::config::Config;

#[derive(Clone)]
pub struct SecurityHeaders(Arc<Vec<(HeaderName, HeaderValue)>>);

/// Of what is no page. No page contains an inline script or an inline style.
const POLICY: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    // WebAssembly counts as evaluated code; JavaScript from text stays forbidden.
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    // Small pictures in style sheets are `data:`.
    ("img-src", "'self' data:"),
    // Films of ours; none from elsewhere.
    ("media-src", "'self'"),
    ("connect-src", "'self'"),
    ("font-src", "'self'"),
    ("manifest-src", "'self'"),
    ("worker-src", "'self'"),
    ("form-action", "'self'"),
    ("frame-ancestors", "'none'"),
    ("base-uri", "'none'"),
];

/// The map may ask where a person is, when the person asks it to; nothing else of the device is needed.
const PERMISSIONS: &str =
    "geolocation=(self), camera=(), display-capture=(), microphone=(), midi=(), payment=(), usb=()";

/// By this devices know what is worth keeping: the login page of a hotel comes with status 200 in the place of any file.
const OURS: &str = "x-wegmarken";

/// Two years, as browsers' preload lists want it.
const INSIST_ON_TLS: &str = "max-age=63072000; includeSubDomains";

impl SecurityHeaders {
    pub fn of(config: &Config) -> Self {
        let tile_host = config.tiles.as_ref().and_then(|tiles| tile_origin(&tiles.template));
        let mut all = vec![
            (HeaderName::from_static(OURS), HeaderValue::from_static("1")),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            // Forms without JavaScript need to know the page they came from; other sites learn the host alone.
            (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
            (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
            (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
        ];
        if !faults::sends_no_policy()
            && let Ok(policy) = HeaderValue::from_str(&policy(tile_host.as_deref(), config.reload_port))
        {
            all.push((header::CONTENT_SECURITY_POLICY, policy));
        }
        if config.is_https() {
            all.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(INSIST_ON_TLS)));
        }
        Self(Arc::new(all))
    }
}

/// A page may be stricter than these and set its own; `Referrer-Policy: no-referrer` on a receipt, for one. Frames are of
/// our own pages on our own pages, and only where a page says so.
pub async fn add(State(SecurityHeaders(all)): State<SecurityHeaders>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let frames = response.extensions().get::<Frames>().copied();
    let nonce = response.extensions().get::<Nonce>().cloned();
    for (name, value) in all.iter() {
        let mut value = value.clone();
        if name == header::CONTENT_SECURITY_POLICY {
            // The page that a browser has goes with the policy that came with it.
            if response.status() == StatusCode::NOT_MODIFIED {
                continue;
            }
            if let Some(frames) = frames {
                value = with_frames(&value, frames);
            }
            if let Some(nonce) = &nonce {
                value = with_nonce(&value, nonce);
            }
        }
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Only the scripts that the page names, and what these load ("strict CSP"). Where a browser knows nothing of `strict-dynamic`,
/// the files of this site.
fn with_nonce(policy: &HeaderValue, nonce: &Nonce) -> HeaderValue {
    let text = policy.to_str().unwrap_or_default();
    let strict = format!("script-src 'nonce-{}' 'strict-dynamic' 'self'", nonce.as_str());
    HeaderValue::from_str(&text.replace("script-src 'self'", &strict)).unwrap_or_else(|_| policy.clone())
}

fn with_frames(policy: &HeaderValue, frames: Frames) -> HeaderValue {
    let text = policy.to_str().unwrap_or_default();
    let text = match frames {
        Frames::Holds => format!("{text}; frame-src 'self'"),
        Frames::StandsIn => text.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    };
    HeaderValue::from_str(&text).unwrap_or_else(|_| policy.clone())
}

fn policy(tile_host: Option<&str>, reload_port: Option<u16>) -> String {
    let directive = |(name, value): &(&str, &str)| match (*name, tile_host, reload_port) {
        ("img-src", Some(host), _) => format!("{name} {value} {host}"),
        ("connect-src", _, Some(port)) => format!("{name} {value} ws://127.0.0.1:{port} ws://localhost:{port}"),
        _ => format!("{name} {value}"),
    };
    POLICY.iter().map(directive).collect::<Vec<_>>().join("; ")
}

/// `https://{s}.tiles.example/{z}/…` is any subdomain for the policy.
fn tile_origin(template: &str) -> Option<String> {
    let (scheme, rest) = template.split_once("://")?;
    let host = rest.split('/').next()?.replace("{s}", "*");
    let plain: Uri = format!("{scheme}://{}", host.replace('*', "a")).parse().ok()?;
    plain.host().map(|_| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_tile_server_may_add_pictures() {
        assert!(policy(None, None).contains("img-src 'self' data:;"));
        let host = tile_origin("https://{s}.tiles.example:8443/{z}/{x}/{y}.png").unwrap();
        assert!(policy(Some(&host), None).contains("img-src 'self' data: https://*.tiles.example:8443;"));
        assert_eq!(tile_origin("https://;script-src *//{z}"), None);
    }

    #[test]
    fn a_frame_is_of_this_site_and_widens_nothing_else() {
        let plain = HeaderValue::from_str(&policy(None, None)).unwrap();
        let holds = with_frames(&plain, Frames::Holds);
        assert_eq!(holds, format!("{}; frame-src 'self'", policy(None, None)));
        let stands = with_frames(&plain, Frames::StandsIn);
        assert_eq!(stands, policy(None, None).replace("ancestors 'none'", "ancestors 'self'"));
        assert_ne!(stands, plain);
    }

    #[test]
    fn a_nonce_narrows_what_runs_and_nothing_else() {
        let plain = HeaderValue::from_str(&policy(None, None)).unwrap();
        let strict = with_nonce(&plain, &Nonce::again("a1".into()));
        let expected = policy(None, None)
            .replace("script-src 'self' 'wasm", "script-src 'nonce-a1' 'strict-dynamic' 'self' 'wasm");
        assert_eq!(strict, expected);
        assert_ne!(strict, plain);
    }

    #[test]
    fn nothing_inline_is_ever_allowed() {
        assert!(!policy(None, None).contains("unsafe-inline") && !policy(None, None).contains("'unsafe-eval'"));
    }
}
