//! Ten times as many changes as there is room for: what is too much is refused at once, memory stays within its bound,
//! who reads is served all the time, and afterwards everything is as before.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use hyper::{Method, StatusCode};
use tokio::{io::AsyncWriteExt, net::TcpStream, task::JoinSet, time::timeout};
use trial::{Client, Running};

use super::program;

/// So many changes are worked on at once, as `Places` of the server has it.
const ROOM: usize = 256;

/// Requests whose body begins and does not end: nearly as many as there are places for connections.
const LARGE: usize = 800;

/// Short ones beside them; together ten times the room.
const SHORT: usize = 10 * ROOM - LARGE;
const ASKING: usize = 40;

/// What is sent of a body; it may have 512 kB.
const BODY: usize = 500_000;

/// Bytes by which memory may grow: what is sent of the bodies in the room, and half as much again for holding it. All
/// that is offered is more than twice as much.
const MOST_GROWTH: u64 = ROOM as u64 * BODY as u64 * 3 / 2;

/// Who has no answer when all others have theirs, or after this time, is being served. The server waits longer for the rest
/// of a body, of which all but a byte was sent.
const QUIET: Duration = Duration::from_secs(10);

/// A figure that Linux has of the process, in bytes.
fn memory(server: &Running, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

enum Came {
    /// The server waits for the rest.
    Nothing(TcpStream),
    Status(String),
    Broken,
}

async fn begin_body(address: SocketAddr, answered: Arc<AtomicUsize>) -> Came {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v1/proposals HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        BODY + 1
    );
    // A server that refuses closes the connection before all is sent.
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(&vec![b' '; BODY]).await;
    let deadline = Instant::now() + QUIET;
    let mut start = [0; 12];
    loop {
        match timeout(Duration::from_millis(100), stream.peek(&mut start)).await {
            Ok(Ok(1..12)) => tokio::task::yield_now().await,
            Ok(came) => {
                answered.fetch_add(1, Ordering::Relaxed);
                return match came {
                    Ok(12) => Came::Status(String::from_utf8_lossy(&start).into_owned()),
                    _ => Came::Broken,
                };
            }
            Err(_) if answered.load(Ordering::Relaxed) >= LARGE - ROOM || Instant::now() > deadline => {
                return Came::Nothing(stream);
            }
            Err(_) => {}
        }
    }
}

/// Supports something. Whoever is told to come again is told when.
async fn is_refused(client: &mut Client) -> bool {
    let answer = client.send(Method::PUT, "/api/v1/proposals/1/support", &[], "").await.unwrap();
    let is_refused = answer.status == StatusCode::SERVICE_UNAVAILABLE;
    assert_eq!(answer.headers.contains_key("retry-after"), is_refused, "{}", answer.status);
    is_refused
}

/// How many of them were refused.
async fn ask(address: SocketAddr) -> usize {
    let mut client = Client::connect(address).await.unwrap();
    for page in ["/", "/healthz"] {
        let status = client.get(page).await.unwrap().status;
        assert!(status.is_success(), "{page} answered {status}");
    }
    let mut refused = 0;
    for _ in 0..SHORT / ASKING {
        refused += usize::from(is_refused(&mut client).await);
    }
    refused
}

struct Seen {
    /// Large requests that the server took on at once.
    taken: usize,
    /// What it answered to the others.
    refused: Vec<String>,
    /// And how many of the short ones were refused.
    short: usize,
    growth: u64,
}

async fn overload(fault: &str) -> Seen {
    let folder = tempfile::tempdir().unwrap();
    let server = program(&folder).with("WEGMARKEN_FAULT", fault).serve().await.unwrap();
    let address = server.address;
    assert!(Client::connect(address).await.unwrap().get("/").await.unwrap().status.is_success());
    let before = memory(&server, "VmRSS");

    let answered = Arc::<AtomicUsize>::default();
    let mut large = JoinSet::new();
    for _ in 0..LARGE {
        large.spawn(begin_body(address, answered.clone()));
    }
    let (mut held, mut refused) = (Vec::new(), Vec::new());
    while let Some(came) = large.join_next().await {
        match came.unwrap() {
            Came::Nothing(stream) => held.push(stream),
            Came::Status(status) => refused.push(status),
            Came::Broken => {}
        }
    }
    let mut asking = JoinSet::new();
    for _ in 0..ASKING {
        asking.spawn(ask(address));
    }
    let mut short = 0;
    while let Some(refused) = asking.join_next().await {
        short += refused.unwrap();
    }
    // The highest that it ever was.
    let growth = memory(&server, "VmHWM").saturating_sub(before);
    let taken = held.len();
    drop(held);

    let deadline = Instant::now() + Duration::from_secs(30);
    while is_refused(&mut Client::connect(address).await.unwrap()).await {
        assert!(Instant::now() < deadline, "nobody is served, although nobody is there any more");
    }
    server.stop().unwrap();
    Seen { taken, refused, short, growth }
}

fn can_measure() -> bool {
    let has_figures = Path::new("/proc/self/status").exists();
    if !has_figures {
        println!("skipped: this system does not tell how much memory a process has");
    }
    has_figures
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_times_too_many_requests_are_refused_before_memory_grows() {
    if !can_measure() {
        return;
    }
    let Seen { taken, refused, short, growth } = overload("").await;
    println!("{taken} taken on, {} and {short} refused, {growth} bytes more", refused.len());
    assert!(taken <= ROOM, "{taken} were taken on at once");
    assert!(refused.iter().all(|status| status == "HTTP/1.1 503"), "{refused:?}");
    assert!(!refused.is_empty() && short > 0);
    assert!(growth <= MOST_GROWTH, "memory grew by {growth} bytes, more than {MOST_GROWTH}");
}

/// With a place for everybody the same requests take more memory than that.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_everybody_is_let_in() {
    if !can_measure() {
        return;
    }
    let Seen { taken, growth, .. } = overload("admit-all").await;
    assert!(taken > ROOM && growth > MOST_GROWTH, "{taken} taken on, memory grew by {growth} bytes");
}
