//! Durable writes: supports from many people at once, each acknowledged after it is on the disk.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use hyper::{Method, StatusCode};
use serde_json::json;
use tokio::task::JoinHandle;
use trial::{Client, Lost};

use crate::{
    City, Options,
    load::{Ask, Request, load},
    machine, pages,
    report::{Report, Spread},
};

const CONNECTIONS: usize = 64;

/// Until a server that was killed is ready again.
const MOST_RESTART: Duration = Duration::from_secs(2);

/// Proposals that still take supports; others are decided.
pub async fn open_ones(city: &City) -> io::Result<Vec<String>> {
    let mut client = pages::client(city).await?;
    let mut open = Vec::new();
    for id in 1..=200 {
        let address = format!("/api/v1/proposals/{id}/support");
        let answer = client.send(Method::PUT, &address, &[], "").await.map_err(pages::lost)?;
        if answer.status == StatusCode::OK {
            open.push(address);
        }
    }
    Ok(open)
}

/// People who support something at a steady pace while something else is measured.
pub struct Supporters {
    task: JoinHandle<Result<(), Lost>>,
    taken: Arc<AtomicU64>,
    began: Instant,
}

impl Supporters {
    pub async fn of(city: &City, a_second: u32) -> io::Result<Self> {
        let open = open_ones(city).await?;
        let client = pages::client(city).await?;
        let taken = Arc::<AtomicU64>::default();
        let began = Instant::now();
        let task = tokio::spawn(support(client, open, Duration::from_secs(1) / a_second, taken.clone()));
        Ok(Self { task, taken, began })
    }

    /// How many a second the server acknowledged.
    pub fn stop(self) -> f64 {
        self.task.abort();
        self.taken.load(Ordering::Relaxed) as f64 / self.began.elapsed().as_secs_f64()
    }
}

async fn support(mut client: Client, open: Vec<String>, pause: Duration, taken: Arc<AtomicU64>) -> Result<(), Lost> {
    // Who waited longer for an answer makes up for it.
    let mut beat = tokio::time::interval(pause);
    for address in open.iter().cycle() {
        beat.tick().await;
        // Without a cookie: a new person each time.
        if client.send(Method::PUT, address, &[], "").await?.status == StatusCode::OK {
            taken.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(())
}

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    eprintln!("writes …");
    let city = City::of(options, 1_000).await?;
    let open = open_ones(&city).await?;
    let ask: Ask = Arc::new(move |number| {
        let place = usize::try_from(number).unwrap_or_default() % open.len().max(1);
        let address = open.get(place).cloned().unwrap_or_default();
        Request { method: Method::PUT, address, headers: Vec::new(), body: String::new() }
    });
    // Warm up, as for the pages.
    load(city.server.address, CONNECTIONS, options.stretch(), &ask).await;
    let (mut per_second, mut p99, mut trouble) = (Vec::new(), Vec::new(), String::new());
    for _ in 0..options.repeats {
        let done = load(city.server.address, CONNECTIONS, options.stretch(), &ask).await;
        per_second.push(done.per_second());
        p99.push(done.percentile(99.0));
        trouble += &done.trouble();
    }
    // Without a chance to tidy up, with a full log of the database.
    city.server.kill()?;
    let began = Instant::now();
    let again = city.program.serve().await?;
    let ready = began.elapsed();
    again.stop()?;
    let (per_second, p99) = (Spread::of(per_second), Spread::of(p99));
    report.heading("durable writes");
    // In memory it would be a figure about something else.
    let file_system = machine::file_system(options.folder());
    report.with_goal(
        format!("supports, {CONNECTIONS} people at once"),
        format!("{}/s, p99 {} ms{trouble}", per_second.text(0), p99.text(0)),
        json!({
            "per_second": per_second.json(), "p99_ms": p99.json(), "trouble": trouble, "file_system": file_system,
        }),
        &format!("on a disk ({file_system})"),
        !machine::is_in_memory(&file_system),
    );
    let milliseconds = ready.as_secs_f64() * 1_000.0;
    report.with_goal(
        "after kill -9",
        format!("ready again in {milliseconds:.0} ms"),
        json!(milliseconds),
        "at most 2 s",
        ready <= MOST_RESTART,
    );
    Ok(())
}
