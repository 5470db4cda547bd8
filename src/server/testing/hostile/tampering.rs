//! Somebody with the file of the database changes what staff did.

use clap::Parser;
use domain::{boards::BoardChange, policy::Acting};
use sea_orm::{ConnectionTrait, Database};
use web::site::now;

use crate::{cli::Cli, commands, database, testing::config};

#[tokio::test]
async fn a_changed_log_ends_the_check_with_the_number_of_the_entry() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config();
    config.database_url = format!("sqlite://{}", folder.path().join("test.db").display());
    let store = database::open_and_migrate(&config).await.unwrap();
    store::seed::content(&store, now()).await.unwrap();
    for days in [10, 20, 30] {
        let wanted = BoardChange { answer_days: Some(days), ..BoardChange::default() };
        store::boards::change(&store, &Acting::OPERATOR, "stadt", wanted, now()).await.unwrap();
    }
    store.close().await.unwrap();
    let check = async || commands::run(Cli::parse_from(["wegmarken", "check", "audit"]), &config).await;
    check().await.unwrap();

    let other = Database::connect(&config.database_url).await.unwrap();
    let tamper = "UPDATE audit SET data = '{}' WHERE number = 2";
    assert!(other.execute_unprepared(tamper).await.is_err(), "the database itself refuses");
    check().await.unwrap();
    other.execute_unprepared("DROP TRIGGER audit_is_not_changed").await.unwrap();
    other.execute_unprepared(tamper).await.unwrap();
    other.close().await.unwrap();
    let broken = check().await.unwrap_err().to_string();
    assert!(broken.contains("entry 2"), "{broken}");
}
