//! Hints while typing, from the rules that the server applies: how many characters are left, and what is wrong with a
//! field once it was left.

use crate::islands::{dom, words::island_words};
use domain::{
    fields::{Field, Problem},
    proposals::Draft,
    text,
};
use leptos::{
    prelude::document,
    web_sys::{Element, HtmlFormElement},
};

island_words! {
    /// Sentences of one field, in the language of the page. `{now}` and `{over}` are filled in here.
    pub struct FieldWords {
        pub missing,
        pub too_short,
        pub too_long,
        pub not_an_email,
        pub forbidden_characters,
    }
}

island_words! {
    pub struct HintWords {
        pub error_prefix,
        /// `Noch {n} Zeichen frei`, for one and for several.
        pub left_one,
        pub left,
        pub over_one,
        pub over,
    }
}

/// The fields that get hints, in the order of [`FieldWords`].
const FIELDS: [Field; 5] = [Field::Title, Field::Text, Field::PlaceNote, Field::Author, Field::Email];

#[cfg(feature = "ssr")]
impl FieldWords {
    /// One for each of [`FIELDS`].
    pub fn all(visit: &crate::Visit) -> Vec<Self> {
        use domain::proposals::limits;

        use crate::locales::fill;
        let words = &visit.words().fields;
        let sentences = |field: Field| {
            let (least, most) = match field {
                Field::Title => limits::TITLE,
                Field::Text => limits::TEXT,
                Field::PlaceNote => (0, limits::PLACE_NOTE),
                Field::Author => (0, limits::AUTHOR),
                _ => (0, 0),
            };
            let (name, least, most) = (words.the(field), least.to_string(), most.to_string());
            let with = |sentence: &str| fill(sentence, &[("field", &name), ("least", &least), ("most", &most)]);
            Self {
                missing: words.missing(field),
                too_short: with(words.too_short),
                too_long: with(words.too_long),
                not_an_email: with(words.not_an_email),
                forbidden_characters: with(words.forbidden_characters),
            }
        };
        FIELDS.into_iter().map(sentences).collect()
    }
}

#[cfg(feature = "ssr")]
impl HintWords {
    pub fn of(visit: &crate::Visit) -> Self {
        let common = &visit.words().common;
        Self {
            error_prefix: common.error_prefix.into(),
            left_one: common.characters_left.one.into(),
            left: common.characters_left.other.into(),
            over_one: common.characters_over.one.into(),
            over: common.characters_over.other.into(),
        }
    }
}

pub struct Hints {
    form: Element,
    words: HintWords,
    fields: Vec<FieldWords>,
    /// Fields that a person has left once.
    left: Vec<Field>,
}

impl Hints {
    pub fn of(form: &HtmlFormElement, words: HintWords, fields: Vec<FieldWords>) -> Self {
        let hints = Self { form: form.clone().into(), words, fields, left: Vec::new() };
        for field in FIELDS {
            if let Some(input) = hints.input(field) {
                hints.count(field, &input);
            }
        }
        hints
    }

    pub fn typed(&mut self, input: &Element, draft: &Draft) {
        let Some(field) = self.field(input) else {
            // A choice is mended by choosing.
            if let (Some(frame), Some(name)) = (frame(input, ".field--invalid"), input.get_attribute("name")) {
                mend(&frame, &frame, &name);
            }
            return;
        };
        self.count(field, input);
        // What is being mended is judged at once, what is being written is not.
        if self.left.contains(&field) || input.has_attribute("aria-invalid") {
            self.judge(field, input, draft);
        }
    }

    pub fn left(&mut self, input: &Element, draft: &Draft) {
        let Some(field) = self.field(input) else { return };
        // Walking through an empty form with the tab key is no mistake.
        if !dom::value(input).trim().is_empty() && !self.left.contains(&field) {
            self.left.push(field);
        }
        if self.left.contains(&field) {
            self.judge(field, input, draft);
        }
    }

    fn field(&self, input: &Element) -> Option<Field> {
        let name = input.get_attribute("name")?;
        FIELDS.into_iter().find(|field| field.name() == name)
    }

    fn input(&self, field: Field) -> Option<Element> {
        dom::find(&self.form, &format!("[name=\"{}\"]", field.name()))
    }

