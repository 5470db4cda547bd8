//! The audit log takes new entries and gives none back: the database itself refuses to change or remove one, whatever
//! program asks.

use sea_orm_migration::prelude::*;

use crate::table::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `INSERT OR REPLACE` removes a row without the trigger for it, so a number that is taken is refused before.
const SQLITE: [&str; 3] = [
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN
         SELECT RAISE(ABORT, 'the audit log takes new entries only');
     END",
    "CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit BEGIN
         SELECT RAISE(ABORT, 'the audit log takes new entries only');
     END",
    "CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
     WHEN EXISTS (SELECT 1 FROM audit WHERE number = new.number) BEGIN
         SELECT RAISE(ABORT, 'the audit log takes new entries only');
     END",
];

const POSTGRES: [&str; 3] = [
    "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
         RAISE EXCEPTION 'the audit log takes new entries only' USING ERRCODE = 'restrict_violation';
     END $$",
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
     FOR EACH ROW EXECUTE FUNCTION audit_stays()",
    "CREATE TRIGGER audit_is_not_removed BEFORE TRUNCATE ON audit
     FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()",
];

const SQLITE_DOWN: [&str; 3] =
    ["DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_removed", "DROP TRIGGER audit_is_not_replaced"];

const POSTGRES_DOWN: [&str; 3] = [
    "DROP TRIGGER audit_is_not_changed ON audit",
    "DROP TRIGGER audit_is_not_removed ON audit",
    "DROP FUNCTION audit_stays()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &SQLITE, &POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &SQLITE_DOWN, &POSTGRES_DOWN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
