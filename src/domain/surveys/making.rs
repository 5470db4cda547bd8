//! A survey as somebody makes it: what its forms send, and what is wrong with it.

use super::{Heading, Others, Question, QuestionKind, Wording, wording::OTHER_LANGUAGES};
use crate::{Language, Moment, listed::listed, moment::Period, text};

pub const LONGEST_TITLE: usize = 120;
pub const LONGEST_INTRO: usize = 1_500;
pub const LONGEST_QUESTION: usize = 300;
/// Of an option, or of the words at one end of a scale.
pub const LONGEST_PART: usize = 150;
pub const FEWEST_OPTIONS: usize = 2;
pub const MOST_OPTIONS: usize = 30;
/// Nobody answers more.
pub const MOST_QUESTIONS: usize = 40;

/// A draft that opens when it is published.
pub const AT_ONCE: Moment = Moment(0);

listed! {
    /// How a question is answered.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Kind {
        #[default]
        One,
        Many,
        Scale,
        Text,
    }
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Many => "many",
            Self::Scale => "scale",
            Self::Text => "text",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn of(kind: &QuestionKind) -> Self {
        match kind {
            QuestionKind::One { .. } => Self::One,
            QuestionKind::Many { .. } => Self::Many,
            QuestionKind::Scale { .. } => Self::Scale,
            QuestionKind::Text => Self::Text,
        }
    }

    pub fn has_options(self) -> bool {
        matches!(self, Self::One | Self::Many)
    }
}

/// A field of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Title(Language),
    Intro(Language),
    Text(Language),
    Help(Language),
    Options(Language),
    /// The words at the ends of a scale.
    Least(Language),
    Most(Language),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Missing,
    TooLong {
        most: usize,
    },
    /// Characters that hide or reorder what people read.
    Deceives,
    TooFewOptions,
    TooManyOptions,
    SameOptions,
    /// Options belong together by their places.
    NotAsInGerman {
        german: usize,
    },
}

/// At most one for each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<(Input, Fault)>);

impl Faults {
    fn add(&mut self, input: Input, fault: Fault) {
        if self.of(input).is_none() {
            self.0.push((input, fault));
        }
    }

    pub fn of(&self, input: Input) -> Option<Fault> {
        self.0.iter().find(|(one, _)| *one == input).map(|(_, fault)| *fault)
    }

    fn check(&mut self, input: Input, words: &str, most: usize, is_needed: bool) {
        if words.is_empty() && is_needed {
            self.add(input, Fault::Missing);
        } else if text::length(words) > most {
            self.add(input, Fault::TooLong { most });
        } else if text::deceives(words) {
            self.add(input, Fault::Deceives);
        }
    }

    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

/// What a survey says and when it is open, apart from its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basics {
    pub heading: Heading,
    pub others: Others<Heading>,
    pub period: Period,
}

/// Title and introduction in German and in the others, as they were typed.
pub fn headings(of: impl Fn(Language) -> Heading) -> Result<(Heading, Others<Heading>), Faults> {
    let mut faults = Faults::default();
    let mut clean = |language| {
        let typed = of(language);
        let heading = Heading { title: text::clean_line(&typed.title), intro: text::clean(&typed.intro) };
        faults.check(Input::Title(language), &heading.title, LONGEST_TITLE, language == Language::De);
        faults.check(Input::Intro(language), &heading.intro, LONGEST_INTRO, false);
        heading
    };
    let german = clean(Language::De);
    let [en, ls] = OTHER_LANGUAGES.map(|language| Some(clean(language)).filter(|one| *one != Heading::default()));
    faults.or((german, Others { en, ls }))
}

/// A question as its form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionDraft {
    pub kind: Kind,
    pub is_required: bool,
    pub german: TypedWording,
    pub english: TypedWording,
    pub easy: TypedWording,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedWording {
    pub text: String,
    pub help: String,
    /// Options, or the words at the two ends of a scale.
    pub parts: Vec<String>,
}

