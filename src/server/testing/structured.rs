//! What pages say in the words of schema.org.

use axum::Router;
use serde_json::{Value, json};

use super::TestApp;

const WICKED: &str = "Bänke</script><script>alert(1)</script><!--";

async fn app() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, Router::new(), Default::default()).await
}

/// All data of a page, read as a browser would: a script ends at the first `</script`.
async fn data(app: &TestApp, address: &str) -> Vec<Value> {
    let page = app.get(address).await.text();
    let scripts = page.split("<script type=\"application/ld+json\">").skip(1);
    scripts.map(|rest| serde_json::from_str(rest.split("</script").next().unwrap()).unwrap()).collect()
}

fn of_kind<'a>(all: &'a [Value], kind: &str) -> &'a Value {
    all.iter().find(|data| data["@type"] == kind).unwrap_or_else(|| panic!("no {kind}"))
}

#[tokio::test]
async fn a_proposal_is_a_posting_with_its_numbers_and_its_way() {
    let app = app().await;
    let id = app.published(json!({ "title": WICKED, "author": "</script>Ada" })).await;
    let all = data(&app, &format!("/vorschlaege/{id}")).await;
    let posting = of_kind(&all, "DiscussionForumPosting");
    assert_eq!(posting["headline"], WICKED);
    assert_eq!(posting["author"]["name"], "</script>Ada");
    assert_eq!(posting["inLanguage"], "de");
    let counters = posting["interactionStatistic"].as_array().unwrap();
    assert_eq!(counters[0]["interactionType"], "https://schema.org/LikeAction");
    assert_eq!(counters[0]["userInteractionCount"], 0);
    let way = of_kind(&all, "BreadcrumbList")["itemListElement"].as_array().unwrap();
    let steps: Vec<_> = way.iter().map(|step| (step["position"].clone(), step["name"].clone())).collect();
    assert_eq!(steps, [(json!(1), json!("Startseite")), (json!(2), json!("Vorschläge")), (json!(3), json!(WICKED))]);
    let page = app.get(&format!("/vorschlaege/{id}")).await.text();
    assert!(!page.contains("<script>alert"), "{page}");
}

#[tokio::test]
async fn the_start_page_names_the_city_and_how_to_search() {
    let app = app().await;
    let all = data(&app, "/en").await;
    assert_eq!(of_kind(&all, "GovernmentOrganization")["name"], "Hanse- und Universitätsstadt Rostock");
    let action = &of_kind(&all, "WebSite")["potentialAction"];
    assert_eq!(action["@type"], "SearchAction");
    assert_eq!(action["target"]["urlTemplate"], "http://127.0.0.1:3000/en/vorschlaege?q={search_term_string}");
}

#[tokio::test]
async fn the_calendar_is_made_of_events() {
    let app = app().await;
    store::seed::demo(&app.store, web::site::now()).await.unwrap();
    let all = data(&app, "/kalender").await;
    let event = of_kind(&all, "Event");
    for field in ["name", "startDate", "endDate", "url"] {
        assert!(event[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
    }
    assert_eq!(event["location"]["@type"], "Place");
    let address = event["url"].as_str().unwrap().trim_start_matches("http://127.0.0.1:3000").to_owned();
    let own = data(&app, &address).await;
    assert_eq!(of_kind(&own, "Event"), event);
    assert_eq!(of_kind(&own, "BreadcrumbList")["itemListElement"].as_array().unwrap().len(), 4);
}
