//! `wegmarken restore`

use web::site::now;

use super::{CommandError, backup::size, say};
use crate::{cli::Restore, config::Config, database};

pub async fn run(config: &Config, wanted: &Restore) -> Result<(), CommandError> {
    let Some(file) = database::file(&config.database_url) else {
        return Err(CommandError::NotSqlite(format!(
            "PostgreSQL brings its own tool. Fill an empty database, which then takes the place of this one:\n  \
             pg_restore --single-transaction --no-owner --dbname=ADDRESS {}",
            wanted.file.display()
        )));
    };
    database::make_folder(config)?;
    let _alone = database::alone(config)?;
    let restored = store::backup::restore(&wanted.file, &file, now()).await?;
    say(format_args!(
        "{}: {}, every page and reference checked, is now at {}",
        wanted.file.display(),
        size(restored.checked.bytes),
        file.display()
    ));
    if let Some(aside) = restored.aside {
        say(format_args!("What was there before is at {}", aside.display()));
    }
    if !restored.checked.pending.is_empty() {
        say(format_args!("The next start applies migrations: {}", restored.checked.pending.join(", ")));
    }
    Ok(())
}
