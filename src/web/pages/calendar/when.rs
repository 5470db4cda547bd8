use domain::{Moment, events::Event};
use leptos::prelude::*;

use crate::{Visit, dates, locales::fill};

/// Weekday, date and times in one sentence; an event over midnight names both days.
pub fn when(visit: &Visit, event: &Event) -> String {
    let (words, language) = (&visit.words().calendar, visit.language);
    let date = |at: Moment| dates::date(language, at);
    let is_one_day = date(event.starts_at) == date(event.ends_at);
    let sentence = if is_one_day { words.day_and_time } else { words.over_days };
    fill(
        sentence,
        &[
            ("weekday", dates::weekday(language, event.starts_at)),
            ("date", &date(event.starts_at)),
            ("from", &dates::time(event.starts_at)),
            ("weekday_to", dates::weekday(language, event.ends_at)),
            ("date_to", &date(event.ends_at)),
            ("to", &dates::time(event.ends_at)),
        ],
    )
}

/// The same sentence in two parts for where [`DateBlock`] shows the day: what only a screen reader needs, and the times.
/// An event over midnight shows everything.
pub fn day_and_times(visit: &Visit, event: &Event) -> (String, String) {
    let sentence = when(visit, event);
    let date = |at: Moment| dates::date(visit.language, at);
    let day = format!("{}, {}, ", dates::weekday(visit.language, event.starts_at), date(event.starts_at));
    match sentence.strip_prefix(&day) {
        Some(times) if date(event.starts_at) == date(event.ends_at) => (day, times.to_owned()),
        _ => (String::new(), sentence),
    }
}

/// The day as a leaf of a wall calendar. For the eye: the sentence of [`when`] stands beside it.
#[component]
pub fn DateBlock(visit: Visit, at: Moment) -> impl IntoView {
    let language = visit.language;
    let short = |word: &str| word.chars().take(3).collect::<String>();
    view! {
        <div class="date-block" aria-hidden="true">
            <span class="date-block__weekday">{dates::weekday(language, at)}</span>
            <span class="date-block__day">{dates::day(at)}</span>
            <span class="date-block__month">{short(dates::month(language, at))}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use domain::{Language, announced::Translations, events::Standing, ids::EventId};

    use super::*;

    fn event(hours: i64) -> Event {
        // 2026-11-23T16:00:00Z, five o'clock in Rostock.
        let starts_at = Moment(1_795_449_600_000);
        Event {
            id: EventId(1),
            slug: String::new(),
            title: String::new(),
            text: String::new(),
            language: Language::De,
            translations: Translations::default(),
            starts_at,
            ends_at: Moment(starts_at.0 + hours * Moment::HOUR),
            place_name: String::new(),
            address: String::new(),
            district: None,
            accessibility: Vec::new(),
            registration: None,
            theme: None,
            leads_to: None,
            standing: Standing::Public,
            cancelled_because: None,
            updated_at: starts_at,
            revision: 1,
            is_demo: false,
        }
    }

    fn visit(language: Language) -> Visit {
        Visit { language, path: "/kalender".into(), query: String::new(), who: None, sitting: None }
    }

    #[test]
    fn a_day_is_named_once_and_two_days_twice() {
        assert_eq!(when(&visit(Language::De), &event(2)), "Montag, 23. November 2026, 17:00 bis 19:00 Uhr");
        assert_eq!(when(&visit(Language::En), &event(2)), "Monday, 23 November 2026, 17:00 to 19:00");
        let over = "Montag, 23. November 2026, 17:00 Uhr, bis Dienstag, 24. November 2026, 01:00 Uhr";
        assert_eq!(when(&visit(Language::De), &event(8)), over);
    }

    #[test]
    fn beside_the_leaf_stand_the_times_alone() {
        let day_and_times = |hours| day_and_times(&visit(Language::De), &event(hours));
        assert_eq!(day_and_times(2), ("Montag, 23. November 2026, ".to_owned(), "17:00 bis 19:00 Uhr".to_owned()));
        assert_eq!(day_and_times(8).0, "");
    }
}
