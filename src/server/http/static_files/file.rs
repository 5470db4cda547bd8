//! One file in memory with its compressed forms.

use std::io::Write;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use tokio::sync::{OnceCell, Semaphore};

use super::{Stamp, mime};
use crate::middleware::etags;

pub struct File {
    pub stamp: Stamp,
    kind: &'static str,
    shrinks: bool,
    tag: HeaderValue,
    plain: Bytes,
    compressed: OnceCell<Compressed>,
}

#[derive(Default)]
pub struct Compressed {
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// The best compression takes 15 MB for each file: one after the other.
static TURN: Semaphore = Semaphore::const_new(1);

/// Above, the best compression takes seconds: that is a developer's build, where nobody counts bytes.
const WORTH_THE_TIME: usize = 1024 * 1024;

impl File {
    pub fn new(name: &str, stamp: Stamp, body: Vec<u8>) -> Self {
        let (kind, shrinks) = mime::of(name);
        let tag = etags::tag(&body);
        Self { stamp, kind, shrinks, tag, plain: body.into(), compressed: OnceCell::new() }
    }

    /// Made at the first call, by one of those who ask at the same time.
    pub async fn compressed(&self) -> &Compressed {
        self.compressed
            .get_or_init(async || {
                if !self.shrinks {
                    return Compressed::default();
                }
                let plain = self.plain.clone();
                let turn = TURN.acquire().await;
                let compress = move || {
                    let _turn = turn;
                    Compressed::of(&plain)
                };
                tokio::task::spawn_blocking(compress).await.unwrap_or_default()
            })
            .await
    }

    pub async fn answer(&self, asked: &HeaderMap) -> Response {
        let mut chosen = (None, &self.plain);
        if self.shrinks {
            let compressed = self.compressed().await;
            let forms = [("br", &compressed.brotli), ("gzip", &compressed.gzip)];
            let first = forms.into_iter().find(|(name, form)| form.is_some() && accepts(asked, name));
            if let Some((name, Some(form))) = first {
                chosen = (Some(name), form);
            }
        }
        let (encoding, body) = chosen;
        let mut response = Response::new(Body::from(body.clone()));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        headers.insert(header::ETAG, self.tag.clone());
        if self.shrinks {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

impl Compressed {
    fn of(plain: &[u8]) -> Self {
        let (brotli_level, gzip_level) = if plain.len() <= WORTH_THE_TIME { (11, 9) } else { (5, 5) };
        let smaller = |bytes: Vec<u8>| (bytes.len() < plain.len()).then(|| Bytes::from(bytes));
        Self {
            brotli: brotli_of(plain, brotli_level).ok().and_then(smaller),
            gzip: gzip_of(plain, gzip_level).ok().and_then(smaller),
        }
    }
}

fn brotli_of(mut plain: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality, size_hint: plain.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut plain, &mut out, &parameters)?;
    Ok(out)
}

fn gzip_of(plain: &[u8], level: u32) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(plain)?;
    encoder.finish()
}

/// Whether `Accept-Encoding` names this encoding and does not forbid it (`br;q=0`).
pub fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        let is_forbidden = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case(encoding) && !is_forbidden
    })
}
