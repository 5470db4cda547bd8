//! Twenty times as many people as usual within ten seconds, who stay for minutes and ask for five times what this machine can
//! answer: what is too much is refused in order, who finds a place is served, who supports something is not kept from it, and
//! afterwards everything is as before.

mod people;

use std::{io, sync::Arc, time::Duration};

use rand::{SeedableRng, rngs::SmallRng};
use serde_json::json;
use tokio::time::{Instant, sleep};
use trial::allow_files;

use self::people::{Crowd, Seen};
use crate::{
    City, Options,
    load::{Ask, Request, load},
    machine,
    report::Report,
    soak,
    writes::supporting,
};

/// Fewer than a server has places for connections: a proxy asks for many people on one.
const READERS: u32 = 800;

/// Beside them so many support something, each once in a second.
const SUPPORTERS: u32 = 20;

/// One of so many pages is for somebody for whom it is made anew.
const OWN: u64 = 4;

/// What this machine can answer is learnt with so many connections, for so long, after as long for warming up.
const CONNECTIONS: usize = 32;
const STRETCH: Duration = Duration::from_secs(10);

/// On a usual day people ask for this share of it. Twenty times as much is five times what can be answered.
const USUAL: f64 = 0.25;
const TIMES: f64 = 20.0;
const RISE: Duration = Duration::from_secs(10);

/// A usual day is looked at for so long.
const CALM: Duration = Duration::from_secs(20);

/// With less than that it would be a figure about something else.
const LEAST_TIMES: f64 = 4.0;

const MOST_MEGABYTES: f64 = 512.0;
const MOST_WAIT: f64 = 2.0;
const MOST_RECOVERY: Duration = Duration::from_secs(10);

/// Whether it is over is looked at so often, and for so long.
const LOOK: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(60);

struct Storm {
    /// Requests per second that this machine can answer.
    most: f64,
    usual: Seen,
    rising: Seen,
    high: Seen,
    /// How long it was high.
    lasted: Duration,
    supports: Seen,
    /// Megabytes, at the highest.
    memory: f64,
    recovery: Option<Duration>,
}

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    eprintln!("storm: loading …");
    allow_files();
    let city = City::of(options, soak::PROPOSALS).await?;
    let places = soak::places(&city).await?;
    let (reading, supporting) = (reading(places.pages), supporting(places.supports));
    eprintln!("storm: how much this machine can answer …");
    load(city.server.address, CONNECTIONS, STRETCH, &reading).await;
    let done = load(city.server.address, CONNECTIONS, STRETCH, &reading).await;
    if !done.trouble().is_empty() {
        return Err(io::Error::other(format!("the storm cannot begin{}", done.trouble())));
    }
    let mut dice = SmallRng::seed_from_u64(options.seed.unwrap_or_else(rand::random));
    let readers = Crowd::of(READERS, city.server.address, &reading, &mut dice);
    let supporters = Crowd::of(SUPPORTERS, city.server.address, &supporting, &mut dice);
    let storm = Storm::over(&city, &readers, &supporters, done.per_second(), options.storm()).await;
    drop((readers, supporters));
    city.server.stop()?;
    report.heading("storm");
    storm.show(report);
    Ok(())
}

fn reading(pages: Vec<String>) -> Ask {
    let many = pages.len().max(1) as u64;
    Arc::new(move |number| {
        let page = usize::try_from(number % many).ok().and_then(|place| pages.get(place)).cloned().unwrap_or_default();
        if (number / many).is_multiple_of(OWN) { Request::own_page(page) } else { Request::page(page) }
    })
}

impl Storm {
    async fn over(city: &City, readers: &Crowd, supporters: &Crowd, most: f64, lasts: Duration) -> Self {
        let usual_pace = most * USUAL;
        eprintln!("storm: a usual day, {usual_pace:.0} requests a second …");
        supporters.go(f64::from(SUPPORTERS));
        readers.go(usual_pace);
        sleep(STRETCH).await;
        readers.look();
        sleep(CALM).await;
        let usual = readers.look();
        supporters.look();
        machine::forget_peak(city.pid());

        eprintln!("storm: {:.0} requests a second for {lasts:?} …", usual_pace * TIMES);
        let began = Instant::now();
        while began.elapsed() < RISE {
            readers.go(usual_pace * TIMES * began.elapsed().as_secs_f64() / RISE.as_secs_f64());
            sleep(Duration::from_millis(100)).await;
        }
        readers.go(usual_pace * TIMES);
        let (rising, began) = (readers.look(), Instant::now());
        sleep(lasts).await;
        let (high, lasted) = (readers.look(), began.elapsed());
        readers.go(usual_pace);
        let supports = supporters.look();
        let recovery = recovery(readers, usual.p99()).await;
        Self { most, usual, rising, high, lasted, supports, memory: machine::peak(city.pid()), recovery }
    }

