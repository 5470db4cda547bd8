//! Links and pictures of a CommonMark text, as far as a person writes them.

use crate::Language;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link<'a> {
    pub is_picture: bool,
    /// The words of a link, or the alternative text of a picture.
    pub text: &'a str,
    pub target: &'a str,
}

pub(super) fn links(body: &str) -> Vec<Link<'_>> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(middle) = body.get(from..).and_then(|rest| rest.find("](")).map(|at| from + at) {
        from = middle + 2;
        let Some(open) = opening(body.get(..middle).unwrap_or_default()) else { continue };
        let rest = body.get(from..).unwrap_or_default();
        let end = rest.find([')', '\n']).unwrap_or(rest.len());
        let target = rest.get(..end).unwrap_or_default().split_whitespace().next().unwrap_or_default();
        let is_picture = body.get(..open).is_some_and(|before| before.ends_with('!'));
        let text = body.get(open + 1..middle).unwrap_or_default();
        all.push(Link { is_picture, text, target: target.trim_matches(['<', '>']) });
    }
    all
}

/// The bracket that belongs to the one at the end.
fn opening(before: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, letter) in before.char_indices().rev() {
        match letter {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where the links and pictures of a text lead, as they are written.
pub fn targets(body: &str) -> impl Iterator<Item = &str> {
    links(body).into_iter().map(|link| link.target)
}

/// A place of ours that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OurPlace {
    /// Without language, `/` at the end and what follows `?`.
    pub path: String,
    /// What follows `#`.
    pub anchor: String,
}

/// What a browser makes of a link that stands on this page (`/themen/kultur`); `None` where it leads to others.
pub fn our_place(target: &str, base_url: &str, page: &str) -> Option<OurPlace> {
    let (rest, from) = match without_scheme(target).strip_prefix("//") {
        Some(named) => {
            let below = named.strip_prefix(without_scheme(base_url).trim_start_matches('/'))?;
            (Some(below).filter(|below| below.is_empty() || below.starts_with(['/', '?', '#']))?, "/")
        }
        None => (Some(target).filter(|target| !has_scheme(target))?, page),
    };
    let (rest, anchor) = rest.split_once('#').unwrap_or((rest, ""));
    let path = resolved(rest.split('?').next().unwrap_or_default(), from);
    Some(OurPlace { path: Language::of_path(&path).1.to_owned(), anchor: anchor.to_owned() })
}

fn without_scheme(address: &str) -> &str {
    let named = ["https:", "http:"].into_iter().find_map(|scheme| address.strip_prefix(scheme));
    named.filter(|rest| rest.starts_with("//")).unwrap_or(address)
}

/// `mailto:`, `tel:` and whatever else begins like that.
fn has_scheme(target: &str) -> bool {
    target.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
}

fn resolved(path: &str, from: &str) -> String {
    if path.is_empty() {
        return from.to_owned();
    }
    let above = if path.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(above, _)| above) };
    let mut parts = Vec::new();
    for part in above.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://wegmarken.example";

    #[test]
    fn what_leads_to_our_pages_is_ours_however_it_is_written() {
        let cases = [
            ("/regeln", "/regeln", ""),
            ("/en/regeln/?x=1#regel-9", "/regeln", "regel-9"),
            ("regeln", "/themen/regeln", ""),
            ("./regeln", "/themen/regeln", ""),
            ("../regeln#a", "/regeln", "a"),
            ("../../../regeln", "/regeln", ""),
            ("#a", "/themen/kultur", "a"),
            ("?x=1", "/themen/kultur", ""),
            ("https://wegmarken.example", "/", ""),
            ("http://wegmarken.example/ls/regeln", "/regeln", ""),
            ("//wegmarken.example/regeln", "/regeln", ""),
            ("https://wegmarken.example#a", "/", "a"),
        ];
        for (target, path, anchor) in cases {
            let place = OurPlace { path: path.into(), anchor: anchor.into() };
            assert_eq!(our_place(target, BASE, "/themen/kultur"), Some(place), "{target}");
        }
    }

    #[test]
    fn what_leads_to_others_is_not_ours() {
        for target in [
            "https://rathaus.example/regeln",
            "https://wegmarken.example.org/regeln",
            "//rathaus.example",
            "mailto:rathaus@example.org",
            "tel:+49381",
        ] {
            assert_eq!(our_place(target, BASE, "/"), None, "{target}");
        }
    }

    #[test]
    fn links_and_pictures_are_found_in_a_text() {
        let body = "[a](/a) ![b](/b \"B\") und [c [d]](</c>)";
        assert_eq!(targets(body).collect::<Vec<_>>(), ["/a", "/b", "/c"]);
    }
}
