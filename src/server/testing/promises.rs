//! `docs/zusagen.tsv`: what the platform promises about keeping and telling, about attackers, load and speed, with a verdict for
//! each. What is said to be kept rests on tests that are there, and a guarantee on a control besides: a test in which its
//! mechanism is switched off and the others have to notice.

use std::collections::BTreeSet;

use serde_json::Value;

use super::named::{self, Tests, missing, says_something};

const TABLE: &str = include_str!("../../../docs/zusagen.tsv");
const MAKEFILE: &str = include_str!("../../../Makefile");
const MEASURED: &str = include_str!("../../../docs/bench.json");

const COLUMNS: &str = "id\tpromise\tverdict\ttests\tcontrols\tsize\tnote";

/// What is kept, what attackers meet, load, and first views; of each group so many.
const GROUPS: [(char, u8); 4] = [('D', 12), ('S', 15), ('L', 7), ('P', 5)];

/// Those whose breach loses or shows something. Whoever says that they are kept has seen their tests fail.
const GUARANTEES: [char; 2] = ['D', 'S'];

fn goals() -> BTreeSet<String> {
    GROUPS.iter().flat_map(|(group, many)| (1..=*many).map(move |number| format!("{group}{number}"))).collect()
}

fn problems(table: &str, goals: &BTreeSet<String>, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let name = |[id, ..]: &[&str; 7]| (*id).to_owned();
    named::problems(table, COLUMNS, goals, name, |[id, promise, verdict, tests, controls, size, note]| {
        let mut all: Vec<String> = missing(tests, &is_there).chain(missing(controls, &is_there)).collect();
        if !says_something(promise) {
            all.push("promises nothing".into());
        }
        all.extend(match *verdict {
            "kept" | "partly" if tests.is_empty() => Some("no test shows it".into()),
            "kept" | "partly" if !says_something(size) => Some("does not say how much is tried".into()),
            "kept" if id.starts_with(GUARANTEES) && controls.is_empty() => {
                Some("nobody has seen its tests fail".into())
            }
            "partly" | "open" | "n/a" if !says_something(note) => Some("without a reason".into()),
            "kept" | "partly" | "open" | "n/a" => None,
            other => Some(format!("{other:?} is no verdict")),
        });
        all
    })
}

/// Whether this is a verb of the Makefile, `make soak`, or a part of what one measures, `make bench: durable writes`.
fn is_made(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("make ") else { return false };
    let (verb, part) = rest.split_once(": ").map_or((rest, None), |(verb, part)| (verb, Some(part)));
    let is_verb = MAKEFILE.lines().any(|line| line.starts_with(&format!("{verb}: ## ")));
    is_verb && part.is_none_or(|part| verb == "bench" && is_measured(part))
}

/// Whether figures that were kept have such a heading: each part can be measured by itself.
fn is_measured(heading: &str) -> bool {
    let runs: Vec<Value> = serde_json::from_str(MEASURED).unwrap();
    runs.iter().any(|run| run["figures"].get(heading).is_some())
}

/// Goals under this heading that the newest figures with goals miss.
fn missed(runs: &[Value], heading: &str) -> Vec<String> {
    let newest = runs.iter().find(|run| run["goals"].get(heading).is_some());
    let goals = newest.and_then(|run| run["goals"][heading].as_object());
    goals.into_iter().flatten().filter(|(_, goal)| goal["kept"] != true).map(|(name, _)| name.clone()).collect()
}

#[test]
fn what_is_said_to_be_kept_was_not_missed_when_it_was_measured_last() {
    let runs: Vec<Value> = serde_json::from_str(MEASURED).unwrap();
    for row in TABLE.lines().skip(1) {
        let [id, _, "kept", tests, ..] = row.split('\t').collect::<Vec<_>>()[..] else { continue };
        for heading in tests.split(" / ").filter_map(|test| test.strip_prefix("make bench: ")) {
            assert_eq!(missed(&runs, heading), Vec::<String>::new(), "{id}: {heading}");
        }
    }
}

