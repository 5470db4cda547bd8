//! Devices of people, behind a push service of our own that can stop in the middle of taking a message.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    routing::post,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::push::Device;
use p256::{SecretKey, elliptic_curve::sec1::ToEncodedPoint};

#[derive(Clone)]
pub struct Devices {
    origin: String,
    state: Arc<Service>,
}

#[derive(Default)]
struct Service {
    /// How many messages each device has got.
    taken: Mutex<BTreeMap<String, usize>>,
    holds: AtomicBool,
    held: AtomicUsize,
}

async fn take(State(service): State<Arc<Service>>, Path(device): Path<String>) -> StatusCode {
    if service.holds.load(Ordering::SeqCst) {
        service.held.fetch_add(1, Ordering::SeqCst);
        // Whoever sent it is killed before there is an answer, and the message with it.
        std::future::pending::<()>().await;
    }
    *service.taken.lock().unwrap().entry(device).or_default() += 1;
    StatusCode::CREATED
}

impl Devices {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::<Service>::default();
        let app = Router::new().route("/{device}", post(take)).with_state(state.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { origin, state }
    }

    /// As a browser describes it.
    pub fn device(&self, name: &str) -> Device {
        let public = SecretKey::from_slice(&[9; 32]).unwrap().public_key().to_encoded_point(false);
        Device {
            endpoint: format!("{}/{name}", self.origin),
            p256dh: URL_SAFE_NO_PAD.encode(public.as_bytes()),
            auth: URL_SAFE_NO_PAD.encode([7; 16]),
        }
    }

    /// From now on messages arrive and are not taken, until `release`.
    pub fn hold(&self) {
        self.state.held.store(0, Ordering::SeqCst);
        self.state.holds.store(true, Ordering::SeqCst);
    }

    pub fn is_holding_one(&self) -> bool {
        self.state.held.load(Ordering::SeqCst) > 0
    }

    pub fn release(&self) {
        self.state.holds.store(false, Ordering::SeqCst);
    }

    /// What is wrong when each of these devices should have had one message for each of `events`, and no more than one
    /// for each time that somebody was killed came twice: between taking a message and noting it nobody can do both.
    pub fn wrong(&self, names: impl IntoIterator<Item = String>, events: usize, kills: usize) -> Vec<String> {
        let taken = self.state.taken.lock().unwrap();
        let mut wrong = Vec::new();
        let mut twice = 0;
        for name in names {
            let number = taken.get(&name).copied().unwrap_or_default();
            if number < events {
                wrong.push(format!("{name} has had {number} of {events} messages: one was never pushed"));
            }
            twice += number.saturating_sub(events);
        }
        println!("{twice} messages came twice over {kills} kills");
        if twice > kills {
            wrong.push(format!("{twice} messages came twice over {kills} kills"));
        }
        wrong
    }
}
