//! The form of a proposal over a bad line, with too much, and without script.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{Request, StatusCode, header},
};
use hyper::body::{Frame, SizeHint};
use tokio::task::JoinHandle;
use tower::ServiceExt;

use super::{Answer, TestApp};

pub(super) const KEY: &str = "0123456789abcdef0123456789abcdef";
const TEXT: &str = "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.";

fn field(name: &str, value: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

pub(super) fn form(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| field(name, value)).collect()
}

/// The fields as a form without files sends them.
pub(super) fn encoded(fields: &[(&str, &str)]) -> String {
    let part = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric();
        text.bytes().map(|byte| if plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") }).collect()
    };
    fields.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect::<Vec<_>>().join("&")
}

pub(super) async fn send(app: &TestApp, address: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    app.send(request.body(body.into()).unwrap()).await
}

pub(super) async fn save(app: &TestApp, body: impl Into<Body>) -> Answer {
    send(app, &format!("/vorschlaege/entwurf/{KEY}"), body).await
}

pub(super) async fn draft(app: &TestApp) -> String {
    app.get(&format!("/vorschlaege/entwurf/{KEY}")).await.text()
}

/// What the form tells the server that it showed.
pub(super) fn seen(page: &str) -> String {
    page.split("name=\"fassung\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Says where the answer leads.
pub(super) fn leads_to(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.header("location")
}

#[tokio::test]
async fn half_a_text_leaves_the_stored_one() {
    let app = TestApp::new().await;
    save(&app, form(&[("titel", "Bänke am Hafen"), ("text", TEXT)]) + "--x--\r\n").await;
    let seen = seen(&draft(&app).await);
    let whole = form(&[("fassung", &seen), ("titel", "Mehr Bänke am Hafen"), ("text", TEXT)]);
    save(&app, whole[..whole.len() - 40].to_owned()).await;
    let page = draft(&app).await;
    assert!(page.contains("Mehr Bänke am Hafen") && page.contains(TEXT));
}

#[tokio::test]
async fn a_correction_that_broke_off_corrects_nothing() {
    let app = TestApp::new().await;
    let fields = [("titel", "Bänke am Hafen"), ("text", TEXT), ("thema", "verkehr"), ("ort", "")];
    save(&app, form(&fields) + "--x--\r\n").await;
    let submitted = app.post(&format!("/vorschlaege/entwurf/{KEY}/einreichen"), "").await;
    let receipt = leads_to(&submitted).split('?').next().unwrap().to_owned();
    assert!(receipt.starts_with("/beleg/"), "{receipt}");
    let whole = form(&[("titel", "Bänke am Hafen"), ("text", TEXT)]);
    let answer = send(&app, &format!("{receipt}/aendern"), whole[..whole.len() - 40].to_owned()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(app.get(&receipt).await.text().contains(TEXT));
}

#[tokio::test]
async fn sending_pictures_with_a_correction_saves_no_words_and_loses_none() {
    let app = TestApp::new().await;
    let fields = [("titel", "Bänke am Hafen"), ("text", TEXT), ("thema", "verkehr"), ("ort", "")];
    save(&app, form(&fields) + "--x--\r\n").await;
    let submitted = app.post(&format!("/vorschlaege/entwurf/{KEY}/einreichen"), "").await;
    let receipt = leads_to(&submitted).split('?').next().unwrap().to_owned();
    let fields =
        [("titel", "Mehr Bänke am Hafen"), ("text", TEXT), ("thema", "verkehr"), ("ort", ""), ("aktion", "hochladen")];
    let answer = send(&app, &format!("{receipt}/aendern"), form(&fields) + "--x--\r\n").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().contains("value=\"Mehr Bänke am Hafen\""));
    assert!(!app.get(&receipt).await.text().contains("Mehr Bänke am Hafen"));
    let no_picture = "--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\r\nkein Bild\r\n";
    let answer = send(&app, &format!("{receipt}/aendern"), form(&fields) + no_picture + "--x--\r\n").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("id=\"bilder-fehler\"") && answer.text().contains("value=\"Mehr Bänke am Hafen\""));
}

#[tokio::test]
async fn pictures_that_are_too_large_together_cost_no_text_and_are_named() {
    let app = TestApp::new().await;
    let mut body = form(&[("titel", "Bänke am Hafen"), ("name", "Ada")]).into_bytes();
    for _ in 0..4 {
        body.extend(b"--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\r\n");
        body.extend(vec![0; 8 * 1024 * 1024]);
        body.extend(b"\r\n");
    }
    body.extend(field("aktion", "pruefen").into_bytes());
    body.extend(b"--x--\r\n");
    let answer = save(&app, in_pieces(&body)).await;
    assert!(leads_to(&answer).ends_with("?bild=zu-gross#bilder"), "{}", leads_to(&answer));
    let page = draft(&app).await;
    assert!(page.contains("Bänke am Hafen") && page.contains("value=\"Ada\""));
}

#[tokio::test]
async fn whoever_has_no_room_for_another_picture_reads_how_to_make_some_and_keeps_the_text() {
    let app = TestApp::new().await;
    save(&app, form(&[("titel", "Bänke am Hafen"), ("text", TEXT)]) + "--x--\r\n").await;
    for (language, told) in
        [("", "300 Bilder Platz"), ("/en", "room for 300 pictures"), ("/ls", "schon sehr viele Bilder")]
    {
        let page = app.get(&format!("{language}/vorschlaege/entwurf/{KEY}?bild=kein-platz")).await.text();
        assert!(
            page.contains("id=\"bilder-fehler\"") && page.contains(told) && page.contains(TEXT),
            "{language}: {page}"
        );
    }
}

#[tokio::test]
async fn all_words_stand_before_the_pictures() {
    let app = TestApp::new().await;
    save(&app, form(&[("titel", "Bänke am Hafen")]) + "--x--\r\n").await;
    let page = draft(&app).await;
    let at = |name: &str| page.find(&format!("name=\"{name}\"")).unwrap();
    assert!(at("name") < at("bilder") && at("email") < at("bilder"));
}

#[tokio::test]
async fn uploads_that_stand_still_keep_nobody_from_saving_words() {
    let app = TestApp::new().await;
    let stalled: Vec<_> = [Some(50_000), None]
        .iter()
        .cycle()
        .take(20)
        .map(|length| {
            let request = Request::post(format!("/vorschlaege/entwurf/{KEY}"))
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .body(Body::new(Sending { pieces: Vec::new().into_iter(), length: *length, ends: false, waits: false }))
                .unwrap();
            let app = app.app.clone();
            tokio::spawn(app.oneshot(request))
        })
        .collect();
    // Every request is polled until it waits for its body.
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    let answer = save(&app, form(&[("titel", "Bänke am Hafen")]) + "--x--\r\n").await;
    assert!(leads_to(&answer).ends_with("?gespeichert=1"));
    stalled.iter().for_each(JoinHandle::abort);
}

#[tokio::test]
async fn a_tap_outside_the_city_sets_no_point_and_says_so() {
    let app = TestApp::new().await;
    save(&app, form(&[("titel", "Bänke am Hafen")]) + "--x--\r\n").await;
    let page = draft(&app).await;
    let whole = page.split("name=\"ausschnitt\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let tap = [("titel", "Bänke am Hafen"), ("punkt", ""), ("ausschnitt", &whole), ("karte.x", "2"), ("karte.y", "2")];
    let answer = save(&app, form(&tap) + "--x--\r\n").await;
    let address = leads_to(&answer).split('#').next().unwrap().to_owned();
    let page = app.get(&address).await.text();
    assert!(!page.contains("Alles gespeichert") && page.contains("punkt-fehler"), "{address}");
    assert!(page.contains(&format!("name=\"ausschnitt\" value=\"{whole}\"")));
    assert!(page.contains("name=\"punkt\" value=\"\""));
}

#[tokio::test]
async fn an_address_with_a_key_that_is_none_leads_nowhere() {
    let app = TestApp::new().await;
    for key in ["%00", "1%0d%0aX-A:b"] {
        assert_eq!(
            app.get(&format!("/vorschlaege/entwurf/{key}/einreichen")).await.status,
            StatusCode::NOT_FOUND,
            "{key}"
        );
    }
}

#[tokio::test]
async fn a_text_that_is_far_too_long_comes_back_with_the_form() {
    let app = TestApp::new().await;
    let text = "%C3%BC".repeat(20_000);
    let answer = app.post("/vorschlaege/1/beitraege", format!("text={text}")).await;
    assert_ne!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// A body that announces its length and comes as on a line.
pub(super) fn in_pieces(body: &[u8]) -> Body {
    let pieces: Vec<_> = body.chunks(64 * 1024).map(Bytes::copy_from_slice).collect();
    let length = u64::try_from(body.len()).ok();
    Body::new(Sending { pieces: pieces.into_iter(), length, ends: true, waits: false })
}

/// A body that comes in pieces, and then ends or stands still.
struct Sending {
    pieces: std::vec::IntoIter<Bytes>,
    /// What it announces.
    length: Option<u64>,
    ends: bool,
    /// As on a line, a reader gets one piece and has to wait for the next.
    waits: bool,
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.waits = !self.waits;
        if self.waits && self.pieces.len() > 0 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        match self.pieces.next() {
            Some(piece) => Poll::Ready(Some(Ok(Frame::data(piece)))),
            None if self.ends => Poll::Ready(None),
            None => Poll::Pending,
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}
