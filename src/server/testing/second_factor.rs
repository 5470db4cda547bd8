//! The second factor of those who work for the city, as a browser and an app would go through it.

use axum::http::StatusCode;
use domain::{
    accounts::Email,
    policy::{Acting, Grant, Role, Scope},
};
use store::{accounts, audit, roles, tickets};
use web::site::now;

use super::{
    Answer, TestApp,
    accounts::{cookie, with_password},
    chance, new_secret,
    registration::{letters, link, plain},
};

pub(super) const SIGN_IN: &str = "email=ada%40example.org&passwort=M%C3%B6we+Hafen+Regen&weiter=%2Fkonto";

/// What stands in the page between these two.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(found, _)| found).expect(before)
}

/// The app of a person, which was told the key that the page shows.
pub(super) struct App(totp_rs::Totp);

impl App {
    fn told(page: &str) -> Self {
        let key = between(page, "<code class=\"secret-key\">", "</code>").replace(' ', "");
        let secret = totp_rs::Secret::try_from_base32(&key).unwrap();
        Self(totp_rs::Builder::new().with_secret(secret).build().unwrap())
    }

    /// The code that is shown so many steps from now.
    pub(super) fn code(&self, steps: i64) -> String {
        let seconds = now().0 / 1_000 + steps * 30;
        self.0.generate(u64::try_from(seconds).unwrap()).to_string()
    }
}

/// Signed in with a password, the factor set up with the code of the step before: the cookie, the app, the codes.
pub(super) async fn set_up(app: &TestApp) -> (String, App, Answer) {
    with_password(app, "ada@example.org").await;
    let first = cookie(&app.post("/anmelden", SIGN_IN).await);
    let page = app.get_with("/konto/zweiter-faktor", &[("cookie", &first)]).await.text();
    let phone = App::told(&page);
    let salt = between(&page, "name=\"schluessel\" value=\"", "\"");
    let wrong = format!("aktion=einrichten&schluessel={salt}&code=000000&weiter=%2Fkonto");
    let refused = app.post_as(&first, "/konto/zweiter-faktor", wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(salt), "the app needs not be told again");
    let body = format!("aktion=einrichten&schluessel={salt}&code={}&weiter=%2Fkonto", phone.code(-1));
    let done = app.post_as(&first, "/konto/zweiter-faktor", body).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let fresh = cookie(&done);
    assert_ne!(first, fresh);
    assert_eq!(app.get_with("/konto", &[("cookie", &first)]).await.status, StatusCode::SEE_OTHER);
    (fresh, phone, done)
}

/// The cookie between password and code.
pub(super) fn step(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let step = cookies.into_iter().find(|cookie| cookie.starts_with("wegmarken-schritt=")).expect("a step");
    assert!(step.contains("HttpOnly"), "{step}");
    step.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn after_the_password_a_code_is_asked_for_and_taken_once() {
    let app = TestApp::new().await;
    let (_, phone, _) = set_up(&app).await;
    let between = app.post("/anmelden", SIGN_IN).await;
    assert_eq!(between.header("location"), "/anmelden/code?weiter=%2Fkonto");
    assert!(
        !between.headers.get_all("set-cookie").iter().any(|c| c.to_str().unwrap().starts_with("wegmarken-sitzung="))
    );
    let step_one = step(&between);
    let page = app.get_with("/anmelden/code?weiter=%2Fkonto", &[("cookie", &step_one)]).await;
    assert_eq!(page.status, StatusCode::OK);

    let used = format!("code={}", phone.code(-1));
    let again = app.post_as(&step_one, "/anmelden/code", used).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the code with which it was set up");
    let code = format!("code={}&weiter=%2Fkonto", phone.code(1));
    let signed_in = app.post_as(&step_one, "/anmelden/code", code.clone()).await;
    assert_eq!((signed_in.status, signed_in.header("location")), (StatusCode::SEE_OTHER, "/konto"));
    assert!(app.get_with("/konto", &[("cookie", &cookie(&signed_in))]).await.text().contains("ada@example.org"));

    let step_two = step(&app.post("/anmelden", SIGN_IN).await);
    let twice = app.post_as(&step_two, "/anmelden/code", code).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "a code is taken once");
    let over = app.post_as(&step_one, "/anmelden/code", "code=123456").await;
    assert_eq!(over.header("location"), "/anmelden", "the step was used");
    let stranger = app.post("/anmelden/code", format!("code={}", phone.code(1))).await;
    assert_eq!(stranger.header("location"), "/anmelden", "nobody comes in without the password");
}

