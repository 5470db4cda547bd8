//! People who read and write, each on a connection of their own.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use hyper::{Method, StatusCode};
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use serde_json::{Value, json};
use tokio::{
    task::JoinSet,
    time::{Instant, interval_at},
};
use trial::{Answer, Client, Lost, lock};

use crate::load::Request;

/// One of so many requests changes something.
const WRITES: u32 = 20;

/// One of so many pages is for somebody for whom it is made anew.
const OWN: u32 = 4;

const PROPOSALS: &str = "/api/v1/proposals";

/// What there is to read and to support.
pub struct Places {
    pub pages: Vec<String>,
    pub supports: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Seen {
    /// How long somebody waited, for each answer that was as it should be.
    pub milliseconds: Vec<f64>,
    /// Answers that tell of a failure of the server.
    pub failed: u64,
    /// Answers that tell of a mistake of whoever asked.
    pub refused: u64,
    pub lost: u64,
}

/// They go when it is dropped.
pub struct Crowd {
    seen: Arc<Mutex<Seen>>,
    _people: JoinSet<()>,
}

impl Crowd {
    /// So many requests a second, of all of them together; without a number each asks as soon as it has its answer.
    pub fn of(
        many: u32,
        address: SocketAddr,
        places: &Arc<Places>,
        a_second: Option<f64>,
        dice: &mut SmallRng,
    ) -> Self {
        let seen = Arc::<Mutex<Seen>>::default();
        let pause = a_second.map(|requests| Duration::from_secs_f64(f64::from(many) / requests));
        let mut people = JoinSet::new();
        for _ in 0..many {
            let (places, seen) = (places.clone(), seen.clone());
            let dice = SmallRng::seed_from_u64(dice.random());
            people.spawn(Person { address, places, seen, dice, own: None }.take_part(pause));
        }
        Self { seen, _people: people }
    }

    /// What there was since the last look.
    pub fn look(&self) -> Seen {
        std::mem::take(&mut *lock(&self.seen))
    }
}

struct Person {
    address: SocketAddr,
    places: Arc<Places>,
    seen: Arc<Mutex<Seen>>,
    dice: SmallRng,
    /// The last proposal of this person. What they say stands there, so that no page that is read gets longer.
    own: Option<u64>,
}

impl Person {
    async fn take_part(mut self, pause: Option<Duration>) {
        let mut beat = pause.map(|pause| {
            let first = pause.mul_f64(self.dice.random());
            interval_at(Instant::now() + first, pause)
        });
        let mut client = None;
        loop {
            // Whoever comes while the server is behind waits from then on, and not from when it has time.
            let since = match &mut beat {
                Some(beat) => beat.tick().await,
                None => Instant::now(),
            };
            let answer = self.ask(&mut client).await;
            if answer.is_err() {
                client = None;
            }
            self.note(since, &answer);
        }
    }

    async fn ask(&mut self, open: &mut Option<Client>) -> Result<Answer, Lost> {
        let client = match &mut *open {
            Some(client) => client,
            none => none.insert(Client::connect(self.address).await?),
        };
        let Request { method, address, headers, body } = self.request();
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = client.send(method, &address, &headers, body).await?;
        if answer.status == StatusCode::CREATED && address == PROPOSALS {
            let made = serde_json::from_slice::<Value>(&answer.body).ok();
            self.own = made.and_then(|made| made.get("id")?.as_u64());
        }
        Ok(answer)
    }

    fn request(&mut self) -> Request {
        if self.dice.random_range(0..WRITES) == 0 {
            return self.change();
        }
        let page = pick(&self.places.pages, &mut self.dice);
        match self.dice.random_range(0..OWN) {
            0 => Request::own_page(page),
            _ => Request::page(page),
        }
    }

    fn change(&mut self) -> Request {
        let id = format!("{:032x}", self.dice.random::<u128>());
        let text = "Ein Vorschlag aus einem Dauerlauf. Er zeigt nur, dass er angekommen ist.";
        let (method, address, body) = match (self.dice.random_range(0..10), self.own) {
            (0, _) => {
                let title = format!("Dauerlauf {:08x}", self.dice.random::<u32>());
                let body = json!({ "submission": id, "title": title, "text": text, "theme": "verkehr" });
                (Method::POST, PROPOSALS.to_owned(), body.to_string())
            }
            (1, Some(own)) => {
                let body = json!({ "submission": id, "stance": "for", "text": "Das hilft allen." });
                (Method::POST, format!("{PROPOSALS}/{own}/comments"), body.to_string())
            }
            // Without a cookie: a new person each time.
            _ => (Method::PUT, pick(&self.places.supports, &mut self.dice), String::new()),
        };
        Request { method, address, headers: vec![("content-type", "application/json".to_owned())], body }
    }

    fn note(&self, since: Instant, answer: &Result<Answer, Lost>) {
        let mut seen = lock(&self.seen);
        match answer {
            Err(Lost) => seen.lost += 1,
            Ok(answer) if answer.status.is_server_error() => seen.failed += 1,
            Ok(answer) if answer.status.is_client_error() => seen.refused += 1,
            Ok(_) => seen.milliseconds.push(since.elapsed().as_secs_f64() * 1000.0),
        }
    }
}

fn pick(all: &[String], dice: &mut SmallRng) -> String {
    all.get(dice.random_range(0..all.len().max(1))).cloned().unwrap_or_default()
}
