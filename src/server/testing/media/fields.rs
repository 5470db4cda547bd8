//! A picture in forms: a field for everything that is said of it. The lines of the block are all that is stored.

use super::*;

/// As a form sends what stands in it.
pub(super) fn sent(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn a_picture_is_described_in_fields_and_stored_in_lines() {
    let desk = Desk::new().await;
    let key = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let before = format!("Bild: {key}\nAlt: Ein Boot\n\nMehr dazu");
    let block = desk.insert(BlockKind::Image, &before).await;
    let path = format!("{}/bloecke/{block}", desk.base);
    let form = get_as(&desk.app, &desk.ada, &path).await.text();
    for part in [
        "for=\"alternativtext\"",
        "Muss sein",
        "\nEin Boot</textarea>",
        "for=\"unterschrift\"",
        "for=\"quelle\"",
        "<option value=\"16:9\"",
        "name=\"darunter\"",
        "\nMehr dazu</textarea>",
        &format!("src=\"/medien/{key}/klein\""),
    ] {
        assert!(form.contains(part), "{part} is missing");
    }

    let save = uuid();
    let fields = |point: &'static str| {
        sent(&[
            ("text", before.as_str()),
            ("alternativtext", "Ein rotes\r\nBoot"),
            ("quelle", "Stadtarchiv"),
            ("ausschnitt", "1:1"),
            ("von-links", point),
            ("von-oben", "80"),
            ("darunter", "Quelle: siehe dort"),
            ("fassung", "1"),
            ("save", save.as_str()),
        ])
    };
    let wrong = desk.app.post_as(&desk.ada, &path, fields("links")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = wrong.text();
    for part in ["href=\"#von-links\"", "value=\"links\"", "\nEin rotes Boot</textarea>", "value=\"Stadtarchiv\""] {
        assert!(text.contains(part), "{part} is missing");
    }
    assert_eq!(desk.app.post_as(&desk.ada, &path, fields("23")).await.status, StatusCode::SEE_OTHER);
    let draft = get_as(&desk.app, &desk.ada, &format!("{}/entwurf.json", desk.base)).await.json();
    let expected = format!(
        "Bild: {key}\nAlternativtext: Ein rotes Boot\nQuelle: Stadtarchiv\nAusschnitt: 1:1 23 80\n\nQuelle: siehe dort"
    );
    assert_eq!(draft["blocks"][&block]["body"], expected);
}

#[tokio::test]
async fn what_stands_in_the_fields_is_still_there_after_a_file_came() {
    let desk = Desk::new().await;
    let block = desk.insert(BlockKind::Image, "").await;
    let texts = [
        ("text", ""),
        ("alternativtext", "Ein Boot"),
        ("unterschrift", "Am Kai"),
        ("darunter", "Mehr dazu"),
        ("fassung", "1"),
        ("save", ""),
    ];
    let path = format!("bloecke/{block}/medien");
    let uploaded = desk.upload(&desk.ada, &path, &texts, "hafen.png", PICTURE).await.text();
    for part in ["<img", "\nEin Boot</textarea>", "value=\"Am Kai\"", "\nMehr dazu</textarea>"] {
        assert!(uploaded.contains(part), "{part} is missing");
    }
    assert!(!uploaded.contains("ohne Alternativtext"));
    let refused = desk.upload(&desk.ada, &path, &texts, "plan.pdf", PDF).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"Am Kai\""));
}

