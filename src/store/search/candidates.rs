//! The newest listed proposals that contain given pieces of words: what "similar" and the search for mistyped words
//! look through. Their number is limited, so that both cost the same whatever the number of proposals.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, ExprTrait, FromQueryResult, JoinType, Order,
    sea_query::{Expr, Query},
};

use crate::{Store, StoreError, entity::proposal};

#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Candidate {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) search_text: String,
    pub(crate) status: String,
    pub(crate) support_count: i64,
}

/// Proposals with any needle of every group; with no groups, the newest ones.
pub(crate) async fn candidates(store: &Store, groups: &[Vec<String>], most: u64) -> Result<Vec<Candidate>, StoreError> {
    use proposal::Column::{Id, IsListed, PublishedAt, SearchText, Status, SupportCount, Title};
    let mut question = Query::select();
    for column in [Id, Title, SearchText, Status, SupportCount] {
        question.column((proposal::Entity, column));
    }
    question.and_where(IsListed.eq(true)).limit(most);
    match store.backend() {
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
    let rows = store.read().query_all(&question).await?;
    rows.iter().map(|row| Ok(Candidate::from_query_result(row, "")?)).collect()
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
