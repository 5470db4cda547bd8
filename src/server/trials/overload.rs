//! Ten times as many changes as there is room for: what is too much is refused at once, memory stays within its bound,
//! who reads is served all the time, and afterwards everything is as before. Once with records of programs, once with
//! forms, which are kept beside what works on them, and once with pictures.

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
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use trial::{Client, Running};

use super::program;

/// So many changes are worked on at once, and so many uploads, as `Places` of the server has it.
const ROOM: usize = 256;
const UPLOADS: usize = 8;

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

/// What the unit of systemd in `docs` gives the process before it slows it down.
const HIGH: u64 = 1024 * 1024 * 1024;

const WRITTEN: &str = "Am Hafen fehlen Baenke im Schatten.";

/// A request that comes many times at once.
struct Offer {
    path: &'static str,
    kind: &'static str,
    body: Vec<u8>,
    many: usize,
    room: usize,
    most_growth: u64,
}

/// Nobody gives a program back what it has.
fn records() -> Offer {
    Offer {
        path: "/api/v1/proposals",
        kind: "application/json",
        body: vec![b' '; BODY + 1],
        many: LARGE,
        room: ROOM,
        most_growth: MOST_GROWTH,
    }
}

/// About something that is not there. What works on a form has it, and it is kept once more to be given back.
fn forms() -> Offer {
    let again = format!("{}+", WRITTEN.replace(' ', "+"));
    Offer {
        path: "/vorschlaege/1/beitraege",
        kind: "application/x-www-form-urlencoded",
        body: format!("text={}", again.repeat(BODY / again.len())).into_bytes(),
        most_growth: 2 * MOST_GROWTH,
        ..records()
    }
}

/// Nearly 30 MB in pictures of the largest size. All that is offered is more than half as much again as memory may grow by.
fn uploads() -> Offer {
    const MEGABYTE: usize = 1024 * 1024;
    let mut body = Vec::new();
    for megabytes in [8, 8, 8, 5] {
        body.extend(b"--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\r\n");
        body.resize(body.len() + megabytes * MEGABYTE, 0);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    Offer {
        path: "/vorschlaege/entwurf/0123456789abcdef0123456789abcdef",
        kind: "multipart/form-data; boundary=x",
        body,
        many: 4 * UPLOADS,
        room: UPLOADS,
        // As `Places` has it: half a gigabyte.
        most_growth: 512 * MEGABYTE as u64,
    }
}

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

/// Of each of them so many bytes are held back: with less of its end missing, a form in parts is whole.
const HELD_BACK: usize = 16;

/// Sends all but its end.
async fn begin(address: SocketAddr, offer: Arc<Offer>, answered: Arc<AtomicUsize>) -> Came {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let Offer { path, kind, body, many, room, .. } = &*offer;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    // A server that refuses closes the connection before all is sent.
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(&body[..body.len() - HELD_BACK]).await;
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
            Err(_) if answered.load(Ordering::Relaxed) >= many - room || Instant::now() > deadline => {
                return Came::Nothing(stream);
            }
            Err(_) => {}
        }
    }
}

/// Sends the end of each of them at the same time, and reads what the server says then.
async fn finish(held: Vec<TcpStream>, offer: &Offer) -> Vec<String> {
    const LONG: Duration = Duration::from_secs(120);
    let end: Arc<[u8]> = offer.body[offer.body.len() - HELD_BACK..].into();
    let mut finishing = JoinSet::new();
    for mut stream in held {
        let end = end.clone();
        finishing.spawn(async move {
            let mut answer = Vec::new();
            let _ = stream.write_all(&end).await;
            let _ = timeout(LONG, stream.read_to_end(&mut answer)).await;
            String::from_utf8_lossy(&answer).into_owned()
        });
    }
    finishing.join_all().await
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
    /// By how much memory had grown until then.
    growth: u64,
    /// The most that the process ever had, what came after included.
    most: u64,
}

