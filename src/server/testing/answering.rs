//! Offices at work: their inbox, their answers, a second person, and what everybody sees of it.

use axum::http::StatusCode;
use domain::{
    Moment, Theme,
    boards::BoardChange,
    ids::{OfficeId, ProposalId},
    policy::{Acting, Role, Scope},
};
use serde_json::json;
use store::{boards, offices, proposals};
use web::site::now;

use super::{
    TestApp, chance,
    staff::{get_as, office},
};

const YES: &str =
    "fassung={}&stand=angenommen&text=Wir+bauen+drei+B%C3%A4nke.&kosten=12.000&zeitraum=2027&kontakt=0381+381-0&ziel=";

fn yes(revision: i64, action: &str) -> String {
    format!("{}&aktion={action}", YES.replace("{}", &revision.to_string()))
}

/// The office for traffic, and two people in it.
async fn traffic(app: &TestApp) -> (OfficeId, String, String) {
    let id = office(app, "Tiefbauamt").await;
    offices::assign(&app.store, &Acting::OPERATOR, Theme::Verkehr, id, now()).await.unwrap();
    let scope = Scope::Office(id);
    (id, app.staff(Role::Office, scope).await, app.staff(Role::Office, scope).await)
}

async fn answer_days(app: &TestApp, days: i64) {
    let wanted = BoardChange { answer_days: Some(days), ..BoardChange::default() };
    boards::change(&app.store, &Acting::OPERATOR, "stadt", wanted, now()).await.unwrap();
}

async fn with_second_person(app: &TestApp) {
    let wanted = BoardChange { approvers: Some(2), ..BoardChange::default() };
    boards::change(&app.store, &Acting::OPERATOR, "stadt", wanted, now()).await.unwrap();
}

/// Somebody's proposal that is on the board since so many days.
async fn published_ago(app: &TestApp, title: &str, days: i64) -> i64 {
    let new = domain::proposals::Draft {
        title: title.into(),
        text: "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder."
            .into(),
        theme: "verkehr".into(),
        ..Default::default()
    };
    let then = Moment(now().0 - days * Moment::DAY);
    let submission = domain::ids::SubmissionId::parse(&chance::id()).unwrap();
    let person = domain::ids::PersonKey(chance::id());
    let done = proposals::submit(&app.store, submission, &person, new.check().unwrap(), then).await.unwrap();
    proposals::publish(&app.store, done.id, then).await.unwrap();
    done.id.0
}

/// A proposal whose answer one of the office wrote and another has to approve: which one, who wrote it, who approves.
async fn handed_in() -> (TestApp, i64, String, String) {
    let app = TestApp::new().await;
    with_second_person(&app).await;
    let (_, ada, bea) = traffic(&app).await;
    let id = app.published(json!({ "title": "Bänke am Stadthafen" })).await;
    let path = format!("/vorschlaege/{id}/stellungnahme");
    app.post_as(&ada, &path, yes(0, "vorschau")).await;
    let sent = app.post_as(&ada, &path, "fassung=1&aktion=absenden").await;
    assert_eq!(sent.header("location"), path);
    (app, id, ada, bea)
}

#[tokio::test]
async fn the_inbox_holds_what_the_office_owns_the_earliest_due_first() {
    let app = TestApp::new().await;
    let (_, cookie, _) = traffic(&app).await;
    answer_days(&app, 30).await;
    published_ago(&app, "Bänke am Stadthafen", 10).await;
    let late = published_ago(&app, "Radweg nach Warnemünde", 40).await;
    app.published(json!({ "title": "Chor in der Nikolaikirche", "theme": "kultur" })).await;

    let page = get_as(&app, &cookie, "/verwaltung/posteingang").await.text();
    assert!(!page.contains("Chor in der Nikolaikirche"), "another office's");
    let (first, second) = (page.find("Radweg nach").unwrap(), page.find("Bänke am Stadthafen").unwrap());
    assert!(first < second, "the earliest due comes first");
    assert!(page.contains("Überfällig seit") && page.contains("Antwort bis"));
    let overdue = get_as(&app, &cookie, "/verwaltung/posteingang?zeigen=ueberfaellig").await.text();
    assert!(overdue.contains("Radweg nach") && !overdue.contains("Bänke am Stadthafen"));

    let public = app.get("/vorschlaege/ueberfaellig").await.text();
    assert!(public.contains("Radweg nach") && !public.contains("Bänke am Stadthafen"));
    let late = app.get(&format!("/vorschlaege/{late}")).await.text();
    assert!(late.contains("Sie fehlt noch"), "the due date is public");
    assert!(app.get("/vorschlaege").await.text().contains("href=\"/vorschlaege/ueberfaellig\""));

    let other = office(&app, "Kulturamt").await;
    let foreign = app.staff(Role::Office, Scope::Office(other)).await;
    let foreign = get_as(&app, &foreign, "/verwaltung/posteingang?amt=tiefbauamt").await.text();
    assert!(!foreign.contains("Radweg nach"), "an address opens nobody else's inbox");
}

