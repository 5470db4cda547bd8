//! Letters as people read them: text, and the same as simple HTML without pictures, styles or anything that is loaded.

pub mod accounts;
pub mod kiosks;
pub mod pages;

use domain::{Language, areas::Area};
use html_escape::{encode_quoted_attribute as attribute, encode_text as plain};
use store::{mail::Mail, news::Letter};

use crate::{
    locales::{Words, fill},
    pages::news::tell::{Told, tell},
};

/// What the push service of a browser brings: nothing of what it is about, because others see the screen.
pub fn push(language: Language) -> String {
    let words = &Words::of(language).news;
    let message = serde_json::json!({
        "title": "Wegmarken",
        "body": words.push_message,
        "path": language.path("/neuigkeiten"),
        "lang": language.tag(),
    });
    message.to_string()
}

/// What happened, for whoever wants letters about it.
pub fn news(letter: &Letter, base_url: &str, areas: &[Area]) -> Mail {
    let language = letter.language;
    let words = &Words::of(language).news_letters;
    let told: Vec<Told> = letter.items.iter().map(|item| tell(language, item, areas)).collect();
    let subject = match (told.as_slice(), letter.items.as_slice()) {
        ([one], [item]) if item.title.is_some() => fill(words.subject, &[("title", &one.title)]),
        ([_], _) => words.subject_hidden.to_owned(),
        (many, _) => words.subject_many.with(language, i64::try_from(many.len()).unwrap_or(i64::MAX)),
    };
    let at = |path: &str| format!("{base_url}{}", language.path(path));
    let mut body = Body::new(language);
    body.paragraph(words.greeting);
    body.paragraph(if told.len() == 1 { words.intro } else { words.intro_many });
    for one in &told {
        body.item(one, one.path.as_deref().map(at));
    }
    body.paragraph(words.close);
    if letter.is_for_author {
        body.link(words.receipt, &at("/beleg"));
    } else {
        body.link(words.settings, &at("/neuigkeiten/einstellungen"));
    }
    let stop = format!("/neuigkeiten/abbestellen/{}", letter.stop);
    body.link(words.stop, &at(&stop));
    body.paragraph(words.no_reply);
    let (text, html) = body.end(&subject);
    // Programs are served in no language.
    let list_unsubscribe = Some(format!("{base_url}{stop}"));
    Mail { key: letter.key.clone(), to: letter.to.clone(), subject, text, html, list_unsubscribe }
}

/// Asks whether letters are wanted.
pub fn confirm(language: Language, base_url: &str, key: &str, to: &str, token: &str) -> Mail {
    let words = &Words::of(language).news_letters;
    let mut body = Body::new(language);
    body.paragraph(words.greeting);
    body.link(
        words.confirm_text,
        &format!("{base_url}{}", language.path(&format!("/neuigkeiten/bestaetigen/{token}"))),
    );
    body.paragraph(words.confirm_valid);
    body.paragraph(words.confirm_not_you);
    body.paragraph(words.close);
    let (text, html) = body.end(words.confirm_subject);
    Mail { key: key.into(), to: to.into(), subject: words.confirm_subject.into(), text, html, list_unsubscribe: None }
}

/// Both forms of a letter, written side by side so that they say the same.
struct Body {
    language: Language,
    text: String,
    html: String,
}

impl Body {
    fn new(language: Language) -> Self {
        Self { language, text: String::new(), html: String::new() }
    }

    fn paragraph(&mut self, words: &str) {
        self.text.push_str(&format!("{words}\n\n"));
        self.html.push_str(&format!("<p>{}</p>\n", plain(words)));
    }

    fn link(&mut self, words: &str, address: &str) {
        self.text.push_str(&format!("{words}\n{address}\n\n"));
        self.html.push_str(&format!("<p>{}<br>{}</p>\n", plain(words), anchor(address, address)));
    }

    fn item(&mut self, told: &Told, address: Option<String>) {
        let reasons = told.reasons.as_deref().map(domain::text::clean);
        self.text.push_str(&format!("* {}\n  {}\n", told.title, told.what));
        if let Some(reasons) = &reasons {
            self.text.push_str(&format!("  {}\n", reasons.replace('\n', "\n  ")));
        }
        self.text.push_str(&format!("  ({})\n", told.why));
        if let Some(address) = &address {
            self.text.push_str(&format!("  {address}\n"));
        }
        self.text.push('\n');
        let title = match &address {
            Some(address) => anchor(address, &told.title),
            None => plain(&told.title).into_owned(),
        };
        let reasons = reasons.map(|reasons| format!("<br>{}", plain(&reasons).replace('\n', "<br>")));
        self.html.push_str(&format!(
            "<p><strong>{title}</strong><br>{}{}<br><small>{}</small></p>\n",
            plain(&told.what),
            reasons.unwrap_or_default(),
            plain(&told.why),
        ));
    }

    fn end(self, subject: &str) -> (String, String) {
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n{}</body></html>\n",
            self.language.tag(),
            plain(subject),
            self.html,
        );
        (format!("{}\n", self.text.trim_end()), html)
    }
}

fn anchor(address: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", attribute(address), plain(words))
}

#[cfg(test)]
mod tests;
