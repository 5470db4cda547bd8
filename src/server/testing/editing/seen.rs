//! Who has the plain form of a block before them is seen by the others, and sees them.

use domain::policy::Acting;
use web::{pages::editing::glance::Glances, site::now};

use super::*;

/// What came until all of this was among it.
pub(super) async fn until(body: &mut Body, parts: &[&str]) -> String {
    let mut seen = String::new();
    while !parts.iter().all(|part| seen.contains(part)) {
        let frame = tokio::time::timeout(std::time::Duration::from_secs(20), body.frame()).await.expect("an event");
        seen.push_str(std::str::from_utf8(frame.unwrap().unwrap().data_ref().unwrap()).unwrap());
    }
    seen
}

#[tokio::test]
async fn whoever_writes_in_the_plain_form_is_seen_until_they_store_it() {
    let desk = Desk::new().await;
    let revision = desk.prepared("eins").await;
    let path = format!("{}/bloecke/{}", desk.base, desk.key);
    let form = async |who: &str| get_as(&desk.app, who, &path).await.text();
    let alone = form(&desk.ada).await;
    assert!(alone.contains("Andere sehen 10 Minuten lang") && !alone.contains("Gerade auch"), "{alone}");
    assert!(form(&desk.bea).await.contains("Gerade auch an diesem Block: "));

    let request = Request::get(format!("{}/ereignisse", desk.base))
        .header("cookie", &desk.bea)
        .header("accept", "text/event-stream");
    let response = desk.app.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let mut events = response.into_body();
    let at_block = format!("\"block\":\"{}\"", desk.key);
    let first = until(&mut events, &["event: presence", &at_block]).await;
    assert_eq!(first.matches(&at_block).count(), 2, "{first}");

    // Another block is on the same page.
    let other = desk.draft().await["order"][1].as_str().unwrap().to_owned();
    let elsewhere = get_as(&desk.app, &desk.bea, &format!("{}/bloecke/{other}", desk.base)).await.text();
    assert!(elsewhere.contains("Gerade auch auf dieser Seite: "), "{elsewhere}");

    // A preview keeps them there, and storing takes them away.
    let sent = |more: &str| format!("text=zwei&fassung={revision}&save={}{more}", uuid());
    let preview = desk.app.post_as(&desk.ada, &path, sent("&aktion=vorschau")).await;
    assert!(preview.status == StatusCode::OK && preview.text().contains("Gerade auch an diesem Block: "));
    assert!(form(&desk.bea).await.contains("Gerade auch an diesem Block: "));
    assert_eq!(desk.app.post_as(&desk.ada, &path, sent("")).await.status, StatusCode::SEE_OTHER);
    assert!(!form(&desk.bea).await.contains("Gerade auch"));
}

#[tokio::test]
async fn the_form_of_title_and_introduction_says_that_others_are_there_and_names_no_block() {
    let desk = Desk::new().await;
    desk.send(&desk.ada, "POST", "anwesend", None, &json!({ "tab": uuid(), "block": "einleitung" })).await;
    for (language, told, of_a_block) in [
        ("", "Gerade auch an Titel und Einleitung: ", "an diesem Block"),
        ("/en", "At title and introduction just now: ", "At this block"),
        ("/ls", "Titel und Einleitung schreibt gerade auch: ", "Diesen Teil"),
    ] {
        let path = format!("{language}{}/titel", desk.base);
        let form = get_as(&desk.app, &desk.bea, &path).await.text();
        assert!(form.contains(told) && !form.contains(of_a_block), "{form}");
    }
    // She has it before her now.
    let at_block = get_as(&desk.app, &desk.ada, &format!("{}/bloecke/{}", desk.base, desk.key)).await.text();
    assert!(at_block.contains("Gerade auch auf dieser Seite: "), "{at_block}");
}

#[tokio::test]
async fn who_may_not_edit_is_seen_nowhere() {
    let desk = Desk::new().await;
    let path = format!("{}/bloecke/{}", desk.base, desk.key);
    let citizen = desk.app.account("citizen@example.org").await;
    let citizen = desk.app.session(citizen, true).await;
    assert_eq!(get_as(&desk.app, &citizen, &path).await.status, StatusCode::FORBIDDEN);
    assert!(!get_as(&desk.app, &desk.ada, &path).await.text().contains("Gerade auch"));
}

#[tokio::test]
async fn those_who_listen_look_into_the_database_together() {
    let desk = Desk::new().await;
    desk.send(&desk.ada, "POST", "anwesend", None, &json!({ "tab": uuid(), "block": "einleitung" })).await;
    let (_, page) = desk.base.rsplit_once('/').unwrap();
    let (store, page, glances) = (&desk.app.store, page.parse().unwrap(), Glances::default());
    let asked = async |role, has_to_be_new| {
        let before = store.statements();
        let seen = glances.look(store, &Acting { role, ..Acting::OPERATOR }, page, now(), has_to_be_new).await;
        seen.map(|seen| (seen.present.len(), store.statements() - before))
    };
    assert!(asked(Role::Editor, true).await.unwrap().1 > 0);
    let mut others = Vec::new();
    for _ in 0..20 {
        others.push(asked(Role::Editor, false).await.unwrap());
    }
    assert!(others.contains(&(1, 0)), "each looked by itself: {others:?}");
    assert!(asked(Role::Editor, true).await.unwrap().1 > 0, "who has just come sees what is there now");
    assert!(asked(Role::Moderator, false).await.is_err(), "what others saw is nothing for who may not edit");
}
