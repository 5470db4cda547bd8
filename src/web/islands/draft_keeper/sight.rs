//! What the form showed of the draft, in its hidden field: there the plain form finds it too.

use domain::proposals::{Draft, PARTS, Seen};
use leptos::web_sys::Element;

use crate::islands::dom;

/// Saves without an answer that are remembered; of more, the first page and the latest ones count.
const MOST: usize = 9;

fn input(form: &Element) -> Option<Element> {
    dom::find(form, "[name=fassung]")
}

pub fn of(form: &Element) -> Vec<Seen> {
    input(form).map(|input| Seen::read(&dom::value(&input))).unwrap_or_default()
}

pub fn set(form: &Element, seen: &[Seen]) {
    if let Some(input) = input(form) {
        dom::set_value(&input, &Seen::write(seen));
    }
}

/// Whether this is the page on which a person chooses between two versions.
pub fn shows_both(form: &Element) -> bool {
    dom::find(form, "[name=offen]").is_some()
}

/// Saving by itself is no choice, so a part with two versions counts as not seen.
pub fn to_send(form: &Element) -> String {
    let mut seen = of(form);
    for open in dom::all(form, "[name=offen]") {
        let name = dom::value(&open);
        if let Some(field) = PARTS.into_iter().find(|field| field.name() == name) {
            seen.iter_mut().for_each(|seen| seen.forget(field));
        }
    }
    Seen::write(&seen)
}

pub fn note_sent(form: &Element, draft: &Draft) {
    let mut seen = of(form);
    if seen.len() == MOST {
        seen.remove(1);
    }
    seen.push(Seen::of(draft));
    set(form, &seen);
}

pub fn note_kept(form: &Element, draft: &Draft) {
    set(form, &[Seen::of(draft)]);
}
