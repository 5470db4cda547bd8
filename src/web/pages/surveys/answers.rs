//! The form of a survey as a person left it.

use std::collections::BTreeMap;

use domain::{fields::FieldErrors, ids::SubmissionId, surveys::Reply};

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
}

impl Answers {
    pub fn fresh() -> Self {
        Self { submission: fresh_id(), typed: BTreeMap::new(), errors: FieldErrors::default(), is_change: false }
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
            } else if let Some(number) = name.strip_prefix("frage-").and_then(|number| number.parse().ok()) {
                answers.typed.entry(number).or_default().push(value);
            }
        }
        answers
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
    fn a_broken_id_loses_no_answer() {
        let answers = Answers::read(b"einsendung=x&frage-0=1");
        assert_eq!(answers.value(0), "1");
        assert_eq!(answers.submission.as_str().len(), 32);
    }
}
