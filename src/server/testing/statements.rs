//! How often a page asks the database. On another machine each time costs a way there and back.

use domain::{
    Theme,
    ids::ProposalId,
    policy::{Acting, Role, Scope},
};
use serde_json::json;
use web::site::now;

use super::TestApp;

/// A cookie of somebody who supported proposal 1.
async fn supporter(app: &TestApp) -> String {
    let answer = app.post("/vorschlaege/1/unterstuetzung", "").await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// Everybody for whom a page asks something else: who is in charge of proposal 1 as well.
async fn readers(app: &TestApp) -> Vec<(&'static str, String)> {
    let office = store::offices::list(&app.store).await.unwrap().remove(0).id;
    store::offices::assign(&app.store, &Acting::OPERATOR, Theme::Verkehr, office, now()).await.unwrap();
    let first = store::proposals::find(&app.store, ProposalId(1)).await.unwrap().unwrap();
    let citizen = app.account("citizen@example.org").await;
    let mut all = vec![("a supporter", supporter(app).await), ("a citizen", app.session(citizen, false).await)];
    all.push(("a member of the office", app.staff(Role::Office, Scope::Office(office)).await));
    if let Some(council) = first.council {
        all.push(("a member of the Ortsbeirat", app.staff(Role::Council, Scope::Council(council.id)).await));
    }
    all.push(("an administrator", app.staff(Role::Administrator, Scope::Everywhere).await));
    all
}

#[tokio::test]
async fn pages_ask_the_database_seldom() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    let readers = readers(&app).await;
    // Nothing is like it, so its page looks for something else.
    let alone = app.published(json!({ "title": "Xylophon" })).await;
    let alone = format!("/vorschlaege/{alone}");
    let board = [
        "/vorschlaege",
        "/vorschlaege?q=spielplatz",
        "/vorschlaege?thema=verkehr&ort=evershagen&sortierung=unterstuetzt",
        "/en/vorschlaege?sortierung=naehe",
        "/vorschlaege?ansicht=karte",
        "/vorschlaege?liste=stadt&thema=kultur&ansicht=karte",
        "/vorschlaege?liste=gibt-es-nicht",
    ];
    let details =
        ["/vorschlaege/1", "/vorschlaege/2", "/ls/vorschlaege/30", "/vorschlaege/77?beitraege=neu", alone.as_str()];
    // Figures and areas are read once and kept.
    for address in board.iter().chain(&details) {
        app.get(address).await;
    }
    for (addresses, most) in [(&board[..], 3), (&details[..], 4)] {
        for (address, (name, cookie)) in
            addresses.iter().flat_map(|address| readers.iter().map(move |who| (address, who)))
        {
            // What is kept for some seconds is there.
            app.get_with(address, &[("cookie", cookie)]).await;
            let before = app.store.statements();
            let answer = app.get_with(address, &[("cookie", cookie)]).await;
            assert_eq!(answer.status, 200, "{address} for {name}");
            let asked = app.store.statements() - before;
            assert!((1..=most).contains(&asked), "{address} took {asked} statements for {name}");
        }
    }
}
