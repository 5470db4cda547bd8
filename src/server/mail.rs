//! Letters leave the house here: to a mail server, into a folder, or as a line of the log.
//!
//! Into a folder each letter goes exactly once. A mail server can take a letter and the machine can end before that is
//! noted; nobody can tell then, and the letter is sent again with the same Message-ID, by which mailboxes know it.

mod folder;
mod message;
mod smtp;
#[cfg(test)]
pub mod standin;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use lettre::{AsyncSmtpTransport, Tokio1Executor, message::Mailbox};
use store::{jobs::Failure, mail::Mail};

use crate::config::{Config, MailDoor};

pub struct Post {
    door: Door,
    from: Mailbox,
    /// Whoever tries the program on their own machine needs the links that a letter would bring.
    shows_links: bool,
}

enum Door {
    Log,
    Folder(PathBuf),
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

impl Post {
    pub fn of(config: &Config) -> Self {
        let door = match &config.mail {
            MailDoor::Log => Door::Log,
            MailDoor::Folder(path) => Door::Folder(path.clone()),
            MailDoor::Smtp(server) => Door::Smtp(Box::new(smtp::transport(server.clone()))),
        };
        Self { door, from: config.mail_from.clone(), shows_links: config.is_local() }
    }

    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = message::of(mail, &self.from)?;
        match &self.door {
            Door::Log => self.tell(mail),
            Door::Folder(folder) => folder::put(folder, &mail.key, &message.formatted()).await?,
            Door::Smtp(transport) => smtp::send(transport, message).await?,
        }
        Ok(())
    }

    /// No address and no word of it, because logs are read by others.
    fn tell(&self, mail: &Mail) {
        tracing::info!("A letter was written; WEGMARKEN_MAIL=log sends none");
        if self.shows_links {
            for link in mail.text.split_whitespace().filter(|word| word.starts_with("http")) {
                tracing::debug!(link, "It has this link");
            }
        }
    }
}
