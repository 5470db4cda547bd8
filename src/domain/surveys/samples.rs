//! A survey for tests.

use super::{Others, Question, QuestionKind, State, Survey};
use crate::{Language, Moment, accounts::Level, ids::SurveyId, moment::Period};

pub(crate) fn question(key: &str, kind: QuestionKind) -> Question {
    Question { key: key.into(), text: "?".into(), help: None, required: false, kind, others: Others::default() }
}

/// With one question, and nothing in the way of publishing it.
pub(crate) fn draft() -> Survey {
    let ways = QuestionKind::One { options: vec!["Mit dem Rad".into(), "Zu Fuß".into()] };
    Survey {
        id: SurveyId(1),
        slug: "wege".into(),
        title: "Wege".into(),
        intro: "Zwei Minuten.".into(),
        period: Period { start: Moment(0), end: None },
        questions: vec![question("frage-1", ways)],
        responses: 0,
        is_demo: false,
        needed_level: Level::Guest,
        state: State::Draft,
        revision: 1,
        edition: 0,
        others: Others::default(),
        language: Language::De,
    }
}
