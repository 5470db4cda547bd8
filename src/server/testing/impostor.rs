//! A server that speaks TLS with a certificate that it made for itself, as whoever sits between us and somebody else would.

use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, mpsc},
    time::Duration,
};

use domain::{Language, push::Device};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use rustls::{
    ServerConfig, ServerConnection,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};
use store::{Keys, mail::Mail};
use web::{open_id::OpenId, site::now};

use super::service::Service;
use crate::{config::Config, mail::Post, push::Push};

pub struct Impostor {
    pub address: SocketAddr,
    certificate: Vec<u8>,
    /// Of each who came, whether they took the certificate for good.
    taken_in: mpsc::Receiver<bool>,
}

impl Impostor {
    pub fn start() -> Self {
        let key = SigningKey::from_slice(&[7; 32]).unwrap();
        let certificate = certificate(&key);
        let chain = vec![CertificateDer::from(certificate.clone())];
        let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(secret(&key)));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = Arc::new(config.with_no_client_auth().with_single_cert(chain, secret).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, taken_in) = mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if tell.send(greet(config.clone(), stream.unwrap())).is_err() {
                    return;
                }
            }
        });
        Self { address, certificate, taken_in }
    }

    /// What the next one who came did.
    fn took_in(&self) -> bool {
        self.taken_in.recv_timeout(Duration::from_secs(20)).expect("somebody came")
    }
}

/// Whoever does not trust us says so and leaves before the end of the greeting.
fn greet(config: Arc<ServerConfig>, mut stream: TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut tls = ServerConnection::new(config).unwrap();
    tls.complete_io(&mut stream).is_ok() && !tls.is_handshaking()
}

const EC_KEY: &[u8] = &[0x06, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const P256: &[u8] = &[0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
const ECDSA_SHA256: &[u8] = &[0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
const COMMON_NAME: &[u8] = &[0x06, 3, 0x55, 4, 3];
const OTHER_NAMES: &[u8] = &[0x06, 3, 0x55, 0x1d, 0x11];
const SEQUENCE: u8 = 0x30;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;

/// One value in DER: what it is, how long, and of what.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let [.., high, low] = content.len().to_be_bytes();
    let head = match (high, low) {
        (0, 0..128) => vec![tag, low],
        (0, _) => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [head, content].concat()
}

/// Without zeros in front, and never negative.
fn integer(bytes: &[u8]) -> Vec<u8> {
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len() - 1);
    let sign: &[u8] = if bytes[first] >= 0x80 { &[0] } else { &[] };
    der(0x02, &[sign, &bytes[first..]])
}

/// Self-signed, for the name and the address of this machine (RFC 5280).
fn certificate(key: &SigningKey) -> Vec<u8> {
    let algorithm = der(SEQUENCE, &[ECDSA_SHA256]);
    let name = der(SEQUENCE, &[&der(0x31, &[&der(SEQUENCE, &[COMMON_NAME, &der(0x0c, &[b"localhost"])])])]);
    let time = der(SEQUENCE, &[&der(0x17, &[b"200101000000Z"]), &der(0x17, &[b"490101000000Z"])]);
    let point = key.verifying_key().to_encoded_point(false);
    let public = der(SEQUENCE, &[&der(SEQUENCE, &[EC_KEY, P256]), &der(BITS, &[&[0], point.as_bytes()])]);
    let names = der(SEQUENCE, &[&der(0x82, &[b"localhost"]), &der(0x87, &[&[127, 0, 0, 1]])]);
    let extension = der(SEQUENCE, &[OTHER_NAMES, &der(OCTETS, &[&names])]);
    let extensions = der(0xa3, &[&der(SEQUENCE, &[&extension])]);
    let version = der(0xa0, &[&integer(&[2])]);
    let content = [&version, &integer(&[1]), &algorithm, &name, &time, &name, &public, &extensions];
    let content = der(SEQUENCE, &content.map(Vec::as_slice));
    let signature: Signature = key.sign(&content);
    let (r, s) = signature.split_bytes();
    let signature = der(SEQUENCE, &[&integer(&r), &integer(&s)]);
    der(SEQUENCE, &[&content, &algorithm, &der(BITS, &[&[0], &signature])])
}

/// The key with its public half, as PKCS #8 (RFC 5958) has it.
fn secret(key: &SigningKey) -> Vec<u8> {
    let point = key.verifying_key().to_encoded_point(false);
    let public = der(0xa1, &[&der(BITS, &[&[0], point.as_bytes()])]);
    let private = der(SEQUENCE, &[&integer(&[1]), &der(OCTETS, &[&key.to_bytes()]), &public]);
    der(SEQUENCE, &[&integer(&[0]), &der(SEQUENCE, &[EC_KEY, P256]), &der(OCTETS, &[&private])])
}

#[tokio::test]
async fn whoever_shows_a_certificate_that_nobody_signed_is_told_nothing() {
    let impostor = Impostor::start();
    let address = impostor.address;
    let mail = format!("smtps://stadt:geheim@{address}");
    let mut config = Config::read(|name| (name == "WEGMARKEN_MAIL").then(|| mail.clone().into())).unwrap();
    config.push_services.is_local = true;
    let letter = Mail {
        key: "1".into(),
        to: "ada@example.org".into(),
        subject: "Antwort".into(),
        text: "Danke".into(),
        html: "<p>Danke</p>".into(),
        list_unsubscribe: None,
    };
    assert!(Post::of(&config).send(&letter).await.is_err());
    assert!(!impostor.took_in(), "the mail server");

    let device = Device {
        endpoint: format!("https://{address}/x"),
        p256dh: "BLn9b-VR0ca83knDNZ32dCHGyjJp-1riX9ZTN40MqV8K_LpQmLqxC_DoHvqvFXO_nGdAB4W9dogZb_sM-uV4JbY".into(),
        auth: "_ordMnz7uTCmrpBTeUV4Bw".into(),
    };
    let message = store::news::Message { id: 1, device, language: Language::De };
    assert!(Push::of(&Keys::from_secret(b"a"), &config).send(&message, "{}").await.is_err());
    assert!(!impostor.took_in(), "the push service");

    // Whoever was told to trust it does: it is the certificate, and nothing else, that turned the others away.
    let trusted = reqwest::Certificate::from_der(&impostor.certificate).unwrap();
    let client = reqwest::Client::builder().no_proxy().add_root_certificate(trusted).build().unwrap();
    let _ = client.get(format!("https://{address}/")).send().await;
    assert!(impostor.took_in());

    let settings = web::open_id::Settings { issuer: format!("https://{address}"), ..Service::start().await.settings() };
    assert!(OpenId::new(settings, "https://wegmarken.example").unwrap().look(now()).await.is_err());
}
