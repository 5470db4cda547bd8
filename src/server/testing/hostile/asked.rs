//! What addresses are asked for, read from the source: every name behind a question mark that something reads is tried.

use std::collections::BTreeSet;

use super::{attack::EVERYWHERE, registered::sources, routes::ROUTES};

/// Who takes everything behind the question mark at once, the file in which its names stand, and how the text of them begins.
const AT_ONCE: &[(&str, &str, &str)] = &[
    ("server/http/api/figures.rs", "server/http/api/figures.rs", "fn asked"),
    ("server/http/api/kiosk.rs", "server/http/api/kiosk.rs", "let hash = asked"),
    ("server/http/api/proposals.rs", "domain/filter.rs", "fn unknown"),
    ("server/http/static_files.rs", "server/http/static_files.rs", "let names_version"),
    ("server/middleware/rate_limits.rs", "server/middleware/rate_limits.rs", "let searches"),
    ("web/pages/answering.rs", "web/pages/answering.rs", "match visit.query"),
    ("web/pages/board.rs", "domain/filter.rs", "fn from_pairs"),
    ("web/pages/proposal.rs", "web/pages/proposal.rs", "impl Reading"),
    ("web/pages/staff/person.rs", "web/pages/staff/person.rs", "match visit.query"),
    ("web/pages/submit/start.rs", "web/pages/submit/start.rs", "impl Prefill"),
    ("web/sitting.rs", "web/visit.rs", "const MARK"),
];

/// These hand it on as it is, or read an address that no visitor sends.
const HANDED_ON: [&str; 8] = [
    "server/config.rs",
    "server/config/mail.rs",
    "server/config/open_id.rs",
    "server/middleware/shared_pages/kept.rs",
    "web/pages/content/gone.rs",
    "web/pages/editing/mode.rs",
    "web/pages/outbox/write.rs",
    "web/visit.rs",
];

/// How code takes all of it.
const WAYS: [&str; 7] =
    ["visit.query", "uri().query()", "uri.query()", "address.query()", "visit.pairs()", "Query(", "Query<"];

/// A page that has no other names than this one.
const ONLY: &str = "visit.query == \"";

type Sources = [(String, String)];

#[derive(Default)]
struct Asked {
    names: BTreeSet<String>,
    /// What was not understood.
    unclear: Vec<String>,
}

impl Asked {
    fn of(sources: &Sources) -> Self {
        let mut asked = Self::default();
        for (file, code) in sources {
            asked.names.extend(code.split(ONLY).skip(1).map(up_to_quote));
            for (at, way) in code.match_indices(".first(") {
                let rest = code[at + way.len()..].trim_start();
                // The first of several things.
                if rest.starts_with(')') {
                    continue;
                }
                let what = word(rest);
                match one_at_a_time(code, at, what) {
                    Some(names) => asked.names.extend(names),
                    None => asked.unclear.push(format!("{file}: .first({what})")),
                }
            }
        }
        for (_, file, start) in AT_ONCE {
            let code = sources.iter().find(|(path, _)| path == file).map(|(_, code)| code);
            let text = code.and_then(|code| code.split_once(*start)).map_or("", |(_, rest)| up_to_end(rest));
            let names = names_in(text);
            if names.is_empty() {
                asked.unclear.push(format!("{file}: {start}"));
            }
            asked.names.extend(names);
        }
        asked
    }

    fn missing(&self) -> Vec<&String> {
        let is_tried = |name: &&String| {
            let mut tried = ROUTES.iter().flat_map(|route| route.query).chain(&EVERYWHERE);
            tried.any(|tried| tried == name)
        };
        self.names.iter().filter(|name| !is_tried(name)).collect()
    }
}

fn up_to_quote(text: &str) -> String {
    text.split('"').next().unwrap_or_default().to_owned()
}

/// A name, or a text with its quotes.
fn word(code: &str) -> &str {
    let end = code.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '"'));
    &code[..end.unwrap_or(code.len())]
}

/// What `.first(what)` may ask for at this place. `None` when that cannot be told.
fn one_at_a_time(code: &str, at: usize, what: &str) -> Option<Vec<String>> {
    if let Some(name) = what.strip_prefix('"') {
        return Some(vec![up_to_quote(name)]);
    }
    if what.chars().all(|c| c.is_ascii_uppercase() || c == '_') {
        let (_, value) = code.split_once(&format!("const {what}: &str = \""))?;
        return Some(vec![up_to_quote(value)]);
    }
    let before = &code[..at];
    let (helper, pair) = (before.rfind(&format!("|{what}: &str")), before.rfind(&format!("|({what}, _)|")));
    if helper > pair {
        let helper = before[..helper?].trim_end().strip_suffix('=')?.trim_end().rsplit(' ').next()?;
        return Some(calls(code, helper));
    }
    let list = &before[before[..pair?].rfind("[(")?..pair?];
    Some(list.split("(\"").skip(1).map(up_to_quote).collect())
}

