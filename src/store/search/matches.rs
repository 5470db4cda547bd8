//! The proposals that match what was typed, in a form that any list query can take as a condition.

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, FromQueryResult,
    sea_query::{Expr, Query, SelectStatement},
};

use super::{
    candidates::{candidates, contains, index_question, is_row_of},
    typo,
    words::Terms,
};
use crate::{Store, StoreError, entity::proposal};

/// Up to here the matches are looked up one by one and sorted: some milliseconds. Beyond, a match is so common that a
/// page of them is found sooner by walking the list in its order and looking into each text.
const FEW: usize = 2_000;

/// Newest proposals that are looked through for a mistyped word.
const LOOKED_THROUGH: u64 = 1_000;

#[derive(Clone, Debug)]
pub(crate) enum Matches {
    Few(Vec<i64>),
    Common(Terms),
}

/// Nothing when nothing was typed that can be searched for.
pub(crate) async fn find(store: &Store, typed: &str) -> Result<Option<Matches>, StoreError> {
    let Some(terms) = Terms::parse(typed) else { return Ok(None) };
    let ids = ids(store, &terms).await?;
    Ok(Some(match ids.len() {
        0 => Matches::Few(mistyped(store, &terms).await?),
        found if found <= FEW => Matches::Few(ids),
        _ => Matches::Common(terms),
    }))
}

impl Matches {
    /// For a query that reads from `proposal`.
    pub(crate) fn condition(&self, backend: DbBackend) -> Condition {
        match self {
            Self::Few(ids) => {
                // One bound value, whatever the number of ids: one prepared statement for all searches.
                let list = serde_json::Value::from(ids.clone()).to_string();
                let question = match backend {
                    DbBackend::Sqlite => r#""proposal"."id" IN (SELECT value FROM json_each(?))"#,
                    _ => r#""proposal"."id" IN (SELECT value::bigint FROM json_array_elements_text($1::json))"#,
                };
                Condition::all().add(Expr::cust_with_values(question, [list]))
            }
            Self::Common(terms) => contains_all(terms),
        }
    }

    /// `SELECT 1` from the proposals that match and meet `others`. Counting common matches begins with the index,
    /// because the rows that also meet `others` may lie far apart in the list.
    pub(crate) fn rows(&self, backend: DbBackend, others: Condition) -> SelectStatement {
        let mut rows = Query::select();
        rows.expr(Expr::val(1));
        match self {
            Self::Common(terms) if backend == DbBackend::Sqlite => rows
                .from("proposal_fts")
                .cross_join(proposal::Entity)
                .and_where(is_row_of("proposal_fts"))
                .and_where(Expr::cust_with_values("proposal_fts MATCH ?", [index_question(&groups(terms))]))
                .cond_where(others),
            _ => rows.from(proposal::Entity).cond_where(self.condition(backend)).cond_where(others),
        };
        rows
    }
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

/// One more than [`FEW`] at most.
async fn ids(store: &Store, terms: &Terms) -> Result<Vec<i64>, StoreError> {
    let mut question = Query::select();
    match store.backend() {
        DbBackend::Sqlite => question
            .expr_as(Expr::col("rowid"), "id")
            .from("proposal_fts")
            .and_where(Expr::cust_with_values("proposal_fts MATCH ?", [index_question(&groups(terms))])),
        _ => question.column(proposal::Column::Id).from(proposal::Entity).cond_where(contains_all(terms)),
    };
    question.limit(FEW as u64 + 1);
    let rows = store.read().query_all(&question).await?;
    rows.iter().map(|row| Ok(Id::from_query_result(row, "")?.id)).collect()
}

async fn mistyped(store: &Store, terms: &Terms) -> Result<Vec<i64>, StoreError> {
    // A short word has no piece without error to look up; whether it is there, the text tells.
    let forgiving: Vec<Vec<String>> = terms
        .0
        .iter()
        .map(|term| (typo::pieces(&term.word), &term.needles))
        .filter(|(pieces, _)| !pieces.is_empty())
        .map(|(pieces, needles)| pieces.into_iter().chain(needles.iter().cloned()).collect())
        .collect();
    let found = candidates(store, &forgiving, LOOKED_THROUGH).await?.into_iter();
    let mut meant: Vec<typo::Meant> = terms.0.iter().map(typo::Meant::new).collect();
    let likely = found.into_iter().filter(|candidate| meant.iter_mut().all(|word| word.is_in(&candidate.search_text)));
    Ok(likely.map(|candidate| candidate.id).collect())
}

fn groups(terms: &Terms) -> Vec<Vec<String>> {
    terms.0.iter().map(|term| term.needles.clone()).collect()
}

fn contains_all(terms: &Terms) -> Condition {
    contains(&groups(terms))
}
