//! A full disk refuses writes with 503 and keeps serving pages, and the platform mends itself when there is room again.
//! The disk is played by the limit that Linux puts on the size of a process's files.

use std::{fs, process::Command};

use hyper::{Method, StatusCode};
use tempfile::TempDir;
use trial::{Answer, Client, Program, Running};

use super::{
    ledger::{Ledger, proposal_body},
    oracle::Oracle,
    program,
};

/// Room for some hundred proposals in the log of the database.
const ROOM: u64 = 300_000;

/// More writes than fit into it.
const MANY: u32 = 2_000;

async fn propose(client: &mut Client, number: u32, ledger: &mut Ledger) -> Answer {
    let id = format!("{number:032x}");
    let json = [("content-type", "application/json")];
    let answer = client.send(Method::POST, "/api/v1/proposals", &json, proposal_body(&id)).await.unwrap();
    if answer.status == StatusCode::CREATED {
        ledger.proposals.push(id);
    }
    answer
}

fn give_room(server: &Running) {
    let pid = server.pid().to_string();
    assert!(Command::new("prlimit").args(["--fsize=unlimited:", "--pid", &pid]).status().unwrap().success());
}

fn can_limit() -> bool {
    let has_tool = Command::new("prlimit").arg("--version").output().is_ok();
    if !has_tool {
        println!("skipped: this system has no prlimit, so its disk cannot be made full");
    }
    has_tool
}

/// A server with little room left for its database.
async fn narrow(folder: &TempDir, change: impl FnOnce(Program) -> Program) -> Running {
    assert!(program(folder).run(&["seed"]).unwrap().status.success());
    let most = fs::metadata(folder.path().join("trial.db")).unwrap().len() + ROOM;
    // Without the trap the kernel would end the process instead of refusing the write.
    let limit = format!("--fsize={most}:");
    let program = change(program(folder)).under(&["prlimit", &limit, "sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    program.serve().await.unwrap()
}

/// Writes until something is refused; `None` when nothing ever is.
async fn fill(client: &mut Client, ledger: &mut Ledger) -> Option<Answer> {
    for number in 0..MANY {
        let answer = propose(client, number, ledger).await;
        if answer.status != StatusCode::CREATED {
            return Some(answer);
        }
    }
    None
}

async fn missing(folder: &TempDir, ledger: &Ledger) -> usize {
    let oracle = Oracle::open(&format!("sqlite://{}", folder.path().join("trial.db").display())).await;
    let missing = oracle.missing(ledger).await;
    oracle.check().await;
    oracle.close().await;
    missing
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_serves_pages_and_mends_itself() {
    if !can_limit() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = narrow(&folder, |program| program).await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();
    let refused = fill(&mut client, &mut ledger).await.expect("the disk never became full");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text());
    assert!(refused.headers.contains_key("retry-after"));
    assert!(!refused.text().contains("SQL") && !refused.text().contains("disk"), "{}", refused.text());
    for page in ["/", "/vorschlaege", "/themen", "/readyz"] {
        let read = client.get(page).await.unwrap();
        assert_eq!(read.status, StatusCode::OK, "{page}");
    }
    for number in MANY..MANY + 20 {
        assert_ne!(propose(&mut client, number, &mut ledger).await.status, StatusCode::INTERNAL_SERVER_ERROR);
    }

    give_room(&server);
    let mended = propose(&mut client, 2 * MANY, &mut ledger).await;
    assert_eq!(mended.status, StatusCode::CREATED, "{}", mended.text());
    server.kill().unwrap();
    assert_eq!(missing(&folder, &ledger).await, 0);
    println!("{} proposals until the disk was full", ledger.proposals.len());
}

/// With acknowledgements before the commit the same writes are never refused, and many of them are nowhere.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_full_disk_is_not_told() {
    if !can_limit() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = narrow(&folder, |program| program.with("WEGMARKEN_FAULT", "acknowledge-early")).await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();
    let refused = fill(&mut client, &mut ledger).await;
    server.kill().unwrap();
    let missing = missing(&folder, &ledger).await;
    assert!(missing > 0, "{} acknowledged, none lost, at last {refused:?}", ledger.len());
}
