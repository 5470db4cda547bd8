//! A virus scanner sees what editors upload before it is kept; this one knows a single pattern.

use std::path::PathBuf;

use axum::Router;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, UnixListener},
};
use web::scanner::Scanner;

use super::*;
use crate::app::Capacity;

/// What every scanner takes for a virus and none is, in two halves so that none takes this file for one.
const EICAR: [&str; 2] = [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

fn infected() -> Vec<u8> {
    [b"%PDF-1.7\n".as_slice(), EICAR.concat().as_bytes(), b"\n%%EOF\n"].concat()
}

/// Reads a file in pieces as clamd does, and says what clamd says.
async fn judge(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let length = usize::try_from(stream.read_u32().await.unwrap()).unwrap();
        if length == 0 {
            break;
        }
        let start = file.len();
        file.resize(start + length, 0);
        stream.read_exact(&mut file[start..]).await.unwrap();
    }
    let pattern = EICAR.concat();
    let is_known = file.windows(pattern.len()).any(|part| part == pattern.as_bytes());
    let answer = if is_known { "stream: Eicar-Test-Signature FOUND\0" } else { "stream: OK\0" };
    stream.write_all(answer.as_bytes()).await.unwrap();
}

async fn by_network() -> Scanner {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(judge(stream));
        }
    });
    Scanner::Here(address)
}

fn by_socket(path: PathBuf) -> Scanner {
    let listener = UnixListener::bind(&path).unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(judge(stream));
        }
    });
    Scanner::Socket(path)
}

async fn desk(scanner: Scanner) -> Desk {
    Desk::of(TestApp::with(|config| config.scanner = Some(scanner), Router::new(), Capacity::default()).await).await
}

#[tokio::test]
async fn what_the_scanner_knows_is_refused_in_words_and_everything_else_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    for scanner in [by_network().await, by_socket(folder.path().join("clamd.ctl"))] {
        let desk = desk(scanner).await;
        let told = desk.bring(BlockKind::Files, "", "plan.pdf", PDF).await;
        assert!(told["body"].is_string(), "{told}");
        // More than one piece.
        let long = [b"%PDF-1.7\n".as_slice(), &b"Plan ".repeat(50_000), b"%%EOF\n"].concat();
        assert!(desk.bring(BlockKind::Files, "", "lang.pdf", &long).await["body"].is_string());
        let told = desk.bring(BlockKind::Files, "Datei:\n\nUnterlagen", "virus.pdf", &infected()).await;
        assert!(told["error"].as_str().unwrap().contains("Virenscanner hält diese Datei für schädlich"), "{told}");
        let behind = [long[..long.len() - 6].to_vec(), infected()].concat();
        assert!(desk.bring(BlockKind::Files, "", "versteckt.pdf", &behind).await["error"].is_string());

        let block = desk.insert(BlockKind::Files, "").await;
        let texts = [("text", "Ein Satz, den ich gerade tippe."), ("fassung", "1"), ("save", &uuid())];
        let path = format!("bloecke/{block}/medien");
        let refused = desk.upload(&desk.ada, &path, &texts, "virus.pdf", &infected()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        assert!(page.contains("Ein Satz, den ich gerade tippe.") && page.contains("für schädlich"), "{page}");
    }
}

#[tokio::test]
async fn without_an_answer_of_the_scanner_no_file_is_kept_and_a_picture_is_made_anew_as_always() {
    let folder = tempfile::tempdir().unwrap();
    let gone = Scanner::Socket(folder.path().join("clamd.ctl"));
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    // Hangs up before it says anything.
    tokio::spawn(async move { while silent.accept().await.is_ok() {} });
    for scanner in [gone, Scanner::Here(address)] {
        let desk = desk(scanner).await;
        let told = desk.bring(BlockKind::Files, "", "plan.pdf", PDF).await;
        assert!(told["error"].as_str().unwrap().contains("Virenscanner antwortet gerade nicht"), "{told}");
        assert!(desk.bring(BlockKind::Image, "", "hafen.png", PICTURE).await["body"].is_string());
    }
}

/// So that what is refused above is refused by the scanner.
#[tokio::test]
async fn where_no_scanner_is_named_nobody_looks() {
    let desk = Desk::new().await;
    assert!(desk.bring(BlockKind::Files, "", "virus.pdf", &infected()).await["body"].is_string());
}
