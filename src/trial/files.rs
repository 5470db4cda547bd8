//! How many files this process may have open. Each socket is one.

use std::{fs, process::Command};

/// Of a system that does not tell.
const FEW: usize = 256;

/// Allows as many as this process may allow itself, and says how many those are.
pub fn allow_files() -> usize {
    if let Some((soft, hard)) = limits()
        && soft != hard
    {
        // Where there is no such program it stays as it is, which is asked below.
        let soft = format!("--nofile={hard}:");
        let _ = Command::new("prlimit").args(["--pid", &std::process::id().to_string(), &soft]).status();
    }
    limits().map_or(FEW, |(soft, _)| soft.parse().unwrap_or(usize::MAX))
}

/// The soft and the hard one, as Linux writes them.
fn limits() -> Option<(String, String)> {
    let text = fs::read_to_string("/proc/self/limits").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    let mut words = line.split_whitespace().map(str::to_owned);
    Some((words.next()?, words.next()?))
}
