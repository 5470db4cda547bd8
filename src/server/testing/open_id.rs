//! Signing in through another service: what it says counts only whole and fresh, and an address alone opens nothing.

use axum::http::StatusCode;
use domain::{
    accounts::Email,
    policy::{Acting, Grant, Role, Scope},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{accounts, identities, roles};
use web::site::now;

use super::{
    Answer, TestApp,
    accounts::{busy_guest, cookie, has_moved},
    service::{CLIENT, Service, encode, key, signed},
};
use crate::app::Capacity;

struct Begun {
    state: String,
    nonce: String,
    challenge: String,
    step: String,
}

async fn app() -> (TestApp, Service) {
    let service = Service::start().await;
    let settings = service.settings();
    let app = TestApp::with(|config| config.open_id = Some(settings), axum::Router::new(), Capacity::default()).await;
    (app, service)
}

fn step_of(answer: &Answer) -> String {
    let mut cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let step = cookies.find(|cookie| cookie.starts_with("wegmarken-schritt=")).expect("a step");
    step.split(';').next().unwrap().to_owned()
}

fn read(answer: &Answer) -> Begun {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let address = answer.header("refresh").strip_prefix("0; url=").expect("an address").to_owned();
    let pairs = web::pairs(address.split_once('?').unwrap().1);
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).expect(name);
    assert_eq!((value("response_type").as_str(), value("code_challenge_method").as_str()), ("code", "S256"));
    assert_eq!((value("client_id").as_str(), value("scope").as_str()), (CLIENT, "openid email"));
    assert_eq!(value("redirect_uri"), "http://127.0.0.1:3000/anmelden/oidc/zurueck");
    Begun { state: value("state"), nonce: value("nonce"), challenge: value("code_challenge"), step: step_of(answer) }
}

async fn begin(app: &TestApp) -> Begun {
    read(&app.post("/anmelden/oidc", "weiter=%2Fvorschlaege").await)
}

async fn come_back(app: &TestApp, cookies: &str, state: &str) -> Answer {
    let address = format!("/anmelden/oidc/zurueck?state={state}&code=einmal");
    app.get_with(&address, &[("cookie", cookies), ("sec-fetch-site", "cross-site")]).await
}

/// Somebody whom the service knows under this name comes with this address.
async fn sign_in(app: &TestApp, service: &Service, subject: &str, more: Value) -> Answer {
    let begun = begin(app).await;
    let mut claims = service.claims(subject, &begun.nonce);
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    service.will_say(&claims);
    come_back(app, &begun.step, &begun.state).await
}

fn verified(email: &str) -> Value {
    json!({ "email": email, "email_verified": true })
}

async fn account(app: &TestApp, email: &str) -> Option<accounts::Account> {
    accounts::by_email(&app.store, &Email::parse(email).unwrap()).await.unwrap()
}

#[tokio::test]
async fn the_first_time_opens_an_account_and_the_second_finds_it() {
    let (app, service) = app().await;
    let begun = begin(&app).await;
    let mut claims = service.claims("ada", &begun.nonce);
    claims.as_object_mut().unwrap().extend(verified("ada@example.org").as_object().unwrap().clone());
    service.will_say(&claims);
    let first = come_back(&app, &begun.step, &begun.state).await;
    assert_eq!((first.status, first.header("location")), (StatusCode::SEE_OTHER, "/vorschlaege"), "{}", first.text());
    let home = app.get_with("/konto", &[("cookie", &cookie(&first))]).await;
    assert!(home.text().contains("ada@example.org"));

    let (fields, who) = service.asked();
    assert_eq!(encode(Sha256::digest(&fields["code_verifier"])), begun.challenge);
    assert_eq!((fields["code"].as_str(), fields["grant_type"].as_str()), ("einmal", "authorization_code"));
    assert!(who.starts_with("Basic "), "{who}");

    // Another address there changes nothing here.
    let second = sign_in(&app, &service, "ada", verified("neu@example.org")).await;
    let home = app.get_with("/konto", &[("cookie", &cookie(&second))]).await;
    assert!(home.text().contains("ada@example.org"));
    assert!(account(&app, "neu@example.org").await.is_none());
    let data = app.get_with("/konto/daten.json", &[("cookie", &cookie(&second))]).await.json();
    assert_eq!(data["other_sign_ins"][0]["subject"], "ada");
}

