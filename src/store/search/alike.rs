//! The listed proposals that share words with a text: what "similar" looks through. The indexes alone find them, rank them
//! and count what they share; no text is read. For each word only the newest ones are looked up, so that a word which
//! thousands use costs no more than one that hundreds use.

use sea_orm::{
    ColumnTrait, DbBackend, ExprTrait, JoinType, Order,
    sea_query::{Expr, Func, IntoIden, Query, SelectStatement, UnionType},
};
use serde::Deserialize;

use super::{
    candidates::{contains, index_question, is_row_of},
    words::Term,
};
use crate::{entity::proposal, parts::part};

/// The newest with one of the words, and the newest with all of them.
const WITH_ONE: u64 = 60;
const WITH_ALL: u64 = 40;

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Alike {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) status: String,
    pub(crate) support_count: i64,
    /// The weights of the words that it shares; more than all of them together where it shares all.
    pub(crate) shared: i64,
}

const COLUMNS: [&str; 5] = ["id", "title", "status", "support_count", "shared"];

/// At most `most` of them as a part of another statement: those that share most, then the newest. Nothing without words.
pub(crate) fn alike(backend: DbBackend, terms: &[Term], most: u64) -> Option<Expr> {
    let mut lists = terms.iter().map(|term| list(with_one(backend, term), term.weight()));
    let mut found = lists.next()?;
    found.unions(lists.map(|list| (UnionType::All, list)));
    if terms.len() > 1 {
        found.union(UnionType::All, list(with_all(backend, terms), terms.iter().map(Term::weight).sum()));
    }
    // PostgreSQL sums bigints as numeric.
    let shared = Expr::expr(Func::sum(Expr::col("weight"))).cast_as("bigint");
    let mut best = Query::select();
    best.column("id")
        .expr_as(shared.clone(), "shared")
        .from_subquery(found, "found")
        .group_by_col("id")
        .order_by_expr(shared, Order::Desc)
        .order_by("id", Order::Desc)
        .limit(most);
    let mut rows = Query::select();
    rows.columns(
        ["id", "title", "status", "support_count"].map(|name| (proposal::Entity.into_iden(), name.into_iden())),
    )
    .column(("best", "shared"))
    .from_subquery(best, "best")
    .join(JoinType::InnerJoin, proposal::Entity, Expr::col(("proposal", "id")).equals(("best", "id")));
    Some(part(backend, &COLUMNS, rows))
}

/// Ids with a weight.
fn list(ids: SelectStatement, weight: i64) -> SelectStatement {
    let mut list = Query::select();
    list.column("id").expr_as(Expr::val(weight), "weight").from_subquery(ids, "one");
    list
}

fn with_one(backend: DbBackend, term: &Term) -> SelectStatement {
    let groups = [term.needles.clone()];
    match backend {
        DbBackend::Sqlite => indexed("proposal_fts", index_question(&groups), WITH_ONE),
        _ => newest(WITH_ONE).from(proposal::Entity).cond_where(contains(&groups)).take(),
    }
}

/// Words by their beginnings.
fn with_all(backend: DbBackend, terms: &[Term]) -> SelectStatement {
    match backend {
        DbBackend::Sqlite => indexed("proposal_words", words_question(terms), WITH_ALL),
        _ => {
            let begin = |needle: &String| format!(" {}", needle.trim_start());
            let groups: Vec<Vec<String>> = terms.iter().map(|term| term.needles.iter().map(begin).collect()).collect();
            newest(WITH_ALL).from(proposal::Entity).cond_where(contains(&groups)).take()
        }
    }
}

/// The index is read from its end, so nothing is sorted.
fn indexed(index: &'static str, question: String, most: u64) -> SelectStatement {
    newest(most)
        .from(index)
        .cross_join(proposal::Entity)
        .and_where(is_row_of(index))
        .and_where(Expr::cust_with_values(format!("{index} MATCH ?"), [question]))
        .clear_order_by()
        .order_by((index, "rowid"), Order::Desc)
        .take()
}

fn newest(most: u64) -> SelectStatement {
    let mut newest = Query::select();
    newest
        .column((proposal::Entity, proposal::Column::Id))
        .and_where(proposal::Column::IsListed.eq(true))
        .order_by((proposal::Entity, proposal::Column::Id), Order::Desc)
        .limit(most);
    newest
}

/// Any needle of each word, in the words of FTS5. One that ends with a space is a whole word.
fn words_question(terms: &[Term]) -> String {
    let word = |needle: &String| match needle.strip_suffix(' ') {
        Some(whole) => format!("\"{}\"", whole.trim_start()),
        None => format!("\"{}\" *", needle.trim_start()),
    };
    let any = |term: &Term| format!("({})", term.needles.iter().map(word).collect::<Vec<_>>().join(" OR "));
    terms.iter().map(any).collect::<Vec<_>>().join(" AND ")
}
