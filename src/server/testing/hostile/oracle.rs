//! Judges answers by what a browser and a reader make of them, without asking the program.

use axum::http::StatusCode;

use super::{
    attack::Question,
    page::{Element, Form, Page, plain},
    payloads::CANARY,
};
use crate::testing::Answer;

/// Nothing of this may stand in an answer: paths, SQL, names of types and libraries.
const INTERNALS: [&str; 26] = [
    "panicked",
    "rust_backtrace",
    "stack backtrace",
    ".rs:",
    "src/",
    "/tmp/",
    ".cargo",
    "sqlx",
    "sea_orm",
    "sea-orm",
    "sqlite_",
    "(code: ",
    "no such table",
    "unique constraint",
    "constraint failed",
    "syntax error",
    "duplicate key",
    "pgrst",
    "domain::",
    "store::",
    "axum::",
    "hyper::",
    "expected struct",
    "tuple struct",
    "serde_",
    "root:x:",
];

const ADDRESSES: [&str; 8] = ["href", "src", "action", "formaction", "xlink:href", "poster", "data", "srcset"];

/// Whether this stands in a text. A signature or a key is chance, and chance writes any four letters.
fn tells(text: &str, internal: &str) -> bool {
    const LONGEST_NAME: usize = 64;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(internal).any(|(at, _)| {
        let before = text[..at].chars().rev().take_while(|&c| is_name(c)).count();
        before + text[at..].chars().take_while(|&c| is_name(c)).count() <= LONGEST_NAME
    })
}

/// Everything that is wrong with an answer; nothing is good.
pub fn complaints(question: &Question, answer: &Answer) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut complain = |what: String| wrong.push(format!("{}: {what}", question.what));
    let status = answer.status;
    if status.is_server_error() {
        complain(format!("status {status}"));
    }
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if name == "location" && !stays_here(&value) {
            complain(format!("leads to {value}"));
        }
        if (name == "set-cookie" && value.contains(CANARY)) || name.as_str().contains(CANARY) {
            complain(format!("header {name}: {value}"));
        }
    }
    let text = String::from_utf8_lossy(&answer.body);
    let kind = answer.headers.get("content-type").map(|kind| String::from_utf8_lossy(kind.as_bytes()).into_owned());
    let kind = kind.unwrap_or_default();
    let lower = text.to_lowercase();
    // Pages that are found may say anything; a refusal says nothing of the inside.
    if status.is_client_error() || status.is_server_error() || kind.contains("json") {
        for internal in INTERNALS {
            if tells(&lower, internal) && !sent(question, internal) {
                complain(format!("shows {internal:?} in {:?}", excerpt(&lower, internal)));
            }
        }
    }
    if kind.starts_with("text/html") {
        let page = Page::read(&text);
        runs(&page).into_iter().for_each(&mut complain);
        if question.is_page {
            of_page(question, status, &page).into_iter().for_each(&mut complain);
        }
    } else if question.is_page && status.is_client_error() {
        complain(format!("{status} without a page, but {kind:?}"));
    } else if (kind.contains("xml") || kind.contains("svg")) && !is_xml(&text) {
        complain(format!("no XML: {}", excerpt(&lower, CANARY)));
    }
    if kind.starts_with("text/csv") && calculates(&text) {
        complain("a formula that a spreadsheet would calculate".into());
    }
    if answer.headers.get("x-content-type-options").is_none_or(|value| value != "nosniff") {
        complain("without nosniff".into());
    }
    wrong
}

fn sent(question: &Question, word: &str) -> bool {
    question.what.to_lowercase().contains(word)
        || question.texts.iter().any(|(_, text)| text.to_lowercase().contains(word))
}

fn excerpt(text: &str, word: &str) -> String {
    let at = text.find(word).unwrap_or_default();
    text.chars().skip(text[..at].chars().count().saturating_sub(80)).take(200).collect()
}

/// Whether an address is one of ours.
fn stays_here(address: &str) -> bool {
    let address = address.trim_matches(|c: char| c.is_control() || c == ' ');
    let ours = address.strip_prefix("http://localhost:3000").unwrap_or(address);
    ours.starts_with('/') && !ours.starts_with("//") && !ours.starts_with("/\\")
}

