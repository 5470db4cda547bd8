//! Letters about accounts, in the language of whoever asked for them: plain text, and the same as simple HTML.

use domain::accounts::Email;
use html_escape::encode_text;
use store::{links::Occasion, mail::Mail};

use crate::{LocalPath, Site, Visit, locales::links::Letter, random_id};

/// The letter with a link, whatever it is about.
pub fn with_link(
    site: &Site,
    visit: &Visit,
    email: &Email,
    onward: Option<&LocalPath>,
) -> impl Fn(Occasion, &str) -> Mail + use<> {
    let (base, visit, to) = (site.settings.base_url.clone(), visit.clone(), email.clone());
    let onward = onward.map(|path| format!("?weiter={}", path.encoded())).unwrap_or_default();
    move |occasion, token| {
        let words = &visit.words().links;
        let (letter, path) = match occasion {
            Occasion::Register => (&words.register_letter, "/registrieren"),
            Occasion::Unknown => (&words.unknown_letter, "/registrieren"),
            Occasion::SignIn => (&words.sign_in_letter, "/anmelden/link"),
            Occasion::Known => (&words.known_letter, "/anmelden/link"),
            Occasion::NewPassword => (&words.password_letter, "/passwort"),
        };
        let address = format!("{base}{}{onward}", visit.href(&format!("{path}/{token}")));
        compose(&visit, &to, letter, Some(&address))
    }
}

/// The link goes on a line of its own, so that it can be copied whole.
pub fn compose(visit: &Visit, to: &Email, letter: &Letter, link: Option<&str>) -> Mail {
    let words = &visit.words().links;
    let mut text = format!("{}\n\n{}\n\n", words.hello, letter.text);
    let mut html = format!("<p>{}</p><p>{}</p>", encode_text(words.hello), encode_text(letter.text));
    if let Some(link) = link {
        let shown = encode_text(link);
        text.push_str(&format!("{link}\n\n"));
        html.push_str(&format!("<p><a href=\"{}\">{shown}</a></p>", html_escape::encode_double_quoted_attribute(link)));
    }
    text.push_str(&format!("{}\n\n{}\n", letter.note, words.from));
    html.push_str(&format!("<p>{}</p><p>{}</p>", encode_text(letter.note), encode_text(words.from)));
    let tag = visit.language.tag();
    Mail {
        key: format!("account-{}", random_id()),
        to: to.to_string(),
        subject: letter.subject.to_owned(),
        text,
        html: format!("<!DOCTYPE html><html lang=\"{tag}\"><body>{html}</body></html>"),
        list_unsubscribe: None,
    }
}
