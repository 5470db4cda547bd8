//! What an editor should look at before a text is published. It stands beside the block and forbids nothing.

use super::links::{Link, links};
use crate::{
    Language,
    blocks::{BlockKind, Field, Said, Shown},
    plain_language::{self, Rule},
    text,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flaw {
    PictureWithoutAlt,
    /// A heading of the page's own level, or one that leaves a level out.
    Heading,
    /// A link whose words do not say where it leads.
    VagueLink,
    /// A link or a picture whose address is one of ours and not there.
    BrokenLink,
    /// A live block names a Leitthema or a number that there is not.
    UnknownName,
    /// A live block that shows nothing without a Leitthema names none.
    NoTheme,
    /// A block for a file names none.
    NoFile,
    /// A film without its spoken words as text.
    NoCaptions,
    /// An accordion without a heading has nothing to fold away.
    NoSections,
    /// A film in sign language or a recording that was made for other words.
    OlderThanWords,
    Words(Rule),
}

impl Flaw {
    pub fn code(self) -> &'static str {
        match self {
            Self::PictureWithoutAlt => "picture-without-alt",
            Self::Heading => "heading",
            Self::VagueLink => "vague-link",
            Self::BrokenLink => "broken-link",
            Self::UnknownName => "unknown-name",
            Self::NoTheme => "no-theme",
            Self::NoFile => "no-file",
            Self::NoCaptions => "no-captions",
            Self::NoSections => "no-sections",
            Self::OlderThanWords => "older-than-words",
            Self::Words(rule) => rule.code(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub flaw: Flaw,
    /// The place, in its own words.
    pub excerpt: String,
}

/// Words that say the same of every page.
const VAGUE: [&str; 17] = [
    "hier",
    "hier klicken",
    "klicken sie hier",
    "klick hier",
    "klicke hier",
    "mehr",
    "mehr erfahren",
    "mehr lesen",
    "weiter",
    "weiterlesen",
    "link",
    "dieser link",
    "diese seite",
    "here",
    "click here",
    "more",
    "read more",
];

pub(super) const EXCERPT: usize = 80;

/// Those of a block of any kind: what it says of itself, and then its words.
pub fn block_warnings(
    kind: BlockKind,
    body: &str,
    language: Language,
    level: u8,
    knows: &dyn Fn(&str) -> bool,
) -> Vec<Warning> {
    let said = Said::of(kind, body);
    let mut all = Vec::new();
    let mut add = |flaw, place: &str| all.push(Warning { flaw, excerpt: text::excerpt(place, EXCERPT) });
    match said.theme() {
        Err(named) => add(Flaw::UnknownName, named),
        Ok(None) if kind == BlockKind::Board => add(Flaw::NoTheme, "Thema: …"),
        Ok(_) => {}
    }
    for word in said.unknown_figures() {
        add(Flaw::UnknownName, word);
    }
    if let Err(named) = said.crop() {
        add(Flaw::UnknownName, named);
    }
    for key in said.keys().filter(|key| !knows(&file_address(key))) {
        add(Flaw::UnknownName, key);
    }
    for beside in said.beside.iter().filter(|beside| beside.is_older) {
        add(Flaw::OlderThanWords, beside.companion.label());
    }
    let names_a_file = match kind {
        // Captions and a picture are nothing without it.
        BlockKind::Video => said.video().is_some(),
        _ => said.own_keys().next().is_some(),
    };
    if kind.takes_files() && !names_a_file {
        add(Flaw::NoFile, body);
    }
    if kind == BlockKind::Image && names_a_file && said.get(Field::Alt).is_none_or(str::is_empty) {
        add(Flaw::PictureWithoutAlt, said.get(Field::Picture).unwrap_or_default());
    }
    if matches!(said.video(), Some(Shown::Here(_))) && said.get(Field::Captions).is_none_or(str::is_empty) {
        add(Flaw::NoCaptions, said.get(Field::Video).unwrap_or_default());
    }
    if kind == BlockKind::Accordion && headings(body).next().is_none() {
        add(Flaw::NoSections, body);
    }
    // What is read with the picture, by some in its place, and what files are called.
    let lines = [Field::Alt, Field::Caption, Field::Source].into_iter().filter_map(|field| said.get(field));
    for words in lines.chain(said.files().map(|(_, name)| name)) {
        all.extend(hard_words(words, language));
    }
    all.extend(warnings(said.text, language, level, knows));
    all
}

/// Where a file of ours is, for whoever knows which there are.
pub fn file_address(key: &str) -> String {
    format!("/medien/{key}")
}

/// `level` is that of the last heading above the block: 1 at the top of a page. `knows` tells whether a link, as it is
/// written, leads to others or to something of ours that is there.
pub fn warnings(body: &str, language: Language, level: u8, knows: &dyn Fn(&str) -> bool) -> Vec<Warning> {
    let mut all = Vec::new();
    let mut add = |flaw, place: &str| all.push(Warning { flaw, excerpt: text::excerpt(place, EXCERPT) });
    let mut above = level;
    for (level, words) in headings(body) {
        if level == 1 || level > above + 1 {
            add(Flaw::Heading, words);
        }
        above = level;
    }
    for link in links(body) {
        match flaw_of(&link, knows) {
            Some(Flaw::BrokenLink) => add(Flaw::BrokenLink, link.target),
            Some(Flaw::PictureWithoutAlt) => add(Flaw::PictureWithoutAlt, link.target),
            Some(flaw) => add(flaw, link.text),
            None => {}
        }
    }
    all.extend(hard_words(body, language));
    all
}

fn hard_words(words: &str, language: Language) -> impl Iterator<Item = Warning> {
    plain_language::check(words, language).into_iter().map(|finding| {
        let place = words.get(finding.range).unwrap_or_default();
        Warning { flaw: Flaw::Words(finding.rule), excerpt: text::excerpt(place, EXCERPT) }
    })
}

/// The level of the last heading, for the block below.
pub fn level_after(body: &str, level: u8) -> u8 {
    headings(body).last().map_or(level, |(level, _)| level)
}

fn headings(body: &str) -> impl Iterator<Item = (u8, &str)> {
    body.lines().filter_map(|line| {
        let words = line.trim_start_matches('#');
        let level = u8::try_from(line.len() - words.len()).ok().filter(|level| (1..=6).contains(level))?;
        words.starts_with(' ').then(|| (level, words.trim()))
    })
}

fn flaw_of(link: &Link<'_>, knows: &dyn Fn(&str) -> bool) -> Option<Flaw> {
    if link.is_picture && link.text.trim().is_empty() {
        return Some(Flaw::PictureWithoutAlt);
    }
    if link.target.is_empty() || !knows(link.target) {
        return Some(Flaw::BrokenLink);
    }
    if link.is_picture {
        return None;
    }
    let words = link.text.trim().trim_end_matches(['.', '…', '!', '>', '»']).trim().to_lowercase();
    VAGUE.contains(&words.as_str()).then_some(Flaw::VagueLink)
}
