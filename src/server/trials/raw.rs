//! What is no HTTP, or hardly any, sent to the finished program byte by byte: broken first lines, headers, lengths, chunks,
//! forms and frames of HTTP/2. Every eighth request is fine and has to be answered all the same. `WEGMARKEN_STORM` says how
//! many are sent, and `make storm` sends 100,000; what came of it is kept in `target/hostile`.

mod requests;

use std::{
    fs, io,
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use trial::{Client, Mangler, memory, told};

use self::requests::{FINE, HTTP_2, UPLOAD};
use super::{program, seed, trials};

const EVERY_DAY: usize = 2_000;
const SENDERS: usize = 32;
const FINE_EVERY: usize = 8;

/// Who hears nothing for so long hangs up: the server waits for something that does not come.
const PATIENCE: Duration = Duration::from_millis(250);

/// And who hears nothing for so long will hear nothing more.
const LONG: Duration = Duration::from_secs(30);

/// Kilobytes by which memory may grow once the first quarter has been answered. In ten million requests that is less than
/// four bytes of each.
const MOST_GROWTH: u64 = 32 * 1024;

fn how_many() -> usize {
    let named = std::env::var("WEGMARKEN_STORM").ok().and_then(|text| text.parse().ok());
    named.unwrap_or(EVERY_DAY * usize::try_from(trials()).unwrap())
}

#[derive(Default)]
struct Storm {
    sent: usize,
    /// Until the first byte of an answer, of requests that were fine, and of the others as far as they got one.
    fine: Vec<Duration>,
    others: Vec<Duration>,
    wrong: Vec<String>,
    /// Of the server, in kilobytes, after the first quarter and at the end, where the system tells.
    memory: Option<(u64, u64)>,
}

impl Storm {
    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.fine.extend(other.fine);
        self.others.extend(other.others);
        self.wrong.extend(other.wrong);
    }

    fn growth(&self) -> u64 {
        self.memory.map_or(0, |(before, after)| after.saturating_sub(before))
    }

    /// First as the other storms tell it, then in detail.
    fn told(&self, seed: u64) -> String {
        let memory = self.memory.map_or("not told by this system".to_owned(), |(before, after)| {
            format!("{before} kB after a quarter, {after} kB at the end")
        });
        format!(
            "{} requests, {} complaints, {}, memory of the server {memory}, WEGMARKEN_SEED={seed}\n\
             {} were fine: {}\n{} of the others got an answer: {}\n",
            self.sent,
            self.wrong.len(),
            told(&[self.fine.as_slice(), &self.others].concat()),
            self.fine.len(),
            told(&self.fine),
            self.others.len(),
            told(&self.others),
        )
    }
}

/// The ports of this machine may all be in use for a moment.
async fn connect(address: SocketAddr) -> TcpStream {
    let deadline = Instant::now() + LONG;
    loop {
        match TcpStream::connect(address).await {
            Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable && Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            connected => return connected.unwrap(),
        }
    }
}

struct Heard {
    /// How long the beginning of an answer took.
    after: Option<Duration>,
    all: Vec<u8>,
    /// The server let go of the connection.
    is_over: bool,
}

async fn exchange(address: SocketAddr, bytes: &[u8], patience: Duration) -> Heard {
    let mut stream = connect(address).await;
    let began = Instant::now();
    // A server that refuses closes the connection before all is sent.
    let _ = stream.write_all(bytes).await;
    let first = timeout(patience, stream.peek(&mut [0_u8])).await;
    let after = matches!(first, Ok(Ok(1))).then(|| began.elapsed());
    let _ = stream.shutdown().await;
    let mut all = Vec::new();
    // What is reset ends as well: something of ours came that nobody wanted to read.
    let is_over = timeout(LONG, stream.read_to_end(&mut all)).await.is_ok();
    Heard { after, all, is_over }
}

/// What is wrong with what came back.
fn complaint(sent: &[u8], heard: &Heard) -> Option<&'static str> {
    let answer = String::from_utf8_lossy(&heard.all);
    let is_http = answer.is_empty() || answer.starts_with("HTTP/1.");
    // Who begins like this is answered in frames.
    let may_be_frames = sent.starts_with(HTTP_2.get(..14).unwrap());
    let mut statuses = answer.match_indices("HTTP/1.").filter_map(|(at, _)| answer.get(at + 9..at + 12));
    let is_ours = |status: &str| status.starts_with('5') && status.bytes().all(|digit| digit.is_ascii_digit());
    if !heard.is_over {
        Some("the connection stays open")
    } else if !is_http && !may_be_frames {
        Some("no HTTP comes back")
    } else if statuses.any(is_ours) {
        Some("a mistake of ours (5xx)")
    } else {
        None
    }
}

/// Whether a head could have ended: only then is there something to wait for.
fn has_head(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|part| part == b"\r\n\r\n")
}

