//! "Das steht in Deinem Text" while it is written, from the same code with which the server asks. Nothing leaves the
//! device for it. Calm: it waits until somebody pauses, and says each thing once.

use std::{cell::Cell, rc::Rc, time::Duration};

use domain::personal_data::{self, Kind};
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    web_sys::{Element, HtmlElement},
};
use wasm_bindgen::JsCast;

use super::{
    dom,
    shell::{Part, shell},
    words::island_words,
};

const PAUSE: Duration = Duration::from_millis(1_200);

/// The fields of all forms that are published and typed freely.
const FIELDS: &str = "input[name=titel], textarea[name=text], input[name=ortsangabe]";

island_words! {
    pub struct PersonalHintWords {
        found,
        public,
        was_removed,
        phone,
        email,
        iban,
        number_plate,
        name,
        phone_removed,
        email_removed,
        iban_removed,
        number_plate_removed,
        name_removed,
    }
}

#[cfg(feature = "ssr")]
impl PersonalHintWords {
    pub fn of(visit: &crate::Visit) -> Self {
        let words = &visit.words().personal;
        Self {
            found: words.found.into(),
            public: words.public.into(),
            was_removed: words.was_removed.into(),
            phone: words.phone.into(),
            email: words.email.into(),
            iban: words.iban.into(),
            number_plate: words.number_plate.into(),
            name: words.name.into(),
            phone_removed: words.phone_removed.into(),
            email_removed: words.email_removed.into(),
            iban_removed: words.iban_removed.into(),
            number_plate_removed: words.number_plate_removed.into(),
            name_removed: words.name_removed.into(),
        }
    }
}

impl PersonalHintWords {
    fn name(&self, kind: Kind) -> &str {
        match kind {
            Kind::Phone => &self.phone,
            Kind::Email => &self.email,
            Kind::Iban => &self.iban,
            Kind::NumberPlate => &self.number_plate,
            Kind::Name => &self.name,
        }
    }

    fn removed(&self, kind: Kind) -> &str {
        match kind {
            Kind::Phone => &self.phone_removed,
            Kind::Email => &self.email_removed,
            Kind::Iban => &self.iban_removed,
            Kind::NumberPlate => &self.number_plate_removed,
            Kind::Name => &self.name_removed,
        }
    }
}

/// Inside of a form. Its child is the button that removes what was found.
#[island(lazy)]
pub fn PersonalHint(words: PersonalHintWords, children: Children) -> impl IntoView {
    let wake = move |part: Part| {
        let Some(form) = part.root.closest("form").ok().flatten() else { return };
        let hint = Rc::new(Hint { part, form, words, timer: Cell::new(None) });
        // Typed before this woke.
        hint.clone().look_later();
        let typed = hint.clone();
        dom::on(&hint.form, "input", move |_| typed.clone().look_later());
        if let Some(button) = hint.part.find("button") {
            dom::on(&button, "click", move |_| hint.remove());
        }
    };
    shell("personal-hint", children, Box::new(wake))
}

struct Hint {
    part: Part,
    form: Element,
    words: PersonalHintWords,
    timer: Cell<Option<TimeoutHandle>>,
}

impl Hint {
    fn look_later(self: Rc<Self>) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        let hint = self.clone();
        self.timer.set(set_timeout_with_handle(move || hint.look(), PAUSE).ok());
    }

    fn look(&self) {
        let (mut sentence, mut asked) = (String::new(), String::new());
        for field in dom::all(&self.form, FIELDS) {
            let text = dom::value(&field);
            for finding in personal_data::find(&text) {
                let found = finding.of(&text);
                if asked.lines().any(|line| line == found) {
                    continue;
                }
                sentence.push_str(if sentence.is_empty() { &self.words.found } else { "," });
                for part in [" ", self.words.name(finding.kind), " ", found] {
                    sentence.push_str(part);
                }
                asked.push_str(found);
                asked.push('\n');
            }
        }
        if sentence.is_empty() {
            if self.is_shown() {
                self.show("");
            }
            return;
        }
        sentence.push_str(". ");
        sentence.push_str(&self.words.public);
        self.show(&sentence);
        // Who read it here is not asked once more by the server.
        if let Some(input) = dom::find(&self.form, "input[name=gefragt]") {
            dom::set_value(&input, &asked);
        }
    }

    fn is_shown(&self) -> bool {
        self.part.find("button").is_some_and(|button| !button.has_attribute("hidden"))
    }

    fn show(&self, sentence: &str) {
        // The same sentence set again would be read aloud again.
        if self.part.find("[role=status]").and_then(|said| said.text_content()).as_deref() != Some(sentence) {
            self.part.say(sentence, if sentence.is_empty() { "visually-hidden" } else { "personal-hint__text" });
        }
        if let Some(button) = self.part.find("button") {
            let _ = button.toggle_attribute_with_force("hidden", sentence.is_empty());
        }
    }

    fn remove(&self) {
        for field in dom::all(&self.form, FIELDS) {
            let text = dom::value(&field);
            let without = personal_data::redact(&text, |kind| self.words.removed(kind));
            if without != text {
                dom::set_value(&field, &without);
                dom::say_changed(&field);
                if let Some(field) = field.dyn_ref::<HtmlElement>() {
                    let _ = field.focus();
                }
            }
        }
        self.show("");
        self.part.say(&self.words.was_removed, "personal-hint__text");
    }
}
