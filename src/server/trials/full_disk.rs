//! A full disk refuses writes with 503 and keeps serving pages, and the platform mends itself when there is room again.

use std::{fs, os::unix::fs::MetadataExt, process::Command};

use hyper::{Method, StatusCode};
use tempfile::TempDir;
use trial::{Answer, Client, Program, Running};

use super::{
    database_url,
    ledger::{Ledger, proposal_body},
    oracle::Oracle,
    program,
};

/// Room for some proposals in the log of the database.
const ROOM: u64 = 1_500_000;

/// More writes than fit into it.
const MANY: u32 = 2_000;

pub async fn propose(client: &mut Client, number: u32, ledger: &mut Ledger) -> Answer {
    let id = format!("{number:032x}");
    let json = [("content-type", "application/json")];
    let answer = client.send(Method::POST, "/api/v1/proposals", &json, proposal_body(&id)).await.unwrap();
    if answer.status == StatusCode::CREATED {
        ledger.proposals.push(id);
    }
    answer
}

/// A folder whose disk can become full. Where this process may mount one it is a file system in memory, which then really
/// has no space left (ENOSPC); elsewhere it is played by the limit that Linux puts on the size of a process's files (EFBIG).
struct Disk {
    folder: TempDir,
    is_mounted: bool,
}

impl Disk {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().display().to_string();
        let is_mounted = works("mount", &["-t", "tmpfs", "-o", "size=256m", "tmpfs", &path]);
        if is_mounted || works("prlimit", &["--version"]) {
            return Some(Self { folder, is_mounted });
        }
        let may_skip = std::env::var_os("WEGMARKEN_WHOLE").is_none();
        assert!(may_skip, "Neither may a disk be mounted nor is there prlimit: its disk cannot be made full.");
        println!("skipped: this system can neither mount a disk nor has it prlimit, so its disk cannot be made full");
        None
    }

    fn resize(&self, bytes: u64) -> bool {
        let options = format!("remount,size={bytes}");
        works("mount", &["-o", &options, &self.folder.path().display().to_string()])
    }

    fn taken(&self) -> u64 {
        let files = fs::read_dir(self.folder.path()).unwrap();
        files.map(|file| file.unwrap().metadata().unwrap().blocks() * 512).sum()
    }

    /// A server with little room left for its database.
    async fn narrow(&self, change: impl FnOnce(Program) -> Program) -> Running {
        assert!(program(&self.folder).run(&["seed"]).unwrap().status.success());
        let program = change(program(&self.folder));
        if self.is_mounted {
            let server = program.serve().await.unwrap();
            assert!(self.resize(self.taken() + ROOM));
            return server;
        }
        let file = fs::metadata(self.folder.path().join("trial.db")).unwrap().len();
        let limit = format!("--fsize={}:", file + ROOM);
        // Without the trap the kernel would end the process instead of refusing the write.
        let shell = ["prlimit", &limit, "sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""];
        program.under(&shell).serve().await.unwrap()
    }

    fn give_room(&self, server: &Running) {
        let pid = server.pid().to_string();
        assert!(match self.is_mounted {
            true => self.resize(256 * 1024 * 1024),
            false => works("prlimit", &["--fsize=unlimited:", "--pid", &pid]),
        });
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.is_mounted {
            // Lazily: whoever still has a file open there must not keep it.
            works("umount", &["-l", &self.folder.path().display().to_string()]);
        }
    }
}

pub fn works(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|ran| ran.status.success())
}

/// A form of a page, whose answer is a page. Long enough that what was left over by a proposal does not hold it.
pub async fn report(client: &mut Client, number: u32) -> Answer {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let words = "Der+Knopf+hat+keinen+Namen.+".repeat(60);
    let body = format!("einsendung={number:032x}&seite=%2Fkalender&text={words}");
    client.send(Method::POST, "/barrierefreiheit/melden", &form, body).await.unwrap()
}

