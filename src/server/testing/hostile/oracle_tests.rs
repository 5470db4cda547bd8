//! A judge who finds nothing has to be able to find something.

use axum::http::{HeaderMap, HeaderValue, StatusCode};

use super::{
    attack::Question,
    oracle::{calculates, complaints, is_xml},
};
use crate::testing::Answer;

const FORM: &str =
    "<form method=post action=/orte/a><textarea name=text>\nNoch da</textarea><input name=name value='Ada'></form>";

fn judged(status: u16, kind: &'static str, body: &str) -> String {
    judged_of(&[("text", "Noch\u{1} da"), ("name", "Ada"), ("unbekannt", "x")], status, kind, body)
}

fn judged_of(texts: &[(&str, &str)], status: u16, kind: &'static str, body: &str) -> String {
    let question = Question {
        what: "question".into(),
        address: "/orte/a?b=c".into(),
        language: "en",
        is_page: true,
        texts: texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
    };
    let headers = [("content-type", kind), ("x-content-type-options", "nosniff")];
    let headers: HeaderMap =
        headers.into_iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect();
    let answer = Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: body.as_bytes().to_vec() };
    complaints(&question, &answer).join("\n")
}

/// The page that refuses a form with a longer text.
fn refused(status: u16, page_of: &str) -> String {
    let texts = [("text", "Hier fehlt ein Dach & Licht"), ("code", "eins zwei drei vier fünf"), ("titel", "ein-dach")];
    judged_of(&texts, status, "text/html", &page(page_of))
}

fn page(form: &str) -> String {
    format!("<!DOCTYPE html><html lang=en><body><h1>Sorry</h1><a href=/>Start</a>{form}</body></html>")
}

#[test]
fn a_good_answer_is_no_cause_for_complaint() {
    assert_eq!(judged(422, "text/html; charset=utf-8", &page(FORM)), "");
    // The form is gone, and what was written is there.
    let given_back =
        "<form action=/suche></form><textarea id=geschrieben-0>\nHier fehlt ein Dach &amp; Licht</textarea>";
    assert_eq!(refused(404, given_back), "");
    assert_eq!(refused(409, "<form></form><p>Hier fehlt ein <a href=/a>Dach</a> &amp;<br>Licht</p>"), "");
    let short = judged_of(&[("titel", "Licht!")], 404, "text/html", &page("<form></form>"));
    assert!(short.contains("does not give back \"Licht\""), "{short}");
    assert_eq!(judged(200, "text/csv", "a,b\n\"'=HYPERLINK(\"\"x\"\")\",c"), "");
}

#[test]
fn a_signature_that_happens_to_spell_a_library_tells_nothing() {
    let chance = format!("{{\"signature\":\"{}sqlx{}\"}}", "a-b_c1".repeat(10), "Q9".repeat(20));
    assert_eq!(judged(200, "application/json", &chance), "");
    assert!(judged(200, "application/json", "{\"error\":\"sqlx: pool timed out\"}").contains("shows \"sqlx\""));
}

#[test]
fn every_kind_of_bad_answer_is_named() {
    let html = "text/html";
    for (status, kind, body, expected) in [
        (500, html, page(FORM), "status 500"),
        (400, "text/plain", "no".into(), "without a page"),
        (400, html, page(FORM).replace("<h1>Sorry", "<h1>"), "does not say how to go on"),
        (422, html, page("<form></form>"), "the form does not come back"),
        (422, html, page(&FORM.replace("Noch da", "Noch")), "lost text in text"),
        (422, html, page(&FORM.replace("'Ada'", "''")), "lost text in name"),
        (422, html, page(FORM).replace("lang=en", "lang=de"), "speaks \"de\""),
        (404, html, page("SqliteError { code: 1 } at src/store.rs:1"), "shows \"src/\""),
        (200, html, page("<a href=' java\nscript:wgmx()'>a</a>"), "href="),
        (200, html, page("<img src=//wgmx.example/a.png>"), "leads away"),
        (200, html, page("<p style='color:red'>"), "attribute style"),
        (200, html, page("<noscript><img src=x onerror=wgmx()></noscript>"), "attribute onerror"),
        (200, html, page("<base href=/a>"), "an element that no page has"),
        (200, "image/svg+xml", "<svg><wgmx/></svg>".into(), "no XML"),
        (200, "text/csv", "a,=HYPERLINK(1)".into(), "a formula"),
    ] {
        let complaint = judged(status, kind, &body);
        assert!(complaint.contains(expected), "{body}: {complaint:?} and not {expected}");
    }
    for status in [400, 401, 403, 404, 408, 409, 410, 429] {
        let complaint = refused(status, "<form></form><p>Hier fehlt ein Dach</p>");
        assert!(complaint.contains("does not give back \"Licht\" of text"), "{status}: {complaint}");
    }
}

#[test]
fn broken_xml_and_formulas_are_told_from_whole_ones() {
    assert!(is_xml("<?xml version=\"1.0\"?>\n<a b=\"c\"><d/>e &lt;f&gt;</a>"));
    for broken in ["<a><b></a>", "<a>", "<a>\u{1}</a>", "<a>\u{fffe}</a>", "<a><wgmx></wgmx></a>"] {
        assert!(!is_xml(broken), "{broken:?}");
    }
    assert!(calculates("\"x; =HYPERLINK(1)\"") && !calculates("\"x, =HYPERLINK(1)\""));
}
