//! Pages in a real browser on a slow phone, a kiosk that starts without a network, and editing at a desk: measured by a
//! script beside the journeys, shown here.

use std::{io, process::Command};

use serde_json::{Value, json};

use crate::{
    City, Options,
    report::{Report, Spread},
};

/// Milliseconds.
const MOST_LCP: f64 = 1_500.0;
const MOST_BLOCKING: f64 = 150.0;
const MOST_INP: f64 = 100.0;
const MOST_ON_CABLE: f64 = 500.0;

/// Of the screen and of how far things jump on it.
const MOST_SHIFT: f64 = 0.02;

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    let Some(script) = &options.phone else { return Ok(()) };
    eprintln!("slow phone …");
    let city = City::of(options, 1_000).await?;
    let address = format!("http://{}", city.server.address);
    let given = [address, city.add_kiosk()?, city.add_editor()?];
    let ran = Command::new("node").arg(script).args(given).output()?;
    city.server.stop()?;
    if !ran.status.success() {
        let words = String::from_utf8_lossy(&ran.stderr).into_owned();
        eprintln!("{words}");
        return Err(io::Error::other(
            words.lines().find(|line| line.contains("rror")).unwrap_or("see above").to_owned(),
        ));
    }
    let measured: Value = serde_json::from_slice(&ran.stdout)?;
    show_pages(report, measured.get("pages").and_then(Value::as_array).map_or(&[][..], Vec::as_slice));
    if let Some(spoiled) = measured.get("spoiled") {
        show_control(report, spoiled);
    }
    if let Some(kiosk) = measured.get("kiosk") {
        show_kiosk(report, kiosk);
    }
    if let Some(editing) = measured.get("editing") {
        show_editing(report, editing);
    }
    Ok(())
}

fn show_pages(report: &mut Report, pages: &[Value]) {
    report.heading("first view on a slow phone");
    for page in pages {
        let text = |name: &str| page.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| page.get(name).and_then(Value::as_f64).unwrap_or_default();
        let kilobytes = number("bytes") / 1000.0;
        let value = format!("{kilobytes:.1} kB in {} requests ({})", number("requests"), by_type(page));
        report.with_goal(text("name"), value, page.clone(), "at most 100 kB", kilobytes <= 100.0);
        show_time(report, &text("name"), page);
        show_taps(report, &text("name"), page);
        show_cable(report, &text("name"), page);
        let value = format!("{:.1} kB of WebAssembly", number("wasm_bytes") / 1000.0);
        let (label, raw) = (format!("{}, after the first touch", text("name")), json!(number("wasm_bytes")));
        if number("islands") > 0.0 {
            // None means that it was not seen, for no island wakes without it.
            report.with_goal(label, value, raw, "> 0", number("wasm_bytes") > 0.0);
        } else {
            report.add(label, value, raw);
        }
    }
}

/// What it takes until somebody sees the page and can tap, without it jumping under the finger.
fn show_time(report: &mut Report, name: &str, page: &Value) {
    let [lcp, long, blocking] = ["lcp_ms", "long_tasks_ms", "blocking_ms"].map(|name| spread(page, name));
    let shift = spread(page, "layout_shift");
    let value = format!(
        "LCP {} ms, long tasks {} ms, blocking {} ms, layout shift {}",
        lcp.text(0),
        long.text(0),
        blocking.text(0),
        shift.text(3)
    );
    let kept = lcp.median <= MOST_LCP && blocking.median <= MOST_BLOCKING && shift.median <= MOST_SHIFT;
    let goal = format!("LCP {MOST_LCP:.0} ms, blocking {MOST_BLOCKING:.0} ms, layout shift {MOST_SHIFT} at most");
    report.with_goal(format!("{name}, time"), value, json!(null), &goal, kept);
}

