//! Somebody without an account shows that they live here.

use domain::{ids::ProposalId, residents::Typed, surveys::Reply};

use super::*;
use crate::{boards, entity::resident, surveys, testing::with_demo};

fn ada() -> Resident {
    Typed { name: "Ada Groß".into(), born: "24.12.1990".into(), postal_code: "18055".into() }.check().ok().unwrap()
}

/// The clerk has an account already.
async fn sit(store: &Store, who: Option<&Resident>, now: Moment) -> Result<String, StoreError> {
    let clerk = clerk_again(store).await;
    begin(store, &clerk, &acting(clerk.account, Role::Clerk), Purpose::Discussion, who, now).await
}

async fn sitting_of(store: &Store, token: &str, now: Moment) -> Sitting {
    find(store, token, now).await.unwrap().unwrap()
}

async fn back(store: &Store, id: ProposalId, person: &PersonKey, now: Moment) -> Result<i64, StoreError> {
    Ok(supports::support_by(store, id, person, Way::Helped, now).await?.count)
}

async fn other_account(store: &Store) -> (AccountId, PersonKey) {
    let id = accounts::open(store, accounts::tests::new("eve@example.org"), NOW).await.unwrap();
    (id, accounts::find(store, id).await.unwrap().unwrap().person)
}

#[tokio::test]
async fn a_resident_without_an_account_is_one_voice_over_all_sittings_and_with_a_later_account() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        boards::set_needed_level(&city, "stadt", Level::ResidentConfirmed, NOW).await.unwrap();
        clerk(&city).await;
        let token = sit(&city, None, NOW).await.unwrap();
        let guest = sitting_of(&city, &token, NOW).await;
        let refused = back(&city, id, &guest.person, NOW).await;
        assert!(
            matches!(refused, Err(StoreError::Refused(Refusal::LevelNeeded(_)))),
            "{} {refused:?}",
            city.store.name
        );
        end(&city, &token, NOW).await.unwrap();

        // Two days, two sittings; the second ends by itself.
        let token = sit(&city, Some(&ada()), NOW).await.unwrap();
        let first = sitting_of(&city, &token, NOW).await;
        assert_eq!((guest.level, first.level), (Level::Guest, Level::ResidentConfirmed));
        assert_eq!(back(&city, id, &first.person, NOW).await.unwrap(), 1, "{}", city.store.name);
        end(&city, &token, NOW).await.unwrap();
        assert_eq!(sitting::Entity::find().count(city.read()).await.unwrap(), 0);
        let row = support::Entity::find().one(city.read()).await.unwrap().unwrap();
        assert_ne!(row.person_key, first.person.0, "it leads to nothing else that was done there");
        let late = back(&city, id, &first.person, NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(_))), "the level went with the sitting: {late:?}");

        let tomorrow = NOW.plus_days(1);
        let token = sit(&city, Some(&ada()), tomorrow).await.unwrap();
        let second = sitting_of(&city, &token, tomorrow).await.person;
        assert_ne!(second, first.person);
        assert_eq!(back(&city, id, &second, tomorrow).await.unwrap(), 1, "{}", city.store.name);
        assert_eq!(supports::withdraw(&city, id, &second, tomorrow).await.unwrap().count, 0, "it is theirs");
        assert_eq!(back(&city, id, &second, tomorrow).await.unwrap(), 1, "{}", city.store.name);
        assert_eq!(end_idle(&city, tomorrow.plus_days(1)).await.unwrap(), 1);

        let (account, person) = other_account(&city).await;
        residents::confirm(&city, &acting(account, Role::Clerk), account, &ada(), tomorrow).await.unwrap();
        assert_eq!(back(&city, id, &person, tomorrow).await.unwrap(), 1, "{}", city.store.name);
        // Now the account has the voice, and nobody sits down beside it.
        let refused = sit(&city, Some(&ada()), tomorrow).await;
        assert!(matches!(refused, Err(StoreError::Taken)), "{} {refused:?}", city.store.name);

        let rows = resident::Entity::find().all(city.read()).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.account_id).collect::<Vec<_>>(), [Some(account.0)]);
        let log = told(&city).await;
        let confirmed = log.iter().filter(|entry| entry.0 == "resident_confirmed" && entry.1.is_some()).count();
        assert_eq!(confirmed, 3, "{log:?}");
        let text = format!("{log:?}");
        assert!(!text.contains(&rows[0].fingerprint) && !text.contains(&second.0), "{text}");
    }
}

#[tokio::test]
async fn a_resident_sits_in_one_place_and_is_confirmed_for_no_account_meanwhile() {
    for city in open_cities().await {
        clerk(&city).await;
        let token = sit(&city, Some(&ada()), NOW).await.unwrap();
        let (account, _) = other_account(&city).await;
        let beside = sit(&city, Some(&ada()), NOW).await;
        assert!(matches!(beside, Err(StoreError::Taken)), "{} {beside:?}", city.store.name);
        let confirmed = residents::confirm(&city, &acting(account, Role::Clerk), account, &ada(), NOW).await;
        assert!(matches!(confirmed, Err(StoreError::Taken)), "{} {confirmed:?}", city.store.name);
        assert!(find(&city, &token, NOW).await.unwrap().is_some(), "the first one goes on");
        assert!(sit(&city, None, NOW).await.is_ok(), "somebody else sits beside them");
        // One that nobody ended stands in nobody's way.
        assert!(sit(&city, Some(&ada()), minutes(IDLE_MINUTES)).await.is_ok(), "{}", city.store.name);
    }
}

#[tokio::test]
async fn what_a_resident_says_to_a_survey_in_two_sittings_is_one_response() {
    const SURVEY: &str = "stadt-und-digitale-hilfe";
    let replies = |choice: usize| vec![Some(Reply::Choices(vec![choice])), None, Some(Reply::Scale(4)), None, None];
    for store in with_demo().await {
        clerk(&store).await;
        let level = Level::ResidentConfirmed;
        surveys::set_needed_level(&store, &Acting::OPERATOR, SURVEY, level, NOW).await.unwrap();
        let responses = async || surveys::by_slug(&store, SURVEY).await.unwrap().unwrap().responses;
        let before = responses().await;
        for (number, choice) in [(1, 0), (2, 3)] {
            let token = sit(&store, Some(&ada()), NOW).await.unwrap();
            let person = sitting_of(&store, &token, NOW).await.person;
            let sent = submission(number);
            surveys::respond_by(&store, (SURVEY, None), sent, &person, replies(choice), Way::Helped, NOW)
                .await
                .unwrap();
            end(&store, &token, NOW).await.unwrap();
        }
        assert_eq!(responses().await, before + 1, "{}", store.name);
    }
}
