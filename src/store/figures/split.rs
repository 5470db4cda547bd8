//! The board in numbers, or one Leitthema or Kernziel of it, each number split by the ways in which it came.

use std::sync::Arc;

use domain::{
    channel::{ByChannel, Channel},
    comments::ByStance,
    ids::AreaId,
    proposals::Status,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::{Which, channels::channel};
use crate::{Store, StoreError, comments::stance, entity::proposal, visibility::Visibility};

/// The parts of what [`super::overall`], [`super::of_theme`] and [`super::of_goal`] count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub by_status: Vec<(Status, ByChannel)>,
    pub supports: ByChannel,
    pub comments: ByChannel,
    /// The same, by where they stand.
    pub stances: ByStance,
    /// Proposals of each Ortsteil that has any.
    pub districts: Vec<(AreaId, ByChannel)>,
}

impl Split {
    pub fn proposals(&self) -> ByChannel {
        self.of(&Status::LISTED)
    }

    pub fn of(&self, wanted: &[Status]) -> ByChannel {
        let mut all = ByChannel::default();
        for (_, ways) in self.by_status.iter().filter(|(status, _)| wanted.contains(status)) {
            ways.used().for_each(|(channel, many)| all.add(channel, many));
        }
        all
    }
}

pub async fn split(store: &Store, which: Which) -> Result<Arc<Split>, StoreError> {
    store.figures.splits.get_or(store, which, async || count(store, which).await).await
}

async fn count(store: &Store, which: Which) -> Result<Split, StoreError> {
    let listed = || proposal::Entity::find().select_only().filter(which.condition());
    let mut split = Split { by_status: by_status(store, listed()).await?, ..Split::default() };
    split.districts = by_district(store, listed()).await?;

    // The board keeps both sums with each proposal; what did not come by the web is few, and counted.
    let sum = |column: proposal::Column| Expr::expr(Func::sum(Expr::col(column))).cast_as("bigint");
    let sums: Option<(Option<i64>, Option<i64>)> = listed()
        .column_as(sum(proposal::Column::SupportCount), "supports")
        .column_as(sum(proposal::Column::CommentCount), "comments")
        .into_tuple()
        .one(store.read())
        .await?;
    let (supports, comments) = sums.unwrap_or_default();
    split.supports = others(store, supports, below("support", which)).await?;
    let is_shown = Expr::col(("comment", "state")).eq(Visibility::Published.code());
    split.comments = others(store, comments, below("comment", which).and_where(is_shown.clone()).take()).await?;
    split.stances = stances(store, joined("comment", which).and_where(is_shown).take()).await?;
    Ok(split)
}

/// Nobody keeps sums of them, so that all are counted.
async fn stances(store: &Store, mut comments: SelectStatement) -> Result<ByStance, StoreError> {
    let parts = [("comment", "stance"), ("comment", "channel")];
    comments.columns(parts).group_by_columns(parts);
    let mut split = ByStance::default();
    for row in store.read().query_all(&comments).await? {
        let (code, way): (String, String) = (row.try_get("", "stance")?, row.try_get("", "channel")?);
        split.add(stance(&code)?, channel(&way), row.try_get("", "many")?);
    }
    Ok(split)
}

/// In the order in which a proposal passes through them.
async fn by_status(store: &Store, listed: Select<proposal::Entity>) -> Result<Vec<(Status, ByChannel)>, StoreError> {
    let rows: Vec<(String, String, i64)> = listed
        .columns([proposal::Column::Status, proposal::Column::Channel])
        .column_as(proposal::Column::Id.count(), "many")
        .group_by(proposal::Column::Status)
        .group_by(proposal::Column::Channel)
        .into_tuple()
        .all(store.read())
        .await?;
    let of = |status: Status| {
        let mut ways = ByChannel::default();
        for (_, way, many) in rows.iter().filter(|(code, ..)| code == status.code()) {
            ways.add(channel(way), *many);
        }
        (status, ways)
    };
    Ok(Status::LISTED.map(of).into_iter().filter(|(_, ways)| ways.total() > 0).collect())
}

async fn by_district(store: &Store, listed: Select<proposal::Entity>) -> Result<Vec<(AreaId, ByChannel)>, StoreError> {
    let rows: Vec<(i64, String, i64)> = listed
        .columns([proposal::Column::DistrictId, proposal::Column::Channel])
        .column_as(proposal::Column::Id.count(), "many")
        .filter(proposal::Column::DistrictId.is_not_null())
        .group_by(proposal::Column::DistrictId)
        .group_by(proposal::Column::Channel)
        .order_by_asc(proposal::Column::DistrictId)
        .into_tuple()
        .all(store.read())
        .await?;
    let mut districts: Vec<(AreaId, ByChannel)> = Vec::new();
    for (id, way, many) in rows {
        match districts.last_mut() {
            Some((known, ways)) if known.0 == id => ways.add(channel(&way), many),
            _ => {
                let mut ways = ByChannel::default();
                ways.add(channel(&way), many);
                districts.push((AreaId(id), ways));
            }
        }
    }
    Ok(districts)
}

