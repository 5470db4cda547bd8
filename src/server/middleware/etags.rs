//! Pages are complete before they are sent, so a browser that has the same page already gets 304 and no body.

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use web::Nonce;

/// A browser asks again each time, and no shared cache keeps what may show a guest's own state. A page that is the same
/// for everybody says so itself.
const UNLESS_THE_PAGE_SAYS_OTHERWISE: HeaderValue = HeaderValue::from_static("private, no-cache");

pub async fn compare(request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(UNLESS_THE_PAGE_SAYS_OTHERWISE);
    // Only what is whole already: a stream has no exact size, and pictures name their own version.
    let is_whole = response.body().size_hint().exact().is_some();
    if !is_get || response.status() != StatusCode::OK || !is_whole || response.headers().contains_key(header::ETAG) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let body = body.to_bytes();
    let tag = match parts.extensions.get::<Nonce>().zip(str::from_utf8(&body).ok()) {
        // The same page, though each has another one.
        Some((nonce, text)) => tag(text.replace(nonce.as_str(), "").as_bytes()),
        None => tag(&body),
    };
    let is_known = known.is_some_and(|known| names(&known, &tag));
    parts.headers.insert(header::ETAG, tag);
    if is_known { not_modified(parts.headers) } else { Response::from_parts(parts, Body::from(body)) }
}

/// Weak, because the same page may travel compressed in several ways.
pub fn tag(body: &[u8]) -> HeaderValue {
    let hash: String = Sha256::digest(body).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{hash}\"")).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Whether `If-None-Match` names this tag (compared weakly, as RFC 9110 13.1.2 wants it).
pub fn names(if_none_match: &HeaderValue, tag: &HeaderValue) -> bool {
    let plain = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    let (Ok(list), Ok(tag)) = (if_none_match.to_str(), tag.to_str()) else { return false };
    list.split(',').any(|known| known.trim() == "*" || plain(known) == plain(tag))
}

/// Keeps what a cache has to know and drops what describes the missing body.
pub fn not_modified(mut headers: HeaderMap) -> Response {
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        headers.remove(name);
    }
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    response.headers_mut().extend(headers);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_tags_is_compared_weakly() {
        let tag = tag(b"page");
        let strong = tag.to_str().unwrap().replace("W/", "");
        for (list, expected) in [("*", true), (strong.as_str(), true), ("\"a\", \"b\"", false), ("", false)] {
            assert_eq!(names(&HeaderValue::from_str(list).unwrap(), &tag), expected, "{list}");
        }
        assert!(names(&HeaderValue::from_str(&format!("\"a\", W/{strong}")).unwrap(), &tag));
    }
}
