//! Events as iCalendar (RFC 5545): lines of at most 75 octets that end with CRLF, all times in UTC.

use domain::{Moment, events::Event};
use jiff::Timestamp;

use crate::Visit;

/// Octets in one line, without its end (section 3.1).
const LINE: usize = 75;

pub fn calendar(visit: &Visit, base_url: &str, events: &[Event]) -> String {
    let words = visit.words();
    let mut text = String::new();
    let mut put = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    put("BEGIN", "VCALENDAR");
    put("VERSION", "2.0");
    put("PRODID", "-//Hanse- und Universitätsstadt Rostock//Wegmarken//DE");
    put("CALSCALE", "GREGORIAN");
    put("METHOD", "PUBLISH");
    put("NAME", &escape(words.calendar.feed_name));
    put("X-WR-CALNAME", &escape(words.calendar.feed_name));
    put("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    put("X-PUBLISHED-TTL", "PT6H");
    for event in events {
        let page = format!("{base_url}{}", visit.href(&format!("/kalender/{}", event.slug)));
        put("BEGIN", "VEVENT");
        put("UID", &format!("{}@{}", event.slug, host(base_url)));
        put("DTSTAMP", &utc(event.updated_at));
        put("LAST-MODIFIED", &utc(event.updated_at));
        put("DTSTART", &utc(event.starts_at));
        put("DTEND", &utc(event.ends_at));
        // Calendars that have it already take the change by the higher number (section 3.8.7.4).
        put("SEQUENCE", &event.revision.saturating_sub(1).to_string());
        put("STATUS", if event.is_cancelled() { "CANCELLED" } else { "CONFIRMED" });
        put("SUMMARY", &escape(&summary(visit, event)));
        put("LOCATION", &escape(&format!("{}, {}", event.place_name, event.address)));
        put("DESCRIPTION", &escape(&description(visit, event)));
        // A URI is no text: nothing in it is escaped (section 3.3.13).
        put("URL", &page);
        put("END", "VEVENT");
    }
    put("END", "VCALENDAR");
    text
}

/// Many calendars show no status, so the title says it as well.
fn summary(visit: &Visit, event: &Event) -> String {
    if event.is_cancelled() {
        format!("{}: {}", visit.words().calendar.cancelled, event.title)
    } else {
        event.title.clone()
    }
}

/// What a person needs to know to come, also without the web page.
fn description(visit: &Visit, event: &Event) -> String {
    let words = visit.words();
    let mut parts = Vec::new();
    parts.extend(
        event.cancelled_because.as_ref().map(|reason| format!("{} {reason}", words.calendar.cancelled_because)),
    );
    parts.push(event.text.clone());
    if !event.accessibility.is_empty() {
        let access: Vec<_> = event.accessibility.iter().map(|what| words.names.accessibility(*what)).collect();
        parts.push(format!("{}: {}", words.calendar.access, access.join(", ")));
    }
    let registration = event.registration.as_deref().unwrap_or(words.calendar.no_registration);
    parts.push(format!("{}: {registration}", words.calendar.registration));
    if event.is_demo {
        parts.push(words.calendar.demo.to_owned());
    }
    parts.join("\n\n")
}

/// `20261123T160000Z`.
fn utc(moment: Moment) -> String {
    Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// Section 3.3.11: backslash, semicolon, comma and line breaks; other control characters have no place in a text.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in domain::text::with_plain_line_ends(text).chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Appends one content line. Longer ones go on in lines that start with a space; no character is torn apart.
fn fold(text: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use domain::{
        Language,
        announced::Translations,
        events::{Accessibility, Standing},
        ids::EventId,
    };

    use super::*;

    fn folded(line: &str) -> String {
        let mut text = String::new();
        fold(&mut text, line);
        text
    }

    fn event() -> Event {
        Event {
            id: EventId(1),
            slug: "auftakt".into(),
            title: "Auftakt: Wege, Licht; Treffpunkte".into(),
            text: "Kurze Vorstellung.\nDanach Tische.".into(),
            language: Language::De,
            translations: Translations::default(),
            starts_at: Moment(1_795_476_600_000),
            ends_at: Moment(1_795_480_200_000),
            place_name: "Rathaus".into(),
            address: "Neuer Markt 1, 18055 Rostock".into(),
            district: None,
            accessibility: vec![Accessibility::StepFree, Accessibility::SignLanguage],
            registration: None,
            theme: None,
            leads_to: None,
            standing: Standing::Public,
            cancelled_because: None,
            updated_at: Moment(0),
            revision: 1,
            is_demo: false,
        }
    }

    fn visit(language: Language) -> Visit {
        Visit { language, path: "/kalender.ics".into(), query: String::new(), who: None, sitting: None }
    }

    #[test]
    fn what_means_something_to_a_calendar_is_escaped() {
        assert_eq!(escape("a\\b;c,d:e\r\nf\ng\u{7}"), "a\\\\b\\;c\\,d:e\\nf\\ng");
    }

    #[test]
    fn a_line_of_exactly_75_octets_stays_whole() {
        let line = "x".repeat(75);
        assert_eq!(folded(&line), format!("{line}\r\n"));
        assert_eq!(folded(&format!("{line}y")), format!("{line}\r\n y\r\n"));
    }

    #[test]
    fn a_letter_of_two_octets_is_not_torn_apart_at_the_fold() {
        let line = format!("{}ä", "x".repeat(74));
        assert_eq!(folded(&line), format!("{}\r\n ä\r\n", "x".repeat(74)));
    }

    #[test]
    fn an_event_says_when_where_and_how_to_get_in() {
        let text = calendar(&visit(Language::De), "https://wegmarken.example:8443", &[event()]).replace("\r\n ", "");
        for line in [
            "UID:auftakt@wegmarken.example",
            "DTSTAMP:19700101T000000Z",
            "DTSTART:20261123T233000Z",
            "DTEND:20261124T003000Z",
            "SUMMARY:Auftakt: Wege\\, Licht\\; Treffpunkte",
            "LOCATION:Rathaus\\, Neuer Markt 1\\, 18055 Rostock",
            "URL:https://wegmarken.example:8443/kalender/auftakt",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} is missing in {text}");
        }
        assert!(text.contains("Stufenlos erreichbar\\, Gebärdensprache"), "{text}");
    }

    #[test]
    fn a_cancelled_event_replaces_what_a_calendar_has_and_says_why() {
        let reason = Some("Der Saal ist zu.".to_owned());
        let gone = Event { standing: Standing::Cancelled, cancelled_because: reason, revision: 4, ..event() };
        let text = calendar(&visit(Language::De), "https://w.example", &[gone]).replace("\r\n ", "");
        for line in ["UID:auftakt@w.example", "SEQUENCE:3", "STATUS:CANCELLED"] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} is missing in {text}");
        }
        assert!(text.contains("SUMMARY:Abgesagt: Auftakt") && text.contains("Der Saal ist zu."), "{text}");
        let on = calendar(&visit(Language::De), "https://w.example", &[event()]);
        assert!(on.contains("STATUS:CONFIRMED\r\n") && on.contains("SEQUENCE:0\r\n"), "{on}");
    }

    #[test]
    fn an_event_is_the_same_event_in_every_language() {
        let english = calendar(&visit(Language::En), "https://w.example", &[event()]).replace("\r\n ", "");
        assert!(english.contains("UID:auftakt@w.example\r\n"));
        assert!(english.contains("URL:https://w.example/en/kalender/auftakt\r\n"));
    }

    #[test]
    fn no_line_is_too_long_and_unfolding_gives_the_text_back() {
        // Letters of one to four octets in changing order, so that every fold falls somewhere else.
        let letters: Vec<char> = "aß€🙂, ;".chars().collect();
        for length in 0..300 {
            let value: String = (0..length).filter_map(|at| letters.get((at * at + length) % letters.len())).collect();
            let line = format!("DESCRIPTION:{}", escape(&value));
            let text = folded(&line);
            assert!(text.split("\r\n").all(|part| part.len() <= LINE), "{text}");
            assert_eq!(text.replace("\r\n ", ""), format!("{line}\r\n"));
        }
    }
}
