//! Editors make surveys on the pages of the platform, and what they make is a survey like any other.

use axum::http::StatusCode;
use domain::{
    policy::{Role, Scope},
    surveys::State,
};
use store::surveys;

use super::{Answer, TestApp, staff::get_as};

const LIST: &str = "/verwaltung/umfragen";
const DESK: &str = "/verwaltung/umfragen/strand";
const PUBLIC: &str = "/umfragen/strand";

async fn editor(app: &TestApp) -> String {
    app.staff(Role::Editor, Scope::Everywhere).await
}

async fn send(app: &TestApp, cookie: &str, path: &str, body: &str) -> Answer {
    app.post_as(cookie, &format!("{DESK}{path}"), body.to_owned()).await
}

fn is_saved(answer: &Answer) {
    assert!(answer.header("location").starts_with(DESK), "{}: {}", answer.status, answer.text());
}

fn is_wrong(answer: &Answer, id: &str, reason: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    let html = answer.text();
    assert!(html.contains(&format!("href=\"#{id}\"")) && html.contains(reason), "{id} {reason}: {html}");
}

/// A draft with a question of each kind, at revision 6.
async fn made(app: &TestApp, cookie: &str) {
    let made = app.post_as(cookie, LIST, "titel=Wege+zum+Strand&adresse=strand").await;
    is_saved(&made);
    is_saved(
        &send(app, cookie, "", "stand=1&titel=Wege+zum+Strand&einleitung=Zwei+Minuten.&ende=2099-01-01T00:00").await,
    );
    for (stand, question) in [
        (2, "art=one&pflicht=ja&text=Wie+kommst+Du%3F&optionen=Mit+dem+Rad%0D%0AZu+Fu%C3%9F"),
        (3, "art=many&text=Was+fehlt%3F&optionen=Schatten%0D%0AWasser"),
        (4, "art=scale&text=Wie+gef%C3%A4llt+es+Dir%3F&wenig=gar+nicht&viel=sehr"),
        (5, "art=text&text=Was+noch%3F&hilfe=Keine+Namen."),
    ] {
        is_saved(&send(app, cookie, "/fragen/neu", &format!("stand={stand}&{question}")).await);
    }
}

async fn published(app: &TestApp, cookie: &str) {
    made(app, cookie).await;
    is_saved(&send(app, cookie, "/schritt", "stand=6&aktion=veroeffentlichen").await);
}

