//! What the source registers, read from the source.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::routes::ROUTES;

/// Method and address.
type Registered = BTreeSet<(String, String)>;

const METHODS: [&str; 6] = ["get", "post", "put", "delete", "patch", "any"];

/// The text of a program without its tests and comments.
fn code(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Routes that stand in code.
fn in_code(code: &str, found: &mut Registered) {
    for call in code.split(".route(").skip(1) {
        let call = up_to_closing(call);
        let (path, rest) = first_string(call);
        for method in METHODS {
            if words_before_bracket(rest).any(|word| word == method) {
                found.insert((method.to_uppercase(), path.to_owned()));
            }
        }
        assert!(words_before_bracket(rest).any(|word| METHODS.contains(&word)), "no method for {path:?} in {call:?}");
    }
    for attribute in code.split("#[utoipa::path(").skip(1) {
        let attribute = up_to_closing(attribute);
        let method = attribute.trim_start().split(',').next().unwrap_or_default().to_uppercase();
        let path = attribute.split("path = ").nth(1).map(first_string).unwrap_or_default().0;
        found.insert((method, path.to_owned()));
    }
    for attribute in code.split("#[server(").skip(1) {
        let attribute = up_to_closing(attribute);
        let endpoint = attribute.split("endpoint = ").nth(1).map(first_string).unwrap_or_default().0;
        found.insert(("POST".into(), format!("/api/{endpoint}")));
    }
}

fn up_to_closing(call: &str) -> &str {
    let mut open = 1;
    let end = call.find(|c| {
        open += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        open == 0
    });
    &call[..end.unwrap_or(call.len())]
}

fn first_string(code: &str) -> (&str, &str) {
    let rest = code.split_once('"').map_or("", |(_, rest)| rest);
    rest.split_once('"').unwrap_or((rest, ""))
}

/// `get(…).post(…)` gives `get` and `post`; `pages::get_all(…)` gives neither.
fn words_before_bracket(code: &str) -> impl Iterator<Item = &str> {
    let pieces: Vec<&str> = code.split('(').collect();
    let count = pieces.len().saturating_sub(1);
    pieces.into_iter().take(count).map(|piece| {
        let start = piece.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |at| at + 1);
        &piece[start..]
    })
}

fn in_folder(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "testing" && name != "trials" {
            in_folder(&path, found);
        } else if name.ends_with(".rs") && !name.starts_with("test") {
            let code = code(&fs::read_to_string(&path).unwrap());
            found.push((path, code));
        }
    }
}

/// The code that answers requests, by its path in `src`.
pub fn sources() -> Vec<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for part in ["domain", "server", "web"] {
        in_folder(&source.join(part), &mut found);
    }
    let within = |path: PathBuf| path.strip_prefix(source).unwrap().to_string_lossy().into_owned();
    found.into_iter().map(|(path, code)| (within(path), code)).collect()
}

pub fn registered() -> Registered {
    let mut found = Registered::new();
    sources().iter().for_each(|(_, code)| in_code(code, &mut found));
    found
}

#[test]
fn every_route_that_the_program_registers_is_tried() {
    let registered = registered();
    assert!(registered.len() > 50, "the source was not understood: {registered:?}");
    let tried: Registered = ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    let missing: Vec<_> = registered.difference(&tried).collect();
    assert!(missing.is_empty(), "enter these into `hostile/routes.rs`: {missing:#?}");
    // Content pages are the fallback of the router.
    let gone: Vec<_> = tried.difference(&registered).filter(|(_, path)| path != "/{seite}").collect();
    assert!(gone.is_empty(), "these are no routes any more: {gone:#?}");
}

#[test]
fn routes_are_found_however_they_are_written() {
    let source = r#"
        Router::new()
            // .route("/not", get(this))
            .route("/a/{id}", get(pages::show).post(pages::get_all).layer(unlimited()))
            .route(
                "/b",
                any(redirect),
            )
        #[server(prefix = "/api", endpoint = "fn/x", input = Json)]
        #[utoipa::path(put, path = "/api/v1/c", responses((status = 200)))]
    "#;
    let mut found = Registered::new();
    in_code(&code(source), &mut found);
    let expected =
        [("GET", "/a/{id}"), ("POST", "/a/{id}"), ("ANY", "/b"), ("POST", "/api/fn/x"), ("PUT", "/api/v1/c")];
    assert_eq!(found, expected.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect());
}

#[test]
fn no_editor_gives_a_page_the_address_of_a_feature() {
    for (_, path) in registered() {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned();
        // What has a point or a placeholder is no address of a page anyway.
        let is_word = !first.is_empty() && !first.contains(['.', '{', '*']);
        assert!(!is_word || domain::editing::address(&first).is_none(), "{path} is free for a page");
    }
}
