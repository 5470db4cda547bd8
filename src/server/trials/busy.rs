//! Nobody is ever told that the database is busy: two servers on one SQLite file, readers beside them, commands of an
//! operator, and whoever deletes what is no longer needed; and one server with as large a crowd as a city can send, for
//! `WEGMARKEN_BUSY_SECONDS`.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use store::{Settings, Store, retention};
use tempfile::TempDir;
use tokio::task::JoinSet;
use trial::{Answer, Client, Program, Running, allow_files};
use web::site::now;

use super::{
    SECRET, database_url,
    dumps::said,
    kills::begin,
    ledger::{Ledger, act},
    oracle::Oracle,
    program, seed, trials,
};

const FEW_WRITERS: u32 = 8;
const FEW_READERS: u32 = 4;
const EACH: u32 = 25;

const WRITERS: u32 = 64;
const READERS: u32 = 200;

/// How long the large crowd stays, unless `WEGMARKEN_BUSY_SECONDS` says more.
const SECONDS: u32 = 10;

/// So many nights. Fewer than the days that anything is kept, or what the crowd writes would go as well.
const NIGHTS: i64 = 8;

/// What somebody was answered in the place of success, if it was an answer, and words that say of what and why.
type Refusal = (Option<StatusCode>, String);

/// What was refused, and what was acknowledged.
type Told = (Vec<Refusal>, Ledger);

/// By the database, of which no answer of a server tells.
fn unavailable(why: String) -> Refusal {
    (Some(StatusCode::SERVICE_UNAVAILABLE), why)
}

fn refusal(of: &str, answer: &Answer) -> Refusal {
    (Some(answer.status), format!("{of}: {}", answer.text().chars().take(400).collect::<String>()))
}

/// A board on which anybody may write as much as they like, and what there is to support and to discuss.
async fn open_board(program: &Program) -> Vec<i64> {
    for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after", "--flood-limit", "100000"]] {
        assert!(program.run(arguments).unwrap().status.success());
    }
    let first = program.serve().await.unwrap();
    let proposals = begin(&first).await;
    first.stop().unwrap();
    proposals
}

/// So many writers and readers at a server, each for as long as `goes_on` says of the number of its round.
fn join(
    crowd: &mut JoinSet<Told>,
    server: &Running,
    [writers, readers]: [u32; 2],
    pages: Pages,
    proposals: &[i64],
    dice: &mut SmallRng,
    goes_on: impl Fn(u32) -> bool + Clone + Send + 'static,
) {
    let mut chance = || SmallRng::seed_from_u64(dice.random());
    for _ in 0..writers {
        crowd.spawn(writer(server.address, proposals.to_vec(), chance(), goes_on.clone()));
    }
    for _ in 0..readers {
        crowd.spawn(reader(server.address, (pages, proposals.to_vec()), chance(), goes_on.clone()));
    }
}

/// Commands of an operator, one after the other. One that is refused counts as well.
fn commands(program: &Program, all: &[&[&str]]) -> Vec<Refusal> {
    let refused = |arguments: &&[&str]| {
        let ran = program.run(arguments).unwrap();
        (!ran.status.success()).then(|| unavailable(format!("{arguments:?}: {}", said(&ran))))
    };
    tokio::task::block_in_place(|| all.iter().filter_map(refused).collect())
}

async fn all_of(mut crowd: JoinSet<Told>) -> Told {
    let (mut failed, mut ledger) = (Vec::new(), Ledger::default());
    while let Some(one) = crowd.join_next().await {
        let (refused, told) = one.unwrap();
        failed.extend(refused);
        ledger.add(told);
    }
    (failed, ledger)
}

/// Everything that a crowd on two servers was answered and that was no success, and what it was told.
async fn refusals(change: impl FnOnce(Program) -> Program) -> (Vec<Refusal>, Ledger, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    let proposals = open_board(&program).await;
    let program = change(program);
    let (mut servers, mut failed) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        match program.serve().await {
            Ok(server) => servers.push(server),
            Err(error) => failed.push((None, format!("a start: {error}"))),
        }
    }
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut crowd = JoinSet::new();
    for server in &servers {
        join(&mut crowd, server, [FEW_WRITERS, FEW_READERS], all_kinds, &proposals, &mut dice, |round| round < EACH);
    }
    crowd.spawn(keeper(database_url(&folder)));
    let copy = folder.path().join("copy.db");
    failed.extend(commands(
        &program,
        &[
            // In one transaction each: what the servers are asked meanwhile waits for its end.
            &["seed", "--demo"],
            &["backup", "--force", copy.to_str().unwrap()],
            &["board", "set", "--support-goal", "40"],
            &["moderation", "list"],
            &["seed", "--remove-demo"],
        ],
    ));
    let (refused, ledger) = all_of(crowd).await;
    failed.extend(refused);
    for server in servers {
        server.stop().unwrap();
    }
    (failed, ledger, folder)
}

