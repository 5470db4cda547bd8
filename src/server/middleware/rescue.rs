//! Keeps what a form brings while it is worked on. Whoever refuses it with a bare answer, and however little of it was read
//! by then, the page that says so gives back what was written.
//!
//! Of a form with files its words are kept and none of its files; a handler that read it may give back more. Who finds no
//! place is refused here as well, as long as there are some for words alone: to keep them takes a little memory.

mod parts;

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use store::faults;
use tokio::time::{Instant, timeout_at};
use web::Rescued;

use self::parts::Parts;
use super::{
    Incident,
    overload::Refused,
    request_limits::{Kind, Limit, Limits},
    same_origin,
};

/// Beside a form of which a piece is missing: what is given back is not all that was written.
#[derive(Clone, Copy, Debug)]
pub struct Cut;

/// How long somebody who comes too often keeps a place with what is still to come.
const OF_TOO_MANY: Duration = Duration::from_secs(2);

/// How much of a form is kept, and how much of it is looked at for that.
#[derive(Clone, Copy)]
struct Most {
    kept: usize,
    read: u64,
}

/// Keeps at most as much as an ordinary request may bring, and reads as much and as long as this one may. What is still to
/// come after a refusal has the time of one look at its pace: until then it keeps a place.
pub async fn give_back(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let Some((kind, form)) = to_be_kept(&request) else { return answer(request, next).await };
    let Limit { bytes, time } = limits.of(Kind::of(&request));
    let until = Instant::now() + time;
    let most = Most { kept: usize::try_from(limits.ordinary.bytes).unwrap_or(usize::MAX), read: bytes };
    let kept = Kept(Arc::new(Mutex::new(form)));
    let request = request.map(|inner| Body::new(Copied { inner, most, kept: kept.clone() }));
    let mut response = answer(request, next).await;
    if !asks_for_it(&response) {
        return response;
    }
    // Who sent too slowly was waited for.
    if !is(&response, &[Incident::TooSlow, Incident::GivenUp]) {
        let of_too_many = [Incident::RateLimit, Incident::Overload, Incident::OneClient];
        let rest = if is(&response, &of_too_many) { OF_TOO_MANY } else { limits.pace.time };
        if !kept.read_on(most, until.min(Instant::now() + rest)).await {
            response.extensions_mut().insert(Cut);
        }
    }
    response.extensions_mut().insert(kept.rescued(kind).await);
    response
}

fn to_be_kept(request: &Request) -> Option<(HeaderValue, Form)> {
    if !is_form(request) || faults::keeps_no_form() {
        return None;
    }
    let kind = request.headers().get(header::CONTENT_TYPE)?;
    Some((kind.clone(), Form::of(kind)?))
}

/// Of whoever has a place; of the others nothing but their words is wanted.
async fn answer(request: Request, next: Next) -> Response {
    match request.extensions().get::<Refused>().copied() {
        Some(refused) => refused.answer(),
        None => next.run(request).await,
    }
}

pub(super) fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let path = request.uri().path();
    // Programs have what they send, and where pages of others are let in they put no words on one of ours.
    let is_of_a_page = !path.starts_with("/api/") && !path.starts_with(same_origin::ENDS_LETTERS);
    let changes_something = !request.method().is_safe();
    changes_something && is_of_a_page && (kind.starts_with(PAIRS) || kind.starts_with(b"multipart/form-data"))
}

const PAIRS: &[u8] = b"application/x-www-form-urlencoded";

/// A page is still to be written, and nobody closer to the form has put anything on it. What is packed cannot be read.
fn asks_for_it(response: &Response) -> bool {
    let is_there = response.extensions().get::<Rescued>().is_some_and(|rescued| !rescued.is_empty());
    web::is_bare(response) && !is_there && !is(response, &[Incident::Packed])
}

fn is(response: &Response, any: &[Incident]) -> bool {
    response.extensions().get::<Incident>().is_some_and(|incident| any.contains(incident))
}

