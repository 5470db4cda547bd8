//! What a filter asks for, as a condition on `proposal`.

use domain::{
    channel::{ByChannel, Channel},
    filter::{BoardFilter, Sort},
    goals::Goals,
    paging::Total,
    proposals::Status,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, ExprTrait,
    sea_query::{Expr, Func, Query},
};

use crate::{
    Store, StoreError, areas,
    entity::{board, proposal},
    search,
};

/// Counting stops here: "more than 1 000" answers the reader's question.
const COUNTED: u64 = 1_000;

pub(super) struct Scope {
    backend: DbBackend,
    filters: Condition,
    matches: Option<search::Matches>,
    /// Middle of the chosen Ortsteil.
    pub(super) middle: Option<domain::places::LonLat>,
}

impl Scope {
    pub(super) async fn of(store: &Store, filter: &BoardFilter) -> Result<Self, StoreError> {
        // A mistyped Ortsteil shows more, never an error.
        let district = match &filter.district {
            Some(slug) => areas::by_slug(store, slug).await?,
            None => None,
        };
        let mut filters = Condition::all();
        // Without an index of its own: a board holds much of what there is, and each order is read from its index.
        if let Some(slug) = &filter.board {
            filters = filters.add(is_of_board(slug));
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

    /// And by which ways they came. What a search found is known without asking, and is not split.
    pub(super) async fn count(&self, store: &Store) -> Result<(Total, Option<ByChannel>), StoreError> {
        let (many, channels) = match &self.matches {
            Some(search::Matches::Few(ids)) => (ids.len() as i64, None),
            Some(search::Matches::Common(_)) => (i64::MAX, None),
            None => {
                let split = self.split(store).await?;
                (split.total(), Some(split))
            }
        };
        if many > COUNTED as i64 {
            return Ok((Total::MoreThan(COUNTED as i64), None));
        }
        Ok((Total::Exactly(many), channels))
    }

    /// In one statement. The three ways that few come by are counted apart, out of an index that begins with the way:
    /// a board where all came by the web is counted as fast as if there were no other.
    async fn split(&self, store: &Store) -> Result<ByChannel, StoreError> {
        let by = |channel: Channel| {
            let which = self.filters.clone().add(proposal::Column::Channel.eq(channel.code()));
            counted(which, COUNTED + 1)
        };
        let mut question = Query::select();
        question.expr_as(counted(self.filters.clone(), COUNTED + 1), "all_of_them");
        for channel in Channel::OTHERS {
            question.expr_as(by(channel), channel.code());
        }
        let Some(row) = store.read().query_one(&question).await? else { return Ok(ByChannel::default()) };
        let number = |name: &str| row.try_get::<i64>("", name);
        let [kiosk, paper, counter] = Channel::OTHERS.map(|channel| number(channel.code()));
        Ok(ByChannel::of_total(number("all_of_them")?, [kiosk?, paper?, counter?]))
    }
}

/// How many there are, as far as it matters.
pub(super) fn counted(which: Condition, most: u64) -> Expr {
    let mut rows = Query::select();
    rows.expr(Expr::val(1)).from(proposal::Entity).cond_where(which).limit(most);
    Expr::from(Query::select().expr(Func::count(Expr::val(1))).from_subquery(rows, "counted").to_owned())
}

/// A mistyped board shows more, never an error. Looked up on the way, because it is no reason to ask once more.
fn is_of_board(slug: &str) -> Expr {
    let column = || Expr::col((proposal::Entity, proposal::Column::BoardId));
    let named = Query::select()
        .column((board::Entity, board::Column::Id))
        .from(board::Entity)
        .and_where(board::Column::Slug.eq(slug))
        .to_owned();
    column().eq(Func::coalesce([Expr::from(named), column()]))
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
