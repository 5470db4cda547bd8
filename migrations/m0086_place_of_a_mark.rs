//! A mark on the map has a point where somebody set one. Of those who named the Ortsteil alone its middle was stored, which
//! nobody had told.

use sea_orm_migration::{
    prelude::*,
    schema::{double, double_null},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// SQLite never lets go of NOT NULL, so another column takes the place of the old one.
const COLUMNS: [(&str, &str); 2] = [("lon", "new_lon"), ("lat", "new_lat")];

const SET_BY_SOMEBODY: &str = "UPDATE place_mark SET new_lon = lon, new_lat = lat
     WHERE NOT EXISTS (SELECT 1 FROM area WHERE area.id = place_mark.district_id
     AND area.label_lon = place_mark.lon AND area.label_lat = place_mark.lat)";

const OR_THE_MIDDLE: &str = "UPDATE place_mark SET
     new_lon = COALESCE(lon, (SELECT label_lon FROM area WHERE area.id = place_mark.district_id), 0),
     new_lat = COALESCE(lat, (SELECT label_lat FROM area WHERE area.id = place_mark.district_id), 0)";

async fn exchange(manager: &SchemaManager<'_>, column: fn(&'static str) -> ColumnDef, fill: &str) -> Result<(), DbErr> {
    let alter = || Table::alter().table("place_mark").take();
    for (_, new) in COLUMNS {
        manager.alter_table(alter().add_column(column(new)).take()).await?;
    }
    manager.get_connection().execute_unprepared(fill).await?;
    for (old, new) in COLUMNS {
        manager.alter_table(alter().drop_column(old).take()).await?;
        manager.alter_table(alter().rename_column(new, old).take()).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        exchange(manager, double_null, SET_BY_SOMEBODY).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        exchange(manager, |name| double(name).default(0.0).take(), OR_THE_MIDDLE).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
