//! What only a real connection shows.

mod slow;

use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    http::header,
    routing::get,
};
use hyper::body::Frame;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

use super::TestApp;
use crate::{
    app::Capacity,
    config::Config,
    listen::{self, Farewell, Patience},
};

const LONG: Duration = Duration::from_secs(20);

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<Farewell>,
    _app: TestApp,
}

async fn start(patience: Patience) -> Running {
    start_with(patience, Capacity::default()).await
}

/// What comes from this machine is a proxy where it says so.
async fn start_with(patience: Patience, capacity: Capacity) -> Running {
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        "finished"
    };
    let events = || async { ([(header::CONTENT_TYPE, "text/event-stream")], Body::new(Endless)) };
    let behind = |config: &mut Config| config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    let routes = Router::new().route("/test/slow", get(slow)).route("/test/events", get(events));
    let app = TestApp::with(behind, routes, capacity).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async { stopped.await.unwrap_or_default() };
    let server = tokio::spawn(listen::serve(listener, app.app.clone(), patience, stopped));
    Running { address, stop, server, _app: app }
}

/// A stream in which nothing happens.
struct Endless;

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

fn short(head: u64) -> Patience {
    Patience {
        head: Duration::from_millis(head),
        drain: Duration::from_secs(5),
        most_connections: 10,
        most_streams: 10,
        most_refusals: 2,
    }
}

async fn read_to_end(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    timeout(LONG, stream.read_to_end(&mut all)).await.expect("the connection was never closed").unwrap_or_default();
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut() {
    let running = start(short(300)).await;
    for sent in ["", "P", "PRI * HTTP/2.0", "GET / HTTP/1.1\r\nHost: localhost\r\nX-"] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        let answer = read_to_end(stream).await;
        assert!(!answer.contains("200"), "{sent:?} was answered with {answer:?}");
    }
}

#[tokio::test]
async fn one_connection_carries_several_requests() {
    let running = start(short(2_000)).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut first = [0; 15];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    assert!(read_to_end(stream).await.contains("ready"));
}

