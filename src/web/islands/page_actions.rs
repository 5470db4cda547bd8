//! Share and print: what a browser can do by itself. Without script these buttons are not there, and the page has links
//! that do the same.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The few words that the island shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PageActionsWords {
    pub share: String,
    pub print: String,
    pub copied: String,
    /// Holds the address, to be copied by hand.
    pub copy_failed: String,
}

#[island]
pub fn PageActions(title: String, address: String, words: PageActionsWords) -> impl IntoView {
    let is_ready = RwSignal::new(false);
    let message = RwSignal::new(String::new());
    Effect::new(move || is_ready.set(true));
    let PageActionsWords { share: share_word, print: print_word, copied, copy_failed } = words;
    let share = move |_| {
        let (title, address) = (title.clone(), address.clone());
        let (copied, failed) = (copied.clone(), copy_failed.clone());
        message.set(String::new());
        leptos::task::spawn_local(async move {
            // Whoever closes the menu of the phone wants nothing more.
            if offer(&title, &address).await.is_none() {
                let is_copied = copy(&address).await.is_some();
                message.set(if is_copied { copied } else { failed });
            }
        });
    };
    let print = move |_| {
        window().print().ok();
    };
    view! {
        <div class="page-actions__buttons" hidden=move || !is_ready.get()>
            <button class="button button--secondary" type="button" on:click=share>{share_word}</button>
            " "
            <button class="button button--secondary" type="button" on:click=print>{print_word}</button>
            <div role="status">
                {move || Some(message.get()).filter(|message| !message.is_empty()).map(|message| view! {
                    <p class="page-actions__message">{message}</p>
                })}
            </div>
        </div>
    }
}

/// The menu of the phone; `None` where there is none.
async fn offer(title: &str, address: &str) -> Option<()> {
    let data = Object::new();
    Reflect::set(&data, &"title".into(), &title.into()).ok()?;
    Reflect::set(&data, &"url".into(), &address.into()).ok()?;
    let navigator: JsValue = window().navigator().into();
    let promise = call(&navigator, "share", &data)?;
    JsFuture::from(promise).await.ok();
    Some(())
}

async fn copy(address: &str) -> Option<()> {
    let navigator: JsValue = window().navigator().into();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let promise = call(&clipboard, "writeText", &address.into())?;
    JsFuture::from(promise).await.ok()?;
    Some(())
}

/// Calls a method that not every browser has.
fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<Promise> {
    let function: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    function.call1(object, argument).ok()?.dyn_into().ok()
}
