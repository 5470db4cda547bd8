//! What a trial tells beside its verdict: how long answers took, and how much memory a process has.

use std::{
    fs,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What many note together. Who panicked while noting leaves what there was.
pub fn lock<T>(noted: &Mutex<T>) -> MutexGuard<'_, T> {
    noted.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A figure that Linux has of a process (`self`, or its number) in kilobytes: `VmRSS` is all that it has in memory,
/// `RssAnon` what no file backs. Nothing on other systems.
pub fn memory(process: &str, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// The time that so many of a hundred did not exceed.
pub fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or_default()
}

/// As one line: `p50 2 ms, p99 9 ms, longest 31 ms`.
pub fn told(times: &[Duration]) -> String {
    let of = |percent| percentile(times, percent).as_secs_f64() * 1_000.0;
    format!("p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms", of(50), of(99), of(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_of_a_hundred_is_not_among_ninety_nine() {
        let times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 50), Duration::from_millis(50));
        assert_eq!(percentile(&times, 99), Duration::from_millis(99));
        assert_eq!(told(&times), "p50 50.0 ms, p99 99.0 ms, longest 100.0 ms");
        assert_eq!(percentile(&[], 99), Duration::ZERO);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_tells_how_much_memory_a_process_has() {
        assert!(memory("self", "VmRSS").unwrap_or_default() > 100);
        assert_eq!(memory("self", "Vm"), None);
    }
}
