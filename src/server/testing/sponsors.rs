//! Pat\*innen: they introduce themselves, an administrator looks at it, everybody reads it.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};

use super::{TestApp, staff::get_as};

const PATH: &str = "/konto/patenschaft";
const FORM: &str = "name=Ada&organisation=Nachbarschaftshaus&angebot=Ein+Raum+am+Abend&kontakt=0381+1&thema=kultur";

#[tokio::test]
async fn a_sponsor_is_shown_on_the_page_of_the_theme_once_somebody_looked_at_it() {
    let app = TestApp::new().await;
    let sponsor = app.staff(Role::Sponsor, Scope::Everywhere).await;
    let administrator = app.staff(Role::Administrator, Scope::Everywhere).await;
    let bare = app.post_as(&sponsor, PATH, "fassung=0&name=Ada&angebot=").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("value=\"Ada\"") && bare.text().contains("href=\"#thema\""));
    let saved = app.post_as(&sponsor, PATH, format!("fassung=0&{FORM}")).await;
    assert_eq!(saved.header("location"), format!("{PATH}?gespeichert"));
    assert!(!app.get("/themen/kultur").await.text().contains("Ein Raum am Abend"));

    let list = get_as(&app, &administrator, "/verwaltung/patenschaften").await.text();
    let form = list.split("/verwaltung/patenschaften/").nth(1).unwrap();
    let id = form.split('"').next().unwrap();
    let address = format!("/verwaltung/patenschaften/{id}");
    assert_eq!(app.post_as(&sponsor, &address, "fassung=1&aktion=zeigen").await.status, StatusCode::FORBIDDEN);
    app.post_as(&administrator, &address, "fassung=1&aktion=zeigen").await;
    for page in ["/themen/kultur", "/en/themen/kultur", "/ls/themen/kultur"] {
        assert!(app.get(page).await.text().contains("Ein Raum am Abend"), "{page}");
    }
    assert!(!app.get("/themen/verkehr").await.text().contains("Ein Raum am Abend"));

    let late = app.post_as(&sponsor, PATH, "fassung=0&name=Eve&angebot=Nichts&thema=kultur").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("value=\"Eve\"") && late.text().contains("Ein Raum am Abend"), "both versions");
    app.post_as(&administrator, &address, "fassung=1&aktion=verbergen").await;
    assert!(!app.get("/themen/kultur").await.text().contains("Ein Raum am Abend"));
}

#[tokio::test]
async fn nobody_else_introduces_themself() {
    let app = TestApp::new().await;
    for role in [Role::Administrator, Role::Moderator, Role::Council] {
        let scope = if role == Role::Council { Scope::Council(domain::ids::AreaId(1)) } else { Scope::Everywhere };
        let cookie = app.staff(role, scope).await;
        assert_eq!(get_as(&app, &cookie, PATH).await.status, StatusCode::FORBIDDEN, "{role:?}");
        assert_eq!(app.post_as(&cookie, PATH, format!("fassung=0&{FORM}")).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(app.post(PATH, format!("fassung=0&{FORM}")).await.status, StatusCode::UNAUTHORIZED);
}
