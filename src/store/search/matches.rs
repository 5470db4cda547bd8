//! The proposals that match what was typed, in a form that any list query can take as a condition.

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, ExprTrait,
    sea_query::{CaseStatement, Expr, Query, SelectStatement},
};

use super::{
    candidates::{Candidate, candidates, contains, index_question, is_row_of},
    typo,
    words::Terms,
};
use crate::{Store, StoreError, entity::proposal, parts};

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
/// searched for. One statement, also where a word is mistyped.
pub(crate) async fn find(
    store: &Store,
    typed: &str,
    others: &Condition,
    few: u64,
) -> Result<Option<Matches>, StoreError> {
    let Some(terms) = Terms::parse(typed) else { return Ok(None) };
    let question = question(store.backend(), &terms, others, few);
    let row = store.read().query_one(&question).await?.ok_or(StoreError::NotFound)?;
    let found: Vec<i64> = parts::read(&row, "ids")?;
    if found.len() as u64 > few {
        return Ok(Some(Matches::Common(terms)));
    }
    let Some(alike) = row.try_get::<Option<String>>("", "alike")? else { return Ok(Some(Matches::Few(found))) };
    Ok(Some(Matches::Few(meant(&terms, serde_json::from_str(&alike)?))))
}

/// The ids of what matches, and where the words stand nowhere in the city, those that may have been meant.
fn question(backend: DbBackend, terms: &Terms, others: &Condition, few: u64) -> SelectStatement {
    // As one value: a thousand rows would cost more on their way than in the index.
    let all = match backend {
        DbBackend::Sqlite => r#"json_group_array("id")"#,
        _ => r#"coalesce(json_agg("id"), '[]')::text"#,
    };
    let mut rows = with(backend, terms);
    rows.cond_where(others.clone()).limit(few + 1);
    let mut found = Query::select();
    found.expr_as(Expr::cust(all), "ids").from_subquery(rows, "one");
    let is_nowhere = Expr::exists(with(backend, terms).limit(1).take()).not();
    // Neither database asks what it need not know: the branch, and whether the words stand anywhere else.
    let alike = CaseStatement::new().case(
        Expr::col("ids").eq("[]").and(is_nowhere),
        candidates(backend, &forgiving(terms), others, LOOKED_THROUGH),
    );
    let mut question = Query::select();
    question.column("ids").expr_as(alike, "alike").from_subquery(found, "found");
    question
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

/// A short word has no piece without error to look up; whether it is there, the text tells.
fn forgiving(terms: &Terms) -> Vec<Vec<String>> {
    terms
        .0
        .iter()
        .map(|term| (typo::pieces(&term.word), &term.needles))
        .filter(|(pieces, _)| !pieces.is_empty())
        .map(|(pieces, needles)| pieces.into_iter().chain(needles.iter().cloned()).collect())
        .collect()
}

fn meant(terms: &Terms, among: Vec<Candidate>) -> Vec<i64> {
    let mut meant: Vec<typo::Meant> = terms.0.iter().map(typo::Meant::new).collect();
    let chosen = among.into_iter().filter(|candidate| candidate.is_chosen != 0);
    let likely = chosen.filter(|candidate| meant.iter_mut().all(|word| word.is_in(&candidate.search_text)));
    likely.map(|candidate| candidate.id).collect()
}

fn groups(terms: &Terms) -> Vec<Vec<String>> {
    terms.0.iter().map(|term| term.needles.clone()).collect()
}

fn contains_all(terms: &Terms) -> Condition {
    contains(&groups(terms))
}
