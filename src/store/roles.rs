//! Who was given which role.

use std::collections::BTreeMap;

use domain::{
    Moment,
    ids::AccountId,
    policy::{Acting, Action, Fact, Facts, Grant, Role, Scope},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use serde_json::json;

use crate::{Store, StoreError, audit, entity::role_grant, sessions};

/// What this account may act as.
pub(crate) async fn of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Grant>, StoreError> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::AccountId.eq(account.0))
        .order_by_asc(role_grant::Column::Id)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(grant_in).collect())
}

pub async fn of_account(store: &Store, account: AccountId) -> Result<Vec<Grant>, StoreError> {
    of(store.read(), account).await
}

/// The same for several at once.
pub(crate) async fn of_many(store: &Store, accounts: &[i64]) -> Result<BTreeMap<AccountId, Vec<Grant>>, StoreError> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::AccountId.is_in(accounts.iter().copied()))
        .order_by_asc(role_grant::Column::Id)
        .all(store.read())
        .await?;
    let mut all: BTreeMap<AccountId, Vec<Grant>> = BTreeMap::new();
    for row in &rows {
        all.entry(AccountId(row.account_id)).or_default().extend(grant_in(row));
    }
    Ok(all)
}

/// Everybody who has this role.
pub async fn with_role(store: &Store, role: Role) -> Result<Vec<(AccountId, Grant)>, StoreError> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::Role.eq(role.code()))
        .order_by_asc(role_grant::Column::Id)
        .all(store.read())
        .await?;
    Ok(rows.iter().filter_map(|row| Some((AccountId(row.account_id), grant_in(row)?))).collect())
}

/// Gives a role; twice is once. The person's sessions get new tokens, and each has to show the second factor anew:
/// whoever stole one and comes before its owner gets the new token, and nothing of the role with it.
pub async fn give(store: &Store, by: &Acting, to: AccountId, grant: Grant, now: Moment) -> Result<(), StoreError> {
    by.may(Action::ManagePeople)?;
    let row = || role_grant::ActiveModel {
        account_id: Set(to.0),
        role: Set(grant.role.code().into()),
        scope: Set(grant.scope.code()),
        granted_at: Set(now.0),
        ..Default::default()
    };
    let once = || {
        use role_grant::Column::{AccountId, Role, Scope};
        OnConflict::columns([AccountId, Role, Scope]).do_nothing().to_owned()
    };
    store
        .write(async |tx| {
            let is_new = role_grant::Entity::insert(row()).on_conflict(once()).exec_without_returning(tx).await? == 1;
            if is_new {
                sessions::make_stale(tx, to).await?;
                sessions::forget_second_factor(tx, to).await?;
                audit::write(tx, by, "role_given", "account", to.0, &told(grant), now).await?;
            }
            Ok(())
        })
        .await
}

/// Takes a role back. The last administrator keeps theirs, so that a city never locks itself out.
pub async fn take(store: &Store, by: &Acting, from: AccountId, grant: Grant, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::TakeRole)?;
    store
        .write(async |tx| {
            let others = role_grant::Entity::find()
                .filter(role_grant::Column::Role.eq(Role::Administrator.code()))
                .filter(role_grant::Column::AccountId.ne(from.0))
                .count(tx)
                .await?;
            let remains = grant.role != Role::Administrator || others > 0;
            by.may_given(Action::TakeRole, Facts::NONE.and(Fact::AnotherRemains, remains))?;
            let gone = role_grant::Entity::delete_many()
                .filter(role_grant::Column::AccountId.eq(from.0))
                .filter(role_grant::Column::Role.eq(grant.role.code()))
                .filter(role_grant::Column::Scope.eq(grant.scope.code()))
                .exec(tx)
                .await?;
            if gone.rows_affected > 0 {
                sessions::make_stale(tx, from).await?;
                audit::write(tx, by, "role_taken", "account", from.0, &told(grant), now).await?;
            }
            Ok(())
        })
        .await
}

fn told(grant: Grant) -> serde_json::Value {
    json!({ "role": grant.role.code(), "scope": grant.scope.code() })
}

/// `None` for a role that this version does not know.
pub(crate) fn grant_of(role: &str, scope: &str) -> Option<Grant> {
    Grant::new(Role::from_code(role)?, Scope::from_code(scope)?)
}

fn grant_in(row: &role_grant::Model) -> Option<Grant> {
    grant_of(&row.role, &row.scope)
}
