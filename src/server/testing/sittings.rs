//! A sitting at the counter: the person takes part, the clerk is nobody meanwhile, and nothing leads back to them.

use axum::http::{Request, StatusCode};
use domain::{
    accounts::Level,
    policy::{Role, Scope},
};
use store::sessions;

use super::{
    Answer, TestApp, chance, forms,
    hostile::{
        page::{Element, Form, Page},
        past,
    },
    residence::PERSON,
};

const SITTING: &str = "/schalter/begleitung";

/// The new value of this cookie as a browser would send it; nothing where the answer takes it away or leaves it.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let mut all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let set = all.find(|line| line.starts_with(&format!("{name}=")) && !line.contains("Max-Age=0;"))?;
    Some(set.split(';').next().unwrap().to_owned())
}

fn takes_away(answer: &Answer, name: &str) -> bool {
    let mut all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    all.any(|line| line.starts_with(&format!("{name}=;")) && line.contains("Max-Age=0;"))
}

struct Counter {
    app: TestApp,
    /// Of the clerk, from before.
    clerk: String,
    sitting: String,
    /// `sitzung=…`, as it stands in every address of its pages.
    mark: String,
    proposal: i64,
}

impl Counter {
    async fn new() -> Self {
        let app = TestApp::new().await;
        store::seed::demo(&app.store, web::site::now()).await.unwrap();
        let proposal = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
        Self::begun(app, proposal, "").await
    }

    /// With what the form says of who lives here.
    async fn begun(app: TestApp, proposal: i64, resident: &str) -> Self {
        let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
        let begun = app.post_as(&clerk, SITTING, format!("zweck=discussion&anwesend=ja{resident}")).await;
        assert_eq!(
            (begun.status, begun.header("location")),
            (StatusCode::SEE_OTHER, "/vorschlaege"),
            "{}",
            begun.text()
        );
        assert!(takes_away(&begun, "wegmarken-sitzung"));
        let sitting = cookie(&begun, "wegmarken-begleitung").expect("a sitting");
        let page = app.get_with("/", &[("cookie", &sitting)]).await.text();
        let (_, mark) = page.split_once("sitzung=").expect("a mark");
        let mark = format!("sitzung={}", mark.split(['"', '#', '&']).next().unwrap());
        Self { app, clerk, sitting, mark, proposal }
    }

    async fn get(&self, address: &str) -> Answer {
        self.app.get_with(address, &[("cookie", &self.sitting)]).await
    }

    /// As a form on a page of the sitting, even if the session of the clerk were still in the browser.
    async fn post(&self, address: &str, body: &str) -> Answer {
        let address = format!("{address}?{}", self.mark);
        self.app.post_as(&format!("{}; {}", self.sitting, self.clerk), &address, body.to_owned()).await
    }

    async fn number(&self, sql: &str) -> i64 {
        past::number(&self.app, sql).await
    }

    /// As if so many minutes passed without anything.
    async fn wait(&self, minutes: i64) {
        past::execute(&self.app, &format!("UPDATE sitting SET seen_at = seen_at - {}", minutes * 60_000)).await;
    }
}

