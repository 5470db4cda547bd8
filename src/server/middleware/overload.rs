//! More requests at once than this machine can serve are refused at once, before memory grows and everybody waits. Who
//! reads, who changes something and who uploads have places of their own, and no client gets all of them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::HttpBody,
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use store::faults;
use web::Crowded;

use super::{Incident, client::Client, request_limits::Kind, rescue};
use crate::{
    config::{Config, Network},
    listen::NoPlace,
};

/// What supervisors, balancers and those who watch ask: a server that has much to do is not a dead one.
const OF_WATCHERS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// How many requests may be worked on at the same time, and how many of them for one client.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    pub at_once: usize,
    pub of_one: usize,
}

#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Without a body, so that no client decides how long it stays.
    pub reading: Most,
    /// Apart from the readers: however many they are, a support finds its place.
    pub changing: Most,
    pub uploads: Most,
    /// Forms for which there is no other place, until their words are read.
    pub refused: Most,
}

impl Default for Places {
    /// 256: a page takes some milliseconds and eight of them read the database at once, so the last one in waits well
    /// under a second. As many changes with the largest bodies, kept once more to be given back, hold 256 MB. 8 uploads
    /// of 30 MB, held as sent and once more as parts, stay under half a gigabyte. 32 forms that are refused hold 16 MB of
    /// words, each for two seconds.
    ///
    /// Of one client: a school class opens a page with its pictures in the same second, and then sends its forms.
    fn default() -> Self {
        Self {
            reading: Most { at_once: 256, of_one: 128 },
            changing: Most { at_once: 256, of_one: 64 },
            uploads: Most { at_once: 8, of_one: 3 },
            refused: Most { at_once: 32, of_one: 4 },
        }
    }
}

#[derive(Clone)]
pub struct Room {
    reading: Arc<Lane>,
    changing: Arc<Lane>,
    uploads: Arc<Lane>,
    refused: Arc<Lane>,
    /// By which clients are told apart; without them nobody asks whose a request is.
    proxies: Option<Arc<[Network]>>,
}

impl Default for Room {
    fn default() -> Self {
        Self::new(Places::default())
    }
}

impl Room {
    pub fn new(places: Places) -> Self {
        let lane = |most| Arc::new(Lane { most, taken: Mutex::default() });
        Self {
            reading: lane(places.reading),
            changing: lane(places.changing),
            uploads: lane(places.uploads),
            refused: lane(places.refused),
            proxies: None,
        }
    }

    /// Counts for each client too, unless nothing is limited by who asks.
    #[must_use]
    pub fn counting_clients(self, config: &Config) -> Self {
        let proxies = config.limits_rates.then(|| config.trusted_proxies.clone().into());
        Self { proxies, ..self }
    }

    fn take(&self, request: &Request) -> Result<Place, Incident> {
        let lane = match Kind::of(request) {
            Kind::Upload => &self.uploads,
            Kind::Ordinary if request.method().is_safe() && request.body().is_end_stream() => &self.reading,
            Kind::Ordinary => &self.changing,
        };
        lane.take(self.client(request))
    }

    /// Where the words of a form that found no place are read. Without one it is refused as it comes.
    fn take_for_words(&self, request: &Request) -> Option<Place> {
        let is_form = rescue::is_form(request);
        is_form.then(|| self.refused.take(self.client(request)).ok()).flatten()
    }

    fn client(&self, request: &Request) -> Option<Client> {
        let proxies = self.proxies.as_ref().filter(|_| !faults::admits_all_of_one());
        proxies.map(|proxies| Client::of(request, proxies))
    }
}

struct Lane {
    most: Most,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    /// Only of those who have one, so there are never more of them than places.
    by: HashMap<Client, usize>,
}

