use domain::policy::{Acting, Grant, Role, Scope};

use super::*;
use crate::{
    accounts::{self, tests::new},
    roles, second_factor,
    testing::{NOW, TestStore, stores},
};

async fn signed_in(store: &TestStore, email: &str) -> SignedIn {
    let id = accounts::open(store, new(email), NOW).await.unwrap();
    again(store, id).await
}

async fn again(store: &TestStore, id: AccountId) -> SignedIn {
    let token = sessions::begin(store, id, None, "Firefox", true, NOW).await.unwrap();
    sessions::find(store, &token, NOW).await.unwrap().unwrap()
}

fn key(credential: &str) -> New<'_> {
    New { credential, data: "{\"counter\":1}", name: "Handy" }
}

#[tokio::test]
async fn a_passkey_belongs_to_one_account_and_nobody_else_removes_it() {
    for store in stores().await {
        let (ada, eve) = (signed_in(&store, "ada@example.org").await, signed_in(&store, "eve@example.org").await);
        let token = add(&store, &ada, key("one"), NOW).await.unwrap();
        assert!(sessions::find(&store, &token, NOW).await.unwrap().unwrap().second_factor_at.is_some());
        assert!(matches!(add(&store, &eve, key("one"), NOW).await, Err(StoreError::Taken)), "{}", store.name);
        let (found, owner) = by_credential(&store, "one").await.unwrap().unwrap();
        assert_eq!((found.account, owner), (ada.account, handle(&ada.person)));
        assert!(matches!(remove(&store, &eve, found.id, NOW).await, Err(StoreError::NotFound)));
        remove(&store, &ada, found.id, NOW).await.unwrap();
        assert_eq!(list(&store, ada.account).await.unwrap(), []);
    }
}

#[tokio::test]
async fn of_two_uses_at_once_one_counts() {
    for store in stores().await {
        let ada = signed_in(&store, "ada@example.org").await;
        add(&store, &ada, key("one"), NOW).await.unwrap();
        let (found, _) = by_credential(&store, "one").await.unwrap().unwrap();
        assert!(used(&store, &found, "{\"counter\":2}", NOW).await.unwrap(), "{}", store.name);
        assert!(!used(&store, &found, "{\"counter\":2}", NOW).await.unwrap(), "{}", store.name);
        assert_eq!(list(&store, ada.account).await.unwrap()[0].used_at, Some(NOW));
    }
}

#[tokio::test]
async fn there_is_an_end_of_passkeys() {
    for store in stores().await {
        let ada = signed_in(&store, "ada@example.org").await;
        for n in 0..MOST {
            add(&store, &ada, key(&n.to_string()), NOW).await.unwrap();
        }
        assert!(matches!(add(&store, &ada, key("more"), NOW).await, Err(StoreError::Taken)), "{}", store.name);
    }
}

#[tokio::test]
async fn staff_keep_one_factor_and_the_log_tells_what_they_changed() {
    for store in stores().await {
        let account = signed_in(&store, "ada@example.org").await.account;
        let grant = Grant::new(Role::Moderator, Scope::Everywhere).unwrap();
        roles::give(&store, &Acting::OPERATOR, account, grant, NOW).await.unwrap();
        let (here, elsewhere) = (again(&store, account).await, again(&store, account).await);
        add(&store, &here, key("one"), NOW).await.unwrap();
        assert!(second_factor::of(&store, account, NOW).await.unwrap().is_asked_for());
        let (one, _) = by_credential(&store, "one").await.unwrap().unwrap();
        assert!(matches!(remove(&store, &here, one.id, NOW).await, Err(StoreError::Taken)), "{}", store.name);
        add(&store, &here, key("two"), NOW).await.unwrap();
        let token = remove(&store, &here, one.id, NOW).await.unwrap();
        assert!(sessions::find(&store, &token, NOW).await.unwrap().unwrap().second_factor_at.is_some());
        let sessions = sessions::list(&store, account, NOW).await.unwrap();
        assert_eq!(sessions.len(), 3);
        // Another session of theirs may have been begun with the passkey that is gone.
        let renewed = sessions::renew(&store, &elsewhere, false, NOW).await.unwrap();
        assert_eq!(sessions::find(&store, &renewed, NOW).await.unwrap().unwrap().second_factor_at, None);
        let log = audit::list(&store, &audit::Search::default()).await.unwrap();
        let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["passkey_removed", "passkey_added", "passkey_added", "role_given"], "{}", store.name);
    }
}
