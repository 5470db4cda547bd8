//! Opening an account and coming in by letter; the same work and the same answer whether there is an account or not.

use axum::http::StatusCode;
use domain::accounts::Email;
use store::{accounts, jobs, mail::Mail};
use web::site::now;

use super::{
    TestApp,
    accounts::{cookie, with_password},
};

/// The letters that wait, taken out of the box.
pub(super) async fn letters(app: &TestApp) -> Vec<Mail> {
    let mut found = Vec::new();
    while let Some(job) = jobs::claim(&app.store, now()).await.unwrap() {
        found.push(job.payload::<Mail>().unwrap());
        jobs::done(&app.store, &job, now()).await.unwrap();
    }
    found
}

/// The address in a letter, without the site in front.
pub(super) fn link(mail: &Mail) -> String {
    let line = mail.text.lines().find(|line| line.starts_with("http://127.0.0.1:3000/")).expect("a link");
    line.trim_start_matches("http://127.0.0.1:3000").to_owned()
}

/// The address to which the page of a link posts.
pub(super) fn plain(link: &str) -> &str {
    link.split('?').next().unwrap()
}

#[tokio::test]
async fn an_account_is_opened_by_a_letter_and_takes_the_guest_along() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let path = format!("/vorschlaege/{id}/unterstuetzung");
    let as_guest = app.post(&path, "aktion=unterstuetzen").await;
    let guest = as_guest.header("set-cookie").split(';').next().unwrap().to_owned();

    let wrong = app.post("/registrieren", "email=ada").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"ada\""));
    let asked = app.post("/registrieren", "email=Ada%40example.org&weiter=%2Fvorschlaege").await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/registrieren?gesendet=1"));
    let sent = letters(&app).await;
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, "ada@example.org"));
    let link = link(&sent[0]);
    for _ in 0..2 {
        let page = app.get(&link).await;
        assert!(page.status == StatusCode::OK && page.text().contains("ada@example.org"), "{link}");
    }
    let short = app.post_as(&guest, plain(&link), "name=Ada&passwort=kurz").await;
    assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.text().contains("value=\"Ada\""));
    let body = "name=Ada&passwort=M%C3%B6we+Hafen+Regen&weiter=%2Fvorschlaege";
    let opened = app.post_as(&guest, plain(&link), body).await;
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/vorschlaege"));
    let cookie = cookie(&opened);
    app.post_as(&cookie, &path, "aktion=unterstuetzen").await;
    let page = app.get_with(&format!("/api/v1/proposals/{id}"), &[("cookie", &cookie)]).await;
    assert_eq!(page.json()["supports"], 1);
    assert_eq!(app.post(plain(&link), body).await.status, StatusCode::GONE);
    let account = accounts::by_email(&app.store, &Email::parse("ada@example.org").unwrap()).await.unwrap().unwrap();
    assert_eq!(account.name.as_deref(), Some("Ada"));
}

#[tokio::test]
async fn a_link_signs_in_once_and_only_by_its_button() {
    let app = TestApp::new().await;
    app.account("ada@example.org").await;
    app.post("/anmelden/link", "email=ada%40example.org").await;
    let link = link(&letters(&app).await[0]);
    for _ in 0..2 {
        let page = app.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.headers.get("set-cookie").is_none(), "a look signs nobody in");
    }
    let signed_in = app.post(plain(&link), "").await;
    assert_eq!(app.get_with("/konto", &[("cookie", &cookie(&signed_in))]).await.status, StatusCode::OK);
    assert_eq!(app.post(plain(&link), "").await.status, StatusCode::GONE);

    app.post("/passwort", "email=ada%40example.org").await;
    let link = self::link(&letters(&app).await[0]);
    assert_eq!(app.post(&link, "passwort=M%C3%B6we+Hafen+Regen").await.status, StatusCode::SEE_OTHER);
}

/// Status, headers that tell something, text without the address; statements and password checks that it took.
async fn traced(app: &TestApp, cookie: &str, address: &str, body: &str) -> (StatusCode, String, String, u64, u64) {
    let (statements, checks) = (app.store.statements(), web::password_checks());
    let answer = app.post_as(cookie, address, body.to_owned()).await;
    let text = answer.text().replace("ada@example.org", "X").replace("eve@example.org", "X");
    let location = answer.header("location").to_owned();
    (answer.status, location, text, app.store.statements() - statements, web::password_checks() - checks)
}

#[tokio::test]
async fn known_and_unknown_addresses_are_answered_alike_and_cost_the_same_work() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    // What is made at the first use is made.
    traced(&app, "", "/anmelden", "email=x%40example.org&passwort=falsch-aber-lang").await;
    for (address, rest) in
        [("/anmelden", "&passwort=falsch-aber-lang"), ("/registrieren", ""), ("/anmelden/link", ""), ("/passwort", "")]
    {
        let known = traced(&app, "", address, &format!("email=ada%40example.org{rest}")).await;
        let unknown = traced(&app, "", address, &format!("email=eve%40example.org{rest}")).await;
        assert_eq!(known, unknown, "{address}");
        assert!(known.3 > 0, "{address} asked nothing");
        assert_eq!(known.4, u64::from(address == "/anmelden"), "{address}");
    }
    let letters = letters(&app).await;
    assert_eq!(letters.len(), 6);
    assert_eq!(letters.iter().filter(|mail| mail.to == "eve@example.org").count(), 3);
}

/// Whoever is inside already learns as little: changing the own address, and where news are to go.
#[tokio::test]
async fn an_address_that_has_an_account_is_taken_and_asked_for_like_any_other() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    let mut askers = Vec::new();
    for name in ["bea", "cleo", "dora"] {
        let account = with_password(&app, &format!("{name}@example.org")).await;
        askers.push(app.session(account, false).await);
    }
    let body = |email: &str| format!("neue-email={email}%40example.org&altes-passwort=M%C3%B6we+Hafen+Regen");
    // What is made at the first use is made.
    traced(&app, &askers[2], "/konto/email", &body("x")).await;
    let known = traced(&app, &askers[0], "/konto/email", &body("ada")).await;
    let unknown = traced(&app, &askers[1], "/konto/email", &body("eve")).await;
    assert_eq!(known, unknown);
    assert_eq!((known.0, known.4), (StatusCode::SEE_OTHER, 1));
    let sent: Vec<String> = letters(&app).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(sent.iter().filter(|to| to.starts_with("ada@") || to.starts_with("eve@")).count(), 2, "{sent:?}");

    traced(&app, "", "/neuigkeiten/email", "email=x%40example.org").await;
    let known = traced(&app, "", "/neuigkeiten/email", "email=ada%40example.org").await;
    let unknown = traced(&app, "", "/neuigkeiten/email", "email=eve%40example.org").await;
    assert_eq!(known, unknown);
    assert_eq!((known.0, known.4), (StatusCode::SEE_OTHER, 0));
    let sent: Vec<String> = letters(&app).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(sent, ["x@example.org", "ada@example.org", "eve@example.org"]);
}
