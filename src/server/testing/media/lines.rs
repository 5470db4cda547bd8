//! Files, films and what the platform shows now in forms: a field for each of their lines, which are all that is stored.

use super::{fields::sent, *};

const OTHER_PDF: &[u8] = b"%PDF-1.7\nNoch ein Plan\n%%EOF\n";

impl Desk {
    async fn body(&self, block: &str) -> String {
        let draft = get_as(&self.app, &self.ada, &format!("{}/entwurf.json", self.base)).await.json();
        draft["blocks"][block]["body"].as_str().unwrap().to_owned()
    }

    /// Two files with words below: their block and their keys.
    async fn two_files(&self) -> (String, [String; 2]) {
        let plan = self.key(BlockKind::Files, "Plan.pdf", PDF).await;
        let noise = self.key(BlockKind::Files, "Lärm.pdf", OTHER_PDF).await;
        let body = format!("Datei: {plan} Plan\nDatei: {noise}\n\nUnterlagen");
        (self.insert(BlockKind::Files, &body).await, [plan, noise])
    }
}

#[track_caller]
fn has(page: &Answer, parts: &[&str]) {
    let text = page.text();
    for part in parts {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
}

#[tokio::test]
async fn files_get_names_move_and_go_in_fields_and_a_refused_form_comes_back() {
    let desk = Desk::new().await;
    let (block, [plan, noise]) = desk.two_files().await;
    let before = desk.body(&block).await;
    let path = format!("{}/bloecke/{block}", desk.base);
    let form = get_as(&desk.app, &desk.ada, &path).await;
    let link = format!("href=\"/medien/{plan}\"");
    has(&form, &["for=\"dateiname-1\"", "value=\"Plan\"", "for=\"platz-2\"", "name=\"weg\" value=\"2\"", &link]);
    has(&form, &["Text unter den Dateien", "\nUnterlagen</textarea>"]);
    let text = form.text();
    let written: Vec<&str> = text.split("</textarea>").filter_map(|part| part.rsplit('>').next()).collect();
    assert!(
        !written.is_empty() && written.iter().all(|text| !text.contains("Datei:")),
        "no lines to write: {written:?}"
    );

    let (save, again) = (uuid(), uuid());
    let fields = |save: &str, name: &str, revision: &str, more: &[(&str, &str)]| {
        let fields = [("text", before.as_str()), ("dateiname-1", name), ("dateiname-2", ""), ("darunter", "Mehr")];
        sent(&[&fields[..], &[("fassung", revision), ("save", save), ("notiz", "Schöner")], more].concat())
    };
    let post = async |form: String| desk.app.post_as(&desk.ada, &path, form).await;
    let without = post(fields(&save, "Der Bauplan", "", &[])).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    has(&without, &["value=\"Der Bauplan\"", "\nMehr</textarea>", "value=\"Schöner\"", "href=\"#text\""]);
    let preview = post(fields(&save, "Der Bauplan", "1", &[("aktion", "vorschau"), ("platz-2", "1")])).await;
    assert_eq!(preview.status, StatusCode::OK);
    has(&preview, &["class=\"file-list\"", "value=\"Der Bauplan\"", "for=\"dateiname-2\""]);
    let row = between(&preview.text(), "id=\"dateiname-2\"", ">");
    assert!(row.contains("value=\"Der Bauplan\""), "it moved already: {row}");
    assert_eq!(desk.body(&block).await, before, "a preview stores nothing");

    let done = post(fields(&save, "Der Bauplan", "1", &[("platz-2", "1")])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.body(&block).await, format!("Datei: {noise}\nDatei: {plan} Der Bauplan\n\nMehr"));
    let late = post(fields(&again, "Lageplan", "1", &[])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    has(&late, &["Bauplan", "name=\"fassung\" value=\"2\"", "value=\"Lageplan\"", "\nMehr</textarea>"]);
    let gone = sent(&[("text", &desk.body(&block).await), ("weg", "1"), ("darunter", "Mehr"), ("fassung", "2")]);
    assert_eq!(post(gone).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.body(&block).await, format!("Datei: {plan} Der Bauplan\n\nMehr"));
}

#[tokio::test]
async fn what_is_typed_beside_files_is_still_there_after_another_came() {
    let desk = Desk::new().await;
    let block = desk.insert(BlockKind::Files, "").await;
    let path = format!("bloecke/{block}/medien");
    let empty = get_as(&desk.app, &desk.ada, &format!("{}/bloecke/{block}", desk.base)).await;
    has(&empty, &["href=\"#datei\"", "Noch nichts hochgeladen"]);
    let plan = desk.key(BlockKind::Files, "Plan.pdf", PDF).await;
    let before = format!("Datei: {plan}");
    let texts = [
        ("text", before.as_str()),
        ("dateiname-1", "Der Bauplan"),
        ("darunter", "Mehr dazu"),
        ("fassung", "1"),
        ("save", ""),
    ];
    let uploaded = desk.upload(&desk.ada, &path, &texts, "Lärm.pdf", OTHER_PDF).await;
    assert_eq!(uploaded.status, StatusCode::OK);
    has(&uploaded, &["value=\"Der Bauplan\"", "for=\"dateiname-2\"", "value=\"Lärm\"", "\nMehr dazu</textarea>"]);
    let refused = desk.upload(&desk.ada, &path, &texts, "film.mp4", &film()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&refused, &["value=\"Der Bauplan\"", "\nMehr dazu</textarea>", "href=\"#datei\""]);
}

#[tokio::test]
async fn a_leitthema_is_chosen_and_numbers_are_ticked() {
    let desk = Desk::new().await;
    let block = desk.insert(BlockKind::Indicator, "Zahlen: fertig, Wetter\nThema: Verkehr\n\nText").await;
    let path = format!("{}/bloecke/{block}", desk.base);
    let form = get_as(&desk.app, &desk.ada, &path).await;
    has(&form, &["value=\"verkehr\" selected", "Alle Leitthemen", "Was gezählt wird", "\nText</textarea>"]);
    let ticked = |code: &str| between(&form.text(), &format!("id=\"zahlen-{code}\""), ">").contains("checked");
    assert!(ticked("umgesetzt") && !ticked("kommentare"));
    let fields = sent(&[
        ("text", "Zahlen: fertig, Wetter\nThema: Verkehr\n\nText"),
        ("zahlen", "kommentare"),
        ("zahlen", "umgesetzt"),
        ("thema", "kultur"),
        ("darunter", "Text"),
        ("fassung", "1"),
    ]);
    assert_eq!(desk.app.post_as(&desk.ada, &path, fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.body(&block).await, "Zahlen: fertig, Wetter, Kommentare\nThema: Kultur\n\nText");

    let board = desk.insert(BlockKind::Board, "Thema: Wetter").await;
    let form = get_as(&desk.app, &desk.ada, &format!("{}/bloecke/{board}", desk.base)).await;
    has(&form, &["value=\"Wetter\" selected", "Noch keins gewählt"]);
}

#[tokio::test]
async fn a_film_has_fields_and_what_was_brought_for_it_goes_by_a_tick() {
    let desk = Desk::new().await;
    let reel = desk.key(BlockKind::Video, "hafen.mp4", &film()).await;
    let picture = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let before = format!("Video: {reel}\nVorschaubild: {picture}");
    let block = desk.insert(BlockKind::Video, &before).await;
    let path = format!("{}/bloecke/{block}", desk.base);
    let form = get_as(&desk.app, &desk.ada, &path).await;
    has(&form, &["value=\"film\"", "value=\"vorschaubild\"", "for=\"adresse\"", "Titel des Films", "Text zum Film"]);
    assert!(!form.text().contains("value=\"untertitel\""), "there are none to take away");
    let fields = |more: (&str, &str), revision: &str| {
        let stands = [("adresse", ""), ("unterschrift", "Der Hafen"), ("quelle", ""), ("darunter", "")];
        sent(&[&[("text", before.as_str()), more][..], &stands, &[("fassung", revision)]].concat())
    };
    let done = desk.app.post_as(&desk.ada, &path, fields(("weg", "vorschaubild"), "1")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.body(&block).await, format!("Video: {reel}\nUnterschrift: Der Hafen\nVorschaubild:"));
}

#[tokio::test]
async fn a_new_block_of_every_such_kind_has_its_fields_at_once() {
    let desk = Desk::new().await;
    let path = format!("{}/neu", desk.base);
    let general = get_as(&desk.app, &desk.ada, &path).await;
    for kind in ["image", "board", "map", "indicator", "files", "video"] {
        has(&general, &[&format!("&amp;art={kind}\"")]);
        let form = get_as(&desk.app, &desk.ada, &format!("{path}?art={kind}&nach=")).await;
        has(&form, &["name=\"darunter\"", &format!("name=\"art\" value=\"{kind}\""), "Etwas anderes"]);
    }
    let key = uuid();
    let new = |art: &'static str, key: &str, more: &[(&str, &str)]| {
        let save = uuid();
        sent(
            &[&[("art", art), ("text", ""), ("nach", ""), ("save", save.as_str()), ("kennung", key)][..], more]
                .concat(),
        )
    };
    let fields =
        [("adresse", "https://film.example/1"), ("unterschrift", "Der Hafen"), ("darunter", "Vom Wasser aus.")];
    let inserted = desk.app.post_as(&desk.ada, &path, new("video", &key, &fields)).await;
    assert_eq!(inserted.header("location"), format!("{}/bloecke/{key}", desk.base));
    let expected = "Video: https://film.example/1\nUnterschrift: Der Hafen\n\nVom Wasser aus.";
    assert_eq!(desk.body(&key).await, expected);

    // Whoever chose the kind in the general form chooses next what it shows.
    type Fields<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&str, Fields, bool); 3] =
        [("board", &[], true), ("board", &[("thema", "kultur"), ("darunter", "")], false), ("text", &[], false)];
    for (art, fields, goes_on) in cases {
        let key = uuid();
        let inserted = desk.app.post_as(&desk.ada, &path, new(art, &key, fields)).await;
        assert_eq!(inserted.status, StatusCode::SEE_OTHER);
        assert_eq!(inserted.header("location").ends_with(&format!("/bloecke/{key}")), goes_on, "{art} {fields:?}");
    }
    let used = desk.app.post_as(&desk.ada, &path, new("video", "", &fields)).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&used, &["value=\"https://film.example/1\"", "value=\"Der Hafen\"", "\nVom Wasser aus.</textarea>"]);
}