#[derive(Default)]
struct Form {
    /// Of a form that may bring files.
    parts: Option<Parts>,
    beginning: Vec<u8>,
    seen: u64,
    /// What nobody has read, once the reader is gone.
    rest: Body,
    /// The line broke while somebody read.
    is_broken: bool,
}

impl Form {
    /// `None` when nothing can be told apart in it.
    fn of(kind: &HeaderValue) -> Option<Self> {
        if kind.as_bytes().starts_with(PAIRS) {
            return Some(Self::default());
        }
        Some(Self { parts: Some(Parts::of(kind.to_str().ok()?)?), ..Self::default() })
    }

    fn add(&mut self, data: &[u8], most: Most) {
        self.seen = self.seen.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX));
        let beginning = &mut self.beginning;
        let mut keep = |data: &[u8]| {
            let room = most.kept.saturating_sub(beginning.len()).min(data.len());
            beginning.extend_from_slice(data.get(..room).unwrap_or_default());
        };
        match &mut self.parts {
            Some(parts) => parts.pass(data, keep),
            None => keep(data),
        }
    }

    fn lacks_something(&self, most: Most) -> bool {
        self.beginning.len() < most.kept && self.seen < most.read
    }
}

/// Shared between the body, which a handler consumes, and the layer around it.
#[derive(Clone)]
struct Kept(Arc<Mutex<Form>>);

impl Kept {
    fn form(&self) -> MutexGuard<'_, Form> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its words, as far as they came.
    async fn rescued(&self, kind: HeaderValue) -> Rescued {
        let (mut beginning, end) = {
            let mut form = self.form();
            (std::mem::take(&mut form.beginning), form.parts.as_ref().map(Parts::end))
        };
        let Some(end) = end else { return Rescued::from_form(&beginning) };
        beginning.extend(end);
        let mut request = Request::new(Body::from(beginning));
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        match Multipart::from_request(request, &()).await {
            Ok(parts) => Rescued::from_parts(parts).await,
            Err(_) => Rescued::default(),
        }
    }

    /// Whether all of it is there then.
    async fn read_on(&self, most: Most, until: Instant) -> bool {
        let mut rest = std::mem::take(&mut self.form().rest);
        let reading = async {
            while self.form().lacks_something(most) {
                let Some(frame) = rest.frame().await else { return true };
                let Ok(frame) = frame else { return false };
                if let Some(data) = frame.data_ref() {
                    self.form().add(data, most);
                }
            }
            false
        };
        // What comes later than that is not waited for.
        let has_ended = timeout_at(until, reading).await.unwrap_or(false);
        has_ended && !self.form().is_broken
    }
}

/// A body whose beginning is written down as it is read.
struct Copied {
    inner: Body,
    most: Most,
    kept: Kept,
}

