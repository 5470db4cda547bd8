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