    fn show(&self, report: &mut Report) {
        let Self { most, usual, rising, high, lasted, supports, memory, recovery } = self;
        let a_second = |many: u64| many as f64 / lasted.as_secs_f64();
        let (asked, served) = (a_second(high.asked()), a_second(high.accepted.len() as u64));
        report.add("a usual day", format!("a quarter of {most:.0}/s, p99 {:.1} ms", usual.p99()), json!(usual.p99()));
        let value = format!("{asked:.0}/s asked for {:.0} s, {served:.0}/s of them served", lasted.as_secs_f64());
        let raw = json!({ "most": most, "asked_per_second": asked, "served_per_second": served });
        let goal = format!("at least {LEAST_TIMES:.0} times what can be answered");
        report.with_goal("storm", value, raw, &goal, asked >= LEAST_TIMES * most);
        show_failures(report, &[rising, high]);
        let times = high.p99() / usual.p99();
        let value = format!("p99 {:.0} ms, {times:.1} times as long as on a usual day", high.p99());
        let raw = json!({ "p99_ms": high.p99(), "times": times });
        report.with_goal("who was served", value, raw, "at most twice as long", times <= MOST_WAIT);
        let goal = format!("under {MOST_MEGABYTES:.0} MB");
        report.with_goal("memory", format!("{memory:.0} MB at most"), json!(memory), &goal, *memory < MOST_MEGABYTES);
        show_supports(report, supports);
        let value = recovery.map_or_else(
            || format!("not within {} s", PATIENCE.as_secs()),
            |time| format!("{:.0} s until p99 is at most twice that of a usual day", time.as_secs_f64()),
        );
        let kept = recovery.is_some_and(|time| time <= MOST_RECOVERY);
        report.with_goal("recovery", value, json!(recovery.map(|time| time.as_secs_f64())), "at most 10 s", kept);
    }
}

fn show_failures(report: &mut Report, storm: &[&Seen]) {
    let sum = |figure: fn(&Seen) -> u64| storm.iter().map(|seen| figure(seen)).sum::<u64>();
    let (refused, failed, lost) = (sum(|seen| seen.refused), sum(Seen::failed), sum(|seen| seen.lost));
    let wrong: Vec<_> =
        storm.iter().flat_map(|seen| &seen.wrong).map(|(status, many)| format!("{many} × {status}")).collect();
    let value = format!("{refused} refused; {lost} connections lost, other errors: {}", none_or(&wrong.join(", ")));
    let raw = json!({ "refused": refused, "failed": failed, "lost": lost });
    // Without a refusal there was no storm.
    let kept = failed == 0 && refused > 0;
    report.with_goal("errors", value, raw, "none but 503 with Retry-After", kept);
}

fn none_or(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

fn show_supports(report: &mut Report, seen: &Seen) {
    let taken = seen.accepted.len();
    let (refused, failed) = (seen.refused, seen.failed());
    let value = format!("{taken} taken, {refused} refused, {failed} failed, p99 {:.0} ms", seen.p99());
    let raw = json!({ "taken": taken, "refused": refused, "failed": failed, "p99_ms": seen.p99() });
    let kept = taken > 0 && refused == 0 && failed == 0;
    report.with_goal("supports beside it", value, raw, "each is taken", kept);
}

/// How long after it everybody is served as on a usual day.
async fn recovery(readers: &Crowd, usual: f64) -> Option<Duration> {
    let over = Instant::now();
    // What was answered until now belongs to it.
    readers.look();
    while over.elapsed() < PATIENCE {
        sleep(LOOK).await;
        let seen = readers.look();
        if seen.refused + seen.failed() == 0 && seen.p99() <= MOST_WAIT * usual {
            return Some(over.elapsed());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(accepted: usize, milliseconds: f64, refused: u64) -> Seen {
        Seen { accepted: vec![milliseconds; accepted], refused, ..Seen::default() }
    }

    /// What a server does that keeps everything, with what it does instead.
    fn missed(change: impl Fn(&mut Storm)) -> Vec<String> {
        let mut storm = Storm {
            most: 1_000.0,
            usual: seen(5_000, 10.0, 0),
            rising: seen(9_000, 15.0, 20_000),
            high: seen(9_000, 19.0, 41_000),
            lasted: Duration::from_secs(10),
            supports: seen(200, 30.0, 0),
            memory: 120.0,
            recovery: Some(Duration::from_secs(2)),
        };
        change(&mut storm);
        let mut report = Report::of("one processor");
        storm.show(&mut report);
        let text = report.to_text();
        let lines = text.lines().filter(|line| line.contains("MISSED:"));
        lines.map(|line| line.split("  ").find(|part| !part.is_empty()).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_server_that_refuses_in_order_stands_a_storm() {
        assert_eq!(missed(|_| {}), Vec::<String>::new());
    }

    #[test]
    fn whatever_a_storm_does_to_people_is_seen() {
        assert_eq!(missed(|storm| storm.high.lost = 1), ["errors"]);
        assert_eq!(missed(|storm| *storm.rising.wrong.entry(500).or_default() += 1), ["errors"]);
        assert_eq!(missed(|storm| storm.high.accepted = vec![21.0; 9_000]), ["who was served"]);
        assert_eq!(missed(|storm| storm.supports.refused = 1), ["supports beside it"]);
        assert_eq!(missed(|storm| storm.supports = Seen::default()), ["supports beside it"]);
        assert_eq!(missed(|storm| storm.memory = 512.0), ["memory"]);
        assert_eq!(missed(|storm| storm.recovery = None), ["recovery"]);
        assert_eq!(missed(|storm| storm.recovery = Some(Duration::from_secs(11))), ["recovery"]);
    }

    #[test]
    fn a_storm_that_was_none_shows_nothing() {
        assert_eq!(missed(|storm| storm.high.refused = 30_000), ["storm"]);
        let calm = |storm: &mut Storm| (storm.rising.refused, storm.high.refused) = (0, 0);
        assert_eq!(missed(calm), ["storm", "errors"]);
    }
}
