//! `kill -9` in the middle of telling people, of sending letters and of pushing messages, again and again: in the end
//! everybody was told of everything, in the inbox and by a letter once, and on their device. On PostgreSQL where there is
//! one, and else on SQLite.

use std::{collections::BTreeSet, path::PathBuf, sync::Mutex, time::Duration};

use domain::{
    Language, Theme,
    ids::PersonKey,
    news::{Delivery, Topic},
};
use hyper::{Method, StatusCode};
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use store::{Settings, Store, mail::Mail, news};
use tempfile::TempDir;
use trial::{Client, Program};

use super::{
    SECRET, database_url,
    devices::Devices,
    ledger::proposal_body,
    oracle::{Oracle, fresh_postgres},
    program, seed,
};

const ROUNDS: usize = 20;
const FOLLOWERS: usize = 6;

/// Proposals of one round at most.
const MOST: usize = 8;

/// Of PostgreSQL: what it still does for others, who may be gone.
const AT_WORK: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                       AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle'";

/// When the server is killed.
#[derive(Clone, Copy, Debug)]
enum When {
    /// The last answer was just given.
    Answered,
    /// It said how far people were told.
    Told,
    /// So many letters lie in the folder.
    Sent(usize),
    /// A message is on its way to a device.
    Pushing,
    /// After so many statements, wherever that is.
    Statements(u32),
}

struct Trial {
    folder: TempDir,
    url: String,
    program: Program,
    contacts: Vec<String>,
    devices: Devices,
    kills: usize,
    dice: SmallRng,
}

impl Trial {
    async fn new(fault: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mail = folder.path().join("mail");
        let url = fresh_postgres().await.unwrap_or_else(|| database_url(&folder));
        let mut program = program(&folder)
            .with("DATABASE_URL", &url)
            .with("WEGMARKEN_MAIL", format!("folder:{}", mail.display()))
            .with("WEGMARKEN_PUSH_LOCAL", "true");
        for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after", "--flood-limit", "100000"]] {
            let ran = program.run(arguments).unwrap();
            assert!(ran.status.success(), "{ran:?}");
        }
        if let Some(fault) = fault {
            program = program.with("WEGMARKEN_FAULT", fault);
        }
        let devices = Devices::start().await;
        let contacts = follow(&url, &devices).await;
        std::fs::create_dir_all(mail).unwrap();
        Self { folder, url, program, contacts, devices, kills: 0, dice: SmallRng::seed_from_u64(seed()) }
    }

    fn any(&mut self) -> When {
        match self.dice.random_range(0..5) {
            0 => When::Answered,
            1 => When::Told,
            2 => self.while_sending(),
            3 => When::Pushing,
            _ => When::Statements(self.dice.random_range(150..900)),
        }
    }

    fn while_sending(&mut self) -> When {
        When::Sent(self.dice.random_range(1..FOLLOWERS * 2))
    }

    async fn round(&mut self, when: When) {
        let oracle = Oracle::open(&self.url).await;
        let (letters, cursor) = (self.letters().len(), cursor_of(&oracle).await);
        let program = match when {
            When::Statements(n) => self.program.clone().with("WEGMARKEN_FAULT", format!("die-after-{n}")),
            _ => self.program.clone(),
        };
        self.kills += 1;
        if matches!(when, When::Pushing) {
            self.devices.hold();
        }
        // It may die while it starts.
        if let Ok(server) = program.serve().await {
            let many = self.dice.random_range(2..=MOST);
            let is_alive = propose(&server, many, &mut self.dice).await;
            assert!(is_alive || matches!(when, When::Statements(_)), "the server went away by itself");
            match when {
                When::Answered | When::Statements(_) => {}
                When::Told => until(async || cursor_of(&oracle).await > cursor).await,
                When::Sent(many) => until(async || self.letters().len() >= letters + many).await,
                When::Pushing => until(async || self.devices.is_holding_one()).await,
            }
            server.kill().unwrap();
        }
        self.devices.release();
        // What the dead one sent last is done, or undone.
        if !oracle.is_sqlite() {
            until(async || oracle.number(AT_WORK).await == 0).await;
        }
        // Whoever works on something for too long is gone: time passes.
        oracle.texts("UPDATE job SET run_at = 0 WHERE state = 'running' RETURNING key").await;
        oracle.close().await;
    }

    /// Lets a server finish everything, and answers with what is wrong: told or sent never, or more than once.
    async fn wrong(&self) -> Vec<String> {
        let server = self.program.serve().await.unwrap();
        let oracle = Oracle::open(&self.url).await;
        until(async || {
            let left = "SELECT (SELECT count(*) FROM job WHERE state IN ('waiting', 'running')) + \
                        (SELECT count(*) FROM event WHERE kind = 'published' AND id > (SELECT event_id FROM news_cursor))";
            oracle.number(left).await == 0
        })
        .await;
        server.stop().unwrap();
        let events = oracle.texts("SELECT CAST(id AS TEXT) FROM event WHERE kind = 'published'").await;
        let expected: BTreeSet<String> = events
            .iter()
            .flat_map(|event| self.contacts.iter().map(move |contact| format!("{event} {contact}")))
            .collect();
        let told = "SELECT CAST(notice.event_id AS TEXT) || ' ' || CAST(contact.id AS TEXT) \
                    FROM notice JOIN contact USING (person_key)";
        let told = oracle.texts(told).await;
        oracle.close().await;
        println!("{} events for {FOLLOWERS} people, {} letters", events.len(), self.letters().len());
        let devices = self.devices.wrong((0..FOLLOWERS).map(follower), events.len(), self.kills);
        [("told", told), ("sent", self.letters())]
            .into_iter()
            .flat_map(|(how, found)| compare(how, &expected, found))
            .chain(devices)
            .collect()
    }

    /// Event and contact of every letter in the folder, as its Message-ID says.
    fn letters(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.path().join("mail")).unwrap();
        files
            .filter_map(|file| std::fs::read_to_string(whole(file.unwrap().path())?).ok())
            .filter_map(|letter| {
                let id = letter.lines().find_map(|line| line.strip_prefix("Message-ID: <news-"))?;
                let (event, contact) = id.split_once('@')?.0.split_once("-c")?;
                Some(format!("{event} {contact}"))
            })
            .collect()
    }
}

