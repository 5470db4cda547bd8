//! The figures as one table for people and as JSON for programs.

use std::{fs, io, path::Path};

use serde_json::{Map, Value, json};

pub struct Report {
    machine: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    value: String,
    /// What the project wants, and whether it is so; empty where nothing was promised.
    goal: String,
    raw: Value,
}

impl Report {
    pub fn of(machine: &str) -> Self {
        Self { machine: machine.to_owned(), rows: Vec::new() }
    }

    /// Writes what there is so far.
    pub fn keep(&self, file: &Path) -> io::Result<()> {
        let json = json!({ "machine": self.machine, "figures": self.to_json() });
        fs::write(file, format!("{json:#}\n"))
    }

    pub fn heading(&mut self, text: impl Into<String>) {
        self.rows.push(Row { name: text.into(), value: String::new(), goal: String::new(), raw: Value::Null });
    }

    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>, raw: Value) {
        self.rows.push(Row { name: name.into(), value: value.into(), goal: String::new(), raw });
    }

    /// A figure with a goal: shown as kept or missed, never a reason to fail.
    pub fn with_goal(&mut self, name: impl Into<String>, value: impl Into<String>, raw: Value, goal: &str, kept: bool) {
        let goal = format!("{} {goal}", if kept { "kept:" } else { "MISSED:" });
        self.rows.push(Row { name: name.into(), value: value.into(), goal, raw });
    }

    pub fn to_text(&self) -> String {
        let names = self.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
        let values = self.rows.iter().map(|row| row.value.chars().count()).max().unwrap_or_default();
        let lines = self.rows.iter().map(|row| match row.value.as_str() {
            "" => format!("\n{}", row.name),
            value => format!("  {:<names$}  {value:<values$}  {}", row.name, row.goal).trim_end().to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn to_json(&self) -> Value {
        let (mut all, mut heading) = (Map::new(), String::new());
        for row in &self.rows {
            if row.value.is_empty() {
                heading.clone_from(&row.name);
                continue;
            }
            let part = all.entry(heading.clone()).or_insert_with(|| json!({}));
            if let Some(part) = part.as_object_mut() {
                part.insert(row.name.clone(), row.raw.clone());
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
