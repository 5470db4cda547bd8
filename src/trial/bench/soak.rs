//! `make soak`: people read and write for hours at half of what the machine can do, and memory, files, the log of the database
//! and the times of answers stay as they are.

mod crowd;
mod verdict;

use std::{fs, io, sync::Arc, time::Duration};

use rand::{SeedableRng, rngs::SmallRng};
use serde_json::json;
use tokio::time::{Instant, interval_at, sleep};

use self::{
    crowd::{Crowd, Places, Seen},
    verdict::{Window, judge},
};
use crate::{City, DATABASE, Options, load::Load, machine, pages, report::Report, succeed, writes::open_ones};

pub const PROPOSALS: u64 = 10_000;
const PEOPLE: u32 = 32;

/// How long everything is asked without a pause: once to warm up, and once to learn how much the machine can do.
const STRETCH: Duration = Duration::from_secs(10);

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// A run too short for so many minutes has shorter windows.
const LEAST_WINDOWS: u32 = 48;

struct Length {
    window: Duration,
    windows: usize,
    /// So many at the start say nothing: what is kept in memory is not there yet.
    settling: usize,
}

impl Length {
    fn of(minutes: u64) -> Self {
        let all = Duration::from_secs(minutes * 60);
        let window = MINUTE.min(all / LEAST_WINDOWS);
        let windows = |time: Duration| (time.as_secs_f64() / window.as_secs_f64()).round() as usize;
        Self { window, windows: windows(all), settling: windows(HOUR.min(all / 8)) }
    }
}

/// Whether everything stayed as it was.
pub async fn run(options: &Options, minutes: u64) -> io::Result<bool> {
    let (machine, seed) = (options.machine(), options.seed.unwrap_or_else(rand::random));
    println!("{machine}; {minutes} minutes, WEGMARKEN_SEED={seed}");
    eprintln!("{PROPOSALS} proposals: loading …");
    let city = City::of(options, PROPOSALS).await?;
    succeed(&city.program, &["board", "set", "--flood-limit", "100000"])?;
    let (places, mut dice) = (Arc::new(places(&city).await?), SmallRng::seed_from_u64(seed));
    eprintln!("How much this machine can do …");
    let most = most(&city, &places, &mut dice).await?;
    let length = Length::of(minutes);
    let crowd = Crowd::of(PEOPLE, city.server.address, &places, Some(most / 2.0), &mut dice);
    let windows = watch(&city, &crowd, &length).await?;
    drop(crowd);
    city.server.stop()?;

    let mut report = Report::of(&machine);
    report.heading(format!("soak, {minutes} minutes at half of what this machine can do"));
    report.add("most", format!("{most:.0} requests per second, this program on the same machine"), json!(most));
    let rows = judge(&windows, length.settling);
    let holds = rows.iter().all(|row| row.goal.is_none_or(|(_, kept)| kept));
    for row in rows {
        match row.goal {
            Some((goal, kept)) => report.with_goal(row.name, row.value, row.raw, goal, kept),
            None => report.add(row.name, row.value, row.raw),
        }
    }
    println!("{}", report.to_text());
    report.keep(&options.json)?;
    Ok(holds)
}

/// Pages that take no longer however much is written meanwhile.
pub async fn places(city: &City) -> io::Result<Places> {
    let mut read = Vec::new();
    for page in ["/", "/vorschlaege", "/vorschlaege?q=spielplatz", "/themen", "/api/v1/proposals"] {
        read.push(pages::settle(city, page).await?);
    }
    for proposal in PROPOSALS / 2..PROPOSALS / 2 + 5 {
        // Not each of them is public.
        if let Ok(page) = pages::settle(city, &format!("/vorschlaege/{proposal}")).await {
            read.push(page);
        }
    }
    Ok(Places { pages: read, supports: open_ones(city).await? })
}

/// Requests per second, of the same kinds as later.
async fn most(city: &City, places: &Arc<Places>, dice: &mut SmallRng) -> io::Result<f64> {
    let crowd = Crowd::of(PEOPLE, city.server.address, places, None, dice);
    sleep(STRETCH).await;
    crowd.look();
    let began = Instant::now();
    sleep(STRETCH).await;
    let answers = crowd.look().milliseconds.len();
    if answers == 0 {
        return Err(io::Error::other("the server answers nothing"));
    }
    Ok(answers as f64 / began.elapsed().as_secs_f64())
}

async fn watch(city: &City, crowd: &Crowd, length: &Length) -> io::Result<Vec<Window>> {
    let mut beat = interval_at(Instant::now() + length.window, length.window);
    let (mut windows, mut before) = (Vec::with_capacity(length.windows), Used::until_now(city.pid()));
    for number in 1..=length.windows {
        beat.tick().await;
        let after = Used::until_now(city.pid());
        let window = look(city, crowd.look(), &before, &after);
        eprintln!("{number} of {}: {}", length.windows, window.text());
        if window.answers == 0 {
            return Err(io::Error::other("the server answers nothing any more"));
        }
        windows.push(window);
        before = after;
    }
    Ok(windows)
}

/// Processor time, of the server, of this program and of everybody.
struct Used {
    at: Instant,
    server: Duration,
    own: Duration,
    all: machine::Processors,
}

impl Used {
    fn until_now(server: u32) -> Self {
        Self {
            at: Instant::now(),
            server: machine::processor_time(server),
            own: machine::processor_time(std::process::id()),
            all: machine::processors(),
        }
    }
}

fn look(city: &City, seen: Seen, before: &Used, after: &Used) -> Window {
    let Seen { mut milliseconds, failed, refused, lost } = seen;
    milliseconds.sort_by(f64::total_cmp);
    let load = Load { seconds: (after.at - before.at).as_secs_f64(), milliseconds, refused, lost };
    let server = after.server.saturating_sub(before.server);
    let ours = server + after.own.saturating_sub(before.own);
    let others = after.all.used.saturating_sub(before.all.used).saturating_sub(ours);
    let there_was = after.all.there_was.saturating_sub(before.all.there_was);
    let answers = load.milliseconds.len();
    let log = fs::metadata(city.folder.path().join(format!("{DATABASE}-wal"))).map_or(0, |file| file.len());
    Window {
        answers,
        per_second: load.per_second(),
        p99: load.percentile(99.0),
        processor: server.as_secs_f64() * 1000.0 / answers as f64,
        resident: machine::resident(city.pid()),
        own_memory: machine::own_memory(city.pid()),
        files: machine::open_files(city.pid()) as f64,
        log: log as f64 / 1024.0 / 1024.0,
        others: others.as_secs_f64() / there_was.as_secs_f64(),
        failed,
        refused,
        lost,
    }
}
