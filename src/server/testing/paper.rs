//! Forms to be printed, and where their codes lead.

use axum::http::StatusCode;
use domain::{
    accounts::Level,
    boards::Moderation,
    paper::{Form, FormId},
    policy::{Role, Scope},
};
use web::site::now;

use super::{TestApp, boards};

const SURVEY: &str = "/umfragen/stadt-und-digitale-hilfe";

const CALL: &str = "/orte/orte-die-verbinden";

async fn call_id(app: &TestApp) -> FormId {
    let call = store::place_calls::by_slug(&app.store, CALL.trim_start_matches("/orte/")).await.unwrap().unwrap();
    FormId { form: Form::Place, number: call.id.0 }
}

async fn demo() -> TestApp {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    app
}

async fn survey_id(app: &TestApp) -> FormId {
    let slug = SURVEY.trim_start_matches("/umfragen/");
    let survey = store::surveys::by_slug(&app.store, slug).await.unwrap().unwrap();
    FormId { form: Form::Survey, number: survey.id.0 }
}

#[tokio::test]
async fn every_form_prints_with_its_number_and_a_code_in_every_language() {
    let app = demo().await;
    let survey = survey_id(&app).await;
    let of_board = |form| FormId { form, number: 1 };
    for (path, id, words) in [
        ("/vorschlaege/papier".to_owned(), of_board(Form::Proposal), "sheet__line"),
        ("/vorschlaege/papier/liste?thema=verkehr".into(), of_board(Form::Supports), "sheet__tick"),
        (format!("{SURVEY}/papier"), survey, "sheet__number"),
        (format!("{CALL}/papier"), call_id(&app).await, "sheet__number"),
    ] {
        for prefix in ["", "/en", "/ls"] {
            let address = format!("{prefix}{path}");
            let answer = app.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            let page = answer.text();
            let number = format!("<strong>{id}</strong>");
            for part in [number.as_str(), "class=\"qr", words, "/datenschutz"] {
                assert!(page.contains(part), "{address} lacks {part}");
            }
        }
    }
}

#[tokio::test]
async fn a_proposal_in_leichte_sprache_has_a_front_and_a_back_that_says_of_what() {
    let app = demo().await;
    let sheet = app.get("/ls/vorschlaege/papier").await.text();
    let (front, back) = sheet.split_once("class=\"sheet__back\"").unwrap();
    let id = FormId { form: Form::Proposal, number: 1 };
    assert!(front.contains("Bitte drehen Sie das Blatt um.") && front.contains("Das Blatt hat 2 Seiten."));
    assert!(back.contains(&format!("<strong>{id}</strong>")) && back.contains("sheet__line"));
    for one_side in ["/vorschlaege/papier", "/en/vorschlaege/papier", "/ls/vorschlaege/papier/liste"] {
        assert!(!app.get(one_side).await.text().contains("sheet__back"), "{one_side}");
    }
}

#[tokio::test]
async fn the_sheets_are_linked_from_what_they_stand_for() {
    let app = demo().await;
    let board = app.get("/vorschlaege?thema=verkehr").await.text();
    for link in ["\"/vorschlaege/papier\"", "\"/vorschlaege/papier/liste?thema=verkehr\""] {
        assert!(board.contains(link), "{link}");
    }
    assert!(app.get(&format!("/ls{SURVEY}")).await.text().contains(&format!("\"/ls{SURVEY}/papier\"")));
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let desk = app.get_with("/schalter", &[("cookie", &clerk)]).await.text();
    let (of_survey, of_call) = (format!("{SURVEY}/papier"), format!("{CALL}/papier"));
    assert!(app.get(CALL).await.text().contains(&format!("\"{of_call}\"")));
    for link in ["/vorschlaege/papier", "/vorschlaege/papier/liste", of_survey.as_str(), of_call.as_str()] {
        assert!(desk.contains(&format!("href=\"{link}\"")), "{link}");
    }
    let ended = app.get("/umfragen/mit-dem-rad-durch-den-winter/papier").await;
    assert_eq!(ended.status, StatusCode::NOT_FOUND, "nobody fills in what does not count any more");
}

