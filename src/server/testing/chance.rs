//! Where the tests take chance from: `WEGMARKEN_SEED` names the seed that a failure printed. What the program itself draws
//! comes from the system, in tests as well.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{LazyLock, Mutex},
};

use domain::ids::SubmissionId;
use rand::{RngExt, SeedableRng, rngs::SmallRng};

thread_local! {
    static DICE: RefCell<SmallRng> = RefCell::new(of_this_thread());
}

/// One for the whole run, so that the world and what is sent into it come again together. Printed, so that
/// `WEGMARKEN_SEED` can repeat what failed.
pub fn seed() -> u64 {
    static SEED: LazyLock<u64> = LazyLock::new(|| {
        let named = std::env::var("WEGMARKEN_SEED").ok().and_then(|text| text.parse::<u64>().ok());
        named.unwrap_or_else(rand::random)
    });
    println!("WEGMARKEN_SEED={}", *SEED);
    *SEED
}

/// 32 hexadecimal digits, for draft keys and the ids of forms, that come again with the seed.
pub fn id() -> String {
    SubmissionId::from_bytes(DICE.with_borrow_mut(|dice| dice.random())).to_string()
}

/// The same with dashes, as editors make them.
pub fn uuid() -> String {
    domain::editing::uuid(&id()).unwrap()
}

/// Every test has a thread of its name, and so its own chance, whichever other tests run.
fn of_this_thread() -> SmallRng {
    static BEGUN: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    let mut begun = BEGUN.lock().unwrap();
    let before = begun.entry(name.clone()).or_default();
    let dice = of(seed(), &name, *before);
    *before += 1;
    dice
}

/// Threads that share a name draw apart: `before` says how many of that name there were.
fn of(seed: u64, name: &str, before: u64) -> SmallRng {
    let mut hash = DefaultHasher::new();
    (seed, name, before).hash(&mut hash);
    SmallRng::seed_from_u64(hash.finish())
}

#[test]
fn chance_comes_again_with_its_seed_and_is_another_one_in_each_test() {
    let drawn = |seed, name, before| -> u128 { of(seed, name, before).random() };
    assert_eq!(drawn(77, "a", 0), drawn(77, "a", 0));
    let apart = [drawn(77, "a", 0), drawn(78, "a", 0), drawn(77, "b", 0), drawn(77, "a", 1)];
    assert_eq!(std::collections::BTreeSet::from(apart).len(), apart.len());
    let elsewhere = || std::thread::spawn(id).join().unwrap();
    let ids = [id(), id(), elsewhere(), elsewhere()];
    assert_eq!(std::collections::BTreeSet::from(ids.clone()).len(), ids.len());
}
