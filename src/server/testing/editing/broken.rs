//! Links that lead nowhere are told beside the block, wherever it is looked at, and those that lead somewhere are not.

use super::*;

#[tokio::test]
async fn a_link_to_what_there_is_not_is_told_beside_the_block() {
    let desk = Desk::new().await;
    store::seed::demo(&desk.app.store, web::site::now()).await.unwrap();
    let proposal = desk.app.published(json!({ "title": "Bänke am Hafen" })).await;
    let proposal = format!("/vorschlaege/{proposal}-baenke");
    let base_url = super::super::config().base_url;
    let (own, lost) = (format!("{base_url}/barrierefreiheit#feedback"), format!("{base_url}/gibt-es-nicht"));
    let broken = async |target: &str| {
        let body = json!({ "kind": "text", "body": format!("Siehe [unsere Seite]({target}).") });
        let told = desk.send(&desk.ada, "POST", "vorschau", None, &body).await.json();
        told["warnings"].as_array().unwrap().iter().any(|warning| warning["code"] == "broken-link")
    };
    let there = [
        proposal.as_str(),
        "/umfragen/stadt-und-digitale-hilfe",
        "/en/orte/orte-die-verbinden",
        "/kalender/spaziergang-warnemuende",
        "/themen/kultur",
        "#regel-9",
        "mitmachen",
        own.as_str(),
    ];
    for target in there {
        assert!(!broken(target).await, "{target}");
    }
    for target in [
        "/vorschlaege/999999-baenke",
        "/umfragen/gibt-es-nicht",
        "/orte/gibt-es-nicht",
        "/kalender/gibt-es-nicht",
        "/medien/00000000000000000000000000000000",
        "#regel-99",
        "/barrierefreiheit#gibt-es-nicht",
        "gibt-es-nicht",
        lost.as_str(),
    ] {
        assert!(broken(target).await, "{target}");
    }

    desk.prepared("Siehe [unsere Umfrage](/umfragen/gibt-es-nicht) und [Regel 9](#regel-9).").await;
    let draft = desk.draft().await;
    assert_eq!(draft["blocks"][&desk.key]["warnings"][0]["excerpt"], "/umfragen/gibt-es-nicht");
    assert_eq!(draft["blocks"][&desk.key]["warnings"].as_array().unwrap().len(), 1);
    for path in [format!("bloecke/{}", desk.key), "veroeffentlichen".into()] {
        let page = get_as(&desk.app, &desk.ada, &format!("{}/{path}", desk.base)).await.text();
        assert!(page.contains("/umfragen/gibt-es-nicht"), "{path}");
    }
}

#[tokio::test]
async fn an_old_address_that_leads_on_is_no_broken_link() {
    let desk = Desk::new().await;
    let moved = desk.arrange(&desk.ada, &desk.base, "aktion=umziehen&adresse=spielregeln").await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let preview = json!({ "kind": "text", "body": "[Die Regeln](/regeln) und [ihre neue Adresse](/spielregeln)" });
    let told = desk.send(&desk.ada, "POST", "vorschau", None, &preview).await.json();
    assert_eq!(told["warnings"], json!([]));
}
