//! Letters to those who look after kiosks.

use store::{kiosks::Letter, mail::Mail};

use super::Body;
use crate::{
    dates,
    locales::{Words, fill},
};

/// A kiosk fell silent, or is back.
pub fn about(letter: &Letter, base_url: &str) -> Mail {
    let Letter { key, to, language, kiosk, name, place, since, back_at } = letter;
    let language = *language;
    let all = Words::of(language);
    let words = &all.kiosks;
    let (subject, text) = match back_at {
        None => (words.silent_subject, words.silent_letter),
        Some(_) => (words.back_subject, words.back_letter),
    };
    let whole_name = [name.as_str(), place.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let moment = |at| dates::date_and_time(language, at);
    let back = back_at.map(moment).unwrap_or_default();
    let told = fill(text, &[("name", &whole_name.join(", ")), ("since", &moment(*since)), ("back", &back)]);
    let subject = fill(subject, &[("name", name)]);
    let mut body = Body::new(language);
    body.paragraph(all.news_letters.greeting);
    body.paragraph(&told);
    body.link(words.letter_link, &format!("{base_url}{}", language.path(&format!("/verwaltung/kiosks/{kiosk}"))));
    body.paragraph(all.news_letters.close);
    let (text, html) = body.end(&subject);
    Mail { key: key.clone(), to: to.clone(), subject, text, html, list_unsubscribe: None }
}
