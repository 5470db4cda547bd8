//! Where a reader goes on: proposals like the one they read, and where there are none, more about the same subject. One
//! statement asks for both.

use domain::{
    ids::ProposalId,
    proposals::{ProposalCard, Similar},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend,
    sea_query::{Expr, Order, Query, SelectStatement},
};
use serde::Deserialize;

use super::{similar::Asked, subject::status_of};
use crate::{
    Store, StoreError,
    entity::proposal,
    parts::{self, part},
};

/// The newest ones that are looked through for those of the same Ortsteil: few enough to be read at once.
const NEWEST: u64 = 60;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Related {
    pub proposals: Vec<Similar>,
    /// Nothing is like it, so they are of the same Leitthema.
    pub is_same_theme: bool,
}

/// At most `most` listed proposals besides this one. Those of the same Leitthema come with those of the Ortsteil first,
/// each group newest first.
pub async fn related(store: &Store, card: &ProposalCard, most: u64) -> Result<Related, StoreError> {
    let backend = store.backend();
    let asked = Asked::about(&card.title);
    let mut question = Query::select();
    question.expr_as(of_theme(backend, card), "of_theme");
    let looks_for_alike = asked.select(backend, &mut question);
    let row = store.read().query_one(&question).await?.ok_or(StoreError::NotFound)?;
    let alike = if looks_for_alike { Asked::read(&row)? } else { Vec::new() };
    let proposals = asked.likest(alike, most, Some(card.id))?;
    if !proposals.is_empty() {
        return Ok(Related { proposals, is_same_theme: false });
    }
    let proposals = nearest(parts::read(&row, "of_theme")?, card, most)?;
    Ok(Related { proposals, is_same_theme: true })
}

#[derive(Deserialize)]
struct Row {
    id: i64,
    title: String,
    status: String,
    support_count: i64,
    district_id: Option<i64>,
}

fn of_theme(backend: DbBackend, card: &ProposalCard) -> Expr {
    use proposal::Column::{Id, IsListed, PublishedAt, Theme};
    const COLUMNS: [&str; 5] = ["id", "title", "status", "support_count", "district_id"];
    let newest: SelectStatement = Query::select()
        .columns(COLUMNS)
        .from(proposal::Entity)
        .and_where(IsListed.eq(true))
        .and_where(Theme.eq(card.theme.number()))
        .and_where(Id.ne(card.id.0))
        .order_by(PublishedAt, Order::Desc)
        .order_by(Id, Order::Desc)
        .limit(NEWEST)
        .to_owned();
    part(backend, &COLUMNS, newest)
}

fn nearest(mut rows: Vec<Row>, card: &ProposalCard, most: u64) -> Result<Vec<Similar>, StoreError> {
    let district = card.district.as_ref().map(|area| area.id.0);
    rows.sort_by_key(|row| district.is_none() || row.district_id != district);
    let similar = |row: Row| {
        let Row { id, title, status, support_count: supports, .. } = row;
        Ok(Similar { id: ProposalId(id), title, status: status_of(&status)?, supports })
    };
    rows.into_iter().take(usize::try_from(most).unwrap_or(usize::MAX)).map(similar).collect()
}
