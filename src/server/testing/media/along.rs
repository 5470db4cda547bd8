//! What goes along with a block: its words in sign language, its words read aloud; and the picture in place of a film.

use super::*;

/// Two frames of silence, and somebody's name.
fn recording() -> Vec<u8> {
    let frame = [&[0xFF, 0xFB, 0x90, 0x00][..], &[0; 413]].concat();
    [b"ID3\x04\0\0\0\0\0\x08Von: Ada".as_slice(), &frame, &frame].concat()
}

impl Desk {
    /// As the plain form does.
    async fn wish(&self, block: &str, wish: &str, body: &str, name: &str, file: &[u8]) -> Answer {
        let texts = [("text", body), ("fassung", "1"), ("save", ""), ("notiz", ""), ("stelle", wish)];
        let path = format!("bloecke/{block}/medien");
        self.upload_as("beigabe", &self.ada, &path, &texts, name, file).await
    }

    /// As the editor does.
    async fn wished(&self, wish: &str, body: &str, name: &str, file: &[u8]) -> Value {
        let texts = [("art", "text"), ("text", body), ("stelle", wish)];
        self.upload_as("beigabe", &self.ada, "medien", &texts, name, file).await.json()
    }
}

#[tokio::test]
async fn a_page_without_them_is_what_it_was_and_one_with_them_asks_for_nothing_before_the_click() {
    let desk = Desk::new().await;
    let before = desk.app.get(PAGE).await.text();
    assert!(!before.contains("class=\"beside\"") && !before.contains("blocks.css"));
    let told = desk.wished("beigabe", "Der Hafen ist offen.", "hafen.mp4", &film()).await;
    let told = desk.wished("beigabe", told["body"].as_str().unwrap(), "hafen.mp3", &recording()).await;
    let body = told["body"].as_str().unwrap();
    assert!(body.starts_with("Gebärdensprache: ") && body.ends_with("\n\nDer Hafen ist offen."), "{body}");
    desk.insert(BlockKind::Text, body).await;
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let page = desk.app.get(PAGE).await.text();
    for part in ["In Gebärdensprache ansehen", "Vorlesen lassen", "<audio", "/blocks.css", "Der Hafen ist offen."] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert_eq!(page.matches("preload=\"none\"").count(), 2, "nothing is fetched before somebody starts it");
    assert_eq!(page.matches("/film.js").count(), 1, "one click is enough");
    assert!(!page.contains("Gebärdensprache: ") && !page.contains("wurde danach geändert"));
    let sound = desk.app.get(&format!("/medien/{}", between(&page, "<source src=\"/medien/", "\""))).await;
    assert_eq!(sound.header("accept-ranges"), "bytes");
    let address = between(&page, "<audio", "</audio>");
    let sound = desk.app.get(&format!("/medien/{}", between(&address, "src=\"/medien/", "\""))).await;
    assert_eq!((sound.header("content-type"), sound.body.len()), ("audio/mpeg", 834));
    assert!(!sound.body.windows(3).any(|part| part == b"Ada"), "who speaks is nobody's business");
}

#[tokio::test]
async fn a_plain_form_brings_replaces_and_takes_away() {
    let desk = Desk::new().await;
    let block = desk.insert(BlockKind::Callout, "Achtung, Baustelle.").await;
    let form = get_as(&desk.app, &desk.ada, &format!("{}/bloecke/{block}", desk.base)).await.text();
    assert!(form.contains("name=\"beigabe\"") && !form.contains("value=\"vorlesen\""));
    let brought = desk.wish(&block, "beigabe", "Achtung, große Baustelle.", "a.mp3", &recording()).await;
    assert_eq!(brought.status, StatusCode::OK);
    let text = brought.text();
    for part in ["Vorlesen: ", "große Baustelle.</textarea>", "<audio", "value=\"vorlesen\"", "Aufnahme wegnehmen"] {
        assert!(text.contains(part), "{part} is missing");
    }
    let body = format!("Vorlesen: {}\n\nAchtung.", between(&text, "Vorlesen: ", "\n"));
    let changed = desk.wish(&block, "passt", &body.replace("Achtung", "Vorsicht"), "", b"").await.text();
    assert!(!changed.contains("wurde danach geändert"), "somebody looked");
    let gone = desk.wish(&block, "vorlesen", &body, "", b"").await.text();
    assert!(gone.contains("Achtung.</textarea>") && !gone.contains("Vorlesen: "), "{gone}");
    for (name, file, words) in [
        ("plan.pdf", PDF, "gehört nicht in diesen Block"),
        ("x.mp3", b"ID3\x04\0\0\0\0\0\0<script>".as_slice(), "keine Datei, die wir annehmen"),
        ("", b"".as_slice(), "Wähle zuerst eine Datei"),
    ] {
        let refused = desk.wish(&block, "beigabe", "Mein Text", name, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let text = refused.text();
        assert!(text.contains(words) && text.contains("Mein Text</textarea>"), "{name}: {words}");
        assert!(text.contains("href=\"#beigabe\""), "the summary leads to the field");
    }
}

#[tokio::test]
async fn what_was_made_for_other_words_says_so_to_everybody() {
    let desk = Desk::new().await;
    let told = desk.wished("beigabe", "Der Hafen ist offen.", "a.mp3", &recording()).await;
    let body = told["body"].as_str().unwrap().replace("offen", "zu");
    let block = desk.insert(BlockKind::Text, &body).await;
    let draft = get_as(&desk.app, &desk.ada, &format!("{}/entwurf.json", desk.base)).await.json();
    assert_eq!(draft["blocks"][&block]["warnings"][0]["code"], "older-than-words");
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    assert!(desk.app.get(PAGE).await.text().contains("Der Text wurde danach geändert."));
}

#[tokio::test]
async fn a_film_shows_its_picture_before_the_click_wherever_it_is() {
    let desk = Desk::new().await;
    let elsewhere = "Video: https://video.example/1\nUnterschrift: Anderswo";
    let told = desk.bring(BlockKind::Video, elsewhere, "hafen.png", PICTURE).await;
    let body = told["body"].as_str().unwrap().to_owned();
    assert!(body.contains("Vorschaubild: "), "{body}");
    desk.insert(BlockKind::Video, &body).await;
    let told = desk.bring(BlockKind::Video, &body.replace("https://video.example/1", ""), "hafen.mp4", &film()).await;
    desk.insert(BlockKind::Video, told["body"].as_str().unwrap()).await;
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let page = desk.app.get(PAGE).await.text();
    let picture = page.split("<img").find(|tag| tag.contains("way-out__picture")).expect("the picture above the link");
    let key = between(picture, "src=\"/medien/", "\"");
    let before = page.split("<img").find(|tag| tag.contains("film__poster")).expect("the picture before the film");
    assert!(!key.is_empty() && before.contains(&format!("src=\"/medien/{key}\"")), "{key}");
    assert_eq!(page.matches("video.example/").count(), 1, "of the other machine there is only the link");
    let film = between(&page, "<details class=\"film__behind\"", "</figure>");
    let (behind, script) = film.split_once("</details>").expect("the film behind its picture");
    assert!(behind.contains("preload=\"none\"") && !behind.contains("autoplay"), "it waits for the click: {behind}");
    assert!(script.contains("src=\"/film.js\""), "one click is enough: {script}");
    assert_eq!(page.matches("/film.js").count(), 1, "the link needs none");
}
