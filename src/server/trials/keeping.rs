//! Backups, their return, and the move to another database, as an operator does it.

use rand::{RngExt, SeedableRng, rngs::SmallRng};
use trial::{Client, Program, Running};

use super::{
    database_url,
    kills::begin,
    ledger::Crowd,
    oracle::{Oracle, fresh_postgres},
    program, seed,
};

/// Runs a command beside a crowd; answers whether it succeeded and what it said.
fn run(program: &Program, arguments: &[&str]) -> (bool, String) {
    let ran = tokio::task::block_in_place(|| program.run(arguments)).unwrap();
    let said = [ran.stdout, ran.stderr].concat();
    (ran.status.success(), String::from_utf8(said).unwrap())
}

/// Without the number that the scripts of each answer have for themselves.
async fn page(server: &Running, address: &str) -> (u16, String) {
    let mut client = Client::connect(server.address).await.unwrap();
    let answer = client.get(address).await.unwrap();
    let policy = answer.headers.get("content-security-policy").map_or("", |policy| policy.to_str().unwrap());
    let number = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
    (answer.status.as_u16(), number.map_or_else(|| answer.text(), |number| answer.text().replace(number, "")))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_busy_server_comes_back_with_all_that_was_acknowledged_before() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    let (file, copy) = (folder.path().join("trial.db"), folder.path().join("copy.db"));
    let copy = copy.to_str().unwrap();
    assert!(run(&program, &["seed"]).0);
    assert!(run(&program, &["board", "set", "--moderation", "after"]).0);
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut dice_of = || SmallRng::seed_from_u64(dice.random());

    let server = program.serve().await.unwrap();
    let proposals = begin(&server).await;
    let mut crowd = Crowd::of(32, server.address, &proposals, &mut dice_of);
    crowd.has_seen(300).await;
    server.stop().unwrap();
    let before = crowd.ledger().await;

    let server = program.serve().await.unwrap();
    let mut crowd = Crowd::of(32, server.address, &proposals, &mut dice_of);
    crowd.has_seen(100).await;
    let (is_done, said) = run(&program, &["backup", copy]);
    assert!(is_done, "{said}");
    let (is_done, said) = run(&program, &["backup", copy]);
    assert!(!is_done && said.contains("is there already"), "{said}");
    // Nobody was kept from writing, and nothing is pulled away from under the server.
    crowd.has_seen(100).await;
    let (is_done, said) = run(&program, &["restore", copy]);
    assert!(!is_done && said.contains("Stop it first"), "{said}");
    crowd.has_seen(100).await;
    server.kill().unwrap();
    crowd.ledger().await;

    let (is_done, said) = run(&program, &["restore", copy]);
    assert!(is_done && said.contains(".before-"), "{said}");
    let oracle = Oracle::open(&format!("sqlite://{}", file.display())).await;
    assert_eq!(oracle.missing(&before).await, 0);
    oracle.check().await;
    oracle.close().await;
    let server = program.serve().await.unwrap();
    for id in &proposals {
        assert_eq!(page(&server, &format!("/vorschlaege/{id}")).await.0, 200);
    }
    let mut crowd = Crowd::of(4, server.address, &proposals, &mut dice_of);
    crowd.has_seen(20).await;
    server.stop().unwrap();
    crowd.ledger().await;
}

/// The file alone is not the database: what was acknowledged last lies in the log beside it. A copy of it has to be missed
/// by the same oracle, and by the program.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_the_file_alone_is_found_incomplete() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    let bare = folder.path().join("bare.db");
    assert!(run(&program, &["seed"]).0);
    assert!(run(&program, &["board", "set", "--moderation", "after"]).0);
    let mut dice = SmallRng::seed_from_u64(seed());
    let server = program.serve().await.unwrap();
    let proposals = begin(&server).await;
    let mut crowd = Crowd::of(4, server.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
    crowd.has_seen(20).await;
    server.kill().unwrap();
    let ledger = crowd.ledger().await;

    for end in ["", "-wal"] {
        let name = |file: &str| folder.path().join(format!("{file}.db{end}"));
        std::fs::copy(name("trial"), name("bare")).unwrap();
    }
    let (is_done, said) = run(&program, &["restore", bare.to_str().unwrap()]);
    assert!(!is_done && said.contains("wegmarken backup"), "{said}");
    std::fs::remove_file(folder.path().join("bare.db-wal")).unwrap();
    let oracle = Oracle::open(&format!("sqlite://{}", bare.display())).await;
    assert!(oracle.missing(&ledger).await > 0, "{} acknowledged, and all of them in the file", ledger.len());
    oracle.close().await;
    let oracle = Oracle::open(&database_url(&folder)).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_city_shows_the_same_pages() {
    let Some(url) = fresh_postgres().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let old = program(&folder);
    assert!(run(&old, &["seed", "--demo"]).0);
    let (is_done, said) = run(&old, &["move", "--to", &url]);
    assert!(is_done && said.lines().filter(|line| line.ends_with("same")).count() > 15, "{said}");
    let (is_done, said) = run(&old, &["move", "--to", &url]);
    assert!(!is_done && said.contains("not empty"), "{said}");
    // A backup is another tool's business there.
    let new = program(&folder).with("DATABASE_URL", &url);
    let (is_done, said) = run(&new, &["backup", "copy.db"]);
    assert!(!is_done && said.contains("pg_dump"), "{said}");

    let (old, new) = (old.serve().await.unwrap(), new.serve().await.unwrap());
    for address in [
        "/",
        "/vorschlaege",
        "/vorschlaege?q=spielplatz",
        "/vorschlaege?q=speilplatz",
        "/vorschlaege?thema=verkehr&sortierung=unterstuetzt",
        "/vorschlaege?ansicht=karte",
        "/en/themen/verkehr",
        "/kalender.ics",
        "/informieren",
        "/api/v1/proposals",
        "/api/v1/proposals/1",
    ] {
        let (here, there) = (page(&old, address).await, page(&new, address).await);
        assert_eq!(here.0, 200, "{address}");
        // Each server calls itself by its own port.
        let there = (there.0, there.1.replace(&new.address.to_string(), &old.address.to_string()));
        assert_eq!(here.1.len(), there.1.len(), "{address}");
        assert!(here == there, "{address}");
    }
    old.stop().unwrap();
    new.stop().unwrap();
}
