//! What strangers who grade sites by their headers would say of ours, computed from its answers by their published rules, in our
//! words: the score of Mozilla's HTTP Observatory (github.com/mdn/mdn-http-observatory, src/analyzer/tests and
//! src/grader/charts.js, looked at in November 2026) and the complaints of Google's CSP Evaluator (github.com/google/csp-evaluator,
//! checks/security_checks.ts). Not in it: whether the address without TLS leads to the one with it, which is the proxy's to do
//! and costs 20 points where it is missing, and the 5 points for a place in the browsers' preload lists.

use std::collections::BTreeMap;

use axum::{Router, http::HeaderValue};
use store::faults::is_noticed;

use super::{Answer, TestApp};
use crate::{app::Capacity, config::Config};

/// A+ begins at 100; this is what the project wants.
const WANTED: i32 = 120;

/// With this much left after all deductions, what is better than needed counts besides.
const FOR_MORE: i32 = 90;

const HALF_A_YEAR: u64 = 15_768_000;

const BROAD: [&str; 8] = ["ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"];
const INLINE: [&str; 2] = ["'unsafe-inline'", "data:"];

struct Policy(BTreeMap<String, Vec<String>>);

impl Policy {
    /// `None` for none, and for one that says something twice, which graders do not read on.
    fn read(header: &str) -> Option<Self> {
        let mut all = BTreeMap::new();
        for directive in header.split(';').map(str::to_lowercase) {
            let mut words = directive.split_whitespace().map(str::to_owned);
            let Some(name) = words.next() else { continue };
            if all.insert(name, words.collect()).is_some() {
                return None;
            }
        }
        (!all.is_empty()).then_some(Self(all))
    }

    /// What says nothing of its own follows `default-src`, and without that allows everything.
    fn of(&self, name: &str) -> Vec<&str> {
        let found = self.0.get(name).or_else(|| self.0.get("default-src"));
        found.map_or_else(|| vec!["*"], |sources| sources.iter().map(String::as_str).collect())
    }

    /// What a browser of today runs by it: a number or a digest takes the place of `unsafe-inline`, and with
    /// `strict-dynamic` that of places as well.
    fn scripts(&self) -> Vec<&str> {
        let mut sources = self.of("script-src");
        if sources.iter().any(|source| is_mark(source)) {
            let is_strict = sources.contains(&"'strict-dynamic'");
            let is_place = |source: &str| source == "'self'" || BROAD.iter().any(|broad| source.starts_with(broad));
            sources.retain(|source| *source != INLINE[0] && !(is_strict && is_place(source)));
        }
        sources
    }

    /// Whatever loads code; pictures and films are of less weight.
    fn active(&self) -> Vec<&str> {
        let rest = self.0.iter().filter(|(name, _)| !["img-src", "media-src", "script-src"].contains(&name.as_str()));
        rest.flat_map(|(_, sources)| sources.iter().map(String::as_str)).chain(self.scripts()).collect()
    }
}

fn is_mark(source: &str) -> bool {
    ["'nonce-", "'sha256-", "'sha384-", "'sha512-"].iter().any(|start| source.starts_with(start))
}

fn any(sources: &[&str], of: &[&str]) -> bool {
    sources.iter().any(|source| of.contains(source))
}

fn of_policy(policy: Option<&Policy>) -> i32 {
    let Some(policy) = policy else { return -25 };
    let (scripts, styles) = (policy.scripts(), policy.of("style-src"));
    let pictures = [policy.of("img-src"), policy.of("media-src")].concat();
    let without_tls =
        |sources: &[&str]| sources.iter().any(|source| source.starts_with("http:") || source.starts_with("ftp:"));
    if scripts.contains(&"'strict-dynamic'") && !scripts.iter().any(|source| is_mark(source)) {
        -25
    } else if any(&scripts, &BROAD)
        || any(&scripts, &INLINE)
        || any(&policy.of("object-src"), &BROAD)
        || without_tls(&policy.active())
    {
        -20
    } else if any(&[scripts, styles.clone()].concat(), &["'unsafe-eval'"]) || without_tls(&pictures) {
        -10
    } else if any(&styles, &BROAD) || any(&styles, &INLINE) {
        0
    } else if policy.0.get("default-src").is_some_and(|sources| sources.len() == 1 && sources[0] == "'none'") {
        10
    } else {
        5
    }
}

/// The worst of them counts. Theirs asks for `HttpOnly` of cookies with certain names alone.
fn of_cookies(answer: &Answer) -> i32 {
    let points = |cookie: &HeaderValue| {
        let cookie = cookie.to_str().unwrap().to_lowercase();
        let attributes: Vec<&str> = cookie.split(';').skip(1).map(str::trim).collect();
        match attributes.iter().find_map(|attribute| attribute.strip_prefix("samesite=")) {
            _ if !attributes.contains(&"httponly") => -30,
            _ if !attributes.contains(&"secure") => -40,
            None => 0,
            Some("lax" | "strict") => 5,
            Some(_) => -20,
        }
    };
    answer.headers.get_all("set-cookie").iter().map(points).min().unwrap_or_default()
}

