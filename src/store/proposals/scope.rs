//! What a filter asks for, as a condition on `proposal`.

use domain::{
    filter::{BoardFilter, Sort},
    goals::Goals,
    proposals::Status,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, ExprTrait,
    sea_query::{Expr, Func, Query, SelectStatement},
};

use crate::{Store, StoreError, areas, entity::proposal, search};

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
        Ok(Self {
            backend: store.backend(),
            filters: filters.add(visible(filter.status, has_index)),
            matches: search::find(store, &filter.query).await?,
            middle: district.map(|area| area.label),
        })
    }

    pub(super) fn condition(&self) -> Condition {
        let matches = self.matches.as_ref().map(|matches| matches.condition(self.backend));
        self.filters.clone().add_option(matches)
    }

    /// How many there are, but no more than `most`.
    pub(super) async fn count(&self, store: &Store, most: u64) -> Result<i64, StoreError> {
        let mut rows = match &self.matches {
            Some(matches) => matches.rows(self.backend, self.filters.clone()),
            None => all_rows(self.filters.clone()),
        };
        rows.limit(most);
        let mut count = Query::select();
        count.expr_as(Func::count(Expr::val(1)), "many").from_subquery(rows, "counted");
        match store.read().query_one(&count).await? {
            Some(row) => Ok(row.try_get("", "many")?),
            None => Ok(0),
        }
    }
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
