//! `wegmarken backup`

use std::path::Path;

use super::{CommandError, say};
use crate::{cli::Backup, config::Config, database};

pub async fn run(config: &Config, wanted: &Backup) -> Result<(), CommandError> {
    let Some(file) = database::file(&config.database_url) else {
        return Err(CommandError::NotSqlite(format!(
            "PostgreSQL brings its own backup, which runs while the server does:\n  \
             pg_dump --format=custom --file={} \"$DATABASE_URL\"",
            wanted.file.display()
        )));
    };
    let made = store::backup::backup(Path::new(&file), &wanted.file, wanted.force).await?;
    say(format_args!("{}: {}, every page and reference checked", wanted.file.display(), size(made.bytes)));
    Ok(())
}

pub fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_000_000.0)
}
