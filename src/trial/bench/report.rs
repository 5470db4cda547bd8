//! The figures as one table for people and as JSON for programs.

use std::{fs, io, path::Path};

use serde_json::{Map, Value, json};

pub struct Report {
    machine: String,
    /// How it was measured.
    how: Value,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    value: String,
    goal: Option<Goal>,
    raw: Value,
}

/// What the project wants, and whether it is so.
struct Goal {
    text: String,
    is_kept: bool,
}

impl Goal {
    fn text(&self) -> String {
        format!("{} {}", if self.is_kept { "kept:" } else { "MISSED:" }, self.text)
    }

    fn json(&self) -> Value {
        json!({ "goal": self.text, "kept": self.is_kept })
    }
}

impl Report {
    pub fn of(machine: &str) -> Self {
        Self { machine: machine.to_owned(), how: Value::Null, rows: Vec::new() }
    }

    #[must_use]
    pub fn measured(self, how: Value) -> Self {
        Self { how, ..self }
    }

    /// Writes what there is so far.
    pub fn keep(&self, file: &Path) -> io::Result<()> {
        fs::write(file, format!("{:#}\n", self.to_json()))
    }

    pub fn heading(&mut self, text: impl Into<String>) {
        self.rows.push(Row { name: text.into(), value: String::new(), goal: None, raw: Value::Null });
    }

    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>, raw: Value) {
        self.rows.push(Row { name: name.into(), value: value.into(), goal: None, raw });
    }

    /// A figure with a goal: shown as kept or missed, never a reason to fail.
    pub fn with_goal(&mut self, name: impl Into<String>, value: impl Into<String>, raw: Value, goal: &str, kept: bool) {
        let goal = Goal { text: goal.to_owned(), is_kept: kept };
        self.rows.push(Row { name: name.into(), value: value.into(), goal: Some(goal), raw });
    }

    pub fn to_text(&self) -> String {
        let names = self.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
        let values = self.rows.iter().map(|row| row.value.chars().count()).max().unwrap_or_default();
        let lines = self.rows.iter().map(|row| match row.value.as_str() {
            "" => format!("\n{}", row.name),
            value => {
                let goal = row.goal.as_ref().map(Goal::text).unwrap_or_default();
                format!("  {:<names$}  {value:<values$}  {goal}", row.name).trim_end().to_owned()
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn to_json(&self) -> Value {
        json!({
            "machine": self.machine,
            "options": self.how,
            "figures": self.by_heading(|row| Some(row.raw.clone())),
            "goals": self.by_heading(|row| row.goal.as_ref().map(Goal::json)),
        })
    }

    fn by_heading(&self, of: impl Fn(&Row) -> Option<Value>) -> Value {
        let (mut all, mut heading) = (Map::new(), String::new());
        for row in &self.rows {
            if row.value.is_empty() {
                heading.clone_from(&row.name);
                continue;
            }
            let Some(value) = of(row) else { continue };
            let part = all.entry(heading.clone()).or_insert_with(|| json!({}));
            if let Some(part) = part.as_object_mut() {
                part.insert(row.name.clone(), value);
            }
        }
        Value::Object(all)
    }
}

/// The middle one of several measurements, and how far they are apart.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub least: f64,
    pub median: f64,
    pub most: f64,
}

impl Spread {
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let at = |place: usize| values.get(place).copied().unwrap_or(f64::NAN);
        Self { least: at(0), median: at(values.len() / 2), most: at(values.len().saturating_sub(1)) }
    }

    /// "0.23 (0.21 to 0.30)", with so many digits behind the point.
    pub fn text(self, digits: usize) -> String {
        let Self { least, median, most } = self;
        format!("{median:.digits$} ({least:.digits$} to {most:.digits$})")
    }

    /// How many times larger this is than another one, by their medians and at the ends of both.
    pub fn over(self, other: Self) -> Self {
        Self { least: self.least / other.most, median: self.median / other.median, most: self.most / other.least }
    }

    pub fn json(self) -> Value {
        json!({ "least": self.least, "median": self.median, "most": self.most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_read_what_people_do_the_goals_included() {
        let mut report = Report::of("two processors").measured(json!({ "repeats": 3 }));
        report.heading("writes");
        report.add("people", "64", json!(64));
        report.with_goal("supports", "900/s", json!(900), "at least 1000", false);
        assert!(report.to_text().contains("MISSED: at least 1000"));
        let expected = json!({
            "machine": "two processors",
            "options": { "repeats": 3 },
            "figures": { "writes": { "people": 64, "supports": 900 } },
            "goals": { "writes": { "supports": { "goal": "at least 1000", "kept": false } } },
        });
        assert_eq!(report.to_json(), expected);
    }
}
