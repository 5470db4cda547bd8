//! The PostgreSQL of a city dies, and its standby takes its place behind an address that moves: nothing that was
//! acknowledged is lost, and the servers go on by themselves.

mod pair;

use std::{
    fs,
    net::SocketAddr,
    ops::RangeFrom,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
};
use trial::{Answer, Client, Running};

use self::pair::{Pair, Server};
use super::{
    full_disk::propose,
    kills::begin,
    ledger::{Ledger, act, in_time},
    oracle::Oracle,
    program,
    proxy::Proxy,
    seed,
};

/// At each of the two servers.
const WRITERS: u64 = 8;

/// When nothing is written by then, nothing ever is.
const PATIENCE: Duration = Duration::from_secs(120);

/// What one of those saw who write all the time.
#[derive(Default)]
struct Seen {
    ledger: Ledger,
    refused: usize,
}

/// "Not now, but later."
pub fn is_told(answer: &Answer) -> bool {
    answer.status == StatusCode::SERVICE_UNAVAILABLE && answer.headers.contains_key("retry-after")
}

/// Contributes until `stop`; there is no other answer than yes or "later", and no request is without one.
async fn writer(
    address: SocketAddr,
    proposals: Vec<i64>,
    mut dice: SmallRng,
    tell: UnboundedSender<()>,
    stop: Arc<AtomicBool>,
) -> Seen {
    let mut seen = Seen::default();
    let mut client = Client::connect(address).await.unwrap();
    while !stop.load(Ordering::Relaxed) {
        let answer = act(&mut client, &proposals, &mut dice, &mut seen.ledger).await.expect("a request has no answer");
        if is_told(&answer) {
            seen.refused += 1;
            continue;
        }
        let is_good = answer.status.is_success() || answer.status.is_redirection();
        assert!(is_good, "{} {}", answer.status, answer.text());
        let _ = tell.send(());
    }
    seen
}

struct Writers {
    all: JoinSet<Seen>,
    acknowledged: UnboundedReceiver<()>,
    stop: Arc<AtomicBool>,
}

impl Writers {
    fn at(servers: [&Running; 2], proposals: &[i64]) -> Self {
        let mut dice = SmallRng::seed_from_u64(seed());
        let (tell, acknowledged) = unbounded_channel();
        let (mut all, stop) = (JoinSet::new(), Arc::new(AtomicBool::new(false)));
        for server in servers {
            for _ in 0..WRITERS {
                let dice = SmallRng::seed_from_u64(dice.random());
                all.spawn(writer(server.address, proposals.to_vec(), dice, tell.clone(), stop.clone()));
            }
        }
        Self { all, acknowledged, stop }
    }

    /// Returns when so many more were acknowledged.
    async fn see_more(&mut self, many: usize) {
        while self.acknowledged.try_recv().is_ok() {}
        for _ in 0..many {
            let next = in_time(self.acknowledged.recv(), "nothing is written any more").await;
            next.expect("nobody writes any more");
        }
    }

    /// What all of them saw.
    async fn end(mut self) -> Seen {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Seen::default();
        while let Some(one) = in_time(self.all.join_next(), "a writer waits for an answer").await {
            let one = one.unwrap();
            all.ledger.add(one.ledger);
            all.refused += one.refused;
        }
        all
    }
}

/// A standby that is still one takes nothing: pages are served, and a write is refused.
async fn serves_and_refuses(server: &Running, number: u32, ledger: &mut Ledger) {
    let mut client = Client::connect(server.address).await.unwrap();
    let refused = propose(&mut client, number, ledger).await;
    assert!(is_told(&refused), "{} {}", refused.status, refused.text());
    assert!(!refused.text().contains("SQL") && !refused.text().contains("read-only"), "{}", refused.text());
    for page in ["/", "/vorschlaege", "/themen", "/readyz"] {
        let read = client.get(page).await.unwrap();
        assert_eq!(read.status, StatusCode::OK, "{page}: {}", read.text());
    }
}

