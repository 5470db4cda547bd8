//! Which unit looks after a page, who that is, and giving a page to one. Whoever edits suggests on any page; what becomes of
//! it is decided by those who look after it.

use domain::{
    Moment, Theme,
    editing::{Unit, Units},
    ids::OfficeId,
    policy::{Acting, Action, Fact, Facts, Role, Scope},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::{
    names,
    tree::{Seen, held},
};
use crate::{
    Store, StoreError, audit,
    entity::{office, office_theme, page, role_grant},
    roles,
};

/// Who looks after a page, for whoever edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Care {
    pub unit: Unit,
    /// What the office is called, where it is one.
    pub office: Option<String>,
    /// What was set for this very page.
    pub own: Option<Unit>,
    /// Whom to ask: how they are called among editors.
    pub people: Vec<String>,
    /// Whoever looks decides about it too.
    pub is_own: bool,
}

pub async fn care(store: &Store, by: &Acting, page: i64) -> Result<Care, StoreError> {
    by.may(Action::EditPages)?;
    let db = store.read();
    let page = page::Entity::find_by_id(page).one(db).await?.ok_or(StoreError::NotFound)?;
    let units = units(db).await?;
    let unit = units.of(&page.address);
    let office = match unit {
        Unit::Office(id) => office::Entity::find_by_id(id.0).one(db).await?.map(|row| row.name),
        Unit::Editors => None,
    };
    let people = reviewers(db, unit, by.account.map(|account| account.0)).await?;
    let mut people: Vec<String> = names::of(db, people).await?.into_values().collect();
    people.sort();
    let is_own = unit.is_of(by.role, &scopes(db, by).await?);
    Ok(Care { unit, office, own: units.own(&page.address), people, is_own })
}

pub(super) async fn units(db: &impl ConnectionTrait) -> Result<Units, StoreError> {
    let own: Vec<(String, String)> = page::Entity::find()
        .select_only()
        .columns([page::Column::Address, page::Column::Unit])
        .filter(page::Column::Unit.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let themes = office_theme::Entity::find().all(db).await?;
    Ok(Units::new(
        own.into_iter().filter_map(|(address, code)| Some((address, Unit::from_code(&code)?))),
        themes.into_iter().filter_map(|row| Some((Theme::from_number(row.theme)?, OfficeId(row.office_id)))),
    ))
}

/// Where somebody is an editor: one person may look after the pages of several offices.
pub(super) async fn scopes(db: &impl ConnectionTrait, by: &Acting) -> Result<Vec<Scope>, StoreError> {
    let grants = match by.account {
        Some(account) => roles::of(db, account).await?,
        None => Vec::new(),
    };
    let of_editor = grants.into_iter().filter(|grant| grant.role == Role::Editor).map(|grant| grant.scope);
    Ok(of_editor.chain([by.scope]).collect())
}

/// Whether somebody looks after this page.
pub(super) async fn facts(db: &impl ConnectionTrait, by: &Acting, page: i64) -> Result<Facts, StoreError> {
    let page = page::Entity::find_by_id(page).one(db).await?.ok_or(StoreError::NotFound)?;
    let unit = units(db).await?.of(&page.address);
    Ok(Facts::NONE.and(Fact::OfOwnUnit, unit.is_of(by.role, &scopes(db, by).await?)))
}

/// Refuses who does not look after the pages of all of these units.
pub(super) async fn may_arrange(db: &impl ConnectionTrait, by: &Acting, units: &[Unit]) -> Result<(), StoreError> {
    let scopes = scopes(db, by).await?;
    for unit in units {
        by.may_given(Action::ArrangePage, Facts::NONE.and(Fact::OfOwnUnit, unit.is_of(by.role, &scopes)))?;
    }
    Ok(())
}

/// Accounts that decide about the pages of a unit: its editors; where there are none, those of no office; and where there
/// are none of them either, the administrators. `but` did the step before.
pub(super) async fn reviewers(db: &impl ConnectionTrait, unit: Unit, but: Option<i64>) -> Result<Vec<i64>, StoreError> {
    let everywhere = Scope::Everywhere;
    for (role, scope) in [(Role::Editor, unit.scope()), (Role::Editor, everywhere), (Role::Administrator, everywhere)] {
        let mut found: Vec<i64> = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::AccountId)
            .filter(role_grant::Column::Role.eq(role.code()))
            .filter(role_grant::Column::Scope.eq(scope.code()))
            .order_by_asc(role_grant::Column::AccountId)
            .into_tuple()
            .all(db)
            .await?;
        found.retain(|account| Some(*account) != but);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Gives a page, in all its languages and with what inherits it from there, to a unit; with `None` it belongs to that of the
/// page above again. [`StoreError::Unstorable`] for an office that there is not.
pub async fn assign(
    store: &Store,
    by: &Acting,
    seen: Seen<'_>,
    unit: Option<Unit>,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::ArrangePage)?;
    store
        .write(async |tx| {
            let here = held(tx, seen).await?;
            may_arrange(tx, by, &[units(tx).await?.of(&seen.1.address)]).await?;
            if let Some(Unit::Office(id)) = unit
                && office::Entity::find_by_id(id.0).one(tx).await?.is_none()
            {
                return Err(StoreError::Unstorable);
            }
            let code = unit.map(Unit::code);
            for page in here.into_iter().filter(|page| page.unit != code) {
                let row = page::ActiveModel { id: Unchanged(page.id), unit: Set(code.clone()), ..Default::default() };
                row.update(tx).await?;
                audit::write(tx, by, "page_assigned", "page", page.id, &json!({ "unit": code }), now).await?;
            }
            Ok(())
        })
        .await
}
