//! The site and who runs it, in the words of schema.org.

use serde_json::{Value, json};

use crate::Visit;

pub const CITY: &str = "Hanse- und Universitätsstadt Rostock";

pub(super) fn about(visit: &Visit, base: &str) -> Vec<Value> {
    let words = &visit.words().common;
    let home = format!("{base}{}", visit.href("/"));
    let city = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": format!("{base}/#stadt"),
        "name": CITY,
        "areaServed": { "@type": "City", "name": "Rostock" },
    });
    let site = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": format!("{base}/#website"),
        "name": words.site_name,
        "url": home,
        "inLanguage": visit.language.tag(),
        "publisher": { "@id": format!("{base}/#stadt") },
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{base}{}?q={{search_term_string}}", visit.href("/vorschlaege")),
            },
            "query-input": "required name=search_term_string",
        },
    });
    vec![city, site]
}