async fn writer(
    address: SocketAddr,
    proposals: Vec<i64>,
    mut dice: SmallRng,
    goes_on: impl Fn(u32) -> bool + Send,
) -> Told {
    let (mut refused, mut ledger) = (Vec::new(), Ledger::default());
    let mut client = Client::connect(address).await.unwrap();
    for _ in (0..).take_while(move |round| goes_on(*round)) {
        let answer = act(&mut client, &proposals, &mut dice, &mut ledger).await.unwrap();
        let is_taken = answer.status.is_success() || answer.status.is_redirection();
        refused.extend((!is_taken).then(|| refusal("a write", &answer)));
    }
    (refused, ledger)
}

/// What somebody reads in a round, of this proposal and of all.
type Pages = fn(i64) -> [String; 3];

fn all_kinds(id: i64) -> [String; 3] {
    [format!("/vorschlaege/{id}"), "/vorschlaege?q=hafen".into(), "/api/v1/proposals".into()]
}

/// What takes no longer however much is written: otherwise a long run would end as a test of the search.
fn steady_ones(id: i64) -> [String; 3] {
    ["/api/v1/themes".into(), format!("/api/v1/proposals/{id}"), "/api/v1/proposals".into()]
}

async fn reader(
    address: SocketAddr,
    (pages, proposals): (Pages, Vec<i64>),
    mut dice: SmallRng,
    goes_on: impl Fn(u32) -> bool + Send,
) -> Told {
    let mut refused = Vec::new();
    let mut client = Client::connect(address).await.unwrap();
    for _ in (0..).take_while(move |round| goes_on(*round)) {
        let id = proposals[dice.random_range(0..proposals.len())];
        for page in pages(id) {
            let answer = client.get(&page).await.unwrap();
            refused.extend((!answer.status.is_success()).then(|| refusal(&page, &answer)));
        }
    }
    (refused, Ledger::default())
}

/// Deletes as each server does at night, and empties the log of the database, for which writers wait.
async fn keeper(url: String) -> Told {
    let store = Store::open(&Settings { secret: Some(SECRET.into()), ..Settings::new(url) }).await.unwrap();
    let (mut refused, begun) = (Vec::new(), now());
    for night in 1..=NIGHTS {
        match retention::run_if_due(&store, begun.plus_days(night)).await {
            Ok(run) => assert!(run.is_some(), "night {night} was somebody else's"),
            Err(error) => refused.push(unavailable(format!("night {night}: {error}"))),
        }
    }
    store.close().await.unwrap();
    (refused, Ledger::default())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_ever_caused_by_a_busy_database() {
    let (refused, ledger, folder) = refusals(|program| program).await;
    assert_eq!(refused, Vec::<Refusal>::new());
    let oracle = Oracle::open(&database_url(&folder)).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    oracle.close().await;
}

fn stay() -> Duration {
    let named = std::env::var("WEGMARKEN_BUSY_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(named.unwrap_or_else(|| u64::from(SECONDS * trials())))
}

/// The operator only looks and makes a copy here. Programs that write to the same file take turns, which the trial of two
/// servers is about.
#[tokio::test(flavor = "multi_thread")]
async fn no_answer_to_64_writers_and_200_readers_is_caused_by_a_busy_database() {
    allow_files();
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    let proposals = open_board(&program).await;
    let server = program.serve().await.unwrap();
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut crowd = JoinSet::new();
    let end = Instant::now() + stay();
    join(&mut crowd, &server, [WRITERS, READERS], steady_ones, &proposals, &mut dice, move |_| Instant::now() < end);
    let copy = folder.path().join("copy.db");
    let mut failed = commands(&program, &[&["backup", "--force", copy.to_str().unwrap()], &["moderation", "list"]]);
    let (refused, ledger) = all_of(crowd).await;
    failed.extend(refused);
    assert_eq!(failed, Vec::<Refusal>::new(), "{} writes were taken", ledger.len());
    server.stop().unwrap();
    let oracle = Oracle::open(&database_url(&folder)).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    oracle.close().await;
    println!("{} writes of {WRITERS} people beside {READERS} readers, none refused", ledger.len());
}

/// A transaction that takes the write lock only when it first writes is refused at once where somebody wrote in between.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_transaction_takes_its_lock_too_late() {
    let (refused, ledger, _folder) = refusals(|program| program.with("WEGMARKEN_FAULT", "begin-deferred")).await;
    let is_busy = |(status, _): &Refusal| *status == Some(StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.iter().any(is_busy), "{} writes, none refused: {refused:?}", ledger.len());
}
