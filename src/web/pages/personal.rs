//! "Das steht in Deinem Text": personal data in what somebody is about to publish. It asks once and never forbids.

use domain::personal_data::{self, Kind, find};
use leptos::prelude::*;

use crate::{
    Visit,
    islands::{PersonalHint, PersonalHintWords},
    locales::personal::Personal,
    ui::{Icon, Notice, NoticeKind},
};

/// The field with which a form says what its writer was asked about.
pub const ASKED: &str = "gefragt";

/// The button that has it removed: the value of `aktion`.
pub const REMOVE: &str = "unkenntlich";

/// What was found in some texts, each thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found(Vec<(Kind, String)>);

impl Found {
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Vec::new();
        for text in texts {
            for finding in find(text) {
                let found = (finding.kind, finding.of(text).to_owned());
                if !all.contains(&found) {
                    all.push(found);
                }
            }
        }
        Self(all)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &(Kind, String)> {
        self.0.iter()
    }

    /// As the form sends it back: who read about all of this is not asked again.
    pub fn asked(&self) -> String {
        self.0.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Whether there is something that the writer was not asked about. Forms send line ends of their own.
    pub fn is_news(&self, asked: &str) -> bool {
        self.0.iter().any(|(_, words)| !personal_data::was_asked(words, asked))
    }
}

/// What stands in the place of what was removed, in the language of the page.
pub fn redact(visit: &Visit, text: &str) -> String {
    let words = &visit.words().personal;
    personal_data::redact(text, |kind| removed(words, kind))
}

pub fn removed(words: &'static Personal, kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => words.phone_removed,
        Kind::Email => words.email_removed,
        Kind::Iban => words.iban_removed,
        Kind::NumberPlate => words.number_plate_removed,
        Kind::Name => words.name_removed,
    }
}

pub fn name(words: &'static Personal, kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => words.phone,
        Kind::Email => words.email,
        Kind::Iban => words.iban,
        Kind::NumberPlate => words.number_plate,
        Kind::Name => words.name,
    }
}

/// The list with both ways: the button of the form sends it as it is, the one in here removes it.
#[component]
pub fn PersonalNotice(
    visit: Visit,
    found: Found,
    /// Says what both ways are.
    choice: &'static str,
    /// A button inside this form.
    children: Children,
) -> impl IntoView {
    let words = &visit.words().personal;
    if found.is_empty() {
        return ().into_any();
    }
    let items = found
        .0
        .into_iter()
        .map(|(kind, text)| view! { <li>{name(words, kind)}": "<strong>{text}</strong></li> })
        .collect_view();
    view! {
        <div id="persoenlich" tabindex="-1">
            <Notice kind=NoticeKind::Warning>
                <p>{words.found}</p>
                <ul>{items}</ul>
                <p>{words.public}" "{choice}</p>
                {children()}
            </Notice>
        </div>
    }
    .into_any()
}

/// The same while it is typed, where there is script; inside of a form.
#[component]
pub fn PersonalWhileTyping(visit: Visit) -> impl IntoView {
    let remove = visit.words().personal.remove;
    view! {
        <div data-wake="typed">
            <PersonalHint words=PersonalHintWords::of(&visit)>
                <button class="button button--secondary" type="button" hidden>{remove}</button>
            </PersonalHint>
        </div>
    }
    .into_any()
}

/// On top of a form that comes back with the question, inside of it.
#[component]
pub fn PersonalChoice(visit: Visit, found: Found) -> impl IntoView {
    let words = &visit.words().personal;
    if found.is_empty() {
        return ().into_any();
    }
    view! {
        // Enter in a field presses the first button of a form, and that must not change what was typed.
        <button class="visually-hidden form__default" type="submit" tabindex="-1" aria-hidden="true"></button>
        <PersonalNotice visit=visit found=found choice=words.send_or_remove>
            <button class="button button--secondary" type="submit" name="aktion" value=REMOVE>
                <Icon name="lock"/>{words.remove}
            </button>
        </PersonalNotice>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;
    use crate::locales::Words;

    #[test]
    fn what_somebody_was_asked_about_is_no_news_and_everything_else_is() {
        let found = Found::of(["Frau Müller, 0381 1234567", "noch einmal 0381 1234567"]);
        assert_eq!(found.0.len(), 2);
        assert!(found.is_news(""));
        assert!(!found.is_news(&found.asked().replace('\n', "\r\n")));
        assert!(Found::of(["0381 7654321"]).is_news(&found.asked()));
        assert!(!Found::of(["Mehr Bänke am Hafen"]).is_news(""));
    }

    #[test]
    fn nothing_that_is_put_in_its_place_is_found_again() {
        for language in Language::ALL {
            let words = &Words::of(language).personal;
            for kind in Kind::ALL {
                assert_eq!(find(&format!("{0} {0}{0}", removed(words, kind))), [], "{language:?}");
            }
            assert_eq!(find(words.words_removed), []);
        }
    }
}
