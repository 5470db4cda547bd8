//! One password at many addresses, each time from another network: no count for an address or for a network sees it.

use std::net::{Ipv4Addr, SocketAddr};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use domain::accounts::Email;
use store::attempts::{self, Guess, MOST_AT_ONCE};
use web::site::now;

use super::page::Page;
use crate::{
    app::Capacity,
    testing::{
        Answer, TestApp,
        accounts::{cookie, with_password},
        registration::{letters, link, plain},
    },
};

const SPRAYED: &str = "Sommer+in+Rostock";
const RIGHT: &str = "M%C3%B6we+Hafen+Regen";

/// Through the proxy of the city, from a network of its own for each number.
async fn sign_in(app: &TestApp, network: u32, email: &str, password: &str, address: &str, cookie: &str) -> Answer {
    let from = Ipv4Addr::from_bits((11 << 24) + (network << 8));
    let mut request = Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", from.to_string())
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("email={}&passwort={password}&weiter=", email.replace('@', "%40"))))
        .unwrap();
    let proxy: SocketAddr = "127.0.0.1:4711".parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(proxy));
    app.send(request).await
}

#[tokio::test]
async fn one_password_at_many_addresses_from_many_networks_is_soon_not_even_compared() {
    let behind = |config: &mut crate::config::Config| config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    let app = TestApp::with(behind, Router::new(), Capacity::default()).await;
    with_password(&app, "ada@example.org").await;
    with_password(&app, "bea@example.org").await;
    let first = sign_in(&app, 1, "ada@example.org", RIGHT, "/anmelden", "").await;
    let cookies = first.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let known = cookies.into_iter().find(|cookie| cookie.starts_with("wegmarken-bekannt=")).unwrap();
    let known = known.split(';').next().unwrap().to_owned();

    let most = u32::try_from(MOST_AT_ONCE).unwrap();
    let mut tried = 0;
    let refused = loop {
        let email = format!("person{tried}@example.org");
        let answer = sign_in(&app, 100 + tried, &email, SPRAYED, "/anmelden", "").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break answer;
        }
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{tried}");
        tried += 1;
        // What was forgotten meanwhile comes on top.
        assert!(tried < 3 * most, "nothing slows it down");
    };
    assert!(tried >= most, "refused after {tried} already");
    assert!(refused.text().contains("href=\"/anmelden/link\"") && refused.text().contains("Passwörter aus"));

    // Others go on meanwhile: a minute of it, so that it is not over before the end of this test.
    let anybody = Email::parse("anybody@example.org").unwrap();
    for _ in 0..20 {
        attempts::failed(&app.store, &Guess::Password(&anybody), now()).await.unwrap();
    }
    for (number, (prefix, language)) in super::attack::LANGUAGES.into_iter().enumerate() {
        let address = format!("{prefix}/anmelden");
        let network = 5_000 + u32::try_from(number).unwrap();
        // Neither the right password nor an account shows.
        let answers = [
            sign_in(&app, network, "bea@example.org", RIGHT, &address, "").await,
            sign_in(&app, network, "eve@example.org", RIGHT, &address, "").await,
        ];
        let texts = answers.each_ref().map(|answer| {
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{address}");
            let text = answer.text();
            let page = Page::read(&text);
            assert_eq!(page.language(), language);
            assert!(page.links().any(|link| link == format!("{prefix}/anmelden/link")), "{address}");
            text.replace("bea@", "X@").replace("eve@", "X@")
        });
        // The seconds go on between the two.
        let words = texts.map(|text| text.replace(|c: char| c.is_ascii_digit(), ""));
        assert_eq!(words[0], words[1], "{address}");
    }

    // Nobody is locked out: not in a browser of their own, and not from the way by letter.
    let own = sign_in(&app, 6_000, "ada@example.org", RIGHT, "/anmelden", &known).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    app.post("/anmelden/link", "email=bea%40example.org").await;
    let sent = link(&letters(&app).await[0]);
    let by_letter = app.post(plain(&sent), "").await;
    assert_eq!(by_letter.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get_with("/konto", &[("cookie", &cookie(&by_letter))]).await.status, StatusCode::OK);
    super::keep("spraying.txt", &format!("one password at {tried} addresses from {tried} networks, then none\n"));
}
