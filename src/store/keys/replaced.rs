//! The operator replaced the secret: what was made under the old one is found while it stands beside the new one, what is
//! made from now on needs the new one alone, and without the old one nothing of before is known.

use domain::{
    Language,
    accounts::Level,
    ids::AccountId,
    outbox::Answer,
    policy::{Acting, Role, Scope},
    residents::{Resident, Typed},
    sittings::Purpose as Wish,
};

use super::Keys;
use crate::{
    Store, StoreError, accounts, contributions,
    leaving::{self, Texts},
    outbox::{self, Arriving},
    proposals::{
        find,
        samples::{City, open_cities, person, proposal, published, submission},
        submit,
    },
    receipts, residents, second_factor, sessions, sittings, supports,
    testing::NOW,
    tickets::{self, Purpose},
};

const CLERK: Acting = Acting { account: None, role: Role::Clerk, scope: Scope::Everywhere };

/// The secret of the stores under test, and what replaces it.
const OLD: &[u8] = b"test";
const NEW: &[u8] = b"the secret of this year";

/// With the old secret beside the new one, and without it.
fn reopened(city: &City) -> (Store, Store) {
    (city.under(Keys::with_before(NEW, &[OLD.to_vec()])), city.under(Keys::from_secret(NEW)))
}

async fn account(store: &Store, email: &str) -> AccountId {
    accounts::open(store, accounts::tests::new(email), NOW).await.unwrap()
}

#[tokio::test]
async fn receipts_of_before_open_and_whatever_leads_to_them_names_the_same_code() {
    for city in open_cities().await {
        let send = async |store: &Store, number| {
            submit(store, submission(number), &person(1), proposal("Bänke am Hafen"), NOW).await.unwrap().code
        };
        let code = send(&city, 1).await;
        let (both, alone) = reopened(&city);
        assert!(receipts::open(&both, &code).await.unwrap().is_some(), "{}", city.store.name);
        assert_eq!(receipts::open(&alone, &code).await.unwrap(), None, "{}", city.store.name);
        assert_eq!(send(&both, 1).await, code, "{}: sent again", city.store.name);
        assert_eq!(receipts::of_submission(&both, &submission(1)).await.unwrap(), Some(code.clone()));
        let own = contributions::of_person(&both, &person(1)).await.unwrap().proposals;
        assert_eq!(own.first().and_then(|one| one.code.clone()), Some(code), "{}: on one's own page", city.store.name);

        let fresh = send(&both, 2).await;
        assert!(receipts::open(&alone, &fresh).await.unwrap().is_some(), "{}: made under the new one", city.store.name);
    }
}

#[tokio::test]
async fn what_a_device_sends_again_gets_the_answer_of_before() {
    for city in open_cities().await {
        let on = published(&city, 1, "Bänke am Hafen").await;
        let content = serde_json::json!({ "proposal": on.0, "stance": "for", "text": "Das fehlt." }).to_string();
        let record = Arriving::new(submission(9), "comment", content, NOW, Language::De);
        let first = outbox::deliver(&city, &record, &person(2), NOW).await.unwrap();
        let (both, alone) = reopened(&city);
        assert_eq!(outbox::deliver(&both, &record, &person(3), NOW).await.unwrap(), first, "{}", city.store.name);
        let lost = outbox::deliver(&alone, &record, &person(3), NOW).await.unwrap();
        assert!(matches!(&lost, Answer::Accepted { .. }) && lost != first, "{}: {lost:?}", city.store.name);
    }
}

