//! `wegmarken board`: how a board works.

use domain::{
    accounts::Level,
    boards::{Board, BoardChange, Moderation},
    policy::Acting,
};
use store::{Store, StoreError, boards};

use web::site::now;

use super::{CommandError, say};
use crate::{
    cli::{self, When},
    config::Config,
    database,
};

pub async fn run(config: &Config, step: cli::Board) -> Result<(), CommandError> {
    let store = database::open(config).await?;
    let done = take(&store, step).await;
    store.close().await?;
    say(format_args!("{}", described(&done?)));
    Ok(())
}

async fn take(store: &Store, step: cli::Board) -> Result<Board, StoreError> {
    let slug = match step {
        cli::Board::Show { board } => board,
        cli::Board::Set { board, moderation, support_goal, answer_days, approvers, flood_limit, level } => {
            let moderation = moderation.map(|when| match when {
                When::Before => Moderation::Before,
                When::After => Moderation::After,
            });
            let needed_level = level.map(Level::from);
            let wanted = BoardChange { moderation, support_goal, answer_days, approvers, flood_limit, needed_level };
            boards::change(store, &Acting::OPERATOR, &board, wanted, now()).await?;
            board
        }
    };
    boards::by_slug(store, &slug).await?.ok_or(StoreError::NotFound)
}

impl From<cli::Level> for Level {
    fn from(level: cli::Level) -> Self {
        match level {
            cli::Level::Guest => Self::Guest,
            cli::Level::Email => Self::EmailConfirmed,
            cli::Level::Resident => Self::ResidentConfirmed,
        }
    }
}

fn described(board: &Board) -> String {
    let moderation = match board.moderation {
        Moderation::Before => "contributions of guests appear after a check",
        Moderation::After => "contributions of guests appear at once",
    };
    let approval = if board.needs_second_person() { "a second person approves them" } else { "one person gives them" };
    let attack = match board.attack {
        Some(attack) => format!("under attack ({}): everything is checked first for now", attack.reason.code()),
        None => "calm".into(),
    };
    let level = match board.needed_level {
        Level::Guest => "everybody takes part",
        Level::EmailConfirmed => "people with a confirmed e-mail address take part",
        Level::ResidentConfirmed => "confirmed residents take part",
    };
    let Board { slug, title, support_goal, answer_days, flood_limit, .. } = board;
    format!(
        "{slug}: {title}\n  level: {level}\n  moderation: {moderation}\n  support goal: {support_goal}\n  answers: within {answer_days} days, {approval}\n  flood limit: {flood_limit}\n  state: {attack}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::config;

    #[tokio::test]
    async fn what_is_set_is_what_the_board_does_from_then_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config();
        config.database_url = format!("sqlite://{}", folder.path().join("test.db").display());
        let store = database::open_and_migrate(&config).await.unwrap();
        store::seed::content(&store, now()).await.unwrap();
        let set = cli::Board::Set {
            board: "stadt".into(),
            moderation: Some(When::After),
            support_goal: Some(80),
            answer_days: Some(21),
            approvers: Some(2),
            flood_limit: Some(7),
            level: Some(cli::Level::Email),
        };
        let board = take(&store, set).await.unwrap();
        assert_eq!((board.moderation, board.support_goal, board.flood_limit), (Moderation::After, 80, 7));
        assert_eq!(board.needed_level, Level::EmailConfirmed);
        assert!(described(&board).contains("at once"));
        assert!(described(&board).contains("within 21 days, a second person"));
        let missing = cli::Board::Show { board: "anderswo".into() };
        assert!(matches!(take(&store, missing).await, Err(StoreError::NotFound)));
    }
}
