//! What becomes of one draft in two windows, or on two devices. A page carries a mark of what it showed for each part of
//! the draft, so whoever saves it sees what was changed here, what was changed elsewhere, and what in both places.

use std::fmt;

use super::Draft;
use crate::fields::Field;

/// The parts of a draft that change on their own. A place is one: a point of here with the Ortsteil of there is nowhere.
pub const PARTS: [Field; 8] = [
    Field::Title,
    Field::Text,
    Field::Theme,
    Field::Goals,
    Field::Place,
    Field::PlaceNote,
    Field::Author,
    Field::Email,
];

impl Draft {
    fn part(&self, field: Field) -> Vec<&str> {
        match field {
            Field::Title => vec![self.title.as_str()],
            Field::Text => vec![self.text.as_str()],
            Field::Theme => vec![self.theme.as_str()],
            Field::Goals => self.goals.iter().map(String::as_str).collect(),
            Field::Place => vec![self.pin.as_str(), self.district.as_str()],
            Field::PlaceNote => vec![self.place_note.as_str()],
            Field::Author => vec![self.author.as_str()],
            Field::Email => vec![self.email.as_str()],
            _ => Vec::new(),
        }
    }

    pub fn is_same(&self, field: Field, other: &Self) -> bool {
        self.part(field) == other.part(field)
    }

    /// Takes one part from another draft.
    pub fn take(&mut self, field: Field, other: &Self) {
        match field {
            Field::Title => self.title.clone_from(&other.title),
            Field::Text => self.text.clone_from(&other.text),
            Field::Theme => self.theme.clone_from(&other.theme),
            Field::Goals => self.goals.clone_from(&other.goals),
            Field::Place => {
                self.pin.clone_from(&other.pin);
                self.district.clone_from(&other.district);
            }
            Field::PlaceNote => self.place_note.clone_from(&other.place_note),
            Field::Author => self.author.clone_from(&other.author),
            Field::Email => self.email.clone_from(&other.email),
            _ => {}
        }
    }
}

/// A mark of each part of a draft, short enough to travel with every form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen(Vec<String>);

impl Seen {
    pub fn of(draft: &Draft) -> Self {
        Self(PARTS.iter().map(|field| mark(&draft.part(*field))).collect())
    }

    /// Several, as a form carries them: what the page showed, then what it sent without hearing that it arrived. What is
    /// none fits nothing.
    pub fn read(text: &str) -> Vec<Self> {
        text.split_whitespace().map(|one| Self(one.split('-').map(str::to_owned).collect())).collect()
    }

    pub fn write(all: &[Self]) -> String {
        all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Whether this is how the part looked.
    pub fn is(&self, field: Field, draft: &Draft) -> bool {
        self.mark(field).is_some_and(|seen| *seen == mark(&draft.part(field)))
    }

    /// As if this part had never been shown: what is stored of it stays until somebody chooses.
    pub fn forget(&mut self, field: Field) {
        self.set(field, String::new());
    }

    pub fn take(&mut self, field: Field, other: &Self) {
        self.set(field, other.mark(field).cloned().unwrap_or_default());
    }

    fn mark(&self, field: Field) -> Option<&String> {
        let place = PARTS.iter().position(|part| *part == field)?;
        self.0.get(place)
    }

    fn set(&mut self, field: Field, mark: String) {
        let place = PARTS.iter().position(|part| *part == field);
        if let Some(there) = place.and_then(|place| self.0.get_mut(place)) {
            *there = mark;
        }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("-"))
    }
}

/// FNV-1a over 64 bits: whoever makes two texts with one mark harms nobody's draft but their own.
fn mark(texts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for text in texts {
        text.bytes().for_each(&mut add);
        // A byte that no text holds: "ab","c" and "a","bc" differ.
        add(0xFF);
    }
    format!("{hash:x}")
}

/// What is to be stored, and the parts that were changed here and elsewhere: of those what is stored stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub draft: Draft,
    pub conflicts: Vec<Field>,
}

