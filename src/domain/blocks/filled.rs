//! A file that somebody chose becomes a line of its block.

use super::{BlockKind, Field, Said, beside::part, said::line};
use crate::{
    media::{Format, MediaKind},
    text::clean_line,
};

impl BlockKind {
    /// Which files a block of this kind shows.
    pub fn shows(self) -> &'static [MediaKind] {
        match self {
            Self::Image => &[MediaKind::Image],
            // A picture in place of the film, until somebody starts it.
            Self::Video => &[MediaKind::Video, MediaKind::Captions, MediaKind::Image],
            Self::Files => &[MediaKind::File, MediaKind::Image],
            _ => &[],
        }
    }
}

/// The body with a file in it: in place of the one that it named, or, in a list, below the others. `None` where such a
/// file does not belong.
pub fn with_file(kind: BlockKind, body: &str, file: (Format, &str, &str)) -> Option<String> {
    let (format, key, name) = file;
    if !kind.shows().contains(&format.kind()) {
        return None;
    }
    let field = match (kind, format.kind()) {
        (BlockKind::Files, _) => Field::File,
        (BlockKind::Video, MediaKind::Video) => Field::Video,
        (BlockKind::Video, MediaKind::Captions) => Field::Captions,
        (BlockKind::Video, _) => Field::Poster,
        _ => Field::Picture,
    };
    let value = if field == Field::File { format!("{key} {name}") } else { key.to_owned() };
    Some(with_line(kind, body, field, &value))
}

/// A picture with these words for those who do not see it, where it has none of its own.
pub fn with_alt(body: &str, alt: &str) -> String {
    let has_own = Said::of(BlockKind::Image, body).get(Field::Alt).is_some_and(|own| !own.is_empty());
    if has_own { body.to_owned() } else { with_line(BlockKind::Image, body, Field::Alt, &clean_line(alt)) }
}

/// The body with this line in place of the one of its name or, where there is none, in the order of such a block.
pub(super) fn with_line(kind: BlockKind, body: &str, field: Field, value: &str) -> String {
    let known = Field::of(kind);
    let is_list = field == Field::File;
    // What goes along stays where it is.
    let own = part(body).1;
    let above = body.strip_suffix(own).unwrap_or_default();
    let (mut lines, mut rest) = (Vec::new(), own);
    while let Some((field, value, below)) = line(known, rest) {
        lines.push((field, value, rest.lines().next().unwrap_or_default().to_owned()));
        rest = below;
    }
    let words = format!("{} {value}", field.label()).trim_end().to_owned();
    let replaced = lines.iter().position(|(other, value, _)| *other == field && (!is_list || value.is_empty()));
    let place = |field: Field| known.iter().position(|other| *other == field);
    let below = lines.iter().rposition(|(other, ..)| place(*other) <= place(field)).map_or(0, |last| last + 1);
    let mut lines: Vec<String> = lines.into_iter().map(|(_, _, line)| line).collect();
    match replaced.and_then(|place| lines.get_mut(place)) {
        Some(line) => *line = words,
        None => lines.insert(below, words),
    }
    joined(above, &lines, rest)
}

/// What goes along, the lines below it, and the words.
pub(super) fn joined(above: &str, lines: &[String], rest: &str) -> String {
    let rest = rest.trim_start_matches('\n');
    let gap = if above.is_empty() || above.ends_with('\n') { "" } else { "\n\n" };
    let below = if rest.is_empty() { String::new() } else { format!("\n\n{rest}") };
    format!("{above}{gap}{}{below}", lines.join("\n"))
}

/// The body with what somebody typed into the field of this line; what says the same stays as it was written.
pub(super) fn with_typed(kind: BlockKind, body: &str, field: Field, typed: &str) -> String {
    let (now, before) = (clean_line(typed), Said::of(kind, body).get(field).unwrap_or_default());
    if now == clean_line(before) { body.to_owned() } else { with_line(kind, body, field, &now) }
}

