//! The fields of the form as a draft, and the copy of it that this device keeps until the server has it.

use domain::{fields::Field, proposals::Draft};
use leptos::{
    prelude::window,
    web_sys::{Element, FormData, HtmlFormElement},
};

use crate::islands::dom;

/// What is in the form now.
pub fn read(form: &HtmlFormElement) -> Draft {
    let Ok(data) = FormData::new_with_form(form) else { return Draft::default() };
    let text = |field: Field| data.get(&field.name()).as_string().unwrap_or_default().replace("\r\n", "\n");
    Draft {
        title: text(Field::Title),
        text: text(Field::Text),
        theme: text(Field::Theme),
        goals: data.get_all(&Field::Goals.name()).iter().filter_map(|goal| goal.as_string()).collect(),
        district: text(Field::District),
        pin: text(Field::Place),
        place_note: text(Field::PlaceNote),
        author: text(Field::Author),
        email: text(Field::Email),
    }
}

pub fn write(form: &HtmlFormElement, draft: &Draft) {
    let form: &Element = form;
    let texts = [
        (Field::Title, &draft.title),
        (Field::Text, &draft.text),
        (Field::District, &draft.district),
        (Field::Place, &draft.pin),
        (Field::PlaceNote, &draft.place_note),
        (Field::Author, &draft.author),
        (Field::Email, &draft.email),
    ];
    for (field, text) in texts {
        if let Some(input) = dom::find(form, &format!("[name=\"{}\"]", field.name())) {
            dom::set_value(&input, text);
        }
    }
    for field in [Field::Theme, Field::Goals] {
        for input in dom::all(form, &format!("[name=\"{}\"]", field.name())) {
            let value = dom::value(&input);
            let is_chosen = value == draft.theme && field == Field::Theme || field == Field::Goals && draft.goals.contains(&value);
            dom::set_property(&input, "checked", &is_chosen.into());
        }
    }
}

/// Field by field: what was typed just now wins, then what this device kept, then what the server has.
pub fn merge(saved: &Draft, kept: &Draft, now: &Draft) -> Draft {
    fn pick<T: Clone + PartialEq>(saved: &T, kept: &T, now: &T) -> T {
        if now == saved { kept.clone() } else { now.clone() }
    }
    Draft {
        title: pick(&saved.title, &kept.title, &now.title),
        text: pick(&saved.text, &kept.text, &now.text),
        theme: pick(&saved.theme, &kept.theme, &now.theme),
        goals: pick(&saved.goals, &kept.goals, &now.goals),
        district: pick(&saved.district, &kept.district, &now.district),
        pin: pick(&saved.pin, &kept.pin, &now.pin),
        place_note: pick(&saved.place_note, &kept.place_note, &now.place_note),
        author: pick(&saved.author, &kept.author, &now.author),
        email: pick(&saved.email, &kept.email, &now.email),
    }
}

/// Lives in the browser's storage from the first key to the server's acknowledgement, so a copy that is there was never
/// acknowledged.
pub struct DeviceCopy;

impl DeviceCopy {
    fn name(key: &str) -> String {
        format!("wegmarken-entwurf-{key}")
    }

    pub fn of(key: &str) -> Option<Draft> {
        let text = window().local_storage().ok()??.get_item(&Self::name(key)).ok()??;
        serde_json::from_str(&text).ok()
    }

    /// Storage can be full or forbidden; then the server alone keeps the draft.
    pub fn keep(key: &str, draft: &Draft) {
        if let (Ok(Some(storage)), Ok(text)) = (window().local_storage(), serde_json::to_string(draft)) {
            let _ = storage.set_item(&Self::name(key), &text);
        }
    }

    pub fn forget(key: &str) {
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.remove_item(&Self::name(key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_overwritten_by_something_older() {
        let saved = Draft { title: "alt".into(), text: "alt".into(), author: "alt".into(), ..Draft::default() };
        let kept = Draft { title: "Gerät".into(), text: "Gerät".into(), ..saved.clone() };
        let now = Draft { title: "eben getippt".into(), ..saved.clone() };
        let merged = merge(&saved, &kept, &now);
        assert_eq!((merged.title.as_str(), merged.text.as_str(), merged.author.as_str()), ("eben getippt", "Gerät", "alt"));
    }
}
