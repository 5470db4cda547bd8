//! Nobody else's page changes anything here, and nothing changes by reading.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Method, Request, StatusCode},
};

use super::{
    attack,
    routes::{ROUTES, Route},
    world::World,
};

const COOKIE: (&str, &str) = ("cookie", "wegmarken=a.b");

/// How a request looks that another site made a browser send, or that tells nothing of where it comes from.
const FOREIGN: &[&[(&str, &str)]] = &[
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "cross-site"), ("origin", "https://wgmx.example"), COOKIE],
    &[("sec-fetch-site", "cross-site"), ("origin", "null")],
    &[("sec-fetch-site", "same-site"), COOKIE],
    &[("sec-fetch-site", "")],
    &[("origin", "https://wgmx.example"), ("host", "127.0.0.1:3000")],
    &[("origin", "https://127.0.0.1:3000.wgmx.example"), ("host", "127.0.0.1:3000")],
    &[("origin", "null"), COOKIE],
    &[("origin", ""), COOKIE],
    &[("referer", "http://127.0.0.1:3000/"), COOKIE],
    &[COOKIE],
];

fn changing() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| route.changes_something())
}

fn request(world: &World, route: &Route, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = attack::fine(world, route);
    request.headers_mut().remove("sec-fetch-site");
    for (name, value) in headers {
        request.headers_mut().insert(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
    }
    request
}

#[tokio::test]
async fn no_other_site_changes_anything() {
    let world = World::new().await;
    let before = world.state().await;
    let mut told = String::new();
    for route in changing() {
        // Mail programs end letters from anywhere; without the signature of a letter they come to nothing.
        let ends_letters = route.path == "/neuigkeiten/abbestellen/{token}";
        let refusal = if ends_letters { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        for headers in FOREIGN {
            let answer = world.app.send(request(&world, route, headers)).await;
            assert_eq!(answer.status, refusal, "{} {} from {headers:?}", route.method, route.path);
        }
        if !route.is_for_programs() {
            let answer = world.app.send(request(&world, route, &[])).await;
            assert_eq!(answer.status, refusal, "{} {} from nowhere", route.method, route.path);
        }
        told += &format!("{} {} {refusal}\n", route.method, route.path);
    }
    assert_eq!(world.state().await, before);
    let from: String = FOREIGN.iter().map(|headers| format!("from {headers:?}\n")).collect();
    super::keep("other-sites.txt", &format!("{told}\neach of them\n{from}"));
}

/// The same requests from a page of ours do something: a refusal above is no accident.
#[tokio::test]
async fn a_page_of_ours_changes_something() {
    let world = World::new().await;
    let mut changes = 0;
    for route in changing() {
        let before = world.state().await;
        let answer = world.app.send(request(&world, route, &[("sec-fetch-site", "same-origin")])).await;
        assert_ne!(answer.status, StatusCode::FORBIDDEN, "{} {}", route.method, route.path);
        changes += usize::from(world.state().await != before);
    }
    assert!(changes >= 10, "only {changes} routes changed something");
}

#[tokio::test]
async fn reading_changes_nothing() {
    let world = World::new().await;
    let before = world.state().await;
    for route in ROUTES {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let mut request = request(&world, route, &[("sec-fetch-site", "cross-site")]);
            *request.method_mut() = method;
            let answer = world.app.send(request).await;
            assert!(!answer.status.is_server_error(), "{}", route.path);
            assert_eq!(answer.header("set-cookie"), "", "{}", route.path);
        }
    }
    for address in super::secrets::crawl(&world).await.into_keys() {
        assert!(!address.is_empty());
    }
    assert_eq!(world.state().await, before);
}
