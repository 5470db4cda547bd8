//! Pages under load, each beside the same bytes as a static file.

use std::{fs, io, sync::Arc};

use hyper::{Method, header};
use serde_json::{Value, json};
use trial::Client;

use crate::{
    City, Options,
    load::{Ask, Load, Request, load},
    machine,
    report::{Report, Spread},
    writes::Supporters,
};

const BOARD: &str = "board";

/// What the board is to reach of the requests per second of a file.
const QUARTER: &str = "at least a quarter";

/// So many people a second support something while others read: a day on which the newspaper wrote about it.
const SUPPORTS: u32 = 5;

/// What people open most, and what is hardest.
fn addresses(proposals: u64) -> [(&'static str, String); 4] {
    [
        ("start page", "/".into()),
        (BOARD, "/vorschlaege".into()),
        ("proposal", format!("/vorschlaege/{}", proposals / 2)),
        ("search", "/vorschlaege?q=spielplatz".into()),
    ]
}

#[derive(Clone)]
pub struct Measured {
    /// Of one request after the other, in milliseconds.
    alone: Spread,
    pub per_second: Spread,
    pub p99: Spread,
    /// Milliseconds of the processor for one request.
    processor: Spread,
    pub trouble: String,
}

impl Measured {
    pub fn text(&self) -> String {
        let (alone, per_second, p99) = (self.alone.text(2), self.per_second.text(0), self.p99.text(1));
        format!("{alone} ms alone, {per_second}/s, p99 {p99} ms, cpu {} ms{}", self.processor.text(2), self.trouble)
    }

    pub fn json(&self) -> Value {
        json!({
            "alone_ms": self.alone.json(), "per_second": self.per_second.json(), "p99_ms": self.p99.json(),
            "cpu_ms": self.processor.json(), "trouble": self.trouble,
        })
    }
}

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    let (mut kept, mut made) = (Vec::new(), Vec::new());
    for &size in &options.sizes {
        eprintln!("{size} proposals: loading …");
        let city = City::of(options, size).await?;
        report.heading(format!("{size} proposals"));
        add_disk(report, city.bytes_on_disk()?, size);
        let idle = machine::resident(city.pid());
        machine::forget_peak(city.pid());
        for (name, address) in addresses(size) {
            eprintln!("{size} proposals: {name} …");
            let [page, own] = beside_a_file(options, report, &city, name, &address).await?;
            if name == BOARD {
                kept.push((size, page.alone));
                made.push((size, own.alone));
            }
        }
        add_memory(report, &city, size, idle);
        city.server.stop()?;
        // What was measured is not lost when the rest does not come to its end.
        report.keep(&options.json)?;
    }
    report.heading("growth of the server time");
    for (name, boards) in [(BOARD, kept), ("board, made anew", made)] {
        let (Some((few, first)), Some((many, last))) = (boards.first(), boards.last()) else { continue };
        let ratio = last.over(*first);
        let label = format!("{name}, {many} / {few} proposals");
        report.with_goal(label, ratio.text(2), ratio.json(), "at most 1.3", ratio.median <= 1.3);
    }
    Ok(())
}

/// The page as everybody gets it, and made anew.
async fn beside_a_file(
    options: &Options,
    report: &mut Report,
    city: &City,
    name: &str,
    address: &str,
) -> io::Result<[Measured; 2]> {
    let address = settle(city, address).await?;
    let bytes = client(city).await?.get(&address).await.map_err(lost)?.body;
    fs::write(city.site.join("bench.html"), &bytes)?;
    let file = stretch(options, city, &Request::page("/bench.html")).await;
    let page = stretch(options, city, &Request::page(&address)).await;
    // What everybody may share the server keeps in memory; for somebody with a cookie it makes the page.
    let own = stretch(options, city, &Request::own_page(&address)).await;
    report.add(name, page.text(), page.json());
    report.add(format!("{name}, made anew"), own.text(), own.json());
    report.add(format!("{name}, as a file"), file.text(), file.json());
    let ratio = own.per_second.over(file.per_second);
    report.add(format!("{name}, made anew / file, requests per second"), ratio.text(3), ratio.json());
    for (label, measured) in [(name.to_owned(), &page), (format!("{name}, made anew"), &own)] {
        let ratio = measured.alone.over(file.alone);
        report.add(format!("{label} / file, server time"), ratio.text(2), ratio.json());
    }
    let ratio = page.per_second.over(file.per_second);
    let label = format!("{name} / file, requests per second");
    if name == BOARD {
        report.with_goal(label, ratio.text(2), ratio.json(), QUARTER, ratio.median >= 0.25);
        while_it_changes(options, report, city, &address, &file).await?;
    } else {
        report.add(label, ratio.text(2), ratio.json());
    }
    Ok([page, own])
}

