//! Handing letters to a mail server.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{AsyncSmtpTransportBuilder, Error},
};
use store::jobs::Failure;

/// For each step of the conversation; far less than the time after which a job counts as abandoned.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn transport(server: AsyncSmtpTransportBuilder) -> AsyncSmtpTransport<Tokio1Executor> {
    server.timeout(Some(PATIENCE)).build()
}

pub(super) async fn send(transport: &AsyncSmtpTransport<Tokio1Executor>, message: Message) -> Result<(), Failure> {
    transport.send(message).await.map(|_| ()).map_err(|error| failure(&error))
}

/// What the server says often holds the address, so only its code is kept.
fn failure(error: &Error) -> Failure {
    let words = match error.status() {
        Some(code) => format!("The mail server answered {code}."),
        None if error.is_timeout() => "The mail server took too long.".into(),
        None if error.is_tls() => "The mail server offers no connection that can be trusted.".into(),
        None if error.is_client() => "The mail server does not offer what the settings ask for.".into(),
        None => "The mail server cannot be reached.".into(),
    };
    // No such mailbox, it moved, its name is not allowed, its domain takes no mail. Whatever else is refused for good
    // (a password, a block list) is mended by an operator, and the letter is still wanted then.
    let is_final = error.status().is_some_and(|code| matches!(u16::from(code), 550 | 551 | 553 | 556));
    Failure { words, is_final }
}
