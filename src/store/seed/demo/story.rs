//! When everything in the life of a demo proposal happened: in the order of its days, at believable hours, never later
//! than now.

use content::ProposalSource;
use domain::{Moment, proposals::Status};

use super::super::dice::Dice;

pub(super) struct Story {
    pub(super) submitted: Moment,
    /// When it came to the board; `None` while it waits.
    pub(super) published: Option<Moment>,
    pub(super) answers: Vec<Moment>,
    pub(super) comments: Vec<Moment>,
    pub(super) withdrawn: Option<Moment>,
    /// From here on nobody supports it any more.
    pub(super) closed: Moment,
}

impl Story {
    pub(super) fn of(source: &ProposalSource, now: Moment) -> Self {
        let mut dice = Dice::named(&source.key);
        let mut hours = |from: i64, until: i64| Moment::HOUR * from + dice.below((until - from) * Moment::HOUR);
        let day = |days_ago: i64| Moment(now.0 - days_ago * Moment::DAY);
        if source.status == Status::Submitted {
            let submitted = Moment(day(source.days_ago).0 - hours(1, 9));
            let (answers, comments) = (Vec::new(), Vec::new());
            return Self { submitted, published: None, answers, comments, withdrawn: None, closed: submitted };
        }
        // Ten hours before anything that others can do on the same day.
        let published = Moment(day(source.days_ago).0 - hours(10, 18));
        let submitted = Moment(published.0 - hours(2, 26));
        let mut row = |days: Vec<i64>| -> Vec<Moment> {
            let mut last = published.0;
            days.into_iter()
                .map(|days_ago| {
                    last = (day(days_ago).0 - hours(0, 9)).max(last + 7 * Moment::MINUTE).min(now.0);
                    Moment(last)
                })
                .collect()
        };
        let answers = row(source.answers.iter().map(|answer| answer.days_ago).collect());
        let comments = row(source.comments.iter().map(|comment| comment.days_ago).collect());
        // Two thirds of its time, or two days after the last contribution.
        let middle = published.0 + (now.0 - published.0) / 3 * 2;
        let after_words = comments.last().map_or(0, |last| last.0 + 2 * Moment::DAY);
        let withdrawn = (source.status == Status::Withdrawn).then(|| Moment(middle.max(after_words).min(now.0)));
        let decided = source.answers.iter().zip(&answers).find(|(answer, _)| !answer.status.is_open());
        let closed = withdrawn.or(decided.map(|(_, at)| *at)).unwrap_or(now);
        Self { submitted, published: Some(published), answers, comments, withdrawn, closed }
    }

    /// When it got the status it has.
    pub(super) fn status_at(&self) -> Moment {
        self.withdrawn.or(self.answers.last().copied()).or(self.published).unwrap_or(self.submitted)
    }
}
