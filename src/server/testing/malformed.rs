//! Requests that no page of ours makes: they are told so in words, and never count as our mistake.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::TestApp;

#[tokio::test]
async fn an_address_that_cannot_be_read_gets_a_page() {
    let app = TestApp::new().await;
    for address in ["/umfragen/%FF", "/orte/%FF", "/kalender/%FF", "/ziele/%FF", "/vorschlaege/%FF", "/bilder/%FF"] {
        let answer = app.get(address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(answer.text().contains("<h1>"), "{address}: {}", answer.text());
    }
}

#[tokio::test]
async fn an_address_with_a_control_character_leads_nowhere() {
    let app = TestApp::new().await;
    for address in [
        "/umfragen/%00",
        "/orte/a%00",
        "/kalender/%00",
        "/%00",
        "/en/vorschlaege/entwurf/%00",
        "/vorschlaege/entwurf/%00/einreichen",
        "/vorschlaege/entwurf/1%0d%0aX-A:b/einreichen",
        "/vorschlaege/entwurf/%7F/einreichen",
    ] {
        let answer = app.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.text().contains("<h1>"), "{address}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_gets_a_page() {
    let app = TestApp::new().await;
    let json = Request::post("/vorschlaege/neu")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    let answer = app.send(json.body(Body::from("{}")).unwrap()).await;
    assert!(answer.status.is_client_error() && answer.text().contains("<h1>"), "{}: {}", answer.status, answer.text());
    // What is not UTF-8 reads as the replacement character, so the handler answers, not the framework.
    let answer = app.post("/vorschlaege/999/unterstuetzung", b"aktion=unterstuetzen&x=\xff".to_vec()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer = app.post("/vorschlaege/999/beitraege", b"text=\xff".to_vec()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_an_island_would_not_send_is_the_callers_mistake() {
    let app = TestApp::new().await;
    for name in ["find-place", "similar", "support", "draft"] {
        let address = format!("/api/fn/{name}");
        for body in [&b""[..], b"{", b"null", b"{}", b"\xff\xfe"] {
            for kind in ["application/json", "text/plain"] {
                let request = Request::post(&address)
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, kind)
                    .header(header::ACCEPT, "application/json");
                let answer = app.send(request.body(Body::from(body)).unwrap()).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name} {kind} {body:?}: {:?}", answer.body);
            }
        }
    }
}

/// Leptos answers a browser that asks for a page with a way back to wherever it says that it came from, and writes what
/// went wrong into that address; `web::routes` has the control.
#[tokio::test]
async fn no_function_leads_to_where_a_request_says_that_it_came_from() {
    let app = TestApp::new().await;
    let bodies = [
        ("application/json", "{"),
        ("application/json", r#"{"title":"Mehr Bänke am Hafen","language":"de"}"#),
        ("application/json", r#"{"proposal":999,"support":true}"#),
        ("application/x-www-form-urlencoded", "title=a"),
    ];
    for name in ["find-place", "similar", "support", "draft", "locate"] {
        for referer in ["https://wgmx.example/", "//wgmx.example/", "http://127.0.0.1:3000/?__err=wgmx&__path=wgmx"] {
            for (kind, body) in bodies {
                let request = Request::post(format!("/api/fn/{name}"))
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, kind)
                    .header(header::ACCEPT, "text/html,application/xhtml+xml")
                    .header(header::REFERER, referer);
                let answer = app.send(request.body(Body::from(body)).unwrap()).await;
                let what = format!("{name} {referer} {body}: {}", answer.status);
                assert!(!answer.status.is_redirection() && !answer.status.is_server_error(), "{what}");
                assert!(!answer.headers.contains_key(header::LOCATION), "{what}");
                assert!(!answer.text().contains("wgmx"), "{what}: {}", answer.text());
            }
        }
    }
}

#[tokio::test]
async fn no_page_shows_an_error_that_stands_in_its_address() {
    let app = TestApp::new().await;
    // "ServerError|wgmx", as Leptos writes it.
    let error = "__path=%2Fapi%2Ffn%2Fsupport&__err=U2VydmVyRXJyb3J8d2dteA==";
    for address in ["/", "/en", "/vorschlaege/neu", "/beleg", "/umfragen", "/anmelden"] {
        let answer = app.get(&format!("{address}?{error}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(!answer.text().contains("wgmx"), "{address}");
    }
}
