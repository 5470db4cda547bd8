//! Messages leave to the push services of browsers here (RFC 8030, encrypted as RFC 8291 says, signed as RFC 8292 says).
//!
//! Where a message goes, a browser said. So it leaves to the services alone that the settings name, to addresses of the
//! internet, whatever a name resolves to, and follows nobody who sends it elsewhere. A service can take a message and the
//! machine can end before that is noted; then it is sent again under the same topic and replaces the first one.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use axum::http::Uri;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::push::{Services, is_public};
use reqwest::{StatusCode, redirect::Policy};
use store::{Keys, jobs::Failure, news::Message};
use web_push_native::{
    Auth, WebPushBuilder,
    jwt_simple::algorithms::{ECDSAP256PublicKeyLike, ES256KeyPair},
    p256::PublicKey,
};

use crate::config::Config;

/// How long a step may take; a job is lost to another worker after minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A newer message replaces an older one that nobody saw yet: both say the same.
const TOPIC: &str = "neuigkeiten";

pub struct Push {
    /// Of each secret that counts, the one of now first: a service takes messages under the key alone that it was given when
    /// the browser subscribed.
    keys: Vec<ES256KeyPair>,
    /// Whom a push service asks when something is wrong.
    contact: String,
    services: Services,
}

/// What the push service did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Taken,
    /// It knows no such device any more.
    Gone,
}

fn key(keys: &Keys) -> Option<ES256KeyPair> {
    (0..=u8::MAX).find_map(|turn| ES256KeyPair::from_bytes(&keys.push_secret(turn)).ok())
}

/// What a browser gives its push service, so that it takes messages from us alone.
pub fn public_key(keys: &Keys) -> Option<String> {
    key(keys).map(|key| URL_SAFE_NO_PAD.encode(key.public_key().public_key().to_bytes_uncompressed()))
}

impl Push {
    pub fn of(keys: &Keys, config: &Config) -> Self {
        // One TLS for all; whoever was first has chosen the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let contact = format!("mailto:{}", config.mail_from.email);
        Self { keys: keys.each().filter_map(key).collect(), contact, services: config.push_services.clone() }
    }

    pub async fn send(&self, message: &Message, payload: &str) -> Result<Sent, Failure> {
        // Also when it was another operator's choice that let it in.
        // The device stays: a slip in the settings is put right again.
        if !message.device.is_plausible(&self.services) {
            return Err(wrong("The settings name no such push service."));
        }
        // A browser that gave us no key that there can be gets nothing.
        let Some((uri, public, secret)) = read(message) else { return Ok(Sent::Gone) };
        let client = self.client(&uri).await?;
        let mut said = None;
        for key in &self.keys {
            let request = WebPushBuilder::new(uri.clone(), public, secret)
                .with_vapid(key, &self.contact)
                .build(payload)
                .map_err(|_| wrong("The message cannot be encrypted."))?;
            let (parts, body) = request.into_parts();
            let answer = client
                .post(message.device.endpoint.as_str())
                .headers(parts.headers)
                .header("topic", TOPIC)
                .body(body)
                .send()
                .await
                .map_err(|_| later("The push service cannot be reached."))?;
            said = Some(answer.status());
            if !matches!(answer.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
                break;
            }
        }
        match said.ok_or_else(|| wrong("There is no key to sign with."))? {
            status if status.is_success() => Ok(Sent::Taken),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Sent::Gone),
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                Err(later(&format!("The push service answered {}.", status.as_u16())))
            }
            status => Err(wrong(&format!("The push service refused with {}.", status.as_u16()))),
        }
    }

    /// Speaks to the addresses that were looked at, and to no others.
    async fn client(&self, uri: &Uri) -> Result<reqwest::Client, Failure> {
        let host = uri.host().ok_or_else(|| wrong("The push service has no name."))?;
        let name = host.trim_matches(['[', ']']);
        let port = uri.port_u16().unwrap_or(443);
        let found = tokio::time::timeout(PATIENCE, tokio::net::lookup_host((name, port))).await;
        let found = found.ok().and_then(Result::ok).ok_or_else(|| later("The push service is not found."))?;
        let addresses: Vec<SocketAddr> = found.filter(|address| self.may_speak_to(address.ip())).collect();
        if addresses.is_empty() {
            return Err(wrong("The push service is not on the internet."));
        }
        reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .https_only(!self.services.is_local)
            .timeout(PATIENCE)
            .resolve_to_addrs(name, &addresses)
            .build()
            .map_err(|_| later("No connection can be prepared."))
    }

    fn may_speak_to(&self, address: IpAddr) -> bool {
        is_public(address) || (self.services.is_local && address.is_loopback())
    }
}

fn read(message: &Message) -> Option<(Uri, PublicKey, Auth)> {
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    let public = PublicKey::from_sec1_bytes(&decode(&message.device.p256dh)?).ok()?;
    let secret: [u8; 16] = decode(&message.device.auth)?.try_into().ok()?;
    Some((message.device.endpoint.parse().ok()?, public, Auth::from(secret)))
}

fn later(words: &str) -> Failure {
    Failure { words: words.into(), is_final: false }
}

fn wrong(words: &str) -> Failure {
    Failure { words: words.into(), is_final: true }
}
