//! The fields of the form as a draft, and the copy of it that this device keeps until the server has it.

use domain::{fields::Field, proposals::Draft};
use leptos::{
    prelude::window,
    web_sys::{Element, FormData, HtmlFormElement},
};

use super::Listed;
use crate::islands::dom;

/// Everything of the form that is typed or chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub draft: Draft,
    /// What is to be seen on the pictures, by their ids.
    pub descriptions: Vec<(i64, String)>,
}

/// What is in the form now.
pub fn read(form: &HtmlFormElement) -> Typed {
    let Ok(data) = FormData::new_with_form(form) else { return Typed::default() };
    let text = |field: Field| data.get(&field.name()).as_string().unwrap_or_default().replace("\r\n", "\n");
    let draft = Draft {
        title: text(Field::Title),
        text: text(Field::Text),
        theme: text(Field::Theme),
        goals: data.get_all(&Field::Goals.name()).iter().filter_map(|goal| goal.as_string()).collect(),
        district: text(Field::District),
        pin: text(Field::Place),
        place_note: text(Field::PlaceNote),
        author: text(Field::Author),
        email: text(Field::Email),
    };
    Typed { draft, descriptions: descriptions(form, "value") }
}

/// What the server wrote into the form.
pub fn as_sent(form: &HtmlFormElement, draft: Draft) -> Typed {
    Typed { draft, descriptions: descriptions(form, "defaultValue") }
}

const DESCRIPTION: &str = "bildtext-";

fn descriptions(form: &HtmlFormElement, property: &str) -> Vec<(i64, String)> {
    dom::all(form, &format!("[name^=\"{DESCRIPTION}\"]"))
        .into_iter()
        .filter_map(|input| {
            let id = input.get_attribute("name")?.strip_prefix(DESCRIPTION)?.parse().ok()?;
            Some((id, dom::property(&input, property).as_string().unwrap_or_default()))
        })
        .collect()
}

pub fn write(form: &HtmlFormElement, typed: &Typed) {
    let (form, draft): (&Element, &Draft) = (form, &typed.draft);
    for (id, text) in &typed.descriptions {
        if let Some(input) = dom::find(form, &format!("[name=\"{DESCRIPTION}{id}\"]")) {
            dom::set_value(&input, text);
        }
    }
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
            let is_chosen = match field {
                Field::Theme => value == draft.theme,
                _ => draft.goals.contains(&value),
            };
            dom::set_property(&input, "checked", &is_chosen.into());
        }
    }
}

/// Field by field: what was typed just now wins, then what this device kept, then what the server has.
pub fn merge(saved: &Typed, kept: &Typed, now: &Typed) -> Typed {
    fn pick<T: Clone + PartialEq>(saved: &T, kept: &T, now: &T) -> T {
        if now == saved { kept.clone() } else { now.clone() }
    }
    let of = |typed: &Typed, id: i64| {
        typed.descriptions.iter().find(|(other, _)| *other == id).map(|(_, text)| text.clone())
    };
    let descriptions = now
        .descriptions
        .iter()
        .map(|(id, text)| {
            let saved = of(saved, *id).unwrap_or_default();
            // A picture that was sent later has no words in an old copy.
            let kept = of(kept, *id).unwrap_or_else(|| saved.clone());
            (*id, pick(&saved, &kept, text))
        })
        .collect();
    let (saved, kept, now) = (&saved.draft, &kept.draft, &now.draft);
    let draft = Draft {
        title: pick(&saved.title, &kept.title, &now.title),
        text: pick(&saved.text, &kept.text, &now.text),
        theme: pick(&saved.theme, &kept.theme, &now.theme),
        goals: pick(&saved.goals, &kept.goals, &now.goals),
        district: pick(&saved.district, &kept.district, &now.district),
        pin: pick(&saved.pin, &kept.pin, &now.pin),
        place_note: pick(&saved.place_note, &kept.place_note, &now.place_note),
        author: pick(&saved.author, &kept.author, &now.author),
        email: pick(&saved.email, &kept.email, &now.email),
    };
    Typed { draft, descriptions }
}

/// Lives in the browser's storage from the first key to the server's acknowledgement, so a copy that is there was never
/// acknowledged.
pub struct DeviceCopy;

impl DeviceCopy {
    fn name(key: &str) -> String {
        format!("wegmarken-entwurf-{key}")
    }

    pub fn of(key: &str) -> Option<Typed> {
        let text = window().local_storage().ok()??.get_item(&Self::name(key)).ok()??;
        let (Listed(draft), descriptions) = serde_json::from_str(&text).ok()?;
        Some(Typed { draft, descriptions })
    }

    /// Storage can be full or forbidden; then the server alone keeps the draft.
    pub fn keep(key: &str, typed: &Typed) {
        if let (Ok(Some(storage)), Ok(text)) =
            (window().local_storage(), serde_json::to_string(&(Listed(typed.draft.clone()), &typed.descriptions)))
        {
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

    fn typed(title: &str, text: &str, picture: &str) -> Typed {
        let draft = Draft { title: title.into(), text: text.into(), author: "alt".into(), ..Draft::default() };
        Typed { draft, descriptions: vec![(7, picture.into())] }
    }

    #[test]
    fn nothing_typed_is_overwritten_by_something_older() {
        let saved = typed("alt", "alt", "");
        let kept = typed("Gerät", "Gerät", "Gerät");
        let now = typed("eben getippt", "alt", "");
        assert_eq!(merge(&saved, &kept, &now), typed("eben getippt", "Gerät", "Gerät"));
    }

    #[test]
    fn a_picture_that_is_newer_than_the_copy_keeps_its_words() {
        let (saved, now) = (typed("alt", "alt", "Eine Bank"), typed("alt", "alt", "Eine Bank"));
        let kept = Typed { descriptions: Vec::new(), ..typed("Gerät", "alt", "") };
        assert_eq!(merge(&saved, &kept, &now), typed("Gerät", "alt", "Eine Bank"));
    }
}
