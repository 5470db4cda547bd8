//! Editors keep a stream of events open for minutes; a server that is asked to stop does not wait for it, answers what is
//! on its way, and whoever comes again to the next one listens again. Thousands who listen keep nobody from reading.

use std::{
    fs,
    net::SocketAddr,
    time::{Duration, Instant},
};

use domain::{
    Language,
    policy::{Acting, Role},
};
use rand::{SeedableRng, rngs::SmallRng};
use store::{Settings, Store, editing};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};
use trial::{Client, Program, Running, allow_files};

use super::{
    SECRET,
    begun::{self, asked_to_stop},
    database_url,
    ledger::Ledger,
    oracle::Oracle,
    program, seed, staff, tries,
};

const STREAMS: usize = 500;

/// So many are opened at once: fewer than there are places for those who read.
const BATCH: usize = 100;

const RESTARTS_BY_DAY: u32 = 1;
const RESTARTS_BY_NIGHT: u32 = 20;

/// So many listen every day: more than there are places for those who read. At night all that one server takes.
const CROWD: u32 = 1_000;
const MOST: u32 = 5_000;

/// Megabytes of the whole process with all of them.
const MOST_MEMORY: u64 = 300;

/// Of a process that nobody gave more files: its 880 places are for everybody, and at half of them one may listen.
const FEW_FILES: &str = "ulimit -n 1024; exec \"$0\" \"$@\"";
const AMONG_READERS: usize = 440;

/// The time that running requests are given; a stream that is ended takes none of it.
const LONGEST: Duration = Duration::from_secs(10);

/// A city in which somebody edits a page.
struct Newsroom {
    folder: TempDir,
    program: Program,
    /// Asks for the events of the page.
    head: String,
}

impl Newsroom {
    async fn with(fault: &str) -> Self {
        allow_files();
        let folder = tempfile::tempdir().unwrap();
        let program = program(&folder);
        assert!(program.run(&["seed"]).unwrap().status.success());
        let cookie = staff(&folder, Role::Editor).await;
        let url = database_url(&folder);
        let store = Store::open(&Settings { secret: Some(SECRET.into()), ..Settings::new(url) }).await.unwrap();
        let editor = Acting { role: Role::Editor, ..Acting::OPERATOR };
        let page = editing::open_at(&store, &editor, "mitmachen", Language::De).await.unwrap().unwrap().page;
        store.close().await.unwrap();
        let head = format!(
            "GET /bearbeiten/{page}/ereignisse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n"
        );
        Self { folder, program: program.with("WEGMARKEN_FAULT", fault), head }
    }

    /// So many people who listen.
    async fn streams(&self, address: SocketAddr, many: usize) -> Vec<BufReader<TcpStream>> {
        let mut streams = Vec::with_capacity(many);
        while streams.len() < many {
            let mut opening = JoinSet::new();
            for _ in streams.len()..many.min(streams.len() + BATCH) {
                opening.spawn(listen(address, self.head.clone()));
            }
            streams.extend(opening.join_all().await);
        }
        streams
    }

    /// How many of the acknowledged proposals are not there.
    async fn missing(&self, ledger: &Ledger) -> usize {
        let oracle = Oracle::open(&database_url(&self.folder)).await;
        let missing = oracle.missing(ledger).await;
        oracle.check().await;
        oracle.close().await;
        missing
    }
}

async fn listen(address: SocketAddr, head: String) -> BufReader<TcpStream> {
    let mut stream = BufReader::new(TcpStream::connect(address).await.unwrap());
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut status = String::new();
    stream.read_line(&mut status).await.unwrap();
    assert!(status.contains("200"), "{status}");
    stream
}

/// How many of the streams were cut and not ended.
async fn cut(streams: Vec<BufReader<TcpStream>>) -> usize {
    let mut cut = 0;
    for mut stream in streams {
        let mut rest = String::new();
        let is_read = stream.read_to_string(&mut rest).await.is_ok();
        cut += usize::from(!is_read || !rest.ends_with("0\r\n\r\n"));
    }
    cut
}

#[tokio::test(flavor = "multi_thread")]
async fn open_streams_of_events_do_not_keep_a_server_that_is_asked_to_stop() {
    let room = Newsroom::with("").await;
    let (mut server, mut dice) = (room.program.serve().await.unwrap(), SmallRng::seed_from_u64(seed()));
    let (address, rounds) = (server.address, tries(RESTARTS_BY_DAY, RESTARTS_BY_NIGHT));
    for _ in 0..rounds {
        let streams = room.streams(address, STREAMS).await;
        let asked = Instant::now();
        let (answered, unanswered) = asked_to_stop(server, "TERM", &mut dice).await;
        let took = asked.elapsed();
        assert_eq!((answered.len(), unanswered), (begun::MANY, 0), "writes were left unanswered");
        assert!(took < LONGEST, "it took {took:?}");
        assert_eq!(cut(streams).await, 0, "of {STREAMS} streams so many were cut and not ended");
        assert_eq!(room.missing(&answered).await, 0);
        println!("{STREAMS} streams and {} writes, ended in {took:?}", begun::MANY);
        server = room.program.serve_at(address).await.unwrap();
    }
    assert_eq!(room.streams(address, STREAMS).await.len(), STREAMS);
    server.stop().unwrap();
}

/// A process that ends at once cuts all of them.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_streams_are_cut() {
    let room = Newsroom::with("stop-at-once").await;
    let server = room.program.serve().await.unwrap();
    let streams = room.streams(server.address, BATCH).await;
    let (_, unanswered) = asked_to_stop(server, "TERM", &mut SmallRng::seed_from_u64(seed())).await;
    assert_eq!((cut(streams).await, unanswered), (BATCH, begun::MANY));
}

/// Megabytes in memory, as Linux tells it.
fn resident(server: &Running) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

async fn is_read(address: SocketAddr) -> bool {
    let answer = Client::connect(address).await.unwrap().get("/vorschlaege").await.unwrap();
    answer.status.is_success()
}

#[tokio::test(flavor = "multi_thread")]
async fn more_may_listen_than_there_are_places_for_those_who_read_and_memory_stays_in_its_bound() {
    // Files that this process needs for everything else, and the server too.
    let many = (tries(CROWD, MOST) as usize).min(allow_files().saturating_sub(2_000));
    let room = Newsroom::with("").await;
    let server = room.program.serve().await.unwrap();
    let before = resident(&server);
    let streams = room.streams(server.address, many).await;
    for _ in 0..20 {
        assert!(is_read(server.address).await, "nobody can read beside {many} who listen");
    }
    let memory = resident(&server);
    println!("{many} streams: {memory:?} MB, {before:?} MB before");
    assert!(memory.is_none_or(|memory| memory <= MOST_MEMORY), "{memory:?} MB with {many} streams");
    assert_eq!(streams.len(), many);
    server.stop().unwrap();
}

/// There is no place apart there, and the same look at the first answer sees that one of them is refused.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_only_half_of_the_places_are_for_those_who_listen() {
    let mut room = Newsroom::with("").await;
    room.program = room.program.under(&["sh", "-c", FEW_FILES]);
    let server = room.program.serve().await.unwrap();
    let streams = room.streams(server.address, AMONG_READERS).await;
    let mut refused = TcpStream::connect(server.address).await.unwrap();
    refused.write_all(room.head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    refused.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 503");
    assert!(is_read(server.address).await);
    assert_eq!(streams.len(), AMONG_READERS);
    server.stop().unwrap();
}
