//! Takes connections and lets go of them. `axum::serve` sets no timer, so hyper's time-outs would not act, and it takes
//! any number of connections.

use std::{
    convert::Infallible,
    future::Future,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, header},
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
    /// Besides them: who comes then is told so instead of waiting for an answer that may never come.
    pub most_refusals: usize,
}

impl Default for Patience {
    fn default() -> Self {
        // A process may have 1,024 open files unless its operator says more; the rest is for the database and the log.
        Self { head: Duration::from_secs(10), drain: Duration::from_secs(10), most_connections: 880, most_refusals: 40 }
    }
}

/// Marks the requests of a connection for which there is no place.
#[derive(Clone, Copy, Debug)]
pub struct NoPlace;

/// A connection's place, and whether it is one at which work is done.
struct Place {
    refusal: Option<NoPlace>,
    _held: OwnedSemaphorePermit,
}

#[derive(Clone)]
struct Places {
    served: Arc<Semaphore>,
    refused: Arc<Semaphore>,
}

impl Places {
    fn new(patience: Patience) -> Self {
        let refused = Arc::new(Semaphore::new(patience.most_refusals));
        Self { served: Arc::new(Semaphore::new(patience.most_connections)), refused }
    }

    /// Who does not even find a place to be refused at waits in the queue of the operating system.
    async fn wait(&self) -> Option<Place> {
        let (held, refusal) = tokio::select! {
            biased;
            served = self.served.clone().acquire_owned() => (served, None),
            refused = self.refused.clone().acquire_owned() => (refused, Some(NoPlace)),
        };
        Some(Place { refusal, _held: held.ok()? })
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
    let refusal = place.refusal;
    let has_begun = Arc::new(AtomicBool::new(false));
    let service = service_fn({
        let has_begun = has_begun.clone();
        move |request: Request<Incoming>| {
            has_begun.store(true, Ordering::Relaxed);
            answer(app.clone(), request, peer, refusal)
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
    refusal: Option<NoPlace>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let Some(no_place) = refusal else { return app.oneshot(request).await };
    request.extensions_mut().insert(no_place);
    let mut response = app.oneshot(request).await?;
    // The next attempt asks for a place anew.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    Ok(response)
}
