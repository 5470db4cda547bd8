//! A drill: how long it takes until a city whose machine is gone is there again from its backup, and how long the backup
//! takes that is made while people write.

use std::{
    fs, io,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::task::spawn_blocking;
use trial::Program;

use crate::{City, Options, report::Report, succeed, writes::Supporters};

/// Of the database file, without people.
const PROPOSALS_OF_A_GIGABYTE: f64 = 400_000.0;

/// A smaller one first: whether the time grows faster than the file.
const SHARES: [f64; 2] = [0.25, 1.0];

const SUPPORTS: u32 = 50;

/// For so many gigabytes so long.
const GIGABYTES: f64 = 10.0;
const MOST: Duration = Duration::from_secs(600);

/// So much may be lost. A copy begins so long after the one before it has ended, and counts when it is whole.
const MOST_LOST: f64 = 60.0;
const PAUSE: f64 = 10.0;

struct Drill {
    gigabytes: f64,
    /// In seconds.
    backup: f64,
    restore: f64,
    /// From the command to the first answer.
    start: f64,
    supports_per_second: f64,
}

pub async fn measure(options: &Options, report: &mut Report) -> io::Result<()> {
    let mut drills = Vec::new();
    for share in SHARES {
        drills.push(drill(options, options.gigabytes * share).await?);
    }
    report.heading("restore");
    show(report, &drills);
    Ok(())
}

async fn drill(options: &Options, gigabytes: f64) -> io::Result<Drill> {
    eprintln!("restore: {gigabytes} GB, loading …");
    let city = City::of(options, (gigabytes * PROPOSALS_OF_A_GIGABYTE).ceil() as u64).await?;
    let file = city.folder.path().join("backup.db");
    eprintln!("restore: backup …");
    let supporters = Supporters::of(&city, SUPPORTS).await?;
    let backup = timed(&city.program, "backup", &file).await?;
    let supports_per_second = supporters.stop();
    let bytes = fs::metadata(&file)?.len();
    let City { program, server, folder, .. } = city;
    server.stop()?;
    eprintln!("restore …");
    let database = folder.path().join("restored.db");
    let program = program.with("DATABASE_URL", format!("sqlite://{}", database.display()));
    let restore = timed(&program, "restore", &file).await?;
    let began = Instant::now();
    let again = program.serve().await?;
    let start = began.elapsed().as_secs_f64();
    again.stop()?;
    Ok(Drill { gigabytes: bytes as f64 / 1e9, backup, restore, start, supports_per_second })
}

/// Seconds. A command is waited for beside those who write meanwhile.
async fn timed(program: &Program, command: &'static str, file: &Path) -> io::Result<f64> {
    let (program, file) = (program.clone(), file.display().to_string());
    let began = Instant::now();
    spawn_blocking(move || succeed(&program, &[command, &file])).await.map_err(io::Error::other)??;
    Ok(began.elapsed().as_secs_f64())
}

fn show(report: &mut Report, drills: &[Drill]) {
    for Drill { gigabytes, backup, restore, start, supports_per_second } in drills {
        let value = format!(
            "backup {backup:.1} s beside {supports_per_second:.0} supports per second, restore {restore:.1} s, \
             ready {start:.1} s later: {:.2} min per GB",
            (restore + start) / 60.0 / gigabytes
        );
        let raw = json!({
            "gb": gigabytes, "backup_s": backup, "restore_s": restore, "start_s": start,
            "supports_per_second": supports_per_second,
        });
        report.add(format!("{gigabytes:.2} GB"), value, raw);
    }
    // The worse of them, so that a time which grows faster than the file is not made smaller than it is.
    let worst = |seconds: fn(&Drill) -> f64| {
        drills.iter().map(|drill| seconds(drill) / drill.gigabytes).fold(f64::NAN, f64::max)
    };
    let ten = worst(|drill| drill.restore + drill.start) * GIGABYTES;
    let value = format!("{:.1} min, in proportion to what was measured", ten / 60.0);
    report.with_goal("10 GB", value, json!(ten), "at most 10 min", ten <= MOST.as_secs_f64());
    // Until the next one is whole the last one counts, which began a pause and two copies ago.
    let largest = (MOST_LOST - PAUSE) / 2.0 / worst(|drill| drill.backup);
    let value = format!("up to {largest:.2} GB, with a copy {PAUSE:.0} s after the last one");
    report.add("at most 60 s are lost", value, json!(largest));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_missed(restore: [f64; 2]) -> bool {
        let of = |gigabytes: f64, restore: f64| Drill {
            gigabytes,
            backup: 20.0 * gigabytes,
            restore,
            start: 0.5,
            supports_per_second: 50.0,
        };
        let mut report = Report::of("one processor");
        show(&mut report, &[of(0.25, restore[0]), of(1.0, restore[1])]);
        let text = report.to_text();
        assert!(text.contains("up to 1.25 GB"), "{text}");
        text.contains("MISSED:")
    }

    #[test]
    fn a_restore_that_takes_too_long_for_a_large_database_misses_its_goal() {
        assert!(!is_missed([10.0, 40.0]));
        assert!(is_missed([10.0, 60.0]), "a minute for one gigabyte and half a second to start");
        assert!(is_missed([16.0, 40.0]), "the smaller one alone is too slow");
    }
}