    fn judge(&self, field: Field, input: &Element, draft: &Draft) {
        let sentence = draft.check_texts().of(field).and_then(|problem| self.sentence(field, problem));
        let id = format!("{}-fehler", field.name());
        let Some(frame) = frame(input, ".field") else { return };
        let there = dom::find(&frame, ".field__error");
        match (sentence, there) {
            (Some(sentence), there) => {
                let paragraph = match there {
                    Some(paragraph) => paragraph,
                    None => {
                        let Ok(paragraph) = document().create_element("p") else { return };
                        paragraph.set_class_name("field__error");
                        paragraph.set_id(&id);
                        let _ = input.before_with_node_1(&paragraph);
                        paragraph
                    }
                };
                let text = format!("{} {sentence}", self.words.error_prefix);
                // Setting the same text again would have it read aloud again.
                if paragraph.text_content().as_deref() != Some(&text) {
                    paragraph.set_text_content(Some(&text));
                }
                let _ = frame.class_list().add_1("field--invalid");
                let _ = input.set_attribute("aria-invalid", "true");
                describe(input, &id, true);
            }
            (None, _) => mend(&frame, input, &field.name()),
        }
    }

    fn sentence(&self, field: Field, problem: Problem) -> Option<String> {
        let (_, words) = FIELDS.into_iter().zip(&self.fields).find(|(other, _)| *other == field)?;
        Some(match problem {
            Problem::Missing => words.missing.clone(),
            Problem::TooShort { now, .. } => words.too_short.replace("{now}", &now.to_string()),
            Problem::TooLong { most, now } => words.too_long.replace("{over}", &now.saturating_sub(most).to_string()),
            Problem::NotAnEmail => words.not_an_email.clone(),
            Problem::ForbiddenCharacters => words.forbidden_characters.clone(),
            _ => return None,
        })
    }

    /// Appears when half of the room is used: a limit that is far away needs no words.
    fn count(&self, field: Field, input: &Element) {
        let Some(most) = input.get_attribute("data-most").and_then(|most| most.parse::<usize>().ok()) else { return };
        let now = text::length(&text::clean(&dom::value(input)));
        let id = format!("{}-zaehler", field.name());
        let there = document().get_element_by_id(&id);
        if now * 2 < most {
            if let Some(there) = there {
                there.remove();
                describe(input, &id, false);
            }
            return;
        }
        let (words, n) = (&self.words, now.abs_diff(most));
        let sentence = match (now > most, n) {
            (true, 1) => &words.over_one,
            (true, _) => &words.over,
            (false, 1) => &words.left_one,
            (false, _) => &words.left,
        };
        let paragraph = match there {
            Some(paragraph) => paragraph,
            None => {
                let Ok(paragraph) = document().create_element("p") else { return };
                paragraph.set_id(&id);
                let _ = input.after_with_node_1(&paragraph);
                describe(input, &id, true);
                paragraph
            }
        };
        paragraph.set_class_name(if now > most { "field__count field__count--over" } else { "field__count" });
        paragraph.set_text_content(Some(&sentence.replace("{n}", &n.to_string())));
    }
}

fn frame(input: &Element, selector: &str) -> Option<Element> {
    input.closest(selector).ok().flatten()
}

/// Takes the error from a field, and its line from the summary on top of the form. `described` names the error as its
/// description: the input, or the frame of a choice.
fn mend(frame: &Element, described: &Element, name: &str) {
    if let Some(paragraph) = dom::find(frame, ".field__error") {
        paragraph.remove();
    }
    let _ = frame.class_list().remove_1("field--invalid");
    let _ = described.remove_attribute("aria-invalid");
    describe(described, &format!("{name}-fehler"), false);
    let Some(summary) = document().get_element_by_id("fehler") else { return };
    let Some(line) = dom::find(&summary, &format!("[href=\"#{name}\"]")) else { return };
    // As an alert it would be read aloud again with each line that goes.
    let _ = summary.remove_attribute("role");
    if let Some(item) = line.parent_element() {
        item.remove();
    }
    if dom::find(&summary, "li").is_none() {
        summary.remove();
    } else if let Some(title) = dom::find(&summary, "[data-left]") {
        title.set_text_content(title.get_attribute("data-left").as_deref());
    }
}

/// Adds an id to what describes an input, or takes it out.
fn describe(input: &Element, id: &str, wanted: bool) {
    let ids = input.get_attribute("aria-describedby").unwrap_or_default();
    let mut ids: Vec<&str> = ids.split_whitespace().filter(|other| *other != id).collect();
    if wanted {
        ids.push(id);
    }
    let _ = if ids.is_empty() {
        input.remove_attribute("aria-describedby")
    } else {
        input.set_attribute("aria-describedby", &ids.join(" "))
    };
}