#[test]
fn a_goal_that_was_missed_when_it_was_measured_last_is_found() {
    let run =
        |kept: bool| serde_json::json!({ "goals": { "writes": { "supports": { "goal": "1000", "kept": kept } } } });
    assert_eq!(missed(&[serde_json::json!({}), run(false), run(true)], "writes"), ["supports"]);
    assert_eq!(missed(&[run(true), run(false)], "writes"), [""; 0]);
}

#[test]
fn every_promise_has_a_verdict_and_what_is_kept_has_tests_that_were_seen_to_fail() {
    let tests = Tests::all();
    let problems = problems(TABLE, &goals(), |name| is_made(name) || tests.has(name));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn what_nobody_makes_or_measures_shows_nothing() {
    for name in ["make soak", "make bench: durable writes", "make bench: 100000 proposals"] {
        assert!(is_made(name), "{name}");
    }
    for name in ["make", "make ", "make gold", "soak", "make bench: dreams", "make soak: durable writes"] {
        assert!(!is_made(name), "{name}");
    }
}

#[test]
fn a_table_of_promises_that_says_too_much_is_refused() {
    let goals = BTreeSet::from(["D1", "L1"].map(str::to_owned));
    let is_there = |test: &str| matches!(test, "one" | "it is noticed" | "a journey, with a comma");
    let good = [
        "D1\tnothing is ever lost\tkept\tone / a journey, with a comma\tit is noticed\t30 rounds daily\t",
        "L1\tas fast as wanted\topen\t\t\t\tnobody has measured it",
    ];
    let table = |rows: &[&str]| [&[COLUMNS][..], rows].concat().join("\n");
    assert_eq!(problems(&table(&good), &goals, is_there), Vec::<String>::new());
    for (bad, complaint) in [
        ("D1\tnothing is ever lost\tkept\tanother\tit is noticed\t30 rounds daily\t", "no test \"another\""),
        ("D1\tnothing is ever lost\tkept\tone\tanother\t30 rounds daily\t", "no test \"another\""),
        ("D1\tnothing is ever lost\tkept\t\tit is noticed\t30 rounds daily\t", "no test shows it"),
        ("D1\tnothing is ever lost\tkept\tone\t\t30 rounds daily\t", "seen its tests fail"),
        ("D1\tnothing is ever lost\tkept\tone\tit is noticed\t\t", "how much"),
        ("D1\tnothing is ever lost\tpartly\tone\t\t30 rounds daily\t", "without a reason"),
        ("D1\tnothing is ever lost\tpartly\t\t\t30 rounds daily\tthe rest is open", "no test shows it"),
        ("D1\tnothing is ever lost\topen\t\t\t\tlater", "without a reason"),
        ("D1\tnothing is ever lost\tn/a\t\t\t\t", "without a reason"),
        ("D1\tnothing is ever lost\tfine\tone\tit is noticed\t30 rounds daily\t", "no verdict"),
        ("D1\t\tkept\tone\tit is noticed\t30 rounds daily\t", "promises nothing"),
        ("D2\tnothing is ever lost\tkept\tone\tit is noticed\t30 rounds daily\t", "nobody asks"),
        ("D2\tnothing is ever lost\tkept\tone\tit is noticed\t30 rounds daily\t", "D1: without a verdict"),
        ("L1\tnothing is ever lost\tkept\tone\tit is noticed\t30 rounds daily\t", "twice"),
        ("D1\tnothing is ever lost\tkept\tone", "not 7 cells"),
    ] {
        let found = problems(&table(&[bad, good[1]]), &goals, is_there);
        assert!(found.iter().any(|problem| problem.contains(complaint)), "{bad:?}: {found:?}");
    }
    assert!(!problems(&good.join("\n"), &goals, is_there).is_empty(), "without its columns");
}
