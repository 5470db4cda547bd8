//! The form of a survey as a person left it.

use std::collections::BTreeMap;

use domain::{
    fields::FieldErrors,
    ids::SubmissionId,
    surveys::{Question, QuestionKind, Reply},
};

use crate::{
    Site,
    pages::formats::{fresh_id, renewed_id},
    visit::pairs,
};

#[derive(Clone, Debug)]
pub struct Answers {
    pub submission: SubmissionId,
    /// For each question, by its number, what its inputs sent.
    pub typed: BTreeMap<usize, Vec<String>>,
    pub errors: FieldErrors,
    /// Shows what this person answered before.
    pub is_change: bool,
    /// Of the questions that the form showed.
    pub edition: Option<i64>,
    /// There are other questions now; what was written to those before and has no place any more.
    pub given_back: Option<Vec<String>>,
}

impl Answers {
    pub fn fresh() -> Self {
        Self {
            submission: fresh_id(),
            typed: BTreeMap::new(),
            errors: FieldErrors::default(),
            is_change: false,
            edition: None,
            given_back: None,
        }
    }

    /// The form of somebody who answered before and may change it.
    pub fn of(replies: Vec<Option<Reply>>) -> Self {
        let values = |reply| match reply {
            Reply::Choices(chosen) => chosen.iter().map(usize::to_string).collect(),
            Reply::Scale(step) => vec![step.to_string()],
            Reply::Text(words) => vec![words],
        };
        let typed =
            replies.into_iter().enumerate().filter_map(|(number, reply)| Some((number, values(reply?)))).collect();
        Self { typed, is_change: true, ..Self::fresh() }
    }

    pub fn read(body: &[u8]) -> Self {
        let mut answers = Self::fresh();
        for (name, value) in pairs(&String::from_utf8_lossy(body)) {
            if name == "einsendung" {
                // A broken id is no reason to lose what somebody typed.
                answers.submission = SubmissionId::parse(&value).unwrap_or(answers.submission);
            } else if name == "fassung" {
                answers.edition = value.parse().ok();
            } else if let Some(number) = name.strip_prefix("frage-").and_then(|number| number.parse().ok()) {
                answers.typed.entry(number).or_default().push(value);
            }
        }
        answers
    }

    /// For other questions: words stay where words are asked for, and what was chosen is chosen anew.
    pub fn for_others(self, questions: &[Question]) -> Self {
        let is_written = |values: &[String]| values.iter().any(|value| value.parse::<usize>().is_err());
        let is_asked = |number: usize| questions.get(number).is_some_and(|one| one.kind == QuestionKind::Text);
        let written = self.typed.into_iter().filter(|(_, values)| is_written(values));
        let (typed, rest): (BTreeMap<_, _>, BTreeMap<_, _>) = written.partition(|(number, _)| is_asked(*number));
        let given_back = rest.into_values().flatten().filter(|value| !value.trim().is_empty()).collect();
        Self { typed, given_back: Some(given_back), ..Self::fresh() }
    }

    pub fn values(&self, number: usize) -> Vec<String> {
        self.typed.get(&number).cloned().unwrap_or_default()
    }

    pub fn value(&self, number: usize) -> String {
        self.typed.get(&number).and_then(|values| values.first()).cloned().unwrap_or_default()
    }

    /// An id for changed content in a form that was sent before: always the same for the same content, so that a
    /// repetition still counts once.
    pub fn renewed(&self, site: &Site) -> SubmissionId {
        let content: String = self.typed.iter().map(|(number, values)| format!("{number}={values:?};")).collect();
        renewed_id(site, &self.submission, &content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typed_value_finds_its_question_and_its_id_stays() {
        let id = "0190a7c03f117abc8def0123456789ab";
        let body = format!("einsendung={id}&frage-0=1&frage-1=0&frage-1=2&frage-3=Gr%C3%BC%C3%9Fe%0D%0A&frage-x=1");
        let answers = Answers::read(body.as_bytes());
        assert_eq!(answers.submission.as_str(), id);
        assert_eq!(answers.values(1), ["0", "2"]);
        assert_eq!(answers.value(3), "Grüße\r\n");
        assert_eq!(answers.typed.len(), 3);
    }

    #[test]
    fn other_questions_keep_words_and_give_back_what_has_no_place() {
        let question = |kind| Question {
            key: "k".into(),
            text: "?".into(),
            help: None,
            required: false,
            kind,
            others: Default::default(),
        };
        let questions = [QuestionKind::Text, QuestionKind::Many { options: vec!["a".into()] }].map(question);
        let typed = Answers::read(b"fassung=3&frage-0=Mehr+Licht&frage-1=Ein+Steg&frage-2=1");
        assert_eq!(typed.edition, Some(3));
        let answers = typed.for_others(&questions);
        assert_eq!((answers.value(0).as_str(), answers.typed.len()), ("Mehr Licht", 1));
        assert_eq!(answers.given_back, Some(vec!["Ein Steg".to_owned()]));
        assert_eq!(answers.edition, None);
    }

    #[test]
    fn a_broken_id_loses_no_answer() {
        let answers = Answers::read(b"einsendung=x&frage-0=1");
        assert_eq!(answers.value(0), "1");
        assert_eq!(answers.submission.as_str().len(), 32);
    }
}