fn of_tls(answer: &Answer) -> i32 {
    let told =
        answer.header("strict-transport-security").split(';').find_map(|part| part.trim().strip_prefix("max-age="));
    match told.and_then(|seconds| seconds.parse::<u64>().ok()) {
        None => -20,
        Some(seconds) if seconds < HALF_A_YEAR => -10,
        Some(_) => 0,
    }
}

/// Scripts from elsewhere need a digest, and TLS.
fn of_scripts(answer: &Answer) -> i32 {
    let html = answer.text();
    let tags = html.split("<script").skip(1).filter_map(|rest| rest.split('>').next());
    let points = |tag: &str| {
        let source = tag.split(" src=\"").nth(1).unwrap_or_default();
        let is_elsewhere = source.starts_with("//") || source.starts_with("http");
        match (is_elsewhere, source.starts_with("https:"), tag.contains(" integrity=")) {
            (false, ..) | (true, true, true) => 0,
            (true, true, false) => -5,
            (true, false, true) => -20,
            (true, false, false) => -50,
        }
    };
    tags.map(points).min().unwrap_or_default()
}

fn of_frames(answer: &Answer, policy: Option<&Policy>) -> i32 {
    let is_told = policy.is_some_and(|policy| policy.0.contains_key("frame-ancestors"));
    match answer.header("x-frame-options").to_lowercase().as_str() {
        _ if is_told => 5,
        "deny" | "sameorigin" => 0,
        _ => -20,
    }
}

/// Who else may read it: scripts of other sites, and other sites that show it.
fn of_others(answer: &Answer) -> [i32; 2] {
    let with_cookies = answer.header("access-control-allow-credentials") == "true";
    let shown = match answer.header("cross-origin-resource-policy") {
        "same-origin" | "same-site" => 10,
        "cross-origin" | "" => 0,
        _ => -5,
    };
    [if with_cookies && !answer.header("access-control-allow-origin").is_empty() { -50 } else { 0 }, shown]
}

fn of_referrer(answer: &Answer) -> i32 {
    match answer.header("referrer-policy") {
        "no-referrer" | "same-origin" | "strict-origin" | "strict-origin-when-cross-origin" => 5,
        "" => 0,
        _ => -5,
    }
}

/// 100 and what each part gives or takes; what it gives counts only where little is taken.
fn score(answer: &Answer) -> i32 {
    let policy = Policy::read(answer.header("content-security-policy"));
    let sniffs = if answer.header("x-content-type-options") == "nosniff" { 0 } else { -5 };
    let [read, shown] = of_others(answer);
    let parts = [
        of_policy(policy.as_ref()),
        of_cookies(answer),
        of_tls(answer),
        of_scripts(answer),
        of_frames(answer, policy.as_ref()),
        of_referrer(answer),
        sniffs,
        read,
        shown,
    ];
    let left = 100 + parts.iter().filter(|points| **points < 0).sum::<i32>();
    if left >= FOR_MORE { 100 + parts.iter().sum::<i32>() } else { left }
}

/// Everything by which somebody may get a script of their own to run. What the Evaluator proposes for browsers of ten years ago
/// would weaken it for nobody else; it is not asked for.
fn complaints(header: &str) -> Vec<String> {
    let Some(policy) = Policy::read(header) else { return vec!["no policy that can be read".into()] };
    let scripts = policy.scripts();
    let is_strict = scripts.contains(&"'strict-dynamic'");
    let mut all: Vec<String> = ["script-src", "object-src"]
        .iter()
        .filter(|name| !policy.0.contains_key(**name) && !policy.0.contains_key("default-src"))
        .map(|name| format!("{name} is missing"))
        .collect();
    let marks = scripts.iter().filter_map(|source| source.strip_prefix("'nonce-"));
    all.extend(marks.clone().filter(|mark| mark.len() < 9).map(|_| "a number that can be guessed".to_owned()));
    if marks.count() > 0 && !policy.0.contains_key("base-uri") {
        all.push("base-uri is missing: scripts could come from elsewhere".into());
    }
    let runs = |source: &&&str| match **source {
        "'unsafe-inline'" | "'unsafe-eval'" | "'unsafe-hashes'" | "'self'" => true,
        other => !other.starts_with('\'') && !is_strict,
    };
    all.extend(scripts.iter().filter(runs).map(|source| format!("scripts by {source}")));
    for name in ["object-src", "base-uri"] {
        let sources = policy.of(name);
        let wide = sources.iter().filter(|source| ["*", "data:", "http:", "https:"].contains(*source));
        all.extend(wide.map(|source| format!("{name} by {source}")));
    }
    all
}

const PAGES: [&str; 10] = [
    "/",
    "/vorschlaege",
    "/vorschlaege/neu",
    "/themen/verkehr",
    "/umfragen",
    "/orte",
    "/kalender",
    "/mitmachen",
    "/anmelden",
    "/en/informieren",
];

