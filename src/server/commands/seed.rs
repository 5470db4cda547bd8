//! `wegmarken seed`

use std::{
    io::{IsTerminal, Write},
    time::Instant,
};

use web::site::now;

use super::{CommandError, say};
use crate::{cli::Seed, config::Config, database};

pub async fn run(config: &Config, wanted: &Seed) -> Result<(), CommandError> {
    let store = database::open_and_migrate(config).await?;
    if wanted.remove_demo {
        say(format_args!("Demo contributions removed: {}", store::seed::remove_demo(&store, now()).await?));
    } else {
        // Demo and generated proposals lie in areas and belong to a board.
        say(format_args!("Content of the city: {}", store::seed::content(&store, now()).await?));
    }
    if wanted.demo {
        say(format_args!("Demo contributions: {}", store::seed::demo(&store, now()).await?));
    }
    if let Some(count) = wanted.scale {
        let (began, tell) = (Instant::now(), progress("Generating proposals", count));
        store::seed::scale(&store, count, wanted.seed, now(), tell).await?;
        let seconds = began.elapsed().as_secs_f64();
        say(format_args!("Generated proposals: {count} with seed {} in {seconds:.1} s", wanted.seed));
    }
    if let Some(count) = wanted.scale_people {
        let (began, tell) = (Instant::now(), progress("Making up people", count));
        let report = store::seed::scale_people(&store, count, now(), tell).await?;
        say(format_args!("People: {report} in {:.1} s", began.elapsed().as_secs_f64()));
    }
    store.close().await?;
    Ok(())
}

/// Shows how many of `count` are done, where somebody watches.
fn progress(what: &'static str, count: u64) -> impl FnMut(u64) {
    let began = Instant::now();
    let is_watched = std::io::stderr().is_terminal();
    move |done| {
        if is_watched {
            eprint!("\r{what}: {done} of {count} ({:.0} s) ", began.elapsed().as_secs_f64());
            if done >= count {
                eprintln!();
            }
            // A progress that cannot be shown stops nothing.
            let _ = std::io::stderr().flush();
        }
    }
}
