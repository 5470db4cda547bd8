//! Hands the form to the outbox of the device, where a worker has one.

use leptos::{prelude::window, web_sys::Element};

use super::{super::dom, KeeperWords};

/// Below the message that there is no network.
pub fn offer(message: &Element, words: &KeeperWords) {
    let worker = dom::property(&dom::property(&window().navigator(), "serviceWorker"), "controller");
    if !worker.is_truthy() {
        return;
    }
    let notice = dom::find(message, ".notice");
    let Some(button) = notice.and_then(|notice| dom::append(&notice, "button", "button button--secondary")) else {
        return;
    };
    button.set_text_content(Some(&words.outbox_send));
    for (name, value) in [("form", "vorschlag"), ("formaction", words.outbox.as_str())] {
        let _ = button.set_attribute(name, value);
    }
}

/// Whether this button goes to the outbox: it needs no network.
pub fn is_meant(button: Option<&Element>) -> bool {
    button.is_some_and(|button| button.has_attribute("formaction"))
}
