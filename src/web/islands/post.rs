//! Asks one of our functions. The client of Leptos weighs more than the islands that would use it, and has no switch for
//! `keepalive`, with which a request arrives even when its page is left in the same moment.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Browsers let requests that outlive their page carry 64 KiB, all of them together.
const KEPT_ALIVE: usize = 32 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There was no answer: whether the server was reached nobody knows.
    Away,
    /// The server answered with this status, or with something that nobody can read (200).
    Status(u16),
}

impl Failure {
    /// Whether asking again would change nothing.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Status(status @ 400..500) if status != 408 && status != 429)
    }
}

/// Posts JSON and reads the answer.
pub async fn ask<T: DeserializeOwned>(address: &str, body: &str) -> Result<T, Failure> {
    let (status, answer) = send(address, body).await.ok_or(Failure::Away)?;
    let failed = Failure::Status(status);
    if status == 200 { serde_json::from_str(&answer).map_err(|_| failed) } else { Err(failed) }
}

async fn send(address: &str, body: &str) -> Option<(u16, String)> {
    let headers = Object::new();
    for (name, value) in [("content-type", "application/json"), ("accept", "application/json")] {
        Reflect::set(&headers, &name.into(), &value.into()).ok()?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    Reflect::set(&init, &"keepalive".into(), &(body.len() < KEPT_ALIVE).into()).ok()?;
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    Some((answer.status(), text))
}