/// The body with these words below its lines.
pub(super) fn with_words(kind: BlockKind, body: &str, words: &str) -> String {
    let before = Said::of(kind, body).text;
    if words.trim() == before.trim() {
        return body.to_owned();
    }
    let above = body.strip_suffix(before).unwrap_or_default().trim_end_matches('\n');
    let below = |above: &str| {
        let all = format!("{above}\n\n{}", words.trim_matches('\n'));
        all.trim_start_matches('\n').trim_end().to_owned()
    };
    let written = below(above);
    match Field::of(kind).first() {
        // Words that begin like a line of ours would else become one.
        Some(first) if Said::of(kind, &written).text.trim() != words.trim() => {
            below(&with_line(kind, above, *first, ""))
        }
        _ => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_the_place_of_another_or_stands_below_the_others() {
        let image = |body| with_file(BlockKind::Image, body, (Format::Picture, "neu", "Hafen"));
        assert_eq!(image("").as_deref(), Some("Bild: neu"));
        assert_eq!(image("Text").as_deref(), Some("Bild: neu\n\nText"));
        assert_eq!(
            image("Bild:\nAlternativtext: Boot\n\nText").as_deref(),
            Some("Bild: neu\nAlternativtext: Boot\n\nText")
        );
        assert_eq!(image("Alt: Boot\nImage: alt").as_deref(), Some("Alt: Boot\nBild: neu"));
        let list = |body| with_file(BlockKind::Files, body, (Format::Pdf, "neu", "Plan"));
        assert_eq!(
            list("Datei: a Eins\nDatei: b\n\nText").as_deref(),
            Some("Datei: a Eins\nDatei: b\nDatei: neu Plan\n\nText")
        );
        assert_eq!(list("Datei:").as_deref(), Some("Datei: neu Plan"));
        let film = with_file(BlockKind::Video, "Video: a", (Format::Vtt, "neu", ""));
        assert_eq!(film.as_deref(), Some("Video: a\nUntertitel: neu"));
        let poster = with_file(BlockKind::Video, "Video: a\nVorschaubild: alt", (Format::Picture, "neu", ""));
        assert_eq!(poster.as_deref(), Some("Video: a\nVorschaubild: neu"));
        let beside = format!("Vorlesen: {}", "0f".repeat(16));
        let along = format!("{beside}\n\nBild: alt\n\nText");
        assert_eq!(image(&along), Some(format!("{beside}\n\nBild: neu\n\nText")));
        assert_eq!(image(&beside), Some(format!("{beside}\n\nBild: neu")));
        assert_eq!(with_file(BlockKind::Image, "", (Format::Pdf, "neu", "Plan")), None);
        assert_eq!(with_file(BlockKind::Text, "", (Format::Picture, "neu", "Hafen")), None);
    }

    #[test]
    fn a_picture_without_words_takes_those_that_are_offered_and_keeps_its_own() {
        assert_eq!(with_alt("Bild: a\n\nText", "Ein  Boot"), "Bild: a\nAlternativtext: Ein Boot\n\nText");
        assert_eq!(with_alt("Bild: a\nAlt:\nQuelle: b", "Boot"), "Bild: a\nAlternativtext: Boot\nQuelle: b");
        assert_eq!(with_alt("Bild: a\nAlt: Mein Boot", "Boot"), "Bild: a\nAlt: Mein Boot");
        assert_eq!(with_alt("", "Boot\nVideo: x"), "Alternativtext: Boot Video: x", "never more than a line");
    }

    #[test]
    fn what_a_block_shows_is_what_it_takes() {
        for kind in BlockKind::ALL {
            assert_eq!(kind.takes_files(), !kind.shows().is_empty());
            for format in Format::ALL {
                let is_taken = with_file(kind, "", (format, "neu", "Plan")).is_some();
                assert_eq!(is_taken, kind.shows().contains(&format.kind()), "{kind:?} {format:?}");
            }
        }
    }
}