#[tokio::test]
async fn an_app_goes_on_after_the_secret_was_replaced() {
    let old = new_secret::old_city().await;
    let (_, phone, _) = set_up(&old).await;
    let (both, alone) = new_secret::reopened(&old).await;
    let enter = async |app: &TestApp| {
        let door = step(&app.post("/anmelden", SIGN_IN).await);
        app.post_as(&door, "/anmelden/code", format!("code={}&weiter=%2Fkonto", phone.code(1))).await.status
    };
    assert_eq!(enter(&alone).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(enter(&both).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_code_from_paper_opens_once_and_guessing_gets_slow() {
    let app = TestApp::new().await;
    let (_, _, codes) = set_up(&app).await;
    let text = codes.text();
    let list = between(&text, "<ul class=\"prose\">", "</ul>");
    let code = between(list, "<code>", "</code>").to_owned();
    let door = step(&app.post("/anmelden", SIGN_IN).await);
    let signed_in = app.post_as(&door, "/anmelden/code", format!("ersatz={}", code.to_lowercase())).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER, "{}", signed_in.text());

    let door = step(&app.post("/anmelden", SIGN_IN).await);
    for _ in 0..5 {
        let wrong = app.post_as(&door, "/anmelden/code", format!("ersatz={code}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slow = app.post_as(&door, "/anmelden/code", "code=123456").await;
    assert_eq!(slow.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn staff_are_led_to_the_factor_and_come_back_with_it() {
    let app = TestApp::new().await;
    let (fresh, phone, _) = set_up(&app).await;
    let account = accounts::by_email(&app.store, &Email::parse("ada@example.org").unwrap()).await.unwrap().unwrap();
    let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account.id, grant, now()).await.unwrap();
    let old = app.session(account.id, false).await;
    let page = app.get_with("/konto/zweiter-faktor", &[("cookie", &old)]).await;
    let asked = old;
    assert!(page.text().contains("value=\"zeigen\""), "{}", page.text());
    assert!(!page.text().contains("secret-key"), "the key is never shown again");
    // Whoever stole the password puts no app of theirs in its place.
    let salt = chance::id();
    let body = format!("aktion=einrichten&schluessel={salt}&code=123456");
    assert_eq!(app.post_as(&asked, "/konto/zweiter-faktor", body).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.post_as(&asked, "/konto/zweiter-faktor", "aktion=codes").await.status, StatusCode::FORBIDDEN);
    let body = format!("aktion=zeigen&code={}&weiter=%2Fkonto", phone.code(1));
    let shown = app.post_as(&asked, "/konto/zweiter-faktor", body).await;
    assert_eq!(shown.header("location"), "/konto", "{}", shown.text());
    let done = cookie(&shown);
    assert_ne!(done, asked);
    assert_eq!(app.get_with("/verwaltung", &[("cookie", &done)]).await.status, StatusCode::OK);
    // What was shown before there was a role is shown again.
    let before = app.get_with("/verwaltung", &[("cookie", &fresh)]).await;
    assert!(before.header("location").starts_with("/konto/zweiter-faktor"), "{}", before.status);
    // Staff keep it.
    let remove = app.post_as(&done, "/konto/zweiter-faktor", "aktion=entfernen").await;
    assert_eq!(remove.status, StatusCode::FORBIDDEN);
}

/// No way leads around a factor that is lost, for the administration neither: it enrols its owner as it did the first time.
#[tokio::test]
async fn a_lost_factor_is_replaced_by_nobody_and_its_owner_is_enrolled_like_anybody_else() {
    let app = TestApp::new().await;
    set_up(&app).await;
    let lost = accounts::by_email(&app.store, &Email::parse("ada@example.org").unwrap()).await.unwrap().unwrap().id;
    let administrator = app.staff(Role::Administrator, Scope::Everywhere).await;
    for action in [
        "aktion=geben&rolle=clerk",
        "aktion=abmelden",
        "aktion=entfernen",
        "aktion=zeigen",
        "aktion=nehmen&rolle=clerk&bereich=everywhere",
    ] {
        app.post_as(&administrator, &format!("/verwaltung/personen/{lost}"), action).await;
        let between = app.post("/anmelden", SIGN_IN).await;
        assert!(between.header("location").starts_with("/anmelden/code"), "{action}");
        assert!(store::second_factor::of(&app.store, lost, now()).await.unwrap().is_set_up(), "{action}");
    }

    let again = app.account("ada.neu@example.org").await;
    let given = app.post_as(&administrator, &format!("/verwaltung/personen/{again}"), "aktion=geben&rolle=clerk").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER);
    let session = app.session(again, false).await;
    let asked = get(&app, &session, "/schalter").await;
    assert!(asked.header("location").starts_with(FACTOR), "{}", asked.status);
    let entries = audit::list(&app.store, &audit::Search::default()).await.unwrap();
    for person in [lost, again] {
        let is_noted = |entry: &audit::Entry| entry.action == "role_given" && entry.subject_id == person.0;
        assert!(entries.iter().any(is_noted), "{person}");
    }
}

const FACTOR: &str = "/konto/zweiter-faktor";

async fn get(app: &TestApp, cookie: &str, address: &str) -> Answer {
    app.get_with(address, &[("cookie", cookie)]).await
}

#[tokio::test]
async fn whoever_left_a_window_open_is_asked_before_the_first_factor_and_goes_on_where_they_were() {
    let app = TestApp::new().await;
    let account = with_password(&app, "ada@example.org").await;
    let fresh = app.session(account, false).await;
    let page = get(&app, &fresh, "/konto/zweiter-faktor?weiter=%2Fen%2Fkonto").await;
    let (phone, text) = (App::told(&page.text()), page.text());
    let salt = between(&text, "name=\"schluessel\" value=\"", "\"");

    let old = app.old_session(account, false).await;
    let asked = get(&app, &old, "/konto/zweiter-faktor?weiter=%2Fen%2Fkonto").await;
    let back = "/konto/bestaetigen?weiter=%2Fkonto%2Fzweiter-faktor%3Fweiter%3D%252Fen%252Fkonto";
    assert_eq!(asked.header("location"), back);
    let code = phone.code(0);
    let body = format!("aktion=einrichten&schluessel={salt}&code={code}&weiter=%2Fen%2Fkonto");
    let asked = app.post_as(&old, FACTOR, body).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let (door, onward) = asked.header("location").split_once("?weiter=").unwrap();
    assert_eq!(door, "/konto/bestaetigen");
    let factor = store::second_factor::of(&app.store, account, now()).await.unwrap();
    assert!(!factor.is_set_up(), "nothing happened");

    let proof = format!("altes-passwort=M%C3%B6we+Hafen+Regen&weiter={onward}");
    let proved = app.post_as(&old, door, proof).await;
    let here = format!("{FACTOR}?schluessel={salt}&code={code}&weiter=%2Fen%2Fkonto");
    assert_eq!(proved.header("location"), here);
    let proved = cookie(&proved);
    let page = get(&app, &proved, &here).await.text();
    let typed = format!("value=\"{code}\"");
    for kept in [salt, typed.as_str(), "name=\"weiter\" value=\"/en/konto\""] {
        assert!(page.contains(kept), "{kept} {page}");
    }
    let body = format!("aktion=einrichten&schluessel={salt}&code={code}&weiter=%2Fen%2Fkonto");
    let done = app.post_as(&proved, FACTOR, body).await;
    assert!(done.text().contains("href=\"/en/konto\""), "{}", done.text());
}

#[tokio::test]
async fn codes_for_paper_and_the_end_of_the_factor_are_for_whoever_showed_it_a_moment_ago() {
    let app = TestApp::new().await;
    let (fresh, ..) = set_up(&app).await;
    let account = accounts::by_email(&app.store, &Email::parse("ada@example.org").unwrap()).await.unwrap().unwrap().id;
    let old = app.old_session(account, true).await;
    assert!(get(&app, &old, FACTOR).await.text().contains("value=\"codes\""));
    let count = async || store::second_factor::of(&app.store, account, now()).await.unwrap().recovery_codes;
    for (action, back) in [
        ("aktion=codes", "%2Fkonto%2Fzweiter-faktor"),
        ("aktion=codes&weiter=%2Fkonto%2Fpasskeys", "%2Fkonto%2Fpasskeys"),
        ("aktion=entfernen", "%2Fkonto%2Fzweiter-faktor"),
    ] {
        let asked = app.post_as(&old, FACTOR, action).await;
        assert_eq!(asked.header("location"), format!("/konto/bestaetigen?weiter={back}"), "{action}");
    }
    assert_eq!(count().await, 8);
    let codes = app.post_as(&fresh, FACTOR, "aktion=codes&weiter=%2Fkonto%2Fpasskeys").await;
    assert!(codes.status == StatusCode::OK && codes.text().contains("href=\"/konto/passkeys\""));
    let removed = app.post_as(&fresh, FACTOR, "aktion=entfernen").await;
    assert_eq!((removed.header("location"), count().await), (FACTOR, 0));
}

#[tokio::test]
async fn who_has_no_password_shows_it_by_letter_or_by_signing_in_anew() {
    let app = TestApp::new().await;
    let account = app.account("ada@example.org").await;
    let old = app.old_session(account, false).await;
    // Whoever sits at the open window sets no password to show it with, and no other address.
    for address in [FACTOR, "/konto/passwort", "/konto/email", "/konto/loeschen"] {
        let asked = get(&app, &old, address).await;
        let back = format!("/konto/bestaetigen?weiter={}", address.replace('/', "%2F"));
        assert_eq!(asked.header("location"), back);
    }
    for (address, body) in [
        ("/konto/passwort", "passwort=Strand+Wind+Sonne"),
        ("/konto/email", "neue-email=eve%40example.org"),
        ("/konto/loeschen", "texte=lassen"),
    ] {
        assert_eq!(app.post_as(&old, address, body).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    let page = get(&app, &old, "/konto/bestaetigen?weiter=%2Fkonto%2Fzweiter-faktor").await.text();
    assert!(page.contains("name=\"email\" value=\"ada@example.org\""), "{page}");
    letters(&app).await;
    app.post_as(&old, "/anmelden/link", "email=ada%40example.org&weiter=%2Fkonto%2Fzweiter-faktor").await;
    let door = link(&letters(&app).await[0]);
    let page = get(&app, &old, &door).await.text();
    assert!(page.contains("name=\"weiter\" value=\"/konto/zweiter-faktor\""), "{page}");
    let proved = app.post_as(&old, plain(&door), "weiter=%2Fkonto%2Fzweiter-faktor").await;
    assert_eq!(proved.header("location"), FACTOR);
    assert!(get(&app, &cookie(&proved), FACTOR).await.text().contains("secret-key"));
    let before = get(&app, &old, "/konto").await;
    assert!(before.header("location").starts_with("/anmelden"), "one session in one browser");

    let old = app.old_session(account, false).await;
    let out = app.post_as(&old, "/abmelden", "weiter=%2Fkonto%2Fzweiter-faktor").await;
    assert_eq!(out.header("location"), "/anmelden?weiter=%2Fkonto%2Fzweiter-faktor");
    let away = app.post("/abmelden", "weiter=%2F%2Fevil.example").await;
    assert_eq!(away.header("location"), "/", "and to nobody else's site");
}

#[tokio::test]
async fn a_letter_and_then_the_code_show_who_somebody_with_an_app_is() {
    let app = TestApp::new().await;
    let (_, phone, _) = set_up(&app).await;
    let account = accounts::by_email(&app.store, &Email::parse("ada@example.org").unwrap()).await.unwrap().unwrap().id;
    let old = app.old_session(account, true).await;
    letters(&app).await;
    app.post_as(&old, "/anmelden/link", "email=ada%40example.org&weiter=%2Fkonto%2Fpasskeys").await;
    let door = link(&letters(&app).await[0]);
    let between = app.post_as(&old, plain(&door), "weiter=%2Fkonto%2Fpasskeys").await;
    assert_eq!(between.header("location"), "/anmelden/code?weiter=%2Fkonto%2Fpasskeys");
    let both = format!("{old}; {}", step(&between));
    let page = get(&app, &both, "/anmelden/code?weiter=%2Fkonto%2Fpasskeys").await;
    assert_eq!(page.status, StatusCode::OK, "also for somebody who is in");
    let code = format!("code={}&weiter=%2Fkonto%2Fpasskeys", phone.code(1));
    let proved = app.post_as(&both, "/anmelden/code", code).await;
    assert_eq!(proved.header("location"), "/konto/passkeys", "{}", proved.text());
    assert_eq!(get(&app, &cookie(&proved), "/konto/passkeys").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_looking_at_it_uses_nothing_up() {
    let app = TestApp::new().await;
    let account = app.account("ada@example.org").await;
    let elsewhere = app.session(account, false).await;
    let make = || tickets::make(&app.store, tickets::Purpose::NewPassword, Some(account), "", now());
    let link = format!("/passwort/{}", make().await.unwrap());
    for _ in 0..2 {
        assert!(app.get(&link).await.text().contains("ada@example.org"));
    }
    for bad in ["kurz", "Password123", "Rostock-2026"] {
        let refused = app.post(&link, format!("passwort={bad}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    let signed_in = app.post(&link, "passwort=M%C3%B6we+Hafen+Regen").await;
    assert_eq!(signed_in.header("location"), "/konto");
    assert_eq!(app.get_with("/konto", &[("cookie", &elsewhere)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.post(&link, "passwort=Etwas+ganz+anderes").await.status, StatusCode::GONE);
    assert_eq!(app.get(&link).await.status, StatusCode::GONE);
    assert_eq!(app.post("/anmelden", SIGN_IN).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_link_by_letter_does_not_stand_in_for_the_second_factor() {
    let app = TestApp::new().await;
    set_up(&app).await;
    for (door, sent) in [("/anmelden/link", ""), ("/passwort", "passwort=Strand+Wind+Sonne")] {
        app.post(door, "email=ada%40example.org").await;
        let address = link(&letters(&app).await[0]);
        let answer = app.post(plain(&address), sent).await;
        assert!(answer.header("location").starts_with("/anmelden/code"), "{door}: {}", answer.text());
        // Nothing but the step between.
        step(&answer);
        let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
        assert!(!cookies.into_iter().any(|cookie| cookie.starts_with("wegmarken-sitzung=")), "{door}");
    }
}

#[tokio::test]
async fn guessing_passwords_gets_slow_for_strangers_only() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    let known = app.post("/anmelden", SIGN_IN).await;
    let cookies = known.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let known = cookies.into_iter().find(|cookie| cookie.starts_with("wegmarken-bekannt=")).unwrap();
    let known = known.split(';').next().unwrap().to_owned();
    // The account last, so that as little time as can be lies between the guesses and the right word.
    for email in ["eve", "ada"] {
        for _ in 0..5 {
            let wrong = app.post("/anmelden", format!("email={email}%40example.org&passwort=falsch-aber-lang")).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let slow = app.post("/anmelden", format!("email={email}%40example.org&passwort=falsch-aber-lang")).await;
        assert_eq!(slow.status, StatusCode::TOO_MANY_REQUESTS, "whether there is an account or not");
    }
    assert_eq!(app.post("/anmelden", SIGN_IN).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.post_as(&known, "/anmelden", SIGN_IN).await.status, StatusCode::SEE_OTHER);
}
