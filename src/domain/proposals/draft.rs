//! A draft holds whatever was typed; a [`NewProposal`] holds only what the rules accept.

use serde::{Deserialize, Serialize};

use super::limits;
use crate::{
    Goal, Language, Theme,
    fields::{Field, FieldErrors, Problem},
    goals::Goals,
    ids::{AreaId, BoardId},
    places::LonLat,
    text,
};

/// Where a draft stands in the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftStep {
    #[default]
    Write,
    Review,
}

/// The form exactly as a person left it: every field text, nothing refused, nothing trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub title: String,
    pub text: String,
    /// Slug of a Leitthema.
    pub theme: String,
    /// Slugs of Kernziele.
    pub goals: Vec<String>,
    /// Id of an Ortsteil as text, or empty.
    pub district: String,
    /// `lon,lat` of a pin, or empty.
    pub pin: String,
    pub place_note: String,
    pub author: String,
    pub email: String,
}

/// Where a proposal is, as its author said it. A pin wins over a chosen Ortsteil.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlaceChoice {
    WholeCity,
    District(AreaId),
    Pin(LonLat),
}

/// A proposal that the rules accept, before it has an id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewProposal {
    pub title: String,
    pub text: String,
    pub theme: Theme,
    pub goals: Goals,
    pub place: PlaceChoice,
    pub place_note: Option<String>,
    pub author: Option<String>,
    pub email: Option<String>,
    /// In which letters are written. Whoever sends the same again in another language sends the same.
    #[serde(skip)]
    pub language: Language,
    /// On which board it is to stand; nothing is the board of the whole city. The same text is the same proposal wherever
    /// it was sent to.
    #[serde(skip)]
    pub board: Option<BoardId>,
}

impl Draft {
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Applies every rule that needs no database. Whether a pin lies inside the city, the server alone knows.
    pub fn check(&self) -> Result<NewProposal, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (title, body) = self.what(&mut errors);

        let theme = Theme::from_slug(self.theme.trim());
        if theme.is_none() {
            errors.add(Field::Theme, if self.theme.trim().is_empty() { Problem::Missing } else { Problem::Unknown });
        }
        if self.goals.iter().any(|slug| Goal::from_slug(slug).is_none()) {
            errors.add(Field::Goals, Problem::Unknown);
        }
        let goals = self.goals.iter().filter_map(|slug| Goal::from_slug(slug)).collect();
        let place = self.place(&mut errors);

        let (place_note, author, email) = self.lines(&mut errors);
        // Without a theme there are errors, so the stand-in never leaves this function.
        let theme = theme.unwrap_or(Theme::Gemeinschaft);
        let language = Language::default();
        let board = None;
        errors.or(NewProposal { title, text: body, theme, goals, place, place_note, author, email, language, board })
    }

    /// The rules of the fields that are typed, for hints while typing; without the numbers of a place, whose reading
    /// would weigh 15 kB on a phone.
    pub fn check_texts(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        self.what(&mut errors);
        self.lines(&mut errors);
        errors
    }

    fn what(&self, errors: &mut FieldErrors) -> (String, String) {
        let title = text::clean_line(&self.title);
        let body = text::clean(&self.text);
        text::check(errors, Field::Title, &title, limits::TITLE.0, limits::TITLE.1);
        text::check(errors, Field::Text, &body, limits::TEXT.0, limits::TEXT.1);
        (title, body)
    }

    /// Place in words, name and e-mail address; all may stay empty.
    fn lines(&self, errors: &mut FieldErrors) -> (Option<String>, Option<String>, Option<String>) {
        let place_note = optional_line(errors, Field::PlaceNote, &self.place_note, limits::PLACE_NOTE);
        let author = optional_line(errors, Field::Author, &self.author, limits::AUTHOR);
        let email = Some(self.email.trim().to_owned()).filter(|email| !email.is_empty());
        if email.as_deref().is_some_and(|email| !text::is_email(email)) {
            errors.add(Field::Email, Problem::NotAnEmail);
        }
        (place_note, author, email)
    }

    fn place(&self, errors: &mut FieldErrors) -> PlaceChoice {
        if !self.pin.trim().is_empty() {
            match self.pin.parse() {
                Ok(point) => return PlaceChoice::Pin(point),
                Err(_) => errors.add(Field::Place, Problem::Unknown),
            }
        } else if !self.district.trim().is_empty() {
            match self.district.trim().parse() {
                Ok(area) => return PlaceChoice::District(area),
                Err(_) => errors.add(Field::District, Problem::Unknown),
            }
        }
        PlaceChoice::WholeCity
    }
}

