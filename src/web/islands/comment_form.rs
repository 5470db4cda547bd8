//! Keeps what somebody types on the device until it was accepted, and counts characters by the rules of the server. The
//! form inside is sent as a plain form.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement, Storage, UrlSearchParams};

use crate::numbers::grouped;

use super::{
    dom,
    shell::{Part, shell},
    words::island_words,
};

/// From here on the count is told to screen readers too.
const NEARLY_FULL: usize = 100;

island_words! {
    /// The few words that the island shows.
    pub struct CommentFormWords {
        /// Under this name the device keeps the text.
        pub storage,
        /// Not empty when the last comment arrived, so that there is nothing to keep any longer.
        pub accepted,
        /// How many characters fit, as digits.
        pub most,
        pub left,
        pub left_one,
        pub over,
        pub over_one,
        pub restored,
        pub sending,
        /// Between thousands.
        pub separator,
    }
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
        sentence.replace("{n}", &grouped(i64::try_from(n).unwrap_or(i64::MAX), &self.separator))
    }
}

#[island]
pub fn CommentForm(words: CommentFormWords, children: Children) -> impl IntoView {
    let wake = move |part: Part| {
        let key = format!("wegmarken:{}", words.storage);
        let most = words.most.parse().unwrap_or(usize::MAX);
        let form = Form(part.root.clone());
        if !words.accepted.is_empty() {
            forget(&key);
            hide_confirmation();
        }
        if !form.is_blank() {
            // What came back from the server is newer than what the device knows.
            form.keep(&key);
        } else if form.restore(&key) {
            part.say(&words.restored, MESSAGE);
        }
        let sending = words.sending.clone();
        // For the eye the count stands directly below the text; when little room is left it is told as well.
        let show = move |part: &Part| {
            let (form, now) = (Form(part.root.clone()), Form(part.root.clone()).length());
            let count = words.count(now, most);
            form.show_count(&count, now > most);
            if now + NEARLY_FULL > most {
                part.say(&count, "visually-hidden");
            }
        };
        show(&part);
        let show = std::rc::Rc::new(show);
        for name in ["input", "change"] {
            let (part, key, show) = (part.clone(), key.clone(), show.clone());
            dom::on(&part.root.clone(), name, move |_| {
                Form(part.root.clone()).keep(&key);
                show(&part);
            });
        }
        dom::on(&part.root.clone(), "submit", move |_| {
            Form(part.root.clone()).keep(&key);
            part.say(&sending, MESSAGE);
        });
    };
    shell("comment-form__body", children, Box::new(wake))
}

const MESSAGE: &str = "comment-form__message";

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

    fn show_count(&self, count: &str, is_over: bool) {
        if let Some(place) = self.find::<Element>("[data-count]") {
            place.set_text_content(Some(count));
            place.class_list().toggle_with_force("comment-form__count--over", is_over).ok();
            place.remove_attribute("hidden").ok();
        }
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
