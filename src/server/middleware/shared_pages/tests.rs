use axum::Router;
use domain::{filter::BoardFilter, ids::ProposalId, proposals::Status};

use super::*;
use crate::{
    app::Capacity,
    testing::{Answer, TestApp},
};

const BROWSER: (&str, &str) = ("accept-encoding", "gzip, deflate, br");

async fn demo() -> TestApp {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    app
}

async fn open_proposal(app: &TestApp) -> ProposalId {
    let filter = BoardFilter { status: Some(Status::Published), ..Default::default() };
    store::proposals::list(&app.store, &filter, 1).await.unwrap().items[0].id
}

fn unpacked(answer: &Answer) -> String {
    assert_eq!(answer.header("content-encoding"), "br");
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut plain).unwrap();
    Answer { body: plain, status: answer.status, headers: answer.headers.clone() }.text()
}

/// The answer, and how often it asked the database for more than its version.
async fn asked(app: &TestApp, address: &str, headers: &[(&str, &str)]) -> (Answer, u64) {
    let before = app.store.statements();
    let answer = app.get_with(address, headers).await;
    (answer, app.store.statements() - before)
}

/// Without what differs between any two answers.
fn lasting(answer: &Answer) -> Vec<(String, String)> {
    let mut all: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "etag", "content-security-policy"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    all.sort();
    all
}

fn count(page: &str) -> i64 {
    let after = page.split("support__count\"><strong>").nth(1).unwrap();
    after.split('<').next().unwrap().parse().unwrap()
}

fn form_id(page: &str) -> String {
    let after = page.split("name=\"einsendung\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_page_is_made_once_and_the_copy_is_like_it() {
    let app = demo().await;
    let proposal = format!("/vorschlaege/{}", open_proposal(&app).await);
    for address in ["/", "/en/vorschlaege?thema=verkehr", "/ls/themen/verkehr", "/informieren", "/kalender", &proposal]
    {
        // Areas and figures are read once and kept.
        app.get(address).await;
        let (first, made) = asked(&app, address, &[BROWSER]).await;
        let (second, more) = asked(&app, address, &[BROWSER]).await;
        assert!(made > 0 && more == 0, "{address}: {made} and then {more} statements");
        assert_eq!(lasting(&first), lasting(&second), "{address}");
        let (one, other) = (unpacked(&first), unpacked(&second));
        if address == proposal {
            assert_eq!(one.replace(&form_id(&one), &form_id(&other)), other);
        } else {
            assert_eq!(one, other, "{address}");
        }
    }
}

#[tokio::test]
async fn a_write_is_seen_at_once() {
    let app = demo().await;
    let id = open_proposal(&app).await;
    let address = format!("/vorschlaege/{id}");
    for people in 1..4 {
        let before = count(&unpacked(&app.get_with(&address, &[BROWSER]).await));
        let person = domain::ids::PersonKey(format!("person-{people}"));
        store::supports::support(&app.store, id, &person, now()).await.unwrap();
        assert_eq!(count(&unpacked(&app.get_with(&address, &[BROWSER]).await)), before + 1);
    }
}

#[tokio::test]
async fn no_two_people_get_a_form_with_the_same_id() {
    let app = demo().await;
    let first = |list: String, begin: &str| {
        let after = list.split(begin).nth(1).unwrap();
        format!("{begin}{}", after.split(['"', '#']).next().unwrap())
    };
    let addresses = [
        format!("/vorschlaege/{}", open_proposal(&app).await),
        first(app.get("/umfragen").await.text(), "/umfragen/"),
        first(app.get("/orte").await.text(), "/orte/"),
    ];
    for address in &addresses {
        let (mut ids, mut tags) = (Vec::new(), Vec::new());
        for _ in 0..4 {
            let answer = app.get_with(address, &[BROWSER]).await;
            tags.push(answer.header("etag").to_owned());
            ids.push(form_id(&unpacked(&answer)));
        }
        for all in [&mut ids, &mut tags] {
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 4, "{address}");
        }
        assert!(ids.iter().all(|id| domain::ids::SubmissionId::parse(id).is_ok()), "{ids:?}");
    }
}

#[tokio::test]
async fn who_brings_a_cookie_of_ours_gets_a_page_of_their_own() {
    let app = demo().await;
    app.get_with("/", &[BROWSER]).await;
    for (cookie, is_ours) in [
        ("wegmarken=abc.def", true),
        ("__Host-wegmarken=abc.def", true),
        ("a=b; wegmarken-sitzung=abc", true),
        ("a=b;__Host-wegmarken-sitzung=abc", true),
        ("theme=wegmarken", false),
    ] {
        let (_, made) = asked(&app, "/", &[BROWSER, ("cookie", cookie)]).await;
        assert_eq!(made > 0, is_ours, "{cookie}");
    }
    assert!(asked(&app, "/", &[BROWSER, ("authorization", "Bearer x")]).await.1 > 0);
    assert!(asked(&app, "/", &[]).await.1 > 0, "the plain form is not kept");
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so() {
    let app = demo().await;
    let page = app.get_with("/vorschlaege", &[BROWSER]).await;
    let (answer, made) = asked(&app, "/vorschlaege", &[BROWSER, ("if-none-match", page.header("etag"))]).await;
    assert_eq!((answer.status.as_u16(), made, answer.body.len()), (304, 0, 0));
    assert_eq!((answer.header("etag"), answer.header("content-encoding")), (page.header("etag"), ""));
    assert_eq!(answer.header("cache-control"), page.header("cache-control"));
}

#[tokio::test]
async fn what_is_no_page_for_everybody_is_not_kept() {
    let app = demo().await;
    for address in ["/vorschlaege/neu", "/vorschlaege/4711", "/api/v1/proposals", "/gibt-es-nicht"] {
        asked(&app, address, &[BROWSER]).await;
        let (_, made) = asked(&app, address, &[BROWSER]).await;
        assert!(made > 0 || address == "/vorschlaege/neu", "{address}");
    }
    let form = async || unpacked(&app.get_with("/vorschlaege/neu", &[BROWSER]).await);
    assert_ne!(form().await, form().await, "each gets a key of their own");
}

#[tokio::test]
async fn limits_count_what_comes_from_memory() {
    let app = TestApp::with(|config| config.limits_rates = true, Router::new(), Capacity::default()).await;
    let mut refused = 0;
    for _ in 0..620 {
        refused += u32::from(app.get_with("/informieren", &[BROWSER]).await.status == 429);
    }
    assert!(refused > 0);
}

#[test]
fn a_page_lasts_for_seconds_and_never_into_the_next_minute() {
    assert_eq!(good_until(Moment(120_000)), Moment(130_000));
    assert_eq!(good_until(Moment(175_000)), Moment(180_000));
    assert_eq!(good_until(Moment(179_999)), Moment(180_000));
}