/// A line that may stay empty.
pub(crate) fn optional_line(errors: &mut FieldErrors, field: Field, typed: &str, most: usize) -> Option<String> {
    let line = text::clean_line(typed);
    text::check(errors, field, &line, 0, most);
    Some(line).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn good() -> Draft {
        Draft {
            title: "Mehr Bänke am Stadthafen".into(),
            text: "Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz zum Ausruhen.".into(),
            theme: "infrastruktur".into(),
            goals: vec!["verbindend".into()],
            ..Draft::default()
        }
    }

    #[test]
    fn a_calm_ordinary_draft_is_accepted() {
        let proposal = good().check().expect("valid");
        assert_eq!(proposal.theme, Theme::Infrastruktur);
        assert!(proposal.goals.contains(Goal::Verbindend));
        assert_eq!(proposal.place, PlaceChoice::WholeCity);
    }

    #[test]
    fn an_empty_draft_names_every_required_field_once() {
        let errors = Draft::default().check().expect_err("empty");
        let fields: Vec<_> = errors.0.iter().map(|error| (error.field, error.problem)).collect();
        assert_eq!(
            fields,
            [(Field::Title, Problem::Missing), (Field::Text, Problem::Missing), (Field::Theme, Problem::Missing)]
        );
    }

    #[test]
    fn hints_while_typing_are_those_of_the_final_check() {
        let draft = Draft { title: "kurz".into(), email: "jana@".into(), pin: "nirgends".into(), ..good() };
        let all = draft.check().expect_err("wrong");
        let texts = draft.check_texts();
        assert!(texts.0.iter().all(|error| all.0.contains(error)));
        assert_eq!(texts.0.len() + 1, all.0.len());
    }

    #[test]
    fn a_pin_wins_over_a_chosen_district() {
        let draft = Draft { pin: "12.1,54.09".into(), district: "3".into(), ..good() };
        assert!(matches!(draft.check().expect("valid").place, PlaceChoice::Pin(_)));
    }

    #[test]
    fn a_wrong_address_is_named_and_an_empty_one_is_fine() {
        let wrong = Draft { email: "jana@".into(), ..good() };
        assert_eq!(wrong.check().expect_err("wrong").of(Field::Email), Some(Problem::NotAnEmail));
        assert!(Draft { email: "  ".into(), ..good() }.check().is_ok());
    }

    proptest! {
        #[test]
        fn no_input_makes_the_check_fail_to_answer(title in ".*", text in ".*", theme in ".*", pin in ".*", email in ".*") {
            let draft = Draft { title, text, theme, pin, email, ..Draft::default() };
            let _verdict = draft.check();
        }

        #[test]
        fn what_is_accepted_keeps_the_limits(title in ".{0,150}", text in ".{0,200}") {
            let draft = Draft { title, text, theme: "kultur".into(), ..Draft::default() };
            if let Ok(proposal) = draft.check() {
                prop_assert!((limits::TITLE.0..=limits::TITLE.1).contains(&text::length(&proposal.title)));
                prop_assert!((limits::TEXT.0..=limits::TEXT.1).contains(&text::length(&proposal.text)));
            }
        }
    }
}
