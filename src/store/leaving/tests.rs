mod traces;

use domain::{
    Language,
    accounts::Email,
    comments::CommentDraft,
    ids::{PersonKey, ProposalId},
    policy::{Acting, Grant, Role, Scope},
    proposals::Draft,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::*;
use crate::{
    accounts::{self, NewAccount},
    audit, comments, drafts,
    links::{self, Wish},
    mail::Mail,
    proposals,
    proposals::samples::{City, open_cities, published},
    retention, roles, sessions, supports,
    testing::{NOW, submission},
};

const EMAIL: &str = "zeisig@privat.example";
const NAME: &str = "Zeisigname";

/// In the bytes of their pictures.
const PICTURE: &str = "Zeisigbild";

/// Every row of every table, as text.
async fn dump(store: &Store) -> String {
    let backend = store.read().get_database_backend();
    let texts = async |sql: String| -> Vec<String> {
        let rows = store.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    };
    let mut all = String::new();
    let tables = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table'",
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    for table in texts(tables.into()).await {
        let row = match backend {
            DbBackend::Sqlite => {
                let columns = texts(format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let quoted: Vec<String> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
                if quoted.is_empty() { "''".into() } else { quoted.join(" || ' ' || ") }
            }
            _ => "t::text".to_owned(),
        };
        for line in texts(format!("SELECT {row} FROM \"{table}\" t")).await {
            all.push_str(&format!("{table}: {line}\n"));
        }
    }
    all
}

struct Leaving {
    account: AccountId,
    person: PersonKey,
    own: ProposalId,
    others: ProposalId,
}

/// Somebody who left traces everywhere.
async fn somebody(city: &City) -> Leaving {
    let others = published(city, 1, "Bänke am Hafen").await;
    let new = NewAccount {
        email: Email::parse(EMAIL).unwrap(),
        name: Some(NAME.into()),
        password_hash: Some("$argon2id$zeisigpasswort".into()),
        language: Language::De,
        is_confirmed: true,
    };
    let account = accounts::open(city, new, NOW).await.unwrap();
    let person = accounts::find(city, account).await.unwrap().unwrap().person;
    sessions::begin(city, account, None, "Zeisigbrowser", false, NOW).await.unwrap();
    let draft = Draft {
        title: "Zeisigtitel".into(),
        text: "Zeisigtext, der lang genug ist für einen Vorschlag an die Stadt und noch etwas mehr.".into(),
        theme: "verkehr".into(),
        author: NAME.into(),
        email: EMAIL.into(),
        place_note: "Zeisigweg".into(),
        ..Draft::default()
    };
    let own = proposals::submit(city, submission(9), &person, draft.check().unwrap(), NOW).await.unwrap().id;
    drafts::create(city, &submission(8).to_string(), Some(&person), &draft, NOW).await.unwrap();
    supports::support(city, others, &person, NOW).await.unwrap();
    supports::support(city, own, &crate::testing::person("friend"), NOW).await.unwrap();
    let words = CommentDraft {
        stance: "for".into(),
        text: "Zeisigbeitrag zum Hafen".into(),
        author: NAME.into(),
        ..CommentDraft::default()
    };
    comments::add(city, others, submission(7), &person, words.check().unwrap(), NOW).await.unwrap();
    let letter = |_: links::Occasion, token: &str| Mail {
        key: "zeisig".into(),
        to: EMAIL.into(),
        subject: String::new(),
        text: token.into(),
        html: String::new(),
        list_unsubscribe: None,
    };
    links::ask(city, &Email::parse(EMAIL).unwrap(), Wish::SignIn, letter, NOW).await.unwrap();
    traces::pictures(city, own, &submission(8).to_string()).await;
    traces::everywhere(city, account, &person).await;
    Leaving { account, person, own, others }
}

/// Whether this row is of those that never knew the account.
fn stays(line: &str) -> bool {
    traces::STAYS.iter().any(|table| line.starts_with(&format!("{table}: ")))
}

#[tokio::test]
async fn whoever_removes_their_texts_leaves_nothing_that_is_theirs() {
    for city in open_cities().await {
        let who = somebody(&city).await;
        traces::elsewhere(&city, &who.person, who.others).await;
        let before = dump(&city).await;
        for trace in [EMAIL, NAME, traces::NEWS, &who.person.0, "Zeisigtitel", "Zeisigbeitrag", "zeisigtext"] {
            assert!(before.contains(trace), "the dump does not see {trace} on {}", city.store.name);
        }
        let (key, number) = (who.person.0.as_str(), who.account.0.to_string());
        for table in traces::TABLES {
            let known = ["eisig", key, number.as_str()];
            let is_trace = |line: &str| known.iter().any(|trace| line.contains(trace));
            let mut rows = before.lines().filter(|line| line.starts_with(&format!("{table}: ")));
            assert!(rows.any(is_trace), "nothing to find in {table} on {}", city.store.name);
        }
        leave(&city, who.account, Texts::Remove, NOW).await.unwrap();
        let after = dump(&city).await.to_lowercase();
        for trace in ["zeisig", key] {
            let line = after.lines().find(|line| line.contains(trace) && (trace == key || !stays(line)));
            assert_eq!(line, None, "{trace} on {}", city.store.name);
        }
        for table in traces::STAYS {
            let is_there = after.lines().any(|line| line.starts_with(&format!("{table}: ")) && line.contains("zeisig"));
            assert!(is_there, "{table} is said to stay, on {}", city.store.name);
        }
        let fingerprint = crate::entity::resident::Entity::find().one(city.read()).await.unwrap().unwrap();
        assert_eq!(fingerprint.account_id, None, "{}", city.store.name);
        // What others did is there.
        let card = proposals::find(&city, who.others).await.unwrap().unwrap().card;
        assert_eq!((card.supports, card.comments), (1, 0), "{}", city.store.name);
        let own = proposals::find(&city, who.own).await.unwrap().unwrap().card;
        assert_eq!(own.supports, 1, "the friend still stands behind it");
    }
}

#[tokio::test]
async fn whoever_leaves_their_texts_takes_name_address_and_pseudonym_along() {
    for city in open_cities().await {
        let who = somebody(&city).await;
        traces::elsewhere(&city, &who.person, who.others).await;
        leave(&city, who.account, Texts::Leave, NOW).await.unwrap();
        let after = dump(&city).await;
        for text in ["Zeisigtitel", "Zeisigbeitrag", "Zeisigort", "Zeisigantwort"] {
            assert!(after.contains(text), "{text} on {}", city.store.name);
        }
        let key = who.person.0.as_str();
        let gone = ["Zeisigbrowser", "zeisigpasswort", "Zeisigtelefon", "Zeisighandy", "zeisigsubjekt", "zeisigsuche"];
        for trace in [EMAIL, NAME, traces::NEWS, key, "zeisiggeraet"].into_iter().chain(gone) {
            let line = after.lines().find(|line| line.contains(trace) && (trace == key || !stays(line)));
            assert_eq!(line, None, "{trace} on {}", city.store.name);
        }
        assert!(matches!(leave(&city, who.account, Texts::Leave, NOW).await, Err(StoreError::NotFound)));
    }
}

#[tokio::test]
async fn staff_give_their_roles_back_first() {
    for city in open_cities().await {
        let who = somebody(&city).await;
        let grant = Grant::new(Role::Moderator, Scope::Everywhere).unwrap();
        roles::give(&city, &Acting::OPERATOR, who.account, grant, NOW).await.unwrap();
        assert!(matches!(leave(&city, who.account, Texts::Leave, NOW).await, Err(StoreError::Refused(_))));
        roles::take(&city, &Acting::OPERATOR, who.account, grant, NOW).await.unwrap();
        leave(&city, who.account, Texts::Leave, NOW).await.unwrap();
    }
}

/// What a database may leave lying about of somebody who left.
const ERASED: [&str; 3] = [EMAIL, NAME, PICTURE];

/// As an operator does on PostgreSQL, where a row that is gone stays in its page until something else stands there: all of
/// it is written anew. What it remembers of values for its planner is counted anew before.
async fn write_anew(city: &City) {
    for sql in ["ANALYZE", "VACUUM FULL"] {
        city.write.execute_unprepared(sql).await.unwrap();
    }
}

/// In the file and in its log; on PostgreSQL in each file of a table or an index.
#[tokio::test]
async fn what_is_erased_stands_in_no_byte_of_the_files_a_day_later() {
    for is_cleared in [true, false] {
        for city in open_cities().await {
            let (store, is_postgres) = (&city.store, city.backend() == DbBackend::Postgres);
            if !is_cleared && !is_postgres {
                city.write.execute_unprepared("PRAGMA secure_delete = OFF").await.unwrap();
            }
            assert!(!store.holds(EMAIL).await, "{}", store.name);
            let leaving = somebody(&city).await;
            for word in ERASED {
                assert!(store.holds(word).await, "the look does not see {word} on {}", store.name);
            }
            leave(&city, leaving.account, Texts::Remove, NOW).await.unwrap();
            assert!(store.holds(EMAIL).await, "what the log held before is there until it is emptied");
            retention::run_if_due(&city, NOW.plus_days(1)).await.unwrap().unwrap();
            if is_cleared && is_postgres {
                write_anew(&city).await;
            }
            let mut left = Vec::new();
            for word in ERASED {
                left.push(store.holds(word).await);
            }
            // The look finds what is lying about when nobody has it overwritten.
            assert_eq!(left.contains(&true), !is_cleared, "{left:?} on {}", store.name);
            let log = audit::verify(&city).await.unwrap();
            assert!(matches!(log, Ok(entries) if entries > 0), "{log:?} on {}", store.name);
        }
    }
}
