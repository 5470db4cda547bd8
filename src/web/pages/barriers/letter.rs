//! The answer as a letter, in the language in which the person wrote.

use domain::barriers::Barrier;
use store::mail::Mail;

use crate::{
    Site, dates,
    locales::{Words, fill},
    ui::SafeHtml,
};

/// Nothing for somebody who gave no address.
pub(super) fn letter(site: &Site, report: &Barrier, answer: &str) -> Option<Mail> {
    let to = report.email.clone()?;
    let (language, words) = (report.language, &Words::of(report.language).barriers);
    let address = format!("{}{}", site.settings.base_url, language.path("/barrierefreiheit"));
    let intro = fill(words.letter_intro, &[("date", &dates::date(language, report.at))]);
    let end = fill(words.letter_end, &[("address", &address)]);
    let text = format!("{intro}\n\n{answer}\n\n{end}\n");
    let paragraphs = text.trim().split("\n\n").map(|paragraph| {
        let escaped = SafeHtml::escape(paragraph).replace('\n', "<br>");
        format!("<p>{escaped}</p>\n")
    });
    let html = paragraphs.collect();
    let subject = words.letter_subject.to_owned();
    Some(Mail { key: format!("barrier-{}", report.id), to, subject, text, html, list_unsubscribe: None })
}
