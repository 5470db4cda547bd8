//! What the tablet of a kiosk does with its keys, as its own modules do it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::kiosk::Signed;
use hpke::{
    Deserializable, Kem, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256, kem::DhP256HkdfSha256, setup_sender,
};
use p256::ecdsa::{
    Signature, SigningKey, VerifyingKey,
    signature::{Signer, Verifier},
};

pub fn public(key: &SigningKey) -> String {
    URL_SAFE_NO_PAD.encode(key.verifying_key().to_encoded_point(false).as_bytes())
}

pub fn sign(key: &SigningKey, signed: &Signed<'_>) -> String {
    let signature: Signature = key.sign(signed.to_string().as_bytes());
    URL_SAFE_NO_PAD.encode(signature.to_bytes())
}

/// For the server that said `receiver`, as the record of this number.
pub fn seal(receiver: &str, kiosk: i64, number: i64, plain: &str) -> String {
    let receiver = URL_SAFE_NO_PAD.decode(receiver).unwrap();
    let receiver = <DhP256HkdfSha256 as Kem>::PublicKey::from_bytes(&receiver).unwrap();
    let mut random = Chance;
    let (enc, mut sender) = setup_sender::<AesGcm256, HkdfSha256, DhP256HkdfSha256, _>(
        &OpModeS::Base,
        &receiver,
        b"wegmarken-kiosk-1",
        &mut random,
    )
    .unwrap();
    let sealed = sender.seal(plain.as_bytes(), format!("{kiosk}|{number}").as_bytes()).unwrap();
    URL_SAFE_NO_PAD.encode([enc.to_bytes().as_slice(), &sealed].concat())
}

/// Whether whoever has this voice said so.
pub fn is_said(voice: &str, word: &str, signature: &str) -> bool {
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let voice = VerifyingKey::from_sec1_bytes(&decoded(voice)).unwrap();
    voice.verify(word.as_bytes(), &Signature::from_slice(&decoded(signature)).unwrap()).is_ok()
}

/// Of the system, in the words of the crate that seals.
struct Chance;

impl hpke::rand_core::RngCore for Chance {
    fn next_u32(&mut self) -> u32 {
        rand::random()
    }

    fn next_u64(&mut self) -> u64 {
        rand::random()
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.iter_mut().for_each(|byte| *byte = rand::random());
    }
}

impl hpke::rand_core::CryptoRng for Chance {}
