//! What a filter asks for, as a condition on `proposal`.

use domain::{
    channel::{ByChannel, Channel},
    filter::{BoardFilter, Sort},
    goals::Goals,
    map::Viewport,
    paging::Total,
    proposals::{Pin, Status},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, ExprTrait,
    sea_query::{Expr, Func, Query, SelectStatement},
};

use super::pins;
use crate::{
    Store, StoreError, areas,
    entity::{board, proposal},
    search,
};

/// Counting stops here: "more than 1 000" answers the reader's question.
const COUNTED: u64 = 1_000;

pub(super) struct Scope {
    pub(super) backend: DbBackend,
    filters: Condition,
    matches: Option<search::Matches>,
    /// Middle of the chosen Ortsteil.
    pub(super) middle: Option<domain::places::LonLat>,
}

/// The part of the city that is shown, and the most pins that it takes.
#[derive(Clone, Copy)]
pub struct Map {
    pub viewport: Viewport,
    pub most: u64,
}

pub(super) struct Counted {
    pub(super) total: Total,
    pub(super) channels: Option<ByChannel>,
    pub(super) pins: Vec<Pin>,
}

impl Scope {
    pub(super) async fn of(store: &Store, filter: &BoardFilter) -> Result<Self, StoreError> {
        // A mistyped Ortsteil shows more, never an error.
        let district = match &filter.district {
            Some(slug) => areas::by_slug(store, slug).await?,
            None => None,
        };
        let mut filters = Condition::all();
        if let Some(slug) = &filter.board {
            filters = filters.add(is_on(slug));
        }
        if let Some(area) = &district {
            filters = filters.add(proposal::Column::DistrictId.eq(area.id.0));
        }
        if let Some(theme) = filter.theme {
            let column = Expr::col((proposal::Entity, proposal::Column::Theme));
            // Of 31 Ortsteile one holds fewer proposals than one of 7 themes does; SQLite is kept from choosing the
            // index of the theme, because without statistics it cannot know.
            let is_hidden = district.is_some() && store.backend() == DbBackend::Sqlite;
            let column = if is_hidden { column.add(0_i16) } else { column };
            filters = filters.add(column.eq(theme.number()));
        }
        if let Some(goal) = filter.goal {
            let bits = Goals::from(goal).bits();
            filters = filters.add(Expr::col((proposal::Entity, proposal::Column::Goals)).bit_and(bits).ne(0_i16));
        }
        let has_index = district.is_some() || filter.theme.is_some() || filter.sort == Sort::Nearest;
        let filters = filters.add(visible(filter.status, has_index));
        Ok(Self {
            backend: store.backend(),
            matches: search::find(store, &filter.query, &filters, COUNTED).await?,
            filters,
            middle: district.map(|area| area.label),
        })
    }

    pub(super) fn condition(&self) -> Condition {
        let matches = self.matches.as_ref().map(|matches| matches.condition(self.backend));
        self.filters.clone().add_option(matches)
    }

    /// How many there are, by which ways they came, and their pins where a map is shown. What a search found is known
    /// without asking, and is not split.
    pub(super) async fn count(&self, store: &Store, map: Option<Map>) -> Result<Counted, StoreError> {
        let (many, channels, pins) = match &self.matches {
            None => {
                let (split, pins) = self.split(store, map).await?;
                (split.total(), Some(split), pins)
            }
            Some(matches) => {
                let pins = match map {
                    Some(map) => pins::of_scope(store, self, Some(map.viewport), map.most).await?,
                    None => Vec::new(),
                };
                let many = match matches {
                    search::Matches::Few(ids) => ids.len() as i64,
                    search::Matches::Common(_) => i64::MAX,
                };
                (many, None, pins)
            }
        };
        let is_known = many <= COUNTED as i64;
        let total = if is_known { Total::Exactly(many) } else { Total::MoreThan(COUNTED as i64) };
        Ok(Counted { total, channels: channels.filter(|_| is_known), pins })
    }

    /// In one statement. The three ways that few come by are counted apart, out of an index that begins with the way:
    /// a board where all came by the web is counted as fast as if there were no other.
    async fn split(&self, store: &Store, map: Option<Map>) -> Result<(ByChannel, Vec<Pin>), StoreError> {
        let by = |channel: Channel| {
            let which = self.filters.clone().add(proposal::Column::Channel.eq(channel.code()));
            Expr::from(counted(which, channel.code()))
        };
        let mut question = Query::select();
        question.expr_as(Expr::from(counted(self.filters.clone(), "all")), "all_of_them");
        for channel in Channel::OTHERS {
            question.expr_as(by(channel), channel.code());
        }
        if let Some(map) = map {
            question.expr_as(pins::as_part(self, Some(map.viewport), map.most), "pins");
        }
        let Some(row) = store.read().query_one(&question).await? else { return Ok(Default::default()) };
        let number = |name: &str| row.try_get::<i64>("", name);
        let [kiosk, paper, counter] = Channel::OTHERS.map(|channel| number(channel.code()));
        let split = ByChannel::of_total(number("all_of_them")?, [kiosk?, paper?, counter?]);
        Ok((split, if map.is_some() { pins::read(&row)? } else { Vec::new() }))
    }
}

/// An unknown board shows more, never an error. Without an index of its own: a board holds much of what there is, and each
/// order is read from its index.
fn is_on(slug: &str) -> Expr {
    let asked = Query::select()
        .column(board::Column::Id)
        .from(board::Entity)
        .and_where(board::Column::Slug.eq(slug))
        .to_owned();
    let column = || Expr::col((proposal::Entity, proposal::Column::BoardId));
    column().eq(Func::coalesce([Expr::from(asked), column()]))
}

fn counted(which: Condition, name: &'static str) -> SelectStatement {
    let mut rows = all_rows(which);
    rows.limit(COUNTED + 1);
    Query::select().expr(Func::count(Expr::val(1))).from_subquery(rows, name).to_owned()
}

fn all_rows(condition: Condition) -> SelectStatement {
    let mut rows = Query::select();
    rows.expr(Expr::val(1)).from(proposal::Entity).cond_where(condition);
    rows
}

/// Which proposals are seen in public. The two ways to say it are alike for the statuses that the board lists; the
/// shorter one leaves SQLite no index to choose but the one that begins with the status, the other one lets it prefer an
/// index of the theme, the district or the place.
fn visible(status: Option<Status>, has_index: bool) -> Condition {
    use proposal::Column::{IsListed, PublishedAt, Status as StatusColumn};
    match status {
        None => Condition::all().add(IsListed.eq(true)),
        Some(status) if has_index && Status::LISTED.contains(&status) => {
            Condition::all().add(IsListed.eq(true)).add(StatusColumn.eq(status.code()))
        }
        Some(status) => Condition::all().add(StatusColumn.eq(status.code())).add(PublishedAt.is_not_null()),
    }
}
