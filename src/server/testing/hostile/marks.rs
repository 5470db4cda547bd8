//! Every place where something can be sent gets words that are about a person, and the log, as talkative as it can be made,
//! has none of them.

use std::{collections::BTreeSet, io};

use tracing_subscriber::EnvFilter;

use super::{
    attack::{self, HEADERS, Slot},
    payloads::Payload,
    roles::{self, worker_at, workers},
    routes::{ROUTES, Route},
    world::World,
};
use crate::{logging, testing::logs::Captured};

/// In every mark, in whatever form it is written.
const MARK: &str = "zeisig";

/// An address, a name and a text, a token.
const MARKS: [(&str, &str); 3] = [
    ("an e-mail address", "zeisig@privat.example"),
    ("a name in a text", "Zeisig-Name wohnt im Zeisigweg 7, und das geht niemanden etwas an."),
    ("a token", "zeisig7c03f117abc8def0123456789ab"),
];

/// Ours say everything, the others a lot.
const LOUD: &str = "debug,wegmarken=trace,web=trace,store=trace,domain=trace,content=trace";

fn mark(number: usize) -> Payload {
    let (kind, words) = MARKS[number % MARKS.len()];
    Payload { kind, bytes: words.as_bytes().to_vec(), is_raw: false }
}

struct Listener {
    log: Captured,
    told: BTreeSet<String>,
    found: Vec<String>,
}

impl Listener {
    /// Judges what was logged since the last request.
    fn hear(&mut self, what: &str) {
        for line in self.log.take().lines() {
            if line.to_lowercase().contains(MARK) {
                self.found.push(format!("{what}: {line}"));
            }
            let route = line.split("\"route\":\"").nth(1).and_then(|rest| rest.split('"').next());
            self.told.extend(route.map(ToOwned::to_owned));
        }
    }

    async fn send(&mut self, world: &World, route: &Route, slot: &Slot, number: usize, cookie: Option<&str>) {
        let payload = mark(number);
        let made = attack::request(world, route, slot, &payload, 0, false, world.number());
        let Some((mut request, question)) = made else { return };
        if let Some(cookie) = cookie {
            attack::come_as(&mut request, &cookie.parse().unwrap());
        }
        world.app.send(request).await;
        self.hear(&question.what);
    }
}

#[tokio::test]
async fn no_mark_that_anybody_sends_anywhere_gets_into_the_log() {
    let world = World::new().await;
    world.publish_at_once().await;
    let workers = workers(&world).await;
    let log = Captured::default();
    let writer = log.clone();
    // As in `logs`: with one subscriber alone, other threads would say for all that nobody listens.
    let _second = tracing::Dispatch::new(logging::json(EnvFilter::new("off"), io::sink));
    let _guard = tracing::subscriber::set_default(logging::json(EnvFilter::new(LOUD), move || writer.clone()));
    let mut listener = Listener { log, told: BTreeSet::new(), found: Vec::new() };

    // It would notice: a message as it must not be.
    tracing::trace!(address = MARKS[0].1, "A message that tells too much");
    listener.hear("on purpose");
    assert_eq!(listener.found.len(), 1, "nothing is heard: {LOUD}");
    listener.found.clear();

    let mut number = 0;
    for route in ROUTES {
        let (_, account) = workers.iter().find(|(role, _)| *role == worker_at(route.path)).unwrap();
        // Anew for each: some requests end the session that they come with.
        let cookie = world.app.session(*account, true).await;
        let is_for_all = roles::is_for_all(route.path);
        for slot in attack::slots(route) {
            number += 1;
            let cookie = Some(cookie.as_str()).filter(|_| !is_for_all);
            listener.send(&world, route, &slot, number, cookie).await;
            listener.send(&world, route, &slot, number + 1, cookie).await;
        }
    }
    // Everything that a browser tells of itself.
    for route in ROUTES.iter().filter(|route| ["/", "/vorschlaege", "/anmelden"].contains(&route.path)) {
        for (index, header) in HEADERS.iter().enumerate() {
            listener.send(&world, route, &Slot::Header(header), index, None).await;
        }
    }
    assert!(listener.found.is_empty(), "{:#?}", listener.found);
    assert!(number > 500 && listener.told.len() > 120, "{number} slots, {} routes", listener.told.len());
}
