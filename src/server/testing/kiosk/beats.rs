//! Signs of life that come twice or from a clock that was put back, and packs that change while they are fetched.

use web::pages::kiosk::pack::Pack;

use super::*;

#[tokio::test]
async fn a_kiosk_whose_number_is_too_small_is_told_where_to_count_on_in_the_voice_that_it_knows() {
    let app = app().await;
    let device = Device::new(&app).await;
    let told = json!({ "beat": 9_000_000_000_i64, "help": false }).to_string();
    assert_eq!(device.tell(&app, 9_000_000_000, &told).await.status, StatusCode::OK);
    // The network sends it twice; the clock of the tablet is right again.
    let after = json!({ "beat": 1_795_000_000, "help": true }).to_string();
    for (beat, told) in [(9_000_000_000, &told), (1_795_000_000, &after)] {
        let answer = device.tell(&app, beat, told).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::CONFLICT, "application/problem+json"));
        let said = answer.json();
        assert_eq!((&said["code"], &said["beat"]), (&json!("behind"), &json!(9_000_000_000_i64)));
        let word = Signed { what: "beat", kiosk: device.kiosk, number: 9_000_000_000, hash: &hash(told) }.to_string();
        let [voice, signature] = ["voice", "beat_signature"].map(|field| said[field].as_str().unwrap());
        assert_eq!(voice, device.told["voice"].as_str().unwrap());
        assert!(tablet::is_said(voice, &word, signature));
    }
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    assert!(
        !get_as(&app, &clerk, "/schalter").await.text().contains("Hier hat jemand Hilfe gerufen"),
        "it counts for nothing"
    );
    assert_eq!(device.beat(&app, 9_000_000_001, &json!({ "help": true })).await.status, StatusCode::OK);
    assert!(get_as(&app, &clerk, "/schalter").await.text().contains("Hier hat jemand Hilfe gerufen"));
}

#[tokio::test]
async fn a_part_that_a_device_was_told_of_is_there_when_the_pack_changes_before_it_is_fetched() {
    let app = app().await;
    let site = super::super::site(&super::super::config(), app.store.clone());
    let (packs, begin) = (Packs::default(), now());
    let after = async |minutes: i64| packs.current_at(&site, Moment(begin.0 + minutes * Moment::MINUTE)).await.unwrap();
    let text = |pack: Arc<Pack>| pack.texts.iter().find(|part| part.name == "vorschlaege-0").unwrap().clone();
    app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let told = text(after(0).await);
    app.published(json!({ "title": "Ein Steg am Hafen" })).await;
    let next = text(after(2).await);
    assert_ne!(told.hash, next.hash);
    let part = async |hash: &str| packs.part(&site, "vorschlaege-0", hash).await.unwrap();
    assert_eq!(part(&told.hash).await.as_ref(), Some(&told.text), "of before");
    assert_eq!(part(&next.hash).await.as_ref(), Some(&next.text));
    assert_eq!(part("").await.as_ref(), Some(&next.text), "without a version it is that of now");
    assert_eq!(packs.part(&site, "nichts", &next.hash).await.unwrap(), None);
}
