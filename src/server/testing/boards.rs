//! Several boards: administrators open them, people choose among them, moderators move between them.

use axum::http::StatusCode;
use domain::{
    Moment,
    boards::{BoardChange, Name},
    moment::Period,
    policy::{Acting, Role, Scope},
    proposals::{Draft, DraftStep, Seen},
};
use store::{boards, drafts};
use web::site::now;

use super::{Answer, TestApp, forms::encoded};

const PATH: &str = "/verwaltung/vorschlagslisten";
pub(super) const HARBOUR: &str = "Der Hafen von morgen";
const BENCHES: &str = "Am Stadthafen fehlen Bänke, auf denen sich alle ausruhen können.";
const LIGHT: &str = "Außerdem ist es am Kanonsberg nachts viel zu dunkel für alle.";

async fn administrator(app: &TestApp) -> String {
    app.staff(Role::Administrator, Scope::Everywhere).await
}

pub(super) async fn harbour(app: &TestApp) -> i64 {
    let name = Name::of(HARBOUR, "hafen").unwrap();
    let period = Period { start: Moment(0), end: None };
    boards::open(&app.store, &Acting::OPERATOR, &name, period, now()).await.unwrap().0
}

pub(super) async fn closed(app: &TestApp, slug: &str) {
    let wanted = BoardChange { closes_at: Some(Some(Moment(1_900_000))), ..BoardChange::default() };
    let wanted = BoardChange { opens_at: Some(Moment(0)), ..wanted };
    boards::change(&app.store, &Acting::OPERATOR, slug, wanted, now()).await.unwrap();
}