#[tokio::test]
async fn beside_the_german_text_a_picture_has_the_same_fields() {
    let mut desk = Desk::new().await;
    let english = get_as(&desk.app, &desk.ada, &format!("/en{PAGE}?bearbeiten")).await.text();
    desk.base = format!("/bearbeiten/{}", between(&english, "data-edit-page=\"", "\""));
    let file = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let before = format!("Bild: {file}\nAlt: A boat\nAusschnitt: 1:1, 0 100\n\nMore");
    let block = desk.insert(BlockKind::Image, &before).await;
    let empty = desk.insert(BlockKind::Image, "").await;
    let path = format!("{}/nebeneinander", desk.base);
    let page = get_as(&desk.app, &desk.ada, &path).await.text();
    for part in [
        format!("for=\"alternativtext-{block}\""),
        "\nA boat</textarea>".into(),
        format!("name=\"darunter-{block}\""),
        format!("src=\"/medien/{file}/klein\""),
        format!("for=\"alternativtext-{empty}\""),
        "Im Formular des Blocks".into(),
    ] {
        assert!(page.contains(&part), "{part} is missing");
    }

    let fields = |alt: &str, across: &str| {
        let fields = [
            ("text", before.as_str()),
            ("alternativtext", alt),
            ("ausschnitt", "1:1"),
            ("von-links", across),
            ("von-oben", "100"),
            ("darunter", "More"),
            ("fassung", "1"),
        ];
        let named = fields.map(|(field, value)| (format!("{field}-{block}"), value));
        sent(&named.each_ref().map(|(name, value)| (name.as_str(), *value)))
    };
    let stored = async || get_as(&desk.app, &desk.ada, &format!("{}/entwurf.json", desk.base)).await.json();
    let untouched = stored().await["blocks"][&block].clone();
    assert_eq!(desk.app.post_as(&desk.ada, &path, fields("A boat", "0")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stored().await["blocks"][&block], untouched, "what nobody touched is no change");
    let wrong = desk.app.post_as(&desk.ada, &path, fields("A red boat", "left")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["\nA red boat</textarea>", "value=\"left\"", "ganze Zahl von 0 bis 100"] {
        assert!(wrong.text().contains(part), "{part} is missing");
    }
    assert_eq!(desk.app.post_as(&desk.ada, &path, fields("A red boat", "23")).await.status, StatusCode::SEE_OTHER);
    let expected = format!("Bild: {file}\nAlternativtext: A red boat\nAusschnitt: 1:1 23 100\n\nMore");
    assert_eq!(stored().await["blocks"][&block]["body"], expected);
}

#[tokio::test]
async fn a_new_picture_is_described_in_fields_before_there_is_one() {
    let desk = Desk::new().await;
    let path = format!("{}/neu", desk.base);
    let general = get_as(&desk.app, &desk.ada, &path).await.text();
    assert!(general.contains("&amp;art=image\"") && general.contains("Ein Bild einfügen"), "{general}");
    let form = get_as(&desk.app, &desk.ada, &format!("{path}?art=image&nach=")).await.text();
    for part in ["for=\"alternativtext\"", "name=\"art\" value=\"image\"", "auf der nächsten Seite", "Etwas anderes"] {
        assert!(form.contains(part), "{part} is missing");
    }
    assert!(!form.contains("#datei"), "no file is taken there");

    let key = uuid();
    let fields = |across: &'static str| {
        sent(&[
            ("art", "image"),
            ("text", ""),
            ("alternativtext", "Ein Boot"),
            ("unterschrift", "Am Kai"),
            ("ausschnitt", "1:1"),
            ("von-links", across),
            ("darunter", "Mehr dazu"),
            ("nach", ""),
            ("save", uuid().as_str()),
            ("kennung", key.as_str()),
        ])
    };
    let wrong = desk.app.post_as(&desk.ada, &path, fields("links")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["href=\"#von-links\"", "value=\"links\"", "\nEin Boot</textarea>", "value=\"Am Kai\""] {
        assert!(wrong.text().contains(part), "{part} is missing");
    }
    let inserted = desk.app.post_as(&desk.ada, &path, fields("23")).await;
    assert_eq!(inserted.header("location"), format!("{}/bloecke/{key}", desk.base));
    let draft = get_as(&desk.app, &desk.ada, &format!("{}/entwurf.json", desk.base)).await.json();
    let expected = "Bild:\nAlternativtext: Ein Boot\nUnterschrift: Am Kai\nAusschnitt: 1:1 23 50\n\nMehr dazu";
    assert_eq!(draft["blocks"][&key]["body"], expected);
}
