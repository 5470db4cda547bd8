//! Letters to those who look after kiosks.

use domain::kiosk::HELP_MINUTES;
use store::{
    kiosks::{Letter, Told},
    mail::Mail,
};

use super::Body;
use crate::{
    dates,
    locales::{Words, fill},
};

/// A kiosk fell silent, or is back, or somebody calls for help there.
pub fn about(letter: &Letter, base_url: &str) -> Mail {
    let Letter { key, to, language, kiosk, name, place, since, told } = letter;
    let language = *language;
    let all = Words::of(language);
    let words = &all.kiosks;
    let (subject, text) = match told {
        Told::Silent => (words.silent_subject, words.silent_letter),
        Told::Back(_) => (words.back_subject, words.back_letter),
        Told::CallsForHelp => (words.help_subject, words.help_letter),
    };
    // A call stands beside those at other kiosks.
    let (link, page) = match told {
        Told::CallsForHelp => (words.help_link, "/verwaltung/kiosks".to_owned()),
        _ => (words.letter_link, format!("/verwaltung/kiosks/{kiosk}")),
    };
    let whole_name = [name.as_str(), place.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let moment = |at| dates::date_and_time(language, at);
    let back = if let Told::Back(at) = told { moment(*at) } else { String::new() };
    let (whole_name, minutes) = (whole_name.join(", "), HELP_MINUTES.to_string());
    let told = fill(text, &[("name", &whole_name), ("since", &moment(*since)), ("back", &back), ("n", &minutes)]);
    let subject = fill(subject, &[("name", name)]);
    let mut body = Body::new(language);
    body.paragraph(all.news_letters.greeting);
    body.paragraph(&told);
    body.link(link, &format!("{base_url}{}", language.path(&page)));
    body.paragraph(all.news_letters.close);
    let (text, html) = body.end(&subject);
    Mail { key: key.clone(), to: to.clone(), subject, text, html, list_unsubscribe: None }
}