impl HttpBody for Copied {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    self.kept.form().add(data, self.most);
                }
            }
            Some(Err(_)) => self.kept.form().is_broken = true,
            None => {}
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        self.kept.form().rest = std::mem::take(&mut self.inner);
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use axum::{Router, http::StatusCode, middleware::from_fn_with_state, response::Html, routing::post};
    use tower::ServiceExt;

    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded";
    const PARTS: &str = "multipart/form-data; boundary=x";

    async fn answer(address: &str, kind: &str, body: Body) -> Response {
        let router = Router::new()
            .route("/bare", post(|| async { StatusCode::CONFLICT }))
            .route("/read", post(|_: Bytes| async { StatusCode::CONFLICT }))
            .route("/often", post(|| async { Incident::RateLimit.answer() }))
            .route("/page", post(|| async { (StatusCode::CONFLICT, Html("<form>")) }))
            .route("/done", post(|| async { StatusCode::NO_CONTENT }))
            .layer(from_fn_with_state(Limits::default(), give_back));
        let request = Request::post(address).header(header::CONTENT_TYPE, kind).body(body).unwrap();
        router.oneshot(request).await.unwrap()
    }

    async fn rescued(address: &str, kind: &str, body: Body) -> Option<Rescued> {
        answer(address, kind, body).await.extensions().get::<Rescued>().cloned()
    }

    /// Its beginning, and then the line breaks, or nothing more comes.
    struct Begun {
        steps: std::vec::IntoIter<Result<&'static str, io::ErrorKind>>,
        ends: bool,
    }

    impl HttpBody for Begun {
        type Data = Bytes;
        type Error = io::Error;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
            match self.steps.next() {
                Some(Ok(text)) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(text.as_bytes()))))),
                Some(Err(kind)) => Poll::Ready(Some(Err(kind.into()))),
                None if self.ends => Poll::Ready(None),
                None => Poll::Pending,
            }
        }
    }

    fn broken() -> Body {
        let steps = vec![Ok("text=Am+Hafen+fehlen+Baenke+im+"), Err(io::ErrorKind::ConnectionReset)];
        Body::new(Begun { steps: steps.into_iter(), ends: true })
    }

    fn halting() -> Body {
        Body::new(Begun { steps: vec![Ok("text=Am+Hafen+fehlen+Baenke+im+")].into_iter(), ends: false })
    }

    /// Comes for ever.
    struct Endless;

    impl HttpBody for Endless {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"text=Am+Hafen+fehlen+Baenke+im+Schatten&")))))
        }
    }

    #[tokio::test]
    async fn only_a_bare_refusal_of_a_form_asks_for_it() {
        let body = || Body::from("text=Am+Hafen+fehlen+Baenke+im+Schatten");
        let found = rescued("/bare", FORM, body()).await.unwrap();
        assert_eq!(found.texts().collect::<Vec<_>>(), ["Am Hafen fehlen Baenke im Schatten"]);
        for address in ["/page", "/done"] {
            assert_eq!(rescued(address, FORM, body()).await, None, "{address}");
        }
        let with_a_file = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\nBild mit vielen Bytes darin\r\n\
                           --x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nAm Hafen fehlen Baenke";
        for end in ["", "\r\n--x--\r\n"] {
            let found = rescued("/bare", PARTS, Body::from(format!("{with_a_file}{end}"))).await.unwrap();
            assert_eq!(found.texts().collect::<Vec<_>>(), ["Am Hafen fehlen Baenke"]);
        }
        for kind in ["multipart/form-data", "application/json", "image/png"] {
            assert_eq!(rescued("/bare", kind, body()).await, None, "{kind}");
        }
    }

    #[tokio::test]
    async fn no_more_is_read_than_a_form_may_bring() {
        let texts = rescued("/bare", FORM, Body::new(Endless)).await.unwrap().texts().count();
        assert!(texts > 10, "{texts}");
        assert_eq!(rescued("/bare", PARTS, Body::new(Endless)).await, Some(Rescued::default()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_part_is_marked_as_one() {
        for (address, body) in
            [("/bare", broken()), ("/read", broken()), ("/bare", halting()), ("/bare", Body::new(Endless))]
        {
            let answer = answer(address, FORM, body).await;
            assert!(answer.extensions().get::<Cut>().is_some(), "{address}");
            assert!(answer.extensions().get::<Rescued>().is_some_and(|rescued| rescued.has("text")), "{address}");
        }
        for address in ["/bare", "/read"] {
            let answer = answer(address, FORM, Body::from("text=Am+Hafen+fehlen+Baenke")).await;
            assert!(answer.extensions().get::<Cut>().is_none(), "{address}");
        }
    }

    /// By a clock of its own, on which nothing but waiting takes time.
    #[tokio::test(start_paused = true)]
    async fn who_sends_no_more_loses_the_place_and_who_comes_too_often_sooner() {
        let begun = Instant::now();
        answer("/often", FORM, halting()).await;
        let of_too_many = begun.elapsed();
        answer("/bare", FORM, halting()).await;
        let of_others = begun.elapsed() - of_too_many;
        assert!(
            of_too_many < of_others && of_others < Limits::default().ordinary.time,
            "{of_too_many:?} {of_others:?}"
        );
    }
}
