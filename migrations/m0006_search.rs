//! The index over `proposal.search_text`: substrings of three characters or more, on both databases.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// An external-content table: the words are stored once, in `proposal`, and triggers carry every change over in the
/// same transaction, so that the index can neither lag nor be forgotten.
const SQLITE: [&str; 4] = [
    "CREATE VIRTUAL TABLE proposal_fts USING fts5(search_text, content='proposal', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER proposal_fts_insert AFTER INSERT ON proposal BEGIN
         INSERT INTO proposal_fts(rowid, search_text) VALUES (new.id, new.search_text);
     END",
    "CREATE TRIGGER proposal_fts_delete AFTER DELETE ON proposal BEGIN
         INSERT INTO proposal_fts(proposal_fts, rowid, search_text) VALUES ('delete', old.id, old.search_text);
     END",
    "CREATE TRIGGER proposal_fts_update AFTER UPDATE OF search_text ON proposal BEGIN
         INSERT INTO proposal_fts(proposal_fts, rowid, search_text) VALUES ('delete', old.id, old.search_text);
         INSERT INTO proposal_fts(rowid, search_text) VALUES (new.id, new.search_text);
     END",
];

const POSTGRES: [&str; 2] = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX proposal_trigrams ON proposal USING gin (search_text gin_trgm_ops)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let steps: &[&str] = match manager.get_database_backend() {
            DbBackend::Sqlite => &SQLITE,
            _ => &POSTGRES,
        };
        for step in steps {
            manager.get_connection().execute_unprepared(step).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The extension stays: other schemas of the same database may use it.
        let steps: &[&str] = match manager.get_database_backend() {
            DbBackend::Sqlite => &[
                "DROP TRIGGER proposal_fts_update",
                "DROP TRIGGER proposal_fts_delete",
                "DROP TRIGGER proposal_fts_insert",
                "DROP TABLE proposal_fts",
            ],
            _ => &["DROP INDEX proposal_trigrams"],
        };
        for step in steps {
            manager.get_connection().execute_unprepared(step).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
