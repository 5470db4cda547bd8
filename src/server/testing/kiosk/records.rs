//! Where what a visitor sends off goes, and what its receipt can do.

use domain::{ids::CommentId, moderation::Item};
use store::moderation;

use super::*;

#[tokio::test]
async fn a_visitor_writes_for_a_board_of_the_kiosk_and_what_is_for_another_is_set_aside_with_its_reason() {
    let app = app().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    harbour(&app).await;
    let form = "name=Ortsamt+Mitte&ort=&sprachen=de&listen=stadt&listen=hafen";
    let page = app.post_as(&admin, PATH, form).await.header("location").to_owned();
    let device = pair(&app, &code(&app, &admin, &page).await, key(7)).await;
    let shown = device.beat(&app, 1, &json!({})).await.json();
    assert_eq!(shown["boards"], json!(["stadt", "hafen"]));
    let lists = app.get("/api/v1/kiosk/parts/listen").await.json();
    let of_harbour = lists["boards"].as_array().unwrap().iter().find(|board| board["slug"] == "hafen").unwrap();
    assert_eq!((&of_harbour["begins"], &of_harbour["ends"]), (&json!(0), &Value::Null), "so that it opens in time");
    let part = shown["parts"].as_array().unwrap().iter().find(|part| part["name"] == "worte-de").unwrap();
    let words = app.get(part["address"].as_str().unwrap()).await.json();
    assert_eq!(words["lists"]["which"], "Auf welche Liste gehört Dein Vorschlag?");

    let writing = |title: &str, board: &str, receipt: &ReceiptCode| {
        let text = "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht wieder.";
        let fields = json!({ "title": title, "text": text, "theme": "infrastruktur" });
        json!({
            "id": chance::id(), "kind": "proposal", "language": "de", "entered_at": 1_795_000_000_000_i64,
            "content": json!({ "fields": fields, "board": board }).to_string(),
            "visitor": chance::id(), "receipt": receipt.to_string(),
        })
    };
    let first = device.seal(1, &writing("Ein Steg am Hafen", "hafen", &ReceiptCode::of_kiosk([5; 8])));
    let taken = device.send(&app, 1, &first).await;
    assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
    proposals::publish(&app.store, ProposalId(1), now()).await.unwrap();
    assert!(app.get("/vorschlaege?liste=hafen").await.text().contains("Ein Steg am Hafen"));
    assert!(!app.get("/vorschlaege?liste=stadt").await.text().contains("Ein Steg am Hafen"));

    app.post_as(&admin, &page, "aktion=speichern&name=Ortsamt+Mitte&ort=&sprachen=de&listen=stadt").await;
    let receipt = ReceiptCode::of_kiosk([6; 8]);
    let late = device.seal(2, &writing("Ein Kran am Hafen", "hafen", &receipt));
    let refused = device.send(&app, 2, &late).await;
    assert_eq!(refused.json()["outcome"], "refused");
    assert!(device.is_word(2, &late, &refused), "so that it leaves the device");
    let reason = "Das, wozu der Beitrag gehört, gibt es nicht mehr.";
    assert!(app.get(&receipt.path()).await.text().contains(reason));
    let aside = get_as(&app, &admin, "/verwaltung/ausgang").await.text();
    assert!(aside.contains(reason) && aside.contains("Ein Kran am Hafen"), "{aside}");
}

#[tokio::test]
async fn a_support_is_seen_and_taken_back_with_the_code_that_the_kiosk_showed() {
    let app = app().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let on = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let page = added(&app, &admin).await;
    let device = pair(&app, &code(&app, &admin, &page).await, key(7)).await;
    let receipt = ReceiptCode::of_kiosk([6; 8]);
    let mut support = saying(on, "", &receipt.to_string());
    support["kind"] = json!("support");
    support["content"] = json!(json!({ "proposal": on, "support": true }).to_string());
    let taken = device.send(&app, 1, &device.seal(1, &support)).await;
    assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
    let count = async || app.get(&format!("/api/v1/proposals/{on}")).await.json()["supports"].clone();
    let text = app.get(&receipt.path()).await.text();
    assert!(text.contains("Mehr Bänke am Hafen") && text.contains("Deine Unterstützung ist gezählt"), "{text}");
    let back = format!("{}/zurueckziehen", receipt.path());
    assert!(text.contains(&format!("href=\"{back}\"")) && app.get(&back).await.status == StatusCode::OK);
    assert_eq!(count().await, 1);
    for _ in 0..2 {
        assert_eq!(app.post(&back, "").await.header("location"), receipt.path());
        assert_eq!(count().await, 0);
    }
    assert!(app.get(&receipt.path()).await.text().contains("zählt nicht mehr"));
    assert_eq!(app.get(&back).await.status, StatusCode::SEE_OTHER, "there is nothing to ask any more");
}

