//! Places in JSON, also in that which a text of it holds.

use serde_json::Value;

use super::{Payload, Slot};

/// Every value in it is a place, and it as a whole.
pub fn slots(whole: &Value) -> Vec<Slot> {
    let mut slots = Vec::new();
    for outer in pointers(whole, "") {
        if let Some(inner) = whole.pointer(&outer).and_then(held) {
            slots.extend(pointers(&inner, "").into_iter().map(|inner| Slot::Inner(outer.clone(), inner)));
        }
        slots.push(Slot::Json(outer));
    }
    slots
}

/// The JSON pointers of a value, which is `here`, and of everything in it.
fn pointers(value: &Value, here: &str) -> Vec<String> {
    let mut all: Vec<String> = match value {
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, inner)| pointers(inner, &format!("{here}/{name}"))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, inner)| pointers(inner, &format!("{here}/{index}"))).collect()
        }
        _ => Vec::new(),
    };
    all.push(here.to_owned());
    all
}

/// What a text holds that is JSON itself.
pub fn held(text: &Value) -> Option<Value> {
    serde_json::from_str(text.as_str()?).ok().filter(Value::is_object)
}

/// With the payload at this place; a raw one is written as it is, whatever it is.
pub fn with(mut whole: Value, slot: &Slot, payload: &Payload) -> String {
    match slot {
        Slot::Json(pointer) => put(&mut whole, pointer, payload),
        Slot::Inner(outer, pointer) => {
            let text = whole.pointer_mut(outer).unwrap();
            *text = put(&mut held(text).unwrap(), pointer, payload).into();
            whole.to_string()
        }
        _ => whole.to_string(),
    }
}

fn put(whole: &mut Value, pointer: &str, payload: &Payload) -> String {
    *whole.pointer_mut(pointer).unwrap() = "HERE".into();
    let text = String::from_utf8_lossy(&payload.bytes);
    let value = if payload.is_raw { text.into_owned() } else { Value::from(text).to_string() };
    whole.to_string().replacen("\"HERE\"", &value, 1)
}

#[test]
fn what_a_text_holds_is_reached_and_the_text_stays_one() {
    let whole = serde_json::json!({ "kind": "comment", "content": "{\"goals\":[\"a\"]}" });
    let slots = slots(&whole);
    let inner = |pointer: &str| Slot::Inner("/content".into(), pointer.into());
    for slot in
        [inner("/goals/0"), inner("/goals"), inner(""), Slot::Json("/content".into()), Slot::Json(String::new())]
    {
        assert!(slots.contains(&slot), "{slot:?}");
    }
    for (bytes, is_raw, content) in
        [("\"}", false, r#"{"goals":["\"}"]}"#), ("[[1e999", true, r#"{"goals":[[[1e999]}"#)]
    {
        let payload = Payload { kind: "test", bytes: bytes.into(), is_raw };
        let sent: Value = serde_json::from_str(&with(whole.clone(), &inner("/goals/0"), &payload)).unwrap();
        assert_eq!(sent["content"], content);
    }
}
