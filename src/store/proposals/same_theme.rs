//! Where a reader goes on when nothing is like what they read: more about the same subject.

use domain::{
    Theme,
    ids::{AreaId, ProposalId},
    proposals::Similar,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::subject::status_of;
use crate::{Store, StoreError, entity::proposal};

/// The newest ones that are looked through for those of the same Ortsteil: few enough to be read at once.
const NEWEST: u64 = 60;

/// At most `most` listed proposals of a theme besides `except`: those of the Ortsteil first, each group newest first.
pub async fn same_theme(
    store: &Store,
    theme: Theme,
    district: Option<AreaId>,
    except: ProposalId,
    most: u64,
) -> Result<Vec<Similar>, StoreError> {
    use proposal::Column::{DistrictId, Id, IsListed, PublishedAt, Status, SupportCount, Theme as Leitthema, Title};
    let mut rows: Vec<(i64, String, String, i64, Option<i64>)> = proposal::Entity::find()
        .select_only()
        .columns([Id, Title, Status, SupportCount, DistrictId])
        .filter(IsListed.eq(true))
        .filter(Leitthema.eq(theme.number()))
        .filter(Id.ne(except.0))
        .order_by_desc(PublishedAt)
        .order_by_desc(Id)
        .limit(NEWEST)
        .into_tuple()
        .all(store.read())
        .await?;
    let is_elsewhere = |there: Option<i64>| district.is_none() || there != district.map(|area| area.0);
    rows.sort_by_key(|(.., there)| is_elsewhere(*there));
    rows.into_iter()
        .take(usize::try_from(most).unwrap_or(usize::MAX))
        .map(|(id, title, status, supports, _)| {
            Ok(Similar { id: ProposalId(id), title, status: status_of(&status)?, supports })
        })
        .collect()
}
