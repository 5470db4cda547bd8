//! A draft as a list of texts, for the same reason as the words of an island: names would weigh 5 kB.

use domain::proposals::Draft;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Listed(pub Draft);

impl From<Listed> for Vec<String> {
    /// The goals come last, because there may be any number of them.
    fn from(Listed(draft): Listed) -> Self {
        let Draft { title, text, theme, goals, district, pin, place_note, author, email } = draft;
        let mut texts = vec![title, text, theme, district, pin, place_note, author, email];
        texts.extend(goals);
        texts
    }
}

impl From<Vec<String>> for Listed {
    fn from(texts: Vec<String>) -> Self {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        let (title, text, theme, district) = (next(), next(), next(), next());
        let (pin, place_note, author, email) = (next(), next(), next(), next());
        Self(Draft { title, text, theme, district, pin, place_note, author, email, goals: texts.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_survives_being_listed() {
        let draft = Draft {
            title: "a".into(),
            pin: "b".into(),
            email: "c".into(),
            goals: vec!["d".into(), "e".into()],
            ..Draft::default()
        };
        let listed = Vec::from(Listed(draft.clone()));
        assert_eq!(Listed::from(listed), Listed(draft));
    }
}
