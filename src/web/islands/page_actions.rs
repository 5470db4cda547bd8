//! Share and print: what a browser can do by itself. Without script these buttons are not there, and the page has links
//! that do the same.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{
    dom,
    shell::{Part, shell},
    words::island_words,
};

island_words! {
    /// The few words that the island shows.
    pub struct PageActionsWords {
        pub title,
        pub address,
        pub copied,
        /// Holds the address, to be copied by hand.
        pub copy_failed,
    }
}

#[island(lazy)]
pub fn PageActions(words: PageActionsWords, children: Children) -> impl IntoView {
    let wake = move |part: Part| {
        let Some(buttons) = part.find(".page-actions__buttons") else { return };
        let _ = buttons.remove_attribute("hidden");
        if let Some(print) = part.find("[data-print]") {
            dom::on(&print, "click", |_| {
                let _ = window().print();
            });
        }
        let Some(share) = part.find("[data-share]") else { return };
        dom::on(&share, "click", move |_| {
            let (words, part) = (words.clone(), part.clone());
            spawn_local(async move {
                part.say("", MESSAGE);
                // Whoever closes the menu of the phone wants nothing more.
                if offer(&words.title, &words.address).await.is_none() {
                    let is_copied = copy(&words.address).await.is_some();
                    part.say(if is_copied { &words.copied } else { &words.copy_failed }, MESSAGE);
                }
            });
        });
    };
    shell("page-actions__live", children, Box::new(wake))
}

const MESSAGE: &str = "page-actions__message";

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
