//! Keyset pagination: a cursor names the last row seen, so that page 10 000 costs what page 1 costs.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::channel::ByChannel;

/// The position after one row: its sort key and its id (the tie-break). Travels in `?seite=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub way: Way,
    pub key: i64,
    pub id: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Rows after this one.
    Forward,
    /// Rows before this one (the back link).
    Backward,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.way {
            Way::Forward => 'n',
            Way::Backward => 'v',
        };
        write!(f, "{way}{}.{}", self.key, self.id)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a page of this list")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (way, rest) = match text.split_at_checked(1) {
            Some(("n", rest)) => (Way::Forward, rest),
            Some(("v", rest)) => (Way::Backward, rest),
            _ => return Err(NotACursor),
        };
        let (key, id) = rest.split_once('.').ok_or(NotACursor)?;
        let number = |part: &str| part.parse::<i64>().map_err(|_| NotACursor);
        Ok(Self { way, key: number(key)?, id: number(id)? })
    }
}

/// One page of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub previous: Option<Cursor>,
    pub next: Option<Cursor>,
    pub total: Total,
    /// By which ways all of them came, where they were counted to the end.
    pub channels: Option<ByChannel>,
}

/// How many rows there are; counting stops at a limit, because "more than 1 000" answers the reader's question and
/// costs the same with a million rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Total {
    Exactly(i64),
    MoreThan(i64),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_survives_its_address(key: i64, id: i64, forward: bool) {
            let cursor = Cursor { way: if forward { Way::Forward } else { Way::Backward }, key, id };
            prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }

        #[test]
        fn whatever_stands_in_the_address_is_answered(text in ".*") {
            let _verdict = text.parse::<Cursor>();
        }
    }
}
