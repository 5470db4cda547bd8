//! Signing in and out, and what it changes for a person who took part as a guest before.

use axum::http::StatusCode;
use domain::{
    Moment,
    policy::{Acting, Grant, Role, Scope},
};
use store::{accounts, roles, sessions};
use web::site::now;

use super::{TestApp, chance};

const PASSWORD: &str = "Möwe Hafen Regen";

pub(super) async fn with_password(app: &TestApp, email: &str) -> domain::ids::AccountId {
    let account = app.account(email).await;
    let hash = web::hash_password(PASSWORD.into()).await.unwrap();
    accounts::set_password(&app.store, account, &hash, now()).await.unwrap();
    account
}

/// The value of the cookie that an answer sets.
pub(super) fn cookie(answer: &super::Answer) -> String {
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("wegmarken-sitzung=")).expect("a session");
    assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax"), "{session}");
    session.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_right_password_signs_in_and_the_button_signs_out() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    let answer = app.get("/konto").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/anmelden?weiter=%2Fkonto"));

    let form = |password: &str| format!("email=Ada%40example.org&passwort={password}&weiter=%2Fkonto");
    let signed_in = app.post("/anmelden", form("M%C3%B6we+Hafen+Regen")).await;
    assert_eq!((signed_in.status, signed_in.header("location")), (StatusCode::SEE_OTHER, "/konto"));
    let cookie = cookie(&signed_in);
    let home = app.get_with("/konto", &[("cookie", &cookie)]).await;
    assert!(home.text().contains("ada@example.org"));
    assert_eq!(home.header("cache-control"), "no-store");

    app.post_as(&cookie, "/abmelden", "").await;
    assert_eq!(app.get_with("/konto", &[("cookie", &cookie)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_learns_whether_there_is_an_account() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    let body = |email: &str| format!("email={email}&passwort=falsch-aber-lang");
    let known = app.post("/anmelden", body("ada%40example.org")).await;
    let unknown = app.post("/anmelden", body("eve%40example.org")).await;
    assert_eq!((known.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    let plain = |answer: &super::Answer| answer.text().replace("ada@example.org", "X").replace("eve@example.org", "X");
    assert_eq!(plain(&known), plain(&unknown));
    assert!(known.text().contains("value=\"ada@example.org\""), "what was typed stays");
}

#[tokio::test]
async fn a_field_counts_once_and_only_where_it_belongs() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    let right = "passwort=M%C3%B6we+Hafen+Regen";
    let address = format!("/anmelden?{right}&email=ada%40example.org");
    for body in ["", "email=ada%40example.org", &format!("email=ada%40example.org&passwort=falsch-aber-lang&{right}")] {
        assert_eq!(app.post(&address, body.to_owned()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
}

#[tokio::test]
async fn no_sign_in_leads_to_another_site() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    for evil in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example"] {
        let body = format!("email=ada%40example.org&passwort=M%C3%B6we+Hafen+Regen&weiter={evil}");
        assert_eq!(app.post("/anmelden", body).await.header("location"), "/konto", "{evil}");
    }
}

#[tokio::test]
async fn a_support_as_guest_and_again_signed_in_is_one() {
    let app = TestApp::new().await;
    with_password(&app, "ada@example.org").await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let path = format!("/vorschlaege/{id}/unterstuetzung");
    let as_guest = app.post(&path, "aktion=unterstuetzen").await;
    let guest = as_guest.header("set-cookie").split(';').next().unwrap().to_owned();

    let form = "email=ada%40example.org&passwort=M%C3%B6we+Hafen+Regen";
    let cookie = cookie(&app.post_as(&guest, "/anmelden", form).await);
    app.post_as(&cookie, &path, "aktion=unterstuetzen").await;
    let page = app.get_with(&format!("/api/v1/proposals/{id}"), &[("cookie", &cookie)]).await;
    assert_eq!(page.json()["supports"], 1, "{}", page.text());
}

#[tokio::test]
async fn whatever_changes_what_somebody_may_changes_the_token_at_the_next_page() {
    use super::{registration, residence};
    let app = TestApp::new().await;
    let account = with_password(&app, "ada@example.org").await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let grant = Grant::new(Role::Moderator, Scope::Everywhere).unwrap();
    let mut old = app.session(account, true).await;
    for change in ["another address", "resident confirmed", "role given", "role taken"] {
        match change {
            "another address" => {
                let body = "neue-email=ada%40neu.example&altes-passwort=M%C3%B6we+Hafen+Regen";
                app.post_as(&old, "/konto/email", body).await;
                let letters = registration::letters(&app).await;
                let letter = letters.iter().find(|letter| letter.to == "ada@neu.example").unwrap();
                app.post(&registration::link(letter), "").await;
            }
            "resident confirmed" => {
                let body = format!("code={}&{}", residence::code(&app, &old).await, residence::PERSON);
                let done = app.post_as(&clerk, "/schalter/bewohner", body).await;
                assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
            }
            "role given" => roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap(),
            _ => roles::take(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap(),
        }
        let renewed = app.get_with("/konto", &[("cookie", &old)]).await;
        assert!(renewed.headers.contains_key("set-cookie"), "{change}");
        let new = cookie(&renewed);
        assert_ne!(old, new, "{change}");
        assert_eq!(app.get_with("/konto", &[("cookie", &old)]).await.status, StatusCode::SEE_OTHER, "{change}");
        let same = app.get_with("/konto", &[("cookie", &new)]).await;
        assert_eq!(same.status, StatusCode::OK, "{change}");
        assert!(!same.headers.contains_key("set-cookie"), "{change} changes it once");
        old = new;
    }
}

#[tokio::test]
async fn a_page_that_is_left_open_keeps_nobody_signed_in() {
    let app = TestApp::new().await;
    let account = app.account("ada@example.org").await;
    let grant = Grant::new(Role::Editor, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
    let since = async |idle: i64| app.session_since(account, true, Moment(now().0 - idle)).await;
    let seen = async || sessions::list(&app.store, account, now()).await.unwrap()[0].seen_at.0;

    let token = since(sessions::STAFF_IDLE - 10 * Moment::MINUTE).await;
    let begun = seen().await;
    for by_itself in ["/bearbeiten/1/anwesend", "/en/bearbeiten/1/anwesend", "/moderation/proposal-1/belegt"] {
        app.post_as(&token, by_itself, "").await;
    }
    app.get_with("/bearbeiten/1/ereignisse", &[("cookie", &token)]).await;
    assert_eq!(seen().await, begun);
    // Refused or not: somebody sits there.
    app.post_as(&token, "/verwaltung/fachaemter", "").await;
    assert!(seen().await > begun);

    let over = since(sessions::STAFF_IDLE).await;
    let page = app.get_with("/verwaltung", &[("cookie", &over)]).await;
    assert!(page.header("location").starts_with("/anmelden"), "{}", page.status);
    let typed = "name=Tiefbauamt&kontakt=Im+Rathaus,+zweiter+Stock,+Zimmer+12";
    let sent = app.post_as(&over, "/verwaltung/fachaemter", typed).await;
    assert_eq!(sent.status, StatusCode::UNAUTHORIZED);
    assert!(sent.text().contains("Im Rathaus, zweiter Stock, Zimmer 12</textarea>"), "{}", sent.text());
}

/// Somebody has the token of a citizen, also when it showed a second factor, and waits until there is a role.
#[tokio::test]
async fn a_new_role_counts_in_no_session_from_before() {
    let app = TestApp::new().await;
    let account = app.account("ada@example.org").await;
    let stolen = app.session(account, true).await;
    let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
    let send = async |token: &str| app.post_as(token, "/verwaltung/fachaemter", "name=Tiefbauamt").await;
    assert_eq!(send(&stolen).await.status, StatusCode::FORBIDDEN, "with the old token");
    let renewed = cookie(&app.get_with("/konto", &[("cookie", &stolen)]).await);
    assert_eq!(send(&renewed).await.status, StatusCode::FORBIDDEN, "with the new one");
    let page = app.get_with("/verwaltung/personen", &[("cookie", &renewed)]).await;
    assert!(page.header("location").starts_with("/konto/zweiter-faktor"), "{}", page.status);
    let own = app.session(account, true).await;
    assert_eq!(send(&own).await.status, StatusCode::SEE_OTHER, "whoever showed it since");
}

/// The cookie of a guest who began a draft, commented, submitted and supported; the proposal that they discussed.
pub(super) async fn busy_guest(app: &TestApp, discussed: i64) -> String {
    let begun = app.post("/vorschlaege/neu", "schluessel=&thema=verkehr").await;
    let guest = begun.header("set-cookie").split(';').next().unwrap().to_owned();
    let path = format!("/vorschlaege/{discussed}");
    let comment =
        format!("haltung=for&text=Das+w%C3%BCnsche+ich+mir+auch.&name=Ada&beitragsseite=1&einsendung={}", chance::id());
    assert_eq!(app.post_as(&guest, &format!("{path}/beitraege"), comment).await.status, StatusCode::SEE_OTHER);
    app.post_as(&guest, &format!("{path}/unterstuetzung"), "aktion=unterstuetzen").await;
    let own = serde_json::json!({
        "submission": chance::id(), "title": "Licht im Park", "theme": "verkehr",
        "text": "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.",
    });
    let made = app.post_json("/api/v1/proposals", &[("cookie", &guest), ("sec-fetch-site", "same-origin")], &own).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    guest
}

/// All of what [`busy_guest`] did is the account's now, once, and the guest's no more.
pub(super) async fn has_moved(app: &TestApp, guest: &str, session: &str, way: &str) {
    let data = app.get_with("/konto/daten.json", &[("cookie", session)]).await.json();
    let count = |part: &str| data[part].as_array().map_or(0, Vec::len);
    for part in ["drafts", "comments", "proposals", "supports"] {
        assert_eq!(count(part), 1, "{part} by {way}");
    }
    assert_eq!(data["drafts"][0]["fields"]["theme"], "verkehr");
    assert_eq!(data["supports"][0]["title"], "Bänke am Hafen");
    let home = app.get_with("/konto", &[("cookie", session)]).await.text();
    for part in ["comments", "proposals"] {
        let code = data[part][0]["receipt"].as_str().unwrap();
        assert_eq!(app.get(&format!("/beleg/{code}")).await.status, StatusCode::OK, "{part} by {way}");
        assert!(home.contains(code), "the receipt of {part} is on the page, by {way}");
    }
    // It moved, so it is nowhere twice.
    let left = app.get_with("/vorschlaege/neu", &[("cookie", guest)]).await.text();
    assert!(!left.contains("/vorschlaege/entwurf/"), "a draft stays with the guest, by {way}");
}

/// By password, letter and registration; the tests of passkeys and of other services do the same.
#[tokio::test]
async fn whatever_a_guest_did_moves_into_the_account_by_every_way_in() {
    use super::registration::{letters, link, plain};
    let app = TestApp::new().await;
    let discussed = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    with_password(&app, "ada@example.org").await;
    app.account("bea@example.org").await;
    let password = "M%C3%B6we+Hafen+Regen";
    for (way, asked, sent) in [
        ("/anmelden", None, format!("email=ada%40example.org&passwort={password}")),
        ("/anmelden/link", Some("email=bea%40example.org"), String::new()),
        ("/registrieren", Some("email=cleo%40example.org"), format!("name=Cleo&passwort={password}")),
    ] {
        let guest = busy_guest(&app, discussed).await;
        let door = match asked {
            Some(email) => {
                letters(&app).await;
                app.post_as(&guest, way, email).await;
                plain(&link(&letters(&app).await[0])).to_owned()
            }
            None => way.to_owned(),
        };
        let session = cookie(&app.post_as(&guest, &door, sent).await);
        has_moved(&app, &guest, &session, way).await;
    }
    let public = app.get(&format!("/api/v1/proposals/{discussed}")).await.json();
    assert_eq!(public["supports"], 3, "each once");
}
