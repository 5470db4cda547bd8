//! Ten megabytes in every form: who sends them reads in their own language what is wrong and how to mend it, and gets back
//! what they wrote.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use store::faults::is_noticed;

use super::{
    attack::{self, LANGUAGES},
    page::Page,
    routes::{self, LEFT_OUT, ROUTES, Route},
    world::World,
};
use crate::testing::Answer;

const TEN_MEGABYTES: usize = 10 * 1024 * 1024;
const WRITTEN: &str = "Am Stadthafen fehlen Bänke im Schatten & <b>Wasser</b>. ";
const SECRET: &str = "geheime Möwe über dem Hafen im Regen";

/// How each language says to mend it.
const MENDING: [&str; 3] = ["kürze den Text", "shorten the text", "schreiben Sie weniger"];

fn fields(route: &Route) -> &'static [routes::Field] {
    match route.body {
        routes::Body::Form(fields) | routes::Body::Parts(fields) => fields,
        _ => &[],
    }
}

/// The form as it is, with this in its field for text, or in one more where it has none.
fn filled(route: &Route, long: &str) -> Vec<(String, Vec<u8>)> {
    let all = fields(route).iter().filter(|(_, fine)| *fine != LEFT_OUT);
    let mut all: Vec<(String, Vec<u8>)> =
        all.map(|(name, fine)| ((*name).to_owned(), fine.as_bytes().to_vec())).collect();
    for (name, value) in &mut all {
        if name.contains("passwort") {
            *value = SECRET.into();
        }
    }
    match all.iter_mut().find(|(name, _)| name == "text") {
        Some((_, value)) => *value = long.into(),
        None => all.push(("mehr".into(), long.into())),
    }
    all
}

/// Written so often that it is too much, and the same as forms send it.
struct Long {
    plain: String,
    encoded: String,
}

async fn send(world: &World, route: &Route, prefix: &str, long: &Long) -> Answer {
    let fields = filled(route, &long.plain);
    let (kind, body) = if let routes::Body::Parts(_) = route.body {
        ("multipart/form-data; boundary=wgmxboundary", attack::parts(&fields))
    } else {
        let encoded = |value: &[u8]| match value == long.plain.as_bytes() {
            true => long.encoded.clone(),
            false => attack::encoded_form(value),
        };
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        ("application/x-www-form-urlencoded", pairs.collect::<Vec<_>>().join("&").into_bytes())
    };
    let request = Request::post(format!("{prefix}{}", world.sample(route.path)))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", kind);
    world.app.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn ten_megabytes_in_any_form_come_back_with_a_word_on_how_to_mend_it() {
    let world = World::new().await;
    let times = TEN_MEGABYTES / WRITTEN.len();
    let encoded = attack::encoded_form(WRITTEN.as_bytes()).repeat(times);
    let long = Long { plain: WRITTEN.repeat(times), encoded };
    let mut tried = 0;
    // Files of editors have a limit of their own, and nobody else sends any.
    let is_file = |route: &Route| route.path.ends_with("/medien");
    // Programs for letters send it, and any page could: nothing of it is shown, and it has no words.
    let is_of_strangers = |route: &Route| route.path.starts_with("/neuigkeiten/abbestellen/");
    let forms = ROUTES.iter().filter(|route| route.method == "POST" && !fields(route).is_empty());
    for route in forms.filter(|route| !is_file(route) && !is_of_strangers(route)) {
        for ((prefix, language), mending) in LANGUAGES.into_iter().zip(MENDING) {
            let answer = send(&world, route, prefix, &long).await;
            let what = format!("{prefix}{}", route.path);
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{what}");
            let html = answer.text();
            let page = Page::read(&html);
            assert_eq!(page.language(), language, "{what}");
            assert!(html.contains(mending), "{what} does not say what to do");
            let given_back: String = page.named("textarea").map(|field| field.text.as_str()).collect();
            assert!(given_back.matches(WRITTEN).count() > 1_000, "{what} lost what was written");
            assert!(!html.contains(SECRET), "{what} shows a password");
            tried += 1;
        }
    }
    assert!(tried > 100, "only {tried}");
}

#[test]
fn it_is_noticed_when_ten_megabytes_do_not_come_back() {
    assert!(is_noticed("keep-no-form", ten_megabytes_in_any_form_come_back_with_a_word_on_how_to_mend_it));
}
