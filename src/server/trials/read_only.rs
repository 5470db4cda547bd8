//! A disk that takes nothing any more refuses writes with 503 and keeps serving pages, and the platform mends itself when it
//! takes something again.
//!
//! The kernel makes a file system read-only after an error, beneath files that are open for writing. Nobody else may do so
//! while one of them is open (EBUSY), so it is played by the recorder between the program and its files.

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tempfile::TempDir;
use trial::{Client, Running};

use super::{
    full_disk::{missing, propose, report},
    ledger::Ledger,
    power::recorder::{READ_ONLY, Recorder},
    program, seed, trials,
};

const ROUNDS: u32 = 5;

/// Proposals have numbers; each round has so many of its own.
const EACH: u32 = 100;

struct Disk {
    folder: TempDir,
    recorder: Recorder,
}

impl Disk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), recorder: Recorder::build() }
    }

    async fn server(&self, fault: &str) -> Running {
        let program = program(&self.folder);
        assert!(program.run(&["seed"]).unwrap().status.success());
        let program = program.with("WEGMARKEN_FAULT", fault);
        self.recorder.around(program, self.folder.path()).serve().await.unwrap()
    }

    fn take_nothing(&self) {
        self.recorder.begin(READ_ONLY, 0);
    }

    fn take_again(&self) {
        self.recorder.end();
    }
}

/// Programs and people are told so, pages are served.
async fn is_told(client: &mut Client, number: u32, ledger: &mut Ledger) {
    let proposed = propose(client, number, ledger).await;
    assert_eq!(proposed.status, StatusCode::SERVICE_UNAVAILABLE, "{}", proposed.text());
    assert!(proposed.headers.contains_key("retry-after"));
    assert!(!proposed.text().contains("SQL") && !proposed.text().contains("disk"), "{}", proposed.text());
    let reported = report(client, number).await;
    assert_eq!(reported.status, StatusCode::SERVICE_UNAVAILABLE, "{}", reported.text());
    assert!(reported.text().contains("Der Knopf hat keinen Namen."), "{}", reported.text());
    for page in ["/", "/vorschlaege", "/themen", "/readyz"] {
        let read = client.get(page).await.unwrap();
        assert_eq!(read.status, StatusCode::OK, "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_becomes_read_only_refuses_writes_serves_pages_and_mends_itself() {
    let disk = Disk::new();
    let server = disk.server("").await;
    let mut client = Client::connect(server.address).await.unwrap();
    let (mut ledger, mut dice) = (Ledger::default(), SmallRng::seed_from_u64(seed()));
    let rounds = ROUNDS * trials();
    for round in 0..rounds {
        let mut numbers = round * EACH..;
        for number in numbers.by_ref().take(dice.random_range(1..20)) {
            let taken = propose(&mut client, number, &mut ledger).await;
            assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
        }
        disk.take_nothing();
        for number in numbers.by_ref().take(dice.random_range(1..5)) {
            is_told(&mut client, number, &mut ledger).await;
        }
        disk.take_again();
        let mended = propose(&mut client, numbers.next().unwrap(), &mut ledger).await;
        assert_eq!(mended.status, StatusCode::CREATED, "{}", mended.text());
    }
    server.kill().unwrap();
    assert_eq!(missing(&disk.folder, &ledger).await, 0);
    println!("{rounds} times read-only, {} proposals, none lost", ledger.len());
}

/// With acknowledgements before the commit something is said to be there that the disk never took.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_read_only_disk_is_not_told() {
    let disk = Disk::new();
    let server = disk.server("acknowledge-early").await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();
    // What the server does by itself may find out first, and then nothing is acknowledged.
    for number in 0..10 {
        disk.take_nothing();
        propose(&mut client, 2 * number, &mut ledger).await;
        disk.take_again();
        propose(&mut client, 2 * number + 1, &mut ledger).await;
    }
    server.kill().unwrap();
    let missing = missing(&disk.folder, &ledger).await;
    assert!(missing > 0, "{} acknowledged, none lost", ledger.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_the_writer_stays_read_only() {
    let disk = Disk::new();
    let server = disk.server("stop-after-failure").await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ledger = Ledger::default();
    disk.take_nothing();
    let refused = propose(&mut client, 0, &mut ledger).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text());
    disk.take_again();
    let after = propose(&mut client, 1, &mut ledger).await;
    assert_ne!(after.status, StatusCode::CREATED, "it mended itself");
}
