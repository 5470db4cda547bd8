//! What somebody wrote into a form that was too large to be taken: the page that says so gives it back, because a browser
//! does not always keep it until one goes back (never of pages that nobody else may keep).

use std::sync::Arc;

use axum::response::{IntoResponse, Response};

use crate::{AppError, pairs};

/// Texts of a form in their order, as far as they came. Travels to the error page inside the answer's extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescued(Arc<[String]>);

impl Rescued {
    /// Fewer characters are written again sooner than found and copied.
    const LEAST: usize = 20;

    /// Of a form that may break off anywhere.
    pub fn from_form(form: &[u8]) -> Self {
        // Not in the middle of a letter.
        let broken = form.iter().rev().take(2).position(|byte| *byte == b'%').map_or(0, |at| at + 1);
        let whole = form.get(..form.len() - broken).unwrap_or_default();
        Self::of(pairs(&String::from_utf8_lossy(whole)))
    }

    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let written = fields.into_iter().filter(|(name, text)| is_written(name, text));
        Self(written.map(|(_, text)| text.trim_end_matches('\u{fffd}').to_owned()).collect())
    }

    /// The answer that gives it back.
    pub fn refused(self) -> Response {
        let mut response = AppError::TooLarge.into_response();
        response.extensions_mut().insert(self);
        response
    }

    pub fn texts(&self) -> &[String] {
        &self.0
    }
}

/// By a person in words, and nothing that must not be seen.
fn is_written(name: &str, text: &str) -> bool {
    let has_words = text.trim().contains(char::is_whitespace);
    has_words && text.chars().nth(Rescued::LEAST).is_some() && !name.contains("passwort")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(form: &[u8]) -> Vec<String> {
        Rescued::from_form(form).texts().to_vec()
    }

    #[test]
    fn words_come_back_and_neither_passwords_nor_what_a_form_carries_for_itself() {
        let form = "titel=B%C3%A4nke+am+Stadthafen+im+Schatten&altes-passwort=M%C3%B6we+Hafen+Regen+und+Sturm\
                    &einsendung=8e03978e40d543ddbc936894a57f9324&name=Ada&text=Wer+nicht+lange+stehen+kann%0Ageht";
        assert_eq!(texts(form.as_bytes()), ["Bänke am Stadthafen im Schatten", "Wer nicht lange stehen kann\ngeht"]);
    }

    #[test]
    fn a_form_that_breaks_off_in_a_letter_loses_that_letter_alone() {
        let form = b"text=Am+Stadthafen+fehlen+B%C3%A4nke+f%C3%BCr+%C3%84ltere";
        let whole = texts(form).remove(0);
        assert_eq!(whole, "Am Stadthafen fehlen Bänke für Ältere");
        for end in 35..form.len() {
            let part = texts(&form[..end]).remove(0);
            assert!(whole.starts_with(&part), "{part}");
        }
        assert_eq!(texts(b""), [""; 0]);
        assert_eq!(texts(b"%"), [""; 0]);
    }
}
