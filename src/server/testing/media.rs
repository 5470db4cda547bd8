//! Files on pages: what is taken, what becomes of it, and how it leaves.

mod along;
mod at_kiosk;
mod fields;
mod library;
mod lines;
mod scanned;

use axum::{body::Body, http::Request, http::StatusCode};
use domain::{
    blocks::BlockKind,
    policy::{Role, Scope},
};
use serde_json::{Value, json};

use super::{Answer, TestApp, chance::uuid, staff::get_as};

const PAGE: &str = "/regeln";

/// One red point, and something that a picture does not need.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82<script>GEHEIM</script>";
const PDF: &[u8] = b"%PDF-1.7\nEin Plan\n%%EOF\n";

fn film() -> Vec<u8> {
    let boxed = |name: &[u8; 4], content: &[u8]| {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], name, content].concat()
    };
    let moov = boxed(b"moov", &[boxed(b"mvhd", b"kopf"), boxed(b"udta", b"+54.0887+012.1405/")].concat());
    [boxed(b"ftyp", b"isommp42"), moov, boxed(b"mdat", &b"bilder".repeat(250_000))].concat()
}

struct Desk {
    app: TestApp,
    ada: String,
    base: String,
}

impl Desk {
    async fn new() -> Self {
        Self::of(TestApp::new().await).await
    }

    async fn of(app: TestApp) -> Self {
        let ada = app.staff(Role::Editor, Scope::Everywhere).await;
        let page = get_as(&app, &ada, &format!("{PAGE}?bearbeiten")).await.text();
        let number = between(&page, "data-edit-page=\"", "\"");
        Self { app, ada, base: format!("/bearbeiten/{number}") }
    }

    /// A block at the top of the page; its key.
    async fn insert(&self, kind: BlockKind, body: &str) -> String {
        let key = uuid();
        let sent = json!({ "save": uuid(), "key": key, "kind": kind.code(), "body": body, "after": null });
        let request = Request::post(format!("{}/bloecke", self.base))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("cookie", &self.ada);
        let answer = self.app.send(request.body(Body::from(sent.to_string())).unwrap()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        key
    }

    async fn upload(&self, who: &str, path: &str, texts: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
        self.upload_as("datei", who, path, texts, name, file).await
    }

    async fn upload_as(
        &self,
        place: &str,
        who: &str,
        path: &str,
        texts: &[(&str, &str)],
        name: &str,
        file: &[u8],
    ) -> Answer {
        let mut body = Vec::new();
        for (field, text) in texts {
            let part = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n");
            body.extend(part.into_bytes());
        }
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{place}\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), file, b"\r\n--x--\r\n"].concat());
        let mut request = Request::post(format!("{}/{path}", self.base))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=x");
        if !who.is_empty() {
            request = request.header("cookie", who);
        }
        self.app.send(request.body(Body::from(body)).unwrap()).await
    }

    /// As the editor does; the text with the file in it.
    async fn bring(&self, kind: BlockKind, body: &str, name: &str, file: &[u8]) -> Value {
        let texts = [("art", kind.code()), ("text", body)];
        self.upload(&self.ada, "medien", &texts, name, file).await.json()
    }

    /// The key of a file that was brought.
    async fn key(&self, kind: BlockKind, name: &str, file: &[u8]) -> String {
        let told = self.bring(kind, "", name, file).await;
        told["body"].as_str().unwrap().split_whitespace().nth(1).unwrap().to_owned()
    }

    async fn publish(&self) -> Answer {
        let draft = get_as(&self.app, &self.ada, &format!("{}/entwurf.json", self.base)).await.json();
        let form = format!("stand={}", draft["change"]);
        self.app.post_as(&self.ada, &format!("{}/veroeffentlichen", self.base), form).await
    }
}