/// A page that nobody changes is the best case: each support throws away what is kept in memory.
async fn while_it_changes(
    options: &Options,
    report: &mut Report,
    city: &City,
    address: &str,
    file: &Measured,
) -> io::Result<()> {
    let supporters = Supporters::of(city, SUPPORTS).await?;
    let board = stretch(options, city, &Request::page(address)).await;
    let supports = supporters.stop();
    let name = format!("{BOARD}, beside {SUPPORTS} supports per second");
    let value = format!("{}, beside {supports:.1} supports per second", board.text());
    let raw = json!({ "board": board.json(), "supports_per_second": supports });
    report.add(name.clone(), value, raw);
    let ratio = board.per_second.over(file.per_second);
    // With fewer supports than that it would be a figure about something else.
    let is_kept = ratio.median >= 0.25 && supports >= 0.9 * f64::from(SUPPORTS);
    report.with_goal(format!("{name} / file, requests per second"), ratio.text(2), ratio.json(), QUARTER, is_kept);
    Ok(())
}

/// The pages of the city, which are there without any proposal, are part of it.
fn add_disk(report: &mut Report, bytes: u64, proposals: u64) {
    let megabytes = bytes as f64 / 1_000_000.0;
    let per_thousand = megabytes / proposals as f64 * 1000.0;
    let value = format!("{megabytes:.1} MB, {per_thousand:.2} MB per 1,000 proposals");
    report.add("database on disk", value, json!({ "mb": megabytes, "mb_per_1000_proposals": per_thousand }));
}

fn add_memory(report: &mut Report, city: &City, proposals: u64, idle: f64) {
    let (peak, after) = (machine::peak(city.pid()), machine::resident(city.pid()));
    let own = machine::own_memory(city.pid());
    report.add("memory idle", format!("{idle:.0} MB"), json!(idle));
    let value = format!("{peak:.0} MB at most; afterwards {after:.0} MB, {own:.0} MB of it its own");
    let raw = json!({ "peak_mb": peak, "afterwards_mb": after, "own_mb": own });
    match proposals {
        100_000 => report.with_goal("memory under load", value, raw, "at most 64 MB", peak <= 64.0),
        _ => report.add("memory under load", value, raw),
    }
}

/// So many connections ask at the same time as the options say.
async fn stretch(options: &Options, city: &City, request: &Request) -> Measured {
    stretch_of(options, city, request, options.connections).await
}

pub async fn stretch_of(options: &Options, city: &City, request: &Request, connections: usize) -> Measured {
    let request = request.clone();
    let ask: Ask = Arc::new(move |_| request.clone());
    let once = async |connections| load(city.server.address, connections, options.stretch(), &ask).await;
    // Warm up: what is loaded, compiled or cached at first is not what people meet.
    once(connections).await;
    let (mut alone, mut together, mut processor) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.repeats {
        alone.push(once(1).await.percentile(50.0));
        let before = machine::processor_time(city.pid());
        let done: Load = once(connections).await;
        let used = machine::processor_time(city.pid()).saturating_sub(before);
        processor.push(used.as_secs_f64() * 1000.0 / done.milliseconds.len() as f64);
        together.push(done);
    }
    Measured {
        alone: Spread::of(alone),
        per_second: Spread::of(together.iter().map(Load::per_second)),
        p99: Spread::of(together.iter().map(|done| done.percentile(99.0))),
        processor: Spread::of(processor),
        trouble: together.iter().map(Load::trouble).collect(),
    }
}

/// Follows redirects, so that the load meets the page itself.
pub async fn settle(city: &City, address: &str) -> io::Result<String> {
    let mut address = address.to_owned();
    for _ in 0..3 {
        let answer = client(city).await?.send(Method::GET, &address, &[], "").await.map_err(lost)?;
        match answer.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()) {
            Some(next) => next.clone_into(&mut address),
            None if answer.status.is_success() => return Ok(address),
            None => return Err(io::Error::other(format!("{address}: {}", answer.status))),
        }
    }
    Err(io::Error::other(format!("{address} leads on and on")))
}

pub async fn client(city: &City) -> io::Result<Client> {
    Client::connect(city.server.address).await.map_err(lost)
}

pub fn lost(_: trial::Lost) -> io::Error {
    io::Error::other("the server closed the connection")
}