impl Lane {
    fn take(self: &Arc<Self>, client: Option<Client>) -> Result<Place, Incident> {
        let mut taken = self.lock();
        if taken.all >= self.most.at_once {
            return Err(Incident::Overload);
        }
        if let Some(client) = client {
            let of_one = taken.by.entry(client).or_default();
            if *of_one >= self.most.of_one {
                return Err(Incident::OneClient);
            }
            *of_one += 1;
        }
        taken.all += 1;
        Ok(Place { lane: self.clone(), client })
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Given back even when the visitor goes away in the middle.
struct Place {
    lane: Arc<Lane>,
    client: Option<Client>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.lane.lock();
        taken.all = taken.all.saturating_sub(1);
        let Some(client) = self.client else { return };
        let of_one = taken.by.entry(client).or_default();
        *of_one = of_one.saturating_sub(1);
        if *of_one == 0 {
            taken.by.remove(&client);
        }
    }
}

/// Beside a form that found no place: it is refused further in, where what it brings is given back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refused(Incident);

impl Refused {
    pub(super) fn answer(self) -> Response {
        let mut response = self.0.answer();
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        response.extensions_mut().insert(Crowded);
        response
    }
}

pub async fn shed(State(room): State<Room>, mut request: Request, next: Next) -> Response {
    // They only look: whoever sends something there takes a place for it as everywhere.
    let is_watcher = request.method().is_safe() && OF_WATCHERS.contains(&request.uri().path());
    if faults::admits_all() || is_watcher {
        return next.run(request).await;
    }
    if request.extensions().get::<NoPlace>().is_some() {
        return refuse(Incident::Overload).answer();
    }
    let refused = match room.take(&request) {
        Ok(_place) => return next.run(request).await,
        Err(why) => refuse(why),
    };
    let Some(_place) = room.take_for_words(&request) else { return refused.answer() };
    request.extensions_mut().insert(refused);
    next.run(request).await
}

fn refuse(why: Incident) -> Refused {
    tracing::warn!(why = why.name(), "Too much at once, one request was refused");
    Refused(why)
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::{body::Body, extract::ConnectInfo};

    use super::*;
    use crate::testing::config;

    fn request(method: &str, peer: &str, body: Body) -> Request {
        let peer: SocketAddr = peer.parse().unwrap();
        Request::builder().method(method).uri("/").extension(ConnectInfo(peer)).body(body).unwrap()
    }

    fn read(peer: &str) -> Request {
        request("GET", peer, Body::empty())
    }

    fn small() -> Room {
        let most = Most { at_once: 3, of_one: 2 };
        Room::new(Places { reading: most, changing: most, uploads: most, refused: most }).counting_clients(&config())
    }

    #[test]
    fn a_client_has_some_places_and_another_one_the_rest() {
        let room = small();
        let first = [room.take(&read("192.0.2.1:1")).unwrap(), room.take(&read("192.0.2.1:2")).unwrap()];
        assert_eq!(room.take(&read("192.0.2.1:3")).err(), Some(Incident::OneClient));
        let _other = room.take(&read("192.0.2.2:1")).unwrap();
        assert_eq!(room.take(&read("192.0.2.3:1")).err(), Some(Incident::Overload));
        drop(first);
        assert!(room.take(&read("192.0.2.1:4")).is_ok());
        // Nobody is remembered who has no place.
        assert_eq!(room.reading.lock().by.len(), 1);
    }

    #[test]
    fn what_has_a_body_takes_no_place_of_a_reader() {
        let room = small();
        let bodies = [("POST", "192.0.2.1:1"), ("PUT", "192.0.2.1:2"), ("GET", "192.0.2.2:1")];
        let held: Vec<Place> =
            bodies.iter().map(|(method, peer)| room.take(&request(method, peer, Body::from("x"))).unwrap()).collect();
        assert_eq!(room.take(&request("DELETE", "192.0.2.3:1", Body::empty())).err(), Some(Incident::Overload));
        assert!(room.take(&read("192.0.2.1:3")).is_ok() && held.len() == 3);
    }

    #[test]
    fn without_limits_of_clients_all_places_are_anybodys() {
        let room = small().counting_clients(&Config { limits_rates: false, ..config() });
        let held: Vec<Place> = (0..3).map(|_| room.take(&read("192.0.2.1:1")).unwrap()).collect();
        assert_eq!(room.take(&read("192.0.2.1:1")).err(), Some(Incident::Overload));
        assert!(held.iter().all(|place| place.client.is_none()));
    }
}
