//! Whoever owns the database takes its guard away and does at random what can be done to a log and to the head beside it: the
//! head that was kept elsewhere finds out each of these, and without it some pass.

use rand::{RngExt, SeedableRng, rngs::SmallRng};

use super::*;
use crate::testing::{seed, trials};

const ROUNDS: u64 = 200;

/// What stands in the database: the entries, and the head beside them.
#[derive(Clone)]
struct Log {
    rows: Vec<audit::Model>,
    head: String,
}

impl Log {
    async fn of(store: &TestStore) -> Self {
        let rows = audit::Entity::find().order_by_asc(audit::Column::Number).all(store.read()).await.unwrap();
        let head = setting::Entity::find_by_id(HEAD).one(store.read()).await.unwrap().unwrap().value;
        Self { rows, head }
    }

    async fn put(self, store: &TestStore) {
        let done = store.write(async |tx| {
            tx.execute_unprepared("DELETE FROM audit").await?;
            for row in self.rows {
                let number = Set(row.number);
                let row = audit::ActiveModel { number, ..audit::ActiveModel::from(row).reset_all() };
                audit::Entity::insert(row).exec_without_returning(tx).await?;
            }
            setting::ActiveModel { key: Unchanged(HEAD.into()), value: Set(self.head) }.update(tx).await?;
            Ok(())
        });
        done.await.unwrap();
    }

    /// With numbers, hashes and head as the program would have written them.
    fn chained_anew(mut self) -> Self {
        let (mut previous, mut head) = (String::new(), "0:".to_owned());
        for (row, number) in self.rows.iter_mut().zip(1..) {
            (row.number, row.previous) = (number, previous);
            row.hash = hash_of(row);
            previous = row.hash.clone();
            head = format!("{number}:{previous}");
        }
        Self { head, ..self }
    }

    /// What somebody made of it, in their words, and whether the chain holds nevertheless.
    fn tampered(mut self, dice: &mut SmallRng) -> (&'static str, bool, Self) {
        let place = dice.random_range(0..self.rows.len());
        match dice.random_range(0..7) {
            0 => {
                change(&mut self.rows[place], dice);
                ("an entry says something else", false, self)
            }
            1 => {
                self.rows.remove(place);
                ("an entry is gone", false, self)
            }
            2 => {
                let other = (place + dice.random_range(1..self.rows.len())) % self.rows.len();
                let (one, another) = (self.rows[place].number, self.rows[other].number);
                (self.rows[place].number, self.rows[other].number) = (another, one);
                self.rows.sort_by_key(|row| row.number);
                ("two entries are exchanged", false, self)
            }
            3 => {
                self.rows.truncate(place);
                ("the end is cut off", false, self)
            }
            4 => {
                self.rows.truncate(place);
                ("the database is that of yesterday", true, self.chained_anew())
            }
            5 => {
                self.rows[place].data.push(' ');
                ("an entry says something else, and all behind it is written anew", true, self.chained_anew())
            }
            _ => {
                self.rows.remove(place);
                ("an entry is gone, and all behind it is written anew", true, self.chained_anew())
            }
        }
    }
}

/// One of the cells.
fn change(row: &mut audit::Model, dice: &mut SmallRng) {
    match dice.random_range(0..9) {
        0 => row.at += 1,
        1 => row.account_id = Some(row.account_id.unwrap_or_default() + 1),
        2 => row.subject_id += 1,
        3 => row.role.push('x'),
        4 => row.action.push('x'),
        5 => row.subject.push('x'),
        6 => row.data.push('x'),
        7 => row.previous.push('x'),
        _ => row.hash.push('x'),
    }
}

#[tokio::test]
async fn whatever_is_done_to_a_log_at_random_is_found_out_by_the_head_that_was_kept() {
    let (mut dice, rounds) = (SmallRng::seed_from_u64(seed()), ROUNDS * trials());
    for store in stores().await {
        for _ in 0..3 {
            filled(&store).await;
        }
        unguard(&store).await;
        let (log, kept) = (Log::of(&store).await, verify_against(&store, None).await.unwrap().unwrap());
        let mut holding = 0;
        for round in 1..=rounds {
            let (what, holds, tampered) = log.clone().tampered(&mut dice);
            tampered.put(&store).await;
            let found = verify_against(&store, Some(&kept)).await.unwrap();
            assert!(found.is_err(), "{}, round {round}: {what}, and nobody notices", store.name);
            // What only the kept head can know.
            assert_eq!(verify(&store).await.unwrap().is_ok(), holds, "{}, round {round}: {what}", store.name);
            holding += u64::from(holds);
        }
        assert!(holding > rounds / 10, "{}: only {holding} of {rounds} needed the head", store.name);
        log.put(&store).await;
        let found = verify_against(&store, Some(&kept)).await.unwrap();
        assert_eq!(found, Ok(kept), "{}: nothing is wrong", store.name);
    }
}
