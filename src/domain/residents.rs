//! Confirming that somebody lives in the city. What a clerk reads from an identity card is made into one line, of which
//! only a keyed hash is kept.

use crate::{ids::AccountId, text};

/// What the clerk typed; nothing of it is stored.
#[derive(Clone, Default)]
pub struct Typed {
    pub name: String,
    /// As on the card: 24.12.1990, or as browsers send it: 1990-12-24.
    pub born: String,
    pub postal_code: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadResident {
    #[error("a given name and a family name are needed")]
    Name,
    #[error("no date of birth")]
    Born,
    #[error("no postal code of the city")]
    PostalCode,
}

/// Who somebody is, in one way of writing. Never `Debug`: it belongs into no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Resident(String);

/// The postal codes of Rostock.
const POSTAL_CODES: [&str; 10] =
    ["18055", "18057", "18059", "18069", "18106", "18107", "18109", "18119", "18146", "18147"];

impl Typed {
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.born, &self.postal_code].into_iter().all(|text| text.trim().is_empty())
    }

    pub fn check(&self) -> Result<Resident, BadResident> {
        // Cards and forms have given and family name in either order.
        let folded = text::fold(&self.name);
        let mut names: Vec<&str> = folded.split_whitespace().collect();
        names.sort_unstable();
        let postal_code = self.postal_code.trim();
        if names.len() < 2 {
            Err(BadResident::Name)
        } else if !POSTAL_CODES.contains(&postal_code) {
            Err(BadResident::PostalCode)
        } else {
            let (year, month, day) = date(self.born.trim()).ok_or(BadResident::Born)?;
            Ok(Resident(format!("{} {year:04}-{month:02}-{day:02} {postal_code}", names.join(" "))))
        }
    }
}

impl Resident {
    /// For the keyed hash.
    pub fn in_one_line(&self) -> &str {
        &self.0
    }
}

fn date(typed: &str) -> Option<(u16, u16, u16)> {
    let number = |text: &str| text.trim().parse::<u16>().ok();
    let parts: Vec<&str> = typed.split(['.', '-']).collect();
    let (year, month, day) = match (parts.as_slice(), typed.contains('.')) {
        ([day, month, year], true) | ([year, month, day], false) => (number(year)?, number(month)?, number(day)?),
        _ => return None,
    };
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    };
    let fits = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=longest).contains(&day);
    fits.then_some((year, month, day))
}

/// What a citizen reads out at the counter: the number of the account, and four signs that show a typing error.
pub fn counter_code(account: AccountId, check: &str) -> String {
    format!("{account}-{}", check.chars().take(4).collect::<String>().to_uppercase())
}

/// The number and the signs of a code that somebody typed.
pub fn read_counter_code(typed: &str) -> Option<(AccountId, String)> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (id, check) = plain.split_once('-')?;
    Some((AccountId(id.parse().ok().filter(|id| *id > 0)?), check.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, born: &str, postal_code: &str) -> Typed {
        Typed { name: name.into(), born: born.into(), postal_code: postal_code.into() }
    }

    #[test]
    fn one_person_is_one_line_however_a_clerk_types() {
        let one = typed("Jürgen Groß", "24.12.1990", "18055").check().unwrap();
        for same in [typed("  gross   JUERGEN ", "1990-12-24", " 18055"), typed("Groß, Jürgen", "24.12.1990", "18055")]
        {
            assert!(same.check().unwrap() == one);
        }
        assert!(typed("Jürgen Groß", "25.12.1990", "18055").check().unwrap() != one);
    }

    #[test]
    fn what_is_missing_is_named() {
        for (wrong, why) in [
            (typed("Groß", "24.12.1990", "18055"), BadResident::Name),
            (typed("Jürgen Groß", "31.02.1990", "18055"), BadResident::Born),
            (typed("Jürgen Groß", "", "18055"), BadResident::Born),
            (typed("Jürgen Groß", "24.12.1990", "10115"), BadResident::PostalCode),
        ] {
            assert!(wrong.check().err() == Some(why), "{why:?}");
        }
        assert!(date("29.02.2000").is_some() && date("29.02.1900").is_none());
    }

    #[test]
    fn a_code_of_the_counter_reads_back() {
        assert_eq!(read_counter_code(" 17-k3qx "), Some((AccountId(17), "K3QX".into())));
        assert_eq!(counter_code(AccountId(17), "k3qxzz"), "17-K3QX");
        for wrong in ["", "17", "-K3QX", "x-K3QX", "0-K3QX"] {
            assert_eq!(read_counter_code(wrong), None, "{wrong}");
        }
    }
}
