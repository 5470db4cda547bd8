//! What nobody may read who has no code for it stands in no answer that the public gets.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use super::{page::Page, routes::ROUTES, world::World};
use crate::testing::Answer;

/// Enough for every kind of page; more would be more of the same.
const PAGES: usize = 260;

/// Everything that can be reached by links from the start, and everything that the list of routes names.
pub async fn crawl(world: &World) -> BTreeMap<String, Answer> {
    let is_public = |path: &str| !path.contains("{key}") && !path.contains("{code}");
    let listed = ROUTES.iter().filter(|route| route.method == "GET" && is_public(route.path));
    let mut queue: VecDeque<String> = listed.map(|route| world.sample(route.path)).collect();
    queue.extend(["/en", "/ls", "/en/vorschlaege", "/ls/vorschlaege"].map(str::to_owned));
    // Where one could look for what waits.
    for word in &world.secrets.words {
        queue.push_back(format!("/vorschlaege?q={word}"));
        queue.push_back(format!("/api/v1/proposals?q={word}"));
        queue.push_back(format!("/vorschlaege/feed.atom?q={word}"));
    }
    for id in 1..=world.waiting + 12 {
        queue.push_back(format!("/api/v1/proposals/{id}"));
        queue.push_back(format!("/bilder/{id}"));
        if id >= world.waiting {
            queue.extend([format!("/vorschlaege/{id}"), format!("/vorschlaege/{id}/feed.atom")]);
        }
    }
    queue.push_back("/vorschlaege?status=eingereicht".into());
    queue.extend(["/umfragen/hafen-fragen", "/umfragen/hafen-fragen/papier"].map(str::to_owned));
    let listed = queue.len();
    let mut known: BTreeSet<String> = queue.iter().cloned().collect();
    let mut answers = BTreeMap::new();
    while let Some(address) = queue.pop_front() {
        if answers.len() > listed + PAGES {
            break;
        }
        let answer = world.app.get(&address).await;
        assert!(!answer.status.is_server_error(), "{address}");
        if answer.header("content-type").starts_with("text/html") {
            for link in Page::read(&answer.text()).links() {
                let link = link.split('#').next().unwrap_or_default();
                // One form, however many pages lead to it.
                let is_form = link.contains("/melden?seite=");
                if link.starts_with('/') && !link.starts_with("//") && !is_form && known.insert(link.to_owned()) {
                    queue.push_back(link.to_owned());
                }
            }
        }
        answers.insert(address, answer);
    }
    answers
}

fn found(world: &World, address: &str, answer: &Answer) -> Vec<String> {
    let body = String::from_utf8_lossy(&answer.body).to_lowercase();
    let headers = format!("{:?}", answer.headers).to_lowercase();
    // A search repeats what was searched.
    let words = world.secrets.words.iter().filter(|word| !address.contains(**word)).map(|word| (*word).to_owned());
    let keys = world.secrets.keys.iter().map(|key| key.to_lowercase());
    words.chain(keys).filter(|secret| body.contains(secret) || headers.contains(secret)).collect()
}

#[tokio::test]
async fn no_public_page_shows_what_is_not_public() {
    let world = World::new().await;
    let answers = crawl(&world).await;
    let pages = answers.values().filter(|answer| answer.status == StatusCode::OK).count();
    assert!(pages > 150, "only {pages} pages were reached");
    for (address, answer) in &answers {
        let found = found(&world, address, answer);
        assert!(found.is_empty(), "{address} shows {found:?}");
    }
    // A search for a word that waits finds as much as one for a word that nobody wrote.
    let hits = |word: &str| {
        let address = format!("/api/v1/proposals?q={word}");
        let body = answers.get(&address).map(|answer| String::from_utf8_lossy(&answer.body).into_owned());
        body.unwrap_or_default()
    };
    for word in &world.secrets.words {
        assert!(hits(word).contains("\"total\":0"), "{word}: {}", hits(word));
    }
    // What islands ask, too.
    for (name, body) in [("similar", r#"{"title":"Geheimwartend an der Warnow","language":"de"}"#)] {
        let request = Request::post(format!("/api/fn/{name}"))
            .header("sec-fetch-site", "same-origin")
            .header("accept", "application/json")
            .header("content-type", "application/json");
        let answer = world.app.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!((answer.status, found(&world, "", &answer)), (StatusCode::OK, Vec::new()));
    }
}

/// Who has the code or the key reads it: the words are there, and the search for them can find them.
#[tokio::test]
async fn the_owner_reads_what_the_public_does_not() {
    let world = World::new().await;
    for pattern in ["/vorschlaege/entwurf/{key}", "/beleg/{code}"] {
        let answer = world.app.get(&world.sample(pattern)).await;
        assert_eq!(answer.status, StatusCode::OK, "{pattern}");
        assert!(found(&world, "", &answer).iter().any(|secret| secret == "geheimpost"), "{pattern}");
    }
    let draft = world.app.get(&world.sample("/vorschlaege/entwurf/{key}")).await;
    assert!(found(&world, "", &draft).contains(&"geheimtext".to_owned()));
}