fn between(text: &str, start: &str, end: &str) -> String {
    text.split(start).nth(1).unwrap_or_default().split(end).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_picture_comes_with_a_plain_form_and_needs_words_before_everybody_sees_it() {
    let desk = Desk::new().await;
    let block = desk.insert(BlockKind::Image, "").await;
    let path = format!("{}/bloecke/{block}", desk.base);
    let form = get_as(&desk.app, &desk.ada, &path).await.text();
    assert!(form.contains("type=\"file\"") && form.contains("formenctype=\"multipart/form-data\""));
    let save = form.find("value=\"speichern\"").unwrap();
    assert!(save < form.find("formaction=").unwrap(), "the Enter key saves and does not upload");

    let texts =
        [("text", "Ein Satz, den ich gerade tippe."), ("fassung", "1"), ("notiz", "Schöner"), ("save", &uuid())];
    let uploaded = desk.upload(&desk.ada, &format!("bloecke/{block}/medien"), &texts, "hafen.png", PICTURE).await;
    assert_eq!(uploaded.status, StatusCode::OK);
    let text = uploaded.text();
    for part in ["Ein Satz, den ich gerade tippe.", "value=\"Schöner\"", "Bild: ", "<img", "ohne Alternativtext"] {
        assert!(text.contains(part), "{part} is missing");
    }
    let key = between(&text, "/medien/", "\"");
    let stored = get_as(&desk.app, &desk.ada, &format!("{}/entwurf.json", desk.base)).await.json();
    assert_eq!(stored["blocks"][&block]["body"], "", "nothing is stored before somebody saves");

    let form = format!("text=Bild:+{key}%0AQuelle:+Stadtarchiv&fassung=1&save={}", uuid());
    assert_eq!(desk.app.post_as(&desk.ada, &path, form).await.status, StatusCode::SEE_OTHER);
    let refused = desk.publish().await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let draft = get_as(&desk.app, &desk.ada, &format!("{}/entwurf.json", desk.base)).await.json();
    let later = format!("aktion=veroeffentlichen&stand={}&zeit=2099-12-01T08%3A00", draft["change"]);
    let later = desk.app.post_as(&desk.ada, &format!("{}/zeitpunkt", desk.base), later).await;
    assert_eq!(later.status, StatusCode::UNPROCESSABLE_ENTITY, "nor at a time");
    let form = format!(
        "text=Bild:+{key}%0AAlternativtext:+Ein+rotes+Boot%0AQuelle:+Stadtarchiv%0AAusschnitt:+1:1+23+87&fassung=2&save={}",
        uuid()
    );
    assert_eq!(desk.app.post_as(&desk.ada, &path, form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let page = desk.app.get(PAGE).await.text();
    for part in [
        "alt=\"Ein rotes Boot\"",
        "Quelle: Stadtarchiv",
        "crop--square crop--tens-8 crop--ones-7\"",
        "loading=\"lazy\"",
        &format!("src=\"/medien/{key}\""),
        "/blocks.css",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("Alternativtext:"), "the lines of a block are no text");
}

#[tokio::test]
async fn a_picture_leaves_as_nothing_but_its_points() {
    let desk = Desk::new().await;
    let key = desk.key(BlockKind::Image, "../hafen<b>.png", PICTURE).await;
    for address in [format!("/medien/{key}"), format!("/medien/{key}/klein"), format!("/medien/{key}/mittel")] {
        let answer = desk.app.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(answer.header("content-type"), "image/jpeg");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(answer.header("content-disposition"), "inline; filename*=UTF-8''hafenb.jpg");
        assert!(answer.body.starts_with(b"\xFF\xD8\xFF"));
        assert!(!answer.body.windows(6).any(|part| part == b"GEHEIM"), "what was behind the picture is gone");
        let again = desk.app.get_with(&address, &[("if-none-match", answer.header("etag"))]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    }
    assert_eq!(desk.key(BlockKind::Image, "noch einmal.png", PICTURE).await, key, "the same file is kept once");
    for address in [format!("/medien/{key}/gross"), format!("/medien/{}", "0".repeat(32)), "/medien/1".into()] {
        assert_eq!(desk.app.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn files_are_taken_along_and_never_opened_as_pages() {
    let desk = Desk::new().await;
    let told = desk.bring(BlockKind::Files, "Datei:\n\nUnterlagen", "Lärm & Plan.pdf", PDF).await;
    let body = told["body"].as_str().unwrap().to_owned();
    let key = body.split_whitespace().nth(1).unwrap().to_owned();
    assert_eq!(body, format!("Datei: {key} Lärm & Plan\n\nUnterlagen"));
    desk.insert(BlockKind::Files, &body).await;
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let page = desk.app.get(PAGE).await.text();
    assert!(page.contains("Lärm &amp; Plan") && page.contains("PDF, 1 kB") && page.contains("Unterlagen"));
    let file = desk.app.get(&format!("/medien/{key}")).await;
    assert_eq!(file.body, PDF);
    assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''L%C3%A4rm%20%26%20Plan.pdf");
    assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
}

#[tokio::test]
async fn what_is_no_file_for_a_page_is_refused_with_words_and_kept_nowhere() {
    let desk = Desk::new().await;
    let block = desk.insert(BlockKind::Files, "").await;
    let large = [PDF, &vec![b' '; 20 * 1024 * 1024], b"%%EOF"].concat();
    let film = film();
    let refused: [(&str, &[u8], &str); 6] = [
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "keine Datei, die wir annehmen"),
        ("seite.pdf", b"<html><script>x</script>", "keine Datei, die wir annehmen"),
        ("plan.pdf", b"%PDF-1.7 /JavaScript %%EOF", "steckt ein Programm"),
        ("gross.pdf", &large, "zu groß: höchstens 20 MB"),
        ("film.mp4", &film, "gehört nicht in diesen Block"),
        ("", b"", "Wähle zuerst eine Datei"),
    ];
    for (name, bytes, words) in refused {
        let texts = [("text", "Mein Text"), ("fassung", "1"), ("save", "")];
        let answer = desk.upload(&desk.ada, &format!("bloecke/{block}/medien"), &texts, name, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(words) && answer.text().contains("Mein Text</textarea>"), "{name}: {words}");
        let told = desk.bring(BlockKind::Files, "", name, bytes).await;
        assert!(told["error"].as_str().unwrap().contains(words), "{told}");
    }
    let picture = desk.bring(BlockKind::Image, "", "plan.pdf", PDF).await;
    assert!(picture["error"].as_str().unwrap().contains("gehört nicht"), "{picture}");
    let half = desk.bring(BlockKind::Image, "", "halb.png", &PICTURE[..40]).await;
    assert!(half["error"].as_str().unwrap().contains("nicht vollständig"), "{half}");
    let log = store::audit::list(&desk.app.store, &store::audit::Search::default()).await.unwrap();
    assert!(log.iter().all(|entry| entry.action != "media_added"), "nothing was kept");
}

#[tokio::test]
async fn a_film_waits_for_the_click_and_one_elsewhere_is_a_link() {
    let desk = Desk::new().await;
    let body = desk.bring(BlockKind::Video, "Unterschrift: Der Hafen", "hafen.mp4", &film()).await;
    let captions = b"WEBVTT\n\n00:00.000 --> 00:01.000\nMoin";
    let body = desk.bring(BlockKind::Video, body["body"].as_str().unwrap(), "hafen.vtt", captions).await;
    desk.insert(BlockKind::Video, body["body"].as_str().unwrap()).await;
    desk.insert(BlockKind::Video, "Video: https://video.example/1?x=2\nUnterschrift: Anderswo").await;
    desk.insert(BlockKind::Video, "Video: https://rostock.de@evil.example/").await;
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let answer = desk.app.get(PAGE).await;
    assert!(answer.header("content-security-policy").contains("media-src 'self';"));
    let page = answer.text();
    for part in [
        "preload=\"none\"",
        "controls",
        "aria-label=\"Der Hafen\"",
        "kind=\"captions\"",
        "href=\"https://video.example/1?x=2\"",
        "Video ansehen bei video.example",
        "rel=\"noopener noreferrer external\"",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("<iframe") && !page.contains("evil.example"));
    let track = between(&page, "<track", ">");
    assert!(
        track.contains("src=") && !track.contains("default"),
        "shown by default they come before the click: {track}"
    );
    // Its captions come with the click, which needs a script; a link that leads away needs none.
    assert_eq!(page.matches("src=\"/film.js\"").count(), 1);
    let address = format!("/medien/{}", between(&page, "<source src=\"/medien/", "\""));
    let whole = desk.app.get(&address).await;
    assert_eq!((whole.header("content-type"), whole.header("accept-ranges")), ("video/mp4", "bytes"));
    assert_eq!((whole.body.len(), whole.header("content-length")), (film().len(), film().len().to_string().as_str()));
    let end = desk.app.get_with(&address, &[("range", "bytes=6-")]).await;
    assert_eq!((end.status, end.body.as_slice()), (StatusCode::PARTIAL_CONTENT, &whole.body[6..]));
    assert!(!whole.body.windows(5).any(|part| part == b"54.08"), "where it was made is gone");
    let part = desk.app.get_with(&address, &[("range", "bytes=4-7")]).await;
    assert_eq!((part.status, part.body.as_slice()), (StatusCode::PARTIAL_CONTENT, b"ftyp".as_slice()));
    assert_eq!(part.header("content-range"), format!("bytes 4-7/{}", film().len()));
    let outside = desk.app.get_with(&address, &[("range", "bytes=99999999-")]).await;
    assert_eq!(outside.status, StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn only_editors_bring_files() {
    let desk = Desk::new().await;
    let block = desk.insert(BlockKind::Image, "").await;
    let clerk = desk.app.staff(Role::Clerk, Scope::Everywhere).await;
    for path in ["medien".to_owned(), format!("bloecke/{block}/medien")] {
        let texts = [("art", "image"), ("text", "")];
        let guest = desk.upload("", &path, &texts, "a.png", PICTURE).await;
        assert!(guest.status == StatusCode::UNAUTHORIZED || guest.status.is_redirection(), "{path} {}", guest.status);
        let refused = desk.upload(&clerk, &path, &texts, "a.png", PICTURE).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let missing = desk.bring(BlockKind::Text, "", "a.png", PICTURE).await;
    assert!(missing["error"].is_string(), "a text takes no files");
    let shown = desk.insert(BlockKind::Image, &format!("Bild: {}\nAlt: Weg", "0".repeat(32))).await;
    let draft = get_as(&desk.app, &desk.ada, &format!("{}/entwurf.json", desk.base)).await.json();
    assert_eq!(draft["blocks"][&shown]["warnings"][0]["code"], "unknown-name", "a file that is not there");
}
