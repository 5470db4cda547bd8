//! A letter as mail servers know it (RFC 5322).

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use store::{jobs::Failure, mail::Mail};

pub(super) fn of(mail: &Mail, from: &Mailbox) -> Result<Message, Failure> {
    let to: Address = mail.to.parse().map_err(|_| wrong("The address is none."))?;
    // The same letter has the same id, so that a mailbox knows it again.
    let id = format!("<{}@{}>", mail.key, from.email.domain());
    let mut message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&mail.subject)
        .message_id(Some(id))
        // Nobody's absence note answers it (RFC 3834).
        .raw_header(header("Auto-Submitted", "auto-generated".into()));
    if let Some(address) = &mail.list_unsubscribe {
        message = message
            .raw_header(header("List-Unsubscribe", format!("<{address}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()));
    }
    let both = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    message.multipart(both).map_err(|_| wrong("The letter cannot be written down."))
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn wrong(words: &str) -> Failure {
    Failure { words: words.into(), is_final: true }
}