impl QuestionDraft {
    pub fn check(&self, key: &str) -> Result<Question, Faults> {
        let mut faults = Faults::default();
        let german = clean(self.kind, &self.german);
        faults.check(Input::Text(Language::De), &german.text, LONGEST_QUESTION, true);
        check(&mut faults, self.kind, Language::De, &german);
        if self.kind.has_options() && german.parts.len() < FEWEST_OPTIONS {
            faults.add(Input::Options(Language::De), Fault::TooFewOptions);
        }
        let [en, ls] = [(Language::En, &self.english), (Language::Ls, &self.easy)].map(|(language, typed)| {
            let wording = clean(self.kind, typed);
            let is_empty =
                wording.text.is_empty() && wording.help.is_none() && wording.parts.iter().all(String::is_empty);
            if is_empty {
                return None;
            }
            check(&mut faults, self.kind, language, &wording);
            if !wording.parts.is_empty() && wording.parts.len() != german.parts.len() {
                let german = german.parts.len();
                faults.add(Input::Options(language), Fault::NotAsInGerman { german });
            }
            Some(wording)
        });
        let Wording { text, help, parts } = german;
        let question = Question {
            key: key.to_owned(),
            text,
            help,
            required: self.is_required,
            kind: kind(self.kind, parts),
            others: Others { en, ls },
        };
        faults.or(question)
    }
}

fn clean(kind: Kind, typed: &TypedWording) -> Wording {
    let parts = typed.parts.iter().map(|part| text::clean_line(part));
    let parts = match kind {
        Kind::One | Kind::Many => parts.filter(|part| !part.is_empty()).collect(),
        Kind::Scale => parts.chain([String::new(), String::new()]).take(2).collect(),
        Kind::Text => Vec::new(),
    };
    let help = Some(text::clean_line(&typed.help)).filter(|help| !help.is_empty());
    Wording { text: text::clean_line(&typed.text), help, parts }
}

fn check(faults: &mut Faults, kind: Kind, language: Language, wording: &Wording) {
    faults.check(Input::Text(language), &wording.text, LONGEST_QUESTION, false);
    faults.check(Input::Help(language), wording.help.as_deref().unwrap_or_default(), LONGEST_QUESTION, false);
    match kind {
        Kind::One | Kind::Many => {
            let input = Input::Options(language);
            wording.parts.iter().for_each(|part| faults.check(input, part, LONGEST_PART, false));
            if wording.parts.len() > MOST_OPTIONS {
                faults.add(input, Fault::TooManyOptions);
            }
            if (1..)
                .zip(&wording.parts)
                .any(|(after, part)| wording.parts.iter().skip(after).any(|other| other == part))
            {
                faults.add(input, Fault::SameOptions);
            }
        }
        Kind::Scale => {
            let ends = [Input::Least(language), Input::Most(language)];
            for (input, part) in ends.into_iter().zip(&wording.parts) {
                faults.check(input, part, LONGEST_PART, language == Language::De);
            }
        }
        Kind::Text => {}
    }
}

fn kind(kind: Kind, parts: Vec<String>) -> QuestionKind {
    match kind {
        Kind::One => QuestionKind::One { options: parts },
        Kind::Many => QuestionKind::Many { options: parts },
        Kind::Scale => {
            let mut ends = parts.into_iter();
            let mut next = || ends.next().unwrap_or_default();
            QuestionKind::Scale { min_label: next(), max_label: next() }
        }
        Kind::Text => QuestionKind::Text,
    }
}

/// A key that no question has.
pub fn free_key(questions: &[Question]) -> String {
    let mut keys = (questions.len() + 1..).map(|number| format!("frage-{number}"));
    keys.find(|key| questions.iter().all(|question| question.key != *key)).unwrap_or_default()
}

/// In the place of the one with its key, or else as the last one.
pub fn put(questions: &mut Vec<Question>, question: Question) {
    match questions.iter_mut().find(|one| one.key == question.key) {
        Some(place) => *place = question,
        None => questions.push(question),
    }
}

