//! Takes connections and lets go of them. `axum::serve` sets no timer, so hyper's time-outs would not act, and it takes
//! any number of connections. Who only listens to what happens takes no place of those who read.

use std::{
    convert::Infallible,
    fs,
    future::Future,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, HeaderValue, Version, header},
    response::Response,
};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt;

use crate::app::App;

#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the head of a request; also for the next request on an open connection.
    pub head: Duration,
    /// For requests that still run when the server is asked to stop.
    pub drain: Duration,
    pub most_connections: usize,
    /// Besides them: connections with a stream of events. When all are taken, half of the others may have one too.
    pub most_streams: usize,
    /// Besides them: who comes then is told so instead of waiting for an answer that may never come.
    pub most_refusals: usize,
}

/// A process may have so many open files unless its operator says more. 880 connections leave enough of them for the database
/// and the log.
const FEW_FILES: usize = 1_024;

/// However many files there may be: with a look into the database each second for all of them, this is what memory is for.
const MOST_STREAMS: usize = 5_000;

impl Default for Patience {
    fn default() -> Self {
        Self::with_files(allowed_files())
    }
}

impl Patience {
    fn with_files(files: usize) -> Self {
        Self {
            head: Duration::from_secs(10),
            drain: Duration::from_secs(10),
            most_connections: 880,
            most_streams: files.saturating_sub(FEW_FILES).min(MOST_STREAMS),
            most_refusals: 40,
        }
    }
}

/// As Linux tells it of this process.
fn allowed_files() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files = limits.lines().find_map(|line| line.strip_prefix("Max open files")?.split_whitespace().next());
    files.and_then(|soft| soft.parse().ok()).unwrap_or(FEW_FILES)
}

/// Marks the requests of a connection for which there is no place.
#[derive(Clone, Copy, Debug)]
pub struct NoPlace;

/// A connection's place, and whether it is one at which work is done.
struct Place {
    refusal: Option<NoPlace>,
    held: Mutex<Vec<OwnedSemaphorePermit>>,
    places: Places,
}

/// Where somebody listens.
enum Seat {
    /// That of the connection is somebody else's then.
    Apart(OwnedSemaphorePermit),
    /// Where the connection is.
    AmongReaders(OwnedSemaphorePermit),
}

impl Place {
    fn to_listen(&self) -> Option<Seat> {
        let Places { apart, among_readers, .. } = &self.places;
        let seat = apart.clone().try_acquire_owned().map(Seat::Apart);
        seat.or_else(|_| among_readers.clone().try_acquire_owned().map(Seat::AmongReaders)).ok()
    }

    /// Until the connection ends.
    fn keep(&self, seat: Seat) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        match seat {
            Seat::Apart(seat) => *held = vec![seat],
            Seat::AmongReaders(seat) => held.push(seat),
        }
    }
}

#[derive(Clone)]
struct Places {
    served: Arc<Semaphore>,
    apart: Arc<Semaphore>,
    among_readers: Arc<Semaphore>,
    refused: Arc<Semaphore>,
}

impl Places {
    fn new(patience: Patience) -> Self {
        let places = |many| Arc::new(Semaphore::new(many));
        Self {
            served: places(patience.most_connections),
            apart: places(patience.most_streams),
            among_readers: places(patience.most_connections / 2),
            refused: places(patience.most_refusals),
        }
    }

    /// Who does not even find a place to be refused at waits in the queue of the operating system.
    async fn wait(&self) -> Option<Place> {
        let (held, refusal) = tokio::select! {
            biased;
            served = self.served.clone().acquire_owned() => (served, None),
            refused = self.refused.clone().acquire_owned() => (refused, Some(NoPlace)),
        };
        Some(Place { refusal, held: Mutex::new(vec![held.ok()?]), places: self.clone() })
    }
}

/// Whether everything that was running could be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    Finished,
    CutOff,
}

/// Serves until `stop` is ready, then finishes what was begun.
pub async fn serve(listener: TcpListener, app: App, patience: Patience, stop: impl Future<Output = ()>) -> Farewell {
    let builder = protocols(patience.head);
    let places = Places::new(patience);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => match accepted {
                Some(accepted) => accepted,
                None => continue,
            },
        };
        tokio::spawn(talk(builder.clone(), stream, peer, app.clone(), patience.head, graceful.watcher(), place));
    }
    // New connections go to the next process, if there is one.
    drop(listener);
    match tokio::time::timeout(patience.drain, graceful.shutdown()).await {
        Ok(()) => Farewell::Finished,
        Err(_) => Farewell::CutOff,
    }
}

fn protocols(head: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .keep_alive(true)
        // Room for the head of a request; more is no browser.
        .max_buf_size(64 * 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(head)
        .max_header_list_size(64 * 1024)
        .max_concurrent_streams(100);
    builder
}

async fn accept(listener: &TcpListener, places: &Places) -> Option<(TcpStream, SocketAddr, Place)> {
    drop(places.wait().await?);
    match listener.accept().await {
        Ok((stream, peer)) => {
            // Only now: a better one may have become free while nobody came.
            let place = places.wait().await?;
            // Small answers leave at once instead of waiting for more.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "TCP_NODELAY was refused");
            }
            Some((stream, peer, place))
        }
        Err(error) => {
            // Without open files left, trying again at once would only burn the processor.
            tracing::warn!(%error, "A connection could not be taken");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

async fn talk(
    builder: Builder<TokioExecutor>,
    stream: TcpStream,
    peer: SocketAddr,
    app: App,
    head: Duration,
    watcher: Watcher,
    place: Place,
) {
    let place = Arc::new(place);
    let has_begun = Arc::new(AtomicBool::new(false));
    let service = service_fn({
        let has_begun = has_begun.clone();
        move |request: Request<Incoming>| {
            has_begun.store(true, Ordering::Relaxed);
            answer(app.clone(), request, peer, place.clone())
        }
    });
    let mut connection = pin!(watcher.watch(builder.serve_connection(TokioIo::new(stream), service).into_owned()));
    // While hyper looks which protocol is spoken none of its time-outs runs, so silence is ours to end.
    tokio::select! {
        _ = &mut connection => return,
        () = tokio::time::sleep(head) => {}
    }
    if has_begun.load(Ordering::Relaxed) {
        // Whatever ends a connection early is the other side's affair; handlers log what goes wrong here.
        let _ = connection.await;
    }
}

async fn answer(
    app: App,
    request: Request<Incoming>,
    peer: SocketAddr,
    place: Arc<Place>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let listens = request.version() < Version::HTTP_2 && is_of_events(request.headers(), header::ACCEPT);
    let seat = if listens { place.to_listen() } else { None };
    let is_refused = place.refusal.is_some() || (listens && seat.is_none());
    if is_refused {
        request.extensions_mut().insert(NoPlace);
    }
    let mut response = app.oneshot(request).await?;
    let seat = seat.filter(|_| is_of_events(response.headers(), header::CONTENT_TYPE));
    if is_refused || seat.is_some() {
        // The next attempt, and what comes after the stream, asks for a place anew.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if let Some(seat) = seat {
        place.keep(seat);
    }
    Ok(response)
}

fn is_of_events(headers: &HeaderMap, name: HeaderName) -> bool {
    headers.get(name).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_has_the_files_that_nobody_else_needs() {
        for (files, streams) in [(256, 0), (1_024, 0), (4_096, 3_072), (8_192, 5_000), (1_048_576, 5_000)] {
            let patience = Patience::with_files(files);
            assert_eq!((patience.most_connections, patience.most_streams), (880, streams), "{files}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_may_have_some_files() {
        assert!(allowed_files() > 100);
    }
}
