//! `POST /neuigkeiten/geraet`: a browser wants to be told of news, or no more. Its module asks, never a form: without script
//! there is no push service.

use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::push::Device;
use leptos::prelude::*;
use store::news;

use super::field;
use crate::{
    AppError, Guest, Site, Visit,
    ui::{Icon, Script},
};

/// `endpoint`, `p256dh` and `auth` as the browser gives them; with `aktion=beenden` the first one is enough.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let device =
        Device { endpoint: field(&pairs, "endpoint"), p256dh: field(&pairs, "p256dh"), auth: field(&pairs, "auth") };
    if field(&pairs, "aktion") == "beenden" {
        news::unsubscribe(&site.store, &device.endpoint).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if !device.is_plausible(&site.settings.push_services) {
        return Err(AppError::BadRequest);
    }
    let mut cookies = HeaderMap::new();
    let person = guest.ensure(&site, &mut cookies);
    let is_taken = news::subscribe(&site.store, &person, &device, visit.language, site.now()).await?;
    let status = if is_taken { StatusCode::NO_CONTENT } else { StatusCode::CONFLICT };
    Ok((status, cookies).into_response())
}

/// Shown by its module where the browser can do it.
#[component]
pub(super) fn PushSettings(site: Site, visit: Visit) -> impl IntoView {
    let words = &visit.words().news;
    let Some(key) = site.settings.push_key.clone() else { return ().into_any() };
    view! {
        <section aria-labelledby="geraet" data-push="" data-key=key data-to=visit.href("/neuigkeiten/geraet") hidden=true>
            <h2 id="geraet">{words.push_title}</h2>
            <p>{words.push_text}</p>
            <p data-push-says="" role="status" data-on=words.push_on data-off="" data-denied=words.push_denied
                data-failed=words.push_failed></p>
            <button class="button button--secondary" type="button" data-push-switch="" data-on=words.push_stop
                data-off=words.push_start>
                <Icon name="bell"/><span data-push-label="">{words.push_start}</span>
            </button>
        </section>
        <Script src="/push.js"/>
    }
    .into_any()
}
