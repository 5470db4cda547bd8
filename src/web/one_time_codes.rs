//! Codes that an app makes anew every 30 seconds (TOTP, RFC 6238): what every app understands, so with SHA-1 and six
//! digits.

use domain::{Moment, accounts::Email, ids::AccountId};
use store::Keys;
use totp_rs::{Builder, Totp};

use crate::Site;

/// What the person's app is told.
pub struct Shared {
    totp: Totp,
    /// What an app was told that was set up under a secret of before.
    before: Vec<Totp>,
}

impl Shared {
    /// Of an account, with the salt that the database keeps.
    pub fn of(site: &Site, account: AccountId, email: &Email, salt: &str) -> Self {
        // The account's name in the app; a colon would end it.
        let name = email.as_str().replace(':', " ");
        let totp = |keys: &Keys| {
            let builder = Builder::new().with_secret(keys.totp_secret(account, salt)).with_account_name(name.clone());
            builder.with_issuer(Some("Wegmarken")).build_noncompliant()
        };
        let keys = site.store.keys();
        Self { totp: totp(keys), before: keys.each().skip(1).map(totp).collect() }
    }

    /// For those whose camera reads no code, in groups of four.
    pub fn in_words(&self) -> String {
        let text = self.totp.secret().to_base32();
        let letters: Vec<char> = text.chars().filter(|c| *c != '=').collect();
        letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// For the camera.
    pub fn address(&self) -> String {
        self.totp.to_url().unwrap_or_default()
    }

    /// The step whose code this is: the one of now, or one before or after, as clocks differ.
    pub fn step_of(&self, typed: &str, now: Moment) -> Option<i64> {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let seconds = u64::try_from(now.0 / 1_000).ok()?;
        // Steps are a thirtieth of seconds, so they always fit.
        let step = std::iter::once(&self.totp).chain(&self.before).find_map(|totp| totp.check(&digits, seconds));
        step.and_then(|step| i64::try_from(step).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(secret: &[u8; 20]) -> Shared {
        let totp = |secret: &[u8; 20]| {
            Builder::new().with_secret(*secret).with_account_name("ada@example.org").build_noncompliant()
        };
        Shared { totp: totp(secret), before: vec![totp(b"98765432109876543210")] }
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, the last six of eight digits.
        let shared = shared(b"12345678901234567890");
        assert_eq!(shared.step_of("287082", Moment(59_000)), Some(1));
        assert_eq!(shared.step_of(" 081 804 ", Moment(1_111_111_109_000)), Some(37_037_036));
        assert_eq!(shared.step_of("287082", Moment(1_111_111_109_000)), None);
        assert_eq!(shared.step_of("", Moment(59_000)), None);
    }

    #[test]
    fn clocks_may_differ_by_one_step_and_no_more() {
        let shared = shared(b"12345678901234567890");
        for (at, found) in [(29_000, true), (31_000, true), (60_000, true), (89_000, true), (90_000, false)] {
            assert_eq!(shared.step_of("287082", Moment(at)).is_some(), found, "{at}");
        }
    }

    #[test]
    fn the_key_is_read_out_in_groups() {
        assert_eq!(shared(b"12345678901234567890").in_words(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
