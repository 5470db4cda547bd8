//! Ortsteile and streets while their name is typed: a plain list of buttons below the field, the same that the search
//! button brings without script.

use std::time::Duration;

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
    web_sys::{Element, HtmlElement, KeyboardEvent},
};
use wasm_bindgen::JsCast;

use crate::islands::{dom, post, words::island_words};

const PAUSE: Duration = Duration::from_millis(300);

/// Shorter words are in half of all names.
const LEAST: usize = 3;

island_words! {
    pub struct SearchWords {
        /// `{n} Treffer`, for one and for several.
        found_one,
        found,
        none,
    }
}

#[cfg(feature = "ssr")]
impl SearchWords {
    pub fn of(visit: &crate::Visit) -> Self {
        let words = &visit.words().submit;
        Self {
            found_one: words.places_found.one.into(),
            found: words.places_found.other.into(),
            none: words.places_none.into(),
        }
    }
}

/// The name of a place, the id and the name of its Ortsteil.
type Found = (String, String, String);

#[server(endpoint = "fn/find-place", input = Json)]
pub async fn find_place(typed: String) -> Result<Vec<Found>, ServerFnError> {
    use crate::islands::server::{context, refused};
    let (site, _) = context()?;
    let found = store::areas::find_place(&site.store, &typed, crate::pages::submit::MATCHES)
        .await
        .map_err(|error| refused(&error.into()))?;
    Ok(found.into_iter().map(|place| (place.label, place.district.id.to_string(), place.district.name)).collect())
}

/// What a match fills in.
#[derive(Clone)]
struct Parts {
    field: Element,
    /// Says how many there are.
    count: Element,
    list: Element,
    district: Element,
    note: Option<Element>,
}

impl Parts {
    /// A sentence instead of what was found before.
    fn say(&self, sentence: &str) {
        self.count.set_text_content(Some(sentence));
        self.list.set_text_content(None);
    }
}

/// Listens to the search field of the form around `root`. `chosen` is told when a match was taken.
pub fn wake(root: &Element, words: SearchWords, chosen: impl Fn() + Clone + 'static) {
    let Some(place) = root.closest(".place").ok().flatten() else { return };
    let (Some(field), Some(count), Some(list), Some(district)) = (
        dom::find(&place, "input[name=ortssuche]"),
        dom::find(&place, "[data-place-count]"),
        dom::find(&place, "[data-place-found]"),
        dom::find(&place, "select[name=ort]"),
    ) else {
        return;
    };
    let parts = Parts { field, count, list, district, note: dom::find(&place, "input[name=ortsangabe]") };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let asked = StoredValue::new(0_u32);
    let ask = {
        let parts = parts.clone();
        move || {
            let typed = dom::value(&parts.field);
            let number = asked.get_value().wrapping_add(1);
            asked.set_value(number);
            if typed.trim().chars().count() < LEAST {
                parts.say("");
                return;
            }
            if !dom::is_online() {
                return;
            }
            let (parts, words, chosen) = (parts.clone(), words.clone(), chosen.clone());
            spawn_local(async move {
                // Without an answer the button beside the field is still there.
                let body = serde_json::to_string(&FindPlace { typed }).unwrap_or_default();
                if let Ok(found) = post::ask("/api/fn/find-place", &body).await
                    && asked.get_value() == number
                {
                    show(&parts, &words, found, chosen);
                }
            });
        }
    };
    let later = ask.clone();
    dom::on(&parts.field, "input", move |event| {
        // A search is no field of the proposal.
        event.stop_propagation();
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        let later = later.clone();
        timer.set_value(set_timeout_with_handle(later, PAUSE).ok());
    });
    dom::on(&parts.field, "keydown", move |event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Enter") {
            event.prevent_default();
            ask();
        }
    });
}

fn show(parts: &Parts, words: &SearchWords, found: Vec<Found>, chosen: impl Fn() + Clone + 'static) {
    parts.say(&match found.len() {
        0 => words.none.clone(),
        1 => words.found_one.clone(),
        n => words.found.replace("{n}", &n.to_string()),
    });
    let Ok(list) = document().create_element("ul") else { return };
    list.set_class_name("place__matches");
    for place in &found {
        let (Ok(item), Ok(button)) = (document().create_element("li"), document().create_element("button")) else {
            return;
        };
        let (label, _, name) = place;
        let label = if label == name { name.clone() } else { format!("{label} ({name})") };
        button.set_class_name("place__match");
        let _ = button.set_attribute("type", "button");
        button.set_text_content(Some(&label));
        let (parts, place, chosen) = (parts.clone(), place.clone(), chosen.clone());
        dom::on(&button, "click", move |_| take(&parts, &place, &chosen));
        let _ = item.append_child(&button);
        let _ = list.append_child(&item);
    }
    if !found.is_empty() {
        let _ = parts.list.append_child(&list);
    }
}

fn take(parts: &Parts, (label, district, name): &Found, chosen: &impl Fn()) {
    chosen();
    dom::set_value(&parts.district, district);
    if let Some(note) = &parts.note
        && label != name
        && dom::value(note).trim().is_empty()
    {
        dom::set_value(note, label);
    }
    dom::set_value(&parts.field, "");
    parts.say("");
    dom::say_changed(&parts.district);
    if let Some(select) = parts.district.dyn_ref::<HtmlElement>() {
        let _ = select.focus();
    }
}
