//! The proposals that match what was typed, in a form that any list query can take as a condition.

use sea_orm::{
    Condition, ConnectionTrait, DbBackend,
    sea_query::{Expr, Query, SelectStatement},
};

use super::{
    candidates::{candidates, contains, index_question, is_row_of},
    typo,
    words::Terms,
};
use crate::{Store, StoreError, entity::proposal};

/// Newest proposals that are looked through for a mistyped word.
const LOOKED_THROUGH: u64 = 1_000;

#[derive(Clone, Debug)]
pub(crate) enum Matches {
    /// They are looked up one by one and sorted.
    Few(Vec<i64>),
    /// So many that a page of them is found sooner by walking the list in its order and looking into each text.
    Common(Terms),
}

/// What matches and meets `others`, by its ids where there are `few` at most. Nothing when nothing was typed that can be
/// searched for.
pub(crate) async fn find(
    store: &Store,
    typed: &str,
    others: &Condition,
    few: u64,
) -> Result<Option<Matches>, StoreError> {
    let Some(terms) = Terms::parse(typed) else { return Ok(None) };
    let found = ids(store, with(store.backend(), &terms).cond_where(others.clone()).limit(few + 1)).await?;
    if found.len() as u64 > few {
        return Ok(Some(Matches::Common(terms)));
    }
    let is_known = !found.is_empty() || !ids(store, with(store.backend(), &terms).limit(1)).await?.is_empty();
    if is_known {
        return Ok(Some(Matches::Few(found)));
    }
    let meant = Matches::Few(mistyped(store, &terms).await?).condition(store.backend());
    let mut rows = Query::select();
    rows.column(proposal::Column::Id).from(proposal::Entity).cond_where(meant).cond_where(others.clone());
    Ok(Some(Matches::Few(ids(store, &mut rows).await?)))
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
}

/// The ids of proposals that match. The index is asked first: rows that meet other conditions as well may lie far apart
/// in the list.
fn with(backend: DbBackend, terms: &Terms) -> SelectStatement {
    let mut rows = Query::select();
    rows.column((proposal::Entity, proposal::Column::Id));
    match backend {
        DbBackend::Sqlite => rows
            .from("proposal_fts")
            .cross_join(proposal::Entity)
            .and_where(is_row_of("proposal_fts"))
            .and_where(Expr::cust_with_values("proposal_fts MATCH ?", [index_question(&groups(terms))])),
        _ => rows.from(proposal::Entity).cond_where(contains_all(terms)),
    };
    rows
}

/// As one value: a thousand rows would cost more on their way than in the index.
async fn ids(store: &Store, rows: &mut SelectStatement) -> Result<Vec<i64>, StoreError> {
    let all = match store.backend() {
        DbBackend::Sqlite => r#"json_group_array("id")"#,
        _ => r#"coalesce(json_agg("id"), '[]')::text"#,
    };
    let mut question = Query::select();
    question.expr_as(Expr::cust(all), "ids").from_subquery(rows.take(), "found");
    let Some(row) = store.read().query_one(&question).await? else { return Ok(Vec::new()) };
    let ids: String = row.try_get("", "ids")?;
    Ok(serde_json::from_str(&ids)?)
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
