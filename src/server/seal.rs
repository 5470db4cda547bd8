//! What a kiosk keeps of its visitors is sealed for us alone (RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
//! AES-256-GCM, base mode): neither the next visitor nor whoever takes the tablet away can read it. That it comes from the
//! kiosk its signature says.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::kiosk::Signed;
use hpke::{
    Deserializable, Kem, OpModeR, Serializable, aead::AesGcm256, kdf::HkdfSha256, kem::DhP256HkdfSha256,
    single_shot_open,
};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use store::{Keys, sha256};

use crate::word::Voice;

const INFO: &[u8] = b"wegmarken-kiosk-1";

/// Bytes of the key that comes in front of what is sealed.
const ENCAPSULATED: usize = 65;

#[derive(Clone)]
pub struct Seal {
    public: String,
    /// Of each secret that counts, the one of now first.
    made: Arc<[Made]>,
}

/// What is made of one secret, and what a device was told together.
struct Made {
    private: <DhP256HkdfSha256 as Kem>::PrivateKey,
    keys: Keys,
    voice: Voice,
}

/// What is in a record, and what was made of the secret for which it was sealed: under these keys its visitor is known, and
/// this voice is the one that the device believes.
pub struct Unsealed<'a> {
    pub text: Vec<u8>,
    pub keys: &'a Keys,
    pub voice: &'a Voice,
}

impl Seal {
    pub fn of(keys: &Keys) -> Self {
        let (_, public) = DhP256HkdfSha256::derive_keypair(&keys.kiosk_secret());
        let made = |keys: &Keys| {
            let (private, _) = DhP256HkdfSha256::derive_keypair(&keys.kiosk_secret());
            Made { private, keys: keys.clone(), voice: Voice::of(keys) }
        };
        Self { public: URL_SAFE_NO_PAD.encode(public.to_bytes()), made: keys.each().map(made).collect() }
    }

    /// For which kiosks seal: an uncompressed point, base64url.
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// What is in a sealed record; nothing where it was sealed for somebody else, or as another record.
    pub fn open(&self, kiosk: i64, number: i64, sealed: &str) -> Option<Unsealed<'_>> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (encapsulated, text) = sealed.split_at_checked(ENCAPSULATED)?;
        let encapsulated = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        let bound = format!("{kiosk}|{number}");
        self.made.iter().find_map(|Made { private, keys, voice }| {
            let opened = single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
                &OpModeR::Base,
                private,
                &encapsulated,
                INFO,
                text,
                bound.as_bytes(),
            );
            Some(Unsealed { text: opened.ok()?, keys, voice })
        })
    }

    /// The word of each secret of before for the keys of now: a device that knows one of them takes over the others.
    pub fn vouched(&self, kiosk: i64, voice: &str) -> Vec<String> {
        let hash = sha256(format!("{}|{voice}", self.public));
        let keys = Signed { what: "keys", kiosk, number: 0, hash: &hash };
        self.made.iter().skip(1).filter_map(|made| made.voice.sign(&keys)).collect()
    }
}

/// Whether a text is a key that a device can have.
pub fn is_key(public: &str) -> bool {
    verifying(public).is_some()
}

/// Whether the device with this key said so.
pub fn is_signed(public: &str, signed: &Signed<'_>, signature: &str) -> bool {
    let check = || {
        let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
        verifying(public)?.verify(signed.to_string().as_bytes(), &signature).ok()
    };
    check().is_some()
}

fn verifying(public: &str) -> Option<VerifyingKey> {
    VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(public).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sealed by the module of the device (`src/offline/kiosk/seal.js`) for the keys of the secret "a", as the record 3 of
    /// the kiosk 7.
    const SEALED: &str = include_str!("testing/sealed.txt");

    #[test]
    fn what_a_device_sealed_is_opened_as_the_record_that_it_is_and_as_no_other() {
        let text = |seal: &Seal, kiosk, number, sealed: &str| seal.open(kiosk, number, sealed).map(|one| one.text);
        let seal = Seal::of(&Keys::from_secret(b"a"));
        let sealed = SEALED.trim();
        assert_eq!(text(&seal, 7, 3, sealed).as_deref(), Some("Möwen am Strom".as_bytes()));
        assert_eq!(text(&seal, 7, 4, sealed), None);
        assert_eq!(text(&seal, 8, 3, sealed), None);
        assert_eq!(text(&Seal::of(&Keys::from_secret(b"b")), 7, 3, sealed), None);
        for wrong in ["", "AAAA", "ä", &sealed[..sealed.len() - 2]] {
            assert_eq!(text(&seal, 7, 3, wrong), None);
        }
    }

    #[test]
    fn what_was_sealed_for_the_secret_of_before_is_opened_and_answered_under_that() {
        let (old, new) = (Keys::from_secret(b"a"), Keys::with_before(b"b", &[b"a".to_vec()]));
        let seal = Seal::of(&new);
        assert_eq!(seal.public_key(), Seal::of(&Keys::from_secret(b"b")).public_key());
        let opened = seal.open(7, 3, SEALED.trim()).unwrap();
        assert_eq!(opened.text, "Möwen am Strom".as_bytes());
        assert_eq!(opened.keys.person_key("t"), old.person_key("t"));
        assert_eq!(opened.voice.public_key(), Voice::of(&old).public_key());
    }
}
