//! Addresses as a site map lists them, each with what it is called in the other language.

use domain::{Language, Moment, blocks};
use html_escape::encode_quoted_attribute;
use store::{events, place_calls, surveys};

use super::is_known;
use crate::{AppError, Site, dates};

pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
    xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
pub const TAIL: &str = "</urlset>\n";

/// Lists of features, which are there in every language and change with what is in them.
const LISTS: [&str; 5] = ["/vorschlaege", "/vorschlaege/neu", "/umfragen", "/orte", "/kalender"];

/// Past events that are listed; older ones are found by their address alone.
const PAST: u64 = 1_000;

/// Everything but the proposals. A page of the city is listed in the languages in which it was written.
pub async fn pages(site: &Site) -> Result<String, AppError> {
    let (store, base, now) = (&site.store, site.settings.base_url.as_str(), site.now());
    let mut written = Vec::new();
    for language in Language::ALL {
        written.push((language, store::pages::addresses(store, language).await?));
    }
    let mut xml = String::new();
    for (language, pages) in &written {
        for (address, changed_at) in pages {
            let is_in = |other: Language| {
                written
                    .iter()
                    .any(|(language, pages)| *language == other && pages.iter().any(|(name, _)| name == address))
            };
            let path = blocks::path(address);
            xml.push_str(&entry(base, &path, *language, &alternates(*language, is_in), *changed_at));
        }
    }
    for language in Language::ALL {
        for path in LISTS {
            xml.push_str(&entry(base, path, language, &alternates(language, |_| true), Moment(0)));
        }
    }
    let mut all_events = events::upcoming(store, now).await?;
    all_events.extend(events::past(store, now, PAST).await?);
    for event in all_events {
        xml.push_str(&in_both(base, &format!("/kalender/{}", event.slug), event.updated_at));
    }
    for survey in surveys::list(store, now).await? {
        xml.push_str(&in_both(base, &format!("/umfragen/{}", survey.slug), Moment(0)));
    }
    for call in place_calls::list(store, now).await? {
        xml.push_str(&in_both(base, &format!("/orte/{}", call.slug), Moment(0)));
    }
    Ok(xml)
}

/// A page that is there in German and English.
pub fn in_both(base: &str, path: &str, changed_at: Moment) -> String {
    let both = [Language::De, Language::En];
    both.into_iter().map(|language| entry(base, path, language, &both, changed_at)).collect()
}

/// Search engines know no tag for Leichte Sprache, so a page in it stands alone.
fn alternates(language: Language, is_in: impl Fn(Language) -> bool) -> Vec<Language> {
    let both = [Language::De, Language::En];
    if both.contains(&language) { both.into_iter().filter(|other| is_in(*other)).collect() } else { Vec::new() }
}

fn entry(base: &str, path: &str, language: Language, alternates: &[Language], changed_at: Moment) -> String {
    let at = |language: Language| escaped(&format!("{base}{}", language.path(path)));
    let changed =
        if is_known(changed_at) { format!("<lastmod>{}</lastmod>", dates::machine(changed_at)) } else { String::new() };
    let link = |tag: &str, language: Language| {
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\"/>", at(language))
    };
    let mut links: String = alternates.iter().map(|other| link(other.tag(), *other)).collect();
    if alternates.contains(&Language::De) {
        links.push_str(&link("x-default", Language::De));
    }
    format!("<url><loc>{}</loc>{changed}{links}</url>\n", at(language))
}

pub fn escaped(text: &str) -> String {
    encode_quoted_attribute(text).into_owned()
}
