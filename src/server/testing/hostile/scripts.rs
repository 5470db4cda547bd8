//! A page runs what it names and nothing else: each script carries the number of its policy, which is another one each time.

use std::collections::BTreeSet;

use domain::policy::{Role, Scope};

use super::{routes::ROUTES, world::World};
use crate::testing::{Answer, NONCE, TestApp};

fn number(answer: &Answer) -> &str {
    let policy = answer.header("content-security-policy");
    policy.split("script-src 'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default()
}

/// What the policy would keep a page from running, or from asking for early.
fn left_out(answer: &Answer) -> Vec<String> {
    let html = String::from_utf8(answer.body.clone()).unwrap();
    let mark = format!("{NONCE}{}\"", number(answer));
    let tags = ["<script", "<link"].iter().flat_map(|name| html.split(name).skip(1));
    let tags = tags.filter_map(|rest| rest.split('>').next());
    let runs = |tag: &&str| tag.contains(" src=") || tag.contains("\"modulepreload\"");
    tags.filter(runs).filter(|tag| !tag.contains(&mark)).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_script_of_every_page_carries_the_number_that_its_policy_names() {
    let world = World::new().await;
    let mut numbers = BTreeSet::new();
    let mut pages = 0;
    for role in [None, Some(Role::Administrator), Some(Role::Moderator), Some(Role::Editor), Some(Role::Clerk)] {
        let cookie = match role {
            Some(role) => world.app.staff(role, Scope::Everywhere).await,
            None => String::new(),
        };
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            let address = world.sample(route.path);
            let answer = world.app.get_with(&address, &[("cookie", &cookie)]).await;
            if !answer.header("content-type").starts_with("text/html") {
                assert_eq!(number(&answer), "", "{address}");
                continue;
            }
            pages += 1;
            assert_eq!(number(&answer).len(), 32, "{address}: {}", answer.header("content-security-policy"));
            assert_eq!(left_out(&answer), Vec::<String>::new(), "{address} as {role:?}");
            assert!(numbers.insert(number(&answer).to_owned()), "{address}: a number for the second time");
        }
    }
    assert!(pages > 300, "only {pages} pages");
}

/// A copy from memory, too, though all that is different in it is that number.
#[tokio::test]
async fn everybody_gets_another_number_and_a_browser_that_has_the_page_keeps_its_own() {
    let app = TestApp::new().await;
    let mut numbers = BTreeSet::new();
    let mut tags = BTreeSet::new();
    for _ in 0..4 {
        let answer = app.get_with("/informieren", &[("accept-encoding", "br")]).await;
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut plain).unwrap();
        let answer = Answer { body: plain, ..answer };
        assert_eq!(left_out(&answer), Vec::<String>::new());
        numbers.insert(number(&answer).to_owned());
        tags.insert(answer.header("etag").to_owned());
    }
    assert_eq!((numbers.len(), tags.len()), (4, 1));
    let tag = tags.first().unwrap();
    for encoding in ["br", "identity"] {
        let known = app.get_with("/informieren", &[("accept-encoding", encoding), ("if-none-match", tag)]).await;
        assert_eq!((known.status.as_u16(), known.header("content-security-policy")), (304, ""), "{encoding}");
    }
}

/// Otherwise the tests above could not fail.
#[test]
fn a_script_without_the_number_is_noticed() {
    let policy = "default-src 'none'; script-src 'nonce-a1' 'strict-dynamic' 'self'";
    let answer = |body: &str| Answer {
        status: axum::http::StatusCode::OK,
        headers: [(axum::http::header::CONTENT_SECURITY_POLICY, policy.parse().unwrap())].into_iter().collect(),
        body: body.as_bytes().to_vec(),
    };
    assert!(left_out(&answer("<script type=\"module\" src=\"/a.js\" nonce=\"a1\"></script>")).is_empty());
    for wrong in
        ["<script src=\"/a.js\">", "<script src=\"/a.js\" nonce=\"b2\">", "<link rel=\"modulepreload\" href=\"/a.js\">"]
    {
        assert_eq!(left_out(&answer(wrong)).len(), 1, "{wrong}");
    }
}
