//! A request that arrives even when its page is left in the same moment.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Posts JSON to one of our functions and gives its status and its answer; nothing where there is no network. The client
/// of Leptos has no switch for `keepalive`, so this is the browser's own.
pub async fn json(address: &str, body: &str) -> Option<(u16, String)> {
    let headers = Object::new();
    for (name, value) in [("content-type", "application/json"), ("accept", "application/json")] {
        Reflect::set(&headers, &name.into(), &value.into()).ok()?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    Reflect::set(&init, &"keepalive".into(), &true.into()).ok()?;
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    Some((answer.status(), text))
}
