//! Every kind of page that everybody may read, in a city in which many have taken part: how long the server takes for it when
//! it makes it anew, and how often it asks its database for it, beside a city in which few have.

use std::{io, sync::Arc};

use serde_json::{Value, json};

use crate::{
    City, Options,
    load::{Ask, Request, load},
    machine,
    pages::{client, lost, settle},
    report::Report,
};

/// Each address that everybody may read: how it is registered, an example, or why it is not measured. A test of the server
/// compares it with what is registered.
const PAGES: &str = include_str!("every_page.tsv");

/// People of each proposal: with a million of them 100,000, a million supports and comments, and 200,000 accounts.
const PEOPLE_OF_ONE: u64 = 10;

/// In the city beside it.
const FEW_PEOPLE: u64 = 1_000;

const MOST_MILLISECONDS: f64 = 100.0;

/// A page is asked for so often to learn how often it asks. What the server does by itself meanwhile is less than half a
/// statement each time.
const TIMES: u64 = 20;

struct Measured {
    address: String,
    p50: f64,
    p99: f64,
    /// Of the database, for one page.
    statements: f64,
}

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    let few = City::with_people(options, FEW_PEOPLE / PEOPLE_OF_ONE, FEW_PEOPLE).await?;
    let asked_of_few = statements(&few).await?;
    few.server.stop()?;
    let proposals = (options.people / PEOPLE_OF_ONE).max(1);
    eprintln!("every page: {proposals} proposals and {} people, loading …", options.people);
    let city = City::with_people(options, proposals, options.people).await?;
    report.heading("every page");
    let megabytes = city.bytes_on_disk()? as f64 / 1_000_000.0;
    let value = format!(
        "{proposals} proposals, {0} supports and comments, {1} accounts, {megabytes:.0} MB",
        options.people,
        options.people / 5
    );
    report.add("city", value, json!({ "proposals": proposals, "people": options.people, "mb": megabytes }));
    machine::forget_peak(city.pid());
    let proposal = most_supported(&city).await?;
    for (example, few) in examples().zip(asked_of_few) {
        eprintln!("every page: {example} …");
        match of_page(options, &city, &address(example, &proposal)).await {
            Ok(page) => show(report, example, &page, few),
            // The others are measured all the same.
            Err(error) => report.with_goal(example, error.to_string(), Value::Null, "is answered", false),
        }
    }
    let peak = machine::peak(city.pid());
    report.add("memory", format!("{peak:.0} MB at most"), json!(peak));
    city.server.stop()?;
    Ok(())
}

fn examples() -> impl Iterator<Item = &'static str> {
    PAGES.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).filter(|example| !example.is_empty())
}

fn address(example: &str, proposal: &str) -> String {
    example.replace("{proposal}", proposal)
}

/// The number of the one that people stand behind and discuss most: its page has most to show.
async fn most_supported(city: &City) -> io::Result<String> {
    let board = client(city).await?.get("/vorschlaege?sortierung=unterstuetzt").await.map_err(lost)?.text();
    let numbers = board.split("href=\"/vorschlaege/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut numbers = numbers.filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()) && !rest.is_empty());
    numbers.next().map(str::to_owned).ok_or_else(|| io::Error::other("the board shows no proposal"))
}

async fn of_page(options: &Options, city: &City, address: &str) -> io::Result<Measured> {
    let address = settle(city, address).await?;
    let request = Request::own_page(&address);
    let ask: Ask = Arc::new(move |_| request.clone());
    let done = load(city.server.address, 1, options.stretch(), &ask).await;
    if !done.trouble().is_empty() {
        return Err(io::Error::other(format!("{address}{}", done.trouble())));
    }
    let statements = asked(city, &address).await?;
    Ok(Measured { address, p50: done.percentile(50.0), p99: done.percentile(99.0), statements })
}

/// How often each page asks, in this city.
async fn statements(city: &City) -> io::Result<Vec<f64>> {
    let proposal = most_supported(city).await?;
    let mut all = Vec::new();
    for example in examples() {
        let address = settle(city, &address(example, &proposal)).await;
        all.push(match address {
            Ok(address) => asked(city, &address).await?,
            // No goal is kept beside it.
            Err(_) => f64::NAN,
        });
    }
    Ok(all)
}

async fn asked(city: &City, address: &str) -> io::Result<f64> {
    const NAME: &str = "wegmarken_store_statements ";
    let count = async || {
        let text = client(city).await?.get("/metrics").await.map_err(lost)?.text();
        let line = text.lines().find_map(|line| line.strip_prefix(NAME)?.parse::<f64>().ok());
        line.ok_or_else(|| io::Error::other("/metrics does not tell how many statements there were"))
    };
    let Request { method, headers, .. } = Request::own_page(address);
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut client = client(city).await?;
    // What counting asks for itself is subtracted: it is what two counts after each other are apart.
    let (first, before) = (count().await?, count().await?);
    for _ in 0..TIMES {
        client.send(method.clone(), address, &headers, "").await.map_err(lost)?;
    }
    let after = count().await?;
    Ok((after - before - (before - first)).max(0.0) / TIMES as f64)
}

fn show(report: &mut Report, example: &str, page: &Measured, few: f64) {
    let Measured { address, p50, p99, statements } = page;
    // Others that the server asks by itself fall between.
    let is_constant = *statements <= few + 1.0;
    let value = format!("{p50:.1} ms, p99 {p99:.1} ms; {statements:.1} statements, {few:.1} in a small city");
    let raw = json!({
        "address": address, "p50_ms": p50, "p99_ms": p99, "statements": statements, "statements_in_a_small_city": few,
    });
    let goal = format!("p99 at most {MOST_MILLISECONDS:.0} ms, no more statements");
    report.with_goal(example, value, raw, &goal, *p99 <= MOST_MILLISECONDS && is_constant);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_slow_or_asks_more_in_a_large_city_misses_its_goal() {
        let missed = |p99: f64, statements: f64| {
            let mut report = Report::of("one processor");
            let page = Measured { address: "/".into(), p50: 5.0, p99, statements };
            show(&mut report, "/", &page, 3.0);
            report.to_text().contains("MISSED:")
        };
        assert!(!missed(100.0, 3.2));
        assert!(missed(100.1, 3.0));
        assert!(missed(10.0, 9.0));
    }

    #[test]
    fn every_line_has_an_example_or_a_reason() {
        for line in PAGES.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let [route, example, reason] = cells[..] else { panic!("{line:?}") };
            assert!(route.starts_with('/') != route.starts_with("route"), "{line:?}");
            assert!(example.is_empty() != reason.is_empty() || route == "route", "{line:?}");
        }
        assert!(examples().count() > 40);
    }
}
