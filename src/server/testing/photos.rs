//! Photographs of sheets at the counter: who adds, sees and removes them.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use domain::{
    paper::{Form, FormId},
    policy::{Role, Scope},
};

use super::{Answer, TestApp, chance};

/// One red point, and something that a picture does not need.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82GEHEIM";

/// A blue and a green point.
const BLUE: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc``\xf8\x0f\x00\x01\x03\x01\x00\x08\x89\xc2\xec\x00\x00\x00\x00IEND\xaeB`\x82";
const GREEN: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc`\xf8\xcf\x00\x00\x02\x02\x01\x00{\x09\x81x\x00\x00\x00\x00IEND\xaeB`\x82";

async fn send(app: &TestApp, cookie: &str, address: &str, parts: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in parts {
        let file = if *name == "bilder" { "; filename=\"a.png\"" } else { "" };
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
        body.extend([value, b"\r\n".as_slice()].concat());
    }
    body.extend(b"--x--\r\n");
    let request = Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie)
        .header("content-type", "multipart/form-data; boundary=x");
    app.send(request.body(Body::from(body)).unwrap()).await
}

struct Desk {
    app: TestApp,
    clerk: String,
    /// Of a sheet with votes that was typed in.
    photos: String,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::new().await;
        store::seed::demo(&app.store, web::site::now()).await.unwrap();
        let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
        let survey = store::surveys::by_slug(&app.store, "stadt-und-digitale-hilfe").await.unwrap().unwrap();
        let form = FormId { form: Form::Survey, number: survey.id.0 };
        let slip = app.post_as(&clerk, &format!("/schalter/papier/{form}"), "frage-0=2&frage-1=1+3&frage-2=4").await;
        let (_, rest) = slip.text().split_once("/schalter/fotos/").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let photos = format!("/schalter/fotos/{}", rest.split('"').next().unwrap());
        Self { app, clerk, photos }
    }

    async fn page(&self) -> String {
        let answer = self.app.get_with(&self.photos, &[("cookie", &self.clerk)]).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
        answer.text()
    }

    /// Addresses of the pictures on the page.
    async fn pictures(&self) -> Vec<String> {
        let page = self.page().await;
        let found = page.split("<img src=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        found.filter(|source| source.contains("/bild/")).collect()
    }
}

#[tokio::test]
async fn a_sheet_is_photographed_and_only_those_who_type_see_it() {
    let desk = Desk::new().await;
    let added = send(&desk.app, &desk.clerk, &desk.photos, &[("bilder", PICTURE)]).await;
    assert_eq!(added.header("location"), format!("{}?gespeichert=1", desk.photos), "{}", added.status);
    let pictures = desk.pictures().await;
    assert_eq!(pictures.len(), 1);
    let seen = desk.app.get_with(&pictures[0], &[("cookie", &desk.clerk)]).await;
    assert_eq!((seen.header("content-type"), seen.header("cache-control")), ("image/jpeg", "no-store"));
    assert!(!seen.body.windows(6).any(|part| part == b"GEHEIM"), "nothing but the points");

    let colleague = desk.app.staff(Role::Clerk, Scope::Everywhere).await;
    assert_eq!(desk.app.get_with(&pictures[0], &[("cookie", &colleague)]).await.status, StatusCode::OK);
    for role in [Role::Editor, Role::Moderator, Role::Administrator] {
        let other = desk.app.staff(role, Scope::Everywhere).await;
        for address in [&desk.photos, &pictures[0]] {
            let refused = desk.app.get_with(address, &[("cookie", &other)]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?} {address}");
        }
        let refused = send(&desk.app, &other, &desk.photos, &[("bilder", BLUE)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let nobody = desk.app.get(&pictures[0]).await;
    assert!(nobody.header("location").starts_with("/anmelden"), "{}", nobody.status);
    let number = pictures[0].rsplit('/').next().unwrap();
    for address in [format!("/bilder/{number}"), format!("/bilder/{number}/klein")] {
        let public = desk.app.get_with(&address, &[("cookie", &desk.clerk)]).await;
        assert_ne!(public.body, seen.body, "{address}");
    }
    // Under another sheet's address it is not there either.
    let other = desk.photos.replace(desk.photos.rsplit('/').next().unwrap(), &chance::id());
    let elsewhere = desk.app.get_with(&format!("{other}/bild/{number}"), &[("cookie", &desk.clerk)]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    assert!(desk.app.get_with("/schalter", &[("cookie", &desk.clerk)]).await.text().contains(&desk.photos));
}

#[tokio::test]
async fn a_sheet_has_two_photographs_and_what_is_none_says_so() {
    let desk = Desk::new().await;
    let three = [PICTURE, BLUE, GREEN].map(|picture| ("bilder", picture));
    let many = send(&desk.app, &desk.clerk, &desk.photos, &three).await;
    assert!(many.header("location").contains("bild=zu-viele"), "{}", many.header("location"));
    let pictures = desk.pictures().await;
    assert_eq!(pictures.len(), 2);
    assert!(desk.page().await.contains("höchstens zwei Fotos"));

    let number = pictures[0].rsplit('/').next().unwrap();
    send(&desk.app, &desk.clerk, &desk.photos, &[("bild_entfernen", number.as_bytes())]).await;
    assert_eq!(desk.pictures().await, pictures[1..]);
    let none = send(&desk.app, &desk.clerk, &desk.photos, &[("bilder", b"%PDF-1.7")]).await;
    let page = desk.app.get_with(none.header("location"), &[("cookie", &desk.clerk)]).await.text();
    assert!(page.contains("id=\"fehler\"") && page.contains("type=\"file\""), "{page}");
}

#[tokio::test]
async fn photographs_go_with_a_sheet_that_was_a_mistake_and_belong_to_nothing_else() {
    let desk = Desk::new().await;
    send(&desk.app, &desk.clerk, &desk.photos, &[("bilder", PICTURE)]).await;
    let pictures = desk.pictures().await;
    let list = desk.app.get_with("/schalter", &[("cookie", &desk.clerk)]).await.text();
    let (_, rest) = list.split_once("/schalter/pruefen/").unwrap();
    let check = format!("/schalter/pruefen/{}", rest.split('"').next().unwrap());
    assert!(desk.app.get_with(&check, &[("cookie", &desk.clerk)]).await.text().contains(&desk.photos));
    desk.app.post_as(&desk.clerk, &check, "aktion=verwerfen").await;
    for address in [&desk.photos, &pictures[0]] {
        let gone = desk.app.get_with(address, &[("cookie", &desk.clerk)]).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{address}");
    }
    // What somebody sent themselves is no sheet.
    let own = chance::id();
    let body = serde_json::json!({
        "submission": own, "title": "Bänke am Hafen", "theme": "verkehr",
        "text": "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht wieder.",
    });
    let sent = desk.app.post_json("/api/v1/proposals", &[], &body).await;
    assert!(sent.status.is_success(), "{}", sent.text());
    let refused = send(&desk.app, &desk.clerk, &format!("/schalter/fotos/{own}"), &[("bilder", PICTURE)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
