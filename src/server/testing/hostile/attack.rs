//! Makes one request out of a route, a place in it and something that does not belong there.

pub mod json;

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Request, Uri, header},
};
use serde_json::Value;
use web::Cookie;

use super::{
    payloads::Payload,
    routes::{self, LEFT_OUT, Route},
    world::World,
};

/// Where the payload goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// The placeholder of this number in the address.
    Path(usize),
    Query(&'static str),
    Field(&'static str),
    /// A value in JSON, by its JSON pointer.
    Json(String),
    /// A value in the JSON that a text of the JSON holds: where the text is, and where the value in it.
    Inner(String, String),
    Cookie(Cookie),
    Header(&'static str),
    /// The body as a whole, with its type.
    Body(Vec<u8>, &'static str),
}

pub const HEADERS: [&str; 12] = [
    "accept-language",
    "accept-encoding",
    "accept",
    "if-none-match",
    "range",
    "referer",
    "user-agent",
    "x-forwarded-for",
    "content-type",
    "content-encoding",
    "host",
    "idempotency-key",
];

/// What every address may be asked for: which sitting a form belongs to.
pub const EVERYWHERE: [&str; 1] = ["sitzung"];

/// The prefix of an address and what the page then says of itself.
pub const LANGUAGES: [(&str, &str); 3] = [("", "de"), ("/en", "en"), ("/ls", "de-simple")];

/// Fields that nobody may leave open: without them a form comes back, and shows everything else that was sent.
const NEEDED: [&str; 4] = ["thema", "haltung", "kategorie", "frage-0"];

/// What was asked, as far as the answer is judged by it.
#[derive(Clone, Debug)]
pub struct Question {
    pub what: String,
    pub address: String,
    pub language: &'static str,
    pub is_page: bool,
    /// Texts of a form that ought to come back with it.
    pub texts: Vec<(String, String)>,
}

pub fn slots(route: &Route) -> Vec<Slot> {
    let mut slots: Vec<Slot> = (0..route.path.matches('{').count()).map(Slot::Path).collect();
    slots.extend(route.query.iter().chain(&EVERYWHERE).map(|name| Slot::Query(name)));
    match route.body {
        routes::Body::None => {}
        routes::Body::Form(fields) | routes::Body::Parts(fields) => {
            slots.extend(fields.iter().map(|(name, _)| Slot::Field(name)));
        }
        routes::Body::Json(text) => slots.extend(json::slots(&serde_json::from_str(text).unwrap())),
    }
    slots.extend(Cookie::ALL.map(Slot::Cookie));
    slots
}

/// Whoever sends comes in a line of their own, so that what is tried in a cookie stays, and is read before theirs.
pub fn come_as(request: &mut Request<Body>, cookie: &HeaderValue) {
    request.headers_mut().append(header::COOKIE, cookie.clone());
}

/// `None` for what the parser of HTTP would refuse before it reaches anything of ours. `id` is one that nobody had yet.
pub fn request(
    world: &World,
    route: &Route,
    slot: &Slot,
    payload: &Payload,
    language: usize,
    is_incomplete: bool,
    id: u128,
) -> Option<(Request<Body>, Question)> {
    let (prefix, tag) = LANGUAGES[language];
    let is_page = route.is_page();
    let (prefix, tag) = if is_page { (prefix, tag) } else { ("", "de") };
    let path = address(world, route, slot, payload, id);
    let query = match slot {
        Slot::Query(name) => format!("?{name}={}", encoded(payload)),
        _ => String::new(),
    };
    let uri: Uri = format!("{prefix}{path}{query}").parse().ok()?;
    let method = if route.method == "ANY" { "GET" } else { route.method };
    let mut texts = Vec::new();
    let (body, kind) = match slot {
        Slot::Body(bytes, kind) => (bytes.clone(), *kind),
        _ => body(world, route, slot, payload, is_incomplete, id, &mut texts),
    };
    // No form leads to such an address, and one with files is kept by nobody on the way.
    if matches!((slot, &route.body), (Slot::Path(_), routes::Body::Parts(_))) {
        texts.clear();
    }
    let mut request = Request::builder().method(method).uri(uri).header("sec-fetch-site", "same-origin");
    if !kind.is_empty() {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    let value = HeaderValue::from_bytes(&payload.bytes);
    match slot {
        Slot::Header(name) => {
            let request_headers = request.headers_mut()?;
            request_headers.insert(HeaderName::from_static(name), value.ok()?);
            // No form any more.
            if *name == "content-type" {
                texts.clear();
            }
            if *name == "referer" {
                request_headers.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
            }
        }
        Slot::Cookie(name) => {
            let cookie = [format!("a=b; {}=", name.name(false)).as_bytes(), &payload.bytes].concat();
            request = request.header(header::COOKIE, HeaderValue::from_bytes(&cookie).ok()?);
        }
        _ => {}
    }
    let shown = match slot {
        Slot::Body(bytes, kind) => format!("body {kind} {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(80)])),
        slot => format!("{slot:?} = {payload:?}"),
    };
    let what = format!("{method} {prefix}{} with {shown}", route.path);
    let question = Question { what, address: format!("{prefix}{path}"), language: tag, is_page, texts };
    Some((request.body(Body::from(body)).ok()?, question))
}

/// A request in which nothing is wrong, of anybody.
pub fn fine(world: &World, route: &Route) -> Request<Body> {
    let nothing = Payload { kind: "fine", bytes: Vec::new(), is_raw: false };
    request(world, route, &Slot::Query("nichts"), &nothing, 0, false, world.number()).expect("an address").0
}

fn address(world: &World, route: &Route, slot: &Slot, payload: &Payload, id: u128) -> String {
    // Texts that another window changed as well come back side by side, so every form is of a draft of its own.
    let is_own_draft = matches!(slot, Slot::Field(name) if !name.starts_with("bild"))
        || matches!(slot, Slot::Cookie(_) | Slot::Header(_));
    if route.method == "POST" && route.path == "/vorschlaege/entwurf/{key}" && is_own_draft {
        return route.path.replace("{key}", &format!("{id:032x}"));
    }
    let Slot::Path(wanted) = slot else { return world.sample(route.path) };
    let mut number = 0;
    let sample = world.sample(route.path);
    let segments = route.path.split('/').zip(sample.split('/')).map(|(pattern, sample)| {
        if !pattern.starts_with('{') {
            return sample.to_owned();
        }
        number += 1;
        if number == wanted + 1 { encoded(payload) } else { sample.to_owned() }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn encoded(payload: &Payload) -> String {
    if payload.is_raw {
        return String::from_utf8_lossy(&payload.bytes).into_owned();
    }
    // Addresses end somewhere; what is longer is refused by the parser of HTTP.
    payload.bytes.iter().take(15_000).map(|byte| format!("%{byte:02X}")).collect()
}

fn body(
    world: &World,
    route: &Route,
    slot: &Slot,
    payload: &Payload,
    is_incomplete: bool,
    id: u128,
    texts: &mut Vec<(String, String)>,
) -> (Vec<u8>, &'static str) {
    let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
    let mut pairs = Vec::new();
    if let routes::Body::Form(all) | routes::Body::Parts(all) = route.body {
        for (name, fine) in all {
            let is_hit = *slot == Slot::Field(name);
            if !is_hit && *fine == LEFT_OUT {
                continue;
            }
            // The one picture that there is.
            let name = name.replace("bildtext-1", &format!("bildtext-{}", world.picture));
            let fine = if is_incomplete && NEEDED.contains(&name.as_str()) { "" } else { *fine };
            let value = if is_hit { payload.bytes.clone() } else { fine.as_bytes().to_vec() };
            let written = if is_hit && payload.is_raw { encoded(payload) } else { encoded_form(&value) };
            pairs.push(format!("{name}={written}"));
            if !(is_hit && payload.is_raw) {
                texts.push((name.clone(), String::from_utf8_lossy(&value).into_owned()));
            }
            fields.push((name, value));
        }
    }
    match route.body {
        routes::Body::None => (Vec::new(), ""),
        routes::Body::Form(_) => (pairs.join("&").into_bytes(), "application/x-www-form-urlencoded"),
        routes::Body::Parts(_) => (parts(&fields), "multipart/form-data; boundary=wgmxboundary"),
        routes::Body::Json(text) => (filled(world, text, slot, payload, id), "application/json"),
    }
}

pub fn encoded_form(value: &[u8]) -> String {
    value
        .iter()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

pub fn parts(fields: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let file = if name == "bilder" { "; filename=\"a.png\"" } else { "" };
        body.extend(format!("--wgmxboundary\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(value);
        body.extend(b"\r\n");
    }
    body.extend(b"--wgmxboundary--\r\n");
    body
}

fn filled(world: &World, text: &str, slot: &Slot, payload: &Payload, own: u128) -> Vec<u8> {
    let mut whole: Value = serde_json::from_str(text).unwrap();
    if let Some(key) = whole.pointer_mut("/key").filter(|key| key.as_str() == Some("")) {
        *key = world.drafts[0].as_str().into();
    }
    // An id of its own, so that nothing counts as a repetition.
    for id in ["/submission", "/id"] {
        if let Some(id) = whole.pointer_mut(id).filter(|id| id.as_str() == Some("")) {
            *id = format!("{own:032x}").into();
        }
    }
    if let Some(content) = whole.pointer_mut("/content")
        && let Some(mut inner) = json::held(content)
        && inner["proposal"] == 0
    {
        inner["proposal"] = world.proposal.into();
        *content = inner.to_string().into();
    }
    json::with(whole, slot, payload).into_bytes()
}
