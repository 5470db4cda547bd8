//! Forms to be printed, and where their codes lead.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::{
    accounts::Level,
    boards::Moderation,
    paper::{Form, FormId, TICKED},
    policy::{Acting, Role, Scope},
};
use web::site::now;

use super::{TestApp, boards, hostile::past};

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
async fn a_board_that_ended_hands_out_no_sheets() {
    let app = demo().await;
    boards::harbour(&app).await;
    let sheet = "/vorschlaege/papier?liste=hafen";
    assert_eq!(app.get(sheet).await.status, StatusCode::OK);
    assert_eq!(app.get("/vorschlaege/papier?liste=mond").await.status, StatusCode::NOT_FOUND);
    boards::closed(&app, "hafen").await;
    assert_eq!(app.get(sheet).await.status, StatusCode::NOT_FOUND);
    assert!(!app.get("/vorschlaege?liste=hafen").await.text().contains("/vorschlaege/papier"));
}

/// What no sheet says that cannot count.
const HAND_IN: &str = "Abgeben:";

#[tokio::test]
async fn where_the_platform_has_to_know_who_takes_part_a_sheet_says_who_and_that_it_does_not_count_alone() {
    let app = demo().await;
    let number = boards::harbour(&app).await;
    let (level, slug) = (Level::ResidentConfirmed, SURVEY.trim_start_matches("/umfragen/"));
    store::boards::set_needed_level(&app.store, "hafen", level, now()).await.unwrap();
    store::surveys::set_needed_level(&app.store, &Acting::OPERATOR, slug, level, now()).await.unwrap();
    let ticked = FormId { form: Form::Supports, number };
    let survey = survey_id(&app).await;
    let of_survey = format!("{SURVEY}/papier");
    for (path, id) in [
        ("/vorschlaege/papier?liste=hafen", FormId { form: Form::Proposal, number }),
        ("/vorschlaege/papier/liste?liste=hafen", ticked),
        (of_survey.as_str(), survey),
    ] {
        let sheet = app.get(path).await.text();
        let number = format!("<strong>{id}</strong>");
        for part in [number.as_str(), "bestätigte Einwohner*innen", "Der Bogen allein zählt nicht."] {
            assert!(sheet.contains(part), "{path} lacks {part}");
        }
        assert!(!sheet.contains(HAND_IN) && !sheet.contains("sheet__blank"), "{path}");
        assert!(sheet.contains("Dieser Bogen bleibt bei Dir.") && !sheet.contains("Foto des Bogens"), "{path}");
        assert!(app.get(&format!("/ls{path}")).await.text().contains("Das Blatt allein zählt nicht."), "{path}");
    }
    assert!(app.get("/vorschlaege/papier").await.text().contains(HAND_IN), "the board of the city takes everybody");
    for (page, sheet) in [(SURVEY, of_survey.as_str()), ("/vorschlaege?liste=hafen", "/vorschlaege/papier?liste=hafen")]
    {
        for (prefix, word) in [
            ("", "Bogen zum Überlegen drucken"),
            ("/en", "Print a sheet to think it over"),
            ("/ls", "Ein Blatt zum Überlegen drucken"),
        ] {
            let page = app.get(&format!("{prefix}{page}")).await.text();
            assert!(page.contains(&format!("\"{prefix}{sheet}\"")), "{prefix}{sheet}");
            let promises = ["Papier unterstützen", "Papier beantworten", "Papier antworten", "proposals on paper"];
            assert!(page.contains(word) && !promises.iter().any(|promise| page.contains(promise)), "{prefix}{sheet}");
        }
    }
    store::boards::set_needed_level(&app.store, "stadt", level, now()).await.unwrap();
    let call = app.get(CALL).await.text();
    assert!(call.contains("Bogen zum Überlegen drucken") && !call.contains("auf Papier zeigen"));
}

