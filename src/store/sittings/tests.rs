mod as_resident;

use domain::{
    Language,
    accounts::Email,
    channel::Channel,
    comments::{NewComment, Stance},
    ids::AccountId,
    policy::Refusal,
    proposals::Draft,
};
use sea_orm::PaginatorTrait;

use super::*;
use crate::{
    accounts, comments, drafts,
    entity::{comment, proposal, support},
    floods::Way,
    proposals::samples::*,
    sessions, supports,
    testing::{NOW, stores},
};

fn minutes(many: i64) -> Moment {
    Moment(NOW.0 + many * Moment::MINUTE)
}

fn acting(account: AccountId, role: Role) -> Acting {
    Acting { account: Some(account), role, scope: Scope::Everywhere }
}

/// A clerk who is signed in.
async fn clerk(store: &Store) -> SignedIn {
    let new = accounts::NewAccount {
        email: Email::parse("ada@example.org").unwrap(),
        name: None,
        password_hash: None,
        language: Language::De,
        is_confirmed: true,
    };
    let account = accounts::open(store, new, NOW).await.unwrap();
    let token = sessions::begin(store, account, None, "Test", true, NOW).await.unwrap();
    sessions::find(store, &token, NOW).await.unwrap().unwrap()
}

async fn begun(store: &Store) -> (SignedIn, String) {
    let who = clerk(store).await;
    let by = acting(who.account, Role::Clerk);
    let token = begin(store, &who, &by, Purpose::Proposal, None, NOW).await.unwrap();
    (who, token)
}

async fn told(store: &Store) -> Vec<(String, Option<AccountId>, String)> {
    let entries = audit::list(store, &audit::Search::default()).await.unwrap();
    entries.into_iter().map(|entry| (entry.action, entry.account, entry.data)).collect()
}

#[tokio::test]
async fn it_begins_with_the_end_of_the_clerks_session_and_both_ends_stand_in_the_log() {
    for store in stores().await {
        let (who, token) = begun(&store).await;
        assert!(sessions::list(&store, who.account, NOW).await.unwrap().is_empty(), "{}", store.name);
        assert!(find(&store, &token, minutes(1)).await.unwrap().is_some());
        assert_eq!(find(&store, "00", NOW).await.unwrap(), None);
        for _ in 0..2 {
            end(&store, &token, minutes(2)).await.unwrap();
        }
        assert_eq!(find(&store, &token, minutes(2)).await.unwrap(), None);
        assert_eq!(sitting::Entity::find().count(store.read()).await.unwrap(), 0);
        let entries = told(&store).await;
        let [ended, began] = &entries[..] else { panic!("{entries:?}") };
        assert_eq!((began.0.as_str(), began.1), ("sitting_began", Some(who.account)));
        assert!(began.2.contains("\"proposal\""), "{}", began.2);
        assert_eq!((ended.0.as_str(), ended.1, ended.2.as_str()), ("sitting_ended", None, "{\"how\":\"button\"}"));
    }
}

