//! Keys for one purpose each, all derived from one secret: whoever sees a person key in the database can neither find
//! the token behind it nor open a receipt.
//!
//! The secret can be replaced. Things are made under the one that counts now; [`known`] finds what was made under those of
//! before, for as long as the operator names them.

mod known;
#[cfg(test)]
mod replaced;

use std::sync::Arc;

use domain::{
    Moment,
    ids::{AccountId, KioskId, PersonKey, ProposalId, SubmissionId, SurveyId},
    receipts::ReceiptCode,
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

type Key = [u8; 32];

#[derive(Clone)]
pub struct Keys {
    person: Key,
    receipt: Key,
    receipt_hash: Key,
    signature: Key,
    token: Key,
    resident: Key,
    totp: Key,
    attempt: Key,
    push: Key,
    guest: Key,
    outbox: Key,
    kiosk: Key,
    account: Key,
    /// Those of the secrets of before, the latest first.
    before: Arc<[Keys]>,
}

impl Keys {
    pub fn from_secret(secret: &[u8]) -> Self {
        let root: Key = Sha256::digest(secret).into();
        let purpose = |name: &str| mac(&root, name.as_bytes());
        Self {
            person: purpose("person"),
            receipt: purpose("receipt"),
            receipt_hash: purpose("receipt hash"),
            signature: purpose("signature"),
            token: purpose("token"),
            resident: purpose("resident"),
            totp: purpose("totp"),
            attempt: purpose("attempt"),
            push: purpose("push"),
            guest: purpose("guest of a record"),
            outbox: purpose("outbox"),
            kiosk: purpose("kiosk"),
            account: purpose("account on a device"),
            before: Arc::default(),
        }
    }

    /// The same; what was made under one of the other secrets is known as well.
    pub fn with_before(secret: &[u8], before: &[Vec<u8>]) -> Self {
        let before = before.iter().map(|secret| Self::from_secret(secret)).collect();
        Self { before, ..Self::from_secret(secret) }
    }

    /// The pseudonym of the guest who holds this token.
    pub fn person_key(&self, token: &str) -> PersonKey {
        // 128 bits tell all people apart and keep the largest table small.
        let whole = mac(&self.person, token.as_bytes());
        PersonKey(hex(whole.iter().take(16)))
    }

    /// The code of a contribution: the same submission always gets the same one, so that a repeated answer is equal.
    pub fn receipt_code(&self, submission: &SubmissionId) -> ReceiptCode {
        let [a, b, c, d, e, f, g, h, ..] = mac(&self.receipt, submission.as_str().as_bytes());
        ReceiptCode::from_seed([a, b, c, d, e, f, g, h])
    }

    /// The submission of what was split off, so that it has a receipt of its own.
    pub(crate) fn split_submission(&self, source: &str, revision: i64) -> SubmissionId {
        let whole = mac(&self.receipt, format!("split {source} {revision}").as_bytes());
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(whole).for_each(|(place, byte)| *place = byte);
        SubmissionId::from_bytes(bytes)
    }

    /// What the database keeps of a code.
    pub fn receipt_hash(&self, code: &ReceiptCode) -> String {
        hex(&mac(&self.receipt_hash, code.as_str().as_bytes()))
    }

    /// What the database keeps of the token of a session or of a link in a letter.
    pub fn token_hash(&self, token: &str) -> String {
        hex(&mac(&self.token, token.as_bytes()))
    }

    /// What is kept of a confirmed resident, so that nobody is confirmed twice: nothing that anybody could read back
    /// without the secret.
    pub fn resident_fingerprint(&self, who: &str) -> String {
        hex(&mac(&self.resident, who.as_bytes()))
    }

    /// What an app that makes codes shares with us. The database keeps the salt alone, so that whoever reads it makes no
    /// codes.
    pub fn totp_secret(&self, account: AccountId, salt: &str) -> [u8; 20] {
        let whole = mac(&self.totp, format!("{account} {salt}").as_bytes());
        let mut secret = [0; 20];
        secret.iter_mut().zip(whole).for_each(|(place, byte)| *place = byte);
        secret
    }

    /// Under what the database counts wrong passwords and codes.
    pub(crate) fn attempt_key(&self, subject: &str) -> String {
        hex(mac(&self.attempt, subject.as_bytes()).iter().take(16))
    }

    /// Under which the support of a confirmed resident stays when their account is gone: another one for each proposal, and
    /// the same whenever the same resident comes.
    pub(crate) fn voice(&self, fingerprint: &str, proposal: ProposalId) -> PersonKey {
        let whole = mac(&self.resident, format!("voice {fingerprint} {proposal}").as_bytes());
        PersonKey(hex(whole.iter().take(16)))
    }

    /// The same for what they said to a survey.
    pub(crate) fn response(&self, fingerprint: &str, survey: SurveyId) -> PersonKey {
        let whole = mac(&self.resident, format!("response {fingerprint} {survey}").as_bytes());
        PersonKey(hex(whole.iter().take(16)))
    }

    /// A number by which push services know us again. One in four thousand million is none that the curve has; then the
    /// next one counts.
    pub fn push_secret(&self, turn: u8) -> [u8; 32] {
        mac(&self.push, &[turn])
    }

    /// The token of a guest who has none yet and whose request carries an id of its own: whatever is sent again because the
    /// answer was lost comes from the same person.
    pub fn guest_token(&self, record: &SubmissionId) -> String {
        hex(mac(&self.guest, record.as_str().as_bytes()).iter().take(16))
    }

    /// A number by which devices know our word for what arrived. As above, the next turn where the curve has none.
    pub fn outbox_secret(&self, turn: u8) -> [u8; 32] {
        mac(&self.outbox, &[turn])
    }

    /// Of what the private half is made for which kiosks seal what visitors gave them.
    pub fn kiosk_secret(&self) -> [u8; 32] {
        mac(&self.kiosk, b"seal")
    }

    /// With which a device becomes this kiosk.
    pub(crate) fn pairing_code(&self, kiosk: KioskId, at: Moment) -> ReceiptCode {
        let [a, b, c, d, e, f, g, h, ..] = mac(&self.kiosk, format!("pair {kiosk} {}", at.0).as_bytes());
        ReceiptCode::from_seed([a, b, c, d, e, f, g, h])
    }

    /// By which a device tells the account for which something was written on it from others: nobody else finds out which.
    pub fn account_tag(&self, person: &PersonKey) -> String {
        hex(mac(&self.account, person.0.as_bytes()).iter().take(16))
    }

    pub fn sign(&self, text: &str) -> String {
        hex(&mac(&self.signature, text.as_bytes()))
    }

    pub fn verify(&self, text: &str, signature: &str) -> bool {
        self.each().any(|keys| keys.signed(text, signature))
    }

    fn signed(&self, text: &str, signature: &str) -> bool {
        let expected = self.sign(text);
        // Without an early end, so that the time tells nothing about how much was right.
        expected.len() == signature.len()
            && expected.bytes().zip(signature.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// SHA-256 in hexadecimal digits, as devices make it of the same.
pub fn sha256(content: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(content))
}

/// The hash of a contribution's content, by which a repetition is told from another contribution with the same id.
pub(crate) fn content_hash(parts: &[&str]) -> String {
    hex(&digest(parts))
}

pub(crate) fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        // The length first: "ab","c" and "a","bc" differ.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

fn mac(key: &Key, message: &[u8]) -> Key {
    let mut block = [0; 64];
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    // HMAC pads a short key with zeros to one block, so this is HMAC-SHA256 under `key`, without a fallible constructor.
    let mut mac = <Hmac<Sha256> as hmac::digest::KeyInit>::new(&block.into());
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    bytes.into_iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(byte: u8) -> SubmissionId {
        SubmissionId::from_bytes([byte; 16])
    }

    #[test]
    fn the_same_secret_gives_the_same_keys_and_another_secret_others() {
        let (one, same, other) = (Keys::from_secret(b"a"), Keys::from_secret(b"a"), Keys::from_secret(b"b"));
        assert_eq!(one.person_key("t"), same.person_key("t"));
        assert_ne!(one.person_key("t"), other.person_key("t"));
        assert_eq!(one.receipt_code(&submission(1)), same.receipt_code(&submission(1)));
        assert_ne!(one.receipt_code(&submission(1)), one.receipt_code(&submission(2)));
        assert_ne!(one.receipt_hash(&one.receipt_code(&submission(1))), one.receipt_code(&submission(1)).as_str());
    }

    #[test]
    fn a_signature_fits_its_text_and_no_other() {
        let keys = Keys::from_secret(b"a");
        let signature = keys.sign("gast");
        assert!(keys.verify("gast", &signature));
        assert!(!keys.verify("gost", &signature));
        assert!(!keys.verify("gast", ""));
    }

    #[test]
    fn hmac_is_the_one_of_rfc_4231() {
        let mut key = [0; 32];
        key.iter_mut().zip(b"Jefe").for_each(|(place, byte)| *place = *byte);
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&mac(&key, b"what do ya want for nothing?")), expected);
    }
}
