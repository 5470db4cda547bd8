//! Loading what ships with the program: content, demo contributions, and as many generated ones as a benchmark wants.

mod content;
mod demo;
mod dice;
mod people;
mod remove;
mod rostock_time;
mod scale;

use std::fmt;

pub use content::content;
pub use demo::demo;
pub use people::scale_people;
pub use remove::{has_demo, remove_demo};
pub use scale::scale;

/// What was loaded or removed: how many of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub counts: Vec<(&'static str, u64)>,
}

impl Report {
    pub(crate) fn add(&mut self, what: &'static str, many: u64) {
        self.counts.push((what, many));
    }

    pub fn of(&self, what: &str) -> u64 {
        self.counts.iter().filter(|(name, _)| *name == what).map(|(_, many)| many).sum()
    }

    /// Nothing had to be done.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|(_, many)| *many == 0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> =
            self.counts.iter().filter(|(_, many)| *many > 0).map(|(what, many)| format!("{many} {what}")).collect();
        if parts.is_empty() { f.write_str("nothing to do") } else { f.write_str(&parts.join(", ")) }
    }
}

#[cfg(test)]
mod tests;
