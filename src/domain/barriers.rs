//! A barrier that somebody met on these pages, and the clock of its answer (LBGG M-V § 14, BITVO M-V): six weeks. Who
//! gets none by then can go to the enforcement body.

use crate::{
    Language, Moment,
    fields::{Field, FieldErrors, Problem},
    proposals, text,
};

/// Six weeks.
pub const ANSWER_DAYS: i64 = 42;

/// When only so many days are left, staff are warned.
const SOON_DAYS: i64 = 14;

/// The declaration is checked every year, and after every essential change.
pub const REVIEW_DAYS: i64 = 365;

/// Editors are reminded so many days before.
pub const REVIEW_SOON_DAYS: i64 = 30;

/// Characters of what happened, and of the answer.
pub const LENGTH: (usize, usize) = (10, 4_000);

/// The longest address of a page.
pub const PAGE: usize = 500;

/// The form exactly as a person left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarrierDraft {
    pub page: String,
    pub text: String,
    pub author: String,
    pub email: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBarrier {
    pub page: Option<String>,
    pub text: String,
    pub author: Option<String>,
    pub email: Option<String>,
}

impl BarrierDraft {
    pub fn check(&self) -> Result<NewBarrier, FieldErrors> {
        let mut errors = FieldErrors::default();
        let body = text::clean(&self.text);
        text::check(&mut errors, Field::Text, &body, LENGTH.0, LENGTH.1);
        let page = proposals::optional_line(&mut errors, Field::Page, &self.page, PAGE);
        let author = proposals::optional_line(&mut errors, Field::Author, &self.author, proposals::limits::AUTHOR);
        let email = Some(self.email.trim().to_owned()).filter(|email| !email.is_empty());
        if email.as_deref().is_some_and(|email| !text::is_email(email)) {
            errors.add(Field::Email, Problem::NotAnEmail);
        }
        errors.or(NewBarrier { page, text: body, author, email })
    }
}

/// The answer as an editor left it; the cleaned text when nothing is wrong.
pub fn check_answer(typed: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let body = text::clean(typed);
    text::check(&mut errors, Field::Text, &body, LENGTH.0, LENGTH.1);
    errors.or(body)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub text: String,
    pub at: Moment,
}

/// A report as staff, or the holder of its receipt, see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barrier {
    pub id: i64,
    pub page: Option<String>,
    pub text: String,
    pub author: Option<String>,
    /// Until the answer is sent.
    pub email: Option<String>,
    pub language: Language,
    pub at: Moment,
    pub answer: Option<Answer>,
}

/// Where the clock of a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    Answered,
    Running {
        days_left: i64,
    },
    /// Hurry.
    Soon {
        days_left: i64,
    },
    Overdue {
        days: i64,
    },
}

impl Barrier {
    pub fn due(&self) -> Moment {
        due(self.at)
    }

    pub fn clock(&self, now: Moment) -> Clock {
        match (self.answer.is_some(), self.due().days_since(now)) {
            (true, _) => Clock::Answered,
            _ if now > self.due() => Clock::Overdue { days: now.days_since(self.due()) },
            (_, days_left) if days_left <= SOON_DAYS => Clock::Soon { days_left },
            (_, days_left) => Clock::Running { days_left },
        }
    }
}

pub fn due(at: Moment) -> Moment {
    at.plus_days(ANSWER_DAYS)
}

/// Where the yearly review of the declaration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    Fresh,
    Soon,
    Overdue,
}

pub fn review(reviewed_at: Moment, now: Moment) -> Review {
    let next = reviewed_at.plus_days(REVIEW_DAYS);
    if now > next {
        Review::Overdue
    } else if now > next.plus_days(-REVIEW_SOON_DAYS) {
        Review::Soon
    } else {
        Review::Fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_795_435_200_000);

    fn reported(at: Moment) -> Barrier {
        Barrier {
            id: 1,
            page: None,
            text: "Der Knopf hat keinen Namen.".into(),
            author: None,
            email: None,
            language: Language::De,
            at,
            answer: None,
        }
    }

    #[test]
    fn the_clock_runs_for_six_weeks() {
        let report = reported(NOW);
        assert_eq!(report.clock(NOW), Clock::Running { days_left: 42 });
        assert_eq!(report.clock(NOW.plus_days(30)), Clock::Soon { days_left: 12 });
        assert_eq!(report.clock(NOW.plus_days(42)), Clock::Soon { days_left: 0 });
        assert_eq!(report.clock(NOW.plus_days(45)), Clock::Overdue { days: 3 });
        let answer = Some(Answer { text: "Danke".into(), at: NOW });
        assert_eq!(Barrier { answer, ..report }.clock(NOW.plus_days(45)), Clock::Answered);
    }

    #[test]
    fn the_declaration_is_reviewed_every_year() {
        assert_eq!(review(NOW, NOW.plus_days(334)), Review::Fresh);
        assert_eq!(review(NOW, NOW.plus_days(350)), Review::Soon);
        assert_eq!(review(NOW, NOW.plus_days(366)), Review::Overdue);
    }

    #[test]
    fn only_what_happened_is_asked_for() {
        let draft = BarrierDraft { text: "Der Knopf hat keinen Namen.".into(), ..BarrierDraft::default() };
        assert_eq!(draft.check().unwrap().email, None);
        let wrong = BarrierDraft { text: "kurz".into(), email: "jana@".into(), ..draft };
        let errors = wrong.check().unwrap_err();
        assert_eq!(errors.of(Field::Text), Some(Problem::TooShort { least: 10, now: 4 }));
        assert_eq!(errors.of(Field::Email), Some(Problem::NotAnEmail));
    }
}
