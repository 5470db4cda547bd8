//! Another service to sign in with, on this machine: it says what a test wants it to say, signed with its key.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    extract::{Form, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use web::open_id::{ClaimNames, Settings};

pub const CLIENT: &str = "wegmarken";
pub const SECRET: &str = "geheim-und-lang";

#[derive(Clone)]
pub struct Service {
    pub issuer: String,
    said: Arc<Mutex<Said>>,
}

#[derive(Default)]
struct Said {
    /// What it answers to the next code.
    token: Option<String>,
    about: Option<Value>,
    /// What it was asked at the door for tokens.
    asked: Vec<(HashMap<String, String>, String)>,
    /// Which key it shows.
    key: u8,
}

/// The same number is the same key.
pub fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

impl Service {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let service = Self { issuer, said: Arc::new(Mutex::new(Said { key: 1, ..Said::default() })) };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/me", get(about))
            .with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        service
    }

    pub fn settings(&self) -> Settings {
        Settings {
            issuer: self.issuer.clone(),
            client_id: CLIENT.into(),
            client_secret: Some(SECRET.into()),
            label: "Stadt-Anmeldung".into(),
            scopes: vec!["openid".into(), "email".into()],
            claims: ClaimNames::default(),
        }
    }

    /// What the service says about a person in answer to this nonce.
    pub fn claims(&self, subject: &str, nonce: &str) -> Value {
        let now = web::site::now().0 / 1_000;
        json!({ "iss": self.issuer, "aud": CLIENT, "sub": subject, "nonce": nonce, "iat": now, "exp": now + 300 })
    }

    pub fn will_say(&self, claims: &Value) {
        self.will_give(signed(&json!({ "alg": "ES256", "typ": "JWT", "kid": "key-1" }), claims, &key(1)));
    }

    pub fn will_give(&self, token: String) {
        self.said.lock().unwrap().token = Some(token);
    }

    pub fn will_tell(&self, about: Value) {
        self.said.lock().unwrap().about = Some(about);
    }

    pub fn has_another_key(&self, number: u8) {
        self.said.lock().unwrap().key = number;
    }

    /// What it was asked last: the fields, and who asked.
    pub fn asked(&self) -> (HashMap<String, String>, String) {
        self.said.lock().unwrap().asked.last().cloned().expect("a question")
    }
}

pub fn signed(head: &Value, claims: &Value, key: &SigningKey) -> String {
    let text = format!("{}.{}", encode(head.to_string()), encode(claims.to_string()));
    let signature: Signature = key.sign(text.as_bytes());
    format!("{text}.{}", encode(signature.to_bytes()))
}

async fn discovery(State(service): State<Service>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", service.issuer);
    Json(json!({
        "issuer": service.issuer,
        "authorization_endpoint": at("/auth"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/me"),
        "jwks_uri": at("/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    }))
}

async fn keys(State(service): State<Service>) -> Json<Value> {
    let number = service.said.lock().unwrap().key;
    let point = key(number).verifying_key().to_encoded_point(false);
    let (x, y) = (encode(point.x().unwrap()), encode(point.y().unwrap()));
    let kid = format!("key-{number}");
    Json(json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": kid, "x": x, "y": y }] }))
}

async fn token(
    State(service): State<Service>,
    headers: HeaderMap,
    Form(fields): Form<HashMap<String, String>>,
) -> Response {
    let who = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let mut said = service.said.lock().unwrap();
    said.asked.push((fields, who));
    match said.token.take() {
        Some(token) => {
            Json(json!({ "access_token": "zugang", "token_type": "Bearer", "id_token": token })).into_response()
        }
        None => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response(),
    }
}

async fn about(State(service): State<Service>) -> Response {
    match service.said.lock().unwrap().about.clone() {
        Some(about) => Json(about).into_response(),
        None => StatusCode::FORBIDDEN.into_response(),
    }
}