#[tokio::test]
async fn whoever_scans_a_sheet_takes_part_on_the_internet() {
    let app = demo().await;
    let survey = survey_id(&app).await;
    let to = async |address: String| app.get(&address).await.header("location").to_owned();
    assert_eq!(to(format!("/papier/{survey}")).await, SURVEY);
    assert_eq!(to(format!("/ls/papier/{}", FormId { form: Form::Proposal, number: 1 })).await, "/ls/vorschlaege/neu");
    assert_eq!(to(format!("/papier/{}", FormId { form: Form::Supports, number: 1 })).await, "/vorschlaege");
    assert_eq!(to(format!("/papier/{}", call_id(&app).await)).await, CALL);
    let nowhere = FormId { form: Form::Survey, number: 4_711 };
    let nowhere = nowhere.to_string();
    for typed in ["U1-", "V1", nowhere.as_str()] {
        assert_eq!(app.get(&format!("/papier/{typed}")).await.status, StatusCode::NOT_FOUND, "{typed}");
    }
}

#[tokio::test]
async fn another_board_has_sheets_of_its_own_and_what_is_typed_from_them_lands_there() {
    let app = demo().await;
    let number = boards::harbour(&app).await;
    store::boards::set_moderation(&app.store, "hafen", Moderation::After, now()).await.unwrap();
    let [write, tick] = [Form::Proposal, Form::Supports].map(|form| FormId { form, number }.to_string());
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let text = "text=Am+Stadthafen+fehlen+Stege,+an+denen+auch+kleine+Boote+einen+Platz+finden.";
    let form = format!("/schalter/papier/{write}");
    let open = app.get_with(&form, &[("cookie", &clerk)]).await.text();
    assert!(open.contains(boards::HARBOUR), "the clerk sees for which board it is: {open}");
    let slip = app.post_as(&clerk, &form, format!("titel=Ein+Steg+am+Kabutzenhof&thema=5&{text}")).await;
    assert_eq!(slip.status, StatusCode::OK, "{}", slip.text());
    let found = app.get("/api/v1/proposals?liste=hafen").await.json();
    assert_eq!((&found["total"], &found["items"][0]["title"]), (&1.into(), &"Ein Steg am Kabutzenhof".into()));

    for (path, id) in [("/vorschlaege/papier?liste=hafen", &write), ("/vorschlaege/papier/liste?liste=hafen", &tick)] {
        for prefix in ["", "/en", "/ls"] {
            let sheet = app.get(&format!("{prefix}{path}")).await.text();
            let number = format!("<strong>{id}</strong>");
            assert!(sheet.contains(&number) && sheet.contains(boards::HARBOUR), "{prefix}{path}: {sheet}");
        }
    }
    assert!(app.get("/vorschlaege/papier/liste?liste=hafen").await.text().contains("Ein Steg am Kabutzenhof"));
    let of_city = app.get("/vorschlaege/papier/liste").await.text();
    assert!(!of_city.contains("Ein Steg am Kabutzenhof") && !of_city.contains("sheet__board"));

    let desk = app.get_with("/schalter", &[("cookie", &clerk)]).await.text();
    let board = app.get("/vorschlaege?liste=hafen").await.text();
    for link in ["\"/vorschlaege/papier?liste=hafen\"", "\"/vorschlaege/papier/liste?liste=hafen\""] {
        assert!(desk.contains(link) && board.contains(link), "{link}");
    }
    let to = async |id: &str| app.get(&format!("/papier/{id}")).await.header("location").to_owned();
    assert_eq!(
        (to(&write).await.as_str(), to(&tick).await.as_str()),
        ("/vorschlaege/neu?liste=hafen", "/vorschlaege?liste=hafen")
    );
}

#[tokio::test]
async fn a_board_that_ended_or_asks_who_they_are_hands_out_no_sheets() {
    let app = demo().await;
    boards::harbour(&app).await;
    let sheet = "/vorschlaege/papier?liste=hafen";
    assert_eq!(app.get(sheet).await.status, StatusCode::OK);
    assert_eq!(app.get("/vorschlaege/papier?liste=mond").await.status, StatusCode::NOT_FOUND);
    store::boards::set_needed_level(&app.store, "hafen", Level::ResidentConfirmed, now()).await.unwrap();
    assert_eq!(app.get(sheet).await.status, StatusCode::NOT_FOUND);
    store::boards::set_needed_level(&app.store, "hafen", Level::Guest, now()).await.unwrap();
    boards::closed(&app, "hafen").await;
    assert_eq!(app.get(sheet).await.status, StatusCode::NOT_FOUND);
    assert!(!app.get("/vorschlaege?liste=hafen").await.text().contains("/vorschlaege/papier"));
}
