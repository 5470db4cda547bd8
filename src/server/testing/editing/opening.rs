//! Title and introduction in their plain form.

use super::*;

/// The form as it was sent, from `start`: words of ASCII, with a plus for a space.
fn sent((title, lead): (&str, &str), start: (&str, &str), more: &str) -> String {
    format!("titel={title}&einleitung={lead}&titel-vorher={}&einleitung-vorher={}{more}", start.0, start.1)
}

impl Desk {
    /// Title and introduction are known from now on.
    async fn opened(&self, title: &str, lead: &str) {
        let path = format!("{}/titel", self.base);
        let form = get_as(&self.app, &self.ada, &path).await.text();
        let hidden = |name: &str| between(&form, &format!("name=\"{name}\" value=\""), "\"");
        let plain = |text: String| text.replace('%', "%25").replace('&', "%26").replace('+', "%2B");
        let start = (plain(hidden("titel-vorher")), plain(hidden("einleitung-vorher")));
        let form = sent((title, lead), (&start.0, &start.1), "");
        let done = self.app.post_as(&self.ada, &path, form).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, &*format!("{path}?gespeichert")));
    }
}

#[tokio::test]
async fn a_block_of_a_colleague_is_no_conflict_and_different_places_come_together() {
    let desk = Desk::new().await;
    let path = format!("{}/titel", desk.base);
    let start = ("Regeln", "Was+hier+gilt+und+wo+man+sich+beschwert.");
    desk.opened(start.0, start.1).await;
    let revision = desk.prepared("Die Stadt baut.").await;
    desk.save(&desk.bea, Some(revision), "Die Stadt baut viel.").await;
    let title = desk.app.post_as(&desk.ada, &path, sent(("Spielregeln", start.1), start, "")).await;
    assert_eq!(title.status, StatusCode::SEE_OTHER, "a block is somewhere else");
    let lead = sent(("Regeln", "Was+hier+immer+gilt+und+wo+man+sich+beschwert."), start, "");
    assert_eq!(desk.app.post_as(&desk.bea, &path, lead).await.status, StatusCode::SEE_OTHER);
    let form = get_as(&desk.app, &desk.bea, &format!("{path}?gespeichert")).await.text();
    assert!(form.contains("value=\"Spielregeln\"") && form.contains("Was hier immer gilt und wo"), "{form}");
    assert!(form.contains("data-state=\"saved\"") && form.contains("Gespeichert.") && form.contains("/typed.js"));
}

#[tokio::test]
async fn whoever_comes_second_sees_what_was_and_what_is_and_overwrites_nothing_unseen() {
    let desk = Desk::new().await;
    let path = format!("{}/titel", desk.base);
    let start = ("Regeln", "Was+hier+gilt.");
    desk.opened(start.0, start.1).await;
    let post = async |who: &str, form: String| desk.app.post_as(who, &path, form).await;
    post(&desk.ada, sent(("Spielregeln", start.1), start, "")).await;

    let clash = post(&desk.bea, sent(("Hausordnung", start.1), start, "")).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let text = clash.text();
    for part in
        ["Vorher", "Deine Fassung", "Die andere Fassung", "<del>", "name=\"titel-vorher\" value=\"Spielregeln\""]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("value=\"Hausordnung\""), "what she typed stands in the form");
    assert!(text.contains("data-state=\"typed\""), "the device keeps it too");

    post(&desk.ada, sent(("Ordnung", start.1), ("Spielregeln", start.1), "")).await;
    let seen = ("Spielregeln", start.1);
    let again = post(&desk.bea, sent(("Hausordnung", start.1), seen, "")).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "that is not what she saw");
    assert!(again.text().contains("name=\"titel-vorher\" value=\"Ordnung\""));
    let done = post(&desk.bea, sent(("Hausordnung", start.1), ("Ordnung", start.1), "")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);

    let without = post(&desk.bea, "titel=Allerlei&einleitung=".into()).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(without.text().contains("value=\"Allerlei\"") && without.text().contains("Hausordnung"));
    let empty = post(&desk.bea, sent(("", "Getippt"), ("Hausordnung", start.1), "")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("Getippt</textarea>"));
    let dropped = post(&desk.bea, sent(("Weg", "Weg"), ("Hausordnung", start.1), "&aktion=verwerfen")).await;
    assert_eq!(dropped.header("location"), format!("{path}?verworfen"));
    // The device forgets it, and nobody is told that it was stored.
    let stands = get_as(&desk.app, &desk.bea, &format!("{path}?verworfen")).await.text();
    assert!(stands.contains("data-state=\"dropped\"") && !stands.contains("Gespeichert."), "{stands}");
    assert_eq!(desk.draft().await["title"], "Hausordnung");
}

