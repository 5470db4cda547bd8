//! Rows of the board.

use domain::{
    Moment, Theme,
    goals::Goals,
    ids::{AreaId, PictureId, ProposalId},
    places::LonLat,
    proposals::{Pin, ProposalCard},
    text,
};
use sea_orm::{
    ColumnTrait, ExprTrait, FromQueryResult, QueryResult,
    sea_query::{Expr, Func, Order, Query, SelectStatement},
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
    /// Of its first picture.
    pub(super) picture: Option<i64>,
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
            picture: None,
        }
    }
}

/// The columns of [`CardRow`], of `proposal`.
pub(super) fn select_cards(query: &mut SelectStatement) -> &mut SelectStatement {
    let id = Expr::col((proposal::Entity, proposal::Column::Id));
    let text = Expr::col((proposal::Entity, proposal::Column::Text));
    let head = Func::cust("substr").arg(text).arg(1_i32).arg(HEAD);
    let picture = Query::select()
        .column((picture::Entity, picture::Column::Id))
        .from(picture::Entity)
        .and_where(picture::Column::ProposalId.into_expr().eq(id))
        .order_by((picture::Entity, picture::Column::Position), Order::Asc)
        .order_by((picture::Entity, picture::Column::Id), Order::Asc)
        .limit(1)
        .to_owned();
    select_plain(query).expr_as(head, "head").expr_as(Expr::from(picture), "picture")
}

/// The same columns, and nothing in those that a pin on the map does without.
pub(super) fn select_pins(query: &mut SelectStatement) -> &mut SelectStatement {
    select_plain(query).expr_as(Expr::val(""), "head").expr_as(Expr::val(None::<i64>), "picture")
}

fn select_plain(query: &mut SelectStatement) -> &mut SelectStatement {
    use proposal::Column::{
        CommentCount, DistrictId, Goals, Id, IsDemo, Lat, Lon, PublishedAt, Status, SubmittedAt, SupportCount, Theme,
        Title,
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
    query.columns(plain.map(|column| (proposal::Entity, column)))
}

impl CardRow {
    /// Of one that has a pin.
    pub(super) fn pin(self) -> Result<Option<Pin>, StoreError> {
        let Some((lon, lat)) = self.lon.zip(self.lat) else { return Ok(None) };
        let (theme, status) = (theme_of(self.theme)?, status_of(&self.status)?);
        Ok(Some(Pin { id: ProposalId(self.id), title: self.title, point: LonLat { lon, lat }, theme, status }))
    }
}

fn theme_of(number: i16) -> Result<Theme, StoreError> {
    Theme::from_number(number).ok_or_else(|| StoreError::BadSchema(format!("unknown theme {number}")))
}

/// No query of its own (but one when the areas are read for the first time).
pub(super) async fn cards(store: &Store, rows: Vec<CardRow>) -> Result<Vec<ProposalCard>, StoreError> {
    let areas = areas::reference(store).await?;
    rows.into_iter().map(|row| card(row, &areas)).collect()
}

pub(super) fn card(row: CardRow, areas: &Reference) -> Result<ProposalCard, StoreError> {
    let theme = theme_of(row.theme)?;
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
        picture: row.picture.map(PictureId),
        title: row.title,
    })
}
