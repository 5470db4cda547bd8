//! Which headings fit depends on what stands above: the same in the list before publishing, in the form and while typing.

use super::*;

#[tokio::test]
async fn a_heading_is_judged_by_those_above_it_everywhere() {
    let desk = Desk::new().await;
    desk.prepared("## Am Hafen\n\n### Bänke").await;
    let fits = uuid();
    let sent = json!({ "save": uuid(), "key": fits, "kind": "text", "body": "#### Aus Holz", "after": desk.key });
    let inserted = desk.send(&desk.ada, "POST", "bloecke", None, &sent).await;
    assert_eq!(inserted.json()["warnings"], json!([]), "{}", inserted.text());

    let skipped = "Eine Überschrift überspringt eine Ebene";
    let form = async |key: &str| get_as(&desk.app, &desk.ada, &format!("{}/bloecke/{key}", desk.base)).await.text();
    assert!(!form(&fits).await.contains(skipped));
    let hints = async |after: Value| {
        let body = json!({ "kind": "text", "body": "#### Aus Holz", "after": after });
        desk.send(&desk.ada, "POST", "vorschau", None, &body).await.json()["warnings"].clone()
    };
    assert_eq!(hints(json!(desk.key)).await, json!([]), "below the same block");
    for elsewhere in [json!(""), json!(uuid()), json!(null)] {
        assert_eq!(hints(elsewhere.clone()).await[0]["code"], "heading", "{elsewhere}");
    }

    let revision = desk.draft().await["blocks"][&desk.key]["revision"].as_i64();
    desk.save(&desk.bea, revision, "Nur Text").await;
    assert!(form(&fits).await.contains(skipped), "the heading above is gone");
    assert!(get_as(&desk.app, &desk.ada, &format!("{}/veroeffentlichen", desk.base)).await.text().contains(skipped));
}
