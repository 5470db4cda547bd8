use domain::policy::{Acting, Action, Grant, Refusal, Role, Scope};

use super::*;
use crate::{
    roles,
    testing::{NOW, TestStore, person, stores},
};

pub(crate) fn new(email: &str) -> NewAccount {
    NewAccount {
        email: Email::parse(email).unwrap(),
        name: None,
        password_hash: None,
        language: Language::De,
        is_confirmed: true,
    }
}

async fn signed_in(store: &TestStore, id: AccountId) -> String {
    sessions::begin(store, id, Some(&person("guest")), "Firefox", false, NOW).await.unwrap()
}

#[tokio::test]
async fn an_address_has_one_account_however_it_is_written() {
    for store in stores().await {
        open(&store, new("ada@example.org"), NOW).await.unwrap();
        assert!(matches!(open(&store, new("ADA@example.org"), NOW).await, Err(StoreError::Taken)), "{}", store.name);
    }
}

#[tokio::test]
async fn a_session_ends_by_itself_by_hand_and_with_the_password() {
    for store in stores().await {
        let id = open(&store, new("ada@example.org"), NOW).await.unwrap();
        let (one, two) = (signed_in(&store, id).await, signed_in(&store, id).await);
        let who = sessions::find(&store, &one, NOW).await.unwrap().unwrap();
        assert_eq!((who.account, who.level), (id, Level::EmailConfirmed), "{}", store.name);
        assert_eq!(sessions::find(&store, "00", NOW).await.unwrap(), None);
        assert_eq!(sessions::find(&store, &one, Moment(NOW.0 + 31 * Moment::DAY)).await.unwrap(), None);

        let stranger = open(&store, new("eve@example.org"), NOW).await.unwrap();
        sessions::end(&store, stranger, who.session).await.unwrap();
        assert_eq!(sessions::list(&store, id, NOW).await.unwrap().len(), 2);
        sessions::end(&store, id, who.session).await.unwrap();
        assert_eq!(sessions::find(&store, &one, NOW).await.unwrap(), None);
        assert!(sessions::find(&store, &two, NOW).await.unwrap().is_some());
        set_password(&store, id, "$argon2id$new", NOW).await.unwrap();
        assert_eq!(sessions::find(&store, &two, NOW).await.unwrap(), None);
    }
}

#[tokio::test]
async fn whoever_comes_every_week_shows_once_a_year_who_they_are() {
    for store in stores().await {
        let id = open(&store, new("ada@example.org"), NOW).await.unwrap();
        let token = signed_in(&store, id).await;
        let on_day = |day: i64| Moment(NOW.0 + day * Moment::DAY);
        for week in 0..=52 {
            let who = sessions::find(&store, &token, on_day(7 * week)).await.unwrap().expect("still signed in");
            sessions::seen(&store, &who, on_day(7 * week)).await.unwrap();
        }
        let who = sessions::find(&store, &token, on_day(364)).await.unwrap().unwrap();
        assert_eq!(sessions::find(&store, &token, on_day(365)).await.unwrap(), None, "{}", store.name);
        let anew = sessions::prove(&store, &who, on_day(364)).await.unwrap();
        let who = sessions::find(&store, &anew, on_day(370)).await.unwrap().expect("showed it a week ago");
        sessions::seen(&store, &who, on_day(370)).await.unwrap();
        assert!(sessions::find(&store, &anew, on_day(399)).await.unwrap().is_some(), "{}", store.name);
    }
}

