//! A block that shows files, a film or what the platform has now, as a form shows it: a field for each of its lines, and
//! one for its words. Only what somebody changed there changes in the block.

use super::{
    BlockKind, Field, Figure, Said,
    beside::part,
    filled::{joined, with_line, with_typed, with_words},
    said::line,
};
use crate::{Theme, media::is_key, text::clean_line};

/// A file of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedFile {
    pub key: String,
    /// As everybody reads it; the one with which it was uploaded where it is empty.
    pub name: String,
    /// At which place it is to stand, from 0, where somebody chose one.
    pub to: Option<usize>,
    pub goes: bool,
}

impl ListedFile {
    /// The line as it was written, or with another name.
    fn line(&self, written: &str, value: &str) -> String {
        let (key, name) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
        let now = clean_line(&self.name);
        if now == clean_line(name) {
            return written.to_owned();
        }
        format!("{} {key} {now}", Field::File.label()).trim_end().to_owned()
    }

    /// Among the others, each of which stays where it is.
    fn order(&self, at: usize) -> usize {
        match self.to {
            Some(to) if to < at => to.saturating_mul(2),
            Some(to) if to > at => to.saturating_mul(2).saturating_add(2),
            _ => at.saturating_mul(2).saturating_add(1),
        }
    }
}

/// What a film has that somebody brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Film,
    Captions,
    Poster,
}

impl Held {
    pub const ALL: [Self; 3] = [Self::Film, Self::Captions, Self::Poster];

