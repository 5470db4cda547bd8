//! How large a request may be and how long it may take.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep};
use web::Rescued;

use super::Incident;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ordinary,
    /// A step of a draft, or a correction, that carries pictures; a photograph of a sheet; a file for a page.
    Upload,
}

impl Kind {
    /// The words of a draft alone are smaller than 64 kB; an unannounced length may be any.
    pub fn of(request: &Request) -> Self {
        const WORDS: u64 = 64 * 1024;
        let path = request.uri().path();
        let draft = path.strip_prefix("/vorschlaege/entwurf/");
        let correction = path.strip_prefix("/beleg/").and_then(|path| path.strip_suffix("/aendern"));
        let has_pictures = draft.or(correction).is_some_and(|key| !key.contains('/'));
        let has_a_file = path.starts_with("/bearbeiten/") && path.ends_with("/medien");
        let has_photos = path.starts_with("/schalter/fotos/");
        let is_form = request.method() == Method::POST && (has_pictures || has_photos || has_a_file);
        let is_large = request.body().size_hint().upper().is_none_or(|bytes| bytes > WORDS);
        if is_form && is_large { Self::Upload } else { Self::Ordinary }
    }
}

/// The least that has to arrive of a body in a time: who sends nothing keeps others from their place.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub bytes: u64,
    pub time: Duration,
}

#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub bytes: u64,
    pub time: Duration,
}

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub ordinary: Limit,
    pub upload: Limit,
    pub pace: Pace,
}

impl Limits {
    pub fn of(&self, kind: Kind) -> Limit {
        match kind {
            Kind::Ordinary => self.ordinary,
            Kind::Upload => self.upload,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Eighty times the longest text that the rules allow, still ten times when every letter is percent-encoded:
            // who pastes a book gets the form back with it, and a word about its length.
            ordinary: Limit { bytes: 512 * 1024, time: Duration::from_secs(30) },
            // Three pictures of a phone of today; 30 MB take four minutes at 1 Mbit/s.
            upload: Limit { bytes: 30 * 1024 * 1024, time: Duration::from_secs(300) },
            // 13 kbit/s: every mobile net is faster.
            pace: Pace { bytes: 16 * 1024, time: Duration::from_secs(10) },
        }
    }
}

/// 413 for a body that is too large, 408 for one that comes too slowly, 415 for one that is packed, 503 for an answer that
/// takes too long.
///
/// A form with pictures is read up to its limit even when it announces more: its texts come first, and a handler that
/// keeps them and says so in a page of its own has the last word.
pub async fn apply(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    if is_packed(&request) {
        return Incident::Packed.answer();
    }
    let kind = Kind::of(&request);
    let limit = limits.of(kind);
    let progress = Progress::default();
    if kind == Kind::Ordinary && request.body().size_hint().lower() > limit.bytes {
        // Read for its texts and to its end, at the same pace.
        let all = request.map(|body| Body::new(Guarded::new(body, u64::MAX, limits.pace, progress)));
        return refuse(all, limit).await;
    }
    let request = request.map(|body| Body::new(Guarded::new(body, limit.bytes, limits.pace, progress.clone())));
    match tokio::time::timeout(limit.time, next.run(request)).await {
        // Where there is a draft, its handler kept what had come.
        Ok(response) if progress.state() == STALLED && !is_form_again(&response) => {
            instead_of(&response, Incident::TooSlow)
        }
        Ok(response) if progress.state() == TOO_LARGE && !is_answered(&response) => {
            instead_of(&response, Incident::TooLarge)
        }
        Ok(response) => response,
        Err(_) if progress.state() == ARRIVING => Incident::TooSlow.answer(),
        Err(_) => {
            tracing::error!("An answer took too long and was given up");
            Incident::GivenUp.answer()
        }
    }
}