/// Puts what somebody typed together with what is stored. `seen` is what their page showed and then what it sent without
/// an answer; a page that showed nothing can only fill in what is empty.
pub fn merge(stored: &Draft, typed: &Draft, seen: &[Seen]) -> Merged {
    let nothing = [Seen::of(&Draft::default())];
    let seen = if seen.is_empty() { &nothing[..] } else { seen };
    let mut merged = Merged { draft: stored.clone(), conflicts: Vec::new() };
    for field in PARTS {
        let is_untouched = seen.iter().all(|seen| seen.is(field, typed));
        if is_untouched || stored.is_same(field, typed) {
            continue;
        }
        if seen.iter().any(|seen| seen.is(field, stored)) {
            merged.draft.take(field, typed);
        } else {
            merged.conflicts.push(field);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(title: &str, text: &str) -> Draft {
        Draft { title: title.into(), text: text.into(), ..Draft::default() }
    }

    fn merged(stored: &Draft, typed: &Draft, seen: &[&Draft]) -> (Draft, Vec<Field>) {
        let seen: Vec<Seen> = seen.iter().map(|draft| Seen::of(draft)).collect();
        let Merged { draft, conflicts } = merge(stored, typed, &Seen::read(&Seen::write(&seen)));
        (draft, conflicts)
    }

    #[test]
    fn what_changed_in_one_place_only_is_kept_from_both() {
        let (before, here, there) = (draft("alt", "alt"), draft("neu", "alt"), draft("alt", "neu"));
        assert_eq!(merged(&there, &here, &[&before]), (draft("neu", "neu"), vec![]));
    }

    #[test]
    fn what_changed_in_both_places_stays_as_it_is_stored_and_is_named() {
        let (before, here, there) = (draft("alt", "alt"), draft("hier", "hier"), draft("dort", "alt"));
        assert_eq!(merged(&there, &here, &[&before]), (draft("dort", "hier"), vec![Field::Title]));
        // Whoever saw both and saves again has chosen.
        assert_eq!(merged(&there, &here, &[&there]), (here, vec![]));
    }

    #[test]
    fn the_same_words_from_two_places_are_no_conflict() {
        let (before, after) = (draft("alt", "alt"), draft("neu", "neu"));
        assert_eq!(merged(&after, &after, &[&before]), (after.clone(), vec![]));
    }

    #[test]
    fn who_goes_on_typing_after_a_lost_answer_does_not_meet_their_own_words() {
        let (before, sent) = (draft("Bä", ""), draft("Bän", ""));
        let more = draft("Bänke", "");
        assert_eq!(merged(&sent, &more, &[&before, &sent]), (more.clone(), vec![]));
        assert_eq!(merged(&before, &more, &[&before, &sent]), (more, vec![]));
        // Back to the beginning is a change too.
        assert_eq!(merged(&sent, &before, &[&before, &sent]), (before, vec![]));
    }

    #[test]
    fn who_saw_nothing_only_fills_in_what_is_empty() {
        let (stored, typed) = (draft("dort", ""), draft("hier", "hier"));
        assert_eq!(merged(&stored, &typed, &[]), (draft("dort", "hier"), vec![Field::Title]));
        assert_eq!(merge(&stored, &typed, &Seen::read("unlesbar")).conflicts, [Field::Title, Field::Text]);
    }

    #[test]
    fn a_place_is_taken_as_a_whole() {
        let place =
            |pin: &str, district: &str| Draft { pin: pin.into(), district: district.into(), ..Draft::default() };
        let (before, here, there) = (place("", "3"), place("12.1,54.1", "3"), place("", "4"));
        assert_eq!(merged(&there, &here, &[&before]), (there, vec![Field::Place]));
    }

    #[test]
    fn a_part_that_waits_for_a_choice_is_not_stored_over() {
        let (stored, typed) = (draft("dort", ""), draft("hier", ""));
        let mut seen = Seen::of(&stored);
        seen.forget(Field::Title);
        assert_eq!(merge(&stored, &typed, &[seen.clone()]).conflicts, [Field::Title]);
        seen.take(Field::Title, &Seen::of(&stored));
        assert_eq!(seen, Seen::of(&stored));
    }

    proptest! {
        #[test]
        fn nothing_of_either_side_is_ever_lost(stored in "[ab]{0,2}", typed in "[ab]{0,2}", before in "[ab]{0,2}") {
            let (stored, typed, before) = (draft(&stored, ""), draft(&typed, ""), draft(&before, ""));
            let (kept, conflicts) = merged(&stored, &typed, &[&before]);
            let is_lost = |words: &Draft| *words != before && *words != kept && conflicts.is_empty();
            prop_assert!(!is_lost(&stored) && !is_lost(&typed), "{kept:?}");
            prop_assert!(conflicts.is_empty() || kept == stored);
        }
    }
}
