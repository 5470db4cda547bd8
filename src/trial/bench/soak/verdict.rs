//! What the windows of a run say together.

use serde_json::{Value, json};

use crate::report::Spread;

const MOST_MEMORY: f64 = 0.05;
const MOST_DRIFT: f64 = 0.10;
const MOST_LOG: f64 = 64.0;

/// Connections to the database come and go with the load, with three files each.
const FEW_FILES: f64 = 12.0;

/// Of all requests: with more of them it would be a figure about something else.
const MOST_REFUSED: f64 = 0.01;

/// Of the processors: a machine on which others take more than that is not ours alone.
const NOISE: f64 = 0.10;

/// What one of them saw; memory and the log in megabytes.
#[derive(Clone, Debug, Default)]
pub struct Window {
    pub answers: usize,
    pub per_second: f64,
    pub p99: f64,
    /// Milliseconds of the processor for one request.
    pub processor: f64,
    pub resident: f64,
    pub own_memory: f64,
    pub files: f64,
    pub log: f64,
    /// What neither the server nor this program took of the processors.
    pub others: f64,
    pub failed: u64,
    pub refused: u64,
    pub lost: u64,
}

impl Window {
    pub fn text(&self) -> String {
        let Self { per_second, p99, processor, resident, files, log, others, failed, refused, lost, .. } = self;
        format!(
            "{per_second:.0}/s, p99 {p99:.1} ms, cpu {processor:.2} ms, {resident:.1} MB, {files} files, log {log:.1} MB, \
             others {:.0} %, {failed} failed, {refused} refused, {lost} lost",
            others * 100.0
        )
    }
}

/// A line of the table.
pub struct Row {
    pub name: &'static str,
    pub value: String,
    pub raw: Value,
    /// Where something was promised, and whether it is so.
    pub goal: Option<(&'static str, bool)>,
}

/// The middle of the first tenth of the windows, and of the last one.
struct Ends {
    first: f64,
    last: f64,
}

impl Ends {
    fn of(windows: &[Window], figure: impl Fn(&Window) -> f64) -> Self {
        let many = windows.len().div_ceil(10);
        Self {
            first: Spread::of(windows.iter().take(many).map(&figure)).median,
            last: Spread::of(windows.iter().rev().take(many).map(&figure)).median,
        }
    }

    fn growth(&self) -> f64 {
        self.last / self.first - 1.0
    }

    fn text(&self, unit: &str) -> String {
        format!("{:.2} {unit} at first, {:.2} at last ({:+.1} %)", self.first, self.last, self.growth() * 100.0)
    }

    fn row(&self, name: &'static str, unit: &str, goal: Option<(&'static str, bool)>) -> Row {
        Row { name, value: self.text(unit), raw: json!({ "first": self.first, "last": self.last }), goal }
    }
}

/// What was promised holds from when the server has settled; failures count from the start. Where there is nothing to judge
/// by, nothing was kept.
pub fn judge(all: &[Window], settling: usize) -> Vec<Row> {
    let settled = all.get(settling..).unwrap_or_default();
    let ends = |figure: fn(&Window) -> f64| Ends::of(settled, figure);
    let (p99, memory, files) = (ends(|one| one.p99), ends(|one| one.resident), ends(|one| one.files));
    let log = all.iter().map(|one| one.log).fold(0.0, f64::max);
    vec![
        answers(all),
        p99.row("p99", "ms", Some(("drift at most 10 %", p99.growth() <= MOST_DRIFT))),
        ends(|one| one.processor).row("processor, each request", "ms", None),
        others(settled),
        memory.row("memory", "MB", Some(("growth at most 5 %", memory.growth() <= MOST_MEMORY))),
        ends(|one| one.own_memory).row("memory of its own", "MB", None),
        files.row("open files", "files", Some(("no more at last", files.last <= files.first + FEW_FILES))),
        Row {
            name: "log of the database",
            value: format!("{log:.1} MB at most"),
            raw: json!(log),
            goal: Some(("under 64 MB", !all.is_empty() && log < MOST_LOG)),
        },
    ]
}

