//! `docs/asvs.tsv`: a verdict for every requirement of levels 1 and 2 of the OWASP Application Security Verification Standard
//! 5.0.0, and for some of level 3. A verdict that rests on a test rests on one that is there.

use std::collections::BTreeSet;

use super::named::{self, Tests, missing, says_something};

const TABLE: &str = include_str!("../../../docs/asvs.tsv");
const SECTIONS: &str = include_str!("asvs.txt");

/// Those of level 3 that are wanted besides. 3.4.3 asks for more there than at level 2.
const OF_LEVEL_3: [&str; 9] = ["1.2.10", "3.4.3", "3.4.8", "5.2.4", "5.2.6", "6.3.8", "14.2.8", "15.4.2", "16.5.4"];

const COLUMNS: &str = "id\tlevel\tverdict\ttests\tnote";

type Requirement = (String, u8);

/// Every requirement of the standard with its level.
fn standard() -> Vec<Requirement> {
    let sections = SECTIONS.lines().filter(|line| !line.starts_with('#'));
    let of_section = |line: &str| {
        let (section, levels) = line.split_once(' ').unwrap();
        let levels = levels.chars().map(|level| u8::try_from(level.to_digit(10).unwrap()).unwrap());
        levels.enumerate().map(|(index, level)| (format!("{section}.{}", index + 1), level)).collect::<Vec<_>>()
    };
    sections.flat_map(of_section).collect()
}

fn wanted() -> BTreeSet<Requirement> {
    let lower = standard().into_iter().filter(|(_, level)| *level < 3);
    lower.chain(OF_LEVEL_3.map(|id| (id.to_owned(), 3))).collect()
}

fn problems(table: &str, wanted: &BTreeSet<Requirement>, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let wanted = wanted.iter().map(|(id, level)| format!("{id}, level {level}")).collect();
    let name = |[id, level, ..]: &[&str; 5]| format!("{id}, level {level}");
    named::problems(table, COLUMNS, &wanted, name, |[_, _, verdict, tests, note]| {
        let mut all: Vec<String> = missing(tests, &is_there).collect();
        all.extend(match *verdict {
            "pass" if tests.is_empty() => Some("passed by no test".into()),
            "n/a" | "open" if !says_something(note) => Some("without a reason".into()),
            "pass" | "n/a" | "open" => None,
            other => Some(format!("{other:?} is no verdict")),
        });
        all
    })
}

#[test]
fn the_standard_is_whole() {
    let of_level = |wanted: u8| standard().iter().filter(|(_, level)| *level == wanted).count();
    assert_eq!([1, 2, 3].map(of_level), [70, 183, 92]);
    let higher = standard().into_iter().filter(|(_, level)| *level == 3).map(|(id, _)| id).collect::<BTreeSet<_>>();
    for id in OF_LEVEL_3.into_iter().filter(|id| *id != "3.4.3") {
        assert!(higher.contains(id), "{id}");
    }
    assert_eq!(wanted().len(), 70 + 183 + OF_LEVEL_3.len());
}

#[test]
fn every_requirement_has_a_verdict_and_every_verdict_a_test_or_a_reason() {
    let tests = Tests::all();
    let problems = problems(TABLE, &wanted(), |test| tests.has(test));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_table_that_promises_too_much_is_refused() {
    let wanted = BTreeSet::from([("1.1.1".to_owned(), 2), ("1.2.1".to_owned(), 1)]);
    let is_there = |test: &str| matches!(test, "one" | "a journey, with a comma");
    let good = ["1.1.1\t2\tpass\tone / a journey, with a comma\t", "1.2.1\t1\topen\t\tnobody has done it"];
    let table = |rows: &[&str]| [&[COLUMNS][..], rows].concat().join("\n");
    assert_eq!(problems(&table(&good), &wanted, is_there), Vec::<String>::new());
    for (bad, complaint) in [
        ("1.1.1\t2\tpass\tanother\t", "no test \"another\""),
        ("1.1.1\t2\tpass\tone / another\t", "no test \"another\""),
        ("1.1.1\t2\tn/a\tanother\tnothing like it here", "no test \"another\""),
        ("1.1.1\t2\tpass\t\tit is surely fine", "by no test"),
        ("1.1.1\t2\tn/a\t\t", "without a reason"),
        ("1.1.1\t2\topen\t\tlater", "without a reason"),
        ("1.1.1\t2\tfine\tone\t", "no verdict"),
        ("1.1.1\t1\tpass\tone\t", "nobody asks"),
        ("1.1.1\t1\tpass\tone\t", "1.1.1, level 2: without a verdict"),
        ("1.2.1\t1\tpass\tone\t", "twice"),
        ("1.1.1\t2\tpass\tone", "not 5 cells"),
    ] {
        let found = problems(&table(&[bad, good[1]]), &wanted, is_there);
        assert!(found.iter().any(|problem| problem.contains(complaint)), "{bad:?}: {found:?}");
    }
    assert!(!problems(&good.join("\n"), &wanted, is_there).is_empty(), "without its columns");
}