/// Where two programs see different ends of one request, one request is smuggled past the first of them inside another.
#[tokio::test]
async fn a_request_has_one_end_whatever_its_head_claims() {
    let running = start(short(2_000)).await;
    let next = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    for (claims, body, answers) in [
        ("Content-Length: 4", "abcd", 2),
        // Nothing behind a request whose end is in doubt is taken for another one.
        ("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n", 1),
        ("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 1),
        ("Content-Length: 4\r\nContent-Length: 5", "abcd", 1),
        ("Content-Length: +4", "abcd", 1),
        ("Transfer-Encoding: chunked, gzip", "0\r\n\r\n", 1),
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let sent = format!("POST /umfragen/x HTTP/1.1\r\nHost: localhost\r\n{claims}\r\n\r\n{body}{next}");
        stream.write_all(sent.as_bytes()).await.unwrap();
        let all = read_to_end(stream).await;
        assert_eq!(all.matches("HTTP/1.1 ").count(), answers, "{claims}: {all}");
        assert_eq!(all.contains("HTTP/1.1 200 OK"), answers == 2, "{claims}: {all}");
    }
}

#[tokio::test]
async fn http2_is_spoken_to_who_begins_with_it() {
    let running = start(short(2_000)).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    // The preface and an empty SETTINGS frame; the answer begins with a SETTINGS frame (type 4).
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut frame = [0; 9];
    timeout(LONG, stream.read_exact(&mut frame)).await.unwrap().unwrap();
    assert_eq!(frame[3], 4);
}

#[tokio::test]
async fn a_stopping_server_finishes_what_was_begun_and_takes_nothing_new() {
    let running = start(short(5_000)).await;
    let mut begun = TcpStream::connect(running.address).await.unwrap();
    begun.write_all(b"GET /test/slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let idle = TcpStream::connect(running.address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    assert!(read_to_end(begun).await.ends_with("finished"));
    assert_eq!(timeout(LONG, running.server).await.unwrap().unwrap(), Farewell::Finished);
    assert_eq!(read_to_end(idle).await, "");
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_keep_a_stopping_server() {
    let running = start(Patience { drain: Duration::from_millis(50), ..short(5_000) }).await;
    let mut begun = TcpStream::connect(running.address).await.unwrap();
    begun.write_all(b"GET /test/slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    assert_eq!(timeout(LONG, running.server).await.unwrap().unwrap(), Farewell::CutOff);
}

/// Sockets that begin a request and then say nothing more.
async fn silent(address: SocketAddr, many: usize) -> Vec<TcpStream> {
    let mut all = Vec::new();
    for _ in 0..many {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-").await.unwrap();
        all.push(stream);
    }
    all
}

async fn asks(address: SocketAddr, page: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET {page} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    read_to_end(stream).await
}

#[tokio::test]
async fn who_comes_when_all_places_are_taken_is_told_so() {
    let running = start(Patience { most_connections: 3, ..short(10_000) }).await;
    let silent = silent(running.address, 3).await;
    for _ in 0..5 {
        let answer = timeout(LONG, asks(running.address, "/")).await.expect("an answer at once");
        assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: 2"), "{answer}");
        // A supervisor takes a server that is full for none that is dead.
        let answer = timeout(LONG, asks(running.address, "/readyz")).await.expect("an answer at once");
        assert!(answer.contains("ready"), "{answer}");
    }
    drop(silent);
    // The server notices by and by that they are gone.
    let again = async {
        while !asks(running.address, "/").await.starts_with("HTTP/1.1 200 ") {
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, again).await.expect("and is served as soon as one is free");
}

/// Whether somebody may listen there; they do as long as they keep the connection.
async fn listen(address: SocketAddr, more: &str) -> (String, TcpStream) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET /test/events HTTP/1.1\r\nHost: localhost\r\n{more}\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    timeout(LONG, stream.read_exact(&mut answer)).await.expect("an answer at once").unwrap();
    (String::from_utf8_lossy(&answer).into_owned(), stream)
}

const LISTENS: &str = "Accept: text/event-stream\r\n";

#[tokio::test]
async fn who_listens_leaves_half_of_the_places_to_those_who_read() {
    let running = start(Patience { most_connections: 8, most_streams: 3, ..short(10_000) }).await;
    let mut streams = Vec::new();
    // Three have places of their own, and at four of the eight others one may listen.
    for number in 0..9 {
        let (answer, stream) = listen(running.address, LISTENS).await;
        assert_eq!(answer, if number < 7 { "HTTP/1.1 200" } else { "HTTP/1.1 503" }, "number {number}");
        if number < 7 {
            streams.push(stream);
        }
        let answer = timeout(LONG, asks(running.address, "/")).await.expect("an answer at once");
        assert!(answer.starts_with("HTTP/1.1 200 "), "beside {number} who listen: {answer}");
    }
    // Who comes back finds a place as soon as the server knows that the others are gone.
    drop(streams);
    let again = async {
        while listen(running.address, LISTENS).await.0 != "HTTP/1.1 200" {
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, again).await.expect("somebody may listen again");
}

/// What listens without saying so before counts as any other request, and the same looks see that nobody can read.
#[tokio::test]
async fn it_is_noticed_when_those_who_listen_take_the_places_of_readers() {
    let running = start(Patience { most_connections: 8, most_streams: 3, ..short(10_000) }).await;
    let mut streams = Vec::new();
    for _ in 0..8 {
        let (answer, stream) = listen(running.address, "").await;
        assert_eq!(answer, "HTTP/1.1 200");
        streams.push(stream);
    }
    let answer = timeout(LONG, asks(running.address, "/")).await.expect("an answer at once");
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
}

/// With another patience the same looks see that nobody is cut, kept waiting or refused: they could have failed.
#[tokio::test]
async fn these_tests_notice_when_silence_is_not_cut_and_when_there_is_no_room_or_any_number_of_places() {
    let patient = start(short(60_000)).await;
    let mut stream = silent(patient.address, 1).await.pop().unwrap();
    let ends = timeout(Duration::from_secs(1), stream.read_to_end(&mut Vec::new())).await;
    assert!(ends.is_err(), "the head was cut: {ends:?}");

    let full = start(Patience { most_connections: 3, most_refusals: 0, ..short(10_000) }).await;
    let _silent = silent(full.address, 3).await;
    assert!(
        timeout(Duration::from_secs(1), asks(full.address, "/")).await.is_err(),
        "an answer where there was no place"
    );

    let roomy = start(Patience { most_connections: 400, ..short(10_000) }).await;
    let _more = silent(roomy.address, 3).await;
    let answer = timeout(LONG, asks(roomy.address, "/")).await.expect("an answer at once");
    assert!(!answer.starts_with("HTTP/1.1 503 "), "{answer}");
}
