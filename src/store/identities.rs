//! Other sign-ins (OpenID Connect) that belong to accounts: who issued it, and under which name it knows the person. An
//! address alone never leads into an account.

use domain::{
    Moment,
    ids::{AccountId, IdentityId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Keys, Store, StoreError,
    accounts::{self, NewAccount},
    audit,
    entity::identity,
    errors::duplicate_is_taken,
    sessions::{self, SignedIn},
};

/// The name of a person at one issuer; unique there and never given to somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub issuer: String,
    pub subject: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: IdentityId,
    pub named: Named,
    pub created_at: Moment,
}

pub async fn list(store: &Store, account: AccountId) -> Result<Vec<Listed>, StoreError> {
    let mine = identity::Entity::find().filter(identity::Column::AccountId.eq(account.0));
    let rows = mine.order_by_asc(identity::Column::Id).all(store.read()).await?;
    let listed = |row: identity::Model| Listed {
        id: IdentityId(row.id),
        named: Named { issuer: row.issuer, subject: row.subject },
        created_at: Moment(row.created_at),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// Whose account this is.
pub async fn owner(store: &Store, named: &Named) -> Result<Option<AccountId>, StoreError> {
    let found = identity::Entity::find()
        .filter(identity::Column::Issuer.eq(named.issuer.as_str()))
        .filter(identity::Column::Subject.eq(named.subject.as_str()))
        .one(store.read())
        .await?;
    Ok(found.map(|row| AccountId(row.account_id)))
}

/// Connects it with the account of whoever is signed in; the answer is the session's new token. [`StoreError::Taken`] when
/// it belongs to an account already.
pub async fn connect(store: &Store, who: &SignedIn, named: &Named, now: Moment) -> Result<String, StoreError> {
    store
        .write(async |tx| {
            insert(tx, who.account, named, now).await?;
            audit::of_own_account(tx, who, "identity_connected", now).await?;
            sessions::renew_in(tx, &store.keys, who, false, now).await
        })
        .await
}

/// Opens an account for somebody who comes for the first time; [`StoreError::Taken`] when the address has one.
pub async fn open(store: &Store, named: &Named, new: NewAccount, now: Moment) -> Result<AccountId, StoreError> {
    store.write(async |tx| open_in(tx, &store.keys, named, new.clone(), now).await).await
}

async fn open_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    named: &Named,
    new: NewAccount,
    now: Moment,
) -> Result<AccountId, StoreError> {
    let account = accounts::open_in(tx, keys, new, now).await?;
    insert(tx, account, named, now).await?;
    Ok(account)
}

/// Cuts one off from this account; the person comes by letter, password or passkey from now on.
pub async fn cut(store: &Store, who: &SignedIn, id: IdentityId, now: Moment) -> Result<String, StoreError> {
    store
        .write(async |tx| {
            let gone = identity::Entity::delete_many()
                .filter(identity::Column::AccountId.eq(who.account.0))
                .filter(identity::Column::Id.eq(id.0))
                .exec(tx)
                .await?;
            if gone.rows_affected == 0 {
                return Err(StoreError::NotFound);
            }
            audit::of_own_account(tx, who, "identity_cut", now).await?;
            sessions::renew_in(tx, &store.keys, who, false, now).await
        })
        .await
}

async fn insert(tx: &DatabaseTransaction, account: AccountId, named: &Named, now: Moment) -> Result<(), StoreError> {
    let row = identity::ActiveModel {
        account_id: Set(account.0),
        issuer: Set(named.issuer.clone()),
        subject: Set(named.subject.clone()),
        created_at: Set(now.0),
        ..Default::default()
    };
    identity::Entity::insert(row).exec_without_returning(tx).await.map_err(duplicate_is_taken)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::tests::new,
        leaving::{self, Texts},
        testing::{NOW, stores},
    };

    fn named(subject: &str) -> Named {
        Named { issuer: "https://anmeldung.example".into(), subject: subject.into() }
    }

    #[tokio::test]
    async fn a_name_leads_into_one_account_and_goes_with_it() {
        for store in stores().await {
            let ada = open(&store, &named("ada"), new("ada@example.org"), NOW).await.unwrap();
            assert_eq!(owner(&store, &named("ada")).await.unwrap(), Some(ada), "{}", store.name);
            let elsewhere = Named { issuer: "https://andere.example".into(), ..named("ada") };
            assert_eq!(owner(&store, &elsewhere).await.unwrap(), None);
            let twice = open(&store, &named("eve"), new("ada@example.org"), NOW).await;
            assert!(matches!(twice, Err(StoreError::Taken)), "an address alone leads nowhere");
            assert_eq!(owner(&store, &named("eve")).await.unwrap(), None);

            let eve = accounts::open(&store, new("eve@example.org"), NOW).await.unwrap();
            let token = sessions::begin(&store, eve, None, "Firefox", false, NOW).await.unwrap();
            let who = sessions::find(&store, &token, NOW).await.unwrap().unwrap();
            assert!(matches!(connect(&store, &who, &named("ada"), NOW).await, Err(StoreError::Taken)));
            let fresh = connect(&store, &who, &named("eve"), NOW).await.unwrap();
            assert_eq!(sessions::find(&store, &token, NOW).await.unwrap(), None);
            let who = sessions::find(&store, &fresh, NOW).await.unwrap().unwrap();
            let theirs = list(&store, ada).await.unwrap()[0].id;
            assert!(matches!(cut(&store, &who, theirs, NOW).await, Err(StoreError::NotFound)));
            let mine = list(&store, eve).await.unwrap()[0].id;
            cut(&store, &who, mine, NOW).await.unwrap();
            assert_eq!(list(&store, eve).await.unwrap(), []);

            leaving::leave(&store, ada, Texts::Leave, NOW).await.unwrap();
            assert_eq!(owner(&store, &named("ada")).await.unwrap(), None, "{}", store.name);
        }
    }
}
