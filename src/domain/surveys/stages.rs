//! A survey from its draft to its end: what may be done with it when, and what everybody is told about it.

use serde::{Deserialize, Serialize};

use super::Survey;
use crate::{
    Moment,
    listed::listed,
    moment::{Period, PeriodState},
    text,
};

listed! {
    /// Whether people see it.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum State {
        #[default]
        Draft,
        Published,
        /// Taken out of the lists; its address says since when and why.
        Retired,
    }
}

impl State {
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Retired => "retired",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

listed! {
    /// What can be done with a survey as a whole.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Step {
        Publish,
        /// Throw a draft away.
        Discard,
        /// Make a draft of it again.
        TakeBack,
        /// Another end, sooner or later.
        SetEnd,
        /// End it now.
        Close,
        Retire,
        Restore,
    }
}

/// What is possible now. `is_answered`: somebody answered, or a sheet of paper waits for its second typing.
pub fn steps(survey: &Survey, is_answered: bool, now: Moment) -> Vec<Step> {
    let period = survey.period.state(now);
    let mut steps = Vec::new();
    match survey.state {
        State::Draft => steps.extend([Step::Publish, Step::Discard]),
        State::Published => {
            // Whoever answered read these questions and no others.
            if !is_answered {
                steps.push(Step::TakeBack);
            }
            // After the end everybody reads the results: whoever answered then would know what others said.
            if period != PeriodState::Ended {
                steps.push(Step::SetEnd);
            }
            if period == PeriodState::Open {
                steps.push(Step::Close);
            }
            steps.push(Step::Retire);
        }
        State::Retired => steps.push(Step::Restore),
    }
    steps
}

/// What stands in the way of publishing a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    NoIntro,
    NoQuestions,
    EndIsPast,
}

pub fn obstacles(survey: &Survey, now: Moment) -> Vec<Obstacle> {
    let Period { start, end } = published(survey.period, now);
    let all = [
        (survey.intro.is_empty(), Obstacle::NoIntro),
        (survey.questions.is_empty(), Obstacle::NoQuestions),
        (end.is_some_and(|end| end <= start), Obstacle::EndIsPast),
    ];
    all.into_iter().filter(|(is_there, _)| *is_there).map(|(_, obstacle)| obstacle).collect()
}

/// Nobody could answer before it was published.
pub fn published(period: Period, now: Moment) -> Period {
    Period { start: period.start.max(now), ..period }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndProblem {
    /// It is not in the future, or not after the beginning.
    TooEarly,
    /// It ends then already.
    Same,
}

/// What it means to everybody that a survey ends at another time.
pub fn new_end(period: Period, end: Moment, now: Moment) -> Result<ChangeKind, EndProblem> {
    if end <= period.start.max(now) {
        return Err(EndProblem::TooEarly);
    }
    match period.end {
        Some(old) if old == end => Err(EndProblem::Same),
        Some(old) if old < end => Ok(ChangeKind::Prolonged),
        _ => Ok(ChangeKind::Shortened),
    }
}

listed! {
    /// What everybody reads that was changed after a survey was published.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ChangeKind {
        Prolonged,
        Shortened,
        Closed,
        Retired,
        Restored,
    }
}

impl ChangeKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::Prolonged => "prolonged",
            Self::Shortened => "shortened",
            Self::Closed => "closed",
            Self::Retired => "retired",
            Self::Restored => "restored",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub at: Moment,
    pub kind: ChangeKind,
    /// For everybody, in German.
    pub reason: String,
    /// When it ends since then.
    pub end: Option<Moment>,
}

pub const LONGEST_REASON: usize = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonProblem {
    Missing,
    TooLong,
}

/// Why something is changed that people rely on.
pub fn reason(typed: &str) -> Result<String, ReasonProblem> {
    let reason = text::clean(typed);
    if text::fold(&reason).is_empty() || text::deceives(&reason) {
        return Err(ReasonProblem::Missing);
    }
    if text::length(&reason) > LONGEST_REASON { Err(ReasonProblem::TooLong) } else { Ok(reason) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::samples::draft;

    const NOW: Moment = Moment(1_000);

    fn public(start: i64, end: Option<i64>) -> Survey {
        let period = Period { start: Moment(start), end: end.map(Moment) };
        Survey { state: State::Published, period, ..draft() }
    }

    #[test]
    fn what_can_be_done_depends_on_state_time_and_whether_somebody_answered() {
        use Step::{Close, Discard, Publish, Restore, Retire, SetEnd, TakeBack};
        let (open, early, ended) = (public(0, None), public(2_000, None), public(0, Some(1_000)));
        for (survey, is_answered, expected) in [
            (draft(), false, vec![Publish, Discard]),
            (early, false, vec![TakeBack, SetEnd, Retire]),
            (open.clone(), false, vec![TakeBack, SetEnd, Close, Retire]),
            (open.clone(), true, vec![SetEnd, Close, Retire]),
            (ended, true, vec![Retire]),
            (Survey { state: State::Retired, ..open }, true, vec![Restore]),
        ] {
            assert_eq!(steps(&survey, is_answered, NOW), expected, "{:?} {:?}", survey.state, survey.period);
        }
    }

    #[test]
    fn a_draft_says_what_it_lacks() {
        let survey = Survey { questions: Vec::new(), intro: String::new(), ..draft() };
        assert_eq!(obstacles(&survey, NOW), [Obstacle::NoIntro, Obstacle::NoQuestions]);
        let late = Survey { period: Period { start: Moment(0), end: Some(NOW) }, ..draft() };
        assert_eq!(obstacles(&late, NOW), [Obstacle::EndIsPast]);
        assert_eq!(obstacles(&draft(), NOW), []);
        assert_eq!(published(draft().period, NOW).start, NOW, "it opens when it is published");
    }

    #[test]
    fn another_end_is_in_the_future_and_has_a_reason() {
        let period = Period { start: Moment(0), end: Some(Moment(3_000)) };
        assert_eq!(new_end(period, Moment(4_000), NOW), Ok(ChangeKind::Prolonged));
        assert_eq!(new_end(period, Moment(2_000), NOW), Ok(ChangeKind::Shortened));
        assert_eq!(new_end(period, Moment(3_000), NOW), Err(EndProblem::Same));
        assert_eq!(new_end(period, NOW, NOW), Err(EndProblem::TooEarly));
        assert_eq!(new_end(Period { start: Moment(9_000), end: None }, Moment(8_000), NOW), Err(EndProblem::TooEarly));
        assert_eq!(reason(" … "), Err(ReasonProblem::Missing));
        assert_eq!(reason(&"a".repeat(LONGEST_REASON + 1)), Err(ReasonProblem::TooLong));
        assert_eq!(reason(" Der Saal war zu. ").as_deref(), Ok("Der Saal war zu."));
    }

    #[test]
    fn codes_read_back() {
        assert!(State::ALL.into_iter().all(|state| State::from_code(state.code()) == Some(state)));
        assert!(ChangeKind::ALL.into_iter().all(|kind| ChangeKind::from_code(kind.code()) == Some(kind)));
    }
}
