//! `/konto`: what a person finds there, and what is left when they go.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};
use serde_json::json;
use store::{jobs, mail::Mail};
use web::site::now;

use super::{
    Answer, TestApp,
    accounts::{cookie, with_password},
    chance,
};

const PASSWORD: &str = "altes-passwort=M%C3%B6we+Hafen+Regen";

/// Signed in with a password.
async fn signed_in(app: &TestApp, email: &str) -> String {
    with_password(app, email).await;
    let body = format!("email={}&passwort=M%C3%B6we+Hafen+Regen", email.replace('@', "%40"));
    cookie(&app.post("/anmelden", body).await)
}

async fn get(app: &TestApp, cookie: &str, address: &str) -> Answer {
    app.get_with(address, &[("cookie", cookie)]).await
}

#[tokio::test]
async fn everything_that_a_person_did_is_on_their_page_and_in_their_download() {
    let app = TestApp::new().await;
    let ada = signed_in(&app, "ada@example.org").await;
    let theirs = app.published(json!({ "title": "Licht im Park" })).await;
    let path = format!("/vorschlaege/{theirs}");
    app.post_as(&ada, &format!("{path}/unterstuetzung"), "aktion=unterstuetzen").await;
    let comment = "haltung=for&text=Das+w%C3%BCnsche+ich+mir+auch.&name=Ada&beitragsseite=1";
    app.post_as(&ada, &format!("{path}/beitraege"), format!("{comment}&einsendung={}", chance::id())).await;
    let key = chance::id();
    let draft = domain::proposals::Draft { title: "Angefangenes".into(), ..Default::default() };
    let who = get(&app, &ada, "/konto").await;
    assert!(who.text().contains("Licht im Park") && who.text().contains("wird geprüft"), "{}", who.text());
    let account = store::accounts::by_email(&app.store, &"ada@example.org".to_owned().try_into().unwrap()).await;
    let person = account.unwrap().unwrap().person;
    store::drafts::create(&app.store, &key, Some(&person), &draft, now()).await.unwrap();

    app.post_as(&ada, "/neuigkeiten/verfolgen", "art=theme&ziel=verkehr&wie=taeglich").await;
    let page = get(&app, &ada, "/konto").await.text();
    for found in ["Angefangenes", "Das wünsche ich mir auch.", "dieses Gerät", "Was ich verfolge", "Verkehr"] {
        assert!(page.contains(found), "{found}");
    }
    let file = get(&app, &ada, "/konto/daten.json").await;
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(file.header("cache-control"), "no-store");
    let data = file.json();
    assert_eq!(data["account"]["email"], "ada@example.org");
    assert_eq!(data["supports"][0]["title"], "Licht im Park");
    assert_eq!(data["comments"][0]["state"], "waiting");
    assert_eq!(data["drafts"][0]["fields"]["title"], "Angefangenes");
    assert_eq!(data["followed"][0]["delivery"], "daily");
    assert_eq!(data["stored"]["support"][0]["proposal_id"], theirs);
    assert!(data["stored"]["account"][0].get("password_hash").is_none());
    let readable = get(&app, &ada, "/konto/daten").await.text();
    for found in ["ada@example.org", "Licht im Park", "Das wünsche ich mir auch.", "Angefangenes"] {
        assert!(readable.contains(found), "{found}");
    }
    // Nobody else's.
    let eve = signed_in(&app, "eve@example.org").await;
    let others = get(&app, &eve, "/konto/daten.json").await.text();
    assert!(!others.contains("Licht im Park") && !others.contains("ada@"));
    for address in ["/konto", "/konto/daten", "/konto/daten.json", "/konto/loeschen", "/konto/passwort", "/konto/email"]
    {
        assert_eq!(app.get(address).await.status, StatusCode::SEE_OTHER, "{address}");
    }
}

