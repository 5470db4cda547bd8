//! The history of a page, for everybody, once the administration opened it.

use super::*;

#[tokio::test]
async fn everybody_reads_what_changed_once_the_administration_opened_the_history() {
    let desk = Desk::new().await;
    desk.prepared("Völlig neue Worte").await;
    let change = desk.draft().await["change"].as_i64().unwrap();
    let path = format!("{}/veroeffentlichen", desk.base);
    desk.app.post_as(&desk.ada, &path, format!("stand={change}&notiz=Unter+uns")).await;
    let public = "/verlauf?seite=regeln";
    assert_eq!(desk.app.get(public).await.status, StatusCode::NOT_FOUND);
    assert!(!desk.app.get(PAGE).await.text().contains("/verlauf?"));
    assert!(desk.app.get(PAGE).await.text().contains("Stand: "));

    let door = format!("{}/verlauf/fuer-alle", desk.base);
    let editor = get_as(&desk.app, &desk.ada, &format!("{}/verlauf", desk.base)).await.text();
    assert!(editor.contains("entscheidet die Administration") && !editor.contains("value=\"zeigen\""));
    assert_eq!(desk.app.post_as(&desk.ada, &door, "aktion=zeigen").await.status, StatusCode::FORBIDDEN);
    let admin = get_as(&desk.app, &desk.bea, &format!("{}/verlauf", desk.base)).await.text();
    assert!(admin.contains("value=\"zeigen\""));
    assert_eq!(desk.app.post_as(&desk.bea, &door, "aktion=zeigen").await.status, StatusCode::SEE_OTHER);

    assert!(desk.app.get(PAGE).await.text().contains(&format!("href=\"{public}\"")));
    let history = desk.app.get(public).await;
    let text = history.text();
    for part in ["<ins>", "<del>", "Völlig neue Worte", "Redaktion der Stadt", "/editing.css", "&amp;fassung=2"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for secret in ["Unter uns", "@example.org", "/bearbeiten"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(!desk.app.get("/verlauf?seite=regeln&fassung=1").await.text().contains("<ins>"));
    for wrong in ["?seite=regeln&fassung=9", "?seite=regeln&fassung=x", "?seite=nichts", "", "?seite=mitmachen"] {
        assert_eq!(desk.app.get(&format!("/verlauf{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    desk.app.post_as(&desk.bea, &door, "aktion=schliessen").await;
    assert_eq!(desk.app.get(public).await.status, StatusCode::NOT_FOUND);
}
