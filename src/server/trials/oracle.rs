//! What is really in the database, asked in SQL past the program.

use std::collections::{BTreeSet, HashSet};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use store::Keys;

use super::{SECRET, ledger::Ledger};

/// An empty database of its own, where there is a PostgreSQL.
pub async fn fresh_postgres() -> Option<String> {
    let server = std::env::var("TEST_DATABASE_URL").ok()?;
    Some(create(&server, "").await)
}

/// A second one that holds the same. Nobody may be connected to the first.
pub async fn copy_of_postgres(url: &str) -> String {
    let (_, name) = url.rsplit_once('/').unwrap();
    create(&std::env::var("TEST_DATABASE_URL").unwrap(), &format!(" TEMPLATE {name}")).await
}

pub async fn remove_postgres(url: &str) {
    let (_, name) = url.rsplit_once('/').unwrap();
    command(&std::env::var("TEST_DATABASE_URL").unwrap(), &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn create(server: &str, with: &str) -> String {
    let name = format!("trial_{:016x}", rand::random::<u64>());
    command(server, &format!("CREATE DATABASE {name}{with}")).await;
    let (server, _) = server.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

pub async fn command(server: &str, sql: &str) {
    let admin = Database::connect(server).await.unwrap();
    admin.execute_unprepared(sql).await.unwrap();
    admin.close().await.unwrap();
}

pub struct Oracle {
    connection: DatabaseConnection,
}

impl Oracle {
    pub async fn open(url: &str) -> Self {
        Self { connection: Database::connect(url).await.unwrap() }
    }

    pub async fn close(self) {
        self.connection.close().await.unwrap();
    }

    pub fn is_sqlite(&self) -> bool {
        self.connection.get_database_backend() == DbBackend::Sqlite
    }

    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let backend = self.connection.get_database_backend();
        let rows = self.connection.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    pub async fn number(&self, sql: &str) -> i64 {
        let backend = self.connection.get_database_backend();
        let row = self.connection.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// How much of what was acknowledged is not there.
    pub async fn missing(&self, ledger: &Ledger) -> usize {
        let keys = Keys::from_secret(SECRET.as_bytes());
        let set = async |sql| self.texts(sql).await.into_iter().collect::<HashSet<_>>();
        let proposals = set("SELECT submission FROM proposal").await;
        let comments = set("SELECT submission FROM comment").await;
        let supports = set("SELECT person_key || ' ' || proposal_id FROM support").await;
        let mut forms = 0;
        for table in ledger.forms.iter().map(|(table, column, _)| (*table, *column)).collect::<BTreeSet<_>>() {
            let rows = self.texts(&format!("SELECT {} FROM {}", table.1, table.0)).await;
            let rows: HashSet<_> = rows.into_iter().collect();
            let told = ledger.forms.iter().filter(|form| (form.0, form.1) == table);
            forms += told.filter(|form| !rows.contains(&form.2)).count();
        }
        let told = ledger.supports.iter().map(|(token, proposal)| format!("{} {proposal}", keys.person_key(token).0));
        ledger.proposals.iter().filter(|id| !proposals.contains(*id)).count()
            + ledger.comments.iter().filter(|id| !comments.contains(*id)).count()
            + forms
            + told.filter(|support| !supports.contains(support)).count()
    }

    /// SQLite's own checks of its file.
    pub async fn check_file(&self) {
        if self.is_sqlite() {
            assert_eq!(self.texts("PRAGMA integrity_check").await, ["ok"]);
            assert_eq!(self.texts("SELECT \"table\" FROM pragma_foreign_key_check").await, Vec::<String>::new());
        }
    }

    /// Everything fits together: the file, the numbers beside the proposals, and an event for every contribution.
    pub async fn check(&self) {
        self.check_file().await;
        let wrong = "SELECT count(*) FROM proposal WHERE \
                     support_count <> (SELECT count(*) FROM support WHERE support.proposal_id = proposal.id)";
        assert_eq!(self.number(wrong).await, 0, "numbers of supports differ from their rows");
        let counted = "SELECT (SELECT count(*) FROM support) - \
                       (SELECT count(*) FROM event WHERE kind = 'supported') + \
                       (SELECT count(*) FROM event WHERE kind = 'support_withdrawn')";
        assert_eq!(self.number(counted).await, 0, "supports without an event");
        // Places on a map are submitted as well; those of the demo came without.
        for (table, subject) in [("proposal", "proposal"), ("place_mark WHERE is_demo = FALSE", "place_mark")] {
            let events = format!("SELECT count(*) FROM event WHERE kind = 'submitted' AND subject = '{subject}'");
            let submitted = format!("SELECT (SELECT count(*) FROM {table}) - ({events})");
            assert_eq!(self.number(&submitted).await, 0, "a {subject} without an event");
        }
        let said = "SELECT (SELECT count(*) FROM comment) - (SELECT count(*) FROM event WHERE kind = 'commented')";
        assert_eq!(self.number(said).await, 0, "comments without an event");
    }
}
