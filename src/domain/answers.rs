//! What an office writes before it answers, and what has to be right about it.

use serde::{Deserialize, Serialize};

use crate::{
    ids::ProposalId,
    proposals::{NewAnswer, Status, StatusChange, StatusError, limits},
    text,
};

/// An answer as it was typed: nothing of it is lost, whatever is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerDraft {
    /// Slug of the status that the proposal gets.
    pub status: String,
    pub text: String,
    /// Euros.
    pub cost: String,
    pub period: String,
    pub contact: String,
    /// The proposal in which this one lives on: its number or its address.
    pub merge_into: String,
}

/// What is wrong, in the order of the fields. The words are in the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    StatusMissing,
    StatusNotAllowed,
    ReasonsMissing,
    TextTooLong { most: usize, now: usize },
    CostNotANumber,
    PeriodTooLong { most: usize },
    ContactTooLong { most: usize },
    TargetMissing,
}

impl Fault {
    /// The input that it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::StatusMissing | Self::StatusNotAllowed => "stand",
            Self::ReasonsMissing | Self::TextTooLong { .. } => "text",
            Self::CostNotANumber => "kosten",
            Self::PeriodTooLong { .. } => "zeitraum",
            Self::ContactTooLong { .. } => "kontakt",
            Self::TargetMissing => "ziel",
        }
    }
}

/// Longest lines beside the text, in characters.
pub const LINE: usize = 120;

/// Statuses in which the city says what it does; cost and period belong to them alone.
const GRANTED: [Status; 3] = [Status::Accepted, Status::InProgress, Status::Implemented];

/// What an office may make of a proposal in this status. Taking it back is its author's business alone.
pub fn choices(from: Status) -> impl Iterator<Item = Status> {
    let whole = |to| StatusChange { to, has_reasons: true, has_target: true };
    Status::ALL.into_iter().filter(move |to| *to != Status::Withdrawn && from.change(whole(*to)).is_ok())
}

impl AnswerDraft {
    /// Checks what was typed as an answer to a proposal that is in this status.
    pub fn check(&self, from: Status) -> Result<NewAnswer, Vec<Fault>> {
        let mut faults = Vec::new();
        let words = text::clean(&self.text);
        let merge_into = self.target();
        let to = Status::from_slug(&self.status);
        match to {
            None => faults.push(Fault::StatusMissing),
            Some(Status::Withdrawn) => faults.push(Fault::StatusNotAllowed),
            Some(to) => {
                let change = StatusChange { to, has_reasons: !words.is_empty(), has_target: merge_into.is_some() };
                match from.change(change) {
                    Ok(_) => {}
                    Err(StatusError::NotAllowed { .. }) => faults.push(Fault::StatusNotAllowed),
                    Err(StatusError::ReasonsMissing) => faults.push(Fault::ReasonsMissing),
                    Err(StatusError::TargetMissing) => faults.push(Fault::TargetMissing),
                }
            }
        }
        let (most, now) = (limits::TEXT.1, text::length(&words));
        if now > most {
            faults.push(Fault::TextTooLong { most, now });
        }
        let is_granted = to.is_some_and(|to| GRANTED.contains(&to));
        let cost = match euros(&self.cost) {
            Ok(cost) => cost,
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        let line = |typed: &str| Some(text::clean_line(typed)).filter(|line| !line.is_empty());
        let (period, contact) = (line(&self.period), line(&self.contact));
        let is_long = |line: &Option<String>| line.as_ref().is_some_and(|line| text::length(line) > LINE);
        if is_long(&period) {
            faults.push(Fault::PeriodTooLong { most: LINE });
        }
        if is_long(&contact) {
            faults.push(Fault::ContactTooLong { most: LINE });
        }
        match to {
            Some(to) if faults.is_empty() => Ok(NewAnswer {
                to,
                text: words,
                cost_eur: cost.filter(|_| is_granted),
                period: period.filter(|_| is_granted),
                contact,
                merge_into: merge_into.filter(|_| to == Status::Merged),
            }),
            _ => Err(faults),
        }
    }

    /// `12`, `/vorschlaege/12-mehr-baenke`, or the whole address of it.
    fn target(&self) -> Option<ProposalId> {
        let typed = self.merge_into.trim();
        typed.rsplit('/').find(|part| !part.is_empty())?.parse().ok()
    }
}

/// `12.000`, `12 000 €` and `12000` are one amount.
fn euros(typed: &str) -> Result<Option<i64>, Fault> {
    /// More than the city has.
    const MOST: i64 = 1_000_000_000_000;
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '€')).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit());
    let amount = digits.parse::<i64>().ok().filter(|amount| is_plain && *amount <= MOST);
    amount.map(Some).ok_or(Fault::CostNotANumber)
}

