//! What the law wants of every page: imprint, privacy notice and accessibility within reach, and nobody else asked for
//! anything.

use std::{fs, path::Path};

use domain::policy::{Role, Scope};

use super::{
    page::{Element, Page},
    routes::ROUTES,
    secrets,
    world::World,
};
use crate::testing::Answer;

const DUTIES: [&str; 4] = ["/impressum", "/datenschutz", "/barrierefreiheit", "/barrierefreiheit/melden"];

fn pages<'a>(answers: impl IntoIterator<Item = &'a (String, Answer)>) -> impl Iterator<Item = (&'a str, Page)> {
    let is_page = |answer: &Answer| answer.header("content-type").starts_with("text/html");
    answers.into_iter().filter(move |(_, answer)| is_page(answer)).map(|(address, answer)| {
        let page = Page::read(&answer.text());
        (address.as_str(), page)
    })
}

/// Everything that the public reaches, and the pages of staff.
async fn everything(world: &World) -> Vec<(String, Answer)> {
    let mut answers: Vec<(String, Answer)> = secrets::crawl(world).await.into_iter().collect();
    for role in [Role::Administrator, Role::Moderator, Role::Editor, Role::Clerk] {
        let cookie = world.app.staff(role, Scope::Everywhere).await;
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            let address = world.sample(route.path);
            answers
                .push((format!("{address} as {role:?}"), world.app.get_with(&address, &[("cookie", &cookie)]).await));
        }
    }
    answers
}

#[tokio::test]
async fn imprint_privacy_and_accessibility_are_one_click_away_from_every_page() {
    let world = World::new().await;
    let answers = everything(&world).await;
    let mut seen = 0;
    for (address, page) in pages(&answers) {
        let prefix = match page.language() {
            "en" => "/en",
            "de-simple" => "/ls",
            _ => "",
        };
        let links: Vec<&str> = page.links().map(|link| link.split(['?', '#']).next().unwrap_or_default()).collect();
        for duty in DUTIES {
            assert!(links.contains(&format!("{prefix}{duty}").as_str()), "{address} does not lead to {duty}");
        }
        seen += 1;
    }
    assert!(seen > 150, "only {seen} pages");
}

#[tokio::test]
async fn the_imprint_has_what_the_law_names_and_says_that_it_is_a_template() {
    let world = World::new().await;
    for (address, words) in [
        (
            "/impressum",
            ["§ 5 DDG", "§ 18 Abs. 2 MStV", "vertreten durch", "Aufsichtsbehörde", "Umsatzsteuer", "Muster"],
        ),
        ("/en/impressum", ["section 5", "section 18 (2)", "represented by", "Supervisory", "VAT", "Template"]),
    ] {
        let page = world.app.get(address).await.text();
        for word in words.iter().chain(&["18055 Rostock", "tel:+49"]) {
            assert!(page.contains(word), "{address} lacks {word}");
        }
    }
}

/// What a browser loads by itself when it meets this element; links are for people.
fn loaded(element: &Element) -> Vec<&str> {
    let mut found: Vec<&str> =
        ["src", "poster", "data", "background", "srcset"].iter().filter_map(|name| element.get(name)).collect();
    let told = ["canonical", "alternate", "next", "prev", "author", "license", "help"];
    if element.name == "link" && !element.get("rel").is_some_and(|rel| told.contains(&rel)) {
        found.extend(element.get("href"));
    }
    if matches!(element.name.as_str(), "use" | "image") {
        found.extend(["href", "xlink:href"].iter().filter_map(|name| element.get(name)));
    }
    if element.name == "form" {
        found.extend(element.get("action"));
    }
    found
}

fn is_ours(address: &str) -> bool {
    let address = address.trim();
    address.starts_with("data:")
        || address.is_empty()
        || address.starts_with(['#', '?'])
        || (address.starts_with('/') && !address.starts_with("//"))
}

#[tokio::test]
async fn no_page_makes_a_browser_ask_anybody_else() {
    let world = World::new().await;
    let answers = everything(&world).await;
    let mut seen = 0;
    for (address, page) in pages(&answers) {
        for element in &page.elements {
            for source in loaded(element) {
                assert!(is_ours(source), "{address} loads {source}");
                seen += 1;
            }
            let hints = ["preconnect", "dns-prefetch"];
            let rel = element.get("rel").unwrap_or_default();
            assert!(!hints.contains(&rel), "{address} connects to {:?}", element.get("href"));
        }
    }
    assert!(seen > 1_000, "only {seen} sources");
    for (address, answer) in answers.iter().filter(|(_, answer)| answer.header("content-type").starts_with("text/")) {
        assert_eq!(answer.header("link"), "", "{address} sends a Link header");
    }
}

/// The policy says to browsers what the test above found, so that a mistake loads nothing.
#[tokio::test]
async fn the_policy_of_every_page_names_nobody_else() {
    let world = World::new().await;
    let allowed = ["'none'", "'self'", "'strict-dynamic'", "'wasm-unsafe-eval'", "data:"];
    for address in ["/", "/en/datenschutz", "/vorschlaege?ansicht=karte", "/gibt-es-nicht", "/icons.svg"] {
        let answer = world.app.get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{address}: {policy}");
        for source in policy.split(';').flat_map(|directive| directive.split_whitespace().skip(1)) {
            let is_nonce = source.starts_with("'nonce-") && address != "/icons.svg";
            assert!(is_nonce || allowed.contains(&source), "{address} allows {source}");
        }
    }
}

/// Styles, scripts and drawings as they are written: the names of XML are no addresses that anybody asks.
#[test]
fn no_style_script_or_drawing_of_ours_names_another_host() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let mut seen = 0;
    for folder in ["style", "public", "src/web/islands", "src/browser", "src/finder"] {
        each_file(&root.join(folder), &mut |path, text| {
            seen += 1;
            for start in ["http://", "https://", "url(//", "\"//", "ws://", "wss://"] {
                for (at, _) in text.match_indices(start) {
                    let rest: String = text[at..].chars().take(60).collect();
                    assert!(rest.starts_with("http://www.w3.org/"), "{}: {rest}", path.display());
                }
            }
        });
    }
    assert!(seen > 60, "only {seen} files");
}

fn each_file(folder: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_file(&path, look);
        } else if path
            .extension()
            .is_some_and(|kind| ["css", "js", "svg", "rs", "webmanifest"].iter().any(|k| kind == *k))
        {
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            look(&path, &code.join("\n"));
        }
    }
}