#[tokio::test]
async fn a_clerk_says_what_for_and_that_the_person_is_there() {
    let app = TestApp::new().await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let form = app.get_with(SITTING, &[("cookie", &clerk)]).await.text();
    assert!(form.contains("name=\"zweck\"") && form.contains("name=\"anwesend\""));
    assert!(app.get_with("/schalter", &[("cookie", &clerk)]).await.text().contains("\"/schalter/begleitung\""));
    let alone = app.post_as(&clerk, SITTING, "zweck=survey").await;
    assert_eq!((alone.status, cookie(&alone, "wegmarken-begleitung")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    assert!(alone.text().contains("<option value=\"survey\" selected"), "{}", alone.text());
    for role in [Role::Editor, Role::Moderator, Role::Administrator] {
        let other = app.staff(role, Scope::Everywhere).await;
        let refused = app.post_as(&other, SITTING, "zweck=survey&anwesend=ja").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    assert_eq!(app.post(SITTING, "zweck=survey&anwesend=ja").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_shows_that_they_live_here_takes_part_as_a_resident_with_one_voice_over_two_sittings() {
    let guest = Counter::new().await;
    let proposal = guest.proposal;
    let (path, support) = (format!("/vorschlaege/{proposal}"), format!("/vorschlaege/{proposal}/unterstuetzung"));
    store::boards::set_needed_level(&guest.app.store, "stadt", Level::ResidentConfirmed, web::site::now())
        .await
        .unwrap();
    let way = "Zeig am Anfang Deinen Ausweis";
    let page = guest.get(&format!("{path}?{}", guest.mark)).await.text();
    assert!(page.contains(way) && !page.contains("/konto/wohnsitz"), "{page}");
    let refused = guest.post(&support, "aktion=unterstuetzen").await;
    assert!(refused.status == StatusCode::FORBIDDEN && refused.text().contains(way), "{}", refused.text());
    guest.post(&format!("{SITTING}/ende"), "").await;

    let clerk = guest.app.staff(Role::Clerk, Scope::Everywhere).await;
    let elsewhere = format!("zweck=discussion&anwesend=ja&{}", PERSON.replace("18055", "10115"));
    let wrong = guest.app.post_as(&clerk, SITTING, elsewhere).await;
    assert_eq!((wrong.status, cookie(&wrong, "wegmarken-begleitung")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    assert!(wrong.text().contains("value=\"Ada Groß\""), "{}", wrong.text());
    let form = wrong.text();
    let tick = form.split("id=\"anwesend\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
    assert!(tick.contains("checked") && !tick.contains("aria-invalid"), "{tick}");

    let mut app = guest.app;
    for _ in 0..2 {
        let counter = Counter::begun(app, proposal, &format!("&{PERSON}")).await;
        let beside = counter.app.staff(Role::Clerk, Scope::Everywhere).await;
        let taken = counter.app.post_as(&beside, SITTING, format!("zweck=survey&anwesend=ja&{PERSON}")).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "they sit here already");
        assert!(!counter.get(&format!("{path}?{}", counter.mark)).await.text().contains(way));
        assert_eq!(counter.post(&support, "aktion=unterstuetzen").await.status, StatusCode::SEE_OTHER);
        assert!(counter.get(SITTING).await.text().contains("als Einwohner*in bestätigt"));
        let count = format!("SELECT count(*) FROM support WHERE proposal_id = {proposal}");
        assert_eq!(counter.number(&count).await, 1);
        counter.post(&format!("{SITTING}/ende"), "").await;
        app = counter.app;
    }
}

#[tokio::test]
async fn the_person_takes_part_as_a_guest_of_the_counter_and_gets_slips() {
    let counter = Counter::new().await;
    let page = counter.get(&format!("/vorschlaege?{}", counter.mark)).await;
    let header = |name: &str| page.header(name).to_owned();
    assert_eq!((header("cache-control"), header("x-wegmarken-sitting")), ("no-store".into(), "1".into()));
    let text = page.text();
    assert!(text.contains("sitting-bar") && !text.contains("<script type=\"module\""), "{text}");

    let proposal = format!("/vorschlaege/{}", counter.proposal);
    let supported = counter.post(&format!("{proposal}/unterstuetzung"), "aktion=unterstuetzen").await;
    assert_eq!((supported.status, supported.headers.contains_key("set-cookie")), (StatusCode::SEE_OTHER, false));
    let said = "haltung=for&text=Das+brauche+ich+auch.&einsendung=8e03978e40d543ddbc936894a57f9325";
    let said = counter.post(&format!("{proposal}/beitraege"), said).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    assert_eq!(said.header("location"), format!("{SITTING}?neu=1&{}", counter.mark), "no address says which is theirs");
    for table in ["support", "comment"] {
        let at_the_counter = format!("channel = 'counter' AND proposal_id = {}", counter.proposal);
        let many = counter.number(&format!("SELECT count(*) FROM {table} WHERE {at_the_counter}")).await;
        assert_eq!(many, 1, "{table}");
    }

    let begun = counter.post("/vorschlaege/neu", "").await;
    let draft = begun.header("location").to_owned();
    assert!(draft.starts_with("/vorschlaege/entwurf/"), "{draft}");
    assert!(counter.get(SITTING).await.text().contains("nicht abgeschickt"));

    let slips = counter.get(SITTING).await.text();
    for part in ["slip__code", "Beitrag: Das brauche ich auch.", "Unterstützt: Bänke am Hafen"] {
        assert!(slips.contains(part), "{part}: {slips}");
    }
    let (_, code) = slips.split_once("slip__code\">").unwrap();
    let code = code.split('<').next().unwrap();
    let ended = counter.post(&format!("{SITTING}/ende"), "").await;
    assert!(takes_away(&ended, "wegmarken-begleitung"));
    // What a browser shows when somebody goes back, and nothing that the clerk's own pages store.
    assert_eq!(ended.header("clear-site-data"), "\"cache\"");
    assert_eq!(ended.header("location"), format!("{SITTING}/beendet"));
    assert_eq!(counter.app.get(ended.header("location")).await.header("x-wegmarken-sitting"), "0");
    let (draft, _) = draft.split_once('?').unwrap();
    assert_eq!(counter.app.get(draft).await.status, StatusCode::NOT_FOUND, "what was not sent is gone");
    let receipt = counter.app.get(&format!("/beleg/{code}")).await.text();
    assert!(receipt.contains("Das brauche ich auch."), "{receipt}");
}

#[tokio::test]
async fn a_proposal_of_a_sitting_leads_to_its_slip_and_no_code_stands_in_an_address() {
    let counter = Counter::new().await;
    let key = chance::id();
    let person = store::sittings::find(
        &counter.app.store,
        counter.sitting.trim_start_matches("wegmarken-begleitung="),
        web::site::now(),
    );
    let person = person.await.unwrap().unwrap().person;
    let draft = domain::proposals::Draft {
        title: "Licht im Park".into(),
        text: "Im Park ist es abends dunkel. Wer dort geht, sieht den Weg nicht und hat Angst.".into(),
        theme: "verkehr".into(),
        ..Default::default()
    };
    store::drafts::create(&counter.app.store, &key, Some(&person), &draft, web::site::now()).await.unwrap();
    let sent = counter.post(&format!("/vorschlaege/entwurf/{key}/einreichen"), "").await;
    assert_eq!(sent.header("location"), format!("{SITTING}?neu=1&{}", counter.mark), "{}", sent.text());
    assert!(counter.get(sent.header("location")).await.text().contains("Vorschlag: Licht im Park"));
    assert_eq!(counter.number("SELECT count(*) FROM proposal WHERE channel = 'counter'").await, 1);
    let of_clerk = "SELECT count(*) FROM proposal JOIN account ON person_key = author_key";
    assert_eq!(counter.number(of_clerk).await, 0, "nothing points to an account");

    // "Back", and the list of visited pages, know where it was written: nothing leads from there to its code.
    for step in ["", "/pruefen"] {
        let back = counter.get(&format!("/vorschlaege/entwurf/{key}{step}?{}", counter.mark)).await;
        assert_eq!(back.header("location"), format!("{SITTING}?{}", counter.mark), "{step}");
    }
    counter.post(&format!("{SITTING}/ende"), "").await;
    for step in ["", "/pruefen"] {
        let later = counter.app.get(&format!("/vorschlaege/entwurf/{key}{step}")).await;
        assert_eq!((later.status, later.header("location")), (StatusCode::NOT_FOUND, ""), "{step}");
    }
    let again = counter.app.post(&format!("/vorschlaege/entwurf/{key}/einreichen"), "").await;
    assert_eq!((again.status, again.header("location")), (StatusCode::NOT_FOUND, ""));
}

#[tokio::test]
async fn browsers_are_told_to_remember_nothing_that_is_typed_in_a_sitting() {
    let counter = Counter::new().await;
    let begun = counter.post("/vorschlaege/neu", "").await;
    let draft = begun.header("location").split('?').next().unwrap().to_owned();
    let proposal = format!("/vorschlaege/{}", counter.proposal);
    for address in
        ["/vorschlaege", &proposal, &draft, "/umfragen/stadt-und-digitale-hilfe", "/orte/orte-die-verbinden", "/beleg"]
    {
        let page = Page::read(&counter.get(&format!("{address}?{}", counter.mark)).await.text());
        let forms: Vec<Form> = page.forms();
        assert!(!forms.is_empty(), "{address}");
        for (form, element) in forms.iter().zip(page.named("form")) {
            let is_off = |one: &Element| one.get("autocomplete").map(|kind| kind == "off");
            for field in form.controls.iter().filter(|field| is_typed(field)) {
                let quiet = is_off(field).or(is_off(element));
                assert_eq!(quiet, Some(true), "{address}: {field:?}");
            }
        }
    }
}

fn is_typed(field: &Element) -> bool {
    let kind = field.get("type").unwrap_or("text");
    let is_line = !["hidden", "submit", "image", "checkbox", "radio", "file"].contains(&kind);
    field.name == "textarea" || field.name == "select" || (field.name == "input" && is_line)
}

#[tokio::test]
async fn the_rights_of_the_clerk_are_of_no_use_and_nobody_signs_in() {
    let counter = Counter::new().await;
    let both = format!("{}; {}", counter.sitting, counter.clerk);
    for address in ["/schalter", "/schalter/papier/V1-W", "/verwaltung", "/konto", "/anmelden", "/anmelden/oidc"] {
        let closed = counter.app.get_with(address, &[("cookie", &both)]).await;
        assert_eq!(closed.status, StatusCode::FORBIDDEN, "{address}");
        assert!(closed.text().contains("begleiteten Sitzung") && !closed.text().contains("<script"), "{address}");
    }
    for (address, body) in [
        ("/anmelden", "email=ada%40example.org&passwort=x"),
        ("/registrieren", "email=ada%40example.org"),
        ("/abmelden", ""),
        ("/schalter/bewohner", ""),
        ("/api/fn/support", "{}"),
        ("/api/v1/outbox", "{}"),
        ("/neuigkeiten/verfolgen", ""),
    ] {
        assert_eq!(counter.post(address, body).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    let token = counter.clerk.trim_start_matches("wegmarken-sitzung=");
    let session = sessions::find(&counter.app.store, token, web::site::now()).await.unwrap();
    assert_eq!(session, None, "the clerk signs in again");
}

#[tokio::test]
async fn after_a_pause_it_is_over_and_what_is_sent_then_comes_back_and_counts_for_nobody() {
    let counter = Counter::new().await;
    counter.wait(16).await;
    let address = format!("/vorschlaege/{}/beitraege", counter.proposal);
    let text = "Das+brauche+ich+auch,+jeden+Tag+auf+dem+Weg.";
    let late = counter.post(&address, &format!("haltung=for&text={text}")).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    assert!(takes_away(&late, "wegmarken-begleitung"));
    assert!(late.text().contains("Das brauche ich auch, jeden Tag auf dem Weg."), "{}", late.text());
    assert_eq!(counter.number("SELECT count(*) FROM comment WHERE text LIKE 'Das brauche%'").await, 0);
    let page = counter.get("/vorschlaege").await;
    assert_eq!(page.header("location"), format!("{SITTING}/beendet?grund=ruhe"));
    assert_eq!(page.header("clear-site-data"), "\"cache\"");
    assert!(takes_away(&page, "wegmarken-begleitung"));
    assert!(counter.app.get(page.header("location")).await.text().contains("15 Minuten"));
    assert_eq!(counter.number("SELECT count(*) FROM sitting").await, 0);
    let log = "SELECT count(*) FROM audit WHERE action = 'sitting_ended' AND account_id IS NULL";
    assert_eq!(counter.number(log).await, 1);
}

#[tokio::test]
async fn a_form_that_was_left_open_is_never_sent_as_somebody_else() {
    let counter = Counter::new().await;
    let form = format!("/vorschlaege/{}/beitraege?{}", counter.proposal, counter.mark);
    let body = "haltung=for&text=Das+brauche+ich+auch,+jeden+Tag+auf+dem+Weg.";
    counter.post(&format!("{SITTING}/ende"), "").await;
    let clerk = counter.app.staff(Role::Clerk, Scope::Everywhere).await;
    let begun = counter.app.post_as(&clerk, SITTING, "zweck=survey&anwesend=ja").await;
    let next = cookie(&begun, "wegmarken-begleitung").unwrap();
    let signed_in = counter.app.staff(Role::Clerk, Scope::Everywhere).await;
    for whoever in [next.as_str(), signed_in.as_str(), "a=b"] {
        let late = counter.app.post_as(whoever, &form, body).await;
        assert_eq!(late.status, StatusCode::FORBIDDEN, "{whoever}");
        assert!(late.text().contains("Das brauche ich auch, jeden Tag auf dem Weg."), "nothing typed is lost");
        let unmarked = form.split('?').next().unwrap();
        let taken = counter.app.post_as(whoever, unmarked, body).await.status;
        assert_eq!(taken == StatusCode::FORBIDDEN, whoever == next, "{whoever}: {taken}");
    }
    assert_eq!(counter.number("SELECT count(*) FROM comment WHERE channel = 'counter'").await, 0);
}

#[tokio::test]
async fn a_form_with_pictures_that_was_left_open_comes_back_with_its_words() {
    let app = TestApp::new().await;
    let words = "Am Stadthafen fehlen Bänke im Schatten.";
    let picture =
        "--x\r\ncontent-disposition: form-data; name=\"bilder\"; filename=\"a.jpg\"\r\n\r\nnot a word of it\r\n";
    let body = forms::form(&[("text", words)]);
    let address = format!("/vorschlaege/entwurf/{}?sitzung=0", chance::id());
    let late = forms::send(&app, &address, format!("{picture}{body}--x--\r\n")).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    assert!(late.text().contains(words), "nothing typed is lost: {}", late.text());
    assert!(!late.text().contains("not a word of it"));
}

#[tokio::test]
async fn a_cookie_that_somebody_invented_is_taken_away() {
    let app = TestApp::new().await;
    let invented = "wegmarken-begleitung=00000000000000000000000000000000";
    let request = Request::get("/api/v1/themes").header("cookie", invented).header("sec-fetch-mode", "no-cors");
    let picture = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert!(takes_away(&picture, "wegmarken-begleitung"));
    let page = app.get_with("/", &[("cookie", invented)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}