#[tokio::test]
async fn a_survey_that_an_editor_publishes_is_found_and_answered_like_any_other() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    made(&app, &cookie).await;
    for hidden in [PUBLIC, "/umfragen/strand/papier"] {
        assert_eq!(app.get(hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    for list in ["/", "/umfragen", "/sitemap/seiten.xml"] {
        assert!(!app.get(list).await.text().contains("umfragen/strand"), "{list}");
    }
    let preview = get_as(&app, &cookie, &format!("{DESK}/vorschau")).await.text();
    for seen in ["Wege zum Strand", "Mit dem Rad", "5 (sehr)", "Was noch?", "Hier wird nichts abgeschickt."] {
        assert!(preview.contains(seen), "{seen}: {preview}");
    }
    assert!(!preview.contains("action=\"/umfragen/strand\""), "{preview}");

    is_saved(&send(&app, &cookie, "/schritt", "stand=6&aktion=veroeffentlichen").await);
    for list in ["/", "/umfragen", "/sitemap/seiten.xml"] {
        assert!(app.get(list).await.text().contains("umfragen/strand"), "{list}");
    }
    assert!(app.get("/umfragen/strand/papier").await.text().contains("Was fehlt?"));
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    assert!(get_as(&app, &clerk, "/schalter").await.text().contains("/umfragen/strand/papier"));
    let answer = app.post(PUBLIC, "fassung=1&frage-0=1&frage-1=0&frage-2=4&frage-3=Mehr+Schatten+am+Weg").await;
    assert_eq!(answer.header("location"), "/umfragen/strand?gesendet=1", "{}", answer.text());
    let survey = surveys::by_slug(&app.store, "strand").await.unwrap().unwrap();
    assert_eq!((survey.responses, survey.is_demo), (1, false));
    let page = get_as(&app, &cookie, DESK).await.text();
    assert!(page.contains("Jemand hat schon geantwortet.") && !page.contains("/fragen/neu"), "{page}");
    assert!(!page.contains("value=\"entwurf\""), "nobody takes it back any more: {page}");
}

#[tokio::test]
async fn what_is_wrong_with_a_draft_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    let make = async |body: &str| app.post_as(&cookie, LIST, body.to_owned()).await;
    is_wrong(&make("titel=&adresse=strand").await, "titel", "Schreib, wie die Umfrage heißt.");
    is_wrong(&make("titel=Strand&adresse=Am+Strand").await, "adresse", "Nimm nur kleine Buchstaben");
    is_saved(&make("titel=Strand&adresse=strand").await);
    let taken = make("titel=Noch+ein+Strand&adresse=strand").await;
    is_wrong(&taken, "adresse", "gibt es schon");
    assert!(taken.text().contains("value=\"Noch ein Strand\""));

    let publish = send(&app, &cookie, "/schritt", "stand=1&aktion=veroeffentlichen").await;
    is_wrong(&publish, "einleitung", "Es fehlt eine Einleitung.");
    is_wrong(&publish, "fragen", "Es fehlt eine Frage.");
    assert!(publish.text().contains("id=\"einleitung-fehler\""), "{}", publish.text());
    let times = send(
        &app,
        &cookie,
        "",
        "stand=1&titel=&einleitung=Wozu+wir+fragen&beginn=2099-02-01T00:00&ende=2099-01-01T00:00",
    )
    .await;
    is_wrong(&times, "titel", "Schreib, wie die Umfrage heißt.");
    is_wrong(&times, "ende", "nicht nach dem Anfang");
    assert!(times.text().contains("Wozu wir fragen</textarea>"), "{}", times.text());
    let question = send(
        &app,
        &cookie,
        "/fragen/neu",
        "stand=1&art=one&text=Wie+kommst+Du%3F&optionen=Rad&text-en=How%3F&optionen-en=A%0AB",
    )
    .await;
    is_wrong(&question, "optionen", "mindestens zwei Antworten");
    is_wrong(&question, "optionen-en", "Auf Deutsch sind es 1 Antworten");
    assert!(question.text().contains("Wie kommst Du?</textarea>"), "{}", question.text());
    is_wrong(&send(&app, &cookie, "/schritt", "stand=1&aktion=wegwerfen").await, "sicher", "Setz den Haken");
    let gone = send(&app, &cookie, "/schritt", "stand=1&aktion=wegwerfen&sicher=ja").await;
    assert_eq!(gone.header("location"), LIST);
    assert_eq!(get_as(&app, &cookie, DESK).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_who_edit_a_survey_see_both_versions_and_overwrite_nothing_unseen() {
    let app = TestApp::new().await;
    let (ada, bea) = (editor(&app).await, editor(&app).await);
    made(&app, &ada).await;
    let basics = "titel=Wege+ans+Meer&einleitung=Drei+Minuten.&ende=2099-01-01T00:00";
    let blind = send(&app, &bea, "", basics).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(blind.text().contains("value=\"Wege ans Meer\""), "{}", blind.text());
    is_saved(&send(&app, &ada, "", "stand=6&titel=Wege+zum+Hafen&einleitung=Zwei+Minuten.").await);
    let late = send(&app, &bea, "", &format!("stand=6&{basics}")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(html.contains("<strong>Wege zum Hafen</strong>") && html.contains("value=\"Wege ans Meer\""), "{html}");
    assert!(html.contains("name=\"stand\" value=\"7\""), "{html}");
    is_saved(&send(&app, &bea, "", &format!("stand=7&{basics}")).await);

    let question = "text=Wie+gehst+Du%3F&optionen=Rad%0ABahn";
    for (path, body) in [
        ("/fragen/frage-1", question),
        ("/ordnen", "frage=frage-1&aktion=runter"),
        ("/schritt", "aktion=veroeffentlichen"),
    ] {
        let blind = send(&app, &ada, path, body).await;
        assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED, "{path}");
        let late = send(&app, &ada, path, &format!("stand=6&{body}")).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{path}");
    }
    let late = send(&app, &ada, "/fragen/frage-1", &format!("stand=6&{question}")).await.text();
    assert!(late.contains("<strong>Wie kommst Du?</strong>") && late.contains("Wie gehst Du?</textarea>"), "{late}");
    is_saved(&send(&app, &bea, "/fragen/frage-1", "stand=8&aktion=loeschen").await);
    let gone = send(&app, &ada, "/fragen/frage-1", &format!("stand=9&{question}")).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.text().contains("action=\"/verwaltung/umfragen/strand/fragen/neu\""), "{}", gone.text());
}

#[tokio::test]
async fn questions_are_moved_and_changed_until_somebody_answers() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    made(&app, &cookie).await;
    let order = async || {
        let survey = surveys::list(&app.store, web::site::now()).await.unwrap().pop();
        survey.map(|survey| survey.questions.iter().map(|one| one.text.clone()).collect::<Vec<_>>()).unwrap_or_default()
    };
    is_saved(&send(&app, &cookie, "/ordnen", "stand=6&frage=frage-4&aktion=hoch").await);
    is_saved(&send(&app, &cookie, "/fragen/frage-1", "stand=7&text=Wie+gehst+Du%3F&optionen=Rad%0ABahn").await);
    is_saved(&send(&app, &cookie, "/schritt", "stand=8&aktion=veroeffentlichen").await);
    assert_eq!(order().await, ["Wie gehst Du?", "Was fehlt?", "Was noch?", "Wie gefällt es Dir?"]);
    let late =
        send(&app, &cookie, "/fragen/frage-1", "stand=9&text=Eine+ganz+andere+Frage+an+alle%3F&optionen=A%0AB").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("Eine ganz andere Frage an alle?"), "what was written is given back: {}", late.text());

    // Nobody answered yet: the questions change, and who has the old ones open is told and loses no words.
    is_saved(&send(&app, &cookie, "/schritt", "stand=9&aktion=entwurf").await);
    assert_eq!(app.get(PUBLIC).await.status, StatusCode::NOT_FOUND);
    is_saved(&send(&app, &cookie, "/ordnen", "stand=10&frage=frage-4&aktion=runter").await);
    is_saved(&send(&app, &cookie, "/schritt", "stand=11&aktion=veroeffentlichen").await);
    let old = app.post(PUBLIC, "fassung=1&frage-0=1&frage-2=Mehr+Schatten+am+Weg").await;
    assert_eq!(old.status, StatusCode::CONFLICT);
    let html = old.text();
    assert!(html.contains("Die Fragen haben sich geändert") && html.contains("Mehr Schatten am Weg"), "{html}");
    assert!(html.contains("name=\"fassung\" value=\"2\""), "{html}");
    assert_eq!(app.post(PUBLIC, "fassung=2&frage-0=1&frage-2=4").await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&app, &cookie, "/schritt", "stand=12&aktion=entwurf").await.status, StatusCode::CONFLICT);
}

