//! The pages whose time `make bench` measures: every address that everybody may read is among them or says why not.

use std::collections::BTreeSet;

use super::{roles::is_for_all, routes::ROUTES};

pub const MEASURED: &str = include_str!("../../../trial/bench/every_page.tsv");

/// What is registered, without a language, and an example of it.
fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    MEASURED.lines().skip(1).map(|line| {
        let (route, rest) = line.split_once('\t').unwrap();
        (route, rest.split_once('\t').unwrap().0)
    })
}

fn fits(route: &str, example: &str) -> bool {
    let (path, _) = example.split_once('?').unwrap_or((example, ""));
    let (wanted, found): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    wanted.len() == found.len() && wanted.iter().zip(found).all(|(part, found)| part.starts_with('{') || *part == found)
}

/// Everything wrong with these lines.
fn problems(lines: &[(&str, &str)]) -> Vec<String> {
    let known: BTreeSet<&str> = ROUTES.iter().map(|route| route.path).collect();
    let open = ROUTES.iter().filter(|route| route.method == "GET" && is_for_all(route.path)).map(|route| route.path);
    let named: BTreeSet<&str> = lines.iter().map(|(route, _)| *route).collect();
    let missing =
        open.filter(|path| !named.contains(path)).map(|path| format!("{path} is neither measured nor left out"));
    let gone = named.iter().filter(|path| !known.contains(**path)).map(|path| format!("{path} is no address"));
    let others = lines.iter().filter(|(route, example)| !example.is_empty() && !fits(route, example));
    let others = others.map(|(route, example)| format!("{example} is not of {route}"));
    missing.chain(gone).chain(others).collect()
}

#[test]
fn every_public_page_is_measured_or_says_why_not() {
    let lines: Vec<_> = examples().collect();
    let problems = problems(&lines);
    assert!(problems.is_empty(), "mend trial/bench/every_page.tsv: {problems:#?}");
}

#[test]
fn it_is_noticed_when_a_public_page_is_not_measured() {
    let without: Vec<_> = examples().filter(|(route, _)| *route != "/zahlen").collect();
    assert_eq!(problems(&without), ["/zahlen is neither measured nor left out"]);
    let lines: Vec<_> = examples().chain([("/gold", "/gold"), ("/zahlen", "/regeln")]).collect();
    assert_eq!(problems(&lines), ["/gold is no address", "/regeln is not of /zahlen"]);
}