#[tokio::test]
async fn sessions_links_and_codes_on_paper_go_on_and_sessions_move_over() {
    for city in open_cities().await {
        let id = account(&city, "ada@example.org").await;
        let token = sessions::begin(&city, id, None, "Firefox", false, NOW).await.unwrap();
        let links = [
            tickets::make(&city, Purpose::SignIn, Some(id), "{}", NOW).await.unwrap(),
            tickets::make(&city, Purpose::SignIn, Some(id), "{}", NOW).await.unwrap(),
        ];
        let sheet = second_factor::tests::sheet("first");
        second_factor::new_recovery_codes(&city, id, &sheet, NOW).await.unwrap();
        let codes = sheet.hashes;
        let (both, alone) = reopened(&city);

        assert_eq!(sessions::find(&alone, &token, NOW).await.unwrap(), None, "{}", city.store.name);
        let who = sessions::find(&both, &token, NOW).await.unwrap().unwrap();
        assert!(who.account == id && who.is_stale, "{}", city.store.name);
        let renewed = sessions::renew(&both, &who, false, NOW).await.unwrap();
        assert!(sessions::find(&alone, &renewed, NOW).await.unwrap().is_some(), "{}", city.store.name);
        assert!(!sessions::find(&both, &renewed, NOW).await.unwrap().unwrap().is_stale, "{}", city.store.name);

        assert_eq!(tickets::redeem(&alone, Purpose::SignIn, &links[0], NOW).await.unwrap(), None);
        assert!(
            tickets::redeem(&both, Purpose::SignIn, &links[0], NOW).await.unwrap().is_some(),
            "{}",
            city.store.name
        );
        assert!(tickets::look(&both, Purpose::SignIn, &links[1], NOW).await.unwrap().is_some());
        assert!(!second_factor::take_recovery_code(&alone, id, &codes[0], NOW).await.unwrap());
        assert!(second_factor::take_recovery_code(&both, id, &codes[0], NOW).await.unwrap(), "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_sitting_goes_on_as_the_same_person() {
    for city in open_cities().await {
        let id = account(&city, "clerk@example.org").await;
        let token = sessions::begin(&city, id, None, "Firefox", true, NOW).await.unwrap();
        let who = sessions::find(&city, &token, NOW).await.unwrap().unwrap();
        let token = sittings::begin(&city, &who, &CLERK, Wish::Proposal, None, NOW).await.unwrap();
        let before = sittings::find(&city, &token, NOW).await.unwrap();
        let (both, alone) = reopened(&city);
        assert!(before.is_some() && sittings::find(&alone, &token, NOW).await.unwrap().is_none());
        assert_eq!(sittings::find(&both, &token, NOW).await.unwrap(), before, "{}", city.store.name);
        sittings::end(&both, &token, NOW).await.unwrap();
        assert_eq!(sittings::find(&city, &token, NOW).await.unwrap(), None, "{}", city.store.name);
    }
}

fn ada() -> Resident {
    Typed { name: "Ada Groß".into(), born: "24.12.1990".into(), postal_code: "18055".into() }.check().ok().unwrap()
}

#[tokio::test]
async fn a_resident_stays_one_resident_with_one_voice() {
    for city in open_cities().await {
        let on = published(&city, 1, "Bänke am Hafen").await;
        let first = account(&city, "ada@example.org").await;
        let code = residents::code_of(&city, first);
        residents::confirm(&city, &CLERK, first, &ada(), NOW).await.unwrap();
        let person = accounts::find(&city, first).await.unwrap().unwrap().person;
        supports::support(&city, on, &person, NOW).await.unwrap();

        let (both, alone) = reopened(&city);
        assert_eq!(residents::by_code(&both, &code).await.unwrap(), Some(first), "{}", city.store.name);
        assert_eq!(residents::by_code(&alone, &code).await.unwrap(), None, "{}", city.store.name);
        let other = account(&both, "eve@example.org").await;
        let refused = residents::confirm(&both, &CLERK, other, &ada(), NOW).await;
        assert!(matches!(refused, Err(StoreError::Taken)), "{}: {refused:?}", city.store.name);

        // The account is deleted under the old secret, and the voice is theirs again under the new one.
        leaving::leave(&city, first, Texts::Leave, NOW).await.unwrap();
        residents::confirm(&both, &CLERK, other, &ada(), NOW).await.unwrap();
        let person = accounts::find(&both, other).await.unwrap().unwrap().person;
        let told = supports::support(&both, on, &person, NOW).await.unwrap();
        assert_eq!((told.count, told.mine), (1, true), "{}", city.store.name);
        assert_eq!(find(&both, on).await.unwrap().unwrap().card.supports, 1, "{}", city.store.name);

        let third = account(&alone, "nobody@example.org").await;
        residents::confirm(&alone, &CLERK, third, &ada(), NOW).await.unwrap();
    }
}

#[tokio::test]
async fn of_two_letters_for_one_resident_across_the_change_one_counts() {
    for city in open_cities().await {
        let (one, two) = (account(&city, "ada@example.org").await, account(&city, "eve@example.org").await);
        let old = residents::order_letter(&city, &CLERK, one, &ada(), NOW).await.unwrap();
        let (both, _) = reopened(&city);
        let new = residents::order_letter(&both, &CLERK, two, &ada(), NOW).await.unwrap();
        assert!(!residents::redeem_letter(&both, one, &old, NOW).await.unwrap(), "{}", city.store.name);
        assert!(residents::redeem_letter(&both, two, &new, NOW).await.unwrap(), "{}", city.store.name);
        let level = async |id| accounts::find(&both, id).await.unwrap().unwrap().level;
        assert_eq!((level(one).await, level(two).await), (Level::EmailConfirmed, Level::ResidentConfirmed));
    }
}

#[tokio::test]
async fn a_letter_that_was_on_its_way_counts() {
    for city in open_cities().await {
        let id = account(&city, "ada@example.org").await;
        let code = residents::order_letter(&city, &CLERK, id, &ada(), NOW).await.unwrap();
        let (both, alone) = reopened(&city);
        assert!(!residents::redeem_letter(&alone, id, &code, NOW).await.unwrap(), "{}", city.store.name);
        assert!(residents::redeem_letter(&both, id, &code, NOW).await.unwrap(), "{}", city.store.name);
    }
}
