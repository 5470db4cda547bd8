//! Offices for the demo, where the city entered none. They go with the demo, unless somebody works in them
//! or pages are theirs by then.

use domain::{Moment, policy::Scope, text};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use super::Report;
use crate::{
    StoreError,
    entity::{answer_draft, office, office_theme, page, role_grant, setting},
};

/// The ids of those that the demo brought, as JSON.
const SETTING: &str = "demo offices";

pub(super) async fn load(tx: &DatabaseTransaction, now: Moment, report: &mut Report) -> Result<(), StoreError> {
    if office::Entity::find().count(tx).await? > 0 {
        return Ok(());
    }
    let mut ids = Vec::new();
    for source in content::offices()? {
        let row = office::ActiveModel {
            slug: Set(text::slug(&source.name)),
            name: Set(source.name),
            created_at: Set(now.0),
            ..Default::default()
        };
        let id = office::Entity::insert(row).exec(tx).await?.last_insert_id;
        let themes = source
            .themes
            .iter()
            .map(|theme| office_theme::ActiveModel { theme: Set(theme.number()), office_id: Set(id) });
        office_theme::Entity::insert_many(themes).exec_without_returning(tx).await?;
        ids.push(id);
    }
    report.add("offices", ids.len() as u64);
    let row = setting::ActiveModel { key: Set(SETTING.into()), value: Set(serde_json::to_string(&ids)?) };
    setting::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub(in crate::seed) async fn remove(tx: &DatabaseTransaction, report: &mut Report) -> Result<(), StoreError> {
    let Some(kept) = setting::Entity::find_by_id(SETTING).one(tx).await? else { return Ok(()) };
    let mut removed = 0;
    for id in serde_json::from_str::<Vec<i64>>(&kept.value)? {
        let scope = Scope::Office(domain::ids::OfficeId(id)).code();
        let members = role_grant::Entity::find().filter(role_grant::Column::Scope.eq(&scope)).count(tx).await?;
        let drafts = answer_draft::Entity::find().filter(answer_draft::Column::OfficeId.eq(id)).count(tx).await?;
        let pages = page::Entity::find().filter(page::Column::Unit.eq(&scope)).count(tx).await?;
        if members + drafts + pages == 0 {
            office_theme::Entity::delete_many().filter(office_theme::Column::OfficeId.eq(id)).exec(tx).await?;
            removed += office::Entity::delete_by_id(id).exec(tx).await?.rows_affected;
        }
    }
    report.add("offices", removed);
    setting::Entity::delete_by_id(SETTING).exec(tx).await?;
    Ok(())
}
