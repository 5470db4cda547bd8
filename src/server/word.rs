//! The server's word for what arrived from a device: signed, so that a device believes nobody else (ECDSA with P-256 and
//! SHA-256, as browsers check it by themselves).

use std::fmt::Display;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use store::Keys;

#[derive(Clone)]
pub struct Voice(Option<SigningKey>);

impl Voice {
    pub fn of(keys: &Keys) -> Self {
        Self((0..=u8::MAX).find_map(|turn| SigningKey::from_slice(&keys.outbox_secret(turn)).ok()))
    }

    /// The point of the curve that devices check with, uncompressed, base64url.
    pub fn public_key(&self) -> Option<String> {
        let key = self.0.as_ref()?.verifying_key().to_encoded_point(false);
        Some(URL_SAFE_NO_PAD.encode(key.as_bytes()))
    }

    /// 64 bytes, base64url.
    pub fn sign(&self, word: &impl Display) -> Option<String> {
        let signature: Signature = self.0.as_ref()?.sign(word.to_string().as_bytes());
        Some(URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        ids::SubmissionId,
        outbox::{Answer, Reason, Word},
    };
    use p256::ecdsa::{VerifyingKey, signature::Verifier};

    use super::*;

    #[test]
    fn a_word_is_believed_with_the_public_key_and_for_its_own_text_alone() {
        let voice = Voice::of(&Keys::from_secret(b"a"));
        let public = URL_SAFE_NO_PAD.decode(voice.public_key().unwrap()).unwrap();
        let public = VerifyingKey::from_sec1_bytes(&public).unwrap();
        let id = SubmissionId::from_bytes([7; 16]);
        let (yes, no) = (Answer::Accepted { path: "/beleg/X".into() }, Answer::Refused(Reason::Closed));
        let word = Word { id: &id, hash: "ab", answer: &yes };
        let signature = URL_SAFE_NO_PAD.decode(voice.sign(&word).unwrap()).unwrap();
        let signature = Signature::from_slice(&signature).unwrap();
        assert!(public.verify(word.to_string().as_bytes(), &signature).is_ok());
        let other = Word { answer: &no, ..word };
        assert!(public.verify(other.to_string().as_bytes(), &signature).is_err());
        let stranger = Voice::of(&Keys::from_secret(b"b"));
        assert_ne!(voice.public_key(), stranger.public_key());
    }
}
