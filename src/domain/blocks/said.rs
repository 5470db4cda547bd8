//! What a block that is more than text says of itself: lines `Name: value` above its words. Plain lines merge, compare
//! and travel like any text, and can be written without a script.

use super::{
    BlockKind, Crop,
    beside::{self, Beside},
};
use crate::{Theme, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Theme,
    Figures,
    Picture,
    /// What is to be seen, in words.
    Alt,
    Caption,
    Source,
    Crop,
    File,
    Video,
    /// Spoken words of a video.
    Captions,
    /// A picture in place of a film, until somebody starts it.
    Poster,
}

impl Field {
    /// As editors may write it, in whatever case; ours is the first one.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["thema", "leitthema", "theme"],
            Self::Figures => &["zahlen", "figures"],
            Self::Picture => &["bild", "picture", "image"],
            Self::Alt => &["alternativtext", "alternative-text", "alt"],
            Self::Caption => &["unterschrift", "bildunterschrift", "caption"],
            Self::Source => &["quelle", "source"],
            Self::Crop => &["ausschnitt", "crop"],
            Self::File => &["datei", "file"],
            Self::Video => &["video"],
            Self::Captions => &["untertitel", "captions"],
            Self::Poster => &["vorschaubild", "poster"],
        }
    }

    /// As we write it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Theme => "Thema:",
            Self::Figures => "Zahlen:",
            Self::Picture => "Bild:",
            Self::Alt => "Alternativtext:",
            Self::Caption => "Unterschrift:",
            Self::Source => "Quelle:",
            Self::Crop => "Ausschnitt:",
            Self::File => "Datei:",
            Self::Video => "Video:",
            Self::Captions => "Untertitel:",
            Self::Poster => "Vorschaubild:",
        }
    }

    /// What a block of this kind may say.
    pub(super) fn of(kind: BlockKind) -> &'static [Self] {
        match kind {
            BlockKind::Board | BlockKind::Map => &[Self::Theme],
            BlockKind::Indicator => &[Self::Figures, Self::Theme],
            BlockKind::Image => &[Self::Picture, Self::Alt, Self::Caption, Self::Source, Self::Crop],
            BlockKind::Files => &[Self::File],
            BlockKind::Video => &[Self::Video, Self::Caption, Self::Source, Self::Captions, Self::Poster],
            _ => &[],
        }
    }
}

/// What is counted on the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    Proposals,
    Supports,
    Comments,
    Answered,
    Implemented,
}

impl Figure {
    pub const ALL: [Self; 5] = [Self::Proposals, Self::Supports, Self::Comments, Self::Answered, Self::Implemented];

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Proposals => &["vorschlaege", "ideen", "proposals"],
            Self::Supports => &["unterstuetzungen", "supports"],
            Self::Comments => &["kommentare", "comments"],
            Self::Answered => &["beantwortet", "antworten", "entschieden", "answered", "decided"],
            Self::Implemented => &["umgesetzt", "fertig", "implemented"],
        }
    }

    /// In forms.
    pub fn code(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.code() == code)
    }

    /// As we write it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Proposals => "Vorschläge",
            Self::Supports => "Unterstützungen",
            Self::Comments => "Kommentare",
            Self::Answered => "beantwortet",
            Self::Implemented => "umgesetzt",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        let word = text::slug(word);
        Self::ALL.into_iter().find(|figure| figure.names().contains(&word.as_str()))
    }
}

/// A film of ours by its key, or the address of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    Here(&'a str),
    Elsewhere(&'a str),
}

/// Only what browsers open without a doubt.
fn is_address(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

/// The lines and the words of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// What goes along with all of it.
    pub beside: Vec<Beside<'a>>,
    lines: Vec<(Field, &'a str)>,
    /// CommonMark.
    pub text: &'a str,
}

impl<'a> Said<'a> {
    pub fn of(kind: BlockKind, body: &'a str) -> Self {
        let known = Field::of(kind);
        let (beside, body) = beside::part(body);
        let (mut lines, mut rest) = (Vec::new(), body);
        while let Some((field, value, below)) = line(known, rest) {
            lines.push((field, value));
            rest = below;
        }
        // Without a line of ours the body is as it was.
        let text = if lines.is_empty() { body } else { rest.trim_start_matches('\n') };
        Self { beside, lines, text }
    }

    pub fn get(&self, field: Field) -> Option<&'a str> {
        self.lines.iter().find(|(known, _)| *known == field).map(|(_, value)| *value)
    }

    /// Every key of a file that it names.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.beside.iter().map(|beside| beside.key).chain(self.own_keys())
    }

    /// Those of what the block itself shows.
    pub fn own_keys(&self) -> impl Iterator<Item = &'a str> {
        let names_a_file =
            |field| matches!(field, Field::Picture | Field::File | Field::Video | Field::Captions | Field::Poster);
        let named = self.lines.iter().filter(move |(field, _)| names_a_file(*field));
        named.filter_map(|(_, value)| value.split_whitespace().next()).filter(|word| !is_address(word))
    }

    /// The files to take along: the key of each and, if it says one, its name.
    pub fn files(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let lines = self.lines.iter().filter(|(field, value)| *field == Field::File && !value.is_empty());
        lines.map(|(_, value)| {
            let (key, name) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
            (key, name.trim())
        })
    }

    /// Where a video is.
    pub fn video(&self) -> Option<Shown<'a>> {
        let named = self.get(Field::Video).filter(|named| !named.is_empty())?;
        Some(if is_address(named) { Shown::Elsewhere(named) } else { Shown::Here(named) })
    }

    /// The part of a picture; `Err` with words that are none.
    pub fn crop(&self) -> Result<Option<Crop>, &'a str> {
        let Some(named) = self.get(Field::Crop).filter(|named| !named.is_empty()) else { return Ok(None) };
        Crop::parse(named).map(Some).ok_or(named)
    }

    /// The Leitthema, by its number, its name or a part of it that only it has; `Err` with words that name none.
    pub fn theme(&self) -> Result<Option<Theme>, &'a str> {
        let Some(named) = self.get(Field::Theme).filter(|named| !named.is_empty()) else { return Ok(None) };
        let slug = text::slug(named);
        let found = match slug.parse() {
            Ok(number) => Theme::from_number(number),
            Err(_) => slug.split('-').find_map(Theme::from_slug),
        };
        found.map(Some).ok_or(named)
    }

    /// What is to be counted, in the order in which it is named; everything but comments where nothing is.
    pub fn figures(&self) -> Vec<Figure> {
        if self.words().next().is_none() {
            return Figure::ALL.into_iter().filter(|figure| *figure != Figure::Comments).collect();
        }
        self.named_figures().collect()
    }

    /// Those alone that are named.
    pub fn named_figures(&self) -> impl Iterator<Item = Figure> + use<'a> {
        self.words().filter_map(Figure::from_word)
    }

    /// Words that name nothing that is counted.
    pub fn unknown_figures(&self) -> impl Iterator<Item = &'a str> {
        self.words().filter(|word| Figure::from_word(word).is_none())
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let named = self.get(Field::Figures).unwrap_or_default();
        named.split(',').map(str::trim).filter(|word| !word.is_empty())
    }
}

