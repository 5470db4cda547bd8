//! Surveys at a kiosk: those that anybody may answer are asked there, and what was answered arrives once.

use domain::accounts::Level;
use store::surveys;

use super::*;

const OPEN: &str = "stadt-und-digitale-hilfe";

async fn demo() -> TestApp {
    let app = app().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    app
}

/// As a kiosk has it with it in this language.
async fn packed(app: &TestApp, language: &str) -> Value {
    let all = app.get(&format!("/api/v1/kiosk/parts/prozesse-{language}")).await.json();
    let key = format!("umfragen/{OPEN}");
    all.as_array().unwrap().iter().find(|one| one["key"] == key).unwrap().clone()
}

fn answering(receipt: &ReceiptCode, answers: &Value, entered_at: Moment) -> Value {
    json!({
        "id": chance::id(), "kind": "survey", "language": "ls", "entered_at": entered_at,
        "content": json!({ "survey": OPEN, "edition": 1, "answers": answers }).to_string(),
        "visitor": chance::id(), "receipt": receipt.to_string(),
    })
}

async fn responses(app: &TestApp) -> i64 {
    surveys::by_slug(&app.store, OPEN).await.unwrap().unwrap().responses
}

#[tokio::test]
async fn a_kiosk_has_the_questions_of_a_survey_for_all_with_it_as_its_form_asks_them() {
    let app = demo().await;
    let (one, survey) = (packed(&app, "de").await, surveys::by_slug(&app.store, OPEN).await.unwrap().unwrap());
    let (ask, form) = (&one["ask"], app.get(&format!("/umfragen/{OPEN}")).await.text());
    assert_eq!(ask["edition"], survey.edition);
    let questions = ask["questions"].as_array().unwrap();
    let kinds: Vec<_> = questions.iter().map(|question| question["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["one", "many", "scale", "many", "text"]);
    for (number, question) in questions.iter().enumerate() {
        for choice in question["choices"].as_array().unwrap() {
            let (value, name) = (choice["value"].as_str().unwrap(), choice["name"].as_str().unwrap());
            let input = form.split("<input").find(|input| {
                input.contains(&format!("name=\"frage-{number}\"")) && input.contains(&format!("value=\"{value}\""))
            });
            assert!(input.unwrap().contains(name), "{name} is {value} on the site as well");
        }
    }
    assert_eq!((&questions[0]["required"], &questions[1]["required"]), (&json!(true), &json!(false)));
    let scale = questions[2]["hint"].as_str().unwrap();
    assert!(scale.contains("1 heißt: gar nicht gut."), "{scale}");
    let words = app.get("/api/v1/kiosk/parts/worte-ls").await.json();
    assert_eq!(words["screen"]["question_of"], "Frage {n} von {all}");
}

#[tokio::test]
async fn a_survey_for_people_with_an_account_is_not_asked_at_a_kiosk_and_says_why() {
    for (level, said) in [
        (Level::EmailConfirmed, "für Menschen mit Konto"),
        (Level::ResidentConfirmed, "für bestätigte Einwohner*innen"),
    ] {
        let app = demo().await;
        surveys::set_needed_level(&app.store, &Acting::OPERATOR, OPEN, level, now()).await.unwrap();
        let one = packed(&app, "de").await;
        assert_eq!(one["ask"], Value::Null);
        assert!(one["lead"].as_str().unwrap().contains(said), "{one}");
    }
}

#[tokio::test]
async fn answers_arrive_once_and_their_code_says_that_they_count() {
    let app = demo().await;
    let device = Device::new(&app).await;
    let (before, receipt) = (responses(&app).await, ReceiptCode::of_kiosk([5; 8]));
    assert!(app.get(&receipt.path()).await.text().contains("Noch nicht übertragen"));
    let answers = json!([["1"], ["0", "2"], ["4"], [], ["Mehr Termine am Abend"]]);
    let sealed = device.seal(1, &answering(&receipt, &answers, now()));
    for _ in 0..2 {
        let taken = device.send(&app, 1, &sealed).await;
        assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
        assert!(device.is_word(1, &sealed, &taken));
    }
    assert_eq!(responses(&app).await, before + 1);
    let page = app.get(&receipt.path()).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains("Sie zählen.") && text.contains(&format!("href=\"/umfragen/{OPEN}\"")), "{text}");
    assert!(!text.contains("Mehr Termine am Abend"), "whoever finds the code learns nothing of it");
    assert!(app.get(&format!("/ls{}", receipt.path())).await.text().contains("Wir zählen Ihre Antworten."));
    for path in ["zurueckziehen", "aendern", "angaben"] {
        let address = format!("{}/{path}", receipt.path());
        assert_eq!(app.get(&address).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn answers_to_other_questions_and_those_that_come_too_late_are_seen_by_staff_with_their_reason() {
    let app = demo().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let device = Device::new(&app).await;
    let before = responses(&app).await;
    let (first, second) = (ReceiptCode::of_kiosk([5; 8]), ReceiptCode::of_kiosk([6; 8]));
    let unasked = device.seal(1, &answering(&first, &json!([["1"], [], []]), now()));
    let mut record = answering(&second, &json!([["1"], [], ["4"], [], ["Mehr Licht"]]), now());
    record["content"] = json!(record["content"].as_str().unwrap().replace("\"edition\":1", "\"edition\":7"));
    let outdated = device.seal(2, &record);
    for (number, sealed) in [(1, &unasked), (2, &outdated)] {
        let refused = device.send(&app, number, sealed).await;
        assert_eq!(refused.json()["outcome"], "refused", "{}", refused.text());
        assert!(device.is_word(number, sealed, &refused), "so that it leaves the device");
    }
    assert!(app.get(&second.path()).await.text().contains("Die Fragen wurden inzwischen geändert"));
    let aside = get_as(&app, &admin, "/verwaltung/ausgang").await.text();
    for said in ["Antworten auf eine Umfrage", "Die Fragen wurden inzwischen geändert", "Mehr Licht"] {
        assert!(aside.contains(said), "{said}: {aside}");
    }
    let fine = device.seal(3, &answering(&ReceiptCode::of_kiosk([7; 8]), &json!([["1"], [], ["4"]]), now()));
    assert_eq!(device.send(&app, 3, &fine).await.json()["outcome"], "accepted");
    assert_eq!(responses(&app).await, before + 1);
}
