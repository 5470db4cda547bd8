//! Pages under load, each beside the same bytes as a static file.

use std::{fs, io, sync::Arc};

use hyper::{Method, header};
use serde_json::json;
use trial::Client;

use crate::{
    City, Options,
    load::{Ask, Load, Request, load},
    machine,
    report::{Report, Spread},
};

/// What people open most, and what is hardest.
fn addresses(proposals: u64) -> [(&'static str, String); 4] {
    [
        ("start page", "/".into()),
        ("board", "/vorschlaege".into()),
        ("proposal", format!("/vorschlaege/{}", proposals / 2)),
        ("search", "/vorschlaege?q=spielplatz".into()),
    ]
}

#[derive(Clone, Copy)]
struct Measured {
    /// Of one request after the other, in milliseconds.
    alone: Spread,
    per_second: Spread,
    p99: Spread,
    /// Milliseconds of the processor for one request.
    processor: Spread,
}

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    let mut boards = Vec::new();
    for &size in &options.sizes {
        eprintln!("{size} proposals: loading …");
        let city = City::of(options, size).await?;
        report.heading(format!("{size} proposals"));
        let idle = machine::resident(city.pid());
        let mut most = idle;
        for (name, address) in addresses(size) {
            eprintln!("{size} proposals: {name} …");
            let address = settle(&city, &address).await?;
            let bytes = client(&city).await?.get(&address).await.map_err(lost)?.body;
            fs::write(city.site.join("bench.html"), &bytes)?;
            let file = stretch(options, &city, "/bench.html").await;
            let page = stretch(options, &city, &address).await;
            most = most.max(machine::resident(city.pid()));
            let ratio = page.per_second.median / file.per_second.median;
            let value = format!(
                "{:.2} ms alone, {:.0}/s, p99 {:.1} ms, cpu {:.2} ms",
                page.alone.median, page.per_second.median, page.p99.median, page.processor.median
            );
            let raw = json!({
                "alone_ms": page.alone.json(), "per_second": page.per_second.json(), "p99_ms": page.p99.json(),
                "cpu_ms": page.processor.json(), "bytes": bytes.len(),
                "file_per_second": file.per_second.json(), "file_cpu_ms": file.processor.json(),
            });
            report.add(name, value, raw);
            let own = own(options, &city, &address).await;
            report.add(format!("{name}, made anew"), format!("{:.2} ms alone", own.median), own.json());
            most = most.max(machine::resident(city.pid()));
            let label = format!("{name} / file, requests per second");
            let value =
                format!("{ratio:.2} (file {:.0}/s, cpu {:.2} ms)", file.per_second.median, file.processor.median);
            match name {
                "board" => {
                    report.with_goal(label, value, json!(ratio), "at least a quarter", ratio >= 0.25);
                    boards.push((size, page.alone.median));
                }
                _ => report.add(label, value, json!(ratio)),
            }
        }
        report.add("memory idle", format!("{idle:.0} MB"), json!(idle));
        let own = machine::own_memory(city.pid());
        let value = format!("{most:.0} MB, {own:.0} MB of it its own");
        let raw = json!({ "resident_mb": most, "own_mb": own });
        match size {
            100_000 => report.with_goal("memory under load", value, raw, "at most 64 MB", most <= 64.0),
            _ => report.add("memory under load", value, raw),
        }
        city.server.stop()?;
    }
    if let (Some((few, first)), Some((many, last))) = (boards.first(), boards.last()) {
        let ratio = last / first;
        report.heading("growth");
        report.with_goal(
            format!("board, {many} / {few} proposals"),
            format!("{ratio:.2}"),
            json!(ratio),
            "at most 1.3",
            ratio <= 1.3,
        );
    }
    Ok(())
}

async fn stretch(options: &Options, city: &City, address: &str) -> Measured {
    let request = Request::page(address);
    let ask: Ask = Arc::new(move |_| request.clone());
    let once = async |connections| load(city.server.address, connections, options.stretch(), &ask).await;
    // Warm up: what is loaded, compiled or cached at first is not what people meet.
    once(options.connections).await;
    let (mut alone, mut together, mut processor) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.repeats {
        alone.push(once(1).await.percentile(50.0));
        let before = machine::processor_time(city.pid());
        let done: Load = once(options.connections).await;
        let used = machine::processor_time(city.pid()).saturating_sub(before);
        processor.push(used.as_secs_f64() * 1000.0 / done.milliseconds.len() as f64);
        together.push(done);
    }
    Measured {
        alone: Spread::of(alone),
        per_second: Spread::of(together.iter().map(Load::per_second)),
        p99: Spread::of(together.iter().map(|done| done.percentile(99.0))),
        processor: Spread::of(processor),
    }
}

/// How long it takes to make the page, in milliseconds: what everybody may share the server keeps in memory.
async fn own(options: &Options, city: &City, address: &str) -> Spread {
    let request = Request::own_page(address);
    let ask: Ask = Arc::new(move |_| request.clone());
    // All connections at first, so that the server has all of its own.
    load(city.server.address, options.connections, options.stretch(), &ask).await;
    let mut alone = Vec::new();
    for _ in 0..options.repeats {
        alone.push(load(city.server.address, 1, options.stretch(), &ask).await.percentile(50.0));
    }
    Spread::of(alone)
}

/// Follows redirects, so that the load meets the page itself.
async fn settle(city: &City, address: &str) -> io::Result<String> {
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
