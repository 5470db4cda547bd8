//! Answers leave compressed. What is whole already, as pages are, is compressed in one go with a window of its own size:
//! the general encoder, made for bodies without an end, takes megabytes and a millisecond for a page of 50 kB. Only bodies
//! that are still being written, like exports, go through that one.

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use brotli::enc::{BrotliEncoderParams, backward_references::BrotliEncoderMode};
use http_body_util::BodyExt;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer, DefaultPredicate, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
};

use crate::http::static_files::accepts;

/// Smaller ones fit into one packet anyway.
const WORTH_IT: u16 = 512;

/// Larger ones are files, not pages.
const WHOLE: u64 = 1024 * 1024;

/// For bodies without an end. Level 4 is where more would cost ten times the time for the last percents.
pub fn of_streams() -> CompressionLayer<impl Predicate> {
    let predicate = DefaultPredicate::new()
        .and(SizeAbove::new(WORTH_IT))
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("video/"));
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(predicate)
}

pub async fn of_pages(request: Request, next: Next) -> Response {
    let takes_brotli = accepts(request.headers(), "br");
    let response = next.run(request).await;
    let size = response.body().size_hint().exact();
    if !takes_brotli || !size.is_some_and(is_worth_it) || !is_text(response.headers()) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    // A body of known size is in memory, so this neither waits nor fails.
    let Ok(whole) = body.collect().await else { return Response::from_parts(head, Body::empty()) };
    let plain = whole.to_bytes();
    let Some(small) = brotli(&plain) else { return Response::from_parts(head, plain.into()) };
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    head.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(head, small.into())
}

/// Whether a body of this size is compressed in one go.
pub fn is_worth_it(size: u64) -> bool {
    (u64::from(WORTH_IT)..=WHOLE).contains(&size)
}

pub fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_text = kind.starts_with("text/") || ["json", "xml", "javascript"].iter().any(|word| kind.contains(word));
    is_text && !headers.contains_key(header::CONTENT_ENCODING)
}

/// Nothing when it did not become smaller.
pub fn brotli(plain: &Bytes) -> Option<Bytes> {
    let mut small = Vec::with_capacity(plain.len() / 4);
    brotli::BrotliCompress(&mut plain.as_ref(), &mut small, &parameters(plain.len())).ok()?;
    (small.len() < plain.len()).then(|| small.into())
}

pub fn parameters(size: usize) -> BrotliEncoderParams {
    BrotliEncoderParams {
        quality: 4,
        lgwin: if size < 64 * 1024 { 16 } else { 20 },
        size_hint: size,
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use crate::testing::TestApp;

    #[tokio::test]
    async fn a_page_comes_compressed_as_asked_and_is_the_same_page() {
        let app = TestApp::new().await;
        let plain = app.get("/informieren").await;
        assert_eq!(plain.header("content-encoding"), "");
        for (asked, sent) in [("br", "br"), ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0", "")] {
            let answer = app.get_with("/informieren", &[("accept-encoding", asked)]).await;
            assert_eq!((answer.header("content-encoding"), answer.status.as_u16()), (sent, 200), "{asked}");
            assert!(answer.header("vary").contains("accept-encoding"), "{asked}");
            let smaller = answer.body.len() < plain.body.len() / 2;
            assert_eq!(smaller, !sent.is_empty(), "{asked}: {} bytes", answer.body.len());
            if sent == "br" {
                let mut back = Vec::new();
                brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut back).unwrap();
                assert_eq!(back, plain.body);
            }
        }
        let head = Request::head("/informieren").header("accept-encoding", "br").body(axum::body::Body::empty());
        assert_eq!(app.send(head.unwrap()).await.status, 200);
    }
}
