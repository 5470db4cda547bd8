//! A full disk refuses writes with 503 and keeps serving pages, and the platform mends itself when there is room again.
//! The disk is played by the limit that Linux puts on the size of a process's files.

use std::{fs, process::Command};

use hyper::{Method, StatusCode};
use trial::{Answer, Client, Running};

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

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_serves_pages_and_mends_itself() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        println!("skipped: this system has no prlimit, so its disk cannot be made full");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(program(&folder).run(&["seed"]).unwrap().status.success());
    let most = fs::metadata(folder.path().join("trial.db")).unwrap().len() + ROOM;
    // Without the trap the kernel would end the process instead of refusing the write.
    let limit = format!("--fsize={most}:");
    let server = program(&folder).under(&["prlimit", &limit, "sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    let server = server.serve().await.unwrap();
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();

    let mut numbers = 0..MANY;
    let refused = loop {
        let number = numbers.next().expect("the disk never became full");
        let answer = propose(&mut client, number, &mut ledger).await;
        if answer.status != StatusCode::CREATED {
            break answer;
        }
    };
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
    let oracle = Oracle::open(&format!("sqlite://{}", folder.path().join("trial.db").display())).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    println!("{} proposals until the disk was full", ledger.proposals.len());
}
