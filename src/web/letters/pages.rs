//! Letters to those who edit pages: what waits for them, and what became of what they handed in.

use domain::blocks;
use store::{
    editing::{About, Letter, ToldPage},
    mail::Mail,
};

use super::Body;
use crate::{
    locales::{Words, fill},
    pages::editing::mode,
};

pub fn about(letter: &Letter, base_url: &str) -> Mail {
    let Letter { key, to, language, about, pages } = letter;
    let language = *language;
    let all = Words::of(language);
    let words = &all.page_units;
    let (subject, intro) = match about {
        About::Waiting(_) => (words.waiting_subject, words.waiting_letter),
        About::Returned(_) => (words.returned_subject, words.returned_letter),
        About::Published(_) => (words.published_subject, words.published_letter),
    };
    let subject = match pages.as_slice() {
        [one] => fill(subject, &[("page", &one.title)]),
        many => words.waiting_subject_many.with(language, i64::try_from(many.len()).unwrap_or(i64::MAX)),
    };
    let mut body = Body::new(language);
    body.paragraph(all.news_letters.greeting);
    body.paragraph(intro);
    for page in pages {
        let unit = page.office.as_deref().unwrap_or(all.page_release.unit_editors);
        let named = fill(words.letter_page, &[("unit", unit), ("page", &page.title)]);
        let path = match about {
            About::Waiting(_) => language.path(&format!("/bearbeiten/{}/veroeffentlichen", page.page)),
            About::Returned(_) => format!("{}?{}", public(page), mode::WORD),
            About::Published(_) => public(page),
        };
        body.link(&named, &format!("{base_url}{path}"));
    }
    body.paragraph(words.letter_why);
    body.paragraph(all.news_letters.close);
    let (text, html) = body.end(&subject);
    Mail { key: key.clone(), to: to.clone(), subject, text, html, list_unsubscribe: None }
}

fn public(page: &ToldPage) -> String {
    page.language.path(&blocks::path(&page.address))
}
