use domain::policy::{Acting, Grant, Role, Scope};

use super::*;
use crate::{
    accounts::{self, tests::new},
    entity::job,
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

fn letter() -> Mail {
    Mail {
        key: "account-passkey".into(),
        to: "ada@example.org".into(),
        subject: "Neuer Passkey".into(),
        text: "Neu".into(),
        html: "<p>Neu</p>".into(),
        list_unsubscribe: None,
    }
}

async fn letters(store: &TestStore) -> u64 {
    job::Entity::find().filter(job::Column::Kind.eq(mail::KIND)).count(store.read()).await.unwrap()
}

#[tokio::test]
async fn whoever_gets_a_new_passkey_gets_a_letter_and_nobody_for_one_that_was_refused() {
    for store in stores().await {
        let (ada, eve) = (signed_in(&store, "ada@example.org").await, signed_in(&store, "eve@example.org").await);
        add(&store, &ada, key("one"), &letter(), NOW).await.unwrap();
        assert_eq!(letters(&store).await, 1, "{}", store.name);
        let to_eve = Mail { key: "account-refused".into(), ..letter() };
        assert!(add(&store, &eve, key("one"), &to_eve, NOW).await.is_err());
        assert_eq!(letters(&store).await, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_passkey_belongs_to_one_account_and_nobody_else_removes_it() {
    for store in stores().await {
        let (ada, eve) = (signed_in(&store, "ada@example.org").await, signed_in(&store, "eve@example.org").await);
        let token = add(&store, &ada, key("one"), &letter(), NOW).await.unwrap();
        assert!(sessions::find(&store, &token, NOW).await.unwrap().unwrap().second_factor_at.is_some());
        assert!(
            matches!(add(&store, &eve, key("one"), &letter(), NOW).await, Err(StoreError::Taken)),
            "{}",
            store.name
        );
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
        add(&store, &ada, key("one"), &letter(), NOW).await.unwrap();
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
            add(&store, &ada, key(&n.to_string()), &letter(), NOW).await.unwrap();
        }
        assert!(
            matches!(add(&store, &ada, key("more"), &letter(), NOW).await, Err(StoreError::Taken)),
            "{}",
            store.name
        );
    }
}

#[tokio::test]
async fn staff_keep_one_factor_and_the_log_tells_what_they_changed() {
    for store in stores().await {
        let account = signed_in(&store, "ada@example.org").await.account;
        let grant = Grant::new(Role::Moderator, Scope::Everywhere).unwrap();
        roles::give(&store, &Acting::OPERATOR, account, grant, NOW).await.unwrap();
        let (here, elsewhere) = (again(&store, account).await, again(&store, account).await);
        add(&store, &here, key("one"), &letter(), NOW).await.unwrap();
        assert!(second_factor::of(&store, account, NOW).await.unwrap().is_asked_for());
        let (one, _) = by_credential(&store, "one").await.unwrap().unwrap();
        assert!(matches!(remove(&store, &here, one.id, NOW).await, Err(StoreError::Taken)), "{}", store.name);
        add(&store, &here, key("two"), &letter(), NOW).await.unwrap();
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
