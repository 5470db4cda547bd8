//! The fields of the form as a draft, and the copy of it that this device keeps until the server has it.

use domain::{
    fields::Field,
    proposals::{Draft, PARTS, Seen},
};
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

/// Part by part: what was typed just now wins, then what this device kept and the server never got, then what the server
/// has. With it comes what had been seen when it was typed: the server must not take an old copy for a fresh choice.
pub fn merge(saved: &Typed, kept: &DeviceCopy, now: &Typed, page: &[Seen]) -> (Typed, Vec<Seen>) {
    let mut wanted = now.clone();
    let mut seen = if kept.seen.is_empty() { page.to_vec() } else { kept.seen.clone() };
    for field in PARTS {
        let is_typed_now = !now.draft.is_same(field, &saved.draft);
        let was_sent = !kept.seen.is_empty() && kept.seen.iter().all(|seen| seen.is(field, &kept.typed.draft));
        if !is_typed_now && !was_sent {
            wanted.draft.take(field, &kept.typed.draft);
        } else if let Some(page) = page.first() {
            seen.iter_mut().for_each(|seen| seen.take(field, page));
        }
    }
    let of = |typed: &Typed, id: i64| {
        typed.descriptions.iter().find(|(other, _)| *other == id).map(|(_, text)| text.clone())
    };
    for (id, text) in &mut wanted.descriptions {
        let saved = of(saved, *id).unwrap_or_default();
        // A picture that was sent later has no words in an old copy.
        if let Some(kept) = of(&kept.typed, *id).filter(|_| *text == saved) {
            *text = kept;
        }
    }
    (wanted, seen)
}

/// Lives in the browser's storage from the first key to the server's acknowledgement, so a copy that is there was never
/// acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceCopy {
    pub typed: Typed,
    pub seen: Vec<Seen>,
}

impl DeviceCopy {
    fn name(key: &str) -> String {
        format!("wegmarken-entwurf-{key}")
    }

    pub fn of(key: &str) -> Option<Self> {
        let text = window().local_storage().ok()??.get_item(&Self::name(key)).ok()??;
        let (seen, Listed(draft), descriptions): (String, _, _) = serde_json::from_str(&text).ok()?;
        Some(Self { typed: Typed { draft, descriptions }, seen: Seen::read(&seen) })
    }

    /// Storage can be full or forbidden; then the server alone keeps the draft.
    pub fn keep(&self, key: &str) {
        let Typed { draft, descriptions } = &self.typed;
        let text = serde_json::to_string(&(Seen::write(&self.seen), Listed(draft.clone()), descriptions));
        if let (Ok(Some(storage)), Ok(text)) = (window().local_storage(), text) {
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

    fn kept(typed: Typed, seen: &Typed) -> DeviceCopy {
        DeviceCopy { typed, seen: vec![Seen::of(&seen.draft)] }
    }

    #[test]
    fn nothing_typed_is_overwritten_by_something_older() {
        let saved = typed("alt", "alt", "");
        let kept = kept(typed("Gerät", "Gerät", "Gerät"), &saved);
        let now = typed("eben getippt", "alt", "");
        let (wanted, _) = merge(&saved, &kept, &now, &[Seen::of(&saved.draft)]);
        assert_eq!(wanted, typed("eben getippt", "Gerät", "Gerät"));
    }

    #[test]
    fn a_picture_that_is_newer_than_the_copy_keeps_its_words() {
        let (saved, now) = (typed("alt", "alt", "Eine Bank"), typed("alt", "alt", "Eine Bank"));
        let kept = kept(Typed { descriptions: Vec::new(), ..typed("Gerät", "alt", "") }, &saved);
        let (wanted, _) = merge(&saved, &kept, &now, &[Seen::of(&saved.draft)]);
        assert_eq!(wanted, typed("Gerät", "alt", "Eine Bank"));
    }

    #[test]
    fn a_copy_takes_nothing_back_that_another_device_changed_meanwhile() {
        let before = typed("alt", "alt", "");
        let kept = kept(typed("Gerät", "alt", ""), &before);
        let saved = typed("anderswo", "anderswo", "");
        let (wanted, seen) = merge(&saved, &kept, &saved, &[Seen::of(&saved.draft)]);
        // What both changed goes back to the server with what was seen then, so that it asks.
        assert_eq!(wanted.draft, typed("Gerät", "anderswo", "").draft);
        let merged = domain::proposals::merge(&saved.draft, &wanted.draft, &seen);
        assert_eq!((merged.draft, merged.conflicts), (saved.draft, vec![Field::Title]));
    }
}
