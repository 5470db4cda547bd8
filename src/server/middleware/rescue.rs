//! Keeps what a form brings while it is worked on. Whoever refuses it with a bare answer, and however little of it was read
//! by then, the page that says so gives back what was written.
//!
//! Forms with files pass unkept: their handlers, which read them piece by piece, give back their words.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use store::faults;
use tokio::time::{Instant, timeout_at};
use web::Rescued;

use super::{
    Incident,
    request_limits::{Limit, Limits},
};

/// At most as much as an ordinary request may bring, and until then as long.
pub async fn give_back(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    if !is_form(&request) || faults::keeps_no_form() {
        return next.run(request).await;
    }
    let Limit { bytes, time } = limits.ordinary;
    let until = Instant::now() + time;
    let kept = Kept::default();
    let most = usize::try_from(bytes).unwrap_or(usize::MAX);
    let request = request.map(|inner| Body::new(Copied { inner, most, kept: kept.clone() }));
    let mut response = next.run(request).await;
    if !asks_for_it(&response) {
        return response;
    }
    // Who sent too slowly was waited for.
    if !is(&response, &[Incident::TooSlow, Incident::GivenUp]) {
        kept.read_on(most, until).await;
    }
    response.extensions_mut().insert(Rescued::from_form(&kept.form().beginning));
    response
}

fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    // Programs have what they send.
    let is_of_a_page = !request.method().is_safe() && !request.uri().path().starts_with("/api/");
    is_of_a_page && kind.starts_with(b"application/x-www-form-urlencoded")
}

/// A page is still to be written, and nobody closer to the form has put anything on it. What is packed cannot be read.
fn asks_for_it(response: &Response) -> bool {
    let is_there = response.extensions().get::<Rescued>().is_some_and(|rescued| !rescued.texts().is_empty());
    web::is_bare(response) && !is_there && !is(response, &[Incident::Packed])
}

fn is(response: &Response, any: &[Incident]) -> bool {
    response.extensions().get::<Incident>().is_some_and(|incident| any.contains(incident))
}

#[derive(Default)]
struct Form {
    beginning: Vec<u8>,
    /// What nobody has read, once the reader is gone.
    rest: Body,
}

impl Form {
    fn add(&mut self, data: &[u8], most: usize) {
        let room = most.saturating_sub(self.beginning.len()).min(data.len());
        self.beginning.extend_from_slice(data.get(..room).unwrap_or_default());
    }
}

/// Shared between the body, which a handler consumes, and the layer around it.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Form>>);

impl Kept {
    fn form(&self) -> MutexGuard<'_, Form> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lacks_something(&self, most: usize) -> bool {
        self.form().beginning.len() < most
    }

    async fn read_on(&self, most: usize, until: Instant) {
        let mut rest = std::mem::take(&mut self.form().rest);
        let reading = async {
            while self.lacks_something(most)
                && let Some(Ok(frame)) = rest.frame().await
            {
                if let Some(data) = frame.data_ref() {
                    self.form().add(data, most);
                }
            }
        };
        // What comes later than that is not waited for.
        let _ = timeout_at(until, reading).await;
    }
}

/// A body whose beginning is written down as it is read.
struct Copied {
    inner: Body,
    most: usize,
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
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            self.kept.form().add(data, self.most);
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
    use axum::{Router, http::StatusCode, middleware::from_fn_with_state, response::Html, routing::post};
    use tower::ServiceExt;

    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded";

    /// What is beside the answer of a handler that reads nothing.
    async fn rescued(address: &str, kind: &str, body: Body) -> Option<Rescued> {
        let router = Router::new()
            .route("/bare", post(|| async { StatusCode::CONFLICT }))
            .route("/page", post(|| async { (StatusCode::CONFLICT, Html("<form>")) }))
            .route("/done", post(|| async { StatusCode::NO_CONTENT }))
            .layer(from_fn_with_state(Limits::default(), give_back));
        let request = Request::post(address).header(header::CONTENT_TYPE, kind).body(body).unwrap();
        router.oneshot(request).await.unwrap().extensions().get::<Rescued>().cloned()
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
        assert_eq!(found.texts(), ["Am Hafen fehlen Baenke im Schatten"]);
        for address in ["/page", "/done"] {
            assert_eq!(rescued(address, FORM, body()).await, None, "{address}");
        }
        for kind in ["multipart/form-data; boundary=x", "application/json", "image/png"] {
            assert_eq!(rescued("/bare", kind, body()).await, None, "{kind}");
        }
    }

    #[tokio::test]
    async fn no_more_is_read_than_is_kept_and_nothing_of_a_form_with_files() {
        let texts = rescued("/bare", FORM, Body::new(Endless)).await.unwrap().texts().len();
        assert!(texts > 10, "{texts}");
        assert_eq!(rescued("/bare", "multipart/form-data; boundary=x", Body::new(Endless)).await, None);
    }
}
