//! The secret is replaced while people take part: what a browser holds, and what stands on paper, goes on.

use axum::{Router, http::StatusCode};
use serde_json::json;

use super::{TestApp, accounts::cookie};
use crate::app::Capacity;

const OLD: &str = "the-secret-of-last-year-that-somebody-saw";
const NEW: &str = "the-secret-of-this-year-that-nobody-saw";

/// A city before its secret is replaced.
pub(super) async fn old_city() -> TestApp {
    let change = |config: &mut crate::config::Config| {
        config.secret = Some(OLD.into());
        config.limits_rates = false;
    };
    TestApp::with(change, Router::new(), Capacity::default()).await
}

/// The same city afterwards: with the old secret beside the new one, and without it.
pub(super) async fn reopened(old: &TestApp) -> (TestApp, TestApp) {
    let open = async |before: Vec<String>| {
        let change = |config: &mut crate::config::Config| {
            config.database_url = old.database_url.clone();
            config.secret = Some(NEW.into());
            config.secrets_before = before;
            config.limits_rates = false;
        };
        TestApp::with(change, Router::new(), Capacity::default()).await
    };
    (open(vec![OLD.into()]).await, open(Vec::new()).await)
}

#[tokio::test]
async fn a_guest_stays_who_they_are_and_has_one_voice() {
    let old = old_city().await;
    let id = old.published(json!({ "title": "Bänke am Hafen" })).await;
    let path = format!("/vorschlaege/{id}/unterstuetzung");
    let guest =
        old.post(&path, "aktion=unterstuetzen").await.header("set-cookie").split(';').next().unwrap().to_owned();
    let (both, alone) = reopened(&old).await;
    let supports = async || both.get(&format!("/api/v1/proposals/{id}")).await.json()["supports"].clone();

    let again = both.post_as(&guest, &path, "aktion=unterstuetzen").await;
    assert_eq!(supports().await, 1, "one person, one voice");
    // Renewed as it was: under another signature it would be somebody else's.
    assert!(again.header("set-cookie").starts_with(&guest), "{}", again.header("set-cookie"));
    both.post_as(&guest, &path, "aktion=zuruecknehmen").await;
    assert_eq!(supports().await, 0);
    both.post_as(&guest, &path, "aktion=unterstuetzen").await;
    alone.post_as(&guest, &path, "aktion=unterstuetzen").await;
    assert_eq!(supports().await, 2, "without the old secret nobody knows them");
}

#[tokio::test]
async fn whoever_is_signed_in_stays_so_and_needs_the_old_secret_for_one_page() {
    let old = old_city().await;
    let account = old.account("ada@example.org").await;
    let token = old.session(account, true).await;
    let (both, alone) = reopened(&old).await;
    assert_eq!(alone.get_with("/konto", &[("cookie", &token)]).await.status, StatusCode::SEE_OTHER);
    let page = both.get_with("/konto", &[("cookie", &token)]).await;
    assert_eq!(page.status, StatusCode::OK);
    let renewed = cookie(&page);
    assert_eq!(alone.get_with("/konto", &[("cookie", &renewed)]).await.status, StatusCode::OK);
}