fn answers(all: &[Window]) -> Row {
    let count = |figure: fn(&Window) -> u64| all.iter().map(figure).sum::<u64>();
    let (failed, refused, lost) = (count(|one| one.failed), count(|one| one.refused), count(|one| one.lost));
    let answered = count(|one| one.answers as u64);
    let pace = Spread::of(all.iter().map(|one| one.per_second));
    let kept = answered > 0 && failed == 0 && lost == 0 && refused as f64 <= answered as f64 * MOST_REFUSED;
    Row {
        name: "requests",
        value: format!(
            "{}/s, {answered} answered, {failed} with 5xx, {refused} refused, {lost} connections lost",
            pace.text(0)
        ),
        raw: json!({
            "per_second": pace.json(), "answered": answered, "failed": failed, "refused": refused, "lost": lost,
        }),
        goal: Some(("no 5xx, none lost, at most 1 % refused", kept)),
    }
}

/// Says whether the times above are those of this server alone.
fn others(settled: &[Window]) -> Row {
    let taken = Spread::of(settled.iter().map(|one| one.others));
    let [least, median, most] = [taken.least, taken.median, taken.most].map(|share| share * 100.0);
    let noisy = settled.iter().filter(|one| one.others > NOISE).count();
    let verdict = match noisy {
        0 => "the machine was calm".to_owned(),
        noisy => format!(
            "the machine was NOISY in {noisy} of {} windows: p99 says less than processor, each request",
            settled.len()
        ),
    };
    let value = format!("{median:.0} % ({least:.0} to {most:.0}) of the processors; {verdict}");
    Row { name: "taken by others", value, raw: json!({ "share": taken.json(), "noisy": noisy }), goal: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a server does of which nothing is wrong, with what a window of that number has instead.
    fn missed(change: impl Fn(usize, &mut Window)) -> Vec<&'static str> {
        let windows: Vec<Window> = (0..480)
            .map(|number| {
                let calm = Window {
                    answers: 9_000,
                    per_second: 150.0,
                    p99: 12.0,
                    processor: 3.0,
                    resident: 60.0,
                    own_memory: 30.0,
                    files: 60.0,
                    log: 4.0,
                    ..Window::default()
                };
                let mut window = calm;
                change(number, &mut window);
                window
            })
            .collect();
        let rows = judge(&windows, 60);
        rows.iter().filter(|row| row.goal.is_some_and(|(_, kept)| !kept)).map(|row| row.name).collect()
    }

    #[test]
    fn a_server_that_stays_as_it_is_keeps_every_promise() {
        assert_eq!(missed(|_, _| {}), Vec::<&str>::new());
        // One bad minute is no drift, and what happens until it has settled is no growth.
        assert_eq!(missed(|number, window| window.p99 = if number == 470 { 900.0 } else { 12.0 }), Vec::<&str>::new());
        assert_eq!(missed(|number, window| window.resident = 60.0_f64.min(30.0 + number as f64)), Vec::<&str>::new());
    }

    #[test]
    fn whatever_grows_or_fails_breaks_its_promise() {
        let share = |number: usize| number as f64 / 480.0;
        assert_eq!(missed(|number, window| window.resident += 5.0 * share(number)), ["memory"]);
        assert_eq!(missed(|number, window| window.p99 += 2.0 * share(number)), ["p99"]);
        assert_eq!(missed(|number, window| window.files += 20.0 * share(number)), ["open files"]);
        assert_eq!(missed(|number, window| window.log = if number == 7 { 64.0 } else { 4.0 }), ["log of the database"]);
        assert_eq!(missed(|number, window| window.failed = u64::from(number == 3)), ["requests"]);
        assert_eq!(missed(|number, window| window.lost = u64::from(number == 3)), ["requests"]);
        assert_eq!(missed(|_, window| window.refused = 100), ["requests"]);
    }

    #[test]
    fn a_run_that_saw_nothing_kept_nothing() {
        assert!(judge(&[], 60).iter().all(|row| row.goal.is_none_or(|(_, kept)| !kept)));
    }
}
