//! How editors are called among themselves.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{StoreError, entity::account};

/// The name that somebody gave, or else what stands before the @ of the address.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, StoreError> {
    let mut ids: Vec<i64> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = account::Entity::find().filter(account::Column::Id.is_in(ids)).all(db).await?;
    let name = |row: account::Model| {
        let called = row.name.filter(|name| !name.is_empty());
        (row.id, called.unwrap_or_else(|| row.email.split('@').next().unwrap_or_default().to_owned()))
    };
    Ok(rows.into_iter().map(name).collect())
}
