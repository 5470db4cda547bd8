//! What every page and file can be relied on for, whatever stands on it.

use axum::http::StatusCode;

use super::TestApp;

#[tokio::test]
async fn the_probes_say_that_the_server_lives_and_is_ready() {
    let app = TestApp::new().await;
    for address in ["/healthz", "/readyz"] {
        assert_eq!(app.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn an_unknown_address_gets_a_page_in_the_language_of_its_prefix() {
    let app = TestApp::new().await;
    for (address, language) in
        [("/gibt-es-nicht", "de"), ("/en/gibt-es-nicht", "en"), ("/ls/gibt-es-nicht", "de-simple")]
    {
        let answer = app.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.header("content-type").starts_with("text/html"), "{address}");
        assert!(answer.text().contains(&format!("lang=\"{language}\"")), "{address}");
    }
}

#[tokio::test]
async fn every_page_exists_under_every_prefix() {
    let app = TestApp::new().await;
    for address in ["/", "/en", "/en/", "/ls"] {
        assert_eq!(app.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn old_addresses_lead_to_ours() {
    let app = TestApp::new().await;
    let cases = [
        ("/rostock/de/home/informieren", "/informieren"),
        ("/rostock/de/home/informieren;jsessionid=A1B2C3.node1", "/informieren"),
        ("/rostock/de/home/leichteSprache;jsessionid=A1B2C3", "/leichte-sprache"),
        ("/rostock/de/irgendwo", "/"),
        ("/rostock", "/"),
    ];
    for (old, new) in cases {
        let answer = app.get(old).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, new), "{old}");
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let app = TestApp::new().await;
    let first = app.get("/").await;
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\""));
    assert!(first.header("cache-control").contains("no-cache"));
    let second = app.get_with("/", &[("if-none-match", tag)]).await;
    assert_eq!(second.status, StatusCode::NOT_MODIFIED);
    assert!(second.body.is_empty());
    assert_eq!(second.header("etag"), tag);
    assert_eq!(app.get_with("/", &[("if-none-match", "W/\"another\"")]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_travels_compressed_to_who_can_read_it() {
    let app = TestApp::new().await;
    for encoding in ["br", "gzip"] {
        let answer = app.get_with("/", &[("accept-encoding", encoding)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.header("vary").contains("accept-encoding"));
    }
    assert_eq!(app.get("/").await.header("content-encoding"), "");
}

#[tokio::test]
async fn files_have_their_types_and_are_kept_as_long_as_their_address_allows() {
    let app = TestApp::new().await;
    let cases = [
        ("/pkg/wegmarken.css", "text/css; charset=utf-8", "no-cache"),
        ("/pkg/wegmarken.Ab12.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/icons.svg?v=12", "image/svg+xml", "public, max-age=31536000, immutable"),
        ("/icons.svg", "image/svg+xml", "public, max-age=3600"),
        ("/fonts/text.woff2", "font/woff2", "public, max-age=3600"),
        ("/manifest.webmanifest", "application/manifest+json", "public, max-age=3600"),
    ];
    for (address, kind, policy) in cases {
        let answer = app.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), (kind, policy), "{address}");
        let again = app.get_with(address, &[("if-none-match", answer.header("etag"))]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
    }
}

#[tokio::test]
async fn a_file_is_compressed_for_who_can_read_it() {
    let app = TestApp::new().await;
    let plain = app.get("/pkg/wegmarken.css").await;
    for encoding in ["br", "gzip"] {
        let small = app.get_with("/pkg/wegmarken.css", &[("accept-encoding", encoding)]).await;
        assert_eq!(small.header("content-encoding"), encoding);
        assert!(small.body.len() < plain.body.len());
        assert_eq!(small.header("content-length"), small.body.len().to_string());
    }
    let refused = app.get_with("/pkg/wegmarken.css", &[("accept-encoding", "br;q=0, gzip;q=0")]).await;
    assert_eq!(refused.body, plain.body);
}

#[tokio::test]
async fn no_address_leads_out_of_the_folder_of_files() {
    let app = TestApp::new().await;
    for address in ["/../secret.txt", "/pkg/../../secret.txt", "/%2e%2e/secret.txt", "/pkg/..%2f..%2fsecret.txt"] {
        let answer = app.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(!answer.text().contains("geheim"), "{address}");
    }
}
