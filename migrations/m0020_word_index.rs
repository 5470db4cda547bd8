//! The index over the words of `proposal.search_text`, by their beginnings. The one over their parts has to compare every
//! part of every word when several words must meet in one proposal; this one compares the words.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Like `proposal_fts`: triggers carry every change over in its own transaction. The text is folded already, so spaces are
/// all that separates its words. The last steps read what is there, and put both indexes into one piece each.
const UP: [&str; 6] = [
    "CREATE VIRTUAL TABLE proposal_words USING fts5(search_text, content='proposal', content_rowid='id', \
     columnsize=0, tokenize='ascii')",
    "CREATE TRIGGER proposal_words_insert AFTER INSERT ON proposal BEGIN
         INSERT INTO proposal_words(rowid, search_text) VALUES (new.id, new.search_text);
     END",
    "CREATE TRIGGER proposal_words_delete AFTER DELETE ON proposal BEGIN
         INSERT INTO proposal_words(proposal_words, rowid, search_text) VALUES ('delete', old.id, old.search_text);
     END",
    "CREATE TRIGGER proposal_words_update AFTER UPDATE OF search_text ON proposal BEGIN
         INSERT INTO proposal_words(proposal_words, rowid, search_text) VALUES ('delete', old.id, old.search_text);
         INSERT INTO proposal_words(rowid, search_text) VALUES (new.id, new.search_text);
     END",
    "INSERT INTO proposal_words(proposal_words) VALUES ('rebuild')",
    "INSERT INTO proposal_fts(proposal_fts) VALUES ('optimize')",
];

const DOWN: [&str; 4] = [
    "DROP TRIGGER proposal_words_update",
    "DROP TRIGGER proposal_words_delete",
    "DROP TRIGGER proposal_words_insert",
    "DROP TABLE proposal_words",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &DOWN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// PostgreSQL answers both questions with its index of trigrams.
async fn run(manager: &SchemaManager<'_>, steps: &[&str]) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    for step in steps {
        manager.get_connection().execute_unprepared(step).await?;
    }
    Ok(())
}