/// The first line, if it is one of these, and what is below it.
pub(super) fn line<'a>(known: &[Field], body: &'a str) -> Option<(Field, &'a str, &'a str)> {
    let (first, below) = body.split_once('\n').unwrap_or((body, ""));
    let (name, value) = first.split_once(':')?;
    let name = text::slug(name);
    let field = known.iter().copied().find(|field| field.names().contains(&name.as_str()))?;
    Some((field, value.trim(), below))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_above_the_words_say_what_a_block_shows() {
        let said = Said::of(BlockKind::Board, "Thema: Kultur\n\n## Was es gibt\n\nThema: bleibt Text");
        assert_eq!(said.theme(), Ok(Some(Theme::Kultur)));
        assert_eq!(said.text, "## Was es gibt\n\nThema: bleibt Text");
        for named in ["5", "verkehr", "VERKEHR ", "Verkehr und Mobilität", "Leitthema Verkehr"] {
            let body = format!("Theme: {named}");
            assert_eq!(Said::of(BlockKind::Map, &body).theme(), Ok(Some(Theme::Verkehr)), "{named}");
        }
        for named in ["8", "Wetter", "https://example.org"] {
            assert_eq!(Said::of(BlockKind::Map, &format!("Thema: {named}")).theme(), Err(named));
        }
        assert_eq!(Said::of(BlockKind::Map, "Thema:\nHier").theme(), Ok(None));
    }

    #[test]
    fn a_block_of_words_alone_says_nothing_of_itself() {
        let body = "Thema: Kultur\n\nText";
        let said = Said::of(BlockKind::Text, body);
        assert_eq!((said.text, said.theme()), (body, Ok(None)));
        let body = "\nEin Satz: und noch einer";
        assert_eq!(Said::of(BlockKind::Board, body).text, body);
    }

    #[test]
    fn figures_come_in_the_order_of_their_names() {
        let said = Said::of(BlockKind::Indicator, "Zahlen: umgesetzt, Vorschläge, Wetter\nThema: 3");
        assert_eq!(said.figures(), [Figure::Implemented, Figure::Proposals]);
        assert_eq!(said.unknown_figures().collect::<Vec<_>>(), ["Wetter"]);
        assert_eq!(said.theme(), Ok(Some(Theme::Kultur)));
        assert_eq!(Said::of(BlockKind::Indicator, "").figures().len(), 4);
        assert!(Said::of(BlockKind::Indicator, "Zahlen: Wetter").figures().is_empty());
    }

    #[test]
    fn files_pictures_and_films_are_named_by_their_keys() {
        let body = "Bild: abc\nAlternativtext: Ein Boot: rot\nAusschnitt: 1:1\n\nText";
        let said = Said::of(BlockKind::Image, body);
        assert_eq!((said.get(Field::Alt), said.text), (Some("Ein Boot: rot"), "Text"));
        assert!(said.crop().unwrap().is_some() && said.keys().eq(["abc"]));
        let said = Said::of(BlockKind::Files, "Datei: a Der Plan\nDatei: b\nDatei:\n");
        assert!(said.files().eq([("a", "Der Plan"), ("b", "")]) && said.keys().eq(["a", "b"]));
        let said = Said::of(BlockKind::Video, "Video: https://video.example/1\nUntertitel: c");
        assert_eq!(said.video(), Some(Shown::Elsewhere("https://video.example/1")));
        assert!(said.keys().eq(["c"]));
        assert_eq!(Said::of(BlockKind::Video, "Video: javascript:x").video(), Some(Shown::Here("javascript:x")));
    }

    proptest! {
        #[test]
        fn no_body_is_too_odd(body in "(Thema|Zahlen|Bild|x)?:?.{0,20}\n?.{0,20}") {
            for kind in BlockKind::ALL {
                let said = Said::of(kind, &body);
                prop_assert!(body.ends_with(said.text));
                let _ = (said.theme(), said.figures(), said.crop(), said.video(), said.files().count());
            }
        }
    }
}
