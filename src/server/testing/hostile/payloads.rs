//! What nobody should send. Everything that could run carries the word `wgmx`, so that it is found in an answer.

use std::fmt;

use domain::ids::SubmissionId;
use proptest::{
    collection,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::testing::chance;

pub const CANARY: &str = "wgmx";

#[derive(Clone)]
pub struct Payload {
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    /// Goes into addresses and forms as it is, without percent-encoding.
    pub is_raw: bool,
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start: String = String::from_utf8_lossy(&self.bytes).chars().take(120).collect();
        write!(f, "{} ({} bytes, raw: {}) {start:?}", self.kind, self.bytes.len(), self.is_raw)
    }
}

/// Chance that can be repeated.
pub struct Dice {
    runner: TestRunner,
    seed: u64,
}

impl Dice {
    pub fn new() -> Self {
        let seed = chance::seed();
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
        Self { runner, seed }
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    pub fn draw<T: fmt::Debug>(&mut self, strategy: impl Strategy<Value = T>) -> T {
        strategy.new_tree(&mut self.runner).unwrap().current()
    }

    pub fn id(&mut self) -> SubmissionId {
        SubmissionId::from_bytes(self.draw(any::<[u8; 16]>()))
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.draw(0..end)
    }
}

/// How many rounds: more than the one of every day with `WEGMARKEN_TRIALS`.
pub fn trials() -> usize {
    std::env::var("WEGMARKEN_TRIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

const TEXTS: &[(&str, &str)] = &[
    ("nothing", ""),
    ("blanks", " \t \u{a0}\u{2003} "),
    ("NUL", "a\0b"),
    ("C0", "\u{1}\u{2}\u{7}\u{8}\u{b}\u{c}\u{e}\u{1b}[31m\u{1f}\u{7f}"),
    ("C1", "\u{80}\u{85}\u{9b}\u{9f}"),
    ("line ends", "eins\r\nzwei\rdrei\nvier\u{2028}fünf\u{2029}"),
    ("header injection", "x\r\nSet-Cookie: wgmx=1\r\n\r\n<wgmx>"),
    ("RTL override", "frei \u{202e}eurt\u{202c} \u{2066}isoliert\u{2069}"),
    ("tags", "\u{e0001}\u{e0077}\u{e007f}"),
    ("zero width", "Ba\u{200b}nk\u{200d}\u{feff}\u{2060}\u{ad}"),
    ("noncharacters", "\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}"),
    ("combining", "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}"),
    ("emoji", "👩‍👩‍👧‍👦🏳️‍🌈👍🏽"),
    ("other site", "//wgmx.example/"),
    ("other site backslash", "/\\wgmx.example/"),
    ("other site scheme", "https://wgmx.example/"),
    ("SQL", "'; DROP TABLE proposal; --"),
    ("SQL or", "1' OR '1'='1\" OR \"\"=\""),
    ("SQL like", "%_\\%[a-z]"),
    ("FTS", "\"AND OR NOT NEAR( * ^ : - {title}: \"\""),
    ("tsquery", "a & | ! <-> :* ( ) '' \\"),
    ("template", "{{wgmx}}${wgmx}#{wgmx}<%= wgmx %>{% raw %}"),
    ("format", "%s%n%x{0}{}"),
    ("traversal", "../../../../../../etc/passwd"),
    ("traversal windows", "..\\..\\..\\windows\\win.ini"),
    ("shell", "$(wgmx)`wgmx`;wgmx|wgmx"),
    ("log4j", "${jndi:ldap://wgmx.example/a}"),
    ("xml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"),
    ("csv", "=HYPERLINK(\"http://wgmx.example\")"),
    ("zero", "0"),
    ("minus", "-1"),
    ("plus", "+5"),
    ("i32", "2147483648"),
    ("u32", "4294967295"),
    ("i64", "9223372036854775807"),
    ("over i64", "9223372036854775808"),
    ("under i64", "-9223372036854775808"),
    ("u64", "18446744073709551615"),
    ("many digits", "99999999999999999999999999999999999999999999999999"),
    ("f64", "1e308"),
    ("over f64", "1e999"),
    ("NaN", "NaN"),
    ("inf", "-inf"),
    ("hex", "0x1F"),
    ("other digits", "٣٤"),
    ("point NaN", "NaN,NaN"),
    ("point far", "12.14,89.999999"),
    ("point huge", "1e308,-1e308"),
    ("piece NaN", "12.1,54.1,NaN"),
    ("piece", "179.9999,-84.9999,1e9"),
    ("cursor", "n-9223372036854775808.9223372036854775807"),
    ("cursor back", "v9223372036854775807.-9223372036854775808"),
    ("choice", "1|</option><wgmx>"),
    ("uuid", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ("not a uuid", "gggggggggggggggggggggggggggggggg"),
    ("code", "OIL0-OIL1-0000"),
    ("true", "true"),
    ("null", "null"),
    ("JSON", "{\"$gt\":\"\",\"__proto__\":{\"wgmx\":1}}"),
];

/// What a page would run or fetch if it took it for its own, each after its name. The journeys hand the same to a browser.
const MARKUP: &str = include_str!("markup.tsv");

fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEXTS.iter().copied().chain(MARKUP.lines().filter_map(|line| line.split_once('\t')))
}

const BYTES: &[(&str, &[u8])] = &[
    ("lone continuation", b"a\x80\xbfb"),
    ("overlong", b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf\xc1\xbf<wgmx>"),
    ("overlong NUL", b"\xc0\x80"),
    ("surrogate", b"\xed\xa0\x80\xed\xbf\xbf"),
    ("cut sequence", b"abc\xf0\x9f\x98"),
    ("over the end", b"\xf4\x90\x80\x80\xff\xfe"),
    ("latin 1", b"Stra\xdfe"),
    ("UTF-16", b"\xff\xfe<\0w\0g\0m\0x\0>\0"),
    ("UTF-7", b"+ADw-wgmx+AD4-"),
];

const RAW: &[(&str, &str)] = &[
    ("percent", "%"),
    ("half percent", "%4"),
    ("no hex", "%zz%GG"),
    ("encoded NUL", "%00"),
    ("encoded line end", "%0d%0aSet-Cookie:wgmx=1"),
    ("encoded bytes", "%ff%fe%c0%ae%c0%ae/"),
    ("twice encoded", "%253Cwgmx%253E%252e%252e"),
    ("encoded path", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"),
    ("slashes", "..//..//./%2f%5c"),
    ("semicolon", ";jsessionid=wgmx"),
    ("%u", "%u003cwgmx%u003e"),
    ("plus", "+++"),
    ("equals", "=&=&&==wgmx"),
    ("brackets", "[$ne]=1&a[b][c]=d&a[]=1"),
];

/// What every single place gets in every round: out of whatever a text stands in and the other way round, over the ends of
/// what is counted, and bytes that are no text.
const ALWAYS: &[(&str, &[u8])] = &[
    (
        "way out",
        "\u{202e}\"'></textarea></title></noscript></script><wgmx data-wgmx=1 onclick=wgmx()><script>wgmx()</script>"
            .as_bytes(),
    ),
    ("NUL", b"a\0b"),
    ("i64", b"9223372036854775807"),
    ("no UTF-8", b"a\xff\xfe\xc0\xafb\xed\xa0\x80<wgmx>\xf0\x9f"),
];

pub fn always() -> Vec<Payload> {
    ALWAYS.iter().map(|(kind, bytes)| Payload { kind, bytes: bytes.to_vec(), is_raw: false }).collect()
}

pub fn fixed() -> Vec<Payload> {
    let texts = texts().map(|(kind, text)| Payload { kind, bytes: text.as_bytes().to_vec(), is_raw: false });
    let bytes = BYTES.iter().map(|(kind, bytes)| Payload { kind, bytes: bytes.to_vec(), is_raw: false });
    let raw = RAW.iter().map(|(kind, text)| Payload { kind, bytes: text.as_bytes().to_vec(), is_raw: true });
    let long = [
        ("long", "Bänke ".repeat(500)),
        ("very long", "ü".repeat(150_000)),
        ("long word", "x".repeat(5_000)),
        ("many lines", "\n".repeat(3_000)),
        ("many tags", "<wgmx>".repeat(2_000)),
        ("many marks", "a\u{301}\u{327}".repeat(3_000)),
    ];
    let long = long.into_iter().map(|(kind, text)| Payload { kind, bytes: text.into_bytes(), is_raw: false });
    texts.chain(bytes).chain(raw).chain(long).collect()
}

/// Anything at all, and anything made of the pieces above.
pub fn generated(dice: &mut Dice) -> Payload {
    let pieces: Vec<&'static str> = texts().map(|(_, text)| text).collect();
    let mixed = collection::vec(prop::sample::select(pieces), 1..6).prop_map(|parts| parts.concat().into_bytes());
    let strategy = prop_oneof![
        3 => mixed,
        2 => any::<String>().prop_map(String::into_bytes),
        1 => collection::vec(any::<u8>(), 0..400),
        1 => any::<i64>().prop_map(|number| number.to_string().into_bytes()),
        1 => any::<f64>().prop_map(|number| format!("{number},{number:e}").into_bytes()),
    ];
    Payload { kind: "generated", bytes: dice.draw(strategy), is_raw: false }
}

/// What every cookie gets: without the signs at which its reader passes over the whole line, and with them.
pub fn of_cookies(dice: &mut Dice) -> Vec<Payload> {
    let fixed = fixed();
    let chosen = fixed[dice.below(fixed.len())].clone();
    let (way_out, no_text) = (always().remove(0), always().pop().unwrap());
    let mut all = [way_out, chosen, generated(dice)].map(printable).to_vec();
    all.push(no_text);
    all
}

fn printable(mut payload: Payload) -> Payload {
    payload.bytes.retain(|byte| matches!(byte, b' '..=b'~'));
    payload
}

/// Deeper than any reader of JSON goes.
pub fn deep() -> Payload {
    let bytes = ["[".repeat(10_000), "]".repeat(10_000)].concat().into_bytes();
    Payload { kind: "deep", bytes, is_raw: true }
}

/// Values of JSON, as they are written.
pub const JSON_VALUES: &[&str] = &[
    "null",
    "true",
    "-1",
    "0",
    "1.5",
    "1e999",
    "-1e999",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "NaN",
    "[]",
    "{}",
    "[[[[]]]]",
    "\"\\ud800\"",
    "\"\\udfff\\ud800\"",
    "\"\\u0000\"",
    "\"\\u202e\"",
    "\"\\x41\"",
    "\"\u{1}\"",
    "{\"a\":1,\"a\":2}",
    "[1,\"2\",null]",
    "\"",
    "01",
    "+1",
    ".5",
    "'wgmx'",
    "undefined",
];
