//! What a kiosk keeps of its visitors is sealed for us alone (RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
//! AES-256-GCM, base mode): neither the next visitor nor whoever takes the tablet away can read it. That it comes from the
//! kiosk its signature says.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::kiosk::Signed;
use hpke::{
    Deserializable, Kem, OpModeR, Serializable, aead::AesGcm256, kdf::HkdfSha256, kem::DhP256HkdfSha256,
    single_shot_open,
};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use store::Keys;

const INFO: &[u8] = b"wegmarken-kiosk-1";

/// Bytes of the key that comes in front of what is sealed.
const ENCAPSULATED: usize = 65;

#[derive(Clone)]
pub struct Seal {
    private: <DhP256HkdfSha256 as Kem>::PrivateKey,
    public: String,
}

impl Seal {
    pub fn of(keys: &Keys) -> Self {
        let (private, public) = DhP256HkdfSha256::derive_keypair(&keys.kiosk_secret());
        Self { private, public: URL_SAFE_NO_PAD.encode(public.to_bytes()) }
    }

    /// For which kiosks seal: an uncompressed point, base64url.
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// What is in a sealed record; nothing where it was sealed for somebody else, or as another record.
    pub fn open(&self, kiosk: i64, number: i64, sealed: &str) -> Option<Vec<u8>> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (encapsulated, text) = sealed.split_at_checked(ENCAPSULATED)?;
        let encapsulated = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        let bound = format!("{kiosk}|{number}");
        let opened = single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeR::Base,
            &self.private,
            &encapsulated,
            INFO,
            text,
            bound.as_bytes(),
        );
        opened.ok()
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
        let seal = Seal::of(&Keys::from_secret(b"a"));
        let sealed = SEALED.trim();
        assert_eq!(seal.open(7, 3, sealed).as_deref(), Some("Möwen am Strom".as_bytes()));
        assert_eq!(seal.open(7, 4, sealed), None);
        assert_eq!(seal.open(8, 3, sealed), None);
        assert_eq!(Seal::of(&Keys::from_secret(b"b")).open(7, 3, sealed), None);
        for wrong in ["", "AAAA", "ä", &sealed[..sealed.len() - 2]] {
            assert_eq!(seal.open(7, 3, wrong), None);
        }
    }
}
