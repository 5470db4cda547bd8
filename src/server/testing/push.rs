//! Messages to browsers, taken by a push service of our own that decrypts them as a browser does.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Language, Moment,
    push::{Device, Services},
};
use store::{Keys, jobs};
use web::site::now;
use web_push_native::{
    Auth,
    jwt_simple::{
        algorithms::{ECDSAP256PublicKeyLike, ES256PublicKey},
        claims::NoCustomClaims,
    },
    p256::{SecretKey, elliptic_curve::sec1::ToEncodedPoint},
};

use super::{TestApp, config};
use crate::{config::Config, jobs::Worker, push::Push};

const AUTH: [u8; 16] = [7; 16];

struct Taken {
    headers: HeaderMap,
    body: Vec<u8>,
}

#[derive(Clone)]
struct Service {
    taken: Arc<Mutex<Vec<Taken>>>,
    answer: Arc<Mutex<StatusCode>>,
    origin: String,
    secret: SecretKey,
}

async fn take(
    State(service): State<Service>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, [(&'static str, &'static str); 1]) {
    service.taken.lock().unwrap().push(Taken { headers, body: body.to_vec() });
    (*service.answer.lock().unwrap(), [("location", "/woanders")])
}

impl Service {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = Self {
            taken: Arc::default(),
            answer: Arc::new(Mutex::new(StatusCode::CREATED)),
            origin: format!("http://{}", listener.local_addr().unwrap()),
            secret: SecretKey::from_slice(&[9; 32]).unwrap(),
        };
        let app = Router::new().route("/{device}", post(take)).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        service
    }

    fn device(&self, name: &str) -> Device {
        let public = self.secret.public_key().to_encoded_point(false);
        Device {
            endpoint: format!("{}/{name}", self.origin),
            p256dh: URL_SAFE_NO_PAD.encode(public.as_bytes()),
            auth: URL_SAFE_NO_PAD.encode(AUTH),
        }
    }

    fn number(&self) -> usize {
        self.taken.lock().unwrap().len()
    }

    fn answers(&self, status: StatusCode) {
        *self.answer.lock().unwrap() = status;
    }
}

struct Town {
    app: TestApp,
    worker: Worker,
    service: Service,
}

impl Town {
    /// Somebody follows a proposal and has one device.
    async fn new(allows_local: bool) -> Self {
        let (app, service) = (TestApp::new().await, Service::start().await);
        let mut config = config();
        config.push_services.is_local = allows_local;
        let worker = Worker::new(app.store.clone(), &config);
        let follower = domain::ids::PersonKey("f".repeat(32));
        let device = service.device("telefon");
        store::news::subscribe(&app.store, &follower, &device, Language::En, now()).await.unwrap();
        let town = Self { app, worker, service };
        let id = domain::ids::ProposalId(town.app.published(serde_json::json!({ "title": "Bänke im Schatten" })).await);
        let topic = domain::news::Topic::Proposal(id);
        store::news::follow(&town.app.store, &follower, &topic, Default::default(), Moment(0)).await.unwrap();
        town.worker.run_due(now()).await.unwrap();
        town.service.taken.lock().unwrap().clear();
        store::proposals::withdraw(&town.app.store, id, now()).await.unwrap();
        town
    }

    async fn waiting(&self) -> u64 {
        let counts = jobs::counts(&self.app.store).await.unwrap();
        counts.iter().filter(|(state, _)| *state == jobs::State::Waiting).map(|(_, count)| *count).sum()
    }
}

#[tokio::test]
async fn a_message_is_for_the_device_alone_signed_by_us_and_says_nothing_of_the_matter() {
    let town = Town::new(true).await;
    town.worker.run_due(now()).await.unwrap();
    let taken = town.service.taken.lock().unwrap();
    assert_eq!(taken.len(), 1);
    let Taken { headers, body } = taken.first().unwrap();
    let plain = web_push_native::decrypt(body.clone(), &town.service.secret, &Auth::from(AUTH)).unwrap();
    let message: serde_json::Value = serde_json::from_slice(&plain).unwrap();
    assert_eq!(message["body"], "There is news for you.");
    assert_eq!(message["path"], "/en/neuigkeiten");
    assert_eq!(
        (headers["content-encoding"].as_bytes(), headers["topic"].as_bytes()),
        (&b"aes128gcm"[..], &b"neuigkeiten"[..])
    );
    assert!(headers.contains_key("ttl"));

    let authorization = headers["authorization"].to_str().unwrap();
    let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, crate::push::public_key(town.app.store.keys()).unwrap(), "the key that browsers were given");
    let key = ES256PublicKey::from_bytes(&URL_SAFE_NO_PAD.decode(key).unwrap()).unwrap();
    let claims = key.verify_token::<NoCustomClaims>(token, None).unwrap();
    assert!(claims.audiences.is_some(), "for one push service alone");
    assert!(claims.subject.unwrap().starts_with("mailto:"));
    assert!(claims.expires_at.unwrap().as_secs() <= u64::try_from(now().0 / 1000).unwrap() + 24 * 3600);
}

#[tokio::test]
async fn one_event_is_one_message_however_often_the_worker_looks() {
    let town = Town::new(true).await;
    for _ in 0..3 {
        town.worker.run_due(now()).await.unwrap();
    }
    assert_eq!(town.service.number(), 1);
}

