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
    load::{Ask, Load, Request, load},
    machine, pages,
    report::{Report, Spread},
};

const CONNECTIONS: usize = 64;

/// Beside them so many ask for a page that is made anew, in the second measurement.
const READERS: usize = 16;

/// Supports in a second, on a machine that has nothing else to do and on one that has.
const LEAST_ALONE: f64 = 1_000.0;
const LEAST_BESIDE: f64 = 200.0;

/// Until 99 of 100 are acknowledged on the first one.
const MOST_MILLISECONDS: f64 = 100.0;

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
    let board = pages::settle(&city, "/vorschlaege").await?;
    let (supports, reading) = (supporting(open_ones(&city).await?), reading(board));
    report.heading("durable writes");
    let alone = Writes::of(options, &city, &supports, None).await;
    alone.show(options, report, format!("supports, {CONNECTIONS} people at once"), LEAST_ALONE);
    let beside = Writes::of(options, &city, &supports, Some(&reading)).await;
    let name = format!("supports, {CONNECTIONS} people at once, beside {READERS} who read");
    beside.show(options, report, name, LEAST_BESIDE);
    after_a_kill(city, report).await
}

/// Without a cookie: a new person each time.
pub fn supporting(open: Vec<String>) -> Ask {
    Arc::new(move |number| {
        let place = usize::try_from(number).unwrap_or_default() % open.len().max(1);
        let address = open.get(place).cloned().unwrap_or_default();
        Request { method: Method::PUT, address, headers: Vec::new(), body: String::new() }
    })
}

/// The board, made anew each time.
fn reading(board: String) -> Ask {
    Arc::new(move |_| Request::own_page(&board))
}

struct Writes {
    per_second: Spread,
    p99: Spread,
    /// Pages that were read meanwhile.
    read: Option<Spread>,
    trouble: String,
}

impl Writes {
    async fn of(options: &Options, city: &City, supports: &Ask, reading: Option<&Ask>) -> Self {
        let (address, time) = (city.server.address, options.stretch());
        // Warm up, as for the pages.
        load(address, CONNECTIONS, time, supports).await;
        let (mut written, mut read) = (Vec::new(), Vec::new());
        for _ in 0..options.repeats {
            match reading {
                None => written.push(load(address, CONNECTIONS, time, supports).await),
                Some(reading) => {
                    let both =
                        tokio::join!(load(address, CONNECTIONS, time, supports), load(address, READERS, time, reading));
                    written.push(both.0);
                    read.push(both.1);
                }
            }
        }
        Self {
            per_second: Spread::of(written.iter().map(Load::per_second)),
            p99: Spread::of(written.iter().map(|done| done.percentile(99.0))),
            read: reading.map(|_| Spread::of(read.iter().map(Load::per_second))),
            trouble: written.iter().chain(&read).map(Load::trouble).collect(),
        }
    }

    fn show(&self, options: &Options, report: &mut Report, name: String, least: f64) {
        let Self { per_second, p99, read, trouble } = self;
        // In memory it would be a figure about something else.
        let file_system = machine::file_system(options.folder());
        let pages = read.map(|read| format!(", {} pages/s", read.text(0))).unwrap_or_default();
        let value = format!("{}/s, p99 {} ms{pages}{trouble}", per_second.text(0), p99.text(0));
        let raw = json!({
            "per_second": per_second.json(), "p99_ms": p99.json(), "pages_per_second": read.map(Spread::json),
            "trouble": trouble, "file_system": file_system,
        });
        let mut goal = format!("at least {least:.0}/s on a disk ({file_system})");
        let mut kept = per_second.median >= least && trouble.is_empty() && !machine::is_in_memory(&file_system);
        if read.is_none() {
            goal += &format!(", p99 at most {MOST_MILLISECONDS:.0} ms");
            kept &= p99.median <= MOST_MILLISECONDS;
        }
        report.with_goal(name, value, raw, &goal, kept);
    }
}

/// Without a chance to tidy up, with a full log of the database.
async fn after_a_kill(city: City, report: &mut Report) -> io::Result<()> {
    let City { program, server, folder, .. } = city;
    server.kill()?;
    let began = Instant::now();
    let again = program.serve().await?;
    let ready = began.elapsed();
    again.stop()?;
    drop(folder);
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
