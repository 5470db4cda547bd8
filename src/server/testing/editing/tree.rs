//! The tree of pages: made, moved, retired and brought back by plain forms.

use super::*;

#[tokio::test]
async fn a_page_is_made_moved_retired_and_brought_back() {
    let desk = Desk::new().await;
    let (app, ada) = (&desk.app, desk.ada.as_str());
    let new = "/verwaltung/seiten/neu";
    for (form, status, typed) in [
        ("titel=Vor+Ort&adresse=Stra%C3%9Fe", StatusCode::UNPROCESSABLE_ENTITY, "value=\"Straße\""),
        ("titel=Vor+Ort&adresse=konto", StatusCode::UNPROCESSABLE_ENTITY, "value=\"konto\""),
        ("titel=Vor+Ort&adresse=regeln", StatusCode::CONFLICT, "value=\"Vor Ort\""),
        ("titel=&adresse=vor-ort", StatusCode::UNPROCESSABLE_ENTITY, "value=\"vor-ort\""),
    ] {
        let refused = app.post_as(ada, new, form).await;
        assert_eq!(refused.status, status, "{form}");
        assert!(refused.text().contains(typed), "{form}");
    }
    let made = app.post_as(ada, new, "titel=Vor+Ort&adresse=mitmachen/vor-ort").await;
    assert_eq!(made.header("location"), "/mitmachen/vor-ort?bearbeiten");
    assert_eq!(app.get("/mitmachen/vor-ort").await.status, StatusCode::NOT_FOUND);
    let page = get_as(app, ada, "/mitmachen/vor-ort?bearbeiten").await.text();
    assert!(page.contains("Noch nie veröffentlicht"));
    let base = format!("/bearbeiten/{}", between(&page, "data-edit-page=\"", "\""));
    let publish = async |base: &str| {
        let draft = get_as(app, ada, &format!("{base}/entwurf.json")).await.json();
        let form = format!("stand={}", draft["change"]);
        assert_eq!(app.post_as(ada, &format!("{base}/veroeffentlichen"), form).await.status, StatusCode::SEE_OTHER);
    };
    publish(&base).await;
    assert_eq!(app.get("/mitmachen/vor-ort").await.status, StatusCode::OK);

    let languages = format!("{base}/sprachen");
    assert!(get_as(app, ada, &languages).await.text().contains("value=\"anlegen\""));
    let english = app.post_as(ada, &languages, "aktion=anlegen&sprache=en").await;
    assert_eq!(english.header("location"), "/en/mitmachen/vor-ort?bearbeiten");
    assert_eq!(app.post_as(ada, &languages, "aktion=anlegen&sprache=xx").await.status, StatusCode::BAD_REQUEST);

    let address = format!("{base}/adresse");
    let wrong = app.post_as(ada, &address, "aktion=umziehen&adresse=api").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.post_as(ada, &address, "aktion=umziehen&adresse=regeln").await.status, StatusCode::CONFLICT);
    let moved = app.post_as(ada, &address, "aktion=umziehen&adresse=vor-ort").await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::SEE_OTHER, "/verwaltung/seiten"));
    let old = app.get("/ls/mitmachen/vor-ort?a=b").await;
    assert_eq!((old.status, old.header("location")), (StatusCode::PERMANENT_REDIRECT, "/ls/vor-ort?a=b"));
    assert_eq!(old.header("cache-control"), "public, max-age=300");
    assert_eq!(app.get("/vor-ort").await.status, StatusCode::OK);

    let nowhere = app.post_as(ada, &address, "aktion=stilllegen&weiter=gibt-es-nicht").await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.post_as(ada, &address, "aktion=stilllegen&weiter=mitmachen").await;
    let gone = app.get("/vor-ort").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text().contains("Vor Ort") && gone.text().contains("href=\"/mitmachen\""));
    assert!(!app.get("/sitemap/seiten.xml").await.text().contains("vor-ort"));
    let list = get_as(app, ada, "/verwaltung/seiten").await.text();
    assert!(list.contains("Stillgelegt") && list.contains(&format!("href=\"{address}\"")), "{list}");
    app.post_as(ada, &address, "aktion=zurueckholen").await;
    assert_eq!(app.get("/vor-ort").await.status, StatusCode::OK);
    let fixed = desk.at("/impressum").await;
    let page = get_as(app, ada, &format!("{fixed}/adresse")).await.text();
    assert!(page.contains("steht auf Plakaten") && !page.contains("value=\"stilllegen\""));
    let refused = app.post_as(ada, &format!("{fixed}/adresse"), "aktion=stilllegen&weiter=").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