#[tokio::test]
async fn an_administrator_opens_a_board_and_what_does_not_fit_comes_back_with_its_reason() {
    let app = TestApp::new().await;
    let cookie = administrator(&app).await;
    let open = async |form: &str| app.post_as(&cookie, PATH, form.to_owned()).await;
    for (form, id, reason) in [
        ("titel=&adresse=hafen", "titel", "Schreib, wie die Liste heißt."),
        ("titel=Der+Hafen&adresse=Der+Hafen", "adresse", "Nimm nur kleine Buchstaben"),
        ("titel=Der+Hafen&adresse=neu", "adresse", "bedeutet in Adressen schon etwas anderes"),
        ("titel=Der+Hafen&adresse=stadt", "adresse", "gibt es schon"),
        ("titel=Der+Hafen&beginn=morgen", "beginn", "2027-03-01 08:00"),
        ("titel=Der+Hafen&beginn=2027-03-01T08:00&ende=2027-03-01T08:00", "ende", "nicht nach dem Anfang"),
    ] {
        let refused = open(form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let html = refused.text();
        assert!(html.contains(&format!("href=\"#{id}\"")) && html.contains(reason), "{form}: {html}");
        assert_eq!(html.contains("value=\"Der Hafen\""), form.contains("Der+Hafen"), "{form}");
    }
    // The title proposes the word in the address, also while something else is wrong.
    assert!(open("titel=Der+Hafen&beginn=morgen").await.text().contains("value=\"der-hafen\""));

    let opened = open("titel=Der+Hafen+von+morgen&adresse=&beginn=&ende=2099-12-31T23:59").await;
    assert_eq!(opened.header("location"), format!("{PATH}/der-hafen-von-morgen?gespeichert"), "{}", opened.text());
    let list = app.get_with(PATH, &[("cookie", &cookie)]).await.text();
    assert!(list.contains(HARBOUR), "{list}");
    let log = app.get_with("/verwaltung/protokoll", &[("cookie", &cookie)]).await.text();
    assert!(log.contains("Vorschlagsliste angelegt"), "{log}");
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    assert_eq!(app.post_as(&clerk, PATH, "titel=Noch+eine").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_administrators_do_not_overwrite_each_other_unseen() {
    let app = TestApp::new().await;
    let cookie = administrator(&app).await;
    harbour(&app).await;
    let page = format!("{PATH}/hafen");
    let rest = "pruefung=before&ziellinie=50&frist=42&freigabe=1&grenze=20";
    let first = app.post_as(&cookie, &page, format!("stand=1&titel=Hafen+2030&ende=2099-01-01T00:00&{rest}")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let late = app.post_as(&cookie, &page, format!("stand=1&titel=Hafen+2040&{rest}")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    // Both versions are there, and the next one to be sent knows what it replaces.
    assert!(html.contains("<strong>Hafen 2030</strong>") && html.contains("value=\"Hafen 2040\""), "{html}");
    assert!(html.contains("name=\"stand\" value=\"2\""), "{html}");
    let knowing = app.post_as(&cookie, &page, format!("stand=2&titel=Hafen+2040&{rest}")).await;
    assert_eq!(knowing.status, StatusCode::SEE_OTHER);
    let board = boards::by_slug(&app.store, "hafen").await.unwrap().unwrap();
    assert_eq!((board.title.as_str(), board.revision), ("Hafen 2040", 3));
    assert!(board.period.end.is_some(), "what was not sent stays");
    let early = app.post_as(&cookie, &page, format!("stand=3&titel=Hafen&ende=1960-01-01T00:00&{rest}")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("value=\"Hafen\""), "nothing typed is lost");
}

/// Begins a draft by the form and writes it to its end: its address.
async fn written(app: &TestApp, board: &str) -> String {
    let begun = app.post("/vorschlaege/neu", format!("schluessel=&thema=&ziel=&ort=&liste={board}")).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let address = begun.header("location").to_owned();
    let key = address.rsplit('/').next().unwrap();
    let typed = Draft {
        title: "Bänke und Licht".into(),
        text: format!("{BENCHES} {LIGHT}"),
        theme: "infrastruktur".into(),
        ..Draft::default()
    };
    let seen = [Seen::of(&Draft::default())];
    drafts::save(&app.store, key, &typed, &seen, DraftStep::Review, now()).await.unwrap();
    address
}

#[tokio::test]
async fn with_one_board_no_page_speaks_of_boards() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let address = written(&app, "").await;
    for page in ["/vorschlaege", "/vorschlaege/neu", &format!("/vorschlaege/{id}"), &format!("{address}/pruefen")] {
        let html = app.get(page).await.text();
        assert!(!html.contains("name=\"liste\"") && !html.contains("<dt>Liste</dt>"), "{page}");
    }
}

#[tokio::test]
async fn a_second_board_is_found_chosen_and_named() {
    let app = TestApp::new().await;
    harbour(&app).await;
    let elsewhere = app.published(serde_json::json!({ "title": "Ein Radweg" })).await;
    let start = app.get("/vorschlaege/neu?liste=hafen").await.text();
    assert!(start.contains("value=\"hafen\" selected"), "{start}");
    let address = written(&app, "hafen").await;
    let review = app.get(&format!("{address}/pruefen")).await.text();
    assert!(review.contains("value=\"hafen\" selected") && review.contains("Auf welche Liste gehört"), "{review}");

    let unknown = app.post(&format!("{address}/einreichen"), "liste=mond").await;
    assert!(unknown.header("location").contains("liste=fehlt"), "{}", unknown.header("location"));
    let sent = app.post(&format!("{address}/einreichen"), "liste=hafen").await;
    assert!(sent.header("location").starts_with("/beleg/"), "{}", sent.text());
    let key = address.rsplit('/').next().unwrap();
    let id = drafts::load(&app.store, key).await.unwrap().unwrap().submitted_as.unwrap();
    store::proposals::publish(&app.store, id, now()).await.unwrap();

    let page = app.get(&format!("/vorschlaege/{id}")).await.text();
    assert!(page.contains("href=\"/vorschlaege?liste=hafen\"") && page.contains(HARBOUR), "{page}");
    let list = app.get("/vorschlaege?liste=hafen").await.text();
    assert!(list.contains("Bänke und Licht") && !list.contains("Ein Radweg"), "{list}");
    assert!(list.contains("href=\"/vorschlaege/neu?liste=hafen\""), "{list}");
    let all = app.get("/vorschlaege").await.text();
    assert!(all.contains("Bänke und Licht") && all.contains("Ein Radweg") && all.contains("Alle Listen"), "{all}");
    let found = app.get("/api/v1/proposals?liste=hafen").await.json();
    assert_eq!((&found["total"], &found["items"][0]["id"]), (&1.into(), &id.0.into()));
    assert_eq!(app.get(&format!("/api/v1/proposals/{elsewhere}")).await.json()["board"], "stadt");
}

const WRITE: &str = "/ausgang/schreiben";

#[tokio::test]
async fn the_page_for_writing_without_a_network_offers_the_boards_and_chooses_what_its_address_asks_for() {
    let app = TestApp::new().await;
    let alone = app.get(WRITE).await.text();
    assert!(!alone.contains("name=\"liste\"") && alone.contains("data-slug=\"stadtmitte\""), "{alone}");
    let worker = app.get("/sw.js").await.text();
    let admin = administrator(&app).await;
    let opened = app.post_as(&admin, PATH, "titel=Der+Hafen+von+morgen&adresse=hafen&beginn=&ende=").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
    assert_ne!(app.get("/sw.js").await.text(), worker, "devices fetch the page anew");

    let page = app.get(WRITE).await.text();
    assert!(page.contains("value=\"stadt\" selected") && page.contains(HARBOUR), "{page}");
    let page = app.get(&format!("{WRITE}?liste=hafen&thema=verkehr&ziel=lernend&ort=stadtmitte")).await.text();
    assert!(page.contains("value=\"hafen\" selected") && page.contains("value=\"verkehr\" selected"), "{page}");
    assert!(page.contains("selected data-slug=\"stadtmitte\""), "{page}");
    assert!(page.contains("value=\"lernend\" checked"), "{page}");

    let fields =
        [("titel", "Ein Steg"), ("ziele", "lernend"), ("ziele", "verbindend"), ("ort", "1"), ("liste", "hafen")];
    let begun = app.post(WRITE, encoded(&fields)).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let stored = drafts::load(&app.store, begun.header("location").rsplit('/').next().unwrap()).await.unwrap().unwrap();
    assert_eq!(stored.board, boards::by_slug(&app.store, "hafen").await.unwrap().map(|board| board.id));
    assert_eq!((stored.draft.goals.join(" "), stored.draft.district.as_str()), ("lernend verbindend".into(), "1"));
}

#[tokio::test]
async fn a_closed_board_takes_nothing_says_since_when_and_the_draft_is_kept() {
    let app = TestApp::new().await;
    harbour(&app).await;
    let id = app.published(serde_json::json!({ "title": "Ein Radweg am Hafen", "board": "hafen" })).await;
    let address = written(&app, "hafen").await;
    closed(&app, "hafen").await;
    let review = app.get(&format!("{address}/pruefen")).await.text();
    assert!(review.contains("geschlossen") && review.contains("1. Januar 1970"), "{review}");
    assert!(review.contains("Dein Entwurf ist gespeichert") && review.contains("Bänke und Licht"), "{review}");
    for form in ["", "liste=hafen", "liste="] {
        let late = app.post(&format!("{address}/einreichen"), form.to_owned()).await;
        assert_eq!(late.status, StatusCode::SEE_OTHER, "{form}");
        assert!(late.header("location").starts_with(&format!("{address}/pruefen")), "{form}");
    }
    let support = app.post(&format!("/vorschlaege/{id}/unterstuetzung"), "aktion=unterstuetzen").await;
    assert_eq!(support.status, StatusCode::CONFLICT);
    let page = app.get(&format!("/vorschlaege/{id}")).await.text();
    assert!(page.contains("nimmt nichts Neues mehr auf") && page.contains("1. Januar 1970"), "{page}");
    let list = app.get("/vorschlaege?liste=hafen").await.text();
    assert!(list.contains("nimmt nichts Neues mehr auf"), "{list}");
    // What was written for it can go elsewhere.
    let sent = app.post(&format!("{address}/einreichen"), "liste=stadt").await;
    assert!(sent.header("location").starts_with("/beleg/"), "{}", sent.text());
}

#[tokio::test]
async fn when_the_only_board_is_closed_nothing_can_be_sent() {
    let app = TestApp::new().await;
    closed(&app, "stadt").await;
    let start = app.get("/vorschlaege/neu").await.text();
    assert!(start.contains("nimmt nichts Neues mehr auf") && start.contains("1. Januar 1970"), "{start}");
    let address = written(&app, "").await;
    let review = app.get(&format!("{address}/pruefen")).await.text();
    assert!(review.contains("Dein Entwurf ist gespeichert") && !review.contains("Jetzt einreichen"), "{review}");
}

/// What the page of a case has in its hidden field.
fn version(page: &Answer) -> String {
    let html = page.text();
    html.split("name=\"stand\" value=\"").nth(1).expect("a form").split('"').next().unwrap().to_owned()
}

/// Decides, and then reads what everybody reads of it.
async fn decided(app: &TestApp, cookie: &str, id: i64, form: &str) -> Answer {
    let item = format!("/moderation/vorschlag-{id}");
    let page = app.get_with(&item, &[("cookie", cookie)]).await;
    let body = format!("stand={}&tage=7&grund=Darum+ist+es+so.&{form}", version(&page));
    let done = app.post_as(cookie, &item, body).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{form}: {}", done.text());
    app.get(&format!("/vorschlaege/{id}")).await
}

#[tokio::test]
async fn a_moderator_moves_splits_and_restores_and_everybody_reads_it() {
    let app = TestApp::new().await;
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let two = serde_json::json!({ "title": "Bänke und Licht", "text": format!("{BENCHES} {LIGHT}") });
    let id = app.published(two).await;
    let item = format!("/moderation/vorschlag-{id}");
    let alone = app.get_with(&item, &[("cookie", &moderator)]).await.text();
    assert!(!alone.contains("value=\"move\""), "there is nowhere to move to");
    let harbour = harbour(&app).await;
    let choice = app.get_with(&item, &[("cookie", &moderator)]).await;
    assert!(choice.text().contains("value=\"move\"") && choice.text().contains(HARBOUR), "{}", choice.text());
    for bare in ["schritt=move&regel=3", "schritt=move&grund=Darum.&liste=2", "schritt=split&regel=3&grund=Darum."] {
        let refused = app.post_as(&moderator, &item, format!("stand={}&{bare}", version(&choice))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bare}");
    }

    let moved = decided(&app, &moderator, id, &format!("schritt=move&regel=3&liste={harbour}")).await.text();
    assert!(moved.contains(&format!("nach „{HARBOUR}“")), "{moved}");
    let split =
        decided(&app, &moderator, id, "schritt=split&regel=3&teil=1&neuer-titel=Mehr+Licht+am+Kanonsberg").await;
    let split = split.text();
    assert!(split.contains("enthielt zwei Anliegen") && split.contains("Mehr Licht am Kanonsberg"), "{split}");
    assert!(split.contains(BENCHES) && !split.contains(LIGHT), "{split}");
    let part = app.get("/vorschlaege?q=kanonsberg&liste=hafen").await.text();
    assert!(part.contains("Mehr Licht am Kanonsberg"), "the part stays on the board: {part}");

    assert_eq!(decided(&app, &moderator, id, "schritt=hide&regel=6").await.status, StatusCode::GONE);
    let restored = decided(&app, &moderator, id, "schritt=restore&regel=6").await;
    assert_eq!(restored.status, StatusCode::OK);
    assert!(restored.text().contains("Darum ist es so."), "the reason stands in the timeline");

    let table = app.get("/moderation/protokoll.csv").await.text();
    for done in ["verschoben,3", "geteilt,3", "ausgeblendet,6", "wieder"] {
        assert!(table.contains(done), "{done}: {table}");
    }
    assert!(!table.contains("Darum"), "no words: {table}");
}