#[tokio::test]
async fn an_address_leads_into_nobodys_account() {
    let (app, service) = app().await;
    app.account("ada@example.org").await;
    let vouched = sign_in(&app, &service, "eve", verified("ada@example.org")).await;
    let claimed = sign_in(&app, &service, "eve", json!({ "email": "ada@example.org", "email_verified": false })).await;
    let other = json!({ "email": "eve@example.org", "email_verified": false });
    let other = sign_in(&app, &service, "eve", other).await;
    let silent = sign_in(&app, &service, "eve", json!({})).await;
    for answer in [&vouched, &claimed, &other, &silent] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(!answer.headers.get_all("set-cookie").iter().any(|c| c.to_str().unwrap().contains("sitzung=")));
        assert_eq!(answer.text(), vouched.text(), "nobody learns whether there is an account");
    }
    assert!(account(&app, "eve@example.org").await.is_none(), "nobody made sure of the address");
}

#[tokio::test]
async fn what_a_guest_did_moves_along() {
    let (app, service) = app().await;
    let discussed = app.published(json!({ "title": "Bänke am Hafen" })).await;
    let guest = busy_guest(&app, discussed).await;
    let begun = begin(&app).await;
    let mut claims = service.claims("ada", &begun.nonce);
    claims.as_object_mut().unwrap().extend(verified("ada@example.org").as_object().unwrap().clone());
    service.will_say(&claims);
    let back = come_back(&app, &format!("{guest}; {}", begun.step), &begun.state).await;
    has_moved(&app, &guest, &cookie(&back), "another service").await;
    // And the next time, into the account that is there.
    let guest = busy_guest(&app, app.published(json!({ "title": "Licht im Park" })).await).await;
    let begun = begin(&app).await;
    service.will_say(&service.claims("ada", &begun.nonce));
    let back = come_back(&app, &format!("{guest}; {}", begun.step), &begun.state).await;
    let home = app.get_with("/konto", &[("cookie", &cookie(&back))]).await.text();
    assert!(home.contains("Bänke am Hafen") && home.contains("Licht im Park"), "{home}");
    let left = app.get_with("/vorschlaege/neu", &[("cookie", &guest)]).await.text();
    assert!(!left.contains("/vorschlaege/entwurf/"), "a draft stays with the guest");
}