/// One place up or down; at the end of the list it stays where it is.
pub fn shift(questions: &mut [Question], key: &str, is_up: bool) {
    let Some(from) = questions.iter().position(|question| question.key == key) else { return };
    let to = if is_up { from.checked_sub(1) } else { Some(from + 1) };
    if let Some(to) = to.filter(|to| *to < questions.len()) {
        questions.swap(from, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::samples::question;

    fn typed(text: &str, parts: &[&str]) -> TypedWording {
        TypedWording {
            text: text.into(),
            help: String::new(),
            parts: parts.iter().map(|part| (*part).into()).collect(),
        }
    }

    #[test]
    fn a_question_of_each_kind_is_read_from_its_form() {
        let draft = |kind, parts: &[&str]| QuestionDraft {
            kind,
            german: typed(" Wie  kommst Du? ", parts),
            ..Default::default()
        };
        for (kind, parts, expected) in [
            (
                Kind::One,
                ["Rad", "", " zu Fuß "].as_slice(),
                QuestionKind::One { options: vec!["Rad".into(), "zu Fuß".into()] },
            ),
            (
                Kind::Many,
                ["Rad", "zu Fuß"].as_slice(),
                QuestionKind::Many { options: vec!["Rad".into(), "zu Fuß".into()] },
            ),
            (
                Kind::Scale,
                ["nie", "oft"].as_slice(),
                QuestionKind::Scale { min_label: "nie".into(), max_label: "oft".into() },
            ),
            (Kind::Text, ["Rad"].as_slice(), QuestionKind::Text),
        ] {
            let read = draft(kind, parts).check("frage-1").unwrap();
            assert_eq!((read.text.as_str(), &read.kind), ("Wie kommst Du?", &expected));
            assert_eq!((Kind::of(&read.kind), Kind::from_code(kind.code())), (kind, Some(kind)));
        }
    }

    #[test]
    fn what_is_wrong_with_a_question_is_said_at_its_field() {
        let long = "a".repeat(LONGEST_QUESTION + 1);
        let (text, options) = (Input::Text(Language::De), Input::Options(Language::De));
        for (kind, wording, input, fault) in [
            (Kind::Text, typed(" ", &[]), text, Fault::Missing),
            (Kind::Text, typed(&long, &[]), text, Fault::TooLong { most: LONGEST_QUESTION }),
            (Kind::Text, typed("frei \u{202E}eurt", &[]), text, Fault::Deceives),
            (Kind::One, typed("Wie?", &["Rad", " "]), options, Fault::TooFewOptions),
            (Kind::Many, typed("Wie?", &["Rad", "Bahn", "Rad"]), options, Fault::SameOptions),
            (Kind::One, typed("Wie?", &vec!["x"; MOST_OPTIONS + 1]), options, Fault::TooManyOptions),
            (Kind::Scale, typed("Wie?", &["nie"]), Input::Most(Language::De), Fault::Missing),
        ] {
            let faults = QuestionDraft { kind, german: wording, ..Default::default() }.check("k").unwrap_err();
            assert_eq!(faults.0, [(input, fault)]);
        }
    }

    #[test]
    fn a_translation_has_as_many_options_and_may_be_half_done() {
        let german = typed("Wie?", &["Rad", "Bahn"]);
        let with = |english| QuestionDraft { german: german.clone(), english, ..Default::default() }.check("k");
        let fault = with(typed("How?", &["Bike"])).unwrap_err();
        assert_eq!(fault.of(Input::Options(Language::En)), Some(Fault::NotAsInGerman { german: 2 }));
        assert_eq!(with(typed("How?", &[])).unwrap().others.en.unwrap().text, "How?");
        assert!(with(typed(" ", &[""])).unwrap().others.is_empty());
    }

    #[test]
    fn a_title_is_needed_in_german_alone() {
        let heading = |title: &str, intro: &str| Heading { title: title.into(), intro: intro.into() };
        let of = |language| if language == Language::Ls { heading("", "Kurz.") } else { heading(" Wege ", "") };
        let (german, others) = headings(of).unwrap();
        assert_eq!((german, others.ls), (heading("Wege", ""), Some(heading("", "Kurz."))));
        let faults = headings(|_| heading("", "")).unwrap_err();
        assert_eq!(faults.0, [(Input::Title(Language::De), Fault::Missing)]);
    }

    #[test]
    fn questions_are_added_replaced_and_moved() {
        let mut all: Vec<Question> = ["frage-1", "frage-3"].map(|key| question(key, QuestionKind::Text)).into();
        assert_eq!(free_key(&all), "frage-4");
        put(&mut all, question("frage-4", QuestionKind::Text));
        put(&mut all, Question { text: "Neu?".into(), ..question("frage-3", QuestionKind::Text) });
        assert_eq!((all.len(), all[1].text.as_str()), (3, "Neu?"));
        let mut moved = |key: &str, is_up| {
            shift(&mut all, key, is_up);
            all.iter().map(|one| one.key.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(moved("frage-4", true), "frage-1 frage-4 frage-3");
        assert_eq!(moved("frage-1", true), "frage-1 frage-4 frage-3");
        assert_eq!(moved("frage-1", false), "frage-4 frage-1 frage-3");
        assert_eq!(moved("frage-3", false), "frage-4 frage-1 frage-3");
    }
}
