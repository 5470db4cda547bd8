use super::{
    standin::{Ends, Standin},
    *,
};
use crate::testing;

pub fn letter(key: &str) -> Mail {
    Mail {
        key: key.into(),
        to: "ada@example.org".into(),
        subject: "Neues zu „Bänke am Hafen“".into(),
        text: "Moin,\n\nes gibt etwas Neues: https://wegmarken.example/vorschlaege/1\n".into(),
        html: "<p>Moin,</p><p>es gibt etwas Neues.</p>".into(),
        list_unsubscribe: Some("https://wegmarken.example/neuigkeiten/abbestellen/1.abc".into()),
    }
}

fn post(mail: &str) -> Post {
    let config = Config::read(|name| match name {
        "WEGMARKEN_MAIL" => Some(mail.into()),
        "WEGMARKEN_BASE_URL" => Some("https://wegmarken.example".into()),
        _ => None,
    });
    Post::of(&config.unwrap())
}

#[tokio::test]
async fn a_letter_lies_in_the_folder_once_under_its_name_however_often_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let post = post(&format!("folder:{}/mail", folder.path().display()));
    for words in ["zuerst", "noch einmal"] {
        post.send(&Mail { text: words.into(), ..letter("news-1/../x") }).await.unwrap();
    }
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).unwrap().map(|file| file.unwrap()).collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!(file.file_name(), "news-1_.._x.eml");
    assert!(std::fs::read_to_string(file.path()).unwrap().contains("zuerst"));
}

#[tokio::test]
async fn a_letter_is_complete() {
    let message = message::of(&letter("a-1"), &post("log").from).unwrap();
    let text = String::from_utf8(message.formatted()).unwrap();
    for line in [
        "From: Wegmarken <wegmarken@wegmarken.example>",
        "To: ada@example.org",
        "Message-ID: <a-1@wegmarken.example>",
        "Auto-Submitted: auto-generated",
        "List-Unsubscribe: <https://wegmarken.example/neuigkeiten/abbestellen/1.abc>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is missing in\n{text}");
    }
    assert!(text.contains("text/plain; charset=utf-8") && text.contains("text/html; charset=utf-8"), "{text}");
    let without = message::of(&Mail { list_unsubscribe: None, ..letter("a-1") }, &post("log").from).unwrap();
    assert!(!String::from_utf8(without.formatted()).unwrap().contains("List-Unsubscribe"));
}

#[tokio::test]
async fn nobody_adds_lines_or_addresses_to_a_letter() {
    let from = &post("log").from;
    for to in
        ["ada@example.org\r\nBcc: eve@example.org", "ada@example.org, eve@example.org", "Ada <ada@example.org>", ""]
    {
        let refused = message::of(&Mail { to: to.into(), ..letter("a") }, from);
        assert!(refused.is_err_and(|failure| failure.is_final), "{to}");
    }
    let subject = "Neues\r\nBcc: eve@example.org".into();
    let message = message::of(&Mail { subject, ..letter("a") }, from).unwrap();
    let text = String::from_utf8(message.formatted()).unwrap();
    assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
}

#[tokio::test]
async fn a_mail_server_gets_the_letter_for_its_address() {
    let server = Standin::start("250 fine").await;
    post(&server.address).send(&letter("a-1")).await.unwrap();
    let heard = server.heard();
    assert!(heard.iter().any(|line| line == "RCPT TO:<ada@example.org>"), "{heard:?}");
    assert!(heard.iter().any(|line| line == "Message-ID: <a-1@wegmarken.example>"), "{heard:?}");
}

#[tokio::test]
async fn what_a_mail_server_refuses_is_told_without_the_address() {
    for (answer, is_final) in [
        ("550 5.1.1 <ada@example.org>: no such mailbox", true),
        ("450 <ada@example.org>: greylisted", false),
        ("535 wrong password", false),
    ] {
        let server = Standin::start(answer).await;
        let failure = post(&server.address).send(&letter("a")).await.unwrap_err();
        assert_eq!(failure, Failure { words: format!("The mail server answered {}.", &answer[..3]), is_final });
    }
    // Port 1 is nobody's.
    let failure = post("smtp://127.0.0.1:1").send(&letter("a")).await.unwrap_err();
    assert_eq!(failure, Failure { words: "The mail server cannot be reached.".into(), is_final: false });
}

#[tokio::test]
async fn a_letter_has_left_once_the_mail_server_said_so_and_not_before() {
    let server = Standin::start("250 fine").await;
    let post = post(&server.address);
    for (ends, has_left) in
        [(Ends::Taken, true), (Ends::AfterAnswer, true), (Ends::BeforeAnswer, false), (Ends::Within, false)]
    {
        server.ends([ends]);
        match post.send(&letter("a-1")).await {
            Ok(()) => assert!(has_left, "{ends:?}"),
            Err(failure) => assert!(!has_left && !failure.is_final, "{ends:?} {failure:?}"),
        }
    }
    assert_eq!(server.letters(), ["a-1"; 3]);
}

#[test]
fn whoever_configures_nothing_sends_nothing() {
    assert!(matches!(testing::config().mail, MailDoor::Log));
}