async fn others(store: &Store, total: Option<i64>, rows: SelectStatement) -> Result<ByChannel, StoreError> {
    let mut split = ByChannel::default();
    for row in store.read().query_all(&rows).await? {
        split.add(channel(&row.try_get::<String>("", "channel")?), row.try_get("", "many")?);
    }
    Ok(ByChannel::of_total(total.unwrap_or_default(), Channel::OTHERS.map(|channel| split.of(channel))))
}

/// How much was given or said below these proposals.
fn joined(table: &'static str, which: Which) -> SelectStatement {
    let its_proposal = Expr::col((proposal::Entity, proposal::Column::Id)).equals((table, "proposal_id"));
    Query::select()
        .expr_as(Func::count(Expr::val(1)), "many")
        .from(table)
        .inner_join(proposal::Entity, its_proposal)
        .cond_where(which.condition())
        .to_owned()
}

/// The same, by the ways that few come by.
fn below(table: &'static str, which: Which) -> SelectStatement {
    joined(table, which)
        .column((table, "channel"))
        // Named one by one, so that an index that begins with the way finds them.
        .and_where(Expr::col((table, "channel")).is_in(Channel::OTHERS.map(Channel::code)))
        .group_by_col((table, "channel"))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use domain::{Goal, Theme, proposals::NewProposal};

    use super::*;
    use crate::{
        figures,
        floods::Origin,
        proposals::{self, samples::*},
        supports::support_in,
        testing::{NOW, with_demo},
    };

    #[tokio::test]
    async fn each_split_adds_up_to_the_number_that_the_page_shows() {
        for store in with_demo().await {
            let overall = figures::overall(&store).await.unwrap();
            let all = split(&store, Which::All).await.unwrap();
            let answered: Vec<Status> = Status::LISTED.into_iter().filter(|one| *one != Status::Published).collect();
            let shown = (overall.proposals, overall.supports, overall.comments, overall.answered, overall.implemented);
            let [proposals, answered, implemented] =
                [all.proposals(), all.of(&answered), all.of(&[Status::Implemented])].map(|ways| ways.total());
            let added = (proposals, all.supports.total(), all.comments.total(), answered, implemented);
            assert_eq!(added, shown, "{}", store.name);
            for theme in Theme::ALL {
                let (shown, ways) = (
                    figures::of_theme(&store, theme).await.unwrap(),
                    split(&store, Which::Theme(theme)).await.unwrap(),
                );
                let totals: Vec<_> = ways.by_status.iter().map(|(status, ways)| (*status, ways.total())).collect();
                assert_eq!(totals, shown.by_status, "{theme:?}");
                assert_eq!((ways.supports.total(), ways.comments.total()), (shown.supports, shown.comments));
                assert_eq!(ways.stances.all(), ways.comments, "{theme:?}");
                for (id, _, many) in shown.districts {
                    let ways = ways.districts.iter().find(|(known, _)| *known == id).map(|(_, ways)| ways.total());
                    assert_eq!(ways, Some(many), "{theme:?}");
                }
            }
            let goal = figures::of_goal(&store, Goal::Lernend).await.unwrap();
            assert_eq!(split(&store, Which::Goal(Goal::Lernend)).await.unwrap().proposals().total(), goal.total());
        }
    }

    #[tokio::test]
    async fn what_came_by_another_way_is_told_of_its_leitthema_and_of_no_other() {
        for city in open_cities().await {
            for (number, theme, channel) in [(1, Theme::Kultur, Channel::Paper), (2, Theme::Verkehr, Channel::Web)] {
                let new = NewProposal { theme, ..proposal("Mehr Bänke") };
                let written = proposals::Content::of(&city, new, NOW).await.unwrap();
                let (whose, origin) = (person(number), Origin::Written(channel));
                let id = city
                    .write(async |tx| {
                        proposals::insert(tx, city.keys(), &submission(number), &whose, &written, origin, NOW).await
                    })
                    .await
                    .unwrap()
                    .id;
                let by_hand = Origin::Written(Channel::Counter);
                city.write(async |tx| support_in(tx, city.keys(), id, &person(9), by_hand, NOW).await).await.unwrap();
            }
            let of = async |theme| split(&city, Which::Theme(theme)).await.unwrap();
            let (culture, traffic) = (of(Theme::Kultur).await, of(Theme::Verkehr).await);
            assert_eq!(culture.proposals(), ByChannel { paper: 1, ..ByChannel::default() }, "{}", city.store.name);
            assert_eq!(traffic.proposals(), ByChannel { web: 1, ..ByChannel::default() }, "{}", city.store.name);
            assert_eq!((culture.supports.counter, traffic.supports.counter), (1, 1));
            assert_eq!(split(&city, Which::Theme(Theme::Soziales)).await.unwrap(), Arc::default());
        }
    }

    #[test]
    fn an_address_that_names_nothing_asks_for_everything() {
        assert_eq!(Which::named(Some("verkehr"), None), Which::Theme(Theme::Verkehr));
        assert_eq!(Which::named(Some("nichts"), Some("lernend")), Which::Goal(Goal::Lernend));
        assert_eq!(Which::named(None, Some("nichts")), Which::All);
    }
}
