//! Stolen, forged and foreign sessions.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::policy::{Role, Scope};
use store::accounts;
use web::{Cookie, site::now};

use super::{attack, routes::ROUTES, world::World};
use crate::{
    app::Capacity,
    testing::{Answer, TestApp},
};

const PASSWORD: &str = "passwort=M%C3%B6we+Hafen+Regen";

fn cookie_with(value: &str) -> String {
    format!("{}={value}", Cookie::Session.name(false))
}

/// The token that an answer puts into the browser.
fn token(answer: &Answer) -> Option<String> {
    let name = format!("{}=", Cookie::Session.name(false));
    let all = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut tokens = all.filter_map(|cookie| cookie.strip_prefix(&name)).filter_map(|rest| rest.split(';').next());
    tokens.next().filter(|token| !token.is_empty()).map(str::to_owned)
}

/// Signs in more often than people do.
async fn patient() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, Router::new(), Capacity::default()).await
}

async fn with_password(app: &TestApp, email: &str) {
    let account = app.account(email).await;
    let hash = web::hash_password("Möwe Hafen Regen".into()).await.unwrap();
    accounts::set_password(&app.store, account, &hash, now()).await.unwrap();
}

#[tokio::test]
async fn a_token_that_nobody_was_given_opens_nothing() {
    let world = World::new().await;
    let real = world.app.staff(Role::Administrator, Scope::Everywhere).await;
    let real = real.split_once('=').unwrap().1;
    // What somebody reads who gets hold of the database.
    let hash = world.app.store.keys().token_hash(real);
    let other = world.app.account("other@example.org").await;
    let others = world.app.session(other, true).await;
    let others = others.split_once('=').unwrap().1;
    let (half, mixed) = (&real[..real.len() / 2], format!("{}{}", &real[..32], &others[32..]));
    let random = format!("{}{}", world.id(), world.id());
    let forged = [
        String::new(),
        random,
        half.to_owned(),
        mixed,
        hash,
        real.to_uppercase(),
        format!("{real}0"),
        format!("\"{real}\""),
        format!(" {real}x"),
        "' OR 1=1 --".into(),
        "0".repeat(6_000),
        "%00".into(),
    ];
    for token in &forged {
        let cookie = cookie_with(token);
        let answer = world.app.get_with("/konto", &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{token}");
        assert!(answer.header("location").starts_with("/anmelden"), "{token}");
        let answer = world.app.get_with("/verwaltung/barrieren", &[("cookie", &cookie)]).await;
        assert!(answer.header("location").starts_with("/anmelden"), "{token}");
    }
    let cookie = cookie_with(real);
    assert_eq!(world.app.get_with("/verwaltung/barrieren", &[("cookie", &cookie)]).await.status, StatusCode::OK);
    // Kept without what opens something.
    let told = forged.iter().map(|token| match token.chars().take(32).collect::<String>() {
        start if real.contains(&start) || others.contains(&start) => "(a part of a real one)\n".to_owned(),
        start => format!("{start}\n"),
    });
    super::keep("forged-sessions.txt", &told.collect::<String>());
}

/// A browser sends the cookie along when another site makes it send a form with a fault of `SameSite`; it says then
/// whose form it was.
#[tokio::test]
async fn another_site_changes_nothing_with_the_session_of_a_visitor() {
    let world = World::new().await;
    let cookie = world.app.staff(Role::Administrator, Scope::Everywhere).await;
    let before = world.state().await;
    let origins: [&[(&str, &str)]; 3] = [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://wgmx.example")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "null")],
    ];
    // Mail programs end letters with one click (RFC 8058); the signed token in the address is all that counts there.
    let by_anybody = "/neuigkeiten/abbestellen/{token}";
    let mut told = String::new();
    for route in ROUTES.iter().filter(|route| route.changes_something() && route.path != by_anybody) {
        told += &format!("{} {}\n", route.method, route.path);
        for origin in origins {
            let mut request = attack::fine(&world, route);
            request.headers_mut().remove("sec-fetch-site");
            for (name, value) in origin.iter().chain(&[("cookie", cookie.as_str())]) {
                request.headers_mut().insert(name.parse::<header::HeaderName>().unwrap(), value.parse().unwrap());
            }
            let answer = world.app.send(request).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {} from {origin:?}", route.method, route.path);
        }
    }
    assert_eq!(world.state().await, before);
    super::keep("other-sites-with-a-session.txt", &format!("{told}\neach of them from {origins:?}\n"));
}

#[tokio::test]
async fn where_somebody_goes_after_signing_in_is_a_page_of_ours_and_no_header() {
    let app = patient().await;
    with_password(&app, "ada@example.org").await;
    let mut told = String::new();
    for onward in [
        "%2F%0d%0aSet-Cookie:%20wegmarken-sitzung=wgmx",
        "%2Fkonto%0aLocation:%20https://wgmx.example",
        "%0d%0a%0d%0a%3Cscript%3E",
        "%2F%E5%98%8A%E5%98%8D",
        "%2F%09%2Fwgmx.example",
        "%2F%2Fwgmx.example",
        "%5C%5Cwgmx.example",
        "https:wgmx.example",
        "javascript%3Aalert(1)",
        "%2F%252f%252fwgmx.example%0a",
    ] {
        let page = app.get(&format!("/anmelden?weiter={onward}")).await;
        assert_eq!(page.status, StatusCode::OK, "{onward}");
        assert_eq!(page.header("set-cookie"), "", "{onward}");
        assert!(!page.text().contains("name=\"weiter\""), "{onward} comes with the form");
        let answer = app.post("/anmelden", format!("email=ada%40example.org&{PASSWORD}&weiter={onward}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/konto"), "{onward}");
        assert_eq!(answer.headers.get_all("location").iter().count(), 1, "{onward}");
        assert!(token(&answer).is_some_and(|token| token != "wgmx"), "{onward}");
        told += &format!("{onward}\n");
    }
    super::keep("redirects-and-headers.txt", &told);
}

/// Somebody puts a session of their own choice into a browser and waits until its owner signs in.
#[tokio::test]
async fn signing_in_gives_a_token_that_nobody_knew_before() {
    let app = patient().await;
    with_password(&app, "ada@example.org").await;
    let attacker = app.account("eve@example.org").await;
    let planted = app.session(attacker, false).await;
    let sign_in = async |cookie: &str| {
        let request = Request::post("/anmelden")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = format!("email=ada%40example.org&{PASSWORD}&weiter=");
        token(&app.send(request.body(Body::from(body)).unwrap()).await)
    };
    let home = async |cookie: &str| app.get_with("/konto", &[("cookie", cookie)]).await.text();
    for cookie in [planted.clone(), cookie_with("wgmxwgmx"), cookie_with(&"0".repeat(64))] {
        let token = sign_in(&cookie).await.expect("a session");
        assert_ne!(cookie_with(&token), cookie);
        assert!(home(&cookie_with(&token)).await.contains("ada@example.org"));
        assert!(!home(&cookie).await.contains("ada@example.org"), "{cookie}");
    }
    let (first, second) = (sign_in("").await, sign_in("").await);
    assert_ne!(first, second);
    // What was in the browser before is worth nothing, whoever has a copy of it.
    let first = cookie_with(&first.expect("a session"));
    assert!(home(&first).await.contains("ada@example.org"));
    assert!(sign_in(&first).await.is_some());
    assert!(!home(&first).await.contains("ada@example.org"));
}
