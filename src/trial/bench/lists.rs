//! Lists that are longer than any page has: fifty proposals, and a table of a thousand rows by which frameworks are compared;
//! with many connections.

use std::io;

use crate::{
    City, Options,
    load::Request,
    pages::{Measured, settle, stretch_of},
    report::Report,
};

const PROPOSALS: u64 = 1_000;
const CONNECTIONS: usize = 100;

const LIST: &str = "/styleguide/liste";
const ROWS: &str = "/styleguide/liste?zeilen=1000";

const LEAST_PER_SECOND: f64 = 2_000.0;
const MOST_MILLISECONDS: f64 = 50.0;

/// What the fastest framework in JavaScript was said to answer with such a table, on another machine.
const LEAST_ROWS: f64 = 671.0;

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    eprintln!("lists …");
    let city = City::of(options, PROPOSALS).await?;
    report.heading(format!("lists, {CONNECTIONS} connections"));
    for (name, address) in [("50 proposals", LIST), ("1,000 rows", ROWS)] {
        let address = settle(&city, address).await?;
        for (name, request) in [
            (name.to_owned(), Request::page(&address)),
            // What everybody may share the server keeps in memory; for somebody with a cookie it makes the page.
            (format!("{name}, made anew"), Request::own_page(&address)),
        ] {
            let measured = stretch_of(options, &city, &request, CONNECTIONS).await;
            show(report, &name, &measured, address == ROWS);
        }
    }
    city.server.stop()?;
    Ok(())
}

fn show(report: &mut Report, name: &str, measured: &Measured, is_table: bool) {
    let Measured { per_second, p99, trouble, .. } = measured;
    let (goal, kept) = match is_table {
        true => (format!("more than {LEAST_ROWS:.0}/s"), per_second.median > LEAST_ROWS),
        false => (
            format!("at least {LEAST_PER_SECOND:.0}/s, p99 at most {MOST_MILLISECONDS:.0} ms"),
            per_second.median >= LEAST_PER_SECOND && p99.median <= MOST_MILLISECONDS,
        ),
    };
    report.with_goal(name, measured.text(), measured.json(), &goal, kept && trouble.is_empty());
}
