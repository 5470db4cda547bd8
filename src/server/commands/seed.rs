//! `wegmarken seed`

use std::{
    io::{IsTerminal, Write},
    time::Instant,
};

use store::Store;

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
        generate(&store, count, wanted.seed).await?;
    }
    store.close().await?;
    Ok(())
}

async fn generate(store: &Store, count: u64, seed: u64) -> Result<(), CommandError> {
    let began = Instant::now();
    let is_watched = std::io::stderr().is_terminal();
    let progress = |done: u64| {
        if is_watched {
            eprint!("\rGenerating proposals: {done} of {count} ({:.0} s) ", began.elapsed().as_secs_f64());
            // A progress that cannot be shown stops nothing.
            let _ = std::io::stderr().flush();
        }
    };
    store::seed::scale(store, count, seed, now(), progress).await?;
    if is_watched {
        eprintln!();
    }
    say(format_args!("Generated proposals: {count} with seed {seed} in {:.1} s", began.elapsed().as_secs_f64()));
    Ok(())
}