#[tokio::test]
async fn a_proposal_tells_where_people_stand_who_came_by_each_way_once_they_are_enough() {
    let app = app().await;
    let device = Device::new(&app).await;
    let on = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let publish = async |id: i64| {
        moderation::publish(&app.store, &Acting::OPERATOR, Item::comment(CommentId(id)), now()).await.unwrap();
    };
    let tells = async || app.get(&format!("/vorschlaege/{on}")).await.text().contains("Haltungen nach Wegen");
    for number in 1..=5 {
        let own = json!({ "stance": "against", "text": format!("Zuhause denke ich an {number} Stege.") });
        let sent = app
            .post_json(&format!("/api/v1/proposals/{on}/comments"), &[("idempotency-key", &chance::id())], &own)
            .await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        let words = saying(on, &format!("Hier am Kiosk fehlen {number} Bänke."), "");
        let taken = device.send(&app, number, &device.seal(number, &words)).await;
        assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
        publish(2 * number - 1).await;
        publish(2 * number).await;
        assert_eq!(tells().await, number == 5, "with {number} of each");
    }
    let page = app.get(&format!("/vorschlaege/{on}")).await.text();
    let table = page.split("Haltungen nach Wegen").nth(2).unwrap().split("</table>").next().unwrap();
    let cell = |text: &str| text.split('<').next().unwrap().to_owned();
    let cells = |row: &str| row.split("table__number\">").skip(1).map(cell).collect::<Vec<_>>();
    let rows: Vec<_> = table.split("<tr>").skip(2).map(cells).collect();
    assert_eq!(rows, [["0", "5"], ["5", "0"], ["0", "0"]], "{table}");
    let all = app.get("/zahlen").await.text();
    let row = all.split("Kommentare: Dagegen</th>").nth(1).unwrap().split("</tr>").next().unwrap();
    assert_eq!(cells(row), ["5", "5", "0", "0", "0"]);
}

#[tokio::test]
async fn what_the_server_could_not_open_is_tried_again_once_it_has_the_key() {
    let old = new_secret::old_city().await;
    let device = Device::new(&old).await;
    let on = old.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let (both, alone) = new_secret::reopened(&old).await;
    let receipt = ReceiptCode::of_kiosk([8; 8]);
    let sealed = device.seal(1, &saying(on, "Das fehlt am Kiosk.", &receipt.to_string()));
    assert_eq!(device.send(&alone, 1, &sealed).await.json()["outcome"], "refused");

    let again = format!("{PATH}/noch-einmal");
    let clerk = alone.staff(Role::Clerk, Scope::Everywhere).await;
    assert_eq!(alone.post_as(&clerk, &again, "").await.status, StatusCode::FORBIDDEN);
    let told = async |app: &TestApp| {
        let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
        let before = get_as(app, &admin, PATH).await.text();
        assert!(before.contains(&format!("action=\"{again}\"")), "{before}");
        let done = app.post_as(&admin, &again, "").await;
        assert_eq!(done.header("location"), format!("{PATH}?versucht"));
        get_as(app, &admin, done.header("location")).await.text()
    };
    let still = told(&alone).await;
    assert!(still.contains("Noch nicht zu öffnen: 1") && still.contains(&again), "{still}");
    assert!(both.get(&receipt.path()).await.text().contains("Noch nicht übertragen"));
    let opened = told(&both).await;
    assert!(opened.contains("Es ist nichts mehr ungeöffnet") && !opened.contains(&again), "{opened}");
    let found = both.get(&receipt.path()).await;
    assert!(both.get(found.header("location")).await.text().contains("Das fehlt am Kiosk."));
    let tried = audit::Search { action: Some("kiosk_records_tried".into()), ..Default::default() };
    assert_eq!(audit::list(&both.store, &tried).await.unwrap().len(), 2);
}