async fn send(address: SocketAddr, mut mangler: Mangler, fine: Vec<&'static [u8]>, many: usize) -> Storm {
    let mut seen = Storm { sent: many, ..Storm::default() };
    for number in 0..many {
        let is_fine = number.is_multiple_of(FINE_EVERY);
        let bytes = if is_fine { mangler.one_of(&fine).to_vec() } else { mangler.mangled(&fine) };
        let patience = match (is_fine, has_head(&bytes)) {
            (true, _) => LONG,
            (false, true) => PATIENCE,
            (false, false) => Duration::ZERO,
        };
        let heard = exchange(address, &bytes, patience).await;
        let mut complain = |what: &str| seen.wrong.push(format!("{what}: \"{}\"", bytes.escape_ascii()));
        if let Some(what) = complaint(&bytes, &heard) {
            complain(what);
        }
        match heard.after {
            Some(after) if is_fine => seen.fine.push(after),
            Some(after) => seen.others.push(after),
            None if is_fine => complain("no answer"),
            None => {}
        }
    }
    seen
}

/// Everything that is to be said of a server with this fault after so many requests.
async fn storm(fault: &str, many: usize, seed: u64) -> Storm {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    assert!(program.run(&["seed"]).unwrap().status.success());
    let log = folder.path().join("log");
    let shell = format!("exec \"$0\" \"$@\" 2>'{}'", log.display());
    let program = program.with("WEGMARKEN_FAULT", fault).with("WEGMARKEN_LOG_FORMAT", "json");
    let server = program.under(&["sh", "-c", &shell]).serve().await.unwrap();
    let now = || memory(&server.pid().to_string(), "RssAnon");

    let (mut all, mut settled) = (Storm::default(), None);
    for quarter in 0..4 {
        let mut senders = JoinSet::new();
        for number in 0..SENDERS {
            let fine = if number == 0 { [FINE, &[UPLOAD]].concat() } else { FINE.to_vec() };
            let mangler = Mangler::new(seed, &format!("sender {number} in quarter {quarter}"));
            senders.spawn(send(server.address, mangler, fine, many.div_ceil(4 * SENDERS)));
        }
        while let Some(seen) = senders.join_next().await {
            all.add(seen.unwrap());
        }
        // What is made at the first use is made.
        settled = settled.or_else(now);
    }
    all.memory = settled.zip(now());

    let page = Client::connect(server.address).await.unwrap().get("/").await;
    if !page.is_ok_and(|page| page.status.is_success()) {
        all.wrong.push("afterwards the start page does not come".into());
    }
    server.kill().unwrap();
    let log = fs::read_to_string(&log).unwrap();
    all.wrong.extend(log.lines().filter(|line| line.contains("\"message\":\"Panic\"")).map(str::to_owned));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_request_bring_down_and_slow_down_nothing() {
    let seed = seed();
    let all = storm("", how_many(), seed).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/hostile");
    fs::create_dir_all(&folder).unwrap();
    let told = all.told(seed);
    fs::write(folder.join("storm-of-bytes.txt"), &told).unwrap();
    println!("{told}");
    let shown: Vec<&String> = all.wrong.iter().take(20).collect();
    assert!(all.wrong.is_empty(), "{} complaints: {shown:#?}", all.wrong.len());
    assert!(all.growth() <= MOST_GROWTH, "memory grew by {} kB: {told}", all.growth());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_storm_of_bytes_notices_a_bug_that_strikes_now_and_then() {
    let all = storm("panic-every-250", 1_000, seed()).await;
    assert!(all.wrong.iter().any(|wrong| wrong.contains("\"Panic\"")), "no panic: {:#?}", all.wrong);
}

#[test]
fn every_kind_of_bad_answer_to_bytes_is_named() {
    let heard = |all: &str, is_over| Heard { after: None, all: all.into(), is_over };
    let page = "HTTP/1.1 200 OK\r\n\r\n<p>HTTP/1.1 in 500 words";
    for fine in ["", "HTTP/1.1 400 Bad Request\r\n\r\n", page] {
        assert_eq!(complaint(b"GET /", &heard(fine, true)), None, "{fine}");
    }
    assert_eq!(complaint(HTTP_2, &heard("\0\0\0\u{4}", true)), None);
    for (answer, is_over, expected) in [
        ("", false, "the connection stays open"),
        ("<h1>", true, "no HTTP comes back"),
        ("\0\0\0\u{4}", true, "no HTTP comes back"),
        ("HTTP/1.1 500 Internal Server Error\r\n\r\n", true, "a mistake of ours (5xx)"),
        // Behind another one, without a line of its own.
        ("HTTP/1.1 200 OK\r\n\r\nokHTTP/1.0 503 Service Unavailable\r\n\r\n", true, "a mistake of ours (5xx)"),
    ] {
        assert_eq!(complaint(b"GET /", &heard(answer, is_over)), Some(expected), "{answer}");
    }
}

/// Of a server that keeps a little of everything.
#[tokio::test(flavor = "multi_thread")]
async fn the_storm_of_bytes_notices_memory_that_grows() {
    let all = storm("keep-of-every-request", 1_600, seed()).await;
    if all.memory.is_none() {
        println!("skipped: this system does not tell how much memory a process has");
        return;
    }
    assert!(all.growth() > MOST_GROWTH, "memory grew by {} kB", all.growth());
}
