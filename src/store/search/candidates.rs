//! The newest listed proposals that contain given pieces of words: what the search for mistyped words looks through.
//! Their number is limited, so that it costs the same whatever the number of proposals.

use sea_orm::{
    ColumnTrait, Condition, DbBackend, ExprTrait, Order,
    sea_query::{CaseStatement, Expr, Query, SelectStatement},
};
use serde::Deserialize;

use crate::{entity::proposal, parts::part};

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Candidate {
    pub(super) id: i64,
    pub(super) search_text: String,
    /// 1 where it meets the other conditions, else 0.
    pub(super) is_chosen: i64,
}

const COLUMNS: [&str; 3] = ["id", "search_text", "is_chosen"];

/// The proposals with any needle of every group as a part of another statement, the newest ones, at most so many; with no
/// groups, the newest of all. Each says whether it meets `others`: how many are looked through does not depend on those.
pub(super) fn candidates(backend: DbBackend, groups: &[Vec<String>], others: &Condition, most: u64) -> Expr {
    let is_chosen = CaseStatement::new().case(others.clone(), 1_i64).finally(0_i64);
    let mut rows = question(backend, groups, most);
    rows.expr_as(is_chosen, "is_chosen");
    part(backend, &COLUMNS, rows)
}

fn question(backend: DbBackend, groups: &[Vec<String>], most: u64) -> SelectStatement {
    use proposal::Column::{Id, IsListed, PublishedAt};
    let mut question = Query::select();
    question
        .columns(["id", "search_text"].map(|name| (proposal::Entity, name)))
        .and_where(IsListed.eq(true))
        .limit(most);
    match backend {
        _ if groups.is_empty() => question
            .from(proposal::Entity)
            .order_by((proposal::Entity, PublishedAt), Order::Desc)
            .order_by((proposal::Entity, Id), Order::Desc),
        // The index is read from its end, so nothing is sorted.
        DbBackend::Sqlite => question
            .from("proposal_fts")
            .cross_join(proposal::Entity)
            .and_where(is_row_of("proposal_fts"))
            .and_where(Expr::cust_with_values("proposal_fts MATCH ?", [index_question(groups)]))
            .order_by(("proposal_fts", "rowid"), Order::Desc),
        _ => question.from(proposal::Entity).cond_where(contains(groups)).order_by((proposal::Entity, Id), Order::Desc),
    };
    question
}

/// For SQLite, with a cross join: that is how it is told to begin with the index. A cross join takes no condition of its own.
pub(super) fn is_row_of(index: &'static str) -> Expr {
    Expr::col(("proposal", "id")).equals((index, "rowid"))
}

/// In the words of FTS5: any of each group. Needles hold letters, digits and spaces alone, so quoting is enough.
pub(super) fn index_question(groups: &[Vec<String>]) -> String {
    let any = |needles: &Vec<String>| {
        let quoted: Vec<String> = needles.iter().map(|needle| format!("\"{needle}\"")).collect();
        format!("({})", quoted.join(" OR "))
    };
    groups.iter().map(any).collect::<Vec<_>>().join(" AND ")
}

/// The same question for a query that reads the texts (or, on PostgreSQL, their trigram index).
pub(super) fn contains(groups: &[Vec<String>]) -> Condition {
    groups.iter().fold(Condition::all(), |all, needles| {
        all.add(
            needles.iter().fold(Condition::any(), |any, needle| any.add(proposal::Column::SearchText.contains(needle))),
        )
    })
}
