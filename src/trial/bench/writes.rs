//! Durable writes: supports from many people at once, each acknowledged after it is on the disk.

use std::{io, sync::Arc};

use hyper::Method;
use serde_json::json;

use crate::{
    City, Options,
    load::{Ask, Request, load},
    report::{Report, Spread},
};

const CONNECTIONS: usize = 64;

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    eprintln!("writes …");
    let city = City::of(options, 1_000).await?;
    let ask: Ask = Arc::new(|number| Request {
        method: Method::PUT,
        address: format!("/api/v1/proposals/{}/support", 1 + number % 1_000),
        headers: Vec::new(),
        body: String::new(),
    });
    let (mut per_second, mut p99, mut refused) = (Vec::new(), Vec::new(), 0);
    for _ in 0..options.repeats {
        let done = load(city.server.address, CONNECTIONS, options.stretch(), &ask).await;
        per_second.push(done.per_second());
        p99.push(done.percentile(99.0));
        refused += done.refused;
    }
    city.server.stop()?;
    let (per_second, p99) = (Spread::of(per_second), Spread::of(p99));
    report.heading("durable writes");
    report.add(
        format!("supports, {CONNECTIONS} people at once"),
        format!("{:.0}/s, p99 {:.0} ms, {refused} refused", per_second.median, p99.median),
        json!({ "per_second": per_second.json(), "p99_ms": p99.json(), "refused": refused }),
    );
    Ok(())
}
