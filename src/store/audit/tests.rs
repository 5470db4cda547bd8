mod tampering;

use domain::policy::Role;
use sea_orm::{ConnectionTrait, DbBackend, sea_query::Expr};
use serde_json::json;

use super::*;
use crate::testing::{NOW, TestStore, stores};

async fn filled(store: &TestStore) {
    for number in 0..5 {
        store
            .write(async |tx| {
                write(tx, &Acting::OPERATOR, "tried", "board", number, &json!({ "n": number }), NOW).await
            })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_untouched_log_holds_and_is_found_by_what_it_is_about() {
    for store in stores().await {
        assert_eq!(verify(&store).await.unwrap(), Ok(0));
        filled(&store).await;
        assert_eq!(verify(&store).await.unwrap(), Ok(5), "{}", store.name);
        let search = Search { subject: Some(("board".into(), Some(3))), ..Search::default() };
        let found = list(&store, &search).await.unwrap();
        assert_eq!(found.iter().map(|entry| entry.number).collect::<Vec<_>>(), [4]);
        assert_eq!(Role::from_code(&found[0].role), Some(Role::Operator));
        let search = Search { subject: Some(("board".into(), None)), before: Some(3), ..Search::default() };
        let older: Vec<_> = list(&store, &search).await.unwrap().iter().map(|entry| entry.number).collect();
        assert_eq!(older, [2, 1], "the next page begins where the last one ended");
        assert_eq!(codes(&store).await.unwrap(), (vec!["tried".to_owned()], vec!["board".to_owned()]));
    }
}

/// What the database itself refuses, each in the words of the database.
const REFUSED: [(DbBackend, &str); 8] = [
    (DbBackend::Sqlite, "UPDATE audit SET data = '{}' WHERE number = 3"),
    (DbBackend::Sqlite, "DELETE FROM audit WHERE number = 5"),
    (DbBackend::Sqlite, "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 3"),
    (DbBackend::Sqlite, "DELETE FROM audit"),
    (DbBackend::Postgres, "UPDATE audit SET data = '{}' WHERE number = 3"),
    (DbBackend::Postgres, "DELETE FROM audit WHERE number = 5"),
    (
        DbBackend::Postgres,
        "INSERT INTO audit SELECT * FROM audit WHERE number = 3 ON CONFLICT (number) DO UPDATE SET data = ''",
    ),
    (DbBackend::Postgres, "TRUNCATE audit"),
];

#[tokio::test]
async fn the_database_takes_new_entries_only() {
    for store in stores().await {
        filled(&store).await;
        for (_, tamper) in REFUSED.iter().filter(|(backend, _)| *backend == store.backend()) {
            let refused = store.write.execute_unprepared(tamper).await.unwrap_err().to_string();
            assert!(refused.contains("takes new entries only"), "{} {tamper}: {refused}", store.name);
        }
        assert_eq!(verify(&store).await.unwrap(), Ok(5), "{}", store.name);
        filled(&store).await;
        assert_eq!(verify(&store).await.unwrap(), Ok(10), "{}", store.name);
    }
}

/// Whoever owns the database takes its guard away first.
async fn unguard(store: &TestStore) {
    let on_table = if store.backend() == DbBackend::Sqlite { "" } else { " ON audit" };
    for trigger in ["audit_is_not_changed", "audit_is_not_removed"] {
        store.write.execute_unprepared(&format!("DROP TRIGGER {trigger}{on_table}")).await.unwrap();
    }
}

#[tokio::test]
async fn whatever_is_changed_removed_or_cut_off_is_noticed() {
    for store in stores().await {
        filled(&store).await;
        unguard(&store).await;
        let change = async |from: i64, to: &str| {
            audit::Entity::update_many()
                .col_expr(audit::Column::Data, Expr::value(to))
                .filter(audit::Column::Number.eq(from))
                .exec(&store.write)
                .await
                .unwrap();
        };
        change(3, "{\"n\":7}").await;
        assert_eq!(verify(&store).await.unwrap(), Err(Broken::Changed(3)), "{}", store.name);
        change(3, "{\"n\":2}").await;
        assert_eq!(verify(&store).await.unwrap(), Ok(5));

        store.write.execute_unprepared("DELETE FROM audit WHERE number = 5").await.unwrap();
        assert_eq!(verify(&store).await.unwrap(), Err(Broken::Cut { found: 4, expected: 5 }));
        store.write.execute_unprepared("DELETE FROM audit WHERE number = 2").await.unwrap();
        assert_eq!(verify(&store).await.unwrap(), Err(Broken::Missing(2)));
    }
}

#[tokio::test]
async fn twenty_writers_at_once_make_one_chain() {
    for store in stores().await {
        let writes = (0..20).map(|number| {
            let store = store.store.clone();
            tokio::spawn(async move {
                let data = json!({});
                let by = Acting::OPERATOR;
                store.write(async |tx| write(tx, &by, "tried", "board", number, &data, NOW).await).await
            })
        });
        for write in futures_util::future::join_all(writes).await {
            write.unwrap().unwrap();
        }
        assert_eq!(verify(&store).await.unwrap(), Ok(20), "{}", store.name);
    }
}

#[tokio::test]
async fn a_head_that_was_kept_elsewhere_shows_a_chain_that_was_written_anew() {
    for store in stores().await {
        filled(&store).await;
        let kept = verify_against(&store, None).await.unwrap().unwrap();
        assert_eq!((kept.number, kept.to_string().parse::<Head>()), (5, Ok(kept.clone())), "{}", store.name);
        filled(&store).await;
        assert_eq!(verify_against(&store, Some(&kept)).await.unwrap().unwrap().number, 10, "{}", store.name);

        // Whoever owns the database throws the log away and writes another one, with its head.
        unguard(&store).await;
        store
            .write
            .execute_unprepared("DELETE FROM audit; DELETE FROM setting WHERE key = 'audit head'")
            .await
            .unwrap();
        let cut = verify_against(&store, Some(&kept)).await.unwrap();
        assert_eq!(cut, Err(Broken::Cut { found: 0, expected: 5 }), "{}", store.name);
        for number in 0..7 {
            let other = json!({ "n": number + 1 });
            let done =
                store.write(async |tx| write(tx, &Acting::OPERATOR, "tried", "board", number, &other, NOW).await).await;
            done.unwrap();
        }
        assert_eq!(verify(&store).await.unwrap(), Ok(7), "{}: it holds by itself", store.name);
        assert_eq!(verify_against(&store, Some(&kept)).await.unwrap(), Err(Broken::Changed(5)), "{}", store.name);
    }
}

#[test]
fn a_head_is_read_as_it_was_printed() {
    let hash = "0123456789abcdef".repeat(4);
    let head: Head = format!(" 12:{}", hash.to_uppercase()).parse().unwrap();
    assert_eq!(head, Head { number: 12, hash: hash.clone() });
    for wrong in ["", "12", "0:", "12:ab", &format!("-1:{hash}"), &format!("12:{}z", &hash[1..]), &format!("x:{hash}")]
    {
        assert_eq!(wrong.parse::<Head>(), Err(NotAHead), "{wrong}");
    }
}