/// Returns when a write is taken again.
async fn takes_writes(server: &Running, numbers: &mut RangeFrom<u32>, ledger: &mut Ledger) {
    let mut client = Client::connect(server.address).await.unwrap();
    let deadline = Instant::now() + PATIENCE;
    for number in numbers {
        let answer = propose(&mut client, number, ledger).await;
        if answer.status == StatusCode::CREATED {
            return;
        }
        assert!(is_told(&answer), "{} {}", answer.status, answer.text());
        assert!(Instant::now() < deadline, "nothing is written any more");
    }
}

/// The servers meet the standby before it takes the place of the other one; returns when both of them write again.
async fn take_over(standby: &Server, servers: [&Running; 2]) -> Ledger {
    let (mut ledger, mut numbers) = (Ledger::default(), 1_000..);
    serves_and_refuses(servers[0], 999, &mut ledger).await;
    standby.promote();
    for server in servers {
        takes_writes(server, &mut numbers, &mut ledger).await;
    }
    ledger
}

/// Two servers of one city, whose database has this address. What they say goes into a file.
async fn serve(url: &str, log: &Path) -> [Running; 2] {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder).with("DATABASE_URL", url).with("WEGMARKEN_LOG_FORMAT", "json");
    let shell = format!("exec \"$0\" \"$@\" 2>>'{}'", log.display());
    let program = program.under(&["sh", "-c", &shell]);
    let (one, other) = tokio::join!(program.serve(), program.serve());
    let settings = ["board", "set", "--moderation", "after", "--flood-limit", "100000"];
    assert!(program.run(&settings).unwrap().status.success());
    [one.unwrap(), other.unwrap()]
}

/// Kills the database under load and lets its standby take its place: how much of what was acknowledged is missing then, and
/// how much was acknowledged. A standby that is no part of a commit has been cut off before.
async fn fail_over(is_together: bool) -> Option<(usize, usize)> {
    let pair = Pair::follow().await?;
    pair.acknowledge(is_together).await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let line = Proxy::to(vec![pair.primary.address]).await;
    let address = line.address;
    let servers = serve(&format!("postgres://wegmarken@{address}/wegmarken"), &log).await;
    let both = [&servers[0], &servers[1]];
    let mut writers = Writers::at(both, &begin(both[0]).await);
    writers.see_more(200).await;
    if !is_together {
        pair.line.cut().await;
        writers.see_more(50).await;
    }

    let died = Instant::now();
    pair.primary.kill();
    line.cut().await;
    let _line = Proxy::at(address, vec![pair.standby.address]).await;
    let probed = take_over(&pair.standby, both).await;
    let away = died.elapsed();
    writers.see_more(50).await;
    let Seen { mut ledger, refused } = writers.end().await;
    ledger.add(probed);
    for server in servers {
        assert!(server.stop().unwrap().success());
    }
    let said = fs::read_to_string(&log).unwrap();
    assert!(!said.contains("\"message\":\"Panic\""), "{said}");

    let oracle = Oracle::open(&pair.standby.url("wegmarken")).await;
    let missing = oracle.missing(&ledger).await;
    oracle.check().await;
    oracle.close().await;
    println!("{} acknowledged, {refused} refused, writes were away for {away:.1?}, {missing} missing", ledger.len());
    Some((missing, ledger.len()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_dies_loses_nothing_that_its_standby_was_part_of() {
    let Some((missing, acknowledged)) = fail_over(true).await else { return };
    assert_eq!(missing, 0, "of {acknowledged} that were acknowledged");
}

/// What the database acknowledged alone is gone with it.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_the_standby_was_no_part_of_what_was_acknowledged() {
    let Some((missing, acknowledged)) = fail_over(false).await else { return };
    assert!(missing > 0, "{acknowledged} acknowledged, and no loss was noticed");
}
