//! Keeps what somebody types on the device until it was accepted, and counts characters by the rules of the server. The
//! form inside is sent as a plain form.

use leptos::{ev, html, prelude::*};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement, Storage, UrlSearchParams};

use crate::numbers::grouped;

/// From here on the count is told to screen readers too.
const NEARLY_FULL: usize = 100;

/// The few words that the island shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommentFormWords {
    pub left: String,
    pub left_one: String,
    pub over: String,
    pub over_one: String,
    pub restored: String,
    pub sending: String,
    /// Between thousands.
    pub separator: char,
}

impl CommentFormWords {
    fn count(&self, now: usize, most: usize) -> String {
        let n = now.abs_diff(most);
        let sentence = match (now > most, n) {
            (false, 1) => &self.left_one,
            (false, _) => &self.left,
            (true, 1) => &self.over_one,
            (true, _) => &self.over,
        };
        sentence.replace("{n}", &grouped(i64::try_from(n).unwrap_or(i64::MAX), self.separator))
    }
}

#[island]
pub fn CommentForm(
    /// Under this name the device keeps the text.
    storage: String,
    /// The last comment arrived, so there is nothing to keep any longer.
    accepted: bool,
    most: usize,
    words: CommentFormWords,
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let length = RwSignal::new(None::<usize>);
    let message = RwSignal::new(String::new());
    let key = StoredValue::new(format!("wegmarken:{storage}"));
    let words = StoredValue::new(words);

    let notice = move || {
        let Some(form) = root.get_untracked().map(|root| Form(root.into())) else { return };
        length.set(Some(form.length()));
        form.keep(&key.get_value());
    };
    Effect::new(move || {
        let Some(form) = root.get().map(|root| Form(root.into())) else { return };
        if accepted {
            forget(&key.get_value());
            hide_confirmation();
        }
        if form.is_blank() {
            if form.restore(&key.get_value()) {
                message.set(words.with_value(|words| words.restored.clone()));
            }
        } else {
            // What came back from the server is newer than what the device knows.
            form.keep(&key.get_value());
        }
        length.set(Some(form.length()));
    });
    let sent = move |_: ev::SubmitEvent| {
        notice();
        message.set(words.with_value(|words| words.sending.clone()));
    };

    let count = move || length.get().map(|now| words.with_value(|words| words.count(now, most)));
    let is_over = move || length.get().is_some_and(|now| now > most);
    let urgent = move || length.get().filter(|now| now + NEARLY_FULL > most).and_then(|_| count());
    view! {
        <div class="comment-form__body" node_ref=root on:input=move |_| notice() on:change=move |_| notice() on:submit=sent>
            {children()}
            <p class="comment-form__count" class:comment-form__count--over=is_over aria-hidden="true">{count}</p>
            <p class="visually-hidden" role="status">{urgent}</p>
            <div role="status">
                {move || Some(message.get()).filter(|message| !message.is_empty()).map(|message| view! {
                    <p class="comment-form__message">{message}</p>
                })}
            </div>
        </div>
    }
}

/// The form inside the island.
struct Form(Element);

impl Form {
    fn find<T: JsCast>(&self, selector: &str) -> Option<T> {
        self.0.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    fn input(&self, name: &str) -> Option<HtmlInputElement> {
        self.find(&format!("input[name={name}]"))
    }

    fn area(&self) -> Option<HtmlTextAreaElement> {
        self.find("textarea")
    }

    fn text(&self) -> String {
        self.area().map(|area| area.value()).unwrap_or_default()
    }

    fn value(&self, name: &str) -> String {
        self.input(name).map(|input| input.value()).unwrap_or_default()
    }

    fn stance(&self) -> Option<String> {
        self.find::<HtmlInputElement>("input[name=haltung]:checked").map(|radio| radio.value())
    }

    fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    fn length(&self) -> usize {
        domain::text::length(&domain::text::clean(&self.text()))
    }

    fn keep(&self, key: &str) {
        if self.is_blank() {
            return forget(key);
        }
        let Ok(kept) = UrlSearchParams::new() else { return };
        kept.set("text", &self.text());
        for name in ["name", "antwort", "einsendung"] {
            kept.set(name, &self.value(name));
        }
        if let Some(stance) = self.stance() {
            kept.set("haltung", &stance);
        }
        if let Some(device) = device() {
            let text: String = kept.to_string().into();
            device.set_item(key, &text).ok();
        }
    }

    /// Says whether there was something.
    fn restore(&self, key: &str) -> bool {
        let kept = device().and_then(|device| device.get_item(key).ok().flatten());
        let Some(kept) = kept.and_then(|kept| UrlSearchParams::new_with_str(&kept).ok()) else { return false };
        let Some((area, text)) = self.area().zip(kept.get("text")) else { return false };
        area.set_value(&text);
        if let Some((input, name)) = self.input("name").zip(kept.get("name")) {
            input.set_value(&name);
        }
        for stance in ["for", "against", "note"] {
            let radio = self.find::<HtmlInputElement>(&format!("input[name=haltung][value={stance}]"));
            if let Some(radio) = radio.filter(|_| kept.get("haltung").as_deref() == Some(stance)) {
                radio.set_checked(true);
            }
        }
        // The same comment sent again after a lost answer counts once; under another comment it is another one.
        let is_same = kept.get("antwort").unwrap_or_default() == self.value("antwort");
        if let Some((input, id)) = self.input("einsendung").zip(kept.get("einsendung")).filter(|_| is_same) {
            input.set_value(&id);
        }
        true
    }
}

/// Private windows and strict settings have no storage; then the form is what it is without script.
fn device() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn forget(key: &str) {
    if let Some(device) = device() {
        device.remove_item(key).ok();
    }
}

/// Takes `gesendet=1` off the address, so that a reload later neither thanks again nor forgets a new text.
fn hide_confirmation() {
    let location = window().location();
    let (Ok(path), Ok(search), Ok(hash)) = (location.pathname(), location.search(), location.hash()) else { return };
    let Ok(query) = UrlSearchParams::new_with_str(&search) else { return };
    query.delete("gesendet");
    let query: String = query.to_string().into();
    let mark = if query.is_empty() { "" } else { "?" };
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{mark}{query}{hash}"))).ok();
    }
}