/// Those of these pages that are not served.
async fn unserved(client: &mut Client) -> Vec<&'static str> {
    let mut unserved = Vec::new();
    for page in ["/", "/vorschlaege", "/themen", "/readyz"] {
        if client.get(page).await.unwrap().status != StatusCode::OK {
            unserved.push(page);
        }
    }
    unserved
}

/// Writes until something is refused; `None` when nothing ever is.
async fn fill(client: &mut Client, most: u32, ledger: &mut Ledger) -> Option<Answer> {
    for number in 0..most {
        let answer = propose(client, number, ledger).await;
        if answer.status != StatusCode::CREATED {
            return Some(answer);
        }
    }
    None
}

pub async fn missing(folder: &TempDir, ledger: &Ledger) -> usize {
    let oracle = Oracle::open(&database_url(folder)).await;
    let missing = oracle.missing(ledger).await;
    oracle.check().await;
    oracle.close().await;
    missing
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_serves_pages_and_mends_itself() {
    let Some(disk) = Disk::new() else { return };
    let server = disk.narrow(|program| program).await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();
    let refused = fill(&mut client, MANY, &mut ledger).await.expect("the disk never became full");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text());
    assert!(refused.headers.contains_key("retry-after"));
    assert!(!refused.text().contains("SQL") && !refused.text().contains("disk"), "{}", refused.text());
    assert_eq!(unserved(&mut client).await, [""; 0]);
    // Something small may still fit; whatever does not is told so, programs and people alike.
    let mut told = [0, 0];
    for number in MANY..MANY + 20 {
        let proposed = propose(&mut client, number, &mut ledger).await;
        let reported = report(&mut client, number).await;
        if reported.status == StatusCode::SERVICE_UNAVAILABLE {
            assert!(reported.text().contains("Der Knopf hat keinen Namen."), "{}", reported.text());
        }
        for (told, (answer, taken)) in
            told.iter_mut().zip([(proposed, StatusCode::CREATED), (reported, StatusCode::SEE_OTHER)])
        {
            if answer.status != taken {
                assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.text());
                *told += 1;
            }
        }
    }
    assert!(told.iter().all(|told| *told > 0), "the disk is full no more: {told:?}");

    disk.give_room(&server);
    let mended = propose(&mut client, 2 * MANY, &mut ledger).await;
    assert_eq!(mended.status, StatusCode::CREATED, "{}", mended.text());
    server.kill().unwrap();
    assert_eq!(missing(&disk.folder, &ledger).await, 0);
    println!("{} proposals until the disk was full", ledger.proposals.len());
}

/// With acknowledgements before the commit the same writes are never refused, and many of them are nowhere.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_full_disk_is_not_told() {
    let Some(disk) = Disk::new() else { return };
    let server = disk.narrow(|program| program.with("WEGMARKEN_FAULT", "acknowledge-early")).await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();
    let refused = fill(&mut client, MANY / 5, &mut ledger).await;
    server.kill().unwrap();
    let missing = missing(&disk.folder, &ledger).await;
    assert!(missing > 0, "{} acknowledged, none lost, at last {refused:?}", ledger.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_the_writer_does_not_mend_itself() {
    let Some(disk) = Disk::new() else { return };
    let server = disk.narrow(|program| program.with("WEGMARKEN_FAULT", "stop-after-failure")).await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();
    fill(&mut client, MANY, &mut ledger).await.expect("the disk never became full");
    disk.give_room(&server);
    let after = propose(&mut client, 2 * MANY, &mut ledger).await;
    assert_ne!(after.status, StatusCode::CREATED, "it mended itself");
}

/// Where readers need the connection that writes, they are gone with it.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_writer_that_fails_takes_the_readers_along() {
    let Some(disk) = Disk::new() else { return };
    let server = disk.narrow(|program| program.with("WEGMARKEN_FAULT", "read-through-writer,stop-after-failure")).await;
    let mut client = Client::connect(server.address).await.unwrap();
    fill(&mut client, MANY, &mut Ledger::default()).await.expect("the disk never became full");
    let unserved = unserved(&mut client).await;
    assert!(unserved.contains(&"/vorschlaege") && unserved.contains(&"/readyz"), "only {unserved:?}");
}