#[tokio::test]
async fn a_person_signs_a_stranger_out() {
    let app = TestApp::new().await;
    let here = signed_in(&app, "ada@example.org").await;
    let body = "email=ada%40example.org&passwort=M%C3%B6we+Hafen+Regen";
    let (there, elsewhere) = (cookie(&app.post("/anmelden", body).await), cookie(&app.post("/anmelden", body).await));
    let page = get(&app, &here, "/konto").await.text();
    let (_, rest) = page.split_once("name=\"sitzung\" value=\"").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    // Somebody else's button does nothing.
    let eve = signed_in(&app, "eve@example.org").await;
    app.post_as(&eve, "/konto/sitzungen", format!("sitzung={id}")).await;
    assert_eq!(get(&app, &elsewhere, "/konto").await.status, StatusCode::OK);
    app.post_as(&here, "/konto/sitzungen", format!("sitzung={id}")).await;
    assert_eq!(
        get(&app, &elsewhere, "/konto").await.status,
        StatusCode::SEE_OTHER,
        "the last one that came is the first"
    );
    app.post_as(&here, "/konto/sitzungen", "sitzung=andere").await;
    assert_eq!(get(&app, &there, "/konto").await.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&app, &here, "/konto").await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_found_an_open_window_signs_nobody_out() {
    let app = TestApp::new().await;
    let account = with_password(&app, "ada@example.org").await;
    let (old, elsewhere) = (app.old_session(account, false).await, app.session(account, false).await);
    let asked = app.post_as(&old, "/konto/sitzungen", "sitzung=andere").await;
    assert_eq!(asked.header("location"), "/konto/bestaetigen?weiter=%2Fkonto%23sitzungen");
    assert_eq!(get(&app, &elsewhere, "/konto").await.status, StatusCode::OK, "nothing happened");
    let proved = app.post_as(&old, "/konto/bestaetigen", format!("{PASSWORD}&weiter=%2Fkonto")).await;
    app.post_as(&cookie(&proved), "/konto/sitzungen", "sitzung=andere").await;
    assert_eq!(get(&app, &elsewhere, "/konto").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_way_out_is_on_every_page_of_whoever_is_signed_in() {
    let app = TestApp::new().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let has_way_out = |page: &str| page.contains("site-footer__out") && page.contains("action=\"/abmelden\"");
    for page in ["/", "/konto", "/verwaltung", "/verwaltung/personen", "/verwaltung/protokoll", "/moderation"] {
        assert!(has_way_out(&get(&app, &admin, page).await.text()), "{page}");
    }
    assert!(!app.get("/").await.text().contains("/abmelden"), "nobody is signed in");
}

#[tokio::test]
async fn password_and_address_change_with_the_old_password_only() {
    let app = TestApp::new().await;
    let ada = signed_in(&app, "ada@example.org").await;
    let new = "passwort=Strand+Wind+Sonne";
    let wrong = app.post_as(&ada, "/konto/passwort", format!("altes-passwort=falsch&{new}")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = app.post_as(&ada, "/konto/passwort", format!("{PASSWORD}&{new}")).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let fresh = cookie(&changed);
    assert_ne!(fresh, ada);
    assert_eq!(get(&app, &ada, "/konto").await.status, StatusCode::SEE_OTHER);

    let wrong = app.post_as(&fresh, "/konto/email", format!("neue-email=ada%40neu.example&{PASSWORD}")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("value=\"ada@neu.example\""));
    let body = "neue-email=ada%40neu.example&altes-passwort=Strand+Wind+Sonne";
    assert_eq!(app.post_as(&fresh, "/konto/email", body).await.header("location"), "/konto/email?gesendet=1");
    let mut letters = Vec::new();
    while let Some(job) = jobs::claim(&app.store, now()).await.unwrap() {
        letters.push(job.payload::<Mail>().unwrap());
        jobs::done(&app.store, &job, now()).await.unwrap();
    }
    let to: Vec<&str> = letters.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["ada@neu.example", "ada@example.org"]);
    let link = letters[0].text.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:3000")).unwrap();
    assert!(get(&app, &fresh, "/konto").await.text().contains("ada@example.org"), "not yet");
    assert_eq!(app.get(link).await.status, StatusCode::OK);
    app.post(link, "").await;
    assert!(get(&app, &fresh, "/konto").await.text().contains("ada@neu.example"));
    assert_eq!(app.post(link, "").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_account_goes_when_its_owner_says_so_and_chose() {
    let app = TestApp::new().await;
    let ada = signed_in(&app, "ada@example.org").await;
    let no_choice = app.post_as(&ada, "/konto/loeschen", PASSWORD).await;
    assert_eq!(no_choice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = app.post_as(&ada, "/konto/loeschen", "texte=entfernen&altes-passwort=falsch").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("checked"), "the choice stays");
    let gone = app.post_as(&ada, "/konto/loeschen", format!("texte=entfernen&{PASSWORD}")).await;
    assert!(gone.status == StatusCode::OK && gone.text().contains("Dein Konto ist gelöscht"));
    assert_eq!(get(&app, &ada, "/konto").await.status, StatusCode::SEE_OTHER);
    let body = "email=ada%40example.org&passwort=M%C3%B6we+Hafen+Regen";
    assert_eq!(app.post("/anmelden", body).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let staff = app.staff(Role::Moderator, Scope::Everywhere).await;
    assert!(get(&app, &staff, "/konto/loeschen").await.text().contains("Du arbeitest für die Stadt"));
    let kept = app.post_as(&staff, "/konto/loeschen", "texte=lassen").await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn name_and_language_are_kept() {
    let app = TestApp::new().await;
    let ada = signed_in(&app, "ada@example.org").await;
    app.post_as(&ada, "/konto/angaben", "name=+Ada++L.+&sprache=en").await;
    let data = get(&app, &ada, "/konto/daten.json").await.json();
    assert_eq!((&data["account"]["name"], &data["account"]["language"]), (&json!("Ada L."), &json!("en")));
    app.post_as(&ada, "/konto/angaben", "name=&sprache=xx").await;
    let data = get(&app, &ada, "/konto/daten.json").await.json();
    assert_eq!((&data["account"]["name"], &data["account"]["language"]), (&json!(null), &json!("en")));
}

/// Whoever comes by letter, passkey or another service has no password that could be asked for.
#[tokio::test]
async fn whoever_has_no_password_shows_again_who_they_are_before_anything_that_matters() {
    let app = TestApp::new().await;
    let account = app.account("ada@example.org").await;
    let hour_ago = domain::Moment(now().0 - domain::Moment::HOUR);
    let begun = store::sessions::begin(&app.store, account, None, "Test", false, hour_ago).await.unwrap();
    let left_open = format!("wegmarken-sitzung={begun}");
    let forms = [
        ("/konto/passwort", "passwort=M%C3%B6we+Hafen+Regen"),
        ("/konto/email", "neue-email=eve%40example.org"),
        ("/konto/loeschen", "texte=entfernen"),
        ("/konto/zweiter-faktor", "aktion=einrichten&schluessel=00000000000000000000000000000000&code=000000"),
    ];
    for (form, body) in forms {
        let page = get(&app, &left_open, form).await;
        assert!(page.header("location").starts_with("/konto/bestaetigen?weiter="), "{form}: {}", page.status);
        // The key that an app was told comes back after the proof; of the others nothing was typed yet.
        let sent = app.post_as(&left_open, form, body).await;
        let asks = sent.status == StatusCode::FORBIDDEN || sent.header("location").starts_with("/konto/bestaetigen?");
        assert!(asks, "{form}: {}", sent.status);
    }
    assert!(jobs::claim(&app.store, now()).await.unwrap().is_none(), "no letter was written");
    // Signed in a moment ago, each opens.
    let fresh = app.session(account, false).await;
    for (form, _) in forms {
        assert_eq!(get(&app, &fresh, form).await.status, StatusCode::OK, "{form}");
    }
    let body = "texte=entfernen";
    assert_eq!(app.post_as(&fresh, "/konto/loeschen", body).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_field_for_a_password_hides_it_and_lets_the_programs_in_that_remember_it() {
    let app = TestApp::new().await;
    let ada = signed_in(&app, "ada@example.org").await;
    let fields = |page: &Answer| {
        let text = page.text();
        let inputs: Vec<String> =
            text.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap().into()).collect();
        inputs
    };
    for (page, wanted) in [
        (app.get("/anmelden").await, vec!["current-password"]),
        (get(&app, &ada, "/konto/passwort").await, vec!["current-password", "new-password"]),
    ] {
        for kind in wanted {
            let fields = fields(&page);
            let field = fields.iter().find(|field| field.contains(&format!("autocomplete=\"{kind}\""))).expect(kind);
            assert!(field.contains("type=\"password\"") && !field.contains("maxlength"), "{field}");
        }
    }
}
