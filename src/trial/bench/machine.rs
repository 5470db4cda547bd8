//! What the operating system knows of this machine and of the server's process (Linux).

use std::{fs, path::Path, time::Duration};

pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".into());
    let memory = field("/proc/meminfo", "MemTotal").and_then(|text| kilobytes(&text)).unwrap_or_default() / 1024 / 1024;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{cores} × {model}, {memory} GB, Linux {}", kernel.trim())
}

/// The kind of file system in which a folder lies.
pub fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let kind = folder.canonicalize().ok().and_then(|folder| kind_of(&mounts, &folder));
    kind.unwrap_or_else(|| "unknown file system".into())
}

/// Of all that are mounted above it the nearest one, and of those at the same place the last.
fn kind_of(mounts: &str, folder: &Path) -> Option<String> {
    let fields = mounts.lines().map(|line| line.split(' ').skip(1));
    let mounted = fields.filter_map(|mut fields| Some((Path::new(fields.next()?), fields.next()?)));
    let above = mounted.filter(|(place, _)| folder.starts_with(place));
    above.max_by_key(|(place, _)| place.components().count()).map(|(_, kind)| kind.to_owned())
}

/// Whether what is written there is gone with the power, however often it was confirmed.
pub fn is_in_memory(file_system: &str) -> bool {
    matches!(file_system, "tmpfs" | "ramfs")
}

/// Processor time that a process has used, in its own code and in the kernel for it.
pub fn processor_time(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The second field is the name, in brackets, and may hold anything.
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: u64 = after_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    // Linux tells user space 100 ticks a second on every architecture.
    Duration::from_millis(ticks * 10)
}

/// Processor time of the whole machine since its start.
#[derive(Clone, Copy, Debug)]
pub struct Processors {
    /// By whomever, also by machines beside this one.
    pub used: Duration,
    pub there_was: Duration,
}

pub fn processors() -> Processors {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in these.
    let ticks = stat.lines().next().unwrap_or_default().split_whitespace().skip(1).take(8);
    let ticks: Vec<u64> = ticks.filter_map(|ticks| ticks.parse().ok()).collect();
    let (all, idle) = (ticks.iter().sum::<u64>(), ticks.iter().skip(3).take(2).sum::<u64>());
    Processors { used: Duration::from_millis((all - idle) * 10), there_was: Duration::from_millis(all * 10) }
}

/// How many files a process has open, sockets included.
pub fn open_files(pid: u32) -> usize {
    fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count)
}

/// Resident memory of a process, in megabytes.
pub fn resident(pid: u32) -> f64 {
    megabytes(pid, "VmRSS")
}

/// The most that it ever had, or has had since [`forget_peak`].
pub fn peak(pid: u32) -> f64 {
    megabytes(pid, "VmHWM")
}

/// From here on the peak is that of the load. Where the kernel does not allow it, the start counts too: the figure is then
/// too high, never too kind.
pub fn forget_peak(pid: u32) {
    let _ = fs::write(format!("/proc/{pid}/clear_refs"), "5");
}

/// The part of it that no other process shares and no file backs: what the map of the database file does not inflate.
pub fn own_memory(pid: u32) -> f64 {
    megabytes(pid, "RssAnon")
}

fn megabytes(pid: u32, name: &str) -> f64 {
    let text = field(&format!("/proc/{pid}/status"), name);
    text.and_then(|text| kilobytes(&text)).unwrap_or_default() as f64 / 1024.0
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}

fn kilobytes(text: &str) -> Option<u64> {
    text.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lies_where_the_nearest_mount_above_it_is() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/sdb1 /tmp/disk xfs rw 0 0\n";
        for (folder, kind) in
            [("/srv/target", "ext4"), ("/tmp/a", "tmpfs"), ("/tmp/disk/a", "xfs"), ("/tmpfile", "ext4")]
        {
            assert_eq!(kind_of(mounts, Path::new(folder)).as_deref(), Some(kind), "{folder}");
        }
        assert_eq!(kind_of("", Path::new("/")), None);
        assert!(is_in_memory("tmpfs") && !is_in_memory("ext4"));
    }
}
