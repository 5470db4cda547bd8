//! Pages in a real browser on a slow phone: measured by a script beside the journeys, shown here.

use std::{io, process::Command};

use serde_json::{Value, json};

use crate::{
    City, Options,
    report::{Report, Spread},
};

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    let Some(script) = &options.phone else { return Ok(()) };
    eprintln!("slow phone …");
    let city = City::of(options, 1_000).await?;
    let ran = Command::new("node").arg(script).arg(format!("http://{}", city.server.address)).output()?;
    city.server.stop()?;
    if !ran.status.success() {
        let words = String::from_utf8_lossy(&ran.stderr).into_owned();
        eprintln!("{words}");
        return Err(io::Error::other(
            words.lines().find(|line| line.contains("rror")).unwrap_or("see above").to_owned(),
        ));
    }
    let pages: Vec<Value> = serde_json::from_slice(&ran.stdout)?;
    report.heading("first view on a slow phone");
    for page in pages {
        let text = |name: &str| page.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| page.get(name).and_then(Value::as_f64).unwrap_or_default();
        let kilobytes = number("bytes") / 1000.0;
        let value = format!("{kilobytes:.1} kB in {} requests ({})", number("requests"), text("by_type"));
        report.with_goal(text("name"), value, page.clone(), "at most 100 kB", kilobytes <= 100.0);
        let spread = |name: &str| {
            let values = page.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
            Spread::of(values.iter().filter_map(Value::as_f64))
        };
        let value = format!("LCP {} ms, long tasks {} ms", spread("lcp_ms").text(0), spread("long_tasks_ms").text(0));
        report.add(format!("{}, time", text("name")), value, json!(null));
        if number("wasm_bytes") > 0.0 {
            let value = format!("{:.1} kB of WebAssembly", number("wasm_bytes") / 1000.0);
            report.add(format!("{}, after the first touch", text("name")), value, json!(number("wasm_bytes")));
        }
    }
    Ok(())
}
