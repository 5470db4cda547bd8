//! Reporting a barrier, and the answer.

use axum::http::StatusCode;
use domain::policy::{Acting, Role, Scope};

use super::TestApp;

const REPORT: &str = "seite=%2Fkalender&text=Der+Knopf+hat+keinen+Namen.&name=Ada&email=ada%40example.org";

/// The address of the receipt that a report leads to.
async fn reported(app: &TestApp) -> String {
    let answer = app.post("/barrierefreiheit/melden", REPORT).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header("set-cookie"), "", "who reports a barrier needs no cookie");
    answer.header("location").to_owned()
}

#[tokio::test]
async fn the_foot_of_every_page_leads_to_the_form_with_the_address_filled_in() {
    let app = TestApp::new().await;
    let receipt = reported(&app).await;
    let receipt = receipt.split('?').next().unwrap();
    for (page, told) in [
        ("/", "%2F"),
        ("/en/kalender", "%2Fen%2Fkalender"),
        ("/vorschlaege?thema=verkehr", "%2Fvorschlaege%3Fthema%3Dverkehr"),
        ("/anmelden", "%2Fanmelden"),
        ("/gibt-es-nicht", "%2Fgibt-es-nicht"),
        // Whoever reads the report must not be able to open the receipt.
        (receipt, "%2Fbeleg"),
    ] {
        let html = app.get(page).await.text();
        let prefix = if page.starts_with("/en") { "/en" } else { "" };
        let link = format!("href=\"{prefix}/barrierefreiheit/melden?seite={told}\"");
        assert!(html.contains(&link), "{page} has no {link}");
    }
    let form = app.get("/barrierefreiheit/melden?seite=%2Fkalender").await.text();
    assert!(form.contains("value=\"/kalender\""));
}

#[tokio::test]
async fn a_report_gets_a_receipt_that_says_when_the_answer_is_due() {
    let app = TestApp::new().await;
    let receipt = reported(&app).await;
    let page = app.get(&receipt).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    let due = domain::barriers::due(web::site::now());
    let day = &web::rfc3339(due)[..4];
    let text = page.text();
    assert!(text.contains("Der Knopf hat keinen Namen.") && text.contains(&format!("{day} eine Antwort")), "{text}");
    // Nothing to withdraw or to correct.
    let path = receipt.split('?').next().unwrap();
    assert_eq!(app.get(&format!("{path}/zurueckziehen")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&format!("{path}/aendern")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_with_mistakes_comes_back_with_everything_in_it() {
    let app = TestApp::new().await;
    let body = "seite=%2Fkalender&text=kurz&name=Ada+B.&email=ada&einsendung=000102030405060708090a0b0c0d0e0f";
    let answer = app.post("/en/barrierefreiheit/melden", body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    for kept in ["value=\"/kalender\"", "kurz</textarea>", "value=\"Ada B.\"", "value=\"ada\"", "000102030405"] {
        assert!(page.contains(kept), "{kept}");
    }
    assert!(page.contains("at least 10 characters") && page.contains("name@example.org"));
}

#[tokio::test]
async fn what_is_sent_twice_is_one_report() {
    let app = TestApp::new().await;
    let body = format!("{REPORT}&einsendung=000102030405060708090a0b0c0d0e0f");
    let first = app.post("/barrierefreiheit/melden", body.clone()).await;
    let again = app.post("/barrierefreiheit/melden", body.clone()).await;
    assert_eq!(first.header("location"), again.header("location"));
    let other = app.post("/barrierefreiheit/melden", body.replace("Knopf", "Regler")).await;
    assert_ne!(first.header("location"), other.header("location"));
    assert_eq!(store::barriers::open(&app.store).await.unwrap().len(), 2);
}

/// Staff answer, and the person reads it under their code and in a letter.
#[tokio::test]
async fn an_answer_reaches_the_person_and_is_noted() {
    let app = TestApp::new().await;
    let receipt = reported(&app).await;
    let editor = app.staff(Role::Editor, Scope::Everywhere).await;
    let list = app.get_with("/verwaltung/barrieren", &[("cookie", &editor)]).await.text();
    assert!(list.contains("Noch 4") && list.contains("Der Knopf hat keinen Namen."), "{list}");
    let id = store::barriers::open(&app.store).await.unwrap()[0].id;
    let path = format!("/verwaltung/barrieren/{id}");
    let short = app.post_as(&editor, &path, "text=Danke").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text().contains("Danke</textarea>"));

    let sent = app.post_as(&editor, &path, "text=Danke%2C+er+hei%C3%9Ft+jetzt+Suchen.").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let read = app.get(receipt.split('?').next().unwrap()).await.text();
    assert!(read.contains("Danke, er heißt jetzt Suchen."));
    let letters = store::jobs::list(&app.store, None, None, 9).await.unwrap();
    assert_eq!((letters.len(), letters[0].kind.as_str()), (1, "mail"));

    let second = app.post_as(&editor, &path, "text=Noch+eine+Antwort+darauf.").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text().contains("Noch eine Antwort darauf."), "what was typed stays to be copied");
}

#[tokio::test]
async fn editors_are_warned_when_the_declaration_is_due_and_nobody_else() {
    let app = TestApp::new().await;
    let editor = app.staff(Role::Editor, Scope::Everywhere).await;
    let warned = async |cookie: &str| {
        let page = app.get_with("/barrierefreiheit", &[("cookie", cookie)]).await.text();
        page.contains("hätte bis zum")
    };
    assert!(!warned(&editor).await);
    let by = Acting { account: None, role: Role::Editor, scope: Scope::Everywhere };
    let long_ago = web::site::now().plus_days(-400);
    store::barriers::review(&app.store, &by, long_ago).await.unwrap();
    assert!(warned(&editor).await && !warned("").await);
    app.post_as(&editor, "/verwaltung/barrieren/erklaerung", "").await;
    assert!(!warned(&editor).await);
}
