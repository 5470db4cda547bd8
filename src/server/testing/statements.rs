//! How often a page asks the database. On another machine each time costs a way there and back.

use super::TestApp;

/// A cookie of somebody who supported proposal 1.
async fn supporter(app: &TestApp) -> String {
    let answer = app.post("/vorschlaege/1/unterstuetzung", "").await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn pages_ask_the_database_seldom() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, web::site::now()).await.unwrap();
    let cookie = supporter(&app).await;
    let board = [
        "/vorschlaege",
        "/vorschlaege?q=spielplatz",
        "/vorschlaege?thema=verkehr&ort=evershagen&sortierung=unterstuetzt",
        "/en/vorschlaege?sortierung=naehe",
    ];
    let details = ["/vorschlaege/1", "/vorschlaege/2", "/ls/vorschlaege/30", "/vorschlaege/77?beitraege=neu"];
    // Figures and areas are read once and kept.
    for address in board.iter().chain(&details) {
        app.get(address).await;
    }
    for (addresses, most) in [(&board, 3), (&details, 4)] {
        for address in addresses {
            let before = app.store.statements();
            let answer = app.get_with(address, &[("cookie", &cookie)]).await;
            assert_eq!(answer.status, 200, "{address}");
            let asked = app.store.statements() - before;
            assert!((1..=most).contains(&asked), "{address} took {asked} statements");
        }
    }
}
