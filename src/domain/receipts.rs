//! Receipts (Belege): a code with which the author of a contribution comes back without an account.

use std::{fmt, str::FromStr};

/// Crockford's base 32: no I, L, O, U, so that a code can be read aloud and copied from paper.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// Twelve characters carry 60 random bits, those of a kiosk 50. At ten guesses a second, which is as often as one address may
/// read, the chance to find one within 100 years is 3 % among a million codes, and 24 % among 10,000 of kiosks. Who has a
/// thousand addresses needs a thousandth of the time.
const LENGTH: usize = 12;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReceiptCode(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a receipt code")]
pub struct NotACode;

impl ReceiptCode {
    /// The code made of the first 60 bits of `seed` (a keyed hash of the submission id, so that a repeated submission
    /// gets the same code and the database needs to keep none).
    pub fn from_seed(seed: [u8; 8]) -> Self {
        let mut bits = u64::from_be_bytes(seed);
        let mut code = String::with_capacity(LENGTH);
        for _ in 0..LENGTH {
            code.extend(ALPHABET.get((bits >> 59) as usize));
            bits <<= 5;
        }
        Self(code)
    }

    /// A code that a kiosk makes by itself, so that there is one without a network too: `K`, ten characters by chance (50 bits),
    /// one that shows most mistakes of those who copy it, and that a guesser works out as well.
    pub fn of_kiosk(seed: [u8; 8]) -> Self {
        let chance: String = Self::from_seed(seed).0.chars().take(LENGTH - 2).collect();
        let start = format!("K{chance}");
        let check = check_character(&start);
        Self(format!("{start}{check}"))
    }

    pub fn is_of_kiosk(&self) -> bool {
        let start: String = self.0.chars().take(LENGTH - 1).collect();
        self.0.starts_with('K') && self.0.ends_with(check_character(&start))
    }

    /// Without the dashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `/beleg/XXXX-XXXX-XXXX`, without language prefix.
    pub fn path(&self) -> String {
        format!("/beleg/{self}")
    }
}

/// The sum of the characters, each times its place, so that two that changed places are seen as well.
fn check_character(start: &str) -> char {
    let value = |c: char| ALPHABET.iter().position(|known| *known == c).unwrap_or_default();
    let sum: usize = start.chars().zip(1..).map(|(c, place)| value(c) * place).sum();
    ALPHABET.get(sum % 31).copied().unwrap_or('0')
}

impl fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl FromStr for ReceiptCode {
    type Err = NotACode;

    /// Reads what a person typed: any case, any spaces or dashes, O for 0, I and L for 1.
    fn from_str(typed: &str) -> Result<Self, NotACode> {
        let mut code = String::with_capacity(LENGTH);
        for c in typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '_')) {
            let plain = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !ALPHABET.contains(&plain) || code.len() == LENGTH {
                return Err(NotACode);
            }
            code.push(plain);
        }
        if code.len() == LENGTH { Ok(Self(code)) } else { Err(NotACode) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_copied_badly_from_paper_is_still_read() {
        let code: ReceiptCode = "O1IL 23ab-zzzz".parse().unwrap();
        assert_eq!(code.to_string(), "0111-23AB-ZZZZ");
        for bad in ["", "0111", "0111-23AB-ZZZZ-0", "U111-23AB-ZZZZ", "ä111-23AB-ZZZ"] {
            assert_eq!(bad.parse::<ReceiptCode>(), Err(NotACode), "{bad}");
        }
    }

    #[test]
    fn the_code_of_a_kiosk_is_known_as_one_and_a_slip_of_the_pen_is_seen() {
        // The same as the device makes of these bytes.
        let code = ReceiptCode::of_kiosk([1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(code.to_string(), "K041-0610-50RF");
        assert!(code.is_of_kiosk());
        for wrong in ["K041-0610-50ZF", "K401-0610-50RF", "0410-6105-0RFK"] {
            assert!(!wrong.parse::<ReceiptCode>().unwrap().is_of_kiosk(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_code_reads_back_as_itself(seed: [u8; 8]) {
            let code = ReceiptCode::from_seed(seed);
            prop_assert_eq!(code.to_string().to_lowercase().parse(), Ok(code));
        }
    }
}
