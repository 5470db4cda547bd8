//! Forms that a machine fills in: nothing is refused, and everything waits for a check.

use domain::{boards::Moderation, spam::Doubt};
use web::site::now;

use super::{Answer, TestApp, forms::encoded};

/// A stamp of the server's own, so old.
fn stamp(app: &TestApp, seconds_ago: i64) -> String {
    let at = now().0 - seconds_ago * 1_000;
    format!("{at}.{}", app.store.keys().sign(&format!("form {at}")))
}

async fn open_app() -> (TestApp, i64) {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    store::boards::set_moderation(&app.store, "stadt", Moderation::After, now()).await.unwrap();
    (app, id)
}

async fn say(app: &TestApp, id: i64, number: u8, more: &[(&str, &str)]) -> Answer {
    let (text, submission) = (format!("Gute Idee Nummer {number}"), format!("{number:032x}"));
    let fields = [("haltung", "for"), ("text", text.as_str()), ("einsendung", submission.as_str())];
    app.post(&format!("/vorschlaege/{id}/beitraege"), encoded(&[&fields[..], more].concat())).await
}

async fn waiting(app: &TestApp) -> Vec<Option<Doubt>> {
    let mut doubts = Vec::new();
    for item in store::moderation::queue(&app.store, &domain::policy::Acting::OPERATOR, now()).await.unwrap() {
        doubts.push(store::spam::hint(&app.store, item.kind, item.id).await.unwrap().doubt);
    }
    doubts
}

#[tokio::test]
async fn who_takes_their_time_is_read_at_once_and_who_does_not_is_read_after_a_check() {
    let (app, id) = open_app().await;
    let (old, young) = (stamp(&app, 10), stamp(&app, 1));
    let forged = format!("{}.{}", now().0 - 60_000, "0".repeat(64));
    for (number, more, doubt) in [
        (1, vec![("stempel", old.as_str())], None),
        (2, vec![("stempel", young.as_str())], Some(Doubt::Haste)),
        (3, vec![("stempel", forged.as_str())], Some(Doubt::Haste)),
        (4, vec![], Some(Doubt::Haste)),
        (5, vec![("stempel", old.as_str()), ("webseite", "https://kredit.example")], Some(Doubt::Trap)),
    ] {
        let before = waiting(&app).await.len();
        let answer = say(&app, id, number, &more).await;
        assert_eq!(answer.status, 303, "nothing is refused: {number}");
        let after = waiting(&app).await;
        assert_eq!(after.get(before).copied().flatten(), doubt, "{number}");
        // The text is kept, and its writer sees that it waits.
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let address = answer.header("location").split('#').next().unwrap().to_owned();
        let page = app.get_with(&address, &[("cookie", &cookie)]).await.text();
        assert!(page.contains(&format!("Gute Idee Nummer {number}")));
        assert_eq!(page.contains("Bis dahin siehst nur Du ihn."), doubt.is_some(), "{number}");
    }
}

#[tokio::test]
async fn the_trap_is_met_by_no_eye_no_key_and_no_screen_reader() {
    let (app, id) = open_app().await;
    let page = app.get(&format!("/vorschlaege/{id}")).await.text();
    let trap = page.split("name=\"webseite\"").next().unwrap().rsplit("<div").next().unwrap();
    let field = page.split("name=\"webseite\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(trap.contains("hidden") && trap.contains("inert"), "{trap}");
    assert!(field.contains("tabindex=\"-1\"") && field.contains("autocomplete=\"off\""), "{field}");
    assert!(!page.contains("for=\"webseite\""));
}

#[tokio::test]
async fn a_board_under_attack_says_so_on_its_page_and_in_the_form() {
    let (app, id) = open_app().await;
    store::boards::set_flood_limit(&app.store, "stadt", 2, now()).await.unwrap();
    for number in 1..=3 {
        say(&app, id, number, &[("webseite", "x")]).await;
    }
    for address in ["/vorschlaege".to_owned(), format!("/vorschlaege/{id}")] {
        let page = app.get(&address).await.text();
        assert!(page.contains("Gerade prüfen wir jeden Beitrag, bevor er erscheint, weil"), "{address}");
    }
    let old = stamp(&app, 60);
    say(&app, id, 9, &[("stempel", &old)]).await;
    assert_eq!(waiting(&app).await.len(), 4, "what is meant well waits too");
}