#[tokio::test]
async fn staff_stay_signed_in_while_they_work_and_no_hour_longer() {
    for store in stores().await {
        let id = open(&store, new("ada@example.org"), NOW).await.unwrap();
        let grant = Grant::new(Role::Moderator, Scope::Everywhere).unwrap();
        roles::give(&store, &Acting::OPERATOR, id, grant, NOW).await.unwrap();
        let token = signed_in(&store, id).await;
        let at = |minutes: i64| Moment(NOW.0 + minutes * Moment::MINUTE);
        let who = async |minutes| sessions::find(&store, &token, at(minutes)).await.unwrap();
        assert!(who(59).await.is_some() && who(60).await.is_none(), "{}", store.name);
        // A request each fifty minutes, for a day.
        for minutes in (0..12 * 60).step_by(50) {
            let who = who(minutes).await.expect("was here less than an hour ago");
            assert!(minutes == 0 || who.is_due_to_be_seen(at(minutes)));
            sessions::seen(&store, &who, at(minutes)).await.unwrap();
        }
        assert!(
            who(12 * 60 - 1).await.is_some() && who(12 * 60).await.is_none(),
            "{}: at the end of the day",
            store.name
        );

        let late = who(11 * 60).await.unwrap();
        let anew = sessions::prove(&store, &late, at(11 * 60)).await.unwrap();
        let who = async |minutes| sessions::find(&store, &anew, at(minutes)).await.unwrap();
        assert!(who(12 * 60 - 1).await.is_some() && who(12 * 60).await.is_none(), "{}: idle all the same", store.name);
        sessions::seen(&store, &who(11 * 60 + 30).await.unwrap(), at(11 * 60 + 30)).await.unwrap();
        assert!(who(12 * 60).await.is_some(), "{}: they showed who they are an hour ago", store.name);
        assert!(sessions::list(&store, id, at(12 * 60 + 30)).await.unwrap().is_empty(), "{}", store.name);
    }
}

#[tokio::test]
async fn a_new_role_makes_old_tokens_worthless_after_the_next_request() {
    for store in stores().await {
        let id = open(&store, new("ada@example.org"), NOW).await.unwrap();
        let token = signed_in(&store, id).await;
        let grant = Grant::new(Role::Moderator, Scope::Everywhere).unwrap();
        roles::give(&store, &Acting::OPERATOR, id, grant, NOW).await.unwrap();
        roles::give(&store, &Acting::OPERATOR, id, grant, NOW).await.unwrap();
        let who = sessions::find(&store, &token, NOW).await.unwrap().unwrap();
        assert!(who.is_stale && who.grants == [grant], "{}", store.name);
        assert_eq!(who.acting(Action::Moderate).unwrap().account, Some(id));
        let fresh = sessions::renew(&store, &who, true, NOW).await.unwrap();
        assert_eq!(sessions::find(&store, &token, NOW).await.unwrap(), None);
        let who = sessions::find(&store, &fresh, NOW).await.unwrap().unwrap();
        assert!(!who.is_stale && who.second_factor_at == Some(NOW));
        sessions::seen(&store, &who, Moment(NOW.0 + sessions::STAFF - 1)).await.unwrap();
        let evening = Moment(NOW.0 + sessions::STAFF);
        assert_eq!(sessions::find(&store, &fresh, evening).await.unwrap(), None, "however busy the day was");

        roles::take(&store, &Acting::OPERATOR, id, grant, NOW).await.unwrap();
        let who = sessions::find(&store, &fresh, NOW).await.unwrap().unwrap();
        assert!(who.is_stale && who.acting(Action::Moderate).is_err());
    }
}

#[tokio::test]
async fn nobody_gives_roles_but_administrators_and_the_last_of_them_stays() {
    for store in stores().await {
        let id = open(&store, new("ada@example.org"), NOW).await.unwrap();
        let admin = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
        let moderator = Acting { account: Some(id), role: Role::Moderator, scope: Scope::Everywhere };
        let refused = roles::give(&store, &moderator, id, admin, NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(Role::Administrator)))));
        roles::give(&store, &Acting::OPERATOR, id, admin, NOW).await.unwrap();
        let own = Acting { account: Some(id), role: Role::Administrator, scope: Scope::Everywhere };
        assert!(
            matches!(roles::take(&store, &own, id, admin, NOW).await, Err(StoreError::Refused(_))),
            "{}",
            store.name
        );
        let other = open(&store, new("bob@example.org"), NOW).await.unwrap();
        roles::give(&store, &own, other, admin, NOW).await.unwrap();
        roles::take(&store, &own, id, admin, NOW).await.unwrap();
        assert_eq!(roles::of_account(&store, id).await.unwrap(), []);
    }
}