/// They were written while nobody knew that it was too late.
async fn answers_come_back(app: &TestApp, expected: StatusCode) {
    let late = app.post(PUBLIC, "frage-0=1&frage-2=Mehr+Schatten+am+ganzen+Weg").await;
    assert_eq!(late.status, expected);
    assert!(late.text().contains("Mehr Schatten am ganzen Weg</textarea>"), "{}", late.text());
}

#[tokio::test]
async fn another_end_and_retiring_have_a_reason_that_everybody_reads() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    published(&app, &cookie).await;
    let end = async |body: &str| send(&app, &cookie, "/schritt", body).await;
    is_wrong(&end("stand=7&aktion=ende&neues-ende=2099-02-01T00:00&grund=").await, "grund", "Schreib, warum.");
    let early = end("stand=7&aktion=ende&neues-ende=2020-01-01T00:00&grund=Der+Saal+war+zu.").await;
    is_wrong(&early, "neues-ende", "nicht in der Zukunft");
    assert!(early.text().contains("Der Saal war zu.</textarea>"), "{}", early.text());
    is_saved(&end("stand=7&aktion=ende&neues-ende=2099-02-01T00:00&grund=Der+Saal+war+zu.").await);
    let page = app.get(PUBLIC).await.text();
    assert!(page.contains("verlängert bis 1. Februar 2099") && page.contains("Der Saal war zu."), "{page}");
    is_saved(&end("stand=8&aktion=schliessen&grund=Es+reicht.").await);
    let ended = app.get(PUBLIC).await.text();
    assert!(
        ended.contains("vorzeitig beendet") && ended.contains("Es reicht.") && ended.contains("Ergebnisse"),
        "{ended}"
    );
    answers_come_back(&app, StatusCode::CONFLICT).await;
    assert_eq!(end("stand=9&aktion=ende&neues-ende=2099-03-01T00:00&grund=Doch.").await.status, StatusCode::CONFLICT);

    is_saved(&end("stand=9&aktion=zurueckziehen&anlass=Eine+Frage+war+falsch.").await);
    let gone = app.get(PUBLIC).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text().contains("Eine Frage war falsch."), "{}", gone.text());
    answers_come_back(&app, StatusCode::GONE).await;
    assert!(!app.get("/umfragen").await.text().contains("umfragen/strand"));
    is_saved(&end("stand=10&aktion=zurueckholen&anlass=Sie+war+richtig.").await);
    assert!(app.get("/umfragen").await.text().contains("umfragen/strand"));
    let administrator = app.staff(Role::Administrator, Scope::Everywhere).await;
    let log = get_as(&app, &administrator, "/verwaltung/protokoll").await.text();
    for told in ["Umfrage angelegt", "Ende einer Umfrage geändert", "Umfrage zurückgezogen", "Umfrage zurückgeholt"]
    {
        assert!(log.contains(told), "{told}: {log}");
    }
}

