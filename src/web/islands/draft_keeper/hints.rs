//! Hints while typing, from the rules that the server applies: how many characters are left, and what is wrong with a
//! field once it was left.

use std::collections::BTreeSet;

use domain::{
    fields::{Field, FieldErrors, Problem},
    proposals::Draft,
    text,
};
use leptos::{
    prelude::document,
    web_sys::{Element, HtmlFormElement},
};
use serde::{Deserialize, Serialize};

use crate::islands::dom;

/// Sentences of one field, in the language of the page. `{now}` and `{over}` are filled in here.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldWords {
    pub field: Field,
    pub missing: String,
    pub too_short: String,
    pub too_long: String,
    pub not_an_email: String,
    pub forbidden_characters: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HintWords {
    pub fields: Vec<FieldWords>,
    pub error_prefix: String,
    /// `Noch {n} Zeichen frei`, for one and for several.
    pub left: (String, String),
    pub over: (String, String),
}

#[cfg(feature = "ssr")]
impl HintWords {
    pub fn of(visit: &crate::Visit) -> Self {
        use domain::proposals::limits;

        use crate::locales::fill;
        let (common, fields) = (&visit.words().common, &visit.words().fields);
        let sentences = |field: Field, least: usize, most: usize| {
            let (name, least, most) = (fields.name(field), least.to_string(), most.to_string());
            let with = |sentence: &str| fill(sentence, &[("field", &name), ("least", &least), ("most", &most)]);
            FieldWords {
                field,
                missing: with(fields.missing),
                too_short: with(fields.too_short),
                too_long: with(fields.too_long),
                not_an_email: with(fields.not_an_email),
                forbidden_characters: with(fields.forbidden_characters),
            }
        };
        Self {
            fields: vec![
                sentences(Field::Title, limits::TITLE.0, limits::TITLE.1),
                sentences(Field::Text, limits::TEXT.0, limits::TEXT.1),
                sentences(Field::PlaceNote, 0, limits::PLACE_NOTE),
                sentences(Field::Author, 0, limits::AUTHOR),
                sentences(Field::Email, 0, 0),
            ],
            error_prefix: common.error_prefix.into(),
            left: (common.characters_left.one.into(), common.characters_left.other.into()),
            over: (common.characters_over.one.into(), common.characters_over.other.into()),
        }
    }
}

pub struct Hints {
    form: Element,
    words: HintWords,
    /// Fields that a person has left once.
    left: BTreeSet<Field>,
}

impl Hints {
    pub fn of(form: &HtmlFormElement, words: HintWords) -> Self {
        let hints = Self { form: form.clone().into(), words, left: BTreeSet::new() };
        for words in &hints.words.fields {
            if let Some(input) = hints.input(words.field) {
                hints.count(words.field, &input);
            }
        }
        hints
    }

    pub fn typed(&mut self, input: &Element, draft: &Draft) {
        let Some(field) = self.field(input) else { return };
        self.count(field, input);
        // What is being mended is judged at once, what is being written is not.
        if self.left.contains(&field) || input.has_attribute("aria-invalid") {
            self.judge(field, input, draft);
        }
    }

    pub fn left(&mut self, input: &Element, draft: &Draft) {
        let Some(field) = self.field(input) else { return };
        // Walking through an empty form with the tab key is no mistake.
        if !dom::value(input).trim().is_empty() {
            self.left.insert(field);
        }
        if self.left.contains(&field) {
            self.judge(field, input, draft);
        }
    }

    fn field(&self, input: &Element) -> Option<Field> {
        let name = input.get_attribute("name")?;
        self.words.fields.iter().map(|words| words.field).find(|field| field.name() == name)
    }

    fn input(&self, field: Field) -> Option<Element> {
        dom::find(&self.form, &format!("[name=\"{}\"]", field.name()))
    }

    fn judge(&self, field: Field, input: &Element, draft: &Draft) {
        let errors: FieldErrors = draft.check().err().unwrap_or_default();
        let sentence = errors.of(field).and_then(|problem| self.sentence(field, problem));
        let id = format!("{}-fehler", field.name());
        let Some(frame) = input.closest(".field").ok().flatten() else { return };
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
            (None, there) => {
                if let Some(paragraph) = there {
                    paragraph.remove();
                }
                let _ = frame.class_list().remove_1("field--invalid");
                let _ = input.remove_attribute("aria-invalid");
                describe(input, &id, false);
            }
        }
    }

    fn sentence(&self, field: Field, problem: Problem) -> Option<String> {
        let words = self.words.fields.iter().find(|words| words.field == field)?;
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
        let (n, words) = if now > most { (now - most, &self.words.over) } else { (most - now, &self.words.left) };
        let sentence = if n == 1 { &words.0 } else { &words.1 };
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
