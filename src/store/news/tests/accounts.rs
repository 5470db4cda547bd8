//! Accounts: their address, and what their holders did themselves as staff.

use domain::{
    accounts::Email,
    moderation::{Item as Subject, Rule},
    news::Topic,
    policy::{Acting, Role, Scope},
    push::Device,
};

use super::*;
use crate::{
    accounts::{self, NewAccount},
    moderation,
    proposals::samples::*,
};

async fn account(city: &City, email: &str, is_confirmed: bool) -> accounts::Account {
    let new = NewAccount {
        email: Email::parse(email).unwrap(),
        name: None,
        password_hash: None,
        language: Language::En,
        is_confirmed,
    };
    let id = accounts::open(city, new, NOW).await.unwrap();
    accounts::find(city, id).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_confirmed_address_of_an_account_needs_no_second_confirmation() {
    for city in cities().await {
        let (sure, unsure) =
            (account(&city, "ada@example.org", true).await, account(&city, "eve@example.org", false).await);
        let theirs = contact(&city, &sure.person).await.unwrap().unwrap();
        assert_eq!(
            (theirs.email.as_deref(), theirs.language),
            (Some("ada@example.org"), Language::En),
            "{}",
            city.store.name
        );
        assert_eq!(contact(&city, &unsure.person).await.unwrap(), None);
        city.write(async |tx| accounts::confirm_email(tx, unsure.id, NOW).await).await.unwrap();
        assert_eq!(contact(&city, &unsure.person).await.unwrap().unwrap().email.as_deref(), Some("eve@example.org"));

        // What somebody chose for letters stays.
        with_email(&city, &sure.person, "other@example.org").await;
        city.write(async |tx| accounts::confirm_email(tx, sure.id, NOW).await).await.unwrap();
        assert_eq!(contact(&city, &sure.person).await.unwrap().unwrap().email.as_deref(), Some("other@example.org"));
    }
}

#[tokio::test]
async fn staff_are_not_told_of_what_they_did_themselves() {
    for city in cities().await {
        let (mo, li) = (account(&city, "mo@example.org", false).await, account(&city, "li@example.org", false).await);
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for who in [&mo, &li] {
            follow(&city, &who.person, &Topic::Proposal(id), Delivery::Inbox, NOW).await.unwrap();
        }
        spread_all(&city, NOW).await;
        let before = inbox(&city, &mo.person, None, 9).await.unwrap().len();
        let by = Acting { account: Some(mo.id), role: Role::Moderator, scope: Scope::Everywhere };
        let later = NOW.plus_days(1);
        moderation::hide(&city, &by, Subject::proposal(id), Rule::NO_HATE, "Beleidigt.", later).await.unwrap();
        spread_all(&city, later).await;
        assert_eq!(inbox(&city, &mo.person, None, 9).await.unwrap().len(), before, "{}", city.store.name);
        assert_eq!(inbox(&city, &li.person, None, 9).await.unwrap().len(), before + 1);
    }
}

#[tokio::test]
async fn each_device_of_a_person_gets_one_message_for_each_event() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        spread_all(&city, NOW).await;
        let device = |name: &str| Device {
            endpoint: format!("https://push.example/{name}"),
            p256dh: "B".repeat(87),
            auth: "a".repeat(22),
        };
        for name in ["telefon", "rechner", "rechner"] {
            assert!(subscribe(&city, &person(1), &device(name), Language::De, NOW).await.unwrap());
        }
        moderation::hide(&city, &Acting::OPERATOR, Subject::proposal(id), Rule::NO_HATE, "Beleidigt.", NOW)
            .await
            .unwrap();
        spread_all(&city, NOW).await;
        let mut messages = Vec::new();
        while let Some(job) = claimed(&city, NOW).await {
            assert_eq!(job.kind, PUSH, "{}", city.store.name);
            messages.extend(open_push(&city, &job).await.unwrap());
            jobs::done(&city, &job, NOW).await.unwrap();
        }
        let mut endpoints: Vec<String> = messages.into_iter().map(|message| message.device.endpoint).collect();
        endpoints.sort();
        assert_eq!(endpoints, ["https://push.example/rechner", "https://push.example/telefon"]);

        for number in 3..=domain::push::MOST_DEVICES {
            assert!(subscribe(&city, &person(1), &device(&number.to_string()), Language::De, NOW).await.unwrap());
        }
        assert!(!subscribe(&city, &person(1), &device("zuviel"), Language::De, NOW).await.unwrap());
        city.write(async |tx| forget(tx, &person(1)).await).await.unwrap();
        assert!(!has_device(&city, &person(1)).await.unwrap());
    }
}
