//! The plain form of a picture: a field for everything that is said of it. The lines of the block are all that is stored.

use super::*;

/// As a form sends what stands in it.
fn sent(fields: &[(&str, &str)]) -> String {
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

    let save = id();
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