/// How long the slowest tap of a visit took until something was drawn, and whether anything jumped after one.
fn show_taps(report: &mut Report, name: &str, page: &Value) {
    let (inp, shift) = (spread(page, "inp_ms"), spread(page, "layout_shift_with_taps"));
    let taps = page.get("taps").and_then(Value::as_f64).unwrap_or_default();
    let slowest = page.get("slowest_tap").and_then(Value::as_str).unwrap_or_default();
    let value =
        format!("INP {} ms of {taps} taps and keys, slowest: {slowest}; layout shift {}", inp.text(0), shift.text(3));
    let kept = taps > 0.0 && inp.median <= MOST_INP && shift.median <= MOST_SHIFT;
    let goal = format!("INP {MOST_INP:.0} ms, layout shift {MOST_SHIFT} at most");
    report.with_goal(format!("{name}, taps"), value, json!(null), &goal, kept);
}

fn show_cable(report: &mut Report, name: &str, page: &Value) {
    let took = spread(page, "cable_ms");
    let (value, goal) = (format!("{} ms until it is loaded", took.text(0)), format!("at most {MOST_ON_CABLE:.0} ms"));
    report.with_goal(format!("{name}, on cable"), value, json!(null), &goal, took.median <= MOST_ON_CABLE);
}

/// A page that was made bad in every way: figures that do not show it show nothing.
fn show_control(report: &mut Report, spoiled: &Value) {
    let [lcp, blocking, shift, inp] =
        ["lcp_ms", "blocking_ms", "layout_shift", "inp_ms"].map(|name| spread(spoiled, name).median);
    let value = format!("LCP {lcp:.0} ms, blocking {blocking:.0} ms, layout shift {shift:.3}, INP {inp:.0} ms");
    let is_noticed = lcp > MOST_LCP && blocking > MOST_BLOCKING && shift > MOST_SHIFT && inp > MOST_INP;
    report.with_goal("control: a page made bad", value, spoiled.clone(), "every limit is broken", is_noticed);
}

/// In kilobytes, the largest first.
fn by_type(page: &Value) -> String {
    let kinds = page.get("by_type").and_then(Value::as_object).into_iter().flatten();
    let mut kinds: Vec<(&String, f64)> =
        kinds.map(|(kind, bytes)| (kind, bytes.as_f64().unwrap_or_default())).collect();
    kinds.sort_by(|a, b| b.1.total_cmp(&a.1));
    kinds.iter().map(|(kind, bytes)| format!("{kind} {:.1}", bytes / 1000.0)).collect::<Vec<_>>().join(", ")
}

fn show_kiosk(report: &mut Report, kiosk: &Value) {
    report.heading("kiosk, switched on without a network on the slow device");
    let usable = spread(kiosk, "usable_ms");
    let value = format!("{} ms until somebody can tap", usable.text(0));
    report.with_goal("greeting", value, kiosk.clone(), "under 1000 ms", usable.median < 1000.0);
    let value = format!("{} ms until its page came out of the memory of the device", spread(kiosk, "page_ms").text(0));
    report.add("of this", value, json!(null));
}

fn show_editing(report: &mut Report, editing: &Value) {
    report.heading("editing a page where it stands, at a desk");
    let (typing, all_but) = (spread(editing, "typing_ms"), slowest(editing, "typing_ms"));
    let value = format!("{} ms from the click until one types, 19 of 20 within {all_but:.0} ms", typing.text(0));
    report.with_goal("click", value, typing.json(), "19 of 20 at most 100 ms", all_but <= 100.0);
    let (save, all_but) = (spread(editing, "save_ms"), slowest(editing, "save_ms"));
    let value = format!("{} ms until the server confirms it, 19 of 20 within {all_but:.1} ms", save.text(1));
    report.with_goal("save", value, save.json(), "19 of 20 under 50 ms", all_but < 50.0);
}

fn values(of: &Value, name: &str) -> Vec<f64> {
    of.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_f64).collect()
}

/// The slowest of each twenty but for one.
fn slowest(of: &Value, name: &str) -> f64 {
    let mut all = values(of, name);
    all.sort_by(f64::total_cmp);
    all.get((all.len() * 19).div_ceil(20).saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

fn spread(of: &Value, name: &str) -> Spread {
    Spread::of(values(of, name))
}
