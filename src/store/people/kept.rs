//! Everything that is kept about one person, row by row, for their download. The lists below are compared with the schema
//! by a test, so that a table that is added later is thought of here.

use std::collections::BTreeMap;

use domain::ids::AccountId;
use sea_orm::{
    ConnectionTrait, EntityTrait, FromQueryResult,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Query},
};
use serde_json::{Map, Value};

use super::COLUMNS;
use crate::{Store, StoreError, entity::account};

/// Tables of the account itself.
const OF_ACCOUNT: [(&str, &str); 9] = [
    ("account", "id"),
    ("identity", "account_id"),
    ("passkey", "account_id"),
    ("resident", "account_id"),
    ("role_grant", "account_id"),
    ("session", "account_id"),
    ("sponsor", "account_id"),
    ("sponsor_theme", "account_id"),
    ("ticket", "account_id"),
];

/// What somebody does for the city is in the city's files, which speak of others too.
#[cfg(test)]
const WORK: [&str; 11] = [
    "appeal",
    "audit",
    "block_revision",
    "draft_block",
    "media",
    "moderation_claim",
    "moderation_decision",
    "page_presence",
    "page_preview",
    "page_typed",
    "page_version",
];

/// Keys to the account, and what only finds rows again: whoever has the download of a person must not become them.
const SECRET: [&str; 16] = [
    "auth",
    "author_key",
    "content_hash",
    "credential_id",
    "data",
    "fingerprint",
    "p256dh",
    "password_hash",
    "person_key",
    "receipt_hash",
    "search_text",
    "submission",
    "token_hash",
    "totp_at",
    "totp_secret",
    "totp_step",
];

pub type Row = Map<String, Value>;

/// Under the name of its table, with times in milliseconds since 1970. Tables that know nothing of the person are left out.
pub async fn kept(store: &Store, id: AccountId) -> Result<BTreeMap<&'static str, Vec<Row>>, StoreError> {
    let db = store.read();
    let person = account::Entity::find_by_id(id.0).one(db).await?.ok_or(StoreError::NotFound)?.person_key;
    let mut all = BTreeMap::new();
    for (table, column) in OF_ACCOUNT {
        all.insert(table, rows(db, table, Expr::col(Alias::new(column)).eq(id.0)).await?);
    }
    for (table, column) in COLUMNS {
        all.insert(table, rows(db, table, Expr::col(Alias::new(column)).eq(person.as_str())).await?);
    }
    all.retain(|_, rows| !rows.is_empty());
    Ok(all)
}

async fn rows(db: &impl ConnectionTrait, table: &str, is_theirs: Expr) -> Result<Vec<Row>, StoreError> {
    let query = Query::select().column(Asterisk).from(Alias::new(table)).and_where(is_theirs).to_owned();
    let found = Value::find_by_statement(db.get_database_backend().build(&query)).all(db).await?;
    let object = |value| match value {
        Value::Object(row) => Some(row.into_iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).collect()),
        _ => None,
    };
    Ok(found.into_iter().filter_map(object).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::Language;
    use sea_orm::{DbBackend, Statement};

    use super::*;
    use crate::{
        accounts::{self, NewAccount},
        proposals::samples::*,
        supports,
        testing::{NOW, sqlite},
    };

    #[tokio::test]
    async fn every_table_that_names_an_account_or_a_person_is_thought_of() {
        let store = sqlite().await;
        let sql = "SELECT DISTINCT t.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c \
            WHERE t.schema = 'main' AND t.type = 'table' \
            AND (c.name LIKE '%account_id' OR c.name LIKE '%person_key' OR c.name = 'author_key')";
        let rows = store.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        let found: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let lists = OF_ACCOUNT.iter().chain(&COLUMNS).map(|(table, _)| *table).chain(WORK);
        assert_eq!(found, lists.map(str::to_owned).collect());
    }

    #[tokio::test]
    async fn a_person_gets_every_row_about_them_and_no_key_to_anything() {
        for city in open_cities().await {
            let new = NewAccount {
                email: domain::accounts::Email::parse("ada@example.org").unwrap(),
                name: Some("Ada".into()),
                password_hash: Some("geheim".into()),
                language: Language::De,
                is_confirmed: true,
            };
            let id = accounts::open(&city, new, NOW).await.unwrap();
            let person = accounts::find(&city, id).await.unwrap().unwrap().person;
            let proposal = published(&city, 1, "Bänke am Hafen").await;
            supports::support(&city, proposal, &person, NOW).await.unwrap();
            let topic = domain::news::Topic::Theme(domain::Theme::Verkehr);
            crate::news::follow(&city, &person, &topic, Default::default(), NOW).await.unwrap();

            let kept = kept(&city, id).await.unwrap();
            assert_eq!(
                kept.keys().copied().collect::<Vec<_>>(),
                ["account", "contact", "follow", "support"],
                "{}",
                city.store.name
            );
            assert_eq!(kept["account"][0]["email"], "ada@example.org");
            assert_eq!(kept["support"][0]["proposal_id"], proposal.0);
            assert_eq!(kept["follow"][0]["kind"], "theme");
            let text = serde_json::to_string(&kept).unwrap();
            assert!(!text.contains("geheim") && !text.contains(&person.0), "{text}");
        }
    }
}
