//! Pages: `pages/{language}/{address}.md`, a head in TOML between `+++` lines, then blocks.

use domain::{
    Language,
    blocks::{self, Block},
};
use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::ContentError;

static PAGES: Dir = include_dir!("$CARGO_MANIFEST_DIR/pages");

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSource {
    pub title: String,
    pub summary: String,
    pub blocks: Vec<Block>,
    /// The file as it is, by whose hash a change is noticed.
    pub source: &'static str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    summary: String,
}

/// All pages with their language and address (`themen/kultur`).
pub fn pages() -> Result<Vec<(Language, String, PageSource)>, ContentError> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        if let Some(folder) = PAGES.get_dir(language.code()) {
            collect(language, folder, &mut pages)?;
        }
    }
    Ok(pages)
}

fn collect(
    language: Language,
    folder: &'static Dir,
    pages: &mut Vec<(Language, String, PageSource)>,
) -> Result<(), ContentError> {
    for file in folder.files() {
        let path = file.path().display().to_string();
        let address = path.strip_prefix(language.code()).and_then(|rest| rest.strip_prefix('/'));
        if let Some(address) = address.and_then(|rest| rest.strip_suffix(".md")) {
            let source = file.contents_utf8().ok_or_else(|| ContentError::new(&path, "not UTF-8"))?;
            let page = parse(source).map_err(|problem| ContentError::new(&path, problem))?;
            pages.push((language, address.to_owned(), page));
        }
    }
    folder.dirs().try_for_each(|inner| collect(language, inner, pages))
}

fn parse(source: &'static str) -> Result<PageSource, String> {
    let rest = source.strip_prefix("+++\n").ok_or("the first line must be +++")?;
    let (head, body) = rest.split_once("\n+++\n").ok_or("the head has no closing +++")?;
    let head: Head = toml::from_str(head).map_err(|error| error.to_string())?;
    let blocks = blocks::parse(body).map_err(|error| format!("below the head, {error}"))?;
    if blocks.is_empty() {
        return Err("the page has no block".into());
    }
    Ok(PageSource { title: head.title, summary: head.summary, blocks, source })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_page_exists_in_every_language() {
        let pages = pages().unwrap();
        let of = |wanted: Language| -> BTreeSet<&str> {
            pages.iter().filter(|(language, ..)| *language == wanted).map(|(_, address, _)| address.as_str()).collect()
        };
        assert!(of(Language::De).contains("themen/kultur"));
        assert_eq!(of(Language::De), of(Language::En));
        assert_eq!(of(Language::De), of(Language::Ls));
    }

    #[test]
    fn a_page_without_its_head_is_named() {
        assert!(parse("::: text\nHallo").is_err());
        assert!(parse("+++\ntitle = \"a\"\nsummary = \"b\"\n+++\nHallo").is_err());
    }
}
