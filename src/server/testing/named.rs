//! Tests by their names, for lists that say which test shows what.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All that a list may name.
pub(super) struct Tests {
    sources: String,
    scripts: String,
}

impl Tests {
    pub(super) fn all() -> Self {
        Self { sources: sources(), scripts: scripts() }
    }

    /// Whether `make test` runs it.
    pub(super) fn has(&self, name: &str) -> bool {
        match name.starts_with("script/") {
            true => is_part_of_make_test(name),
            false => is_run(&self.sources, name) || is_titled(&self.scripts, name),
        }
    }
}

/// Everything that is wrong with a table that has a verdict in each row; `id` says whose it is, and `look` what is wrong with a row.
pub(super) fn problems<const CELLS: usize>(
    table: &str,
    columns: &str,
    wanted: &BTreeSet<String>,
    id: impl Fn(&[&str; CELLS]) -> String,
    look: impl Fn(&[&str; CELLS]) -> Vec<String>,
) -> Vec<String> {
    let mut lines = table.lines();
    let mut all = Vec::new();
    if lines.next() != Some(columns) {
        all.push("the first line does not name the columns".to_owned());
    }
    let mut found = BTreeSet::new();
    for line in lines {
        let Ok(cells) = <[&str; CELLS]>::try_from(line.split('\t').collect::<Vec<_>>()) else {
            all.push(format!("not {CELLS} cells: {line}"));
            continue;
        };
        let id = id(&cells);
        all.extend(look(&cells).into_iter().map(|problem| format!("{id}: {problem}")));
        if !wanted.contains(&id) {
            all.push(format!("{id}: nobody asks for it"));
        }
        if !found.insert(id.clone()) {
            all.push(format!("{id}: it stands there twice"));
        }
    }
    all.extend(wanted.difference(&found).map(|id| format!("{id}: without a verdict")));
    all
}

/// Those named in a cell that are not there.
pub(super) fn missing(cell: &str, is_there: impl Fn(&str) -> bool) -> impl Iterator<Item = String> {
    let names = cell.split(" / ").filter(move |name| !name.is_empty() && !is_there(name));
    names.map(|name| format!("there is no test {name:?}"))
}

/// What counts as a reason.
pub(super) fn says_something(cell: &str) -> bool {
    cell.split_whitespace().count() >= 3
}

/// Whether a function of this name is there and right above it stands that it is a test, which nobody leaves out.
pub(super) fn is_run(sources: &str, name: &str) -> bool {
    sources.match_indices(&format!("fn {name}(")).any(|(at, _)| {
        let above = sources[..at].rsplit_once('\n').map_or("", |(above, _)| above);
        let above = above.lines().rev().map(str::trim);
        let attributes: Vec<&str> = above.take_while(|line| line.starts_with("#[") || line.starts_with("//")).collect();
        let is_test = |line: &&str| line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        attributes.iter().any(is_test) && !attributes.iter().any(|line| line.starts_with("#[ignore"))
    })
}

/// Everything that is tested by Rust.
pub(super) fn sources() -> String {
    texts("src", &["rs"]).into_iter().map(|(_, text)| text).collect()
}

/// Whether a test of the browser has this title, which nobody leaves out.
fn is_titled(scripts: &str, title: &str) -> bool {
    ['"', '`'].iter().any(|quote| scripts.contains(&format!("test({quote}{title}{quote}")))
}

/// Journeys, and the tests of the editor and of what devices run.
fn scripts() -> String {
    let folders = ["end2end/journeys", "end2end/chaos", "src/editor/test", "src/offline/tests"];
    folders.into_iter().flat_map(|folder| texts(folder, &["ts", "js"])).map(|(_, text)| text).collect()
}

/// Whether `make test` runs this script, by itself or through another one.
fn is_part_of_make_test(script: &str) -> bool {
    let root = root();
    let is_in_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let mut found = vec!["script/test".to_owned()];
    let mut next = 0;
    while let Some(text) = found.get(next).map(|name| std::fs::read_to_string(root.join(name)).unwrap()) {
        for word in text.split(|c: char| !is_in_a_name(c)).filter(|word| word.starts_with("script/")) {
            if root.join(word).is_file() && !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
        next += 1;
    }
    found.iter().any(|known| known == script)
}

/// Path, from the root of the tree, and text of every file below a folder whose name ends like this. What is built or
/// brought is none of it.
pub(super) fn texts(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = root();
    let mut folders = vec![root.join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_brought = path.ends_with("node_modules") || path.ends_with("target");
            if path.is_dir() && !is_brought {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| endings.iter().any(|ending| kind == *ending)) {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

#[test]
fn a_function_that_nobody_runs_is_no_test() {
    let with = |above: &str| format!("fn other() {{}}\n\n{above}async fn tried() {{}}\n");
    for above in ["#[test]\n", "/// Why.\n#[tokio::test]\n", "#[tokio::test(flavor = \"multi_thread\")]\n"] {
        assert!(is_run(&with(above), "tried"), "{above}");
    }
    for above in ["", "// #[test]\n", "#[test]\n#[ignore]\n", "#[cfg(test)]\n"] {
        assert!(!is_run(&with(above), "tried"), "{above}");
    }
}

#[test]
fn a_title_that_nobody_tries_and_a_script_that_nobody_runs_are_none() {
    assert!(is_titled("test(\"somebody comes\", async () => {", "somebody comes"));
    for other in ["test.skip(\"somebody comes\"", "// \"somebody comes\"", "test(\"somebody comes again\""] {
        assert!(!is_titled(other, "somebody comes"), "{other}");
    }
    assert!(is_part_of_make_test("script/guards") && is_part_of_make_test("script/sbom"));
    assert!(!is_part_of_make_test("script/dev") && !is_part_of_make_test("script/no-such"));
}