#[tokio::test]
async fn another_language_appears_once_all_of_it_is_written() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    is_saved(&app.post_as(&cookie, LIST, "titel=Wege&adresse=strand").await);
    let basics = "titel=Wege&einleitung=Zwei+Minuten.&titel-en=Ways&einleitung-en=Two+minutes.";
    is_saved(&send(&app, &cookie, "", &format!("stand=1&{basics}")).await);
    let german = "art=one&text=Wie+kommst+Du%3F&optionen=Rad%0ABahn";
    is_saved(&send(&app, &cookie, "/fragen/neu", &format!("stand=2&{german}")).await);
    let preview = async || get_as(&app, &cookie, &format!("/en{DESK}/vorschau")).await.text();
    assert!(preview().await.contains("<h1 lang=\"de\">Wege</h1>"), "{}", preview().await);
    let page = get_as(&app, &cookie, DESK).await.text();
    assert!(page.contains("Es fehlt: Frage 1"), "{page}");
    let english = "text-en=How+do+you+come%3F&optionen-en=By+bike%0ABy+tram";
    is_saved(&send(&app, &cookie, "/fragen/frage-1", &format!("stand=3&{german}&{english}")).await);
    assert!(preview().await.contains("<h1>Ways</h1>"), "{}", preview().await);
    is_saved(&send(&app, &cookie, "/schritt", "stand=4&aktion=veroeffentlichen").await);
    let (english, easy) = (app.get("/en/umfragen/strand").await.text(), app.get("/ls/umfragen/strand").await.text());
    assert!(english.contains("By tram") && english.contains("1. How do you come?"), "{english}");
    assert!(easy.contains("<h1 lang=\"de\">Wege</h1>"), "{easy}");
    assert!(app.get("/en/umfragen").await.text().contains("Ways") && app.get("/en").await.text().contains("Ways"));
}

#[tokio::test]
async fn editors_and_administrators_make_surveys_and_nobody_else() {
    let app = TestApp::new().await;
    let editor = editor(&app).await;
    made(&app, &editor).await;
    for role in [Role::Clerk, Role::Moderator, Role::Sponsor] {
        let cookie = app.staff(role, Scope::Everywhere).await;
        for page in [LIST, DESK, "/verwaltung/umfragen/strand/vorschau", "/verwaltung/umfragen/strand/fragen/frage-1"] {
            assert_eq!(get_as(&app, &cookie, page).await.status, StatusCode::FORBIDDEN, "{role:?} {page}");
        }
        let refused = send(&app, &cookie, "/schritt", "stand=6&aktion=veroeffentlichen").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let level = "teilnahme=resident&stand=6";
    assert_eq!(send(&app, &editor, "/teilnahme", level).await.status, StatusCode::FORBIDDEN);
    let page = get_as(&app, &editor, DESK).await.text();
    assert!(page.contains("legt die Administration fest") && !page.contains("name=\"teilnahme\""), "{page}");
    let administrator = app.staff(Role::Administrator, Scope::Everywhere).await;
    is_saved(&send(&app, &administrator, "/teilnahme", level).await);
    is_saved(&send(&app, &administrator, "/schritt", "stand=7&aktion=veroeffentlichen").await);
    let survey = surveys::by_slug(&app.store, "strand").await.unwrap().unwrap();
    assert_eq!((survey.state, survey.needed_level), (State::Published, domain::accounts::Level::ResidentConfirmed));
    assert_eq!(get_as(&app, &editor, &format!("{DESK}/schritt")).await.header("location"), DESK);
}
