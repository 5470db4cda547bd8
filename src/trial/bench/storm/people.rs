//! People who ask at a pace that changes, each on a connection of their own.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use hyper::{StatusCode, header};
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};
use trial::{Answer, Client, Lost, lock};

use crate::load::{Ask, Request};

/// So often somebody who waits for their turn looks whether the pace has changed.
const LOOK: Duration = Duration::from_millis(100);

/// What they met since the last look.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How long each answer took that was as it should be, in milliseconds.
    pub accepted: Vec<f64>,
    /// With 503, and with the time after which to come again.
    pub refused: u64,
    /// Every other answer, by its status.
    pub wrong: BTreeMap<u16, u64>,
    /// Connections that broke.
    pub lost: u64,
}

impl Seen {
    fn note(&mut self, since: Instant, answer: &Result<Answer, Lost>) {
        match answer {
            Err(Lost) => self.lost += 1,
            Ok(answer) if answer.status == StatusCode::OK => {
                self.accepted.push(since.elapsed().as_secs_f64() * 1000.0);
            }
            Ok(answer) if is_in_order(answer) => self.refused += 1,
            Ok(answer) => *self.wrong.entry(answer.status.as_u16()).or_default() += 1,
        }
    }

    pub fn asked(&self) -> u64 {
        self.accepted.len() as u64 + self.refused + self.failed()
    }

    /// What nobody may meet, however many come.
    pub fn failed(&self) -> u64 {
        self.lost + self.wrong.values().sum::<u64>()
    }

    pub fn p99(&self) -> f64 {
        let mut all = self.accepted.clone();
        all.sort_by(f64::total_cmp);
        all.get(all.len() * 99 / 100).copied().unwrap_or(f64::NAN)
    }
}

/// A refusal that says when to come again.
fn is_in_order(answer: &Answer) -> bool {
    answer.status == StatusCode::SERVICE_UNAVAILABLE && answer.headers.contains_key(header::RETRY_AFTER)
}

/// Requests per second of one person, as the bits of the number.
#[derive(Default)]
struct Pace(AtomicU64);

impl Pace {
    fn of_one(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }
}

/// They go when it is dropped.
pub struct Crowd {
    many: u32,
    pace: Arc<Pace>,
    seen: Arc<Mutex<Seen>>,
    _people: JoinSet<()>,
}

impl Crowd {
    /// They ask nothing until they are given a pace.
    pub fn of(many: u32, address: SocketAddr, ask: &Ask, dice: &mut SmallRng) -> Self {
        let (pace, seen) = (Arc::<Pace>::default(), Arc::<Mutex<Seen>>::default());
        let mut people = JoinSet::new();
        for _ in 0..many {
            let (pace, seen, ask) = (pace.clone(), seen.clone(), ask.clone());
            let (mut dice, now) = (SmallRng::seed_from_u64(dice.random()), Instant::now());
            let (turns, number) = (dice.random_range(0.0..1.0), dice.random_range(0..1_000));
            people.spawn(Person { address, pace, seen, ask, dice, turns, since: now, number }.take_part());
        }
        Self { many, pace, seen, _people: people }
    }

    /// So many requests a second of all of them together. Who waits for an answer asks nothing meanwhile and makes up for
    /// none of it.
    pub fn go(&self, a_second: f64) {
        self.pace.0.store((a_second / f64::from(self.many)).to_bits(), Ordering::Relaxed);
    }

    /// What there was since the last look.
    pub fn look(&self) -> Seen {
        std::mem::take(&mut *lock(&self.seen))
    }
}

struct Person {
    address: SocketAddr,
    pace: Arc<Pace>,
    seen: Arc<Mutex<Seen>>,
    ask: Ask,
    dice: SmallRng,
    /// How much of a turn has come together since the last one.
    turns: f64,
    since: Instant,
    number: u64,
}

impl Person {
    async fn take_part(mut self) {
        let mut open = None;
        loop {
            self.turn().await;
            let since = Instant::now();
            let answer = self.ask(&mut open).await;
            if answer.as_ref().map_or(true, is_the_last) {
                open = None;
            }
            lock(&self.seen).note(since, &answer);
        }
    }

    /// Returns when it is this person's turn.
    async fn turn(&mut self) {
        let whole = self.dice.random_range(0.5..1.5);
        loop {
            let (now, pace) = (Instant::now(), self.pace.of_one());
            self.turns = (self.turns + (now - self.since).as_secs_f64() * pace).min(whole);
            self.since = now;
            if self.turns >= whole {
                self.turns = 0.0;
                return;
            }
            let rest = LOOK.as_secs_f64().min((whole - self.turns) / pace);
            sleep(Duration::from_secs_f64(rest)).await;
        }
    }

    async fn ask(&mut self, open: &mut Option<Client>) -> Result<Answer, Lost> {
        let client = match &mut *open {
            Some(client) => client,
            none => none.insert(Client::connect(self.address).await?),
        };
        self.number += 1;
        let Request { method, address, headers, body } = (self.ask)(self.number);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        client.send(method, &address, &headers, body).await
    }
}

/// Whether the server lets go of the connection after it.
fn is_the_last(answer: &Answer) -> bool {
    answer.headers.get(header::CONNECTION).is_some_and(|value| value == "close")
}
