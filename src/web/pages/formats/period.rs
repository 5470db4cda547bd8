use domain::{
    Moment,
    moment::{Period, PeriodState},
};
use leptos::prelude::*;

use crate::{Visit, dates, locales::fill, ui::Icon};

/// Open, not yet, or no more: by a word and a symbol, never by colour alone.
#[component]
pub fn PeriodTag(visit: Visit, period: Period, now: Moment) -> impl IntoView {
    let words = &visit.words().formats;
    let (class, icon, word) = match period.state(now) {
        PeriodState::Open => ("tag tag--period tag--open", "check-circle", words.open),
        PeriodState::Upcoming => ("tag tag--period tag--upcoming", "clock", words.upcoming),
        PeriodState::Ended => ("tag tag--period tag--ended", "lock", words.ended),
    };
    view! { <span class=class><Icon name=icon/>{word}</span> }
}

/// The state with its date.
#[component]
pub fn PeriodLine(visit: Visit, period: Period, now: Moment) -> impl IntoView {
    let text = period_text(&visit, period, now);
    view! { <p class="period"><PeriodTag visit=visit period=period now=now/>" "<span>{text}</span></p> }
}

pub fn period_text(visit: &Visit, period: Period, now: Moment) -> String {
    let words = &visit.words().formats;
    let told = |sentence: &str, at: Moment| fill(sentence, &[("date", &dates::date(visit.language, at))]);
    match (period.state(now), period.end) {
        (PeriodState::Upcoming, _) => told(words.opens_on, period.start),
        (PeriodState::Open, None) => words.open_without_end.to_owned(),
        (PeriodState::Open, Some(end)) => told(words.open_until, last_moment(end)),
        (PeriodState::Ended, end) => told(words.ended_on, last_moment(end.unwrap_or(period.start))),
    }
}

/// A period that ends at midnight is open on the day before, and that is the day to name.
fn last_moment(end: Moment) -> Moment {
    Moment(end.0.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn the_last_day_is_the_one_on_which_it_is_still_open() {
        let visit =
            Visit { language: Language::De, path: "/umfragen".into(), query: String::new(), who: None, sitting: None };
        // 2026-11-23T23:00:00Z is midnight in Rostock, the first moment of the 24th.
        let midnight = Moment(1_795_474_800_000);
        let period = Period { start: midnight.plus_days(-9), end: Some(midnight) };
        assert_eq!(period_text(&visit, period, midnight.plus_days(-1)), "Offen bis 23. November 2026");
        assert_eq!(period_text(&visit, period, midnight), "Beendet am 23. November 2026");
        assert_eq!(period_text(&visit, period, midnight.plus_days(-10)), "Beginnt am 15. November 2026");
    }
}
