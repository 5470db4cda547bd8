//! Which cookies there are: none for readers, one for who takes part, one for who is signed in. The privacy notice tells
//! of no others.

use std::collections::BTreeSet;

use axum::{Router, http::Method};
use domain::{
    Language,
    policy::{Role, Scope},
    privacy::{Matter, Retention},
};
use web::{Cookie, locales::Words};

use super::{routes::ROUTES, secrets, world::World};
use crate::{
    app::Capacity,
    config::Config,
    testing::{Answer, TestApp, accounts::with_password},
};

/// Names of the cookies that an answer sets; one that it takes away is none.
fn set_by(answer: &Answer) -> BTreeSet<String> {
    let all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    all.filter(|cookie| !cookie.contains("Max-Age=0;")).map(|cookie| cookie.split('=').next().unwrap().into()).collect()
}

fn only(cookie: Cookie) -> BTreeSet<String> {
    BTreeSet::from([cookie.name(false).to_owned()])
}

#[tokio::test]
async fn who_only_reads_gets_no_cookie_on_any_page() {
    let world = World::new().await;
    let answers = secrets::crawl(&world).await;
    assert!(answers.len() > 150);
    for (address, answer) in answers {
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
}

#[tokio::test]
async fn who_takes_part_gets_the_guest_cookie_and_no_other() {
    let world = World::new().await;
    let path = format!("/vorschlaege/{}/unterstuetzung", world.proposal);
    let answer = world.app.post(&path, "aktion=unterstuetzen").await;
    assert_eq!(set_by(&answer), only(Cookie::Guest));
    let days = u32::from(Cookie::Guest.days());
    assert!(answer.header("set-cookie").contains(&format!("Max-Age={};", days * 24 * 60 * 60)));
}

#[tokio::test]
async fn who_is_signed_in_has_the_session_cookie_and_no_other() {
    let world = World::new().await;
    let cookie = world.app.staff(Role::Administrator, Scope::Everywhere).await;
    let begun = cookie.split('=').next().unwrap();
    assert_eq!(begun, Cookie::Session.name(false));
    for route in ROUTES.iter().filter(|route| route.method == Method::GET.as_str()) {
        let address = world.sample(route.path);
        let answer = world.app.get_with(&address, &[("cookie", &cookie)]).await;
        let more: Vec<String> = set_by(&answer).difference(&only(Cookie::Session)).cloned().collect();
        assert!(more.is_empty(), "{address} sets {more:?}");
    }
    let path = format!("/vorschlaege/{}/unterstuetzung", world.proposal);
    let answer = world.app.post_as(&cookie, &path, "aktion=unterstuetzen").await;
    assert!(set_by(&answer).is_subset(&only(Cookie::Session)), "{:?}", set_by(&answer));
}

#[tokio::test]
async fn where_there_is_tls_every_cookie_is_bound_to_it_and_to_this_host() {
    assert!(Cookie::ALL.iter().all(|cookie| cookie.name(true).starts_with("__Host-")));
    let https = |config: &mut Config| config.base_url = "https://wegmarken.example".into();
    let app = TestApp::with(https, Router::new(), Capacity::default()).await;
    with_password(&app, "ada@example.org").await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let guest = app.post(&format!("/vorschlaege/{id}/unterstuetzung"), "aktion=unterstuetzen").await;
    let signed_in = app.post("/anmelden", "email=ada%40example.org&passwort=M%C3%B6we+Hafen+Regen").await;
    for (answer, name) in [(&guest, Cookie::Guest), (&signed_in, Cookie::Session), (&signed_in, Cookie::Known)] {
        assert!(set_by(answer).contains(name.name(true)), "{name:?}");
        for cookie in answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()) {
            assert!(cookie.starts_with("__Host-") && !cookie.contains("Domain="), "{cookie}");
            for word in ["; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
                assert!(cookie.contains(word), "{cookie}");
            }
        }
    }
}

#[tokio::test]
async fn the_notice_tells_of_every_cookie_and_of_everything_that_is_kept() {
    let world = World::new().await;
    for language in Language::ALL {
        let page = world.app.get(&language.path("/datenschutz")).await.text();
        for cookie in Cookie::ALL {
            assert!(page.contains(&format!("<dd>{}</dd>", cookie.name(false))), "{language:?} {cookie:?}");
        }
        let words = &Words::of(language).privacy;
        for matter in Matter::ALL {
            assert!(page.contains(words.matter(matter).name), "{language:?} {matter:?}");
            if let Retention::For { days, .. } = matter.processing().keep {
                let kept = words.kept(language, matter.processing().keep);
                assert!(page.contains(&kept) && kept.contains(&days.to_string()), "{language:?} {matter:?}");
            }
        }
    }
}
