//! Durable writes: supports from many people at once, each acknowledged after it is on the disk.

use std::{io, sync::Arc};

use hyper::{Method, StatusCode};
use serde_json::json;

use crate::{
    City, Options,
    load::{Ask, Request, load},
    pages,
    report::{Report, Spread},
};

const CONNECTIONS: usize = 64;

/// Proposals that still take supports; others are decided.
async fn open_ones(city: &City) -> io::Result<Vec<String>> {
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
    city.server.stop()?;
    let (per_second, p99) = (Spread::of(per_second), Spread::of(p99));
    report.heading("durable writes");
    report.add(
        format!("supports, {CONNECTIONS} people at once"),
        format!("{}/s, p99 {} ms{trouble}", per_second.text(0), p99.text(0)),
        json!({ "per_second": per_second.json(), "p99_ms": p99.json(), "trouble": trouble }),
    );
    Ok(())
}
