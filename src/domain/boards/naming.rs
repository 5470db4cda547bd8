//! What a board is called, and the word for it in addresses.

use crate::text;

pub const LONGEST_TITLE: usize = 120;
const LONGEST_SLUG: usize = 60;

/// Words that stand for something else in addresses and forms, now or soon.
const RESERVED: [&str; 8] = ["alle", "api", "entwurf", "export", "feed", "karte", "neu", "papier"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    #[error("a board needs a title with at least one letter or figure; write what it is about")]
    TitleMissing,
    #[error("the title is too long; shorten it to 120 characters")]
    TitleTooLong,
    #[error("the slug is not made of small letters, figures and hyphens, 60 at most; write it like hafen-2027")]
    Malformed,
    #[error("the slug stands for something else already; choose another one")]
    Reserved,
}

/// A name that a new board can have. Whether another board has its slug, the database knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    title: String,
    slug: String,
}

impl Name {
    /// Without a slug the title proposes one.
    pub fn of(typed_title: &str, typed_slug: &str) -> Result<Self, NameProblem> {
        let title = title(typed_title)?;
        let slug = match typed_slug.trim() {
            "" => text::slug(&title),
            typed => typed.to_owned(),
        };
        if slug != text::slug(&slug) || slug.contains("--") || slug.is_empty() || slug.len() > LONGEST_SLUG {
            return Err(NameProblem::Malformed);
        }
        if RESERVED.contains(&slug.as_str()) {
            return Err(NameProblem::Reserved);
        }
        Ok(Self { title, slug })
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn slug(&self) -> &str {
        &self.slug
    }
}

/// The title of a board, old or new.
pub fn title(typed: &str) -> Result<String, NameProblem> {
    let title = text::clean_line(typed);
    if text::slug(&title).is_empty() || text::deceives(&title) {
        return Err(NameProblem::TitleMissing);
    }
    if text::length(&title) > LONGEST_TITLE { Err(NameProblem::TitleTooLong) } else { Ok(title) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_proposes_the_word_in_addresses() {
        let name = Name::of("  Der  Hafen von übermorgen ", "").unwrap();
        assert_eq!((name.title(), name.slug()), ("Der Hafen von übermorgen", "der-hafen-von-uebermorgen"));
        assert_eq!(Name::of("Der Hafen", " hafen-2027 ").unwrap().slug(), "hafen-2027");
    }

    #[test]
    fn what_is_missing_too_long_malformed_or_taken_by_the_program_says_so() {
        assert_eq!(Name::of("***", "hafen"), Err(NameProblem::TitleMissing));
        assert_eq!(Name::of(&"a".repeat(121), "hafen"), Err(NameProblem::TitleTooLong));
        for slug in ["Hafen", "der hafen", "hafen/2", "-hafen", "häfen", "a--b", &"a".repeat(61)] {
            assert_eq!(Name::of("Der Hafen", slug), Err(NameProblem::Malformed), "{slug}");
        }
        assert_eq!(Name::of("Neu", ""), Err(NameProblem::Reserved));
    }

    proptest! {
        #[test]
        fn a_slug_survives_the_address_in_which_it_is_a_filter(title in ".{0,140}", slug in "[a-z0-9-]{0,64}") {
            if let Ok(name) = Name::of(&title, &slug) {
                let filter = crate::filter::BoardFilter::from_pairs([("liste", name.slug())]);
                prop_assert_eq!(filter.board.as_deref(), Some(name.slug()));
            }
        }
    }
}