#[tokio::test]
async fn beside_the_german_text_files_have_the_same_fields() {
    let mut desk = Desk::new().await;
    let english = get_as(&desk.app, &desk.ada, &format!("/en{PAGE}?bearbeiten")).await.text();
    desk.base = format!("/bearbeiten/{}", between(&english, "data-edit-page=\"", "\""));
    let (block, [plan, noise]) = desk.two_files().await;
    let before = desk.body(&block).await;
    let path = format!("{}/nebeneinander", desk.base);
    let page = get_as(&desk.app, &desk.ada, &path).await;
    has(&page, &[&format!("for=\"dateiname-1-{block}\""), &format!("name=\"weg-{block}\" value=\"2\"")]);
    let fields = |name: &str| {
        let fields = [("text", before.as_str()), ("dateiname-1", name), ("darunter", "Unterlagen"), ("fassung", "1")];
        let named = fields.map(|(field, value)| (format!("{field}-{block}"), value));
        sent(&named.each_ref().map(|(name, value)| (name.as_str(), *value)))
    };
    let untouched = desk.app.post_as(&desk.ada, &path, fields("Plan")).await;
    assert_eq!((untouched.status, desk.body(&block).await), (StatusCode::SEE_OTHER, before.clone()));
    assert_eq!(desk.app.post_as(&desk.ada, &path, fields("The plan")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.body(&block).await, format!("Datei: {plan} The plan\nDatei: {noise}\n\nUnterlagen"));
}
