//! Confirming residents at the counter and by letter, as clerk and citizen do it.

use axum::http::StatusCode;
use domain::{
    accounts::Level,
    policy::{Role, Scope},
};

use super::{TestApp, accounts::cookie, printed};

pub(super) const PERSON: &str = "name=Ada+Gro%C3%9F&geburtstag=24.12.1990&plz=18055";

/// What the citizen reads out at the counter.
pub(super) async fn code(app: &TestApp, cookie: &str) -> String {
    let page = app.get_with("/konto/wohnsitz", &[("cookie", cookie)]).await.text();
    let (_, rest) = page.split_once("<strong class=\"secret-key\">").expect("a code");
    rest.split('<').next().unwrap().to_owned()
}

async fn is_confirmed(app: &TestApp, cookie: &str) -> bool {
    let answer = app.get_with("/konto/daten.json", &[("cookie", cookie)]).await;
    answer.json()["account"]["level"] == "resident"
}

#[tokio::test]
async fn a_clerk_confirms_whoever_stands_at_the_counter_and_nobody_else_does() {
    let app = TestApp::new().await;
    let account = app.account("ada@example.org").await;
    let ada = app.session(account, false).await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let code = code(&app, &ada).await;
    let body = format!("code={code}&{PERSON}");
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    assert_eq!(app.post_as(&moderator, "/schalter/bewohner", body.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.post_as(&ada, "/schalter/briefe", body.clone()).await.status, StatusCode::FORBIDDEN);
    let wrong = app.post_as(&clerk, "/schalter/bewohner", format!("code=1-AAAA&{PERSON}")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("Ada Groß"));
    assert!(!is_confirmed(&app, &ada).await);
    let done = app.post_as(&clerk, "/schalter/bewohner", body.clone()).await;
    assert_eq!(done.header("location"), "/schalter/bewohner?bestaetigt=1", "{}", done.text());
    assert!(is_confirmed(&app, &ada).await);

    let eve = app.session(app.account("eve@example.org").await, false).await;
    let again = format!("code={}&{PERSON}", self::code(&app, &eve).await);
    let refused = app.post_as(&clerk, "/schalter/bewohner", again).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("schon mit einem anderen Konto")
    );
    // Nothing of what the clerk typed is in the log of what staff did.
    let log = store::audit::list(&app.store, &store::audit::Search::default()).await.unwrap();
    assert!(log.iter().any(|entry| entry.action == "resident_confirmed" && !entry.data.contains("Gro")));
}

#[tokio::test]
async fn a_board_for_residents_takes_them_and_says_how_many_they_are() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let path = format!("/vorschlaege/{id}/unterstuetzung");
    let ada = app.session(app.account("ada@example.org").await, false).await;
    app.post_as(&ada, &path, "aktion=unterstuetzen").await;
    store::boards::set_needed_level(&app.store, "stadt", Level::ResidentConfirmed, web::site::now()).await.unwrap();
    for address in ["/vorschlaege/neu".to_owned(), format!("/vorschlaege/{id}")] {
        let page = app.get(&address).await.text();
        assert!(page.contains("Hier nehmen bestätigte Einwohner*innen teil"), "{address}");
        assert!(!page.contains("Du brauchst kein Konto"), "{address}");
    }
    let guest = app.post(&path, "aktion=unterstuetzen").await;
    assert!(guest.status == StatusCode::FORBIDDEN && guest.text().contains("Hier stimmen Einwohner*innen ab"));
    let eve = app.session(app.account("eve@example.org").await, false).await;
    assert_eq!(app.post_as(&eve, &path, "aktion=unterstuetzen").await.status, StatusCode::FORBIDDEN);
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let body = format!("code={}&{PERSON}", code(&app, &eve).await);
    app.post_as(&clerk, "/schalter/bewohner", body).await;
    assert_eq!(app.post_as(&eve, &path, "aktion=unterstuetzen").await.status, StatusCode::SEE_OTHER);
    let page = app.get(&format!("/vorschlaege/{id}")).await.text();
    for told in
        ["davon 1 bestätigte*r Einwohner*in", "davon 1 mit bestätigter E-Mail-Adresse", "Hier nehmen bestätigte"]
    {
        assert!(page.contains(told), "{told}");
    }
}

#[tokio::test]
async fn a_letter_is_printed_and_its_code_confirms_once() {
    let app = TestApp::new().await;
    let ada = app.session(app.account("ada@example.org").await, false).await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let body = format!("code={}&{PERSON}", code(&app, &ada).await);
    let without = app.post_as(&clerk, "/schalter/briefe", body.clone()).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sheet = app.post_as(&clerk, "/schalter/briefe", format!("{body}&strasse=Neuer+Markt+1")).await;
    assert_eq!((sheet.status, sheet.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert!(sheet.body.starts_with(b"%PDF-") && sheet.header("cache-control") == "no-store");
    let wrong = app.post_as(&ada, "/konto/wohnsitz", "brief=7K3M-Q2RD-X8FA").await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("7K3M-Q2RD-X8FA"));
    assert!(!is_confirmed(&app, &ada).await);

    // As it lies in the letter box.
    let text = printed::text(&sheet.body);
    for line in ["Ada Groß", "Neuer Markt 1", "18055 Rostock", "http://127.0.0.1:3000/konto/wohnsitz"] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let letters: Vec<char> = text.chars().collect();
    let is_code = |part: &&[char]| {
        part.iter().enumerate().all(|(at, c)| if at % 5 == 4 { *c == '-' } else { c.is_ascii_alphanumeric() })
    };
    let codes: Vec<String> = letters.windows(14).filter(is_code).map(|part| part.iter().collect()).collect();
    let [printed] = codes.as_slice() else { panic!("one code in {text}, not {codes:?}") };
    let brief = format!("brief={}", printed.to_lowercase());
    let eve = app.session(app.account("eve@example.org").await, false).await;
    let strangers = app.post_as(&eve, "/konto/wohnsitz", brief.clone()).await;
    assert_eq!(strangers.status, StatusCode::UNPROCESSABLE_ENTITY, "it is for one account");
    assert!(!is_confirmed(&app, &eve).await);
    let redeemed = app.post_as(&ada, "/konto/wohnsitz", brief.clone()).await;
    assert_eq!((redeemed.status, redeemed.header("location")), (StatusCode::SEE_OTHER, "/konto/wohnsitz"));
    let page = app.get_with("/konto/wohnsitz", &[("cookie", &ada)]).await;
    let ada = cookie(&page);
    assert!(is_confirmed(&app, &ada).await);
    let again = app.post_as(&ada, "/konto/wohnsitz", brief).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
}
