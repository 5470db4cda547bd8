//! The Ortsbeirat: its inbox, what it says to a proposal, and who may not.

use axum::http::StatusCode;
use domain::{
    areas::AreaKind,
    ids::ProposalId,
    policy::{Role, Scope},
};
use serde_json::json;
use store::{areas, proposals};

use super::{TestApp, staff::get_as};

const WORDS: &str = "fassung=0&aktion=veroeffentlichen&text=Der+Weg+geh%C3%B6rt+der+Kirche.";

/// A proposal for an Ortsteil, and a member of the Ortsbeirat there.
async fn at_home(app: &TestApp) -> (i64, String) {
    let all = areas::all(&app.store).await.unwrap();
    let district = all.iter().find(|area| area.kind == AreaKind::District).unwrap();
    let id = app.published(json!({ "title": "Bänke am Stadthafen", "district": district.id.to_string() })).await;
    let detail = proposals::find(&app.store, ProposalId(id)).await.unwrap().unwrap();
    let council = detail.council.unwrap().id;
    (id, app.staff(Role::Council, Scope::Council(council)).await)
}

#[tokio::test]
async fn a_council_says_what_it_knows_and_everybody_reads_it() {
    let app = TestApp::new().await;
    let (id, cookie) = at_home(&app).await;
    app.published(json!({ "title": "Irgendwo anders in der Stadt" })).await;
    let (page, form) = (format!("/vorschlaege/{id}"), format!("/vorschlaege/{id}/hinweis"));
    assert!(!app.get(&page).await.text().contains("Hinweis des Ortsbeirats"));

    let inbox = get_as(&app, &cookie, "/verwaltung/ortsbeirat").await.text();
    assert!(inbox.contains(&form) && !inbox.contains("Irgendwo anders"), "the own area alone");
    assert!(get_as(&app, &cookie, &page).await.text().contains(&form), "members find the form");
    let done = app.post_as(&cookie, &form, WORDS).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, format!("{page}#hinweis").as_str()));
    let read = app.get(&page).await.text();
    assert!(read.contains("Der Weg gehört der Kirche.") && read.contains("Hinweis des Ortsbeirats"));
    assert!(!read.contains(&form), "nobody else is led to the form");
    let inbox = get_as(&app, &cookie, "/verwaltung/ortsbeirat").await.text();
    assert!(inbox.contains("Hinweis liegt vor"));

    let short = app.post_as(&cookie, &form, "fassung=1&aktion=veroeffentlichen&text=Ja").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = app.post_as(&cookie, &form, WORDS.replace("Kirche", "Stadt")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let late = late.text();
    assert!(late.contains("gehört der Stadt") && late.contains("gehört der Kirche"), "both versions are there");
    let gone = app.post_as(&cookie, &form, "fassung=1&aktion=zuruecknehmen").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert!(!app.get(&page).await.text().contains("gehört der Kirche"));
}

#[tokio::test]
async fn a_council_of_another_place_is_refused() {
    let app = TestApp::new().await;
    let (id, _) = at_home(&app).await;
    let home = proposals::find(&app.store, ProposalId(id)).await.unwrap().unwrap().council.unwrap().id;
    let all = areas::all(&app.store).await.unwrap();
    let other = all.iter().find(|area| area.kind == AreaKind::Council && area.id != home).unwrap();
    let form = format!("/vorschlaege/{id}/hinweis");
    let stranger = app.staff(Role::Council, Scope::Council(other.id)).await;
    assert_eq!(get_as(&app, &stranger, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.post_as(&stranger, &form, WORDS).await.status, StatusCode::FORBIDDEN);
    let office = app.staff(Role::Moderator, Scope::Everywhere).await;
    assert_eq!(app.post_as(&office, &form, WORDS).await.status, StatusCode::FORBIDDEN);
    assert!(!app.get(&format!("/vorschlaege/{id}")).await.text().contains("Hinweis des Ortsbeirats"));
}