/// How far an answer is that an office writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftState {
    Writing,
    /// A second person has to look at it.
    Waiting,
}

impl DraftState {
    pub fn code(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Waiting => "waiting",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Writing, Self::Waiting].into_iter().find(|state| state.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(status: &str, text: &str) -> AnswerDraft {
        AnswerDraft { status: status.into(), text: text.into(), ..AnswerDraft::default() }
    }

    #[test]
    fn who_declines_says_why() {
        assert_eq!(draft("abgelehnt", "  ").check(Status::Published), Err(vec![Fault::ReasonsMissing]));
        assert!(draft("abgelehnt", "Dort liegt eine Leitung.").check(Status::Published).is_ok());
    }

    #[test]
    fn cost_and_period_belong_to_what_the_city_does() {
        let typed = AnswerDraft { cost: "12.000 €".into(), period: " 2027 ".into(), ..draft("angenommen", "Ja.") };
        let answer = typed.check(Status::Published).unwrap();
        assert_eq!((answer.cost_eur, answer.period.as_deref()), (Some(12_000), Some("2027")));
        let typed = AnswerDraft { status: "abgelehnt".into(), ..typed };
        let answer = typed.check(Status::Published).unwrap();
        assert_eq!((answer.cost_eur, answer.period), (None, None));
    }

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (typed, euros) in [("", None), ("0", Some(0)), ("12 000", Some(12_000)), ("1.234.567€", Some(1_234_567))]
        {
            let typed = AnswerDraft { cost: typed.into(), ..draft("angenommen", "Ja.") };
            assert_eq!(typed.check(Status::Published).unwrap().cost_eur, euros, "{}", typed.cost);
        }
        for wrong in ["viel", "-3", "12,50", "+1", "99999999999999999999"] {
            let typed = AnswerDraft { cost: wrong.into(), ..draft("angenommen", "Ja.") };
            assert_eq!(typed.check(Status::Published), Err(vec![Fault::CostNotANumber]), "{wrong}");
        }
    }

    #[test]
    fn a_merge_names_a_proposal_by_number_or_by_address() {
        for typed in ["12", " 12-baenke", "/vorschlaege/12-baenke", "https://wegmarken.example/en/vorschlaege/12/"] {
            let typed = AnswerDraft { merge_into: typed.into(), ..draft("zusammengefuehrt", "") };
            assert_eq!(typed.check(Status::Published).unwrap().merge_into, Some(ProposalId(12)));
        }
        assert_eq!(draft("zusammengefuehrt", "").check(Status::Published), Err(vec![Fault::TargetMissing]));
    }

    #[test]
    fn a_step_that_is_not_allowed_is_said_so() {
        assert_eq!(draft("", "Ja.").check(Status::Published), Err(vec![Fault::StatusMissing]));
        assert_eq!(draft("umgesetzt", "Ja.").check(Status::Published), Err(vec![Fault::StatusNotAllowed]));
        assert_eq!(draft("zurueckgezogen", "Ja.").check(Status::Published), Err(vec![Fault::StatusNotAllowed]));
    }

    #[test]
    fn what_can_be_chosen_is_what_is_taken() {
        for from in Status::ALL {
            for to in Status::ALL {
                let typed = AnswerDraft { merge_into: "12".into(), ..draft(to.slug(), "Darum.") };
                assert_eq!(typed.check(from).is_ok(), choices(from).any(|choice| choice == to), "{from:?} {to:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_gets_a_verdict(
            status in "[a-z-]{0,20}", text in ".*", cost in ".*", period in ".*", merge_into in ".*",
        ) {
            let contact = period.clone();
            let typed = AnswerDraft { status, text, cost, period, contact, merge_into };
            for from in Status::ALL {
                if let Ok(answer) = typed.check(from) {
                    prop_assert!(answer.cost_eur.unwrap_or_default() >= 0);
                }
            }
        }
    }
}