#[tokio::test]
async fn an_answer_is_drafted_looked_at_and_published() {
    let app = TestApp::new().await;
    let (_, cookie, _) = traffic(&app).await;
    let id = published_ago(&app, "Bänke am Stadthafen", 50).await;
    let path = format!("/vorschlaege/{id}/stellungnahme");
    let page = get_as(&app, &cookie, &format!("/vorschlaege/{id}")).await.text();
    assert!(page.contains(&format!("href=\"{path}\"")), "the office in charge finds its form");
    assert!(!app.get(&format!("/vorschlaege/{id}")).await.text().contains(&path));

    let declined = "fassung=0&stand=abgelehnt&text=&aktion=vorschau";
    let refused = app.post_as(&cookie, &path, declined).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("Schreib die Gründe auf") && refused.text().contains("value=\"abgelehnt\" selected")
    );

    let saved = app.post_as(&cookie, &path, yes(1, "speichern")).await;
    assert_eq!(saved.header("location"), format!("{path}?gespeichert"));
    let form = get_as(&app, &cookie, &path).await.text();
    assert!(form.contains("Wir bauen drei Bänke.") && form.contains("value=\"12.000\""), "the draft is kept");
    assert!(get_as(&app, &cookie, "/verwaltung/posteingang").await.text().contains("Entwurf"));

    let preview = app.post_as(&cookie, &path, yes(2, "vorschau")).await;
    assert_eq!(preview.header("location"), format!("{path}?vorschau"));
    let preview = get_as(&app, &cookie, &format!("{path}?vorschau")).await.text();
    assert!(preview.contains("12.000 €") && preview.contains("0381 381-0") && preview.contains("value=\"absenden\""));
    assert!(!app.get(&format!("/vorschlaege/{id}")).await.text().contains("Wir bauen drei"), "nobody else sees it yet");

    let sent = app.post_as(&cookie, &path, "fassung=3&aktion=absenden").await;
    assert_eq!(sent.header("location"), format!("/vorschlaege/{id}#stellungnahme"));
    let public = app.get(&format!("/vorschlaege/{id}")).await.text();
    for part in ["Wir bauen drei Bänke.", "Tiefbauamt", "12.000 €", "0381 381-0", "2027"] {
        assert!(public.contains(part), "{part}");
    }
    assert!(!public.contains("Sie fehlt noch"), "nothing is due any more");
    assert!(!app.get("/vorschlaege/ueberfaellig").await.text().contains("Bänke am Stadthafen"));
    let answered = get_as(&app, &cookie, "/verwaltung/posteingang?zeigen=beantwortet").await.text();
    assert!(answered.contains("Bänke am Stadthafen"));
}

