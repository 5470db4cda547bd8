//! Reloads open pages when `make dev` has built something. The socket belongs to cargo-leptos, which the policy of our
//! pages would not let them reach: so it is named there, in debug builds that cargo-leptos started.

use axum::{Router, http::header, routing::get};

/// Where cargo-leptos tells of its builds, if it started this process.
pub fn port(variable: impl Fn(&str) -> Option<String>) -> Option<u16> {
    let is_watched = cfg!(debug_assertions) && variable("LEPTOS_WATCH").is_some();
    is_watched.then(|| variable("LEPTOS_RELOAD_PORT")?.parse().ok()).flatten()
}

pub fn routes() -> Router {
    let script = ([(header::CONTENT_TYPE, "text/javascript")], include_str!("dev_reload.js"));
    Router::new().route("/dev-reload.js", get(move || async move { script }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestApp, config};

    #[test]
    fn only_cargo_leptos_turns_it_on() {
        let watched = |name: &str| match name {
            "LEPTOS_WATCH" => Some("true".to_owned()),
            "LEPTOS_RELOAD_PORT" => Some("3001".to_owned()),
            _ => None,
        };
        assert_eq!(port(watched), cfg!(debug_assertions).then_some(3001));
        assert_eq!(port(|name| watched(name).filter(|_| name != "LEPTOS_WATCH")), None);
        assert_eq!(config().reload_port, None);
    }

    #[tokio::test]
    async fn a_watched_page_may_reach_its_socket_and_no_other_page_may() {
        let watched = TestApp::with(|config| config.reload_port = Some(3001), Router::new(), Default::default()).await;
        let page = watched.get("/").await;
        assert!(page.header("content-security-policy").contains("connect-src 'self' ws://127.0.0.1:3001 "));
        assert!(page.text().contains("src=\"/dev-reload.js\""));
        assert_eq!(watched.get("/dev-reload.js").await.header("content-type"), "text/javascript");

        let served = TestApp::new().await;
        let page = served.get("/").await;
        assert!(!page.header("content-security-policy").contains("ws:"));
        assert!(!page.text().contains("dev-reload"));
        assert_eq!(served.get("/dev-reload.js").await.status, 404);
    }
}