async fn overload(offer: &Arc<Offer>, fault: &str, end: impl AsyncFnOnce(Vec<TcpStream>)) -> Seen {
    let folder = tempfile::tempdir().unwrap();
    let server = program(&folder).with("WEGMARKEN_FAULT", fault).serve().await.unwrap();
    let address = server.address;
    assert!(Client::connect(address).await.unwrap().get("/").await.unwrap().status.is_success());
    let before = memory(&server, "VmRSS");

    let answered = Arc::<AtomicUsize>::default();
    let mut large = JoinSet::new();
    for _ in 0..offer.many {
        large.spawn(begin(address, offer.clone(), answered.clone()));
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
    end(held).await;
    let most = memory(&server, "VmHWM");

    let deadline = Instant::now() + Duration::from_secs(30);
    while is_refused(&mut Client::connect(address).await.unwrap()).await {
        assert!(Instant::now() < deadline, "nobody is served, although nobody is there any more");
    }
    server.stop().unwrap();
    Seen { taken, refused, short, growth, most }
}

fn can_measure() -> bool {
    let has_figures = Path::new("/proc/self/status").exists();
    if !has_figures {
        println!("skipped: this system does not tell how much memory a process has");
    }
    has_figures
}

async fn go(held: Vec<TcpStream>) {
    drop(held);
}

impl Seen {
    fn check(&self, offer: &Offer) {
        let Self { taken, refused, short, growth, most } = self;
        println!(
            "{}: {taken} taken on, {} and {short} refused, {growth} bytes more, {most} at most",
            offer.path,
            refused.len()
        );
        assert!((1..=offer.room).contains(taken), "{taken} were taken on at once");
        assert!(refused.iter().all(|status| status == "HTTP/1.1 503"), "{refused:?}");
        assert!(*growth <= offer.most_growth, "memory grew by {growth} bytes, more than {}", offer.most_growth);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_times_too_many_requests_are_refused_before_memory_grows() {
    if !can_measure() {
        return;
    }
    let offer = Arc::new(records());
    let seen = overload(&offer, "", go).await;
    seen.check(&offer);
    assert!(!seen.refused.is_empty() && seen.short > 0);
}

/// While the others keep their places, so many of them are answered with what they brought: all would take a program that
/// is not optimised a minute.
const COME_BACK: usize = 32;

#[tokio::test(flavor = "multi_thread")]
async fn ten_times_too_many_forms_are_refused_before_memory_grows_and_the_others_come_back() {
    if !can_measure() {
        return;
    }
    assert!(include_str!("../../../docs/wegmarken.service").contains("\nMemoryHigh=1G\n"));
    let (offer, mut answers) = (Arc::new(forms()), Vec::new());
    let seen = overload(&offer, "", async |mut held| {
        let others = held.split_off(COME_BACK);
        answers = finish(held, &offer).await;
        drop(others);
    })
    .await;
    seen.check(&offer);
    assert!(!seen.refused.is_empty() && seen.short > 0);
    let lost: Vec<_> = answers.iter().filter(|answer| !answer.contains(WRITTEN)).collect();
    let begins: Vec<_> = lost.iter().map(|answer| answer.lines().next()).collect();
    assert_eq!((answers.len(), lost.len()), (COME_BACK, 0), "{begins:?}");
    assert!(seen.most <= HIGH, "{} bytes in all, more than {HIGH}", seen.most);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_uploads_are_refused_before_memory_grows_and_keep_nobody_from_changing_something() {
    if !can_measure() {
        return;
    }
    let offer = Arc::new(uploads());
    let seen = overload(&offer, "", async |held| {
        finish(held, &offer).await;
    })
    .await;
    seen.check(&offer);
    assert_eq!(seen.short, 0);
    assert!(seen.most <= HIGH, "{} bytes in all, more than {HIGH}", seen.most);
}

/// With a place for everybody the same requests take more memory than that.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_everybody_is_let_in() {
    if !can_measure() {
        return;
    }
    for offer in [records(), forms(), uploads()] {
        let offer = Arc::new(offer);
        let Seen { taken, growth, .. } = overload(&offer, "admit-all", go).await;
        assert!(
            taken > offer.room && growth > offer.most_growth,
            "{}: {taken} taken on, memory grew by {growth} bytes",
            offer.path
        );
    }
}