#[tokio::test]
async fn whoever_is_not_of_the_office_in_charge_is_refused_at_every_address() {
    let app = TestApp::new().await;
    let (_, own, _) = traffic(&app).await;
    let other = office(&app, "Kulturamt").await;
    let id = app.published(json!({ "title": "Bänke am Stadthafen" })).await;
    let path = format!("/vorschlaege/{id}/stellungnahme");
    app.post_as(&own, &path, yes(0, "speichern")).await;
    let mut strangers = vec![app.staff(Role::Office, Scope::Office(other)).await];
    for role in [Role::Administrator, Role::Moderator, Role::Clerk, Role::Editor, Role::Sponsor] {
        strangers.push(app.staff(role, Scope::Everywhere).await);
    }
    for cookie in &strangers {
        for query in ["", "?vorschau", "?gespeichert"] {
            let answer = get_as(&app, cookie, &format!("{path}{query}")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert!(!answer.text().contains("drei Bänke"));
        }
        for action in ["speichern", "vorschau", "absenden", "freigeben", "zurueckgeben", "nichts"] {
            let answer = app.post_as(cookie, &path, yes(1, action)).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{action}");
        }
        assert!(!get_as(&app, cookie, &format!("/vorschlaege/{id}")).await.text().contains(&path));
    }
    assert_eq!(app.post(&path, yes(1, "absenden")).await.status, StatusCode::UNAUTHORIZED);
    let detail = proposals::find(&app.store, ProposalId(id)).await.unwrap().unwrap();
    assert!(detail.answers.is_empty());
    assert_eq!(app.post_as(&own, &path, "fassung=1&aktion=absenden").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_second_person_approves_and_never_the_same() {
    let (app, id, ada, bea) = handed_in().await;
    let path = format!("/vorschlaege/{id}/stellungnahme");
    let waits = get_as(&app, &ada, &path).await.text();
    assert!(!waits.contains("value=\"freigeben\""), "no button that nobody may use");
    let own = app.post_as(&ada, &path, "fassung=2&aktion=freigeben").await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(own.text().contains("andere Person aus Deinem Amt"));
    assert!(!app.get(&format!("/vorschlaege/{id}")).await.text().contains("Wir bauen drei"));

    let waits = get_as(&app, &bea, &path).await.text();
    assert!(waits.contains("value=\"freigeben\"") && waits.contains("Wir bauen drei"));
    let back = app.post_as(&bea, &path, "fassung=2&aktion=zurueckgeben&bemerkung=Wann+genau%3F").await;
    assert_eq!(back.header("location"), path);
    assert!(get_as(&app, &ada, &path).await.text().contains("Wann genau?"));
    app.post_as(&ada, &path, yes(3, "vorschau")).await;
    app.post_as(&ada, &path, "fassung=4&aktion=absenden").await;
    let approved = app.post_as(&bea, &path, "fassung=5&aktion=freigeben").await;
    assert_eq!(approved.header("location"), format!("/vorschlaege/{id}#stellungnahme"));
    assert!(app.get(&format!("/vorschlaege/{id}")).await.text().contains("Wir bauen drei"));
}

#[tokio::test]
async fn a_remark_comes_back_with_the_page_when_its_step_was_not_taken() {
    let (app, id, ada, bea) = handed_in().await;
    let path = format!("/vorschlaege/{id}/stellungnahme");
    let field = "name=\"bemerkung\"";
    for action in ["zurueckgeben", "freigeben"] {
        let late = format!("fassung=1&aktion={action}&bemerkung=Wann+genau%3F");
        let late = app.post_as(&bea, &path, late).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{action}");
        assert!(late.text().contains("Wann genau?") && late.text().contains(field), "{action}: to be sent again");
    }
    let own = app.post_as(&ada, &path, "fassung=2&aktion=freigeben&bemerkung=Sieht+gut+aus").await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(own.text().contains("Sieht gut aus") && !own.text().contains(field), "to be copied");

    app.post_as(&ada, &path, "fassung=2&aktion=zurueckgeben").await;
    let gone = app.post_as(&bea, &path, "fassung=2&aktion=zurueckgeben&bemerkung=Wann+genau%3F").await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.text().contains("Wann genau?") && !gone.text().contains(field), "nothing waits any more");
    assert!(!get_as(&app, &ada, &path).await.text().contains("Wann genau?"), "it was not sent");
}

#[tokio::test]
async fn who_comes_second_sees_both_versions_and_loses_nothing() {
    let app = TestApp::new().await;
    let (_, ada, bea) = traffic(&app).await;
    let id = app.published(json!({ "title": "Bänke am Stadthafen" })).await;
    let path = format!("/vorschlaege/{id}/stellungnahme");
    app.post_as(&ada, &path, yes(0, "speichern")).await;
    let late = "fassung=0&stand=abgelehnt&text=Dort+liegt+eine+Leitung.&aktion=speichern";
    let conflict = app.post_as(&bea, &path, late).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    for part in
        ["Wir bauen drei Bänke.", "Dort liegt eine Leitung.", "name=\"fassung\" value=\"1\"", "Jemand war schneller"]
    {
        assert!(conflict.text().contains(part), "{part}");
    }
    let meant = late.replace("fassung=0", "fassung=1");
    assert_eq!(app.post_as(&bea, &path, meant).await.status, StatusCode::SEE_OTHER);
    let stale = app.post_as(&ada, &path, "fassung=1&aktion=absenden").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(!app.get(&format!("/vorschlaege/{id}")).await.text().contains("Leitung"));
}