/// Not what was only half written when the server was killed.
fn whole(path: PathBuf) -> Option<PathBuf> {
    path.extension().is_some_and(|kind| kind == "eml").then_some(path)
}

fn compare(how: &str, expected: &BTreeSet<String>, found: Vec<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for pair in found {
        if !expected.contains(&pair) {
            wrong.push(format!("{pair} was {how} and should not be"));
        } else if !seen.insert(pair.clone()) {
            wrong.push(format!("{pair} was {how} more than once"));
        }
    }
    wrong.extend(expected.difference(&seen).map(|pair| format!("{pair} was never {how}")));
    wrong
}

async fn cursor_of(oracle: &Oracle) -> i64 {
    oracle.number("SELECT coalesce(max(event_id), 0) FROM news_cursor").await
}

fn follower(number: usize) -> String {
    format!("follower-{number}")
}

/// People with a device who want a letter for every proposal of one Leitthema; the ids of their contacts.
async fn follow(url: &str, devices: &Devices) -> Vec<String> {
    let settings = Settings { secret: Some(SECRET.into()), ..Settings::new(url) };
    let store = Store::open(&settings).await.unwrap();
    // What began long ago would be forgotten at the start.
    let now = web::site::now();
    for number in 0..FOLLOWERS {
        let name = follower(number);
        let person = PersonKey(name.clone());
        let token = Mutex::new(String::new());
        let write = |key: &str, made: &str| {
            *token.lock().unwrap() = made.to_owned();
            Mail {
                key: key.into(),
                to: "nobody@example.org".into(),
                subject: String::new(),
                text: String::new(),
                html: String::new(),
                list_unsubscribe: None,
            }
        };
        let email = format!("{name}@example.org");
        news::ask_for_email(&store, &person, &email, Language::De, write, now).await.unwrap();
        let token = token.into_inner().unwrap();
        assert!(news::confirm(&store, &token, now).await.unwrap());
        news::follow(&store, &person, &Topic::Theme(Theme::Verkehr), Delivery::Immediately, now).await.unwrap();
        assert!(news::subscribe(&store, &person, &devices.device(&name), Language::De, now).await.unwrap());
    }
    store.close().await.unwrap();
    let oracle = Oracle::open(url).await;
    let contacts = oracle.texts("SELECT CAST(id AS TEXT) FROM contact ORDER BY id").await;
    oracle.close().await;
    assert_eq!(contacts.len(), FOLLOWERS);
    contacts
}

/// `false` when the server went away.
async fn propose(server: &trial::Running, many: usize, dice: &mut SmallRng) -> bool {
    let Ok(mut client) = Client::connect(server.address).await else { return false };
    for _ in 0..many {
        let body = proposal_body(&format!("{:032x}", dice.random::<u128>()));
        let json = [("content-type", "application/json")];
        match client.send(Method::POST, "/api/v1/proposals", &json, body).await {
            Ok(answer) => assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text()),
            Err(_) => return false,
        }
    }
    true
}

/// Asks until it is so; what takes this long never comes.
async fn until(is_so: impl AsyncFn() -> bool) {
    for _ in 0..12_000 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never came");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_told_of_everything_once_however_often_the_server_is_killed() {
    let mut trial = Trial::new(None).await;
    for _ in 0..ROUNDS {
        let when = trial.any();
        trial.round(when).await;
    }
    assert_eq!(trial.wrong().await, Vec::<String>::new());
}

/// With the cursor stored before the notices the same trial has to find people who were never told.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_the_cursor_is_ahead_of_what_people_were_told() {
    notices("tell-after-cursor", |_| When::Told, "was never told").await;
}

/// With names that differ each time it has to find letters that were sent twice.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_letter_is_not_known_again() {
    notices("name-letters-anew", Trial::while_sending, "was sent more than once").await;
}

/// With messages that are noted as sent before they are it has to find devices that never got one.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_message_is_noted_before_a_service_has_taken_it() {
    notices("note-pushes-early", |_| When::Pushing, "one was never pushed").await;
}

/// The fault shows when a kill falls between two steps: as many rounds as that takes.
async fn notices(fault: &str, when: impl Fn(&mut Trial) -> When, what: &str) {
    let mut trial = Trial::new(Some(fault)).await;
    for _ in 0..20 {
        for _ in 0..ROUNDS / 2 {
            let when = when(&mut trial);
            trial.round(when).await;
        }
        if trial.wrong().await.iter().any(|line| line.ends_with(what)) {
            return;
        }
    }
    panic!("{fault} went unnoticed");
}
