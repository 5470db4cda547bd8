//! Every list of numbers leads to the ways in which they came.

use axum::http::StatusCode;
use domain::{
    boards::Moderation,
    paper::{Form, FormId},
    policy::{Role, Scope},
};
use serde_json::json;
use web::site::now;

use super::TestApp;

const CALL: &str = "orte-die-verbinden";

async fn app() -> TestApp {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    store::boards::set_moderation(&app.store, "stadt", Moderation::After, now()).await.unwrap();
    app
}

/// A proposal about traffic in Evershagen that a clerk typed from paper.
async fn from_paper(app: &TestApp) {
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let form = format!("/schalter/papier/{}", FormId { form: Form::Proposal, number: 1 });
    let text = "text=Am+Stadthafen+fehlen+Stege,+an+denen+auch+kleine+Boote+einen+Platz+finden.";
    let slip = app.post_as(&clerk, &form, format!("titel=Ein+Steg+am+Kabutzenhof&thema=5&ort=Evershagen&{text}")).await;
    assert_eq!(slip.status, StatusCode::OK, "{}", slip.text());
}

/// The numbers in the row of this name: all of them, then each way.
fn row(page: &str, name: &str) -> Vec<i64> {
    let row = page.split("<tr>").find(|row| row.contains(&format!(">{name}</th>"))).unwrap_or_else(|| panic!("{name}"));
    let cells = row.split("<td class=\"table__number\">").skip(1);
    cells.map(|cell| cell.split('<').next().unwrap().replace('.', "").parse().unwrap()).collect()
}

#[tokio::test]
async fn every_list_of_numbers_leads_to_the_ways_in_which_they_came() {
    let app = app().await;
    for (page, ways) in [
        ("/", "/zahlen"),
        ("/themen/verkehr", "/zahlen?thema=verkehr"),
        ("/ziele/lernend", "/zahlen?ziel=lernend"),
        ("/orte/orte-die-verbinden", "/zahlen?aufruf=orte-die-verbinden"),
    ] {
        for prefix in ["", "/en", "/ls"] {
            let link = format!("href=\"{prefix}{ways}\"");
            let from = app.get(&format!("{prefix}{page}")).await.text();
            assert!(from.contains(&link), "{prefix}{page} lacks {link}");
            let answer = app.get(&format!("{prefix}{ways}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{prefix}{ways}");
            assert!(answer.text().contains("class=\"table\""), "{prefix}{ways}");
        }
    }
}

#[tokio::test]
async fn the_numbers_of_a_leitthema_say_what_came_on_paper_and_add_up() {
    let app = app().await;
    let before = row(&app.get("/zahlen?thema=verkehr").await.text(), "Vorschläge");
    from_paper(&app).await;
    let page = app.get("/zahlen?thema=verkehr").await.text();
    let [total, web, kiosk, paper, counter] = row(&page, "Vorschläge")[..] else { panic!("{page}") };
    assert_eq!((total, paper), (before[0] + 1, before[3] + 1));
    assert_eq!(total, web + kiosk + paper + counter);
    let states = ["offen", "angenommen oder in Arbeit", "umgesetzt", "abgelehnt"].map(|name| row(&page, name)[0]);
    assert_eq!(states.iter().sum::<i64>(), total, "the states add up too");
    assert_eq!(row(&app.get("/zahlen?thema=kultur").await.text(), "Vorschläge")[3], 0, "of another Leitthema");
    let narrow = app.get("/api/v1/figures?thema=verkehr").await.json();
    assert_eq!((&narrow["proposals"]["total"], &narrow["proposals"]["paper"]), (&json!(total), &json!(paper)));
    let sum: i64 =
        narrow["by_status"].as_array().unwrap().iter().map(|of| of["proposals"]["total"].as_i64().unwrap()).sum();
    assert_eq!(sum, total);
    assert!(page.contains("In jedem Ortsteil sind es weniger als 5"), "small numbers of an Ortsteil stay unsaid");
}

#[tokio::test]
async fn where_every_ortsteil_has_few_one_sentence_says_so() {
    let app = TestApp::new().await;
    let here = store::areas::districts(&app.store).await.unwrap()[0].id.to_string();
    let publish = async |number: i64| {
        app.published(json!({ "title": format!("Ein Steg, Nummer {number}"), "district": here })).await;
    };
    publish(1).await;
    for (page, sentence) in [
        ("/zahlen", "In jedem Ortsteil sind es weniger als 5 Vorschläge"),
        ("/en/zahlen", "In every district there are fewer than 5 proposals"),
        ("/ls/zahlen", "In jedem Stadt-Teil gibt es weniger als 5 Ideen."),
    ] {
        let page = app.get(page).await.text();
        assert!(page.contains(sentence), "{page}");
        assert_eq!(page.matches("<table").count(), 1, "no table that says nothing");
    }
    for number in 2..=5 {
        publish(number).await;
    }
    let page = app.get("/zahlen").await.text();
    assert!(!page.contains("In jedem Ortsteil sind es"));
    assert_eq!(page.matches("<table").count(), 2, "five are told");
}

#[tokio::test]
async fn the_board_of_an_ortsteil_tells_no_small_number_either() {
    let app = app().await;
    from_paper(&app).await;
    for (board, is_told) in [("/vorschlaege?thema=verkehr", true), ("/vorschlaege?ort=evershagen", false)] {
        assert_eq!(app.get(board).await.text().contains("channels__list"), is_told, "{board}");
    }
}

#[tokio::test]
async fn the_marks_of_a_call_are_split_and_what_is_not_known_shows_everything() {
    let app = app().await;
    let page = app.get(&format!("/zahlen?aufruf={CALL}")).await.text();
    let call = store::place_calls::by_slug(&app.store, CALL).await.unwrap().unwrap();
    let all = row(&page, "Orte auf der Karte");
    assert_eq!((all[0], all[1]), (call.marks, call.marks));
    let of_categories: i64 = call.categories.iter().map(|category| row(&page, &category.label)[0]).sum();
    assert_eq!(of_categories, call.marks);
    let marks = app.get(&format!("/api/v1/figures?aufruf={CALL}")).await.json()["marks"]["total"].clone();
    assert_eq!(marks, json!(call.marks));
    let whole = row(&app.get("/zahlen").await.text(), "Vorschläge");
    for unknown in ["/zahlen?aufruf=mond", "/zahlen?thema=mond", "/zahlen?ziel="] {
        assert_eq!(row(&app.get(unknown).await.text(), "Vorschläge"), whole, "{unknown}");
    }
}
