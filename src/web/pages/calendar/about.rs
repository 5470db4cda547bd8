//! An event in the words of schema.org.

use domain::events::Event;
use serde_json::{Value, json};

use crate::{Visit, dates, pages::home::CITY};

pub fn about(visit: &Visit, base: &str, event: &Event) -> Value {
    let status = if event.is_cancelled() { "EventCancelled" } else { "EventScheduled" };
    let url = format!("{base}{}", visit.href(&format!("/kalender/{}", event.slug)));
    json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": format!("{base}/kalender/{}", event.slug),
        "url": url,
        "name": event.title,
        "description": event.text,
        "inLanguage": event.language.tag(),
        "startDate": dates::machine(event.starts_at),
        "endDate": dates::machine(event.ends_at),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "image": format!("{base}/og.png"),
        "location": {
            "@type": "Place",
            "name": event.place_name,
            "address": event.address,
        },
        "organizer": { "@id": format!("{base}/#stadt"), "@type": "GovernmentOrganization", "name": CITY },
    })
}
