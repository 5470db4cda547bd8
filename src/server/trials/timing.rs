//! Whether there is an account shows in no time: known and unknown addresses by turns, at every place where one is typed.

mod separation;

use std::time::Instant;

use domain::{Language, accounts::Email};
use hyper::{Method, StatusCode};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use store::{Settings, Store, accounts::NewAccount};
use trial::{Client, Program};
use web::site::now;

use self::separation::Separation;
use super::{SECRET, database_url, program, trials};

const KNOWN: &str = "ada%40example.org";
const UNKNOWN: &str = "eve%40example.org";

/// Where an address is typed, what is sent with it, the answer, and how many pairs: a password takes as long as thirty
/// of the others.
const PLACES: [(&str, &str, StatusCode, usize); 4] = [
    ("/anmelden", "&passwort=falsch-aber-lang", StatusCode::UNPROCESSABLE_ENTITY, 100),
    ("/anmelden/link", "", StatusCode::SEE_OTHER, 200),
    ("/passwort", "", StatusCode::SEE_OTHER, 200),
    ("/registrieren", "", StatusCode::SEE_OTHER, 200),
];

/// So well may the one be told from the other: chance has 0.5.
const MOST: f64 = 0.55;

/// At night there are more, and in the first round never more than these.
const MOST_PAIRS: usize = 1_000;

/// A machine with other work makes a difference now and then. It does not do so three times, each with more to take it
/// from, and each so clearly that chance makes it once in a thousand.
const ROUNDS: [usize; 3] = [1, 2, 4];

/// A running program with one account, and a look into its database.
struct Door {
    server: trial::Running,
    client: Client,
    look: DatabaseConnection,
    _folder: tempfile::TempDir,
}

impl Door {
    async fn new(change: impl FnOnce(Program) -> Program) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = change(program(&folder));
        assert!(program.run(&["seed"]).unwrap().status.success());
        let url = database_url(&folder);
        let store = Store::open(&Settings { secret: Some(SECRET.into()), ..Settings::new(url.clone()) }).await.unwrap();
        let new = NewAccount {
            email: Email::parse("ada@example.org").unwrap(),
            name: None,
            password_hash: Some(web::hash_password("Möwe Hafen Regen".into()).await.unwrap()),
            language: Language::De,
            is_confirmed: true,
        };
        store::accounts::open(&store, new, now()).await.unwrap();
        store.close().await.unwrap();
        let server = program.serve().await.unwrap();
        let client = Client::connect(server.address).await.unwrap();
        Self { server, client, look: Database::connect(&url).await.unwrap(), _folder: folder }
    }

    /// Seconds until the answer is whole.
    async fn time(&mut self, address: &str, email: &str, rest: &str, expected: StatusCode) -> f64 {
        // Guessing gets slow, and that is not what is measured.
        self.look.execute_unprepared("DELETE FROM attempt").await.unwrap();
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let begun = Instant::now();
        let answer = self.client.send(Method::POST, address, &kind, format!("email={email}{rest}")).await.unwrap();
        let taken = begun.elapsed().as_secs_f64();
        assert_eq!(answer.status, expected, "{address} {email}");
        taken
    }

    /// How well they are told apart.
    async fn separation(&mut self, (address, rest, expected, pairs): (&str, &str, StatusCode, usize)) -> Separation {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for pair in 0..pairs {
            // Whoever is first in one pair is second in the next one.
            for first in [pair.is_multiple_of(2), !pair.is_multiple_of(2)] {
                let (email, times) = if first { (KNOWN, &mut known) } else { (UNKNOWN, &mut unknown) };
                times.push(self.time(address, email, rest, expected).await);
            }
        }
        Separation::of(&known, &unknown)
    }

    /// Whether nothing tells them apart, in one of several rounds; what was measured in each.
    async fn is_alike(&mut self, place: (&str, &str, StatusCode, usize)) -> (bool, Vec<String>) {
        let mut told = Vec::new();
        for times in ROUNDS {
            let (address, rest, expected, pairs) = place;
            let found = self.separation((address, rest, expected, pairs * times)).await;
            told.push(format!("{found}{}", if found.is_surely_within(MOST) { ", shown" } else { "" }));
            if !found.is_more_than(MOST) {
                return (true, told);
            }
        }
        (false, told)
    }

    async fn close(self) {
        self.look.close().await.unwrap();
        self.server.stop().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_there_is_an_account_shows_in_no_time() {
    let mut door = Door::new(|program| program).await;
    for (address, rest, expected, pairs) in PLACES {
        let pairs = (pairs * usize::try_from(trials()).unwrap()).min(MOST_PAIRS);
        // What is made at the first use is made.
        door.separation((address, rest, expected, 2)).await;
        let (is_alike, told) = door.is_alike((address, rest, expected, pairs)).await;
        println!("{address}: {told:?}");
        assert!(is_alike, "{address} tells by its time: {told:?}");
    }
    door.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_time_tells_whether_there_is_an_account() {
    let mut door = Door::new(|program| program.with("WEGMARKEN_FAULT", "tell-by-time")).await;
    let (address, rest, expected, _) = PLACES[0];
    let (is_alike, told) = door.is_alike((address, rest, expected, 20)).await;
    assert!(!is_alike, "nothing shows: {told:?}");
    door.close().await;
}
