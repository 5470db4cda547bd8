//! More requests at once than this machine can serve are refused at once, before memory grows and everybody waits.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use store::faults;
use tokio::sync::Semaphore;

use super::{Incident, request_limits::Kind};
use crate::listen::NoPlace;

/// How many requests may be worked on at the same time.
#[derive(Clone)]
pub struct Room {
    ordinary: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
}

impl Room {
    pub fn for_requests(ordinary: usize, uploads: usize) -> Self {
        Self { ordinary: Arc::new(Semaphore::new(ordinary)), uploads: Arc::new(Semaphore::new(uploads)) }
    }
}

impl Default for Room {
    /// 256: a page takes some milliseconds and eight of them read the database at once, so the last one in waits well
    /// under a second; with the largest bodies they hold 128 MB. 8 uploads of 30 MB, held as sent and once more as parts, stay under half a gigabyte.
    fn default() -> Self {
        Self::for_requests(256, 8)
    }
}

pub async fn shed(State(room): State<Room>, request: Request, next: Next) -> Response {
    if faults::admits_all() {
        return next.run(request).await;
    }
    if request.extensions().get::<NoPlace>().is_some() {
        return refuse("Too many connections at once");
    }
    let semaphore = match Kind::of(&request) {
        Kind::Ordinary => &room.ordinary,
        Kind::Upload => &room.uploads,
    };
    let Ok(_place) = semaphore.try_acquire() else { return refuse("Too many requests at once") };
    next.run(request).await
}

fn refuse(why: &str) -> Response {
    tracing::warn!("{why}, one was refused");
    let mut response = Incident::Overload.answer();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    response
}
