mod accounts;
mod contacts;
mod following;
mod letters;
mod log;
mod people;
mod told;

use domain::{Language, history::Happening, ids::PersonKey, news::Delivery};

use super::*;
use crate::{
    Store,
    jobs::{self, Claimed},
    mail::Mail,
    proposals::samples::{City, person},
    testing::NOW,
};
use domain::Moment;

/// Tells everybody everything.
async fn spread_all(store: &Store, now: Moment) {
    while spread(store, now).await.unwrap() {}
}

async fn items_of(city: &City, number: u64) -> Vec<Item> {
    spread_all(city, NOW).await;
    inbox(city, &person(number), None, 100).await.unwrap()
}

/// Kinds of what somebody was told, the first one first.
async fn told(city: &City, number: u64) -> Vec<&'static str> {
    let mut items = items_of(city, number).await;
    items.reverse();
    items.iter().map(|item| item.happening.kind()).collect()
}

/// Somebody who confirmed `NUMBER@example.org`.
async fn with_email(store: &Store, person: &PersonKey, email: &str) {
    let token = std::sync::Mutex::new(String::new());
    let write = |key: &str, made: &str| {
        *token.lock().unwrap() = made.to_owned();
        mail(key, email)
    };
    assert_eq!(ask_for_email(store, person, email, Language::De, write, NOW).await.unwrap(), Asked::Sent);
    let token = token.into_inner().unwrap();
    assert!(confirm(store, &token, NOW).await.unwrap());
    // The letter with the link is none of those that are counted here.
    let job = jobs::claim(store, NOW).await.unwrap().unwrap();
    jobs::done(store, &job, NOW).await.unwrap();
}

fn mail(key: &str, to: &str) -> Mail {
    Mail {
        key: key.into(),
        to: to.into(),
        subject: "Bitte bestätigen".into(),
        text: String::new(),
        html: String::new(),
        list_unsubscribe: None,
    }
}

/// Everything that leaves until then, as a worker would send it.
async fn letters_until(store: &Store, now: Moment) -> Vec<Letter> {
    spread_all(store, now).await;
    let mut all = Vec::new();
    while let Some(job) = claimed(store, now).await {
        all.extend(open(store, &job).await.unwrap());
        jobs::done(store, &job, now).await.unwrap();
    }
    all
}

async fn claimed(store: &Store, now: Moment) -> Option<Claimed> {
    jobs::claim(store, now).await.unwrap()
}

fn is_to(happening: &Happening, wanted: domain::proposals::Status) -> bool {
    matches!(happening, Happening::StatusChanged { to, .. } if *to == wanted)
}

/// Another way to hear of it, for those who follow.
const AT_ONCE: Delivery = Delivery::Immediately;
