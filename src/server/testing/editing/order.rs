//! The order of blocks by plain forms: moved, brought back, duplicated.

use super::*;

#[tokio::test]
async fn a_block_moves_from_where_somebody_saw_it_and_comes_back_as_somebody_saw_it() {
    let desk = Desk::new().await;
    desk.prepared("Der erste Block").await;
    let path = format!("{}/ordnen", desk.base);
    let seen = desk.between(&desk.key).await;
    let top = json!({ "save": uuid(), "key": uuid(), "kind": "text", "body": "Ganz oben", "after": null });
    desk.send(&desk.bea, "POST", "bloecke", None, &top).await;
    let form = |seen: &str| format!("block={}&aktion=runter&ordnung={seen}&save={}", desk.key, uuid());
    let stale = desk.app.post_as(&desk.ada, &path, form(&seen)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("<q>Ganz oben</q>"), "what stands above it now");
    let now = desk.between(&desk.key).await;
    assert!(stale.text().contains(&format!("name=\"ordnung\" value=\"{now}\"")));
    assert_eq!(desk.app.post_as(&desk.ada, &path, form(&now)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.draft().await["order"][2], desk.key.as_str());

    let key = top["key"].as_str().unwrap();
    desk.send(&desk.bea, "DELETE", &format!("bloecke/{key}"), Some(1), &json!(null)).await;
    let back = |revision: &str| format!("block={key}&aktion=zurueckholen&save={}{revision}", uuid());
    let stale = desk.app.post_as(&desk.ada, &path, back("&fassung=9")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Ganz oben") && stale.text().contains("id=\"entfernt\""));
    for _ in ["once", "twice"] {
        assert_eq!(desk.app.post_as(&desk.ada, &path, back("&fassung=1")).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_block_is_duplicated_without_a_script_once() {
    let desk = Desk::new().await;
    let revision = desk.prepared("Der erste Block").await;
    let path = format!("{}/ordnen", desk.base);
    let form = get_as(&desk.app, &desk.ada, &format!("{}/bloecke/{}", desk.base, desk.key)).await.text();
    assert!(form.contains("value=\"verdoppeln\""));
    let (copy, before) = (uuid(), desk.draft().await["order"].as_array().unwrap().len());
    let sent = format!("block={}&aktion=verdoppeln&fassung={revision}&kennung={copy}&save={}", desk.key, uuid());
    for _ in ["once", "twice"] {
        assert_eq!(desk.app.post_as(&desk.ada, &path, sent.clone()).await.status, StatusCode::SEE_OTHER);
    }
    let draft = desk.draft().await;
    assert_eq!((&draft["order"][1], draft["order"].as_array().unwrap().len()), (&json!(copy), before + 1));
    assert_eq!(draft["blocks"][&copy]["body"], "Der erste Block");
}
