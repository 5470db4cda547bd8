//! How often one household or office may do what. Generous enough for a school class behind one address, tight enough
//! that nobody floods a board.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::{Incident, client::Client};
use crate::config::{Config, Network};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Read,
    Search,
    /// The whole board, or all its addresses, at once.
    Export,
    Draft,
    /// The form keeps what is typed after every pause. However often it does, each step that somebody takes is taken.
    Keep,
    Upload,
    Submit,
    Support,
    Comment,
    /// What a device wrote without a network: several at once, when it is back.
    Deliver,
    /// Passwords, codes and letters: guessing has to be slow.
    SignIn,
    /// The editor in the browser keeps what is typed, as it is typed.
    Edit,
    /// Any other change: survey replies, marks on a map, corrections.
    Change,
}

/// Where a person shows who they are, or asks for a letter.
const DOORS: [&str; 7] = [
    "/anmelden",
    "/registrieren",
    "/passwort",
    "/konto/zweiter-faktor",
    "/konto/passwort",
    "/konto/bestaetigen",
    "/api/v1/kiosk/pairing",
];

/// What a browser asks as soon as the page is open, so that it can propose a passkey. There is nothing to guess.
const QUESTION: &str = "/anmelden/passkey/aufgabe";

impl Action {
    const ALL: [Self; 13] = [
        Self::Read,
        Self::Search,
        Self::Export,
        Self::Draft,
        Self::Keep,
        Self::Upload,
        Self::Submit,
        Self::Support,
        Self::Comment,
        Self::Deliver,
        Self::SignIn,
        Self::Edit,
        Self::Change,
    ];

    fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let query = request.uri().query().unwrap_or_default();
        let has = |word: &str| path.split('/').any(|segment| segment.starts_with(word));
        if request.method().is_safe() {
            if path.starts_with("/vorschlaege/export.") || path.starts_with("/sitemap/") {
                return Self::Export;
            }
            // On the board and for a place in a draft.
            let searches = web::pairs(query)
                .iter()
                .any(|(name, text)| matches!(name.as_str(), "q" | "ortssuche") && !text.is_empty());
            return if searches { Self::Search } else { Self::Read };
        }
        if path == QUESTION {
            Self::Change
        } else if DOORS.iter().any(|door| path.starts_with(door)) {
            Self::SignIn
        } else if (path.starts_with("/bearbeiten/") && path.ends_with("/medien"))
            || path.starts_with("/schalter/fotos/")
        {
            Self::Upload
        } else if path.starts_with("/bearbeiten/") {
            Self::Edit
        } else if has("unterstuetz") || has("support") {
            Self::Support
        } else if has("beitra") || has("comment") {
            Self::Comment
        } else if has("entwurf") && (has("einreichen") || has("pruefen")) {
            Self::Submit
        } else if has("entwurf") && carries_pictures(request.headers()) {
            Self::Upload
        } else if has("entwurf") || path == "/vorschlaege/neu" {
            Self::Draft
        } else if path == "/api/fn/draft" {
            Self::Keep
        } else if has("search") || has("similar") || has("find") {
            // What islands ask while somebody types.
            Self::Search
        } else if matches!(path, "/api/v1/outbox" | "/api/v1/kiosk/records") {
            Self::Deliver
        } else if path == "/api/v1/proposals" {
            Self::Submit
        } else {
            Self::Change
        }
    }

    /// So many a minute in the long run, and so many at once.
    fn quota(self) -> Quota {
        let (a_minute, at_once) = match self {
            Self::Read => (600, 600),
            Self::Search => (240, 120),
            Self::Export => (12, 30),
            // Every step of the form saves the draft.
            Self::Draft => (120, 120),
            // Thirty who type at the same time, with a pause every three seconds.
            Self::Keep => (600, 600),
            Self::Upload => (20, 20),
            Self::Submit => (6, 30),
            Self::Support => (60, 120),
            Self::Comment => (12, 40),
            Self::Deliver => (30, 120),
            Self::SignIn => (10, 30),
            Self::Edit => (300, 300),
            Self::Change => (60, 120),
        };
        Quota::per_minute(at_least_one(a_minute)).allow_burst(at_least_one(at_once))
    }
}

/// The texts of a form alone are smaller; an unannounced length may be any.
fn carries_pictures(headers: &HeaderMap) -> bool {
    const TEXTS: u64 = 64 * 1024;
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    length.is_none_or(|length| length > TEXTS)
}

fn at_least_one(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)
}

