//! The newest listed proposals that contain given pieces of words: what "similar" and the search for mistyped words
//! look through. Their number is limited, so that both cost the same whatever the number of proposals.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, ExprTrait, JoinType, Order,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::Deserialize;

use crate::{
    Store, StoreError,
    entity::proposal,
    parts::{self, part},
};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Candidate {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) search_text: String,
    pub(crate) status: String,
    pub(crate) support_count: i64,
}

const COLUMNS: [&str; 5] = ["id", "title", "search_text", "status", "support_count"];

/// For each question the proposals with any needle of every group, the newest ones, at most so many; with no groups, the
/// newest of all. All questions go to the database as one statement.
pub(crate) async fn candidates(
    store: &Store,
    questions: &[(&[Vec<String>], u64)],
) -> Result<Vec<Vec<Candidate>>, StoreError> {
    let mut all = Query::select();
    let names: Vec<String> = (0..questions.len()).map(|number| format!("found_{number}")).collect();
    for ((groups, most), name) in questions.iter().zip(&names) {
        all.expr_as(part(store.backend(), &COLUMNS, question(store.backend(), groups, *most)), name.clone());
    }
    let Some(row) = store.read().query_one(&all).await? else { return Ok(Vec::new()) };
    names.iter().map(|name| parts::read(&row, name)).collect()
}

fn question(backend: DbBackend, groups: &[Vec<String>], most: u64) -> SelectStatement {
    use proposal::Column::{Id, IsListed, PublishedAt};
    let mut question = Query::select();
    question.columns(COLUMNS.map(|name| (proposal::Entity, name))).and_where(IsListed.eq(true)).limit(most);
    match backend {
        _ if groups.is_empty() => question
            .from(proposal::Entity)
            .order_by((proposal::Entity, PublishedAt), Order::Desc)
            .order_by((proposal::Entity, Id), Order::Desc),
        // The index is read from its end, so nothing is sorted.
        DbBackend::Sqlite => question
            .from("proposal_fts")
            .join(
                JoinType::CrossJoin,
                proposal::Entity,
                Expr::col(("proposal", "id")).equals(("proposal_fts", "rowid")),
            )
            .and_where(Expr::cust_with_values("proposal_fts MATCH ?", [index_question(groups)]))
            .order_by(("proposal_fts", "rowid"), Order::Desc),
        _ => question.from(proposal::Entity).cond_where(contains(groups)).order_by((proposal::Entity, Id), Order::Desc),
    };
    question
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
