//! Finding people, for those who give and take roles. Nobody leafs through citizens: whoever has no role is found by
//! their whole address alone.

use std::collections::BTreeMap;

use domain::{
    accounts::Email,
    ids::AccountId,
    policy::{Acting, Action, Grant, Role, Scope},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{LikeExpr, Query},
};

use super::{Account, from_row};
use crate::{
    Store, StoreError,
    entity::{account, role_grant},
    roles,
};

#[derive(Clone, Debug, Default)]
pub struct Search {
    /// A whole address, or a piece of the address of somebody with a role.
    pub email: String,
    pub role: Option<Role>,
    /// Members of one office or council.
    pub scope: Option<Scope>,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub account: Account,
    pub grants: Vec<Grant>,
}

/// At most a hundred, by address.
pub async fn search(store: &Store, by: &Acting, wanted: &Search) -> Result<Vec<Person>, StoreError> {
    by.may(Action::ManagePeople)?;
    found(store, wanted).await
}

pub(crate) async fn found(store: &Store, wanted: &Search) -> Result<Vec<Person>, StoreError> {
    const SHOWN: u64 = 100;
    let mut with_role = Query::select();
    with_role.column(role_grant::Column::AccountId).from(role_grant::Entity);
    if let Some(role) = wanted.role {
        with_role.and_where(role_grant::Column::Role.eq(role.code()));
    }
    if let Some(scope) = wanted.scope {
        with_role.and_where(role_grant::Column::Scope.eq(scope.code()));
    }
    let typed = wanted.email.trim().to_lowercase();
    let piece = account::Column::Email.like(containing(&typed));
    let staff = Condition::all().add(account::Column::Id.in_subquery(with_role)).add(piece);
    let whole = Email::parse(&typed).ok().filter(|_| wanted.role.is_none() && wanted.scope.is_none());
    let any =
        Condition::any().add(staff).add_option(whole.map(|email| account::Column::Email.eq(email.as_str().to_owned())));
    let rows =
        account::Entity::find().filter(any).order_by_asc(account::Column::Email).limit(SHOWN).all(store.read()).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut grants = roles::of_many(store, &ids).await?;
    let person = |row: account::Model| {
        let grants = grants.remove(&AccountId(row.id)).unwrap_or_default();
        Ok(Person { account: from_row(row)?, grants })
    };
    rows.into_iter().map(person).collect()
}

/// What was typed stands for itself, whatever SQL takes for a wildcard.
fn containing(typed: &str) -> LikeExpr {
    const ESCAPE: char = '\\';
    let mut pattern = String::from("%");
    for c in typed.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape(ESCAPE)
}

/// Addresses of these accounts, as far as they still exist.
pub async fn emails(
    store: &Store,
    by: &Acting,
    ids: impl IntoIterator<Item = AccountId>,
) -> Result<BTreeMap<AccountId, Email>, StoreError> {
    by.may(Action::ManagePeople)?;
    let rows: Vec<(i64, String)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::Email])
        .filter(account::Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().filter_map(|(id, email)| Some((AccountId(id), Email::parse(&email).ok()?))).collect())
}

#[cfg(test)]
mod tests {
    use domain::{Language, policy::Refusal};

    use super::*;
    use crate::{
        accounts::{NewAccount, open},
        testing::{NOW, TestStore, stores},
    };

    async fn account(store: &TestStore, email: &str, role: Option<Role>) -> AccountId {
        let new = NewAccount {
            email: Email::parse(email).unwrap(),
            name: None,
            password_hash: None,
            language: Language::De,
            is_confirmed: true,
        };
        let id = open(store, new, NOW).await.unwrap();
        if let Some(role) = role {
            let grant = Grant::new(role, Scope::Everywhere).unwrap();
            roles::give(store, &Acting::OPERATOR, id, grant, NOW).await.unwrap();
        }
        id
    }

    #[tokio::test]
    async fn citizens_are_found_by_their_whole_address_and_staff_by_a_piece_of_it() {
        for store in stores().await {
            account(&store, "ada@example.org", Some(Role::Clerk)).await;
            account(&store, "bea@example.org", Some(Role::Moderator)).await;
            account(&store, "citizen@example.org", None).await;
            let found = async |email: &str, role| {
                let wanted = Search { email: email.into(), role, scope: None };
                let people = search(&store, &Acting::OPERATOR, &wanted).await.unwrap();
                people.iter().map(|person| person.account.email.to_string()).collect::<Vec<_>>()
            };
            assert_eq!(found("", None).await, ["ada@example.org", "bea@example.org"], "{}", store.name);
            assert_eq!(found("ADA", None).await, ["ada@example.org"]);
            assert_eq!(found("example", Some(Role::Moderator)).await, ["bea@example.org"]);
            assert_eq!(found("citizen", None).await, [""; 0]);
            assert_eq!(found("Citizen@example.org ", None).await, ["citizen@example.org"]);
            assert_eq!(found("%", None).await, [""; 0], "no wildcard");
            assert_eq!(found("a_a@", None).await, [""; 0], "no wildcard");
            let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
            let refused = search(&store, &clerk, &Search::default()).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))));
        }
    }
}
