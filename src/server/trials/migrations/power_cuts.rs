//! The power goes out anywhere in a migration, in the middle of a statement, of its commit or of what the database writes
//! back when it is closed: the city is the old one or the new one, and the next start goes on.

use std::fs;

use rand::{RngExt, SeedableRng, rngs::SmallRng};

use super::city::{City, Seen};
use crate::{
    power::{assert_whole, cut, disk::Files, files_in, recorder::Recorder},
    seed, trials,
};

const CUTS: u32 = 20;

/// Of so many cities one is migrated again, which takes longer than to look at it.
const AGAIN: usize = 4;

/// The migration of a city, from the start of the program to its end.
struct Recording {
    before: Seen,
    after: Seen,
    files: Files,
    log: Vec<u8>,
}

impl Recording {
    async fn of(fault: &str) -> Self {
        let city = City::older_on_sqlite().await;
        let before = city.look().await;
        let files = files_in(city.place());
        let recorder = Recorder::build();
        let ran = recorder.around(city.program(fault), city.place()).run(&["migrate"]).unwrap();
        assert!(ran.status.success(), "{ran:?}");
        let log = fs::read(recorder.log()).unwrap();
        assert_whole(&files, &log, city.place());
        let after = city.look().await;
        assert_eq!(before.missing_in(&after), Vec::<String>::new());
        Self { before, after, files, log }
    }

    /// What disks hold whose power was cut, and how far the log was.
    fn cities<'a>(&'a self, many: u32, dice: &'a mut SmallRng) -> impl Iterator<Item = (usize, City)> {
        let mut moments: Vec<_> = (0..many).map(|_| dice.random_range(0..=self.log.len())).collect();
        moments.sort_unstable();
        cut(&self.files, &self.log, moments, dice).map(|(moment, folder)| (moment, City::in_folder(folder)))
    }

    fn is_half(&self, seen: &Seen) -> bool {
        *seen != self.before && *seen != self.after
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_whose_power_goes_out_while_it_is_migrated_is_the_old_one_or_the_new_one() {
    let (recording, mut dice) = (Recording::of("").await, SmallRng::seed_from_u64(seed()));
    let (many, mut old) = (CUTS * trials(), 0);
    for (number, (moment, city)) in recording.cities(many, &mut dice).enumerate() {
        let seen = city.look().await;
        // Not with assert_eq: it would print the whole city.
        assert!(!recording.is_half(&seen), "half a city, {moment} bytes into the log");
        old += u32::from(seen == recording.before);
        if number % AGAIN == 0 {
            assert!(city.migrate("").success(), "the next start does not go on, {moment} bytes into the log");
            assert!(
                city.look().await == recording.after,
                "another city than without the cut, {moment} bytes into the log"
            );
        }
    }
    assert!((1..many).contains(&old), "{old} old cities of {many}: the cuts are not in the middle");
    println!("{many} power cuts in a migration, {old} left the old city");
}

/// Without the transaction the same cuts leave half of something.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_half_a_city_when_the_power_goes_out() {
    let (recording, mut dice) = (Recording::of("migrate-bare").await, SmallRng::seed_from_u64(seed()));
    for (_, city) in recording.cities(CUTS, &mut dice) {
        if recording.is_half(&city.look().await) {
            return;
        }
    }
    panic!("{CUTS} power cuts in a migration without a transaction, and never half a city");
}
