//! Pictures: small on the page, large under an address of their own.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{ids::PictureId, proposals::Picture};
use leptos::prelude::*;

use crate::{AppError, Site, Visit, locales::fill};

pub async fn full(State(site): State<Site>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    let id = picture_id(&id)?;
    let jpeg = store::pictures::full(&site.store, id).await?.ok_or(AppError::NotFound)?;
    Ok(answer(&headers, format!("\"bild-{id}-{}\"", jpeg.len()), jpeg))
}

pub async fn thumb(State(site): State<Site>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    let id = picture_id(&id)?;
    let jpeg = store::pictures::thumb(&site.store, id).await?.ok_or(AppError::NotFound)?;
    Ok(answer(&headers, format!("\"klein-{id}-{}\"", jpeg.len()), jpeg))
}

fn picture_id(id: &str) -> Result<PictureId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// The bytes under an id never change, so they may be kept long; a week, because a picture can be taken off the page.
fn answer(asked: &HeaderMap, tag: String, jpeg: Vec<u8>) -> Response {
    let is_known =
        asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).is_some_and(|tags| tags.contains(&tag));
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { jpeg.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=604800"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

#[component]
pub(super) fn Pictures(visit: Visit, pictures: Vec<Picture>) -> impl IntoView {
    if pictures.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().proposal;
    let items = pictures
        .into_iter()
        .enumerate()
        .map(|(index, picture)| {
            let open = fill(words.picture_label, &[("n", &(index + 1).to_string())]);
            let label = if picture.alt.is_empty() { open } else { format!("{open}: {}", picture.alt) };
            view! {
                <li>
                    <figure class="picture">
                        <a class="picture__link" href=format!("/bilder/{}", picture.id) aria-label=label>
                            <img
                                class="picture__image"
                                src=format!("/bilder/{}/klein", picture.id)
                                alt=picture.alt.clone()
                                width=picture.width.to_string()
                                height=picture.height.to_string()
                                loading="lazy"
                            />
                        </a>
                        {(!picture.alt.is_empty()).then(|| view! { <figcaption>{picture.alt.clone()}</figcaption> })}
                    </figure>
                </li>
            }
        })
        .collect_view();
    view! {
        <h3>{words.pictures}</h3>
        <ul class="proposal__pictures">{items}</ul>
    }
    .into_any()
}
