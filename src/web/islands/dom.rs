//! The few things that islands do to the page around them.

use leptos::web_sys::{Element, Event, EventInit, EventTarget, NodeList};
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

/// `14:03`, in the time of the device.
pub fn clock() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}
