//! Where letters go and who signs them.

use std::path::PathBuf;

use axum::http::Uri;
use lettre::{
    Address, AsyncSmtpTransport, Tokio1Executor, message::Mailbox, transport::smtp::AsyncSmtpTransportBuilder,
};

/// Not `Debug`: the builder may hold a password.
#[derive(Clone)]
pub enum MailDoor {
    /// A line of the log for each.
    Log,
    /// A file for each.
    Folder(PathBuf),
    Smtp(AsyncSmtpTransportBuilder),
}

pub(super) fn door(text: &str) -> Option<MailDoor> {
    if text == "log" {
        return Some(MailDoor::Log);
    }
    if let Some(path) = text.strip_prefix("folder:") {
        return (!path.is_empty()).then(|| MailDoor::Folder(path.into()));
    }
    let uri: Uri = text.parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "smtp" | "smtps"))?;
    let host = uri.host().filter(|host| !host.is_empty())?;
    let is_here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    // No letter and no password crosses a network in the clear, unless the operator writes so.
    let address = match (scheme, uri.query()) {
        ("smtp", None) if !is_here => format!("{text}?tls=required"),
        ("smtp", Some("tls=none")) => text.replace("?tls=none", ""),
        _ => text.to_owned(),
    };
    AsyncSmtpTransport::<Tokio1Executor>::from_url(&address).ok().map(MailDoor::Smtp)
}

pub(super) fn sender(text: &str) -> Option<Mailbox> {
    text.parse().ok()
}

/// From the host under which people know the site.
pub(super) fn usual_sender(base_url: &str) -> Option<Mailbox> {
    let uri: Uri = base_url.parse().ok()?;
    let host = uri.host().filter(|host| host.parse::<std::net::IpAddr>().is_err() && !host.starts_with('['));
    let address = Address::new("wegmarken", host.unwrap_or("localhost")).ok()?;
    Some(Mailbox::new(Some("Wegmarken".into()), address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_can_go_to_the_log_a_folder_or_a_server() {
        assert!(matches!(door("log"), Some(MailDoor::Log)));
        assert!(matches!(door("folder:var/mail"), Some(MailDoor::Folder(path)) if path.ends_with("var/mail")));
        for server in ["smtp://localhost:2525", "smtps://stadt:geheim@mail.example", "smtp://mail.example?tls=none"] {
            assert!(matches!(door(server), Some(MailDoor::Smtp(_))), "{server}");
        }
        for wrong in ["", "folder:", "sendmail", "smtp://", "http://mail.example", "smtp://mail.example?tls=perhaps"] {
            assert!(door(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_password_never_crosses_a_network_in_the_clear_by_itself() {
        let shown = |text: &str| match door(text) {
            Some(MailDoor::Smtp(server)) => format!("{server:?}"),
            _ => panic!("{text}"),
        };
        assert!(shown("smtp://stadt:geheim@mail.example").contains("Required"));
        assert!(shown("smtps://stadt:geheim@mail.example").contains("Wrapper"));
        assert!(shown("smtp://localhost:2525").contains("tls: None"));
    }

    #[test]
    fn letters_come_from_the_host_of_the_site() {
        let from = |url: &str| usual_sender(url).unwrap().to_string();
        assert_eq!(from("https://wegmarken.example"), "Wegmarken <wegmarken@wegmarken.example>");
        assert_eq!(from("http://127.0.0.1:3000"), "Wegmarken <wegmarken@localhost>");
        assert_eq!(from("http://[::1]:3000"), "Wegmarken <wegmarken@localhost>");
    }
}
