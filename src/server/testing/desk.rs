//! A clerk at the counter: sheets typed in by digits, votes typed twice, and the slip.

use axum::http::StatusCode;
use domain::{
    paper::{Form, FormId},
    policy::{Role, Scope},
};

use super::{TestApp, hostile::past};

const SURVEY: &str = "stadt-und-digitale-hilfe";

async fn demo() -> TestApp {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, web::site::now()).await.unwrap();
    app
}

async fn responses(app: &TestApp) -> (FormId, i64) {
    let survey = store::surveys::by_slug(&app.store, SURVEY).await.unwrap().unwrap();
    (FormId { form: Form::Survey, number: survey.id.0 }, survey.responses)
}

/// What stands behind a class on a page.
fn behind<'a>(page: &'a str, class: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("class=\"{class}\">")).unwrap_or_else(|| panic!("no {class}: {page}"));
    rest.split('<').next().unwrap()
}

#[tokio::test]
async fn a_number_leads_to_its_form_however_it_is_typed_and_a_wrong_one_says_so() {
    let app = demo().await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let (id, _) = responses(&app).await;
    let open = async |typed: &str| app.get_with(&format!("/schalter?bogen={typed}"), &[("cookie", &clerk)]).await;
    let form = format!("/schalter/papier/{id}");
    assert_eq!(open(&id.to_string().to_lowercase().replace('-', "+")).await.header("location"), form);
    let wrong = open("U99-A").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    assert!(wrong.text().contains("value=\"U99-A\""), "what was typed stays");
    let scanned = app.get_with(&format!("/papier/{id}"), &[("cookie", &clerk)]).await;
    assert_eq!(scanned.header("location"), form);
}