type Limiter<C> = RateLimiter<Client, DefaultKeyedStateStore<Client>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Tests bring a clock of their own.
pub struct RateLimits<C: Clock = DefaultClock> {
    proxies: Vec<Network>,
    clock: C,
    limiters: Vec<(Action, Limiter<C>)>,
}

impl RateLimits {
    pub fn of(config: &Config) -> Arc<Self> {
        Arc::new(Self::with_clock(config, DefaultClock::default()))
    }
}

impl<C: Clock + Clone> RateLimits<C> {
    /// Without limiters when they are switched off.
    fn with_clock(config: &Config, clock: C) -> Self {
        let actions = if config.limits_rates { Action::ALL.as_slice() } else { &[] };
        let limiter =
            |action: Action| RateLimiter::new(action.quota(), DefaultKeyedStateStore::default(), clock.clone());
        let limiters = actions.iter().map(|action| (*action, limiter(*action))).collect();
        Self { proxies: config.trusted_proxies.clone(), clock, limiters }
    }

    /// How long this client has to wait, if it has to.
    fn wait(&self, request: &Request) -> Option<Duration> {
        let action = Action::of(request);
        let (_, limiter) = self.limiters.iter().find(|(limited, _)| *limited == action)?;
        let client = Client::of(request, &self.proxies);
        limiter.check_key(&client).err().map(|refused| refused.wait_time_from(self.clock.now()))
    }

    /// Drops clients that could do everything again, so that memory follows who is here now.
    pub fn forget_idle(&self) {
        for (_, limiter) in &self.limiters {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

pub async fn limit(State(limits): State<Arc<RateLimits>>, request: Request, next: Next) -> Response {
    let Some(wait) = limits.wait(&request) else { return next.run(request).await };
    tracing::info!(action = ?Action::of(&request), "A rate limit refused a request");
    let mut response = Incident::RateLimit.answer();
    let seconds = wait.as_secs().saturating_add(1);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod visitors;

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn method_and_address_tell_the_action() {
        let cases = [
            ("GET", "/vorschlaege", Action::Read),
            ("GET", "/vorschlaege?q=&thema=verkehr", Action::Read),
            ("GET", "/vorschlaege?thema=verkehr&q=bank", Action::Search),
            ("GET", "/vorschlaege?%71=bank", Action::Search),
            ("GET", "/vorschlaege/entwurf/00ff?ortssuche=markt", Action::Search),
            ("GET", "/vorschlaege/export.csv?q=bank", Action::Export),
            ("GET", "/sitemap/vorschlaege-1.xml", Action::Export),
            ("HEAD", "/", Action::Read),
            ("POST", "/vorschlaege/12/unterstuetzung", Action::Support),
            ("POST", "/api/fn/support", Action::Support),
            ("POST", "/vorschlaege/12/beitraege", Action::Comment),
            ("POST", "/vorschlaege/neu", Action::Draft),
            ("POST", "/vorschlaege/entwurf/00ff", Action::Draft),
            ("POST", "/api/fn/draft", Action::Keep),
            ("POST", "/vorschlaege/entwurf/00ff?viel", Action::Upload),
            ("POST", "/bearbeiten/1/medien", Action::Upload),
            ("POST", "/schalter/fotos/00ff", Action::Upload),
            ("POST", "/vorschlaege/entwurf/00ff/pruefen", Action::Submit),
            ("POST", "/api/fn/similar", Action::Search),
            ("POST", "/anmelden", Action::SignIn),
            ("POST", "/anmelden/passkey", Action::SignIn),
            ("POST", "/anmelden/passkey/aufgabe", Action::Change),
            ("POST", "/umfragen/wege", Action::Change),
            ("PUT", "/bearbeiten/3/getippt/00ff", Action::Edit),
            ("GET", "/bearbeiten/3/entwurf.json", Action::Read),
        ];
        for (method, address, expected) in cases {
            let length = if address.ends_with("?viel") { 1_000_000 } else { 2_000 };
            let request = Request::builder().method(method).uri(address).header(header::CONTENT_LENGTH, length);
            let request = request.body(Body::empty()).unwrap();
            assert_eq!(Action::of(&request), expected, "{method} {address}");
        }
    }

    /// What operators read of them.
    #[test]
    fn the_security_notes_list_every_limit() {
        let notes = include_str!("../../../docs/sicherheit.md");
        for action in Action::ALL {
            let quota = action.quota();
            let a_minute = (60.0 / quota.replenish_interval().as_secs_f64()).round();
            let row = format!("(`{action:?}`) | {a_minute} | {} |", quota.burst_size());
            assert!(notes.contains(&row), "docs/sicherheit.md lacks {row}");
        }
    }
}
