//! What is counted while the server runs, for whoever watches over it. Labels come from our own words and routes alone:
//! nothing that a visitor sends becomes one.

use std::{sync::Arc, time::Instant};

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};
use store::{Outcome, Store, StoreError};

use crate::middleware::Incident;

/// From a file in memory to what people leave for.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

pub struct Metrics {
    registry: Registry,
    began: Instant,
    answers: Family<Answered, Counter>,
    took: Family<Route, Histogram>,
    pub in_flight: Gauge,
    incidents: Family<Kind, Counter>,
    writes: Family<Ended, Counter>,
    write_took: Histogram,
    statements: Gauge,
    uptime: Gauge,
    database: Gauge,
    log: Gauge,
    connections: Family<Use, Gauge>,
    jobs: Family<Use, Gauge>,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    route: String,
    method: &'static str,
    status: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
    method: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Ended {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Use {
    state: &'static str,
}

impl Metrics {
    /// Begins to count what `store` writes.
    pub fn of(store: &Store) -> Arc<Self> {
        let metrics = Arc::new(Self::registered());
        let watching = Arc::downgrade(&metrics);
        store.watch_writes(move |outcome, took| {
            if let Some(metrics) = watching.upgrade() {
                metrics.writes.get_or_create(&Ended { outcome: outcome.name() }).inc();
                metrics.write_took.observe(took.as_secs_f64());
            }
        });
        metrics
    }

    fn registered() -> Self {
        let metrics = Self {
            registry: Registry::with_prefix("wegmarken"),
            began: Instant::now(),
            answers: Family::default(),
            took: Family::new_with_constructor(histogram as fn() -> Histogram),
            in_flight: Gauge::default(),
            incidents: Family::default(),
            writes: Family::default(),
            write_took: histogram(),
            statements: Gauge::default(),
            uptime: Gauge::default(),
            database: Gauge::default(),
            log: Gauge::default(),
            connections: Family::default(),
            jobs: Family::default(),
        };
        // An alarm needs the 0 that comes before the 1.
        for incident in Incident::ALL {
            drop(metrics.incidents.get_or_create(&Kind { kind: incident.name() }));
        }
        for outcome in [Outcome::Stored, Outcome::Refused, Outcome::Busy, Outcome::Failed] {
            drop(metrics.writes.get_or_create(&Ended { outcome: outcome.name() }));
        }
        metrics.with_names()
    }

    fn with_names(mut self) -> Self {
        let all = &mut self.registry;
        all.register("build", "The version that runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        all.register_with_unit("uptime", "Since the start of the process", Unit::Seconds, self.uptime.clone());
        all.register("http_requests", "Answers by route, method and class of status", self.answers.clone());
        all.register_with_unit("http_request_duration", "Until the answer begins", Unit::Seconds, self.took.clone());
        all.register("http_requests_in_flight", "Requests that wait for their answer", self.in_flight.clone());
        all.register("http_incidents", "Requests that were refused or failed, by kind", self.incidents.clone());
        all.register("store_writes", "Writes by how they ended", self.writes.clone());
        all.register_with_unit(
            "store_write_duration",
            "Writes with the wait for their turn and for the disk",
            Unit::Seconds,
            self.write_took.clone(),
        );
        all.register("store_statements", "Statements for the database since the start", self.statements.clone());
        all.register_with_unit("database_size", "The database", Unit::Bytes, self.database.clone());
        all.register_with_unit("database_log", "The write-ahead log of SQLite", Unit::Bytes, self.log.clone());
        all.register("database_connections", "Connections by state", self.connections.clone());
        all.register("jobs", "Letters and other work for later, by state", self.jobs.clone());
        self
    }

    pub fn answered(&self, route: &str, method: &'static str, status: u16, seconds: f64) {
        let labels = Answered { route: route.to_owned(), method, status: class(status) };
        self.answers.get_or_create(&labels).inc();
        self.took.get_or_create(&Route { route: labels.route, method }).observe(seconds);
    }

    pub fn count(&self, incident: Incident) {
        self.incidents.get_or_create(&Kind { kind: incident.name() }).inc();
    }

    /// Everything in the text format of OpenMetrics. What the database does not tell keeps its last value.
    pub async fn text(&self, store: &Store) -> Result<String, std::fmt::Error> {
        self.uptime.set(whole(self.began.elapsed().as_secs()));
        self.statements.set(whole(store.statements()));
        if let Err(error) = self.look_at(store).await {
            tracing::warn!(%error, "The database cannot be measured");
        }
        let mut all = String::new();
        text::encode(&mut all, &self.registry)?;
        Ok(all)
    }

    async fn look_at(&self, store: &Store) -> Result<(), StoreError> {
        let found = store.measure().await?;
        self.database.set(whole(found.bytes));
        self.log.set(whole(found.log_bytes.unwrap_or_default()));
        self.connections.get_or_create(&Use { state: "open" }).set(whole(found.connections));
        self.connections.get_or_create(&Use { state: "idle" }).set(whole(found.idle_connections));
        for (state, many) in store::jobs::counts(store).await? {
            self.jobs.get_or_create(&Use { state: state.code() }).set(whole(many));
        }
        Ok(())
    }
}

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn class(status: u16) -> &'static str {
    match status {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
