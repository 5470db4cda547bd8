//! `wegmarken move`

use store::moving::Moved;

use super::{CommandError, say};
use crate::{cli::Move, config::Config, database};

pub async fn run(config: &Config, wanted: &Move) -> Result<(), CommandError> {
    let Some(file) = database::file(&config.database_url) else {
        return Err(CommandError::NotSqlite("DATABASE_URL has to name the SQLite database that moves.".into()));
    };
    let _alone = database::alone(config)?;
    for moved in store::moving::to_postgres(&file, &wanted.to).await? {
        say(format_args!("{}", line(&moved)));
    }
    say("Everything is there and the same. Set DATABASE_URL to the new address and start the server.");
    Ok(())
}

fn line(moved: &Moved) -> String {
    format!("{:<20} {:>9} rows  {}  same", moved.table, moved.rows, moved.checksum)
}