#[tokio::test]
async fn votes_count_after_the_second_typing_and_the_slip_tells() {
    let app = demo().await;
    let (id, before) = responses(&app).await;
    let first = app.staff(Role::Clerk, Scope::Everywhere).await;
    let form = format!("/schalter/papier/{id}");
    let wrong = app.post_as(&first, &form, "frage-0=9&frage-2=4&frage-4=Mehr+Hilfe").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Mehr Hilfe"), "nothing typed is lost");
    let slip = app.post_as(&first, &form, "frage-0=2&frage-1=1+3&frage-2=4&frage-4=Mehr+Hilfe").await;
    assert_eq!((slip.status, slip.header("cache-control")), (StatusCode::OK, "no-store"));
    let slip = slip.text();
    let receipt = format!("/beleg/{}", behind(&slip, "slip__code"));
    assert!(slip.contains("class=\"qr"));
    assert!(app.get(&receipt).await.text().contains("sobald eine zweite Eingabe"));
    assert_eq!(responses(&app).await.1, before);

    let desk = app.get_with("/schalter", &[("cookie", &first)]).await.text();
    let (_, rest) = desk.split_once("/schalter/pruefen/").expect("it waits");
    let check = format!("/schalter/pruefen/{}", rest.split('"').next().unwrap());
    let too_soon = app.post_as(&first, &check, "frage-0=2&frage-1=1+3&frage-2=4").await;
    assert!(too_soon.status == StatusCode::UNPROCESSABLE_ENTITY && too_soon.text().contains("nach zehn Minuten"));

    let second = app.staff(Role::Clerk, Scope::Everywhere).await;
    let differs = app.post_as(&second, &check, "frage-0=1&frage-1=1+3&frage-2=4").await;
    assert_eq!(differs.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = differs.text();
    assert!(page.contains("weicht von der ersten Eingabe ab: 1.") && page.contains("value=\"1 3\""), "{page}");
    assert!(!page.contains("Mehr Hilfe"), "the first typing is not shown");
    assert_eq!(responses(&app).await.1, before);
    let done = app.post_as(&second, &check, "frage-0=2&frage-1=3+1&frage-2=4").await;
    assert!(done.header("location").starts_with("/schalter?gezaehlt="), "{}", done.text());
    assert_eq!(responses(&app).await.1, before + 1);
    assert!(app.get(&receipt).await.text().contains("Dein Bogen zählt seit"));
}

#[tokio::test]
async fn a_proposal_on_paper_is_one_like_all_others_and_its_receipt_opens_it() {
    let app = demo().await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let form = format!("/schalter/papier/{}", FormId { form: Form::Proposal, number: 1 });
    let text = "text=Am+Stadthafen+fehlen+B%C3%A4nke+im+Schatten.+Wer+nicht+lange+stehen+kann,+geht+wieder.";
    let wrong = app.post_as(&clerk, &form, format!("titel=B%C3%A4nke+am+Hafen&thema=9&{text}")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("Bänke am Hafen"));
    let typed = format!("titel=B%C3%A4nke+am+Hafen&thema=5&ziele=1+4&ort=Evershagen&name=Ada&weg=counter&{text}");
    let slip = app.post_as(&clerk, &form, typed).await;
    assert_eq!(slip.status, StatusCode::OK, "{}", slip.text());
    let receipt = app.get(&format!("/beleg/{}", behind(&slip.text(), "slip__code"))).await.text();
    assert!(receipt.contains("Bänke am Hafen"), "{receipt}");
    let pins = "SELECT COUNT(*) FROM proposal WHERE is_demo = FALSE AND lon IS NOT NULL";
    assert_eq!(past::number(&app, pins).await, 0, "its Ortsteil is no point on the map");
}

#[tokio::test]
async fn a_place_on_paper_stands_in_its_district_and_its_receipt_opens_it() {
    let app = demo().await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let call = store::place_calls::by_slug(&app.store, "orte-die-verbinden").await.unwrap().unwrap();
    let form = format!("/schalter/papier/{}", FormId { form: Form::Place, number: call.id.0 });
    let text = "text=Hier+fehlt+eine+Bank+im+Schatten.";
    for wrong in ["kategorie=9&urteil=2&ort=Evershagen", "kategorie=1&urteil=2&ort=Nirgendwo", "kategorie=1&urteil=2"] {
        let page = app.post_as(&clerk, &form, format!("{wrong}&{text}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            page.text().contains("Hier fehlt eine Bank im Schatten.") && page.text().contains("-fehler\""),
            "{wrong}"
        );
    }
    let slip = app.post_as(&clerk, &form, format!("kategorie=1&urteil=2&ort=Evershagen&{text}")).await;
    assert_eq!(slip.status, StatusCode::OK, "{}", slip.text());
    let slip = slip.text();
    assert!(slip.contains("/schalter/fotos/"), "it can be photographed");
    let receipt = app.get(&format!("/beleg/{}", behind(&slip, "slip__code"))).await.text();
    assert!(receipt.contains("Hier fehlt eine Bank im Schatten."), "{receipt}");
    let marks = past::number(&app, "SELECT COUNT(*) FROM place_mark WHERE lon IS NULL").await;
    assert_eq!(marks, 1, "nobody set a point");
    past::execute(&app, "UPDATE place_mark SET state = 'published' WHERE lon IS NULL").await;
    let page = app.get("/orte/orte-die-verbinden").await.text();
    assert!(page.contains("Von einem Ort ist nur der Ortsteil bekannt."), "{page}");
    assert_eq!(page.matches("Ortsteil auf der Karte zeigen").count(), 1);
    let told = page.matches("Hier fehlt eine Bank im Schatten.").count();
    assert_eq!(told, 1, "in the list, and no pin: {page}");
}

/// Ends what is open now, as if it had ended an hour ago.
async fn close(app: &TestApp, what: &str) {
    let ended = web::site::now().0 - 60 * 60 * 1000;
    past::execute(app, &what.replace("{ended}", &ended.to_string())).await;
}

/// The day before yesterday, as a browser sends it.
fn earlier() -> String {
    web::rfc3339(web::site::now().plus_days(-2)).split('T').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_survey_that_ended_while_a_sheet_was_typed_gives_it_back_and_says_what_to_do() {
    let app = demo().await;
    let (id, _) = responses(&app).await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let form = format!("/schalter/papier/{id}");
    let open = app.get_with(&form, &[("cookie", &clerk)]).await.text();
    assert!(!open.contains("name=\"eingang\""), "nobody is asked for a day that does not matter");
    close(&app, &format!("UPDATE survey SET ends_at = {{ended}} WHERE slug = '{SURVEY}'")).await;

    let typed = "frage-0=2&frage-1=1+3&frage-2=4&frage-4=Mehr+Hilfe";
    let late = app.post_as(&clerk, &form, typed).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = late.text();
    assert!(page.contains("Hier wird nichts mehr angenommen") && page.contains("innerhalb von 7 Tagen"), "{page}");
    for kept in ["Mehr Hilfe", "value=\"1 3\"", "name=\"eingang\""] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    let wrong = app.post_as(&clerk, &form, format!("{typed}&eingang=gestern")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("Mehr Hilfe"));
    let slip = app.post_as(&clerk, &form, format!("{typed}&eingang={}", earlier())).await;
    assert_eq!(slip.status, StatusCode::OK, "{}", slip.text());
    assert!(slip.text().contains("slip__code"));
}

#[tokio::test]
async fn a_board_that_closed_while_a_sheet_was_typed_gives_it_back_too() {
    let app = demo().await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let proposal = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    close(&app, "UPDATE board SET closes_at = {ended}").await;
    let of_board = |form| format!("/schalter/papier/{}", FormId { form, number: 1 });
    let text = "Am+Stadthafen+fehlen+Bänke+im+Schatten.+Wer+nicht+lange+stehen+kann,+geht+wieder.";
    for (form, typed, kept) in [
        (of_board(Form::Supports), format!("frage-0={proposal}"), format!("value=\"{proposal}\"")),
        (of_board(Form::Proposal), format!("titel=Licht+im+Park&thema=5&text={text}"), "Licht im Park".into()),
    ] {
        let late = app.post_as(&clerk, &form, typed.clone()).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let page = late.text();
        assert!(page.contains("Hier wird nichts mehr angenommen") && page.contains(&kept), "{form}: {page}");
        let taken = app.post_as(&clerk, &form, format!("{typed}&eingang={}", earlier())).await;
        assert_eq!(taken.status, StatusCode::OK, "{form}: {}", taken.text());
    }
}