    /// In forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Captions => "untertitel",
            Self::Poster => "vorschaubild",
        }
    }

    fn field(self) -> Field {
        match self {
            Self::Film => Field::Video,
            Self::Captions => Field::Captions,
            Self::Poster => Field::Poster,
        }
    }

    /// A film that is elsewhere is named by its address.
    fn is_in(self, said: &Said<'_>) -> bool {
        let named = said.get(self.field()).unwrap_or_default();
        if self == Self::Film { is_key(named) } else { !named.is_empty() }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineForm {
    /// The slug of a Leitthema, or what somebody wrote in its place.
    pub theme: String,
    pub figures: Vec<Figure>,
    pub files: Vec<ListedFile>,
    pub held: Vec<Held>,
    /// Of a film that is elsewhere.
    pub address: String,
    pub caption: String,
    pub source: String,
    /// CommonMark.
    pub words: String,
}

impl BlockKind {
    /// Whether it says something of itself in lines, for each of which a form has a field.
    pub fn has_lines(self) -> bool {
        !Field::of(self).is_empty()
    }
}

impl LineForm {
    pub fn of(kind: BlockKind, body: &str) -> Self {
        let said = Said::of(kind, body);
        let of = |field| said.get(field).unwrap_or_default().to_owned();
        let theme = match said.theme() {
            Ok(theme) => theme.map_or("", Theme::slug),
            Err(named) => named,
        };
        let listed =
            |(key, name): (&str, &str)| ListedFile { key: key.into(), name: name.into(), ..Default::default() };
        Self {
            theme: theme.to_owned(),
            figures: said.named_figures().collect(),
            files: said.files().map(listed).collect(),
            held: Held::ALL.into_iter().filter(|held| held.is_in(&said)).collect(),
            address: Some(of(Field::Video)).filter(|film| !is_key(film)).unwrap_or_default(),
            caption: of(Field::Caption),
            source: of(Field::Source),
            words: said.text.to_owned(),
        }
    }

    /// The block with what the form says now.
    pub fn written_into(&self, kind: BlockKind, body: &str) -> String {
        let mut body = match kind {
            BlockKind::Files => with_files(body, &self.files),
            BlockKind::Video => self.with_film(body),
            BlockKind::Indicator => with_figures(body, &self.figures),
            _ => body.to_owned(),
        };
        if Field::of(kind).contains(&Field::Theme)
            && clean_line(&self.theme) != clean_line(&Self::of(kind, &body).theme)
        {
            body = with_line(kind, &body, Field::Theme, &theme_line(&self.theme));
        }
        with_words(kind, &body, &self.words)
    }

    fn with_film(&self, body: &str) -> String {
        const KIND: BlockKind = BlockKind::Video;
        let before = Self::of(KIND, body);
        let mut body = body.to_owned();
        for gone in before.held.into_iter().filter(|held| !self.held.contains(held)) {
            body = with_line(KIND, &body, gone.field(), "");
        }
        // One of ours stays until somebody types where another one is.
        if !self.address.trim().is_empty() || !before.address.is_empty() {
            body = with_typed(KIND, &body, Field::Video, &self.address);
        }
        body = with_typed(KIND, &body, Field::Caption, &self.caption);
        with_typed(KIND, &body, Field::Source, &self.source)
    }
}

/// As we write it.
fn theme_line(theme: &str) -> String {
    let Some(known) = Theme::from_slug(theme) else { return clean_line(theme) };
    let mut letters = known.slug().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Those that are new come behind the others; words that name nothing stay.
fn with_figures(body: &str, chosen: &[Figure]) -> String {
    let said = Said::of(BlockKind::Indicator, body);
    let named: Vec<Figure> = said.named_figures().collect();
    let is_same = named.iter().all(|figure| chosen.contains(figure));
    let new: Vec<&str> = chosen.iter().filter(|figure| !named.contains(figure)).map(|figure| figure.label()).collect();
    if is_same && new.is_empty() {
        return body.to_owned();
    }
    let stays = |word: &&str| Figure::from_word(word).is_none_or(|figure| chosen.contains(&figure));
    let line: Vec<&str> = said.words().filter(stays).chain(new).collect();
    with_line(BlockKind::Indicator, body, Field::Figures, &line.join(", "))
}

fn with_files(body: &str, typed: &[ListedFile]) -> String {
    let own = part(body).1;
    let (mut before, mut rest) = (Vec::new(), own);
    while let Some((_, value, below)) = line(Field::of(BlockKind::Files), rest) {
        before.push((rest.lines().next().unwrap_or_default(), value));
        rest = below;
    }
    before.retain(|(_, value)| !value.is_empty());
    let mut now: Vec<(usize, String)> = Vec::new();
    for (at, (written, value)) in before.iter().enumerate() {
        match typed.get(at) {
            Some(file) if file.goes => {}
            Some(file) => now.push((file.order(at), file.line(written, value))),
            None => now.push((ListedFile::default().order(at), (*written).to_owned())),
        }
    }
    now.sort_by_key(|(order, _)| *order);
    let mut now: Vec<String> = now.into_iter().map(|(_, line)| line).collect();
    if now.iter().eq(before.iter().map(|(written, _)| written)) {
        return body.to_owned();
    }
    if now.is_empty() {
        now.push(Field::File.label().to_owned());
    }
    joined(body.strip_suffix(own).unwrap_or_default(), &now, rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The block with something else in its form.
    fn with(kind: BlockKind, body: &str, change: impl FnOnce(&mut LineForm)) -> String {
        let mut form = LineForm::of(kind, body);
        change(&mut form);
        form.written_into(kind, body)
    }

    #[test]
    fn a_leitthema_is_chosen_and_what_names_none_stays_until_somebody_chooses() {
        let board = |body, theme: &str| with(BlockKind::Board, body, |form| form.theme = theme.to_owned());
        assert_eq!(board("", "kultur"), "Thema: Kultur");
        assert_eq!(board("Leitthema: 5\n\nText", "verkehr"), "Leitthema: 5\n\nText", "it is the same one");
        assert_eq!(board("Leitthema: 5\n\nText", "kultur"), "Thema: Kultur\n\nText");
        assert_eq!(LineForm::of(BlockKind::Map, "Thema: Wetter").theme, "Wetter");
        assert_eq!(board("Thema: Wetter", "Wetter"), "Thema: Wetter");
        assert_eq!(board("Thema: Wetter", ""), "Thema:");
        assert_eq!(board("", "Wind\nund Wetter"), "Thema: Wind und Wetter", "never more than a line");
    }

    #[test]
    fn figures_keep_their_order_and_new_ones_come_behind() {
        let ticked =
            |body, figures: &[Figure]| with(BlockKind::Indicator, body, |form| form.figures = figures.to_vec());
        let body = "Zahlen: fertig, Wetter, Ideen\nThema: 3";
        assert_eq!(LineForm::of(BlockKind::Indicator, body).figures, [Figure::Implemented, Figure::Proposals]);
        assert_eq!(ticked(body, &[Figure::Proposals, Figure::Implemented]), body);
        assert_eq!(
            ticked(body, &[Figure::Supports, Figure::Implemented]),
            "Zahlen: fertig, Wetter, Unterstützungen\nThema: 3"
        );
        assert_eq!(ticked("", &[]), "", "nothing is chosen, and nothing was");
        assert_eq!(ticked("Zahlen: umgesetzt\n\nText", &[]), "Zahlen:\n\nText");
        assert_eq!(ticked("Text", &[Figure::Comments]), "Zahlen: Kommentare\n\nText");
        for figure in Figure::ALL {
            assert_eq!(Figure::from_code(figure.code()), Some(figure));
            assert_eq!(LineForm::of(BlockKind::Indicator, &ticked("", &[figure])).figures, [figure]);
        }
    }

    #[test]
    fn files_get_names_move_and_go() {
        let body = "Datei: a Der Plan\nfile: b\nDatei:\nDatei: c\n\nText";
        let files = |change: fn(&mut [ListedFile])| with(BlockKind::Files, body, |form| change(&mut form.files));
        assert_eq!(files(|_| {}), body);
        assert_eq!(
            files(|files| files[1].name = "Der  Lärm".into()),
            "Datei: a Der Plan\nDatei: b Der Lärm\nDatei: c\n\nText"
        );
        assert_eq!(files(|files| files[0].name.clear()), "Datei: a\nfile: b\nDatei: c\n\nText");
        assert_eq!(files(|files| files[2].to = Some(0)), "Datei: c\nDatei: a Der Plan\nfile: b\n\nText");
        assert_eq!(files(|files| files[0].to = Some(2)), "file: b\nDatei: c\nDatei: a Der Plan\n\nText");
        assert_eq!(files(|files| files[1].goes = true), "Datei: a Der Plan\nDatei: c\n\nText");
        assert_eq!(files(|files| files.iter_mut().for_each(|file| file.goes = true)), "Datei:\n\nText");
        let beside = format!("Vorlesen: {}\n\n", "0f".repeat(16));
        let along = with(BlockKind::Files, &format!("{beside}Datei: a\nDatei: b"), |form| form.files[0].goes = true);
        assert_eq!(along, format!("{beside}Datei: b"));
        assert_eq!(
            LineForm::default().written_into(BlockKind::Files, "Datei: a"),
            "Datei: a",
            "who says nothing of it"
        );
    }

    #[test]
    fn a_film_of_ours_stays_until_it_is_taken_away_or_another_is_named() {
        let key = "0123456789abcdef0123456789abcdef";
        let body = format!("Video: {key}\nUntertitel: {key}");
        let film = |change: fn(&mut LineForm)| with(BlockKind::Video, &body, change);
        let form = LineForm::of(BlockKind::Video, &body);
        assert_eq!((form.address.as_str(), form.held.as_slice()), ("", &[Held::Film, Held::Captions][..]));
        assert_eq!(film(|_| {}), body);
        assert_eq!(film(|form| form.held.clear()), "Video:\nUntertitel:");
        assert_eq!(
            film(|form| form.address = "https://film.example/1".into()),
            format!("Video: https://film.example/1\nUntertitel: {key}")
        );
        assert_eq!(
            film(|form| form.caption = "Der Hafen".into()),
            format!("Video: {key}\nUnterschrift: Der Hafen\nUntertitel: {key}")
        );
        let elsewhere = |address: &str| {
            with(BlockKind::Video, "Video: https://a.example\n\nText", |form| form.address = address.to_owned())
        };
        assert_eq!(elsewhere("https://a.example"), "Video: https://a.example\n\nText");
        assert_eq!(elsewhere(""), "Video:\n\nText");
    }

    #[test]
    fn words_never_become_a_line_and_need_none_else() {
        let map = |body, words: &str| with(BlockKind::Map, body, |form| form.words = words.to_owned());
        assert_eq!(map("", "## Hier"), "## Hier");
        assert_eq!(map("", "Thema: Kultur"), "Thema:\n\nThema: Kultur");
        assert_eq!(map("Thema: Kultur\n\nText", ""), "Thema: Kultur");
        let beside = format!("Vorlesen: {}", "0f".repeat(16));
        assert_eq!(map(&beside, "Thema: Kultur"), format!("{beside}\n\nThema:\n\nThema: Kultur"));
        assert_eq!(map(&beside, "Text"), format!("{beside}\n\nText"));
    }

    fn lined() -> impl Strategy<Value = BlockKind> {
        prop::sample::select(BlockKind::ALL.into_iter().filter(|kind| kind.has_lines()).collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn what_is_typed_comes_back_and_what_nobody_touched_stays(
            kind in lined(),
            body in "(Thema: (Kultur|Wetter)\n)?(Zahlen: (Wetter, )?umgesetzt\n)?(Video: x\n)?(Datei: a B\n){0,2}(\n?Text)?",
            theme in "(kultur|verkehr|Wind)?",
            figures in prop::sample::subsequence(Figure::ALL.to_vec(), 0..=5),
            lines in prop::array::uniform3("[a-zäöü:]{0,5}( [a-zäöü:]{1,5}){0,2}"),
            words in "([a-zA-Z:# ]{1,12}\n?){0,4}",
        ) {
            let before = LineForm::of(kind, &body);
            prop_assert_eq!(before.written_into(kind, &body), body.clone());
            let [address, caption, source] = lines.map(|line| line.trim().to_owned());
            let form = LineForm { theme, figures, address, caption, source, words: words.trim().to_owned(), ..before };
            let written = form.written_into(kind, &body);
            let back = LineForm::of(kind, &written);
            prop_assert_eq!(&back.words, &form.words);
            let knows = |field| Field::of(kind).contains(&field);
            prop_assert!(!knows(Field::Theme) || back.theme == form.theme, "{}", written);
            prop_assert!(!knows(Field::Figures) || back.figures.len() == form.figures.len(), "{}", written);
            let shown = (back.address, back.caption, back.source);
            let typed = (form.address.clone(), form.caption.clone(), form.source.clone());
            prop_assert!(kind != BlockKind::Video || shown == typed, "{}", written);
            prop_assert_eq!(form.written_into(kind, &written), written);
        }
    }
}
