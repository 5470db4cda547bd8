//! The tree of pages: made, moved, retired and brought back by plain forms.

use super::*;

impl Desk {
    /// The form about where a page stands, as it is sent by whoever looks at it just now.
    pub(super) async fn arrange(&self, who: &str, base: &str, form: &str) -> Answer {
        let path = format!("{base}/adresse");
        let seen = get_as(&self.app, who, &path).await.text();
        let field = |name: &str| between(&seen, &format!("name=\"{name}\" value=\""), "\"").replace(' ', "+");
        let form = format!("{form}&stand={}&fassung={}", field("stand"), field("fassung"));
        self.app.post_as(who, &path, form).await
    }
}

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
    let wrong = desk.arrange(ada, &base, "aktion=umziehen&adresse=api").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.arrange(ada, &base, "aktion=umziehen&adresse=regeln").await.status, StatusCode::CONFLICT);
    let moved = desk.arrange(ada, &base, "aktion=umziehen&adresse=vor-ort").await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::SEE_OTHER, "/verwaltung/seiten"));
    let old = app.get("/ls/mitmachen/vor-ort?a=b").await;
    assert_eq!((old.status, old.header("location")), (StatusCode::PERMANENT_REDIRECT, "/ls/vor-ort?a=b"));
    assert_eq!(old.header("cache-control"), "public, max-age=300");
    assert_eq!(app.get("/vor-ort").await.status, StatusCode::OK);

    let nowhere = desk.arrange(ada, &base, "aktion=stilllegen&weiter=gibt-es-nicht").await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    desk.arrange(ada, &base, "aktion=stilllegen&weiter=mitmachen").await;
    let gone = app.get("/vor-ort").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text().contains("Vor Ort") && gone.text().contains("href=\"/mitmachen\""));
    assert!(!app.get("/sitemap/seiten.xml").await.text().contains("vor-ort"));
    let list = get_as(app, ada, "/verwaltung/seiten").await.text();
    assert!(list.contains("Stillgelegt") && list.contains(&format!("href=\"{address}\"")), "{list}");
    desk.arrange(ada, &base, "aktion=zurueckholen").await;
    assert_eq!(app.get("/vor-ort").await.status, StatusCode::OK);
    let fixed = desk.at("/impressum").await;
    let page = get_as(app, ada, &format!("{fixed}/adresse")).await.text();
    assert!(page.contains("steht auf Plakaten") && !page.contains("value=\"stilllegen\""));
    let refused = desk.arrange(ada, &fixed, "aktion=stilllegen&weiter=").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whoever_decides_about_a_page_that_changed_meanwhile_is_told_what_changed() {
    let desk = Desk::new().await;
    let (app, ada, bea) = (&desk.app, desk.ada.as_str(), desk.bea.as_str());
    let address = format!("{}/adresse", desk.base);
    let stand = between(&get_as(app, ada, &address).await.text(), "name=\"stand\" value=\"", "\"").replace(' ', "+");
    assert_eq!(stand, "regeln+public+-");
    desk.arrange(bea, &desk.base, "aktion=umziehen&adresse=spielregeln").await;
    let stale = app.post_as(ada, &address, format!("aktion=stilllegen&weiter=mitmachen&stand={stand}")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let text = stale.text();
    for part in [
        "<del>/regeln</del>",
        "<ins>/spielregeln</ins>",
        "value=\"spielregeln public -\"",
        "value=\"mitmachen\" selected",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(app.get("/spielregeln").await.status, StatusCode::OK, "everybody reads it still");

    app.post_as(ada, "/verwaltung/seiten/neu", "titel=Das+Fest&adresse=das-fest").await;
    let fresh = desk.at("/das-fest").await;
    let form = get_as(app, ada, &format!("{fresh}/adresse")).await.text();
    let change = between(&form, "name=\"fassung\" value=\"", "\"");
    let block = format!("art=text&text=Am+Strand&nach=&save={}&kennung={}", uuid(), uuid());
    app.post_as(bea, &format!("{fresh}/neu"), block).await;
    let throw = format!("aktion=wegwerfen&stand=das-fest+fresh+-&fassung={change}");
    let stale = app.post_as(ada, &format!("{fresh}/adresse"), throw).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("<li>Am Strand</li>"), "what she did not see is shown: {}", stale.text());
    let done = desk.arrange(ada, &fresh, "aktion=wegwerfen").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(get_as(app, ada, &format!("{fresh}/adresse")).await.status, StatusCode::NOT_FOUND);
}