#[tokio::test]
async fn a_preview_stores_nothing_and_what_readers_stumble_over_is_said() {
    let desk = Desk::new().await;
    let easy = desk.at("/ls/regeln").await;
    let path = format!("{easy}/titel");
    let long = "Wir+gehen+heute+mit+sehr+vielen+Leuten+aus+der+ganzen+Stadt+zusammen+an+den+Strand.";
    let form = sent(("Regeln+am+Strand", long), ("x", "x"), "&aktion=vorschau");
    let preview = desk.app.post_as(&desk.ada, &path, form).await;
    assert_eq!(preview.status, StatusCode::OK);
    let text = preview.text();
    for part in ["edit-preview", "<h2>Regeln am Strand</h2>", "Langer Satz", "Bitte vorher ansehen"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let draft = get_as(&desk.app, &desk.ada, &format!("{easy}/entwurf.json")).await.json();
    assert_ne!(draft["title"], "Regeln am Strand");

    let start = get_as(&desk.app, &desk.ada, &path).await.text();
    let title = between(&start, "name=\"titel-vorher\" value=\"", "\"").replace(' ', "+");
    let lead = between(&start, "name=\"einleitung-vorher\" value=\"", "\"").replace(' ', "+");
    desk.app.post_as(&desk.ada, &path, sent(("Regeln", long), (&title, &lead), "")).await;
    let publish = get_as(&desk.app, &desk.ada, &format!("{easy}/veroeffentlichen")).await.text();
    assert!(publish.contains(&format!("href=\"{path}\"")) && publish.contains("Langer Satz"), "{publish}");
}

impl Desk {
    async fn save_part(&self, who: &str, key: &str, revision: Option<i64>, words: &str) -> Answer {
        self.send(who, "PUT", &format!("bloecke/{key}"), revision, &json!({ "save": uuid(), "body": words })).await
    }
}

#[tokio::test]
async fn the_editor_saves_each_of_both_like_a_block() {
    let desk = Desk::new().await;
    desk.opened("Regeln", "Was+hier+gilt+und+wo+man+sich+beschwert.").await;
    let parts = desk.draft().await["parts"].clone();
    let title = parts["titel"]["revision"].as_i64().unwrap();
    let lead = parts["einleitung"]["revision"].as_i64().unwrap();
    assert_eq!((&parts["titel"]["kind"], &parts["titel"]["body"]), (&json!("title"), &json!("Regeln")));
    let without = desk.save_part(&desk.ada, "titel", None, "Spielregeln").await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    let saved = desk.save_part(&desk.ada, "titel", Some(title), " Spiel\n<b>regeln</b> ").await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    let told = saved.json();
    assert_eq!((&told["body"], told["revision"].as_i64()), (&json!("Spiel <b>regeln</b>"), Some(title + 1)));
    assert_eq!(told["html"], "Spiel &lt;b&gt;regeln&lt;/b&gt;", "words, and no markup");

    let first = "Was hier für alle gilt und wo man sich beschwert.";
    desk.save_part(&desk.ada, "einleitung", Some(lead), first).await;
    let second = "Was hier gilt und wo man sich beschweren kann.";
    let joined = desk.save_part(&desk.bea, "einleitung", Some(lead), second).await.json();
    assert_eq!(joined["body"], "Was hier für alle gilt und wo man sich beschweren kann.");
    assert_eq!(joined["merged"], true);

    let clash = desk.save_part(&desk.bea, "titel", Some(title), "Hausordnung").await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let told = clash.json();
    assert_eq!((&told["base"], &told["mine"]), (&json!("Regeln"), &json!("Hausordnung")));
    assert_eq!((&told["theirs"], told["revision"].as_i64()), (&json!("Spiel <b>regeln</b>"), Some(title + 1)));
    let empty = desk.save_part(&desk.bea, "titel", Some(title + 1), " ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.json()["error"].as_str().unwrap().contains("Titel"));
    for (method, path) in [("DELETE", "bloecke/titel"), ("POST", "bloecke/titel/verschieben")] {
        let fixed = desk.send(&desk.ada, method, path, Some(title), &json!({ "save": uuid(), "after": null })).await;
        assert_eq!(fixed.status, StatusCode::NOT_FOUND, "{method}: it has its place");
    }
    let new = json!({ "save": uuid(), "key": "titel", "kind": "text", "body": "x", "after": null });
    assert_eq!(desk.send(&desk.ada, "POST", "bloecke", None, &new).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_typed_into_the_title_is_kept_and_offered_in_its_form() {
    let desk = Desk::new().await;
    desk.opened("Regeln", "Was+hier+gilt.").await;
    let revision = desk.draft().await["parts"]["titel"]["revision"].as_i64().unwrap();
    let typed = json!({ "body": "Hausordnung", "base_revision": revision, "sequence": 4 });
    let kept = desk.send(&desk.ada, "PUT", "getippt/titel", None, &typed).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.draft().await["parts"]["titel"]["typed"], typed);
    desk.save_part(&desk.bea, "titel", Some(revision), "Spielregeln").await;

    let path = format!("{}/titel", desk.base);
    let form = get_as(&desk.app, &desk.ada, &path).await.text();
    assert!(form.contains("?getippt") && form.contains("value=\"Spielregeln\""), "{form}");
    assert!(!get_as(&desk.app, &desk.bea, &path).await.text().contains("?getippt"), "hers alone");
    let taken = get_as(&desk.app, &desk.ada, &format!("{path}?getippt")).await.text();
    assert!(taken.contains("value=\"Hausordnung\""), "{taken}");
    assert!(taken.contains("name=\"titel-vorher\" value=\"Regeln\""), "what it started from: {taken}");
    let clash = sent(("Hausordnung", "Was+hier+gilt."), ("Regeln", "Was+hier+gilt."), "");
    assert_eq!(desk.app.post_as(&desk.ada, &path, clash).await.status, StatusCode::CONFLICT);
    desk.app.post_as(&desk.ada, &path, "aktion=verwerfen").await;
    assert!(desk.draft().await["parts"]["titel"]["typed"].is_null());
}

#[tokio::test]
async fn who_is_at_the_title_is_seen_and_what_they_store_arrives() {
    let desk = Desk::new().await;
    let revision = desk.draft().await["parts"]["titel"]["revision"].as_i64().unwrap();
    let request = Request::get(format!("{}/ereignisse", desk.base))
        .header("cookie", &desk.ada)
        .header("accept", "text/event-stream");
    let response = desk.app.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let mut events = response.into_body();
    desk.send(&desk.bea, "POST", "anwesend", None, &json!({ "tab": uuid(), "block": "titel" })).await;
    desk.save_part(&desk.bea, "titel", Some(revision), "Hausordnung").await;
    let seen = seen::until(&mut events, &["event: block", "\"block\":\"titel\""]).await;
    assert!(seen.contains("Hausordnung") && seen.contains("\"key\":\"titel\""), "{seen}");
    assert!(!seen.contains("\"key\":\"einleitung\""), "nobody touched it: {seen}");
}

#[tokio::test]
async fn in_edit_mode_both_are_places_and_a_preview_says_what_readers_stumble_over() {
    let desk = Desk::new().await;
    for page in ["/regeln", "/", "/ziele/lernend", "/themen/kultur"] {
        let public = desk.app.get(page).await.text();
        assert!(!public.contains("data-part") && !public.contains("data-words"), "{page}");
        let edited = get_as(&desk.app, &desk.ada, &format!("{page}?bearbeiten")).await.text();
        for part in ["data-part=\"titel\"", "data-part=\"einleitung\"", "/titel#titel\"", "/titel#einleitung\""] {
            assert!(edited.contains(part), "{page} lacks {part}");
        }
        let title = |text: &str| between(&between(text, "<h1", "</h1>"), ">", "<");
        assert_eq!(title(&edited), title(&public), "{page}");
    }
    let easy = Desk { base: desk.at("/ls/regeln").await, ..desk };
    let long = "Wir gehen heute mit sehr vielen Leuten aus der ganzen Stadt zusammen an den großen Strand.";
    let preview = json!({ "kind": "introduction", "body": long });
    let told = easy.send(&easy.ada, "POST", "vorschau", None, &preview).await.json();
    assert_eq!(told["html"], long);
    assert!(told["warnings"].to_string().contains("long-sentence"), "{told}");
}
