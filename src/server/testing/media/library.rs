//! The library of files: where each stands, and that only what stands nowhere goes.

use super::*;

#[tokio::test]
async fn the_library_shows_where_each_file_stands_and_deletes_what_stands_nowhere() {
    let desk = Desk::new().await;
    let empty = get_as(&desk.app, &desk.ada, "/verwaltung/medien").await.text();
    assert!(empty.contains("Noch hat niemand eine Datei hochgeladen"));
    let picture = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let plan = desk.key(BlockKind::Files, "Lärmplan.pdf", PDF).await;
    desk.insert(BlockKind::Image, &format!("Bild: {picture}\nAlternativtext: Ein rotes Boot")).await;
    let list = async |query: &str| get_as(&desk.app, &desk.ada, &format!("/verwaltung/medien{query}")).await.text();
    let all = list("").await;
    for part in ["Ein rotes Boot", "in 1 Entwurf", "Wird nirgends verwendet", "Lärmplan", "nach 30 Tagen", "PDF, 1 kB"]
    {
        assert!(all.contains(part), "{part} is missing");
    }
    assert!(!list("?frei=1").await.contains("Ein rotes Boot") && !list("?art=bild").await.contains("Lärmplan"));
    assert!(list("?q=LAERMPLAN").await.contains("Lärmplan"), "as people write it");
    assert!(list("?q=Wetter").await.contains("Nimm einen Filter weg"));
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let one = format!("/verwaltung/medien/{picture}");
    let page = get_as(&desk.app, &desk.ada, &one).await.text();
    for part in ["veröffentlicht", "href=\"/regeln\"", "solange etwas sie verwendet", "<img", &picture] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("Endgültig löschen"));
    let refused = desk.app.post_as(&desk.ada, &one, String::new()).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("href=\"/regeln\""), "it says where");
    assert_eq!(desk.app.get(&format!("/medien/{picture}")).await.status, StatusCode::OK);

    let one = format!("/verwaltung/medien/{plan}");
    assert!(get_as(&desk.app, &desk.ada, &one).await.text().contains("Endgültig löschen"));
    let gone = desk.app.post_as(&desk.ada, &one, String::new()).await;
    assert_eq!((gone.status, gone.header("location")), (StatusCode::SEE_OTHER, "/verwaltung/medien?geloescht"));
    assert!(list("?geloescht").await.contains("Die Datei ist gelöscht."));
    assert_eq!(desk.app.get(&format!("/medien/{plan}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.app.post_as(&desk.ada, &one, String::new()).await.status, StatusCode::NOT_FOUND);
    let log = store::audit::list(&desk.app.store, &store::audit::Search::default()).await.unwrap();
    assert!(log.iter().any(|entry| entry.action == "media_removed"));
}

#[tokio::test]
async fn the_library_is_for_editors_and_its_period_stands_in_the_privacy_notice() {
    let desk = Desk::new().await;
    let clerk = desk.app.staff(Role::Clerk, Scope::Everywhere).await;
    assert_eq!(get_as(&desk.app, &clerk, "/verwaltung/medien").await.status, StatusCode::FORBIDDEN);
    let notice = desk.app.get("/datenschutz").await.text();
    assert!(notice.contains("30 Tage, nachdem keine Seite, kein Entwurf und kein früherer Stand die Datei mehr nennt"));
}