async fn behind_tls() -> TestApp {
    let https = |config: &mut Config| config.base_url = "https://wegmarken.example".into();
    TestApp::with(https, Router::new(), Capacity::default()).await
}

#[tokio::test]
async fn every_page_would_get_the_best_grade_of_strangers() {
    let app = behind_tls().await;
    for address in PAGES {
        let answer = app.get(address).await;
        assert!(answer.status.is_success(), "{address}: {}", answer.status);
        assert!(score(&answer) >= WANTED, "{address}: {} points", score(&answer));
        let policy = answer.header("content-security-policy");
        assert_eq!(complaints(policy), Vec::<String>::new(), "{address}: {policy}");
    }
    // Cookies are graded too, and readers get none.
    let begun = app.post("/vorschlaege/neu", "thema=verkehr").await;
    assert!(begun.headers.contains_key("set-cookie"));
    assert!(score(&begun) >= WANTED, "{:?}: {} points", begun.headers, score(&begun));
}

#[test]
fn it_is_noticed_when_strangers_would_miss_the_policy() {
    assert!(is_noticed("send-no-policy", every_page_would_get_the_best_grade_of_strangers));
}

#[tokio::test]
async fn whatever_is_worse_is_graded_down() {
    let app = behind_tls().await;
    let good = app.get("/").await;
    assert_eq!(score(&good), 130);
    let policy = good.header("content-security-policy").to_owned();
    let with = |name: &'static str, value: &str| {
        let mut headers = good.headers.clone();
        headers.insert(name, HeaderValue::from_str(value).unwrap());
        score(&Answer { headers, status: good.status, body: good.body.clone() })
    };
    for (name, value, expected) in [
        ("content-security-policy", String::new(), 55),
        ("content-security-policy", format!("{policy}; img-src 'self'"), 55),
        ("content-security-policy", policy.replace("'self' 'wasm", "'self' 'unsafe-eval' 'wasm"), 110),
        ("content-security-policy", policy.replace("script-src 'nonce-", "script-src data: 'nonce-"), 80),
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; script-src 'unsafe-inline'".into(),
            80,
        ),
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; script-src 'strict-dynamic'".into(),
            75,
        ),
        ("content-security-policy", policy.replace("default-src 'none'", "default-src 'self'"), 125),
        ("content-security-policy", policy.replace("style-src 'self'", "style-src 'unsafe-inline'"), 120),
        ("content-security-policy", policy.replace("img-src 'self'", "img-src http:"), 110),
        ("content-security-policy", policy.replace("font-src 'self'", "font-src http:"), 80),
        ("content-security-policy", policy.replace("frame-ancestors 'none'", "child-src 'none'"), 80),
        ("strict-transport-security", String::new(), 80),
        ("strict-transport-security", "max-age=3600".into(), 120),
        ("referrer-policy", "unsafe-url".into(), 120),
        ("x-content-type-options", String::new(), 125),
        ("cross-origin-resource-policy", "cross-origin".into(), 120),
        ("set-cookie", "a=b; Secure; HttpOnly; SameSite=Lax".into(), 135),
        ("set-cookie", "a=b; Secure; HttpOnly".into(), 130),
        ("set-cookie", "a=b; HttpOnly; SameSite=Lax".into(), 60),
        ("set-cookie", "a=b; Secure; SameSite=Lax".into(), 70),
    ] {
        assert_eq!(with(name, &value), expected, "{name}: {value}");
    }
    let body = b"<script src=\"https://elsewhere.example/x.js\"></script>".to_vec();
    assert_eq!(score(&Answer { headers: good.headers.clone(), status: good.status, body }), 125);
}

#[test]
fn every_way_for_scripts_of_others_is_complained_of() {
    let good = "default-src 'none'; script-src 'nonce-0123456789' 'strict-dynamic' 'self'; base-uri 'none'";
    assert_eq!(complaints(good), Vec::<String>::new());
    for (bad, complaint) in [
        (String::new(), "no policy"),
        (good.replace("default-src 'none'; ", ""), "object-src is missing"),
        (good.replace("; base-uri 'none'", ""), "base-uri is missing"),
        (good.replace("0123456789", "01"), "can be guessed"),
        (good.replace("'strict-dynamic' ", ""), "scripts by 'self'"),
        (good.replace("'strict-dynamic'", "https://elsewhere.example"), "scripts by https://elsewhere.example"),
        (good.replace("'self'", "'unsafe-eval'"), "scripts by 'unsafe-eval'"),
        (good.replace("'nonce-0123456789' 'strict-dynamic'", "'unsafe-inline'"), "scripts by 'unsafe-inline'"),
        (good.replace("base-uri 'none'", "base-uri https:"), "base-uri by https:"),
    ] {
        let found = complaints(&bad);
        assert!(found.iter().any(|said| said.contains(complaint)), "{bad}: {found:?}");
    }
}
