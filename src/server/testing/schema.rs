//! Whether a value is what a schema of the document says, no more and no less. It knows the part of JSON Schema that the
//! document uses, and complains about every keyword that it does not know, so that nothing goes unchecked.

use std::collections::BTreeSet;

use serde_json::Value;

/// Keywords that say nothing about the value.
const NOTES: [&str; 5] = ["description", "example", "title", "default", "format"];

pub struct Checker<'a> {
    document: &'a Value,
    pub complaints: Vec<String>,
}

impl<'a> Checker<'a> {
    pub fn new(document: &'a Value) -> Self {
        Self { document, complaints: Vec::new() }
    }

    pub fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        if let Some(object) = value.as_object() {
            let mut known = BTreeSet::new();
            self.properties(schema, &mut known);
            for name in object.keys().filter(|name| !known.is_empty() && !known.contains(*name)) {
                self.complaints.push(format!("{at}: {name} is not in the document"));
            }
        }
        self.check_part(schema, value, at);
    }

    fn check_part(&mut self, schema: &Value, value: &Value, at: &str) {
        let document = self.document;
        for (keyword, rule) in schema.as_object().unwrap() {
            let is_kept = match keyword.as_str() {
                "$ref" => {
                    self.check_part(resolved(document, rule), value, at);
                    true
                }
                "type" => kinds(rule).any(|kind| is_of(value, kind)),
                "enum" => rule.as_array().unwrap().contains(value),
                "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
                "required" => {
                    let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                    value.as_object().is_none_or(|object| names.into_iter().all(|name| object.contains_key(name)))
                }
                "properties" => {
                    for (name, schema) in rule.as_object().unwrap() {
                        if let Some(value) = value.get(name) {
                            self.check(schema, value, &format!("{at}.{name}"));
                        }
                    }
                    true
                }
                "items" => {
                    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, value, &format!("{at}[{index}]"));
                    }
                    true
                }
                "allOf" => {
                    for schema in rule.as_array().unwrap() {
                        self.check_part(schema, value, at);
                    }
                    true
                }
                "oneOf" => {
                    let fits = |schema: &&Value| {
                        let mut other = Checker::new(document);
                        other.check(schema, value, at);
                        other.complaints.is_empty()
                    };
                    rule.as_array().unwrap().iter().filter(fits).count() == 1
                }
                note => NOTES.contains(&note),
            };
            if !is_kept {
                self.complaints.push(format!("{at}: {value} breaks {keyword} {rule}"));
            }
        }
    }

    /// Names that an object may have by this schema; none when it says nothing about names.
    fn properties(&self, schema: &Value, names: &mut BTreeSet<String>) {
        if let Some(address) = schema.get("$ref") {
            self.properties(resolved(self.document, address), names);
        }
        names.extend(
            schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()),
        );
        for list in ["allOf", "oneOf"] {
            for schema in schema.get(list).and_then(Value::as_array).into_iter().flatten() {
                self.properties(schema, names);
            }
        }
    }
}

fn resolved<'a>(document: &'a Value, address: &Value) -> &'a Value {
    document.pointer(address.as_str().unwrap().trim_start_matches('#')).unwrap()
}

fn kinds(rule: &Value) -> impl Iterator<Item = &str> {
    let list = rule.as_array().map_or(std::slice::from_ref(rule), Vec::as_slice);
    list.iter().filter_map(Value::as_str)
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn complaints(schema: Value, value: Value) -> usize {
        let document = json!({ "components": { "schemas": { "A": { "type": "string", "enum": ["a"] } } } });
        let mut checker = Checker::new(&document);
        checker.check(&schema, &value, "it");
        checker.complaints.len()
    }

    #[test]
    fn every_rule_is_applied() {
        let object =
            json!({ "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/A" } } });
        assert_eq!(complaints(object.clone(), json!({ "a": "a" })), 0);
        for wrong in [json!({}), json!({ "a": "b" }), json!({ "a": "a", "b": 1 }), json!([])] {
            assert!(complaints(object.clone(), wrong.clone()) > 0, "{wrong}");
        }
        let whole =
            json!({ "allOf": [object, { "type": "object", "properties": { "n": { "type": ["integer", "null"] } } }] });
        assert_eq!(complaints(whole.clone(), json!({ "a": "a", "n": null })), 0);
        assert!(complaints(whole.clone(), json!({ "a": "a", "n": "1" })) > 0);
        assert!(complaints(whole, json!({ "a": "a", "x": "1" })) > 0);
        assert_eq!(complaints(json!({ "oneOf": [{ "type": "null" }, { "type": "string" }] }), json!(null)), 0);
        assert!(complaints(json!({ "oneOf": [{ "type": "null" }, { "type": "string" }] }), json!(1)) > 0);
        assert!(complaints(json!({ "unheard": 1 }), json!(1)) > 0);
    }
}
