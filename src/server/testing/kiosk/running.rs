//! What runs beside the boards: all of it that is public and did not end is on a kiosk, unless its staff chose otherwise.

use std::collections::BTreeSet;

use store::{events, place_calls, surveys};
use web::pages::kiosk::pack::Pack;

use super::*;

const ENDED: &str = "umfragen/mit-dem-rad-durch-den-winter";

async fn demo() -> TestApp {
    let app = app().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    app
}

async fn running(app: &TestApp, language: &str) -> Vec<Value> {
    app.get(&format!("/api/v1/kiosk/parts/prozesse-{language}")).await.json().as_array().unwrap().clone()
}

fn keys(all: &[Value]) -> BTreeSet<String> {
    all.iter().map(|one| one["key"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_kiosk_has_with_it_what_did_not_end_with_its_words_and_its_address() {
    let app = demo().await;
    let (store, at) = (&app.store, now());
    let all = running(&app, "de").await;
    let mut expected = BTreeSet::new();
    for survey in surveys::list(store, at).await.unwrap() {
        if survey.period.end.is_none_or(|end| at < end) {
            expected.insert(format!("umfragen/{}", survey.slug));
        }
    }
    for call in place_calls::list(store, at).await.unwrap() {
        if call.period.end.is_none_or(|end| at < end) {
            expected.insert(format!("orte/{}", call.slug));
        }
    }
    let ahead = events::upcoming(store, at).await.unwrap();
    expected.extend(ahead.iter().filter(|one| !one.is_cancelled()).map(|one| format!("kalender/{}", one.slug)));
    assert_eq!(keys(&all), expected);
    assert!(!expected.contains(ENDED));
    for kind in ["survey", "place_call", "event"] {
        let one = all.iter().find(|one| one["kind"] == kind).unwrap_or_else(|| panic!("no {kind}"));
        for words in ["title", "text", "name", "lead"] {
            assert!(!one[words].as_str().unwrap().is_empty(), "{words} of {one}");
        }
        let open = app.get(one["path"].as_str().unwrap()).await;
        assert_eq!(open.status, StatusCode::OK, "the code leads to its page");
        assert!(!one["lists"].as_array().unwrap().is_empty(), "{one}");
    }
    let easy = running(&app, "ls").await;
    assert_eq!(keys(&easy), expected);
    assert!(easy.iter().all(|one| one["path"].as_str().unwrap().starts_with("/ls/")));
}

#[tokio::test]
async fn its_staff_choose_which_kinds_a_kiosk_shows_and_what_it_leaves_out() {
    let app = demo().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let form = get_as(&app, &admin, PATH).await.text();
    for kind in ["survey", "place_call", "event"] {
        let input = form.split("<input").find(|input| input.contains(&format!("value=\"{kind}\""))).unwrap();
        assert!(input.split('>').next().unwrap().contains("checked"), "all of it, unless somebody chooses: {input}");
    }
    let page = added(&app, &admin).await;
    let device = pair(&app, &code(&app, &admin, &page).await, key(7)).await;
    let shown = device.beat(&app, 1, &json!({})).await.json();
    assert_eq!((&shown["processes"], &shown["left_out"]), (&json!(["survey", "place_call", "event"]), &json!([])));

    let one = keys(&running(&app, "de").await).into_iter().find(|key| key.starts_with("umfragen/")).unwrap();
    let form = format!(
        "aktion=speichern&name=Ortsamt+Mitte&sprachen=de&listen=stadt&formate=survey&formate=mond&ohne={one}&ohne={ENDED}"
    );
    assert_eq!(app.post_as(&admin, &page, form).await.status, StatusCode::SEE_OTHER);
    let shown = device.beat(&app, 2, &json!({})).await.json();
    assert_eq!((&shown["processes"], &shown["left_out"]), (&json!(["survey"]), &json!([one])));
    let text = get_as(&app, &admin, &page).await.text();
    let input = text.split("<input").find(|input| input.contains(&format!("value=\"{one}\""))).unwrap();
    assert!(input.split('>').next().unwrap().contains("checked"), "{input}");
}

#[tokio::test]
async fn an_event_that_is_left_out_stays_so_however_many_come_before_it() {
    let app = app().await;
    let editor = app.staff(Role::Editor, Scope::Everywhere).await;
    let publish = async |slug: &str, day: u32| {
        let form = format!(
            "titel={slug}&text=Da.&adresse={slug}&ortsname=Stadthafen&anschrift=Am+Strande+1\
             &beginn=2031-05-{day:02}T17:00&ende=2031-05-{day:02}T19:00"
        );
        let made = app.post_as(&editor, "/verwaltung/termine/neu", form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let page = format!("/verwaltung/termine/{slug}");
        let done = app.post_as(&editor, &page, "aktion=veroeffentlichen&stand=1").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    };
    publish("letztes-fest", 20).await;
    for day in 1..=13 {
        publish(&format!("fest-{day}"), day).await;
    }
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let page = added(&app, &admin).await;
    let device = pair(&app, &code(&app, &admin, &page).await, key(7)).await;
    let last = "kalender/letztes-fest";
    assert!(keys(&running(&app, "de").await).contains(last));
    let form = format!("aktion=speichern&name=Ortsamt+Mitte&sprachen=de&listen=stadt&formate=event&ohne={last}");
    assert_eq!(app.post_as(&admin, &page, form).await.status, StatusCode::SEE_OTHER);
    let shown = device.beat(&app, 1, &json!({})).await.json();
    assert_eq!(shown["left_out"], json!([last]));
    let text = get_as(&app, &admin, &page).await.text();
    let input = text.split("<input").find(|input| input.contains(&format!("value=\"{last}\""))).unwrap();
    assert!(input.split('>').next().unwrap().contains("checked"), "the next one who saves keeps it: {input}");
}

#[tokio::test]
async fn a_kiosk_says_how_many_proposals_there_are_on_each_board() {
    let app = app().await;
    for title in ["Mehr Bänke am Hafen", "Ein Steg am Hafen", "Licht am Hafen"] {
        app.published(json!({ "title": title })).await;
    }
    let lists = app.get("/api/v1/kiosk/parts/listen").await.json();
    let city = lists["boards"].as_array().unwrap().iter().find(|board| board["slug"] == "stadt").unwrap();
    assert_eq!(city["proposals"], 3);
}

#[tokio::test]
async fn a_pack_is_another_when_something_in_it_ended() {
    let app = demo().await;
    let site = crate::testing::site(&crate::testing::config(), app.store.clone());
    let packs = Packs::default();
    let before = packs.current_at(&site, now()).await.unwrap();
    let after = packs.current_at(&site, now().plus_days(3_000)).await.unwrap();
    let text = |pack: &Pack| pack.texts.iter().find(|part| part.name == "prozesse-de").unwrap().text.clone();
    assert!(text(&before).contains("umfragen/"));
    assert_ne!(text(&after), text(&before), "nothing was stored meanwhile");
}
