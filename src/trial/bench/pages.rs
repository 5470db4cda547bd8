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

#[derive(Clone)]
struct Measured {
    /// Of one request after the other, in milliseconds.
    alone: Spread,
    per_second: Spread,
    p99: Spread,
    /// Milliseconds of the processor for one request.
    processor: Spread,
    trouble: String,
}

impl Measured {
    fn text(&self) -> String {
        let (alone, per_second, p99) = (self.alone.text(2), self.per_second.text(0), self.p99.text(1));
        format!("{alone} ms alone, {per_second}/s, p99 {p99} ms, cpu {} ms{}", self.processor.text(2), self.trouble)
    }

    fn json(&self) -> Value {
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
        let idle = machine::resident(city.pid());
        let mut most = idle;
        for (name, address) in addresses(size) {
            eprintln!("{size} proposals: {name} …");
            let address = settle(&city, &address).await?;
            let bytes = client(&city).await?.get(&address).await.map_err(lost)?.body;
            fs::write(city.site.join("bench.html"), &bytes)?;
            let file = stretch(options, &city, &Request::page("/bench.html")).await;
            let page = stretch(options, &city, &Request::page(&address)).await;
            most = most.max(machine::resident(city.pid()));
            // What everybody may share the server keeps in memory; for somebody with a cookie it makes the page.
            let own = stretch(options, &city, &Request::own_page(&address)).await;
            most = most.max(machine::resident(city.pid()));
            report.add(name, page.text(), page.json());
            report.add(format!("{name}, made anew"), own.text(), own.json());
            report.add(format!("{name}, as a file"), file.text(), file.json());
            report.add(
                format!("{name}, made anew / file, requests per second"),
                own.per_second.over(file.per_second).text(3),
                own.per_second.over(file.per_second).json(),
            );
            for (label, measured) in [(name.to_owned(), &page), (format!("{name}, made anew"), &own)] {
                let ratio = measured.alone.over(file.alone);
                report.add(format!("{label} / file, server time"), ratio.text(2), ratio.json());
            }
            let ratio = page.per_second.over(file.per_second);
            let label = format!("{name} / file, requests per second");
            match name {
                "board" => {
                    let is_kept = ratio.median >= 0.25;
                    report.with_goal(label, ratio.text(2), ratio.json(), "at least a quarter", is_kept);
                    kept.push((size, page.alone));
                    made.push((size, own.alone));
                }
                _ => report.add(label, ratio.text(2), ratio.json()),
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
        // What was measured is not lost when the rest does not come to its end.
        report.keep(&options.json)?;
    }
    report.heading("growth of the server time");
    for (name, boards) in [("board", kept), ("board, made anew", made)] {
        let (Some((few, first)), Some((many, last))) = (boards.first(), boards.last()) else { continue };
        let ratio = last.over(*first);
        let label = format!("{name}, {many} / {few} proposals");
        report.with_goal(label, ratio.text(2), ratio.json(), "at most 1.3", ratio.median <= 1.3);
    }
    Ok(())
}

async fn stretch(options: &Options, city: &City, request: &Request) -> Measured {
    let request = request.clone();
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
        trouble: together.iter().map(Load::trouble).collect(),
    }
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