#[tokio::test]
async fn only_clerks_begin_one() {
    for store in stores().await {
        let who = clerk(&store).await;
        for role in [Role::Citizen, Role::Editor, Role::Moderator, Role::Administrator] {
            let refused = begin(&store, &who, &acting(who.account, role), Purpose::Survey, None, NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{role:?} {refused:?}");
        }
        assert_eq!(sessions::list(&store, who.account, NOW).await.unwrap().len(), 1, "{}", store.name);
    }
}

#[tokio::test]
async fn it_ends_by_idleness_and_after_two_hours_anyhow() {
    for store in stores().await {
        let (_, token) = begun(&store).await;
        for minute in (10..120).step_by(10) {
            assert!(find(&store, &token, minutes(minute)).await.unwrap().is_some(), "{} {minute}", store.name);
            assert_eq!(end_idle(&store, minutes(minute)).await.unwrap(), 0);
        }
        assert_eq!(find(&store, &token, minutes(120)).await.unwrap(), None, "however busy it was");

        let who = clerk_again(&store).await;
        let second = begin(&store, &who, &acting(who.account, Role::Clerk), Purpose::Survey, None, NOW).await.unwrap();
        assert_eq!(find(&store, &second, minutes(15)).await.unwrap(), None, "idle");
        assert_eq!(end_idle(&store, minutes(120)).await.unwrap(), 2);
        assert_eq!(end_idle(&store, minutes(120)).await.unwrap(), 0);
        let ended: Vec<_> = told(&store).await.into_iter().filter(|entry| entry.0 == "sitting_ended").collect();
        assert_eq!(ended.len(), 2, "{}", store.name);
        assert!(ended.iter().all(|(_, account, data)| account.is_none() && data.contains("idle")), "{ended:?}");
    }
}

/// The same account in another session.
async fn clerk_again(store: &Store) -> SignedIn {
    let account = accounts::by_email(store, &Email::parse("ada@example.org").unwrap()).await.unwrap().unwrap().id;
    let token = sessions::begin(store, account, None, "Test", true, NOW).await.unwrap();
    sessions::find(store, &token, NOW).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_was_begun_and_not_sent_goes_with_it() {
    for store in stores().await {
        let (_, token) = begun(&store).await;
        let somebody = find(&store, &token, NOW).await.unwrap().unwrap().person;
        let key = submission(1).to_string();
        let draft = async |key: &str| drafts::load(&store, key).await.unwrap();
        drafts::create(&store, &key, Some(&somebody), &Draft::default(), NOW).await.unwrap();
        end(&store, &token, minutes(1)).await.unwrap();
        assert!(draft(&key).await.is_none(), "{}", store.name);
        // Somebody comes back after it ended by itself.
        drafts::create(&store, &key, Some(&somebody), &Draft::default(), NOW).await.unwrap();
        forget(&store, "00", minutes(30)).await.unwrap();
        assert!(draft(&key).await.is_some(), "not with another token");
        forget(&store, &token, minutes(30)).await.unwrap();
        assert!(draft(&key).await.is_none(), "{}", store.name);
    }
}

#[tokio::test]
async fn what_is_sent_counts_as_said_at_the_counter_and_points_to_nobody() {
    for city in open_cities().await {
        let open = published(&city, 1, "Mehr Bänke am Hafen").await;
        let who = clerk(&city).await;
        let token =
            begin(&city, &who, &acting(who.account, Role::Clerk), Purpose::Discussion, None, NOW).await.unwrap();
        let sitting = find(&city, &token, NOW).await.unwrap().unwrap();
        let account = accounts::find(&city, who.account).await.unwrap().unwrap();
        assert_ne!(sitting.person, account.person);

        let key = submission(5).to_string();
        let draft = Draft {
            title: "Licht im Park".into(),
            text: "Im Park ist es abends dunkel. Wer dort geht, sieht den Weg nicht und hat Angst.".into(),
            theme: "verkehr".into(),
            ..Draft::default()
        };
        drafts::create(&city, &key, Some(&sitting.person), &draft, NOW).await.unwrap();
        let (way, language) = (Way::Helped, Language::De);
        let sent = drafts::submit_by(&city, &key, None, &sitting.person, way, language, NOW).await.unwrap();
        supports::support_by(&city, open, &sitting.person, way, NOW).await.unwrap();
        let new = NewComment { stance: Stance::For, text: "Ja, bitte".into(), author: None, reply_to: None };
        comments::add_by(&city, open, submission(6), &sitting.person, new, way, NOW).await.unwrap();

        let all = done(&city, &sitting.person).await.unwrap();
        let seen: Vec<_> = all.iter().map(|done| (done.what, done.title.as_str(), done.code.is_some())).collect();
        assert_eq!(
            seen,
            [
                (What::Proposal, "Licht im Park", true),
                (What::Comment, "Ja, bitte", true),
                (What::Support, "Mehr Bänke am Hafen", false)
            ],
            "{}",
            city.store.name
        );
        assert_eq!(all[0].code.as_ref(), Some(&sent.code));
        assert!(done(&city, &account.person).await.unwrap().is_empty(), "nothing of it is the clerk's");
        end(&city, &token, minutes(1)).await.unwrap();

        let counter = Channel::Counter.code();
        let db = city.read();
        let row = proposal::Entity::find_by_id(sent.id.0).one(db).await.unwrap().unwrap();
        assert_eq!((row.channel.as_str(), row.author_key.as_str()), (counter, sitting.person.0.as_str()));
        let rows = support::Entity::find().filter(support::Column::Channel.eq(counter)).all(db).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.person_key.as_str()).collect::<Vec<_>>(), [sitting.person.0.as_str()]);
        let rows = comment::Entity::find().filter(comment::Column::Channel.eq(counter)).all(db).await.unwrap();
        assert_eq!(rows.len(), 1);
        let log = format!("{:?}", told(&city).await);
        assert!(!log.contains(&sitting.person.0) && !log.contains(&token), "{log}");
    }
}