#[tokio::test]
async fn nothing_that_is_forged_or_meant_for_others_signs_anybody_in() {
    let (app, service) = app().await;
    let head = json!({ "alg": "ES256", "typ": "JWT", "kid": "key-1" });
    let with = |claims: &Value, name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        claims
    };
    let now = now().0 / 1_000;
    let email = verified("ada@example.org");
    for which in 0..12 {
        let begun = begin(&app).await;
        let mut good = service.claims("ada", &begun.nonce);
        good.as_object_mut().unwrap().extend(email.as_object().unwrap().clone());
        let (name, token) = match which {
            0 => ("another key", signed(&head, &good, &key(2))),
            1 => ("an unknown key", signed(&with(&head, "kid", json!("key-9")), &good, &key(9))),
            2 => ("another nonce", signed(&head, &with(&good, "nonce", json!("x")), &key(1))),
            3 => {
                let mut without = good.clone();
                without.as_object_mut().unwrap().remove("nonce");
                ("no nonce", signed(&head, &without, &key(1)))
            }
            4 => ("another audience", signed(&head, &with(&good, "aud", json!("andere")), &key(1))),
            5 => ("more audiences", signed(&head, &with(&good, "aud", json!([CLIENT, "andere"])), &key(1))),
            6 => ("another party", signed(&head, &with(&good, "azp", json!("andere")), &key(1))),
            7 => ("another issuer", signed(&head, &with(&good, "iss", json!("https://x.example")), &key(1))),
            8 => ("too old", signed(&head, &with(&good, "exp", json!(now - 10)), &key(1))),
            9 => ("no signature", format!("{}.{}.", encode(r#"{"alg":"none"}"#), encode(good.to_string()))),
            10 => ("a shared secret", {
                let text = format!("{}.{}", encode(r#"{"alg":"HS256"}"#), encode(good.to_string()));
                format!("{text}.{}", encode(hmac_sha256(super::service::SECRET.as_bytes(), text.as_bytes())))
            }),
            _ => ("another access token", signed(&head, &with(&good, "at_hash", json!(encode([7; 16]))), &key(1))),
        };
        service.will_give(token);
        let answer = come_back(&app, &begun.step, &begun.state).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}");
        assert!(answer.text().contains("passt nicht"), "{name}");
        assert!(account(&app, "ada@example.org").await.is_none(), "{name}");
    }
    let good = sign_in(&app, &service, "ada", email).await;
    assert_eq!(good.status, StatusCode::SEE_OTHER, "the same untouched");
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let pad = |byte: u8| -> Vec<u8> {
        let mut block = vec![byte; 64];
        block.iter_mut().zip(key).for_each(|(place, key)| *place ^= key);
        block
    };
    let inner = Sha256::digest([pad(0x36), message.to_vec()].concat());
    Sha256::digest([pad(0x5c), inner.to_vec()].concat()).to_vec()
}

#[tokio::test]
async fn a_sign_in_goes_on_once_and_in_the_browser_that_began_it() {
    let (app, service) = app().await;
    let begun = begin(&app).await;
    let mut claims = service.claims("ada", &begun.nonce);
    claims.as_object_mut().unwrap().extend(verified("ada@example.org").as_object().unwrap().clone());
    service.will_say(&claims);
    // An attacker's own answer in somebody else's browser, or none.
    for cookies in ["", "wegmarken-schritt=00000000000000000000000000000000", "wegmarken-schritt="] {
        let stranger = come_back(&app, cookies, &begun.state).await;
        assert_eq!(stranger.status, StatusCode::BAD_REQUEST, "{cookies}");
    }
    let wrong = come_back(&app, &begun.step, &"0".repeat(64)).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let other = begin(&app).await;
    let elsewhere = format!("/anmelden/oidc/zurueck?state={}&code=einmal&iss=https://x.example", other.state);
    assert_eq!(app.get_with(&elsewhere, &[("cookie", &other.step)]).await.status, StatusCode::BAD_REQUEST);

    assert_eq!(come_back(&app, &begun.step, &begun.state).await.status, StatusCode::SEE_OTHER, "nothing was used up");
    let first = begun;
    // Whoever is refused there is told so.
    let begun = begin(&app).await;
    let address = format!("/anmelden/oidc/zurueck?state={}&error=access_denied", begun.state);
    let refused = app.get_with(&address, &[("cookie", &begun.step)]).await;
    assert!(refused.status == StatusCode::BAD_REQUEST && refused.text().contains("abgebrochen"));
    // The service does not take the code.
    let begun = begin(&app).await;
    let over = come_back(&app, &begun.step, &begun.state).await;
    assert!(over.status == StatusCode::BAD_REQUEST && over.text().contains("gilt nicht mehr"));
    // However good the answer is: once is enough.
    service.will_say(&claims);
    let replay = come_back(&app, &first.step, &first.state).await;
    assert!(replay.status == StatusCode::BAD_REQUEST && replay.text().contains("gilt nicht mehr"));
}

#[tokio::test]
async fn what_we_never_made_goes_on_in_no_cookie() {
    let (app, _service) = app().await;
    let begun = begin(&app).await;
    let planted = format!("wegmarken-schritt={}", "<script>planted()</script>".repeat(3));
    for (cookie, goes_on) in [(begun.step.as_str(), true), (planted.as_str(), false)] {
        let answer = app.post_as(cookie, "/anmelden/oidc", "weiter=%2Fvorschlaege").await;
        assert_eq!(read(&answer).step == cookie, goes_on, "{cookie}");
    }
}

#[tokio::test]
async fn who_is_signed_in_connects_and_cuts_off() {
    let (app, service) = app().await;
    let ada = app.account("ada@example.org").await;
    let first = app.session(ada, false).await;
    let begun = read(&app.post_as(&first, "/konto/verbindung", "").await);
    let say = || service.will_say(&service.claims("ada", &begun.nonce));
    say();
    // Not when somebody else is signed in by now.
    let eve = app.account("eve@example.org").await;
    let theirs = app.session(eve, false).await;
    let other = read(&app.post_as(&first, "/konto/verbindung", "").await);
    let wrong = come_back(&app, &format!("{theirs}; {}", other.step), &other.state).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    say();
    let back = come_back(&app, &format!("{first}; {}", begun.step), &begun.state).await;
    assert_eq!(back.header("location"), "/konto/verbindung?neu=1", "{}", back.text());
    let here = cookie(&back);
    assert_ne!(here, first, "another token");
    assert_eq!(sign_in(&app, &service, "ada", json!({})).await.header("location"), "/vorschlaege");

    let begun = read(&app.post_as(&theirs, "/konto/verbindung", "").await);
    service.will_say(&service.claims("ada", &begun.nonce));
    let taken = come_back(&app, &format!("{theirs}; {}", begun.step), &begun.state).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);

    let one = identities::list(&app.store, ada).await.unwrap()[0].id;
    let stranger = app.post_as(&theirs, &format!("/konto/verbindung/{one}"), "").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let cut = app.post_as(&here, &format!("/konto/verbindung/{one}"), "").await;
    assert_eq!(cut.header("location"), "/konto?getrennt=1");
    assert_eq!(sign_in(&app, &service, "ada", json!({})).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_address_may_come_through_another_door_but_only_of_the_same_person() {
    let (app, service) = app().await;
    let mut about = verified("ada@example.org");
    about["sub"] = json!("eve");
    service.will_tell(about.clone());
    assert_eq!(sign_in(&app, &service, "ada", json!({})).await.status, StatusCode::BAD_REQUEST);
    about["sub"] = json!("ada");
    service.will_tell(about);
    assert_eq!(sign_in(&app, &service, "ada", json!({})).await.status, StatusCode::SEE_OTHER);
    assert!(account(&app, "ada@example.org").await.is_some());
}

#[tokio::test]
async fn somebody_of_the_city_shows_the_second_factor_after_the_other_service_too() {
    let (app, service) = app().await;
    sign_in(&app, &service, "ada", verified("ada@example.org")).await;
    let ada = account(&app, "ada@example.org").await.unwrap().id;
    let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, ada, grant, now()).await.unwrap();
    let inside = cookie(&sign_in(&app, &service, "ada", json!({})).await);
    let page = app.get_with("/verwaltung", &[("cookie", &inside)]).await;
    assert!(page.header("location").starts_with("/konto/zweiter-faktor"), "{}", page.status);
}

#[tokio::test]
async fn a_service_that_says_it_is_another_one_is_not_asked() {
    let mut settings = Service::start().await.settings();
    // It is found there, and calls itself by its name without the stroke.
    settings.issuer += "/";
    let app = TestApp::with(|config| config.open_id = Some(settings), axum::Router::new(), Capacity::default()).await;
    assert_eq!(app.post("/anmelden/oidc", "").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_service_that_is_away_is_said_to_be() {
    let mut settings = Service::start().await.settings();
    // Nobody listens there.
    settings.issuer = "http://127.0.0.1:9".into();
    let app = TestApp::with(|config| config.open_id = Some(settings), axum::Router::new(), Capacity::default()).await;
    let answer = app.post("/anmelden/oidc", "weiter=%2Fkonto").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("antwortet gerade nicht") && answer.text().contains("value=\"/konto\""));
    assert!(TestApp::new().await.post("/anmelden/oidc", "").await.status == StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_service_may_change_its_key_but_nobody_makes_us_ask_all_the_time() {
    let (app, service) = app().await;
    assert_eq!(sign_in(&app, &service, "ada", verified("ada@example.org")).await.status, StatusCode::SEE_OTHER);
    service.has_another_key(2);
    let begun = begin(&app).await;
    let head = json!({ "alg": "ES256", "kid": "key-2" });
    service.will_give(signed(&head, &service.claims("ada", &begun.nonce), &key(2)));
    // The keys were asked for a moment ago.
    assert_eq!(come_back(&app, &begun.step, &begun.state).await.status, StatusCode::BAD_REQUEST);
}
