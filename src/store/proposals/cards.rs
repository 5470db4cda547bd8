//! Rows of the board.

use std::collections::HashMap;

use domain::{
    Moment, Theme,
    goals::Goals,
    ids::{AreaId, PictureId, ProposalId},
    places::LonLat,
    proposals::ProposalCard,
    text,
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    sea_query::{Expr, Func, SelectStatement},
};

use super::subject::status_of;
use crate::{
    Store, StoreError,
    areas::{self, Reference},
    entity::{picture, proposal},
};

/// Characters of the text on a card.
const EXCERPT: usize = 200;

/// Characters that are read for it; more, because white space is folded.
const HEAD: i32 = 400;

#[derive(Debug, FromQueryResult)]
pub(super) struct CardRow {
    pub(super) id: i64,
    title: String,
    head: String,
    theme: i16,
    goals: i16,
    district_id: Option<i64>,
    lon: Option<f64>,
    lat: Option<f64>,
    status: String,
    support_count: i64,
    comment_count: i64,
    published_at: Option<i64>,
    submitted_at: i64,
    is_demo: bool,
}

impl CardRow {
    pub(super) fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self::from_query_result(row, "")?)
    }
}

impl From<&proposal::Model> for CardRow {
    fn from(row: &proposal::Model) -> Self {
        Self {
            id: row.id,
            title: row.title.clone(),
            head: row.text.clone(),
            theme: row.theme,
            goals: row.goals,
            district_id: row.district_id,
            lon: row.lon,
            lat: row.lat,
            status: row.status.clone(),
            support_count: row.support_count,
            comment_count: row.comment_count,
            published_at: row.published_at,
            submitted_at: row.submitted_at,
            is_demo: row.is_demo,
        }
    }
}

/// The columns of [`CardRow`], from `proposal`.
pub(super) fn select_cards(query: &mut SelectStatement) -> &mut SelectStatement {
    use proposal::Column::{
        CommentCount, DistrictId, Goals, Id, IsDemo, Lat, Lon, PublishedAt, Status, SubmittedAt, SupportCount, Text,
        Theme, Title,
    };
    let plain = [
        Id,
        Title,
        Theme,
        Goals,
        DistrictId,
        Lon,
        Lat,
        Status,
        SupportCount,
        CommentCount,
        PublishedAt,
        SubmittedAt,
        IsDemo,
    ];
    for column in plain {
        query.column((proposal::Entity, column));
    }
    let head = Func::cust("substr").arg(Expr::col((proposal::Entity, Text))).arg(1_i32).arg(HEAD);
    query.expr_as(head, "head").from(proposal::Entity)
}

/// Two queries, whatever the number of rows (and one more when the areas are read for the first time).
pub(super) async fn cards(store: &Store, rows: Vec<CardRow>) -> Result<Vec<ProposalCard>, StoreError> {
    let areas = areas::reference(store).await?;
    let pictures = first_pictures(store, rows.iter().map(|row| row.id)).await?;
    rows.into_iter().map(|row| card(row, &areas, &pictures)).collect()
}

pub(super) fn card(
    row: CardRow,
    areas: &Reference,
    pictures: &HashMap<i64, PictureId>,
) -> Result<ProposalCard, StoreError> {
    let theme =
        Theme::from_number(row.theme).ok_or_else(|| StoreError::BadSchema(format!("unknown theme {}", row.theme)))?;
    Ok(ProposalCard {
        id: ProposalId(row.id),
        excerpt: text::excerpt(&row.head, EXCERPT),
        theme,
        goals: Goals::from_bits(row.goals),
        district: row.district_id.and_then(|id| areas.name(AreaId(id))),
        pin: row.lon.zip(row.lat).map(|(lon, lat)| LonLat { lon, lat }),
        status: status_of(&row.status)?,
        supports: row.support_count,
        comments: row.comment_count,
        published_at: row.published_at.map(Moment),
        submitted_at: Moment(row.submitted_at),
        is_demo: row.is_demo,
        picture: pictures.get(&row.id).copied(),
        title: row.title,
    })
}

async fn first_pictures(
    store: &Store,
    proposals: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, PictureId>, StoreError> {
    let proposals: Vec<i64> = proposals.collect();
    if proposals.is_empty() {
        return Ok(HashMap::new());
    }
    // The pictures themselves stay where they are.
    let found: Vec<(Option<i64>, i64)> = picture::Entity::find()
        .select_only()
        .columns([picture::Column::ProposalId, picture::Column::Id])
        .filter(picture::Column::ProposalId.is_in(proposals))
        .order_by_asc(picture::Column::Position)
        .order_by_asc(picture::Column::Id)
        .into_tuple()
        .all(store.read())
        .await?;
    let mut first = HashMap::new();
    for (proposal, id) in found {
        if let Some(proposal) = proposal {
            first.entry(proposal).or_insert(PictureId(id));
        }
    }
    Ok(first)
}