/// No browser packs what it sends, and nothing here unpacks it: read as it is, it would be a form with nothing in it.
fn is_packed(request: &Request) -> bool {
    let mut codings = request.headers().get_all(header::CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
    !request.method().is_safe() && codings.any(|coding| !coding.eq_ignore_ascii_case(b"identity"))
}

/// A browser shows an answer only after it has sent everything. What came is given back further out.
async fn refuse(request: Request, limit: Limit) -> Response {
    let _ = tokio::time::timeout(limit.time, read_off(request.into_body())).await;
    Incident::TooLarge.answer()
}

/// Reads all of it within reason.
async fn read_off(mut body: Body) {
    let mut seen = 0_u64;
    while let Some(Ok(frame)) = body.frame().await {
        let size = frame.data_ref().map_or(0, Bytes::len);
        seen = seen.saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
        if seen > SPARE {
            return;
        }
    }
}

/// Whether the handler coped with a body that was cut.
fn is_answered(response: &Response) -> bool {
    let status = response.status();
    !(status.is_client_error() || status.is_server_error()) || is_page(response)
}

/// Whether the handler refused it with a page of its own, where what came is filled in.
fn is_form_again(response: &Response) -> bool {
    response.status().is_client_error() && is_page(response)
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.starts_with(b"text/html")
}

/// With the words that the handler gives back: those of a form with files nobody else has.
fn instead_of(response: &Response, why: Incident) -> Response {
    let mut answer = why.answer();
    if let Some(rescued) = response.extensions().get::<Rescued>() {
        answer.extensions_mut().insert(rescued.clone());
    }
    answer
}

const ARRIVING: u8 = 0;
const ARRIVED: u8 = 1;
const TOO_LARGE: u8 = 2;
const STALLED: u8 = 3;

/// How far the body of a request is; shared between the body, which a handler consumes, and the layer around it.
#[derive(Clone, Default)]
struct Progress(Arc<AtomicU8>);

impl Progress {
    fn state(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self, state: u8) {
        self.0.store(state, Ordering::Relaxed);
    }
}

/// What is read and thrown away after the limit: a browser shows an answer only after it has sent everything.
pub const SPARE: u64 = 64 * 1024 * 1024;

struct Guarded {
    inner: Body,
    most: u64,
    seen: u64,
    /// Nobody waits for what is there.
    pace: Option<Pace>,
    /// From when somebody first waits: who is not asked yet is not slow.
    watch: Option<Watch>,
    progress: Progress,
}

#[derive(Debug, thiserror::Error)]
#[error("the body is too large")]
struct TooLarge;

#[derive(Debug, thiserror::Error)]
#[error("the body stands still")]
struct Stalled;

impl Guarded {
    fn new(inner: Body, most: u64, pace: Pace, progress: Progress) -> Self {
        let is_there = inner.is_end_stream();
        if is_there {
            progress.set(ARRIVED);
        }
        Self { inner, most, seen: 0, pace: (!is_there).then_some(pace), watch: None, progress }
    }

    fn comes_too_slowly(&mut self, context: &mut Context<'_>) -> bool {
        let Some(pace) = self.pace else { return false };
        self.watch.get_or_insert_with(|| Watch::new(pace)).finds_too_little(self.seen, context)
    }
}

/// Looks after each time of a pace whether enough came since the last look.
struct Watch {
    pace: Pace,
    seen: u64,
    next_look: Pin<Box<Sleep>>,
}

impl Watch {
    fn new(pace: Pace) -> Self {
        Self { pace, seen: 0, next_look: Box::pin(tokio::time::sleep(pace.time)) }
    }

    fn finds_too_little(&mut self, seen: u64, context: &mut Context<'_>) -> bool {
        while self.next_look.as_mut().poll(context).is_ready() {
            if seen.saturating_sub(self.seen) < self.pace.bytes {
                return true;
            }
            self.seen = seen;
            self.next_look.as_mut().reset(Instant::now() + self.pace.time);
        }
        false
    }
}

impl HttpBody for Guarded {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        loop {
            let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(context) else {
                if self.comes_too_slowly(context) {
                    self.progress.set(STALLED);
                    return Poll::Ready(Some(Err(Stalled.into())));
                }
                return Poll::Pending;
            };
            let frame = match frame {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                None if self.seen > self.most => return Poll::Ready(Some(Err(TooLarge.into()))),
                None => {
                    self.progress.set(ARRIVED);
                    return Poll::Ready(None);
                }
            };
            let size = frame.data_ref().map_or(0, Bytes::len);
            self.seen = self.seen.saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
            if self.seen <= self.most {
                // A reader that knows the length does not ask for the end.
                if self.inner.is_end_stream() {
                    self.progress.set(ARRIVED);
                }
                return Poll::Ready(Some(Ok(frame)));
            }
            self.progress.set(TOO_LARGE);
            if self.seen > self.most.saturating_add(SPARE) {
                return Poll::Ready(Some(Err(TooLarge.into())));
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.seen <= self.most && self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is asked twice before it ends.
    struct AskedFor {
        is_asked: bool,
    }

    impl HttpBody for AskedFor {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            if std::mem::replace(&mut self.is_asked, true) {
                return Poll::Ready(None);
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_asked_late_is_not_slow() {
        let (pace, progress) = (Limits::default().pace, Progress::default());
        let mut body = Guarded::new(Body::new(AskedFor { is_asked: false }), 1024, pace, progress.clone());
        tokio::time::advance(pace.time * 2).await;
        assert!(body.frame().await.is_none());
        assert_eq!(progress.state(), ARRIVED);
    }
}
