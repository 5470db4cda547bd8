//! Links and pictures of a CommonMark text, as far as a person writes them.

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
