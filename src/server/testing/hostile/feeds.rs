//! Feeds against the rows that they are made of, whatever somebody wrote into them.

use axum::http::StatusCode;
use domain::{
    ids::ProposalId,
    moderation::{Item, Rule, Step, Verdict},
    policy::Acting,
};
use sea_orm::{ConnectionTrait, Database, QueryResult, Statement, prelude::DateTimeWithTimeZone};
use serde_json::json;
use store::moderation;
use web::site::now;

use super::{
    world::World,
    xml::{self, Node},
};

const BASE: &str = "http://localhost:3000";
const WICKED: [&str; 3] =
    ["</title><script>wgmx()</script>", "Bänke & \"Tische\" ]]> <!-- für 'alle'", "&lt;b&gt; &#x3c; 🌊"];

async fn rows(world: &World, sql: &str) -> Vec<QueryResult> {
    let look = Database::connect(&world.app.database_url).await.unwrap();
    let rows = look.query_all_raw(Statement::from_string(look.get_database_backend(), sql)).await.unwrap();
    look.close().await.unwrap();
    rows
}

/// The feed at this address, with what every feed has to have (RFC 4287, section 4.1.1).
async fn feed(world: &World, address: &str) -> (Node, Vec<Node>) {
    let answer = world.app.get(address).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/atom+xml; charset=utf-8"));
    let feed = xml::read(&answer.text()).unwrap_or_else(|error| panic!("{address}: {error}"));
    assert_eq!((feed.name.as_str(), feed.get("xmlns")), ("feed", Some("http://www.w3.org/2005/Atom")));
    let itself = format!("{BASE}{address}");
    assert_eq!((feed.text_of("id"), link(&feed, "self")), (itself.as_str(), itself.as_str()));
    assert!(!feed.text_of("title").is_empty() && feed.all("author").count() == 1, "{address}");
    let entries: Vec<Node> = feed.all("entry").cloned().collect();
    let newest = entries.iter().map(|entry| at(entry.text_of("updated"))).max();
    assert!(newest.is_none_or(|newest| newest == at(feed.text_of("updated"))), "{address}");
    let mut ids: Vec<&str> = entries.iter().map(|entry| entry.text_of("id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), entries.len(), "{address} names an entry twice");
    (feed, entries)
}

fn link<'a>(node: &'a Node, rel: &str) -> &'a str {
    node.all("link").find(|link| link.get("rel") == Some(rel)).and_then(|link| link.get("href")).unwrap()
}

/// In seconds.
fn at(text: &str) -> i64 {
    DateTimeWithTimeZone::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text}: {error}")).timestamp()
}

#[tokio::test]
async fn the_feed_of_the_board_tells_its_newest_rows_and_nothing_else() {
    let world = World::new().await;
    for title in WICKED {
        world.app.published(json!({ "title": title, "theme": "verkehr" })).await;
    }
    let theme = domain::Theme::Verkehr.number();
    for (address, filter) in [
        ("/vorschlaege/feed.atom", String::new()),
        ("/en/vorschlaege/feed.atom?thema=verkehr", format!("AND theme = {theme}")),
        ("/ls/vorschlaege/feed.atom?status=abgelehnt", "AND status = 'rejected'".to_owned()),
    ] {
        let (_, entries) = feed(&world, address).await;
        let sql = format!(
            "SELECT id, title, published_at, text FROM proposal WHERE is_listed = TRUE {filter} \
             ORDER BY published_at DESC, id DESC LIMIT {}",
            entries.len() + 1
        );
        let rows = rows(&world, &sql).await;
        assert!(!entries.is_empty(), "{address}");
        // Twelve, as on the page; fewer only where there are no more.
        assert!(entries.len() == 12 || rows.len() == entries.len(), "{address} has {}", entries.len());
        for (entry, row) in entries.iter().zip(&rows) {
            let (id, title): (i64, String) = (row.try_get("", "id").unwrap(), row.try_get("", "title").unwrap());
            let published: i64 = row.try_get("", "published_at").unwrap();
            let text: String = row.try_get("", "text").unwrap();
            assert_eq!(entry.text_of("id"), format!("{BASE}/vorschlaege/{id}"), "{address}");
            assert_eq!(entry.text_of("title"), title, "{address}");
            assert_eq!(at(entry.text_of("published")), published / 1_000, "{address}");
            let begin: String = text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
            assert!(entry.text_of("summary").starts_with(&begin), "{address}: {begin}");
            let page = link(entry, "alternate").strip_prefix(BASE).unwrap().to_owned();
            assert_eq!(world.app.get(&page).await.status, StatusCode::OK, "{page}");
        }
    }
}

#[tokio::test]
async fn the_feed_of_a_proposal_tells_every_public_event_once_the_latest_first() {
    let world = World::new().await;
    let wicked = world.app.published(json!({ "title": WICKED[0], "theme": "verkehr" })).await;
    // Taken into another one, whose history then repeats its title.
    let into = ProposalId(world.proposal);
    let item = Item::proposal(ProposalId(wicked));
    let verdict = Verdict { into: Some(into), ..Verdict::new(Step::Merge, Rule::MERGING, "Beide wollen dasselbe.") };
    moderation::decide(&world.app.store, &Acting::OPERATOR, item, None, &verdict, now()).await.unwrap();
    for id in [world.proposal, wicked, 1, 2, 3] {
        let address = format!("/vorschlaege/{id}/feed.atom");
        let (_, entries) = feed(&world, &address).await;
        let sql = format!(
            "SELECT at, data FROM event WHERE subject = 'proposal' AND subject_id = {id} AND is_public = TRUE \
             ORDER BY at, id"
        );
        let rows = rows(&world, &sql).await;
        let times: Vec<i64> = rows.iter().map(|row| row.try_get::<i64>("", "at").unwrap() / 1_000).collect();
        let told: Vec<i64> = entries.iter().rev().map(|entry| at(entry.text_of("updated"))).collect();
        assert_eq!(told, times, "{address}");
        assert!(entries.iter().all(|entry| !entry.text_of("title").is_empty()), "{address}");
    }
    let (_, entries) = feed(&world, &format!("/vorschlaege/{}/feed.atom", world.proposal)).await;
    assert!(entries.iter().any(|entry| entry.text_of("title").contains(WICKED[0])), "the title came along whole");
}
