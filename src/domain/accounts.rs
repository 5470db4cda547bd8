//! Accounts: who a person is to the platform, and how sure it is of it. Nobody needs one.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text;

/// An address as letters are sent to it. Compared in lower case: no provider tells `Ada@` from `ada@`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnEmail;

impl Email {
    /// RFC 5321, 4.5.3.1.3.
    const LONGEST: usize = 254;

    /// Reads what a person typed. Whether anybody is there only a letter can tell.
    pub fn parse(typed: &str) -> Result<Self, NotAnEmail> {
        let typed = typed.trim();
        let (name, host) = typed.rsplit_once('@').ok_or(NotAnEmail)?;
        let is_plain =
            |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | ',' | ';' | '"' | '@');
        let labels_are_fine = host.split('.').all(|label| {
            let is_word = |c: char| c.is_alphanumeric() || c == '-';
            !label.is_empty() && label.chars().all(is_word) && !label.starts_with('-') && !label.ends_with('-')
        });
        let is_fine = !name.is_empty()
            && name.chars().all(is_plain)
            && host.contains('.')
            && labels_are_fine
            && typed.len() <= Self::LONGEST;
        if is_fine { Ok(Self(typed.to_lowercase())) } else { Err(NotAnEmail) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `a…@example.org`: enough for its owner to know it again.
    pub fn masked(&self) -> String {
        let (name, host) = self.0.rsplit_once('@').unwrap_or(("", &self.0));
        format!("{}…@{host}", name.chars().next().unwrap_or_default())
    }
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;

    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Never whole in a log.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// How sure the platform is of a person. Boards and votes say which level they need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    Guest,
    EmailConfirmed,
    /// By a clerk at the counter or by a code in a letter.
    ResidentConfirmed,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Guest, Self::EmailConfirmed, Self::ResidentConfirmed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::EmailConfirmed => "email",
            Self::ResidentConfirmed => "resident",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// The longest name beside a contribution.
pub const LONGEST_NAME: usize = 60;

/// What somebody wants to be called beside their contributions: one line, or nothing.
pub fn name(typed: &str) -> Option<String> {
    let line = text::clean_line(typed);
    if text::deceives(&line) {
        return None;
    }
    let name: String = line.chars().take(LONGEST_NAME).collect();
    Some(name.trim_end().to_owned()).filter(|name| !name.is_empty())
}

/// What is wrong with a new password. Length is what counts (NIST SP 800-63B-4, 3.1.1.2): no rule about signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    #[error("shorter than {SHORTEST_PASSWORD} characters")]
    TooShort,
    #[error("longer than {LONGEST_PASSWORD} characters")]
    TooLong,
    #[error("among those that are tried first")]
    TooCommon,
    #[error("made of the person's own address")]
    OwnAddress,
}

pub const SHORTEST_PASSWORD: usize = 10;
pub const LONGEST_PASSWORD: usize = 256;

/// What somebody thinks of first who looks at this platform. A password that is hardly more than one of them is none. The
/// manual for operators lists the same words.
pub const WORDS_OF_THE_PLACE: [&str; 9] = [
    "wegmarken",
    "rostock",
    "warnemünde",
    "warnemuende",
    "hansestadt",
    "smilecity",
    "beteiligung",
    "verwaltung",
    "passwort",
];

/// How many signs more make something else of such a word.
const MORE: usize = 6;

/// The rules. The list of what strangers try first is with the server, which asks it besides.
pub fn check_password(password: &str, email: &Email) -> Result<(), BadPassword> {
    let length = password.chars().count();
    let plain = password.to_lowercase();
    let name = email.as_str().split('@').next().unwrap_or_default();
    let mut letters = plain.chars();
    let first = letters.next();
    let is_hardly_more_than = |word: &str| length < word.chars().count() + MORE;
    if length < SHORTEST_PASSWORD {
        Err(BadPassword::TooShort)
    } else if length > LONGEST_PASSWORD {
        Err(BadPassword::TooLong)
    } else if WORDS_OF_THE_PLACE.iter().any(|word| plain.contains(word) && is_hardly_more_than(word))
        || letters.all(|c| Some(c) == first)
    {
        Err(BadPassword::TooCommon)
    } else if plain == email.as_str() || (name.len() > 3 && plain.starts_with(name) && is_hardly_more_than(name)) {
        Err(BadPassword::OwnAddress)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for typed in [" Ada@Example.ORG ", "ada@example.org"] {
            assert_eq!(Email::parse(typed).unwrap().as_str(), "ada@example.org");
        }
        for typed in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "a da@example.org",
            "ada@-x.org",
            "a@b@c.org",
            "a@x..org",
            "a\n@x.org",
            "<a@x.org>",
        ] {
            assert!(Email::parse(typed).is_err(), "{typed}");
        }
        assert_eq!(format!("{:?}", Email::parse("ada@example.org").unwrap()), "a…@example.org");
    }

    #[test]
    fn length_makes_a_password_good_and_what_everybody_tries_makes_it_bad() {
        let email = Email::parse("ada.lovelace@example.org").unwrap();
        assert_eq!(check_password("kurz", &email), Err(BadPassword::TooShort));
        assert_eq!(check_password(&"a1".repeat(200), &email), Err(BadPassword::TooLong));
        assert_eq!(check_password("Passwort123", &email), Err(BadPassword::TooCommon));
        assert_eq!(check_password("aaaaaaaaaaaa", &email), Err(BadPassword::TooCommon));
        assert_eq!(check_password("ada.lovelace1", &email), Err(BadPassword::OwnAddress));
        for of_the_place in ["Rostock-2026", "wegmarken!1", "Hansestadt123", "MeinPasswort"] {
            assert_eq!(check_password(of_the_place, &email), Err(BadPassword::TooCommon), "{of_the_place}");
        }
        // Any signs, spaces among them, and far more than anybody remembers.
        let long = "a1".repeat(32);
        for good in ["Möwe Hafen Regen", "rostocker möwe im regen", "kleineworte", "1!aA ÄÖÜ ß €", long.as_str()]
        {
            assert_eq!(check_password(good, &email), Ok(()), "{good}");
        }
    }

    #[test]
    fn a_name_is_one_short_honest_line() {
        assert_eq!(name("  Ada\n Lovelace "), Some("Ada Lovelace".into()));
        for nothing in ["", "  \n", "Ada \u{202E}"] {
            assert_eq!(name(nothing), None, "{nothing:?}");
        }
        assert_eq!(name(&"a".repeat(100)).map(|name| name.len()), Some(LONGEST_NAME));
    }

    proptest! {
        #[test]
        fn whatever_is_read_reads_back(typed in ".{0,60}") {
            if let Ok(email) = Email::parse(&typed) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }
    }
}
