//! Who is let in and who is not, over an hour of a clock that the tests turn.

use std::net::{IpAddr, SocketAddr};

use axum::{body::Body, extract::ConnectInfo};
use governor::clock::FakeRelativeClock;
use rand::{RngExt, SeedableRng, rngs::SmallRng};

use super::*;
use crate::testing::{chance, config};

const OFFICE: &str = "192.0.2.7";

/// Method, address and length of the body.
type Step = (&'static str, &'static str, u64);

/// What the form does by itself while somebody types.
const SAVE: Step = ("POST", "/api/fn/draft", 2_000);

const SUPPORT: Step = ("POST", "/vorschlaege/1/unterstuetzung", 20);

fn limits(proxies: &[&str]) -> (RateLimits<FakeRelativeClock>, FakeRelativeClock) {
    let clock = FakeRelativeClock::default();
    let mut config = config();
    config.trusted_proxies = proxies.iter().map(|network| network.parse().unwrap()).collect();
    (RateLimits::with_clock(&config, clock.clone()), clock)
}

fn request((method, address, length): Step, peer: &str, forwarded: &str) -> Request {
    let request = Request::builder().method(method).uri(address).header(header::CONTENT_LENGTH, length);
    let request = if forwarded.is_empty() { request } else { request.header("x-forwarded-for", forwarded) };
    let peer: IpAddr = peer.parse().unwrap();
    request.extension(ConnectInfo(SocketAddr::new(peer, 4711))).body(Body::empty()).unwrap()
}

/// What somebody does who came to submit one proposal and to look around: more than most.
fn visit() -> Vec<Step> {
    let mut steps = vec![("GET", "/", 0); 25];
    steps.extend([("GET", "/vorschlaege?q=bank", 0); 5]);
    steps.extend([("POST", "/api/fn/similar", 60); 8]);
    steps.push(("POST", "/vorschlaege/neu", 80));
    steps.extend([SAVE; 20]);
    steps.extend([("POST", "/vorschlaege/entwurf/00ff", 2_000); 6]);
    steps.extend([("POST", "/vorschlaege/entwurf/00ff", 4_000_000); 3]);
    steps.push(("POST", "/vorschlaege/entwurf/00ff/einreichen", 0));
    steps.extend([SUPPORT; 5]);
    steps.push(("POST", "/vorschlaege/1/beitraege", 300));
    steps.push(("POST", "/umfragen/wege", 200));
    steps.push(("POST", "/orte/baenke", 200));
    steps
}

/// How many of these visits, begun at any time of an hour, meet a refusal.
fn refused(visitors: usize, seed: u64) -> usize {
    let (limits, clock) = limits(&[]);
    let mut dice = SmallRng::seed_from_u64(seed);
    let mut events: Vec<(u64, usize, Step)> = Vec::new();
    for visitor in 0..visitors {
        let mut at: u64 = dice.random_range(0..3_600_000);
        for step in visit() {
            at += dice.random_range(500..20_000);
            events.push((at, visitor, step));
        }
    }
    events.sort();
    let mut refused = std::collections::BTreeSet::new();
    let mut now = 0;
    for (at, visitor, step) in events {
        clock.advance(Duration::from_millis(at - now));
        now = at;
        if limits.wait(&request(step, OFFICE, "")).is_some() {
            refused.insert(visitor);
        }
    }
    refused.len()
}

#[test]
fn two_hundred_visitors_an_hour_behind_one_address_are_all_let_in() {
    let seed = chance::seed();
    assert_eq!(refused(200, seed), 0, "WEGMARKEN_SEED={seed}");
    // The same hour with ten times as many is refused: the clock runs and the limits are there.
    assert!(refused(2_000, seed) > 0);
}

/// How much of what so many pupils type in a lesson is not kept, when each of them pauses every three seconds.
fn refused_in_a_lesson(limits: &RateLimits<FakeRelativeClock>, clock: &FakeRelativeClock, pupils: u32) -> usize {
    let pauses = (0..900).map(|_| {
        clock.advance(Duration::from_secs(3));
        (0..pupils).filter(|_| limits.wait(&request(SAVE, OFFICE, "")).is_some()).count()
    });
    pauses.sum()
}

#[test]
fn a_school_class_of_thirty_writes_for_a_lesson_and_submits_in_the_same_second() {
    let (limits, clock) = limits(&[]);
    assert_eq!(refused_in_a_lesson(&limits, &clock, 30), 0);
    let together: [Step; 5] = [
        ("POST", "/vorschlaege/entwurf/00ff", 2_000),
        ("POST", "/vorschlaege/entwurf/00ff/einreichen", 0),
        ("POST", "/vorschlaege/1/beitraege", 300),
        ("POST", "/umfragen/wege", 200),
        SUPPORT,
    ];
    for step in together {
        assert!((0..30).all(|_| limits.wait(&request(step, OFFICE, "")).is_none()), "{step:?}");
    }
    // Three classes are too many: the clock runs and the limit is there.
    assert!(refused_in_a_lesson(&limits, &clock, 90) > 0);
}

/// So many requests until the first refusal, each made by `nth`.
fn let_in(limits: &RateLimits<FakeRelativeClock>, nth: impl Fn(u32) -> Request) -> u32 {
    (0..10_000).find(|n| limits.wait(&nth(*n)).is_some()).unwrap_or(10_000)
}

#[test]
fn an_invented_way_through_proxies_helps_nobody() {
    let spoofed = |n: u32| format!("10.{}.{}.1", n / 256, n % 256);
    let (without_proxy, _) = limits(&[]);
    assert_eq!(let_in(&without_proxy, |n| request(SUPPORT, OFFICE, &spoofed(n))), 120);
    let (behind_proxy, _) = limits(&["203.0.113.0/24"]);
    let through = |n: u32| request(SUPPORT, "203.0.113.9", &format!("{}, {OFFICE}", spoofed(n)));
    assert_eq!(let_in(&behind_proxy, through), 120);
    // What the proxy itself saw counts: others behind it are others.
    assert!(behind_proxy.wait(&request(SUPPORT, "203.0.113.9", "192.0.2.8")).is_none());
}

#[test]
fn the_addresses_of_one_ipv6_customer_share_one_allowance() {
    let (limits, _) = limits(&[]);
    let within = |n: u32| request(SUPPORT, &format!("2001:db8:1:2:{:x}::{:x}", n % 7, n), "");
    assert_eq!(let_in(&limits, within), 120);
    assert!(limits.wait(&request(SUPPORT, "2001:db8:1:3::1", "")).is_none());
}

#[test]
fn fifty_accounts_behind_one_address_share_its_allowance() {
    let (limits, _) = limits(&[]);
    let signed_in = |n: u32| {
        let mut request = request(SUPPORT, OFFICE, "");
        let session = format!("wegmarken-sitzung={:032x}", n % 50);
        request.headers_mut().insert(header::COOKIE, session.parse().unwrap());
        request
    };
    assert_eq!(let_in(&limits, signed_in), 120);
    assert!(limits.wait(&request(SUPPORT, "192.0.2.8", "")).is_none(), "whoever is elsewhere has their own");
}

#[test]
fn who_waits_as_long_as_it_is_told_is_let_in_again() {
    let (limits, clock) = limits(&[]);
    let again = || request(SUPPORT, OFFICE, "");
    assert_eq!(let_in(&limits, |_| again()), 120);
    let wait = limits.wait(&again()).unwrap();
    clock.advance(Duration::from_secs(wait.as_secs() + 1));
    assert!(limits.wait(&again()).is_none());
}
