//! `wegmarken migrate`

use super::{CommandError, say};
use crate::{config::Config, database};

pub async fn run(config: &Config) -> Result<(), CommandError> {
    let store = database::open_and_migrate(config).await?;
    say(format_args!("{} is up to date.", database::place(config)));
    store.close().await?;
    Ok(())
}
