//! As many slow ones as an attack brings, beside one server of two that are otherwise alike: people are served there as fast as
//! at the other one.

use std::time::Instant;

use trial::allow_files;

use super::*;
use crate::middleware::request_limits::{Limit, Limits, Pace};

const SOCKETS: usize = 2_000;
const BODIES: usize = 200;

/// Files that this process needs for everything else.
const OTHER_FILES: usize = 1_000;

/// So many times as long as at the other one 99 of 100 people may wait.
const MOST: f64 = 2.0;

/// A machine with other work is now and then slow when the one is asked and not the other. It is not so three times, each
/// with more people.
const ROUNDS: [usize; 3] = [200, 400, 800];

/// Longer than all of this takes.
const AGES: Duration = Duration::from_secs(600);

/// So many places, and whoever has one keeps it: what is slow is still there at the end.
async fn patient(places: usize) -> Running {
    let usual = Limits::default();
    let requests =
        Limits { ordinary: Limit { time: AGES, ..usual.ordinary }, pace: Pace { time: AGES, ..usual.pace }, ..usual };
    let patience = Patience { head: AGES, most_connections: places, ..short(0) };
    start_with(patience, Capacity { requests, ..Capacity::default() }).await
}

/// A form of which the server waits for what never comes, each from another client.
async fn body(address: SocketAddr, client: usize) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /vorschlaege/neu HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
         X-Forwarded-For: 198.51.100.{client}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: 20000\r\nExpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100");
    stream.write_all(b"t").await.unwrap();
    stream
}

/// Twice as many files are needed: both ends are in this process.
fn as_many_as_fit() -> usize {
    let allowed = allow_files();
    let sockets = SOCKETS.min((allowed.saturating_sub(OTHER_FILES) / 2).saturating_sub(BODIES));
    if sockets < SOCKETS {
        println!("only {sockets} of {SOCKETS} slow connections: this process may have {allowed} files open");
    }
    sockets
}

/// How long a page takes; `None` when it is refused. Each time for another client.
async fn page(address: SocketAddr, number: usize) -> Option<Duration> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.{}\r\n\r\n",
        number % 250
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    read_to_end(stream).await.starts_with("HTTP/1.1 200 ").then(|| begun.elapsed())
}

fn p99(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() * 99 / 100].as_secs_f64()
}

/// How much longer people wait at the one than at the other, both asked by turns; `None` when somebody is refused.
async fn ratio(slow: SocketAddr, calm: SocketAddr, people: usize) -> Option<f64> {
    let (mut there, mut here) = (Vec::new(), Vec::new());
    for number in 0..people {
        there.push(page(slow, number).await?);
        here.push(page(calm, number).await?);
    }
    Some(p99(there) / p99(here))
}

#[tokio::test]
async fn two_thousand_silent_connections_and_two_hundred_slow_bodies_keep_nobody_waiting_while_there_is_room() {
    let sockets = as_many_as_fit();
    let (slow, calm) = (patient(sockets + BODIES + 10).await, patient(10).await);
    let _silent = silent(slow.address, sockets).await;
    let mut bodies = Vec::with_capacity(BODIES);
    for client in 0..BODIES {
        bodies.push(body(slow.address, client).await);
    }
    let mut ratios = Vec::new();
    for people in ROUNDS {
        ratios.push(ratio(slow.address, calm.address, people).await.expect("somebody was refused"));
        if ratios.last().is_some_and(|ratio| *ratio < MOST) {
            break;
        }
    }
    println!("{sockets} silent connections and {BODIES} slow bodies: {ratios:.2?} times as long");
    assert!(ratios.last().is_some_and(|ratio| *ratio < MOST), "{ratios:?}");
}

/// Where they take all the places, the same look sees that nobody else has one.
#[tokio::test]
async fn the_look_notices_when_slow_connections_have_every_place() {
    let (slow, calm) = (patient(300).await, patient(10).await);
    let _silent = silent(slow.address, 300).await;
    assert_eq!(ratio(slow.address, calm.address, 10).await, None);
}
