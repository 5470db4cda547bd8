//! The list of words after which moderators look first.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};

use super::{TestApp, staff::get_as};

const PATH: &str = "/verwaltung/wortlisten";

#[tokio::test]
async fn moderators_keep_the_list_and_nobody_else_sees_it() {
    let app = TestApp::new().await;
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let bare = app.post_as(&moderator, PATH, "wort=***").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("value=\"***\""));
    assert_eq!(app.post_as(&moderator, PATH, "wort=Bl%C3%B6dsinn").await.header("location"), PATH);
    let page = get_as(&app, &moderator, PATH).await.text();
    assert!(page.contains("bloedsinn"));
    let id = page.split(&format!("{PATH}/")).nth(1).unwrap().split('"').next().unwrap().to_owned();

    for role in [Role::Administrator, Role::Clerk, Role::Editor] {
        let cookie = app.staff(role, Scope::Everywhere).await;
        assert_eq!(get_as(&app, &cookie, PATH).await.status, StatusCode::FORBIDDEN, "{role:?}");
        for (address, body) in [(PATH.to_owned(), "wort=Hafen"), (format!("{PATH}/{id}"), "")] {
            assert_eq!(app.post_as(&cookie, &address, body).await.status, StatusCode::FORBIDDEN, "{role:?} {address}");
        }
    }
    app.post_as(&moderator, &format!("{PATH}/{id}"), "").await;
    assert!(!get_as(&app, &moderator, PATH).await.text().contains("bloedsinn"));
}
