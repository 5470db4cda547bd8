use domain::{
    accounts::Level,
    ids::ProposalId,
    policy::{Role, Scope},
    residents::Typed,
};

use super::*;
use crate::{
    accounts::{self, tests::new},
    leaving::{self, Texts},
    proposals::samples::{City, open_cities, published},
    supports,
    testing::NOW,
};

const CLERK: Acting = Acting { account: None, role: Role::Clerk, scope: Scope::Everywhere };

fn who(name: &str) -> Resident {
    Typed { name: name.into(), born: "24.12.1990".into(), postal_code: "18055".into() }.check().ok().unwrap()
}

async fn account(city: &City, email: &str) -> (AccountId, PersonKey) {
    let id = accounts::open(city, new(email), NOW).await.unwrap();
    (id, accounts::find(city, id).await.unwrap().unwrap().person)
}

async fn count(city: &City, id: ProposalId) -> i64 {
    crate::proposals::find(city, id).await.unwrap().unwrap().card.supports
}

#[tokio::test]
async fn one_resident_is_confirmed_with_one_account() {
    for city in open_cities().await {
        let (ada, _) = account(&city, "ada@example.org").await;
        let (eve, _) = account(&city, "eve@example.org").await;
        let code = code_of(&city, ada);
        assert_eq!(by_code(&city, &code.to_lowercase()).await.unwrap(), Some(ada), "{}", city.store.name);
        assert_eq!(by_code(&city, &code.replace(|c: char| c.is_ascii_alphanumeric(), "1")).await.unwrap(), None);
        let citizen = Acting { role: Role::Moderator, ..CLERK };
        let refused = confirm(&city, &citizen, ada, &who("Ada Groß"), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))));
        confirm(&city, &CLERK, ada, &who("Ada Groß"), NOW).await.unwrap();
        confirm(&city, &CLERK, ada, &who("Groß, Ada"), NOW).await.unwrap();
        assert!(matches!(confirm(&city, &CLERK, eve, &who("Ada Gross"), NOW).await, Err(StoreError::Taken)));
        assert!(matches!(confirm(&city, &CLERK, ada, &who("Eve Klein"), NOW).await, Err(StoreError::Taken)));
        assert_eq!(accounts::find(&city, ada).await.unwrap().unwrap().level, Level::ResidentConfirmed);
        assert_eq!(accounts::find(&city, eve).await.unwrap().unwrap().level, Level::EmailConfirmed);
    }
}

#[tokio::test]
async fn a_letter_confirms_once_and_only_the_account_for_which_it_was_printed() {
    for city in open_cities().await {
        let (ada, _) = account(&city, "ada@example.org").await;
        let (eve, _) = account(&city, "eve@example.org").await;
        let code = order_letter(&city, &CLERK, ada, &who("Ada Groß"), NOW).await.unwrap();
        assert!(!redeem_letter(&city, eve, &code, NOW).await.unwrap(), "{}", city.store.name);
        assert!(redeem_letter(&city, ada, &code, NOW).await.unwrap());
        assert!(!redeem_letter(&city, ada, &code, NOW).await.unwrap());
        assert_eq!(accounts::find(&city, ada).await.unwrap().unwrap().level, Level::ResidentConfirmed);
    }
}

#[tokio::test]
async fn a_resident_who_comes_back_has_the_voice_that_they_left() {
    for city in open_cities().await {
        let (one, two) = (published(&city, 1, "Bänke am Hafen").await, published(&city, 2, "Licht im Park").await);
        let (ada, person) = account(&city, "ada@example.org").await;
        confirm(&city, &CLERK, ada, &who("Ada Groß"), NOW).await.unwrap();
        supports::support(&city, one, &person, NOW).await.unwrap();
        supports::support(&city, two, &person, NOW).await.unwrap();
        leaving::leave(&city, ada, Texts::Leave, NOW).await.unwrap();
        assert_eq!((count(&city, one).await, count(&city, two).await), (1, 1), "{}", city.store.name);

        let (again, person) = account(&city, "ada@example.org").await;
        // Before the platform knows them again, and after.
        supports::support(&city, one, &person, NOW).await.unwrap();
        assert_eq!(count(&city, one).await, 2, "{}", city.store.name);
        confirm(&city, &CLERK, again, &who("Ada Groß"), NOW).await.unwrap();
        assert_eq!(count(&city, one).await, 1, "{}", city.store.name);
        let told = supports::support(&city, two, &person, NOW).await.unwrap();
        assert_eq!((told.count, told.mine), (1, true), "{}", city.store.name);
        let told = supports::withdraw(&city, two, &person, NOW).await.unwrap();
        assert_eq!((told.count, told.mine), (0, false), "{}", city.store.name);
        supports::support(&city, two, &person, NOW).await.unwrap();
        assert_eq!(count(&city, two).await, 1, "{}", city.store.name);
    }
}
