//! `kill -9` under load, again and again: what was acknowledged is there.

use hyper::Method;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tempfile::TempDir;
use trial::{Client, Program, Running};

use super::{
    begun::{self, asked_to_stop},
    database_url,
    ledger::{Crowd, Ledger, proposal_body},
    oracle::Oracle,
    program, seed,
    senders::{self, Kiosk},
    trials,
    works::Staff,
};

const ROUNDS: u32 = 30;
const CITIZENS: u64 = 64;

struct Trial {
    folder: TempDir,
    program: Program,
    proposals: Vec<i64>,
    dice: SmallRng,
    staff: Staff,
    kiosk: Kiosk,
    /// Over all rounds: what was there once stays.
    ledger: Ledger,
}

impl Trial {
    async fn new(change: impl FnOnce(Program) -> Program) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The fault of a trial is in what it tries, and not in what it finds there.
        let sound = program(&folder);
        for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after"]] {
            let ran = sound.run(arguments).unwrap();
            assert!(ran.status.success(), "{ran:?}");
        }
        let staff = Staff::at_work(&folder).await;
        let server = sound.serve().await.unwrap();
        let proposals = begin(&server).await;
        let kiosk = Kiosk::paired(&sound, &server).await;
        server.stop().unwrap();
        let program = change(sound);
        let (dice, ledger) = (SmallRng::seed_from_u64(seed()), Ledger::default());
        Self { folder, program, proposals, dice, staff, kiosk, ledger }
    }

    /// Serves a crowd, lets go of the server after some acknowledgements, and counts what is missing of these and of what was
    /// acknowledged at the end.
    async fn round(&mut self, end: impl AsyncFnOnce(Running) -> Ledger) -> usize {
        let server = self.program.serve().await.unwrap();
        let mut crowd =
            Crowd::of(CITIZENS, server.address, &self.proposals, || SmallRng::seed_from_u64(self.dice.random()));
        self.staff.join(&mut crowd, server.address, || SmallRng::seed_from_u64(self.dice.random()));
        senders::join(&mut crowd, server.address, &self.proposals, || SmallRng::seed_from_u64(self.dice.random()));
        crowd.join(self.kiosk.clone().at_work(server.address, SmallRng::seed_from_u64(self.dice.random())));
        crowd.has_seen(self.dice.random_range(1..400)).await;
        self.ledger.add(end(server).await);
        self.ledger.add(crowd.ledger().await);

        let oracle = Oracle::open(&database_url(&self.folder)).await;
        let missing = oracle.missing(&self.ledger).await;
        oracle.check().await;
        oracle.close().await;
        let chain = self.program.run(&["check", "audit"]).unwrap();
        assert!(chain.status.success(), "{chain:?}");
        missing
    }

    /// How many requests that were on their way a server that was asked to stop never answered, and how much is missing.
    async fn farewell(&mut self, signal: &str) -> (usize, usize) {
        let (mut dice, mut unanswered) = (SmallRng::seed_from_u64(self.dice.random()), 0);
        let missing = self
            .round(async |server| {
                let (answered, lost) = asked_to_stop(server, signal, &mut dice).await;
                unanswered = lost;
                answered
            })
            .await;
        (unanswered, missing)
    }
}

async fn kill(server: Running) -> Ledger {
    server.kill().unwrap();
    Ledger::default()
}

/// Some proposals to support and to discuss.
pub async fn begin(server: &Running) -> Vec<i64> {
    let mut client = Client::connect(server.address).await.unwrap();
    let mut ids = Vec::new();
    for number in 0..8 {
        let json = [("content-type", "application/json")];
        let body = proposal_body(&format!("{number:032x}"));
        let answer = client.send(Method::POST, "/api/v1/proposals", &json, body).await.unwrap();
        let text = answer.text();
        let id = text.split("\"id\":").nth(1).and_then(|rest| rest.split(',').next()).and_then(|id| id.parse().ok());
        ids.push(id.unwrap_or_else(|| panic!("{text}")));
    }
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let mut trial = Trial::new(|program| program).await;
    let rounds = ROUNDS * trials();
    for round in 1..=rounds {
        let missing = trial.round(kill).await;
        assert_eq!(missing, 0, "acknowledged and lost in round {round}");
    }
    println!("{rounds} kills, {} acknowledgements, none lost", trial.ledger.len());
    // Of every kind there is something that could have been lost.
    for kind in [
        "office",
        "survey_response",
        "place_mark",
        "page_save",
        "block_revision",
        "moderation_decision",
        "picture",
        "delivery",
        "kiosk_record",
    ] {
        let acknowledged = trial.ledger.forms.iter().filter(|(table, ..)| *table == kind).count();
        assert!(acknowledged > 3, "only {acknowledged} of {kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_asked_to_stop_finishes_what_it_began() {
    let mut trial = Trial::new(|program| program).await;
    // A supervisor, a keyboard.
    for signal in ["TERM", "INT"] {
        assert_eq!(trial.farewell(signal).await, (0, 0), "{signal}");
    }
    // A signal that nobody listens to ends a process without its consent, and its status says so.
    let unheard = async |server: Running| {
        assert!(!server.signal("USR1").unwrap().success());
        Ledger::default()
    };
    trial.round(unheard).await;
}

/// A process that ends at once with the best of consciences.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_server_that_is_asked_to_stop_leaves_requests_unanswered() {
    let mut trial = Trial::new(|program| program.with("WEGMARKEN_FAULT", "stop-at-once")).await;
    for signal in ["TERM", "INT"] {
        assert_eq!(trial.farewell(signal).await, (begun::MANY, 0), "{signal}");
    }
}

/// With acknowledgements before the commit the same trial has to find losses, or it could not find any.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_acknowledgements_come_too_early() {
    let mut trial = Trial::new(|program| program.with("WEGMARKEN_FAULT", "acknowledge-early")).await;
    for _ in 0..ROUNDS {
        if trial.round(kill).await > 0 {
            return;
        }
    }
    panic!("{} early acknowledgements, {ROUNDS} kills, and no loss was noticed", trial.ledger.len());
}