#[tokio::test]
async fn a_device_that_is_gone_is_forgotten_and_a_service_that_is_busy_is_asked_later() {
    for status in [StatusCode::NOT_FOUND, StatusCode::GONE] {
        let town = Town::new(true).await;
        town.service.answers(status);
        town.worker.run_due(now()).await.unwrap();
        assert_eq!(town.waiting().await, 0, "{status}");
        let follower = domain::ids::PersonKey("f".repeat(32));
        assert!(!store::news::has_device(&town.app.store, &follower).await.unwrap(), "{status}");
    }
    let town = Town::new(true).await;
    town.service.answers(StatusCode::SERVICE_UNAVAILABLE);
    town.worker.run_due(now()).await.unwrap();
    assert_eq!((town.service.number(), town.waiting().await), (1, 1));
    town.service.answers(StatusCode::CREATED);
    town.worker.run_due(Moment(now().0 + Moment::HOUR)).await.unwrap();
    assert_eq!((town.service.number(), town.waiting().await), (2, 0));
}

#[tokio::test]
async fn a_browser_that_subscribed_under_the_old_secret_is_reached_with_its_key() {
    let (service, mut config) = (Service::start().await, config());
    config.push_services.is_local = true;
    let message = store::news::Message { id: 1, device: service.device("x"), language: Language::De };
    let (old, new) = (Keys::from_secret(b"old"), Keys::with_before(b"new", &[b"old".to_vec()]));
    let push = Push::of(&new, &config);
    push.send(&message, "{}").await.unwrap();
    assert_eq!(service.number(), 1, "a service that takes it is asked once");
    service.answers(StatusCode::FORBIDDEN);
    assert!(push.send(&message, "{}").await.unwrap_err().is_final);
    let signed = |by: &Keys, Taken { headers, .. }: &Taken| {
        let key = headers["authorization"].to_str().unwrap().split_once(", k=").unwrap().1.to_owned();
        Some(key) == crate::push::public_key(by)
    };
    let taken = service.taken.lock().unwrap();
    assert_eq!(taken.len(), 3);
    assert!(signed(&new, &taken[0]) && signed(&new, &taken[1]) && signed(&old, &taken[2]));
}

#[tokio::test]
async fn a_service_that_sends_a_message_elsewhere_is_not_followed() {
    let town = Town::new(true).await;
    town.service.answers(StatusCode::TEMPORARY_REDIRECT);
    town.worker.run_due(now()).await.unwrap();
    assert_eq!(town.service.number(), 1);
}

#[tokio::test]
async fn no_message_goes_into_our_own_network() {
    let town = Town::new(false).await;
    town.worker.run_due(now()).await.unwrap();
    assert_eq!(town.service.number(), 0);
    for endpoint in ["https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x", "https://10.0.0.1/x"] {
        let device = Device { endpoint: endpoint.into(), ..town.service.device("x") };
        let message = store::news::Message { id: 1, device, language: Language::De };
        let any = Config { push_services: Services::parse("any").unwrap(), ..config() };
        let failure = Push::of(town.app.store.keys(), &any).send(&message, "{}").await.unwrap_err();
        assert!(failure.is_final && failure.words.contains("not on the internet"), "{endpoint}: {}", failure.words);
        let failure = Push::of(town.app.store.keys(), &config()).send(&message, "{}").await.unwrap_err();
        assert!(failure.is_final && failure.words.contains("name no such"), "{endpoint}: it is not even looked up");
    }
}

/// Also where it was taken while the settings were others.
#[tokio::test]
async fn a_device_of_a_service_that_is_not_allowed_hears_nothing_and_stays() {
    let town = Town::new(false).await;
    town.worker.run_due(now()).await.unwrap();
    let follower = domain::ids::PersonKey("f".repeat(32));
    assert!(store::news::has_device(&town.app.store, &follower).await.unwrap());
    assert_eq!(town.service.number(), 0);
}

#[tokio::test]
async fn a_browser_subscribes_and_leaves_and_nothing_else_is_taken() {
    let app = TestApp::new().await;
    let fields = |endpoint: &str| {
        let device = "p256dh=BLn9b-VR0ca83knDNZ32dCHGyjJp-1riX9ZTN40MqV8K_LpQmLqxC_DoHvqvFXO_nGdAB4W9dogZb_sM-uV4JbY";
        format!("endpoint={endpoint}&{device}&auth=_ordMnz7uTCmrpBTeUV4Bw")
    };
    for wrong in
        ["http%3A%2F%2Fpush.example%2Fa", "", "https%3A%2F%2Fa%40push.example%2F", "https%3A%2F%2Fpush.example%2Fa"]
    {
        assert_eq!(app.post_as("", "/neuigkeiten/geraet", fields(wrong)).await.status, 400, "{wrong}");
    }
    let fine = fields("https%3A%2F%2Fupdates.push.services.mozilla.com%2Fa");
    assert_eq!(app.post_as("", "/neuigkeiten/geraet", fine.clone()).await.status, 204);
    assert_eq!(app.post_as("", "/neuigkeiten/geraet", format!("{fine}&aktion=beenden")).await.status, 204);
    let page = app.get("/neuigkeiten/einstellungen").await.text();
    assert!(page.contains("data-push") && page.contains("/push.js"));
}
