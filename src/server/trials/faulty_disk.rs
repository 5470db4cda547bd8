//! A disk that is full, fails or takes nothing any more, again and again, from the middle of whatever the server does just
//! then: nothing is acknowledged that is not there, whoever writes is told to come again, pages are served unless the disk
//! cannot be read either, and when it works again so does the server, without another start.

use std::{fs, path::PathBuf};

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tempfile::TempDir;
use trial::{Answer, Client, Running};

use super::{
    failover::is_told,
    full_disk::{missing, propose},
    ledger::Ledger,
    power::recorder::{FULL, NO_READ, NO_SYNC, NO_WRITE, NOTHING_WORKS, READ_ONLY, Recorder, Trouble},
    program, seed, tries,
};

const BY_DAY: u32 = 100;
const BY_NIGHT: u32 = 2_000;

/// Each with how many calls of its kind pass at most before it begins: about as many as a few writes make.
const TROUBLES: [(Trouble, u32); 6] =
    [(FULL, 60), (NO_WRITE, 60), (NO_SYNC, 3), (NO_READ, 30), (NOTHING_WORKS, 80), (READ_ONLY, 60)];

/// After so many rounds of writing and reading somebody has met any of them.
const ROUNDS: u32 = 8;

const PAGES: [&str; 4] = ["/", "/vorschlaege", "/themen", "/api/v1/proposals"];

/// Of what is nobody's business.
fn is_telling(text: &str) -> bool {
    text.contains("SQL") || text.contains("disk") || text.contains("malformed")
}

struct Citizen {
    client: Client,
    ledger: Ledger,
}

impl Citizen {
    async fn at(server: &Running) -> Self {
        Self { client: Client::connect(server.address).await.unwrap(), ledger: Ledger::default() }
    }

    async fn propose(&mut self, number: u32) -> Answer {
        propose(&mut self.client, number, &mut self.ledger).await
    }
}

struct Trial {
    folder: TempDir,
    recorder: Recorder,
    /// What the server says.
    log: PathBuf,
    server: Running,
    /// At once, so that they share commits.
    citizens: [Citizen; 3],
    proposals: u32,
    /// Writes that were refused.
    refused: usize,
    /// Everything that was not as promised.
    wrong: Vec<String>,
}

impl Trial {
    async fn new(fault: &str) -> Self {
        let (folder, recorder) = (tempfile::tempdir().unwrap(), Recorder::build());
        let program = program(&folder);
        for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after", "--flood-limit", "100000"]] {
            assert!(program.run(arguments).unwrap().status.success());
        }
        let log = recorder.log().with_file_name("said");
        let shell = format!("exec \"$0\" \"$@\" 2>'{}'", log.display());
        let program = program.with("WEGMARKEN_FAULT", fault).with("WEGMARKEN_LOG_FORMAT", "json");
        let program = recorder.around(program.under(&["sh", "-c", &shell]), folder.path());
        let server = program.serve().await.unwrap();
        let citizens = [Citizen::at(&server).await, Citizen::at(&server).await, Citizen::at(&server).await];
        Self { folder, recorder, log, server, citizens, proposals: 0, refused: 0, wrong: Vec::new() }
    }

    async fn write(&mut self) -> [Answer; 3] {
        let number = self.proposals;
        self.proposals += 3;
        let [one, two, three] = &mut self.citizens;
        let (one, two, three) = tokio::join!(one.propose(number), two.propose(number + 1), three.propose(number + 2));
        [one, two, three]
    }

    async fn read(&mut self, dice: &mut SmallRng) -> Answer {
        let page = PAGES[dice.random_range(0..PAGES.len())];
        self.citizens[0].client.get(page).await.unwrap()
    }

    /// Whether somebody was told of it.
    async fn meet(&mut self, trouble: Trouble, dice: &mut SmallRng) -> bool {
        let written = self.write().await;
        let read = self.read(dice).await;
        let refused = written.iter().filter(|answer| answer.status != StatusCode::CREATED);
        let is_unread = read.status != StatusCode::OK;
        let met = refused.clone().count();
        for answer in refused.filter(|answer| !is_told(answer) || is_telling(&answer.text())) {
            self.wrong.push(format!("{trouble:?}, written: {} {}", answer.status, answer.text()));
        }
        if is_unread && !(trouble.calls.contains('r') && is_told(&read)) {
            self.wrong.push(format!("{trouble:?}, read: {} {}", read.status, read.text()));
        }
        self.refused += met;
        met > 0 || is_unread
    }

    /// From before anybody meets it until the disk works again.
    async fn inject(&mut self, trouble: Trouble, pass: u32, dice: &mut SmallRng) {
        self.recorder.begin(trouble, pass);
        let mut is_met = false;
        for _ in 0..ROUNDS {
            is_met = self.meet(trouble, dice).await;
            if is_met {
                break;
            }
        }
        self.recorder.end();
        if !is_met {
            self.wrong.push(format!("{trouble:?}: nobody was told"));
        }
        let written = self.write().await;
        let read = self.read(dice).await;
        if written.iter().any(|answer| answer.status != StatusCode::CREATED) || read.status != StatusCode::OK {
            let seen: Vec<_> = written.iter().chain([&read]).map(|answer| answer.status).collect();
            self.wrong.push(format!("{trouble:?} is over, and yet {seen:?}"));
        }
    }

    /// All that was not as promised, and how much of what was acknowledged is not there.
    async fn end(self) -> (Vec<String>, usize) {
        self.server.kill().unwrap();
        let mut wrong = self.wrong;
        let said = fs::read_to_string(&self.log).unwrap();
        wrong.extend(said.lines().filter(|line| line.contains("\"message\":\"Panic\"")).map(str::to_owned));
        let mut told = Ledger::default();
        for citizen in self.citizens {
            told.add(citizen.ledger);
        }
        println!("{} acknowledged, {} refused", told.len(), self.refused);
        (wrong, missing(&self.folder, &told).await)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_a_disk_fails_nothing_acknowledged_is_lost_and_the_server_mends_itself() {
    let (mut trial, mut dice) = (Trial::new("").await, SmallRng::seed_from_u64(seed()));
    let many = tries(BY_DAY, BY_NIGHT);
    for ((trouble, most), _) in TROUBLES.iter().cycle().zip(0..many) {
        let pass = dice.random_range(0..*most);
        trial.inject(*trouble, pass, &mut dice).await;
    }
    let (wrong, missing) = trial.end().await;
    assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(missing, 0);
    println!("{many} times a disk failed, none lost");
}

/// With acknowledgements before the commit something is said to be there that the disk never took.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_disk_that_fails_is_not_told() {
    let (mut trial, mut dice) = (Trial::new("acknowledge-early").await, SmallRng::seed_from_u64(seed()));
    for trouble in [FULL, NO_SYNC] {
        trial.inject(trouble, 0, &mut dice).await;
    }
    let (wrong, missing) = trial.end().await;
    assert!(missing > 0, "everything that was acknowledged is there\n{}", wrong.join("\n"));
}

/// A writer that goes on with a connection of which nobody knows how it is does not get away with it.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_the_writer_stays_broken() {
    let (mut trial, mut dice) = (Trial::new("stop-after-failure").await, SmallRng::seed_from_u64(seed()));
    trial.inject(NO_SYNC, 0, &mut dice).await;
    let (wrong, _) = trial.end().await;
    assert!(wrong.iter().any(|wrong| wrong.contains("is over, and yet")), "it mended itself: {wrong:?}");
}