/// What would run, or lead away, although somebody only typed it.
pub fn runs(page: &Page) -> Vec<String> {
    page.elements
        .iter()
        .filter_map(|element| runs_in(element).map(|what| format!("{what} in <{}>", element.name)))
        .collect()
}

fn runs_in(element: &Element) -> Option<String> {
    if element.name.contains(CANARY) {
        return Some("an element of the sender".into());
    }
    let is_data = element.get("type").is_some_and(|kind| kind.starts_with("application/"));
    if element.name == "script" && element.get("src").is_none() && !is_data {
        return Some("inline script".into());
    }
    // A draft as a phone and a kiosk show it.
    let is_our_view =
        element.name == "iframe" && element.get("src").is_some_and(|src| plain(src).ends_with("/ansicht"));
    let is_foreign =
        matches!(element.name.as_str(), "style" | "base" | "object" | "embed" | "iframe" | "applet" | "frame");
    if is_foreign && !is_our_view {
        return Some("an element that no page has".into());
    }
    for (name, value) in &element.attributes {
        if name.contains(CANARY) || name.starts_with("on") || matches!(name.as_str(), "style" | "srcdoc" | "http-equiv")
        {
            return Some(format!("attribute {name}={value:?}"));
        }
        let is_address = ADDRESSES.contains(&name.as_str());
        let scheme: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let scheme = scheme.to_lowercase();
        if is_address && ["javascript:", "vbscript:", "data:"].iter().any(|bad| scheme.starts_with(bad)) {
            return Some(format!("{name}={value:?}"));
        }
        let leads_away = is_address && element.name != "a" && value.contains(CANARY) && !stays_here(value);
        if leads_away || (is_address && (value.starts_with("//") || value.starts_with("/\\"))) {
            return Some(format!("{name}={value:?} leads away"));
        }
    }
    None
}

/// A page speaks the language of its address, and a refusal says how to go on.
fn of_page(question: &Question, status: StatusCode, page: &Page) -> Vec<String> {
    let mut wrong = Vec::new();
    // A draft is looked at in its own language.
    if page.language() != question.language && !plain(&question.address).ends_with("/ansicht") {
        wrong.push(format!("speaks {:?} and not {:?}", page.language(), question.language));
    }
    if status.is_client_error() {
        let has_title = page.named("h1").any(|title| !title.text.trim().is_empty());
        // A form, or a notice beside the work of staff.
        let is_notice =
            |part: &Element| part.get("class").is_some_and(|class| class.split(' ').any(|name| name == "notice"));
        let has_way = page.named("form").next().is_some() || page.named("div").any(is_notice);
        let goes_on = page.links().any(|link| link.starts_with('/')) && has_way;
        if !has_title || !goes_on {
            wrong.push(format!("{status} does not say how to go on"));
        }
    }
    let leads_there = |form: &Form| {
        [&form.action].into_iter().chain(&form.others).any(|action| is_same(action, sent_to(&question.address)))
    };
    let form = page.forms().into_iter().find(|form| form.method == "POST" && leads_there(form));
    match form {
        Some(form) => wrong.extend(question.texts.iter().filter_map(|(name, text)| lost(&form.controls, name, text))),
        None if status == StatusCode::UNPROCESSABLE_ENTITY => {
            let others: Vec<String> = page.forms().into_iter().map(|form| form.action).collect();
            wrong.push(format!("the form does not come back, but {others:?}"));
        }
        // Too large for any page, or packed: what comes back of that is tried elsewhere.
        None if matches!(status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE) => {}
        None if status.is_client_error() => {
            wrong.extend(question.texts.iter().filter_map(|(name, text)| not_given_back(page, name, text)));
        }
        None => {}
    }
    wrong
}

/// How the names of fields begin into which people write more than a few words.
const WRITTEN: [&str; 11] = [
    "text",
    "titel",
    "einleitung",
    "notiz",
    "bemerkung",
    "grund",
    "hilfe",
    "optionen",
    "ortsangabe",
    "angebot",
    "frage-",
];