#[tokio::test]
async fn nobody_types_for_nothing_and_what_was_typed_nevertheless_comes_back() {
    let app = demo().await;
    let number = boards::harbour(&app).await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let form = format!("/schalter/papier/{}", FormId { form: Form::Proposal, number });
    let (title, typed) = ("Ein Steg am Kabutzenhof", "Was Du getippt hast, steht noch hier.");
    let text = "text=Am+Stadthafen+fehlen+Stege,+an+denen+auch+kleine+Boote+einen+Platz+finden.";
    for (level, who) in [
        (Level::EmailConfirmed, "Hier nehmen Menschen mit Konto teil."),
        (Level::ResidentConfirmed, "Hier nehmen bestätigte Einwohner*innen teil."),
    ] {
        store::boards::set_needed_level(&app.store, "hafen", level, now()).await.unwrap();
        let before = app.get_with(&form, &[("cookie", &clerk)]).await.text();
        assert!(before.contains(who) && before.contains("Ein Bogen auf Papier zählt hier nicht."), "{before}");
        assert!(!before.contains(typed) && !before.contains("name=\"einsendung\""), "{before}");
        let sent = app.post_as(&clerk, &form, format!("titel={}&thema=5&{text}", title.replace(' ', "+"))).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", sent.text());
        let back = sent.text();
        assert!([who, typed, title, "name=\"einsendung\""].iter().all(|part| back.contains(part)), "{back}");
    }
}

/// The proposals on a sheet, by their numbers.
fn numbers(sheet: &str) -> Vec<i64> {
    let cells = sheet.split("class=\"sheet__nr\">").skip(1);
    cells.map(|rest| rest.split('<').next().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn a_long_list_is_printed_whole_on_several_sheets_that_each_say_which_they_are() {
    let app = TestApp::new().await;
    store::seed::scale(&app.store, 300, 1, now(), |_| {}).await.unwrap();
    let open = "SELECT COUNT(*) FROM proposal WHERE is_listed AND status NOT IN ('implemented', 'rejected')";
    let open = past::number(&app, open).await.unsigned_abs();
    let path = "/vorschlaege/papier/liste";
    let whole = FormId { form: Form::Supports, number: 1 };
    let parts = open.div_ceil(TICKED);
    assert!(parts > 1, "{open}");
    let mut all = BTreeSet::new();
    for part in 1..=parts {
        let sheet = app.get(&format!("{path}?teil={part}")).await.text();
        let (said, id) = (format!("Teil {part} von {parts}"), format!("<strong>{whole}</strong>"));
        assert!(sheet.contains(&said) && sheet.contains(&id), "{said}: {sheet}");
        assert_eq!(sheet.contains(&format!("{path}?teil={}\"", part + 1)), part < parts, "{said}");
        all.extend(numbers(&sheet));
    }
    assert_eq!(u64::try_from(all.len()).unwrap(), open);
    assert_eq!(numbers(&app.get(path).await.text()), numbers(&app.get(&format!("{path}?teil=1")).await.text()));
    assert!(app.get(&format!("{path}?teil=99")).await.text().contains(&format!("Teil {parts} von {parts}")));
    let narrow = app.get(&format!("{path}?thema=verkehr&teil=1")).await.text();
    assert!(numbers(&narrow).iter().all(|number| all.contains(number)) && !numbers(&narrow).is_empty());
}

#[tokio::test]
async fn what_was_written_in_german_stays_german_on_a_list_in_another_language() {
    let app = demo().await;
    let german = "<th scope=\"row\" lang=\"de\">";
    for (prefix, words) in [("/ls", "nicht in Leichter Sprache"), ("/en", "as people wrote them, in German")] {
        let sheet = app.get(&format!("{prefix}/vorschlaege/papier/liste")).await.text();
        assert!(sheet.contains(german) && sheet.contains(words), "{prefix}: {sheet}");
    }
    assert!(!app.get("/vorschlaege/papier/liste").await.text().contains(german));
}