/// With which texts this helper is called.
fn calls(code: &str, helper: &str) -> Vec<String> {
    let call = format!("{helper}(\"");
    let is_it = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let calls = code.match_indices(&call).filter(|(at, _)| is_it(*at));
    calls.map(|(at, call)| up_to_quote(&code[at + call.len()..])).collect()
}

/// To the end of the statement, or of the block that it opens.
fn up_to_end(code: &str) -> &str {
    let mut open = 0;
    let end = code.find(|c| {
        open += match c {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        };
        open == 0 && matches!(c, ';' | '}')
    });
    &code[..end.unwrap_or(code.len())]
}

/// Everything in quotes that looks like a name, also with its sign behind.
fn names_in(code: &str) -> Vec<String> {
    let texts = code.split('"').skip(1).step_by(2).map(|text| text.trim_end_matches('='));
    let is_name = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    texts.filter(is_name).map(str::to_owned).collect()
}

fn take_all(sources: &Sources) -> BTreeSet<&str> {
    let takes_all = |code: &str| WAYS.iter().any(|way| code.replace(ONLY, "").contains(way));
    sources.iter().filter(|(_, code)| takes_all(code)).map(|(file, _)| file.as_str()).collect()
}

#[test]
fn every_name_that_an_address_is_asked_for_is_tried() {
    let asked = Asked::of(&sources());
    assert!(asked.unclear.is_empty(), "write these so that `hostile/asked.rs` understands them: {:#?}", asked.unclear);
    assert!(asked.names.len() > 60, "the source was not understood: {:?}", asked.names);
    assert!(asked.missing().is_empty(), "enter these into `hostile/routes.rs`: {:#?}", asked.missing());
}

#[test]
fn whoever_reads_everything_behind_the_question_mark_is_known() {
    let sources = sources();
    let known: BTreeSet<&str> = AT_ONCE.iter().map(|(file, ..)| *file).chain(HANDED_ON).collect();
    let found = take_all(&sources);
    let (new, gone): (Vec<_>, Vec<_>) = (found.difference(&known).collect(), known.difference(&found).collect());
    assert!(new.is_empty(), "enter these into `AT_ONCE` in `hostile/asked.rs`, with where their names stand: {new:#?}");
    assert!(gone.is_empty(), "these take nothing any more: {gone:#?}");
}

#[test]
fn a_name_that_nobody_entered_is_noticed_however_it_is_asked_for() {
    let ways = r#"
        const WORD: &str = "als-konstante";
        let one = visit.first("als-text");
        let all = visit.first(WORD).is_some() && several.first().is_some() && visit.query == "allein";
        let get = |name: &str| visit.first(name).unwrap_or_default();
        let two = (get("mit-helfer"), typed.get("nicht-gefragt"));
        let done = [("in-liste", words.done), ("auch-in-liste", words.saved)];
        let done = done.into_iter().filter(|(key, _)| visit.first(key).is_some());
    "#;
    let mut all = sources();
    all.push(("web/pages/new.rs".into(), ways.into()));
    let asked = Asked::of(&all);
    assert!(asked.unclear.is_empty(), "{:?}", asked.unclear);
    assert_eq!(asked.missing(), ["allein", "als-konstante", "als-text", "auch-in-liste", "in-liste", "mit-helfer"]);

    // A name more among those that are read at once, and ways that nobody knows.
    let (_, filter) = all.iter_mut().find(|(file, _)| file == "domain/filter.rs").unwrap();
    *filter = filter.replace("\"liste\" =>", "\"noch-eine\" => {}\n\"liste\" =>");
    all.push(("web/pages/other.rs".into(), "let all = visit.pairs(); let one = visit.first(&all[0]);".into()));
    let asked = Asked::of(&all);
    assert!(asked.missing().iter().any(|name| *name == "noch-eine"), "{:?}", asked.missing());
    assert_eq!(asked.unclear.len(), 1, "{:?}", asked.unclear);
    assert!(take_all(&all).contains("web/pages/other.rs"));
}