/// Whether a page without the form has lost what somebody wrote: it stands on it to be read and copied, in a field or in
/// paragraphs. What looks like a choice is left out there.
fn not_given_back(page: &Page, name: &str, typed: &str) -> Option<String> {
    let typed = seen(typed);
    let is_choice = typed.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.:,+ ".contains(c));
    // `texte` is a choice: what becomes of them.
    let is_written =
        WRITTEN.iter().any(|start| name.starts_with(start)) && !name.ends_with("-vorher") && name != "texte";
    if is_choice || !is_written {
        return None;
    }
    let texts = page.elements.iter().flat_map(|element| [Some(element.text.as_str()), element.get("value")]);
    let there: String = texts.flatten().map(|text| format!("{}\n", seen(text))).collect();
    let is_missing = |word: &&str| !there.contains(*word);
    let word = typed.split(|c: char| !c.is_alphanumeric()).find(is_missing)?;
    Some(format!("does not give back {word:?} of {name}: {:?}", typed.chars().take(60).collect::<String>()))
}

/// `%39` and `9` are one.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A file goes beside the form of its block, and comes back in it.
fn sent_to(address: &str) -> &str {
    let is_block = address.contains("/bloecke/");
    plain(address).strip_suffix("/medien").filter(|_| is_block).unwrap_or(address)
}

/// Whether two addresses lead to the same place; words behind a number are for readers only.
fn is_same(action: &str, address: &str) -> bool {
    let bare = |address: &str| -> Vec<String> {
        let segment = |segment: &str| match segment.split_once('-') {
            Some((id, _)) if id.bytes().all(|b| b.is_ascii_digit()) => id.to_owned(),
            _ => segment.to_owned(),
        };
        decoded(plain(address)).split('/').map(segment).collect()
    };
    bare(action) == bare(address)
}

/// Whether what was typed into a field is in it again.
fn lost(controls: &[Element], name: &str, typed: &str) -> Option<String> {
    let control = controls.iter().find(|control| control.get("name") == Some(name))?;
    // It is over with the first try.
    if control.get("autocomplete") == Some("one-time-code") {
        return None;
    }
    let there = match (control.name.as_str(), control.get("type").unwrap_or("text")) {
        ("textarea", _) => control.text.as_str(),
        ("input", "text" | "email" | "search") => control.get("value").unwrap_or_default(),
        _ => return None,
    };
    // A field of one line holds no line ends.
    let line = |text: &str| seen(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if seen(there) == seen(typed) || control.name == "input" && line(there) == line(typed) {
        return None;
    }
    // Who typed blanks left it empty, and is told what stands for that.
    if control.name == "input" && line(typed).is_empty() {
        return None;
    }
    // A number that was taken stands there as the number that it is.
    let is_number = control.get("inputmode") == Some("numeric");
    if is_number && typed.strip_prefix('+') == Some(there) {
        return None;
    }
    let short = |text: &str| text.chars().take(60).collect::<String>();
    let lengths = (typed.chars().count(), there.chars().count());
    Some(format!("lost text in {name}: {:?} became {:?} {lengths:?}", short(typed), short(there)))
}

/// What a person sees of a text: line ends are alike, and nobody sees a control character.
fn seen(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let visible = |c: &char| (!c.is_control() || matches!(c, '\n' | '\t')) && *c != '\u{fffd}';
    text.chars().filter(visible).collect::<String>().trim().to_owned()
}

/// Whether a formula begins a cell, also for a spreadsheet that takes semicolons for borders.
pub fn calculates(csv: &str) -> bool {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in csv.chars() {
        match (c, is_quoted) {
            ('"', _) => is_quoted = !is_quoted,
            (';', _) | (',' | '\n' | '\r', false) => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(c),
        }
    }
    cells.iter().any(|cell| cell.trim().starts_with("=HYPERLINK"))
}

/// Enough of XML to know that nobody else's tag is in it and that readers do not stumble.
pub fn is_xml(text: &str) -> bool {
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    let mut open: Vec<&str> = Vec::new();
    let mut tags = text.split('<');
    let _before = tags.next();
    for tag in tags {
        let Some((tag, _)) = tag.split_once('>') else { return false };
        let name = tag.split([' ', '/', '\n']).next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return false;
            }
        } else if !tag.starts_with(['?', '!']) && !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty() && text.chars().all(is_allowed) && !text.contains(&format!("<{CANARY}"))
}
