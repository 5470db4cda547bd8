//! `/medien/{key}`: files that editors put on pages, as what they are and nothing else: no file of theirs ever acts as a
//! page of ours.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{filter::percent_encode, media::MediaKind};
use futures_util::stream::try_unfold;
use store::{
    StoreError,
    media::{self, Medium, Size},
};

use crate::{AppError, Site};

/// So many bytes of a file are in memory at once.
const PIECE: i64 = 1024 * 1024;

pub async fn whole(
    State(site): State<Site>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let medium = media::find(&site.store, &key).await?.ok_or(AppError::NotFound)?;
    let tag = format!("\"{key}\"");
    if is_known(&headers, &tag) {
        return Ok(dressed(StatusCode::NOT_MODIFIED.into_response(), &medium, &tag));
    }
    let asked = is_played(medium.format.kind()).then(|| asked(&headers, medium.size)).flatten();
    let response = match asked {
        Some(Part::Of(start, end)) => {
            let range = format!("bytes {start}-{end}/{}", medium.size);
            let length = (end - start + 1).to_string();
            let head = [(header::CONTENT_RANGE, range), (header::CONTENT_LENGTH, length)];
            (StatusCode::PARTIAL_CONTENT, head, pieces(&site, &key, start, end)).into_response()
        }
        Some(Part::Outside) => {
            let range = format!("bytes */{}", medium.size);
            (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, range)]).into_response()
        }
        None if medium.size > PIECE => {
            let length = [(header::CONTENT_LENGTH, medium.size.to_string())];
            (length, pieces(&site, &key, 0, medium.size - 1)).into_response()
        }
        None => media::bytes(&site.store, &key, Size::Whole).await?.ok_or(AppError::NotFound)?.into_response(),
    };
    Ok(dressed(response, &medium, &tag))
}

/// A picture in a smaller size; in its own where it is small already.
pub async fn smaller(
    State(site): State<Site>,
    Path((key, size)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let size = match size.as_str() {
        "mittel" => Size::Medium,
        "klein" => Size::Small,
        _ => return Err(AppError::NotFound),
    };
    let medium = media::find(&site.store, &key).await?.ok_or(AppError::NotFound)?;
    if medium.format.kind() != MediaKind::Image {
        return Err(AppError::NotFound);
    }
    let tag = format!("\"{key}-{size:?}\"");
    if is_known(&headers, &tag) {
        return Ok(dressed(StatusCode::NOT_MODIFIED.into_response(), &medium, &tag));
    }
    let bytes = match media::bytes(&site.store, &key, size).await? {
        Some(bytes) => bytes,
        None => media::bytes(&site.store, &key, Size::Whole).await?.ok_or(AppError::NotFound)?,
    };
    Ok(dressed(bytes.into_response(), &medium, &tag))
}

/// From one byte to another, as fast as they are taken.
fn pieces(site: &Site, key: &str, start: i64, end: i64) -> Body {
    let (store, key) = (site.store.clone(), key.to_owned());
    Body::from_stream(try_unfold(start, move |from| {
        let (store, key) = (store.clone(), key.clone());
        async move {
            if from > end {
                return Ok::<_, StoreError>(None);
            }
            let length = (end - from + 1).min(PIECE);
            let bytes = media::piece(&store, &key, from, length).await?.ok_or(StoreError::NotFound)?;
            Ok(Some((bytes, from + length)))
        }
    }))
}

fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).is_some_and(|tags| tags.contains(tag))
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// From one byte to another, both included.
    Of(i64, i64),
    Outside,
}

/// What a player wants to have of a film. Anything but one plain part gets the whole, as RFC 9110 14.2 allows.
fn asked(headers: &HeaderMap, size: i64) -> Option<Part> {
    let range = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (start, end) = range.split_once('-')?;
    let last = size - 1;
    let number = |text: &str| text.trim().parse::<i64>().ok().filter(|n| *n >= 0);
    let (start, end) = match (start.trim(), end.trim()) {
        ("", end) => (size - number(end)?.min(size), last),
        (start, "") => (number(start)?, last),
        (start, end) => (number(start)?, number(end)?.min(last)),
    };
    Some(if start > last || start > end { Part::Outside } else { Part::Of(start, end) })
}

/// Players ask for the part that they play.
fn is_played(kind: MediaKind) -> bool {
    matches!(kind, MediaKind::Video | MediaKind::Audio)
}

/// A key never changes what it shows. A week, because a file can be taken off the page.
fn dressed(mut response: Response, medium: &Medium, tag: &str) -> Response {
    let kind = medium.format.kind();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(medium.format.mime()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=604800"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if is_played(kind) {
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    let name = format!("{}.{}", medium.name, medium.format.extension());
    let way = if kind == MediaKind::File { "attachment" } else { "inline" };
    let disposition = format!("{way}; filename*=UTF-8''{}", percent_encode(&name));
    for (header, value) in [(header::CONTENT_DISPOSITION, disposition.as_str()), (header::ETAG, tag)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_gets_the_part_that_it_asks_for() {
        let part = |range: &'static str| {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(range))]);
            asked(&headers, 10)
        };
        assert_eq!(part("bytes=0-3"), Some(Part::Of(0, 3)));
        assert_eq!(part("bytes=4-"), Some(Part::Of(4, 9)));
        assert_eq!(part("bytes=-3"), Some(Part::Of(7, 9)));
        assert_eq!(part("bytes=-30"), Some(Part::Of(0, 9)));
        assert_eq!(part("bytes=8-99"), Some(Part::Of(8, 9)));
        for outside in ["bytes=10-", "bytes=5-4", "bytes=-0"] {
            assert_eq!(part(outside), Some(Part::Outside), "{outside}");
        }
        for other in ["", "seconds=1-2", "bytes=1-2,4-5", "bytes=a-b", "bytes=--3"] {
            assert_eq!(part(other), None, "{other}");
        }
    }
}
