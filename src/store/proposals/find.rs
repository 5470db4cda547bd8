//! One proposal with everything that its page shows. The number of queries is the same for every proposal.

use std::collections::HashMap;

use domain::{
    Moment,
    ids::{AreaId, PictureId, ProposalId},
    policy::Role,
    proposals::{Answer, Picture, ProposalDetail},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    cards::{CardRow, card},
    subject::status_of,
};
use crate::{
    Store, StoreError, areas, boards,
    entity::{answer, picture, proposal},
    history,
};

/// A proposal that everybody may read.
pub async fn find(store: &Store, id: ProposalId) -> Result<Option<ProposalDetail>, StoreError> {
    find_as(store, id, Role::Guest).await
}

/// A proposal that `role` may read: its author and the operators see it before its publication too.
pub async fn find_as(store: &Store, id: ProposalId, role: Role) -> Result<Option<ProposalDetail>, StoreError> {
    let Some(row) = proposal::Entity::find_by_id(id.0).one(store.read()).await? else { return Ok(None) };
    if role == Role::Guest && row.published_at.is_none() {
        return Ok(None);
    }
    Ok(Some(detail(store, row).await?))
}

async fn detail(store: &Store, row: proposal::Model) -> Result<ProposalDetail, StoreError> {
    let areas = areas::reference(store).await?;
    let name = |id: Option<i64>| id.and_then(|id| areas.name(AreaId(id)));
    let pictures = pictures(store, row.id).await?;
    let first: HashMap<i64, PictureId> = pictures.first().map(|picture| (row.id, picture.id)).into_iter().collect();
    let merged_into = match row.merged_into {
        Some(target) => titles(store, proposal::Column::Id.eq(target)).await?.into_iter().next(),
        None => None,
    };
    Ok(ProposalDetail {
        card: card(CardRow::from(&row), &areas, &first)?,
        borough: name(row.borough_id),
        council: name(row.council_id),
        board: boards::by_id(store.read(), row.board_id).await?,
        pictures,
        answers: answers(store, row.id).await?,
        timeline: history::timeline(store.read(), ProposalId(row.id)).await?,
        merged_into,
        merged_from: titles(store, proposal::Column::MergedInto.eq(row.id)).await?,
        revision: row.revision,
        text: row.text,
        author: row.author,
        place_note: row.place_note,
    })
}

async fn pictures(store: &Store, proposal: i64) -> Result<Vec<Picture>, StoreError> {
    use picture::Column::{Alt, Height, Id, Position, ProposalId, Width};
    let rows: Vec<(i64, i32, i32, String)> = picture::Entity::find()
        .select_only()
        .columns([Id, Width, Height, Alt])
        .filter(ProposalId.eq(proposal))
        .order_by_asc(Position)
        .order_by_asc(Id)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|(id, width, height, alt)| Picture { id: PictureId(id), width, height, alt }).collect())
}

async fn answers(store: &Store, proposal: i64) -> Result<Vec<Answer>, StoreError> {
    let rows = answer::Entity::find()
        .filter(answer::Column::ProposalId.eq(proposal))
        .order_by_asc(answer::Column::At)
        .order_by_asc(answer::Column::Id)
        .all(store.read())
        .await?;
    let answer = |row: answer::Model| {
        Ok(Answer {
            office: row.office,
            status: status_of(&row.status)?,
            text: row.text,
            cost_eur: row.cost_eur,
            period: row.period,
            at: Moment(row.at),
        })
    };
    rows.into_iter().map(answer).collect()
}

/// Ids and titles of public proposals.
async fn titles(store: &Store, which: sea_orm::sea_query::Expr) -> Result<Vec<(ProposalId, String)>, StoreError> {
    let rows: Vec<(i64, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Title])
        .filter(which)
        .filter(proposal::Column::PublishedAt.is_not_null())
        .order_by_asc(proposal::Column::Id)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|(id, title)| (ProposalId(id), title)).collect())
}
