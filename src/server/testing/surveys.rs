//! Who answers a survey, and how many of each level did.

use axum::http::StatusCode;
use domain::{
    accounts::Level,
    policy::{Acting, Role, Scope},
};
use web::site::now;

use super::TestApp;

const OPEN: &str = "stadt-und-digitale-hilfe";

#[tokio::test]
async fn a_survey_says_whom_it_takes_and_keeps_what_others_chose() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    let (path, answers) = (format!("/umfragen/{OPEN}"), "frage-0=1&frage-2=4&frage-4=Die+Anmeldung&einsendung=");
    let free = app.get(&path).await.text();
    assert!(free.contains("Du brauchst kein Konto.") && !free.contains("Menschen mit Konto teil"), "{free}");

    let by = Acting::OPERATOR;
    store::surveys::set_needed_level(&app.store, &by, OPEN, Level::EmailConfirmed, now()).await.unwrap();
    let page = app.get(&path).await.text();
    assert!(page.contains("Hier nehmen Menschen mit Konto teil.") && page.contains("/registrieren"), "{page}");
    assert!(!page.contains("Du brauchst kein Konto."), "{page}");
    let refused = app.post(&path, answers).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let kept = refused.text();
    assert!(kept.contains("Die Anmeldung</textarea>") && kept.contains("Menschen mit Konto teil"), "{kept}");

    let ada = app.account("ada@example.org").await;
    let ada = app.session(ada, false).await;
    let own = app.get_with(&path, &[("cookie", &ada)]).await.text();
    assert!(!own.contains("Menschen mit Konto teil"), "{own}");
    assert_eq!(app.post_as(&ada, &path, answers).await.status, StatusCode::SEE_OTHER);
    let changed = app.get_with(&path, &[("cookie", &ada)]).await.text();
    assert!(changed.contains("Du hast schon geantwortet."), "{changed}");

    store::surveys::set_needed_level(&app.store, &by, OPEN, Level::ResidentConfirmed, now()).await.unwrap();
    let refused = app.post_as(&ada, &path, answers).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text().contains("/konto/wohnsitz"), "{}", refused.text());
}

#[tokio::test]
async fn the_results_say_how_many_of_each_level_answered() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    let page = app.get("/umfragen/mit-dem-rad-durch-den-winter").await.text();
    for said in ["68 Personen haben geantwortet.", "mit bestätigter E-Mail-Adresse", "8 bestätigte Einwohner*innen"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn own_words_are_read_by_the_administration_and_nobody_else() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    let slug = "mit-dem-rad-durch-den-winter";
    let written = store::surveys::written(&app.store, &Acting::OPERATOR, slug, now()).await.unwrap();
    let text = written.iter().flat_map(|(_, texts)| texts).next().unwrap().clone();
    let start: String = text.chars().take_while(|sign| sign.is_alphanumeric() || " ,".contains(*sign)).collect();
    assert!(start.len() > 10, "{text}");
    let (public, staff) = (format!("/umfragen/{slug}"), format!("/verwaltung/umfragen/{slug}"));
    let page = app.get(&public).await.text();
    assert!(page.contains("liest die Verwaltung") && !page.contains(&start), "{page}");
    let administrator = app.staff(Role::Administrator, Scope::Everywhere).await;
    let read = app.get_with(&staff, &[("cookie", &administrator)]).await.text();
    assert!(read.contains(&start), "{read}");
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    assert!(!app.get_with(&staff, &[("cookie", &moderator)]).await.text().contains(&start));
}
