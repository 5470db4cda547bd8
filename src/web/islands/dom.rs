//! The few things that islands do to the page around them.

use std::time::Duration;

use leptos::web_sys::{DomParser, Element, Event, EventInit, EventTarget, NodeList, SupportedType};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The `value` of an input, a text area or a select.
pub fn value(element: &Element) -> String {
    property(element, "value").as_string().unwrap_or_default()
}

pub fn set_value(element: &Element, value: &str) {
    set_property(element, "value", &value.into());
}

pub fn property(element: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(element, &name.into()).unwrap_or_default()
}

pub fn set_property(element: &Element, name: &str, value: &JsValue) {
    // Fails only for a property that cannot be written; ours can.
    let _ = js_sys::Reflect::set(element, &name.into(), value);
}

pub fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    root.query_selector_all(selector).map(|list| elements(&list)).unwrap_or_default()
}

fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// Listens as long as the page lives.
pub fn on(target: &EventTarget, name: &str, listener: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(listener);
    // Fails for no name of an event.
    let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Tells whoever keeps the form that a script changed it.
pub fn say_changed(element: &Element) {
    let options = EventInit::new();
    options.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &options) {
        let _ = element.dispatch_event(&event);
    }
}

/// False only when the browser knows for sure that there is no network.
pub fn is_online() -> bool {
    leptos::prelude::window().navigator().on_line()
}

/// A new element at the end of another.
pub fn append(parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let element = leptos::prelude::document().create_element(tag).ok()?;
    element.set_class_name(class);
    parent.append_child(&element).ok()?;
    Some(element)
}

/// Puts HTML that our own server drew into an element. Nothing in it runs: a parsed document has no scripts awake.
pub fn replace_content(element: &Element, html: &str) {
    element.set_text_content(None);
    let Ok(parser) = DomParser::new() else { return };
    let Ok(parsed) = parser.parse_from_string(html, SupportedType::TextHtml) else { return };
    let Some(body) = parsed.body() else { return };
    while let Some(child) = body.first_child() {
        if element.append_child(&child).is_err() {
            return;
        }
    }
}

/// Reads a number as the browser does: Rust's own reader of decimal numbers weighs 15 kB.
pub fn number(text: &str) -> Option<f64> {
    Some(js_sys::parse_float(text)).filter(|number| number.is_finite())
}

/// Writes a number as the browser does, for the same reason.
pub fn fixed(number: f64, digits: u8) -> String {
    js_sys::Number::from(number).to_fixed(digits).map(String::from).unwrap_or_default()
}

/// Three numbers with commas between them, or two.
pub fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let mut parts = text.split(',');
    let mut numbers = [0.0; N];
    for slot in &mut numbers {
        *slot = number(parts.next()?)?;
    }
    Some(numbers)
}

/// `14:03`, in the time of the device.
pub fn clock() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}

pub async fn wait(time: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let millis = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
        let _ = leptos::prelude::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
