//! The backup of PostgreSQL, as the unit of systemd in `docs` makes it: its own command, beside a crowd, and what comes back
//! from its file.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tempfile::TempDir;
use tokio::task::block_in_place;
use trial::Client;

use super::{
    kills::begin,
    ledger::Crowd,
    oracle::{Oracle, fresh_postgres},
    program, seed,
};

const UNIT: &str = include_str!("../../../docs/wegmarken-backup-postgres.service");

/// What the unit tells the shell to do, as systemd hands it over.
fn unit_script() -> String {
    let unit = UNIT.replace("\\\n", " ").replace("%%", "%");
    let script = unit.lines().find_map(|line| line.strip_prefix("ExecStart=/bin/sh -euc '"));
    script.and_then(|script| script.strip_suffix('\'')).expect("the unit runs a shell").to_owned()
}

/// The folder of pg_dump, pg_restore and the programs of the server, which `script/postgres` found.
pub fn tools() -> Option<String> {
    let tools = env::var("TEST_DATABASE_TOOLS").ok();
    if tools.is_none() {
        let may_skip = env::var_os("WEGMARKEN_WHOLE").is_none();
        assert!(may_skip, "TEST_DATABASE_TOOLS names no folder with pg_dump and pg_restore.");
        println!("skipped: nobody says where pg_dump and pg_restore are");
    }
    tools
}

/// The folder in which the unit keeps its files.
struct Kept(TempDir);

impl Kept {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// What the timer sets off each night, with tools that are looked for in these folders first.
    fn back_up(&self, url: &str, tools: &[&str]) -> Output {
        let path = format!("{}:{}", tools.join(":"), env::var("PATH").unwrap());
        let mut shell = Command::new("/bin/sh");
        shell.args(["-euc", &unit_script()]).current_dir(&self.0).env("PATH", path).env("DATABASE_URL", url);
        block_in_place(|| shell.output()).unwrap()
    }

    fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(&self.0).unwrap().map(|file| file.unwrap().path()).collect()
    }

    /// The one file that there is.
    fn file(&self) -> PathBuf {
        let [file]: [PathBuf; 1] = self.files().try_into().expect("one file and no part of one");
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with("wegmarken-") && name.ends_with(".dump"), "{name}");
        file
    }
}

fn restore(tools: &str, file: &Path, url: &str) {
    let mut restore = Command::new(format!("{tools}/pg_restore"));
    restore.args(["--single-transaction", "--no-owner"]).arg(format!("--dbname={url}")).arg(file);
    let ran = block_in_place(|| restore.output()).unwrap();
    assert!(ran.status.success(), "{}", said(&ran));
}

pub fn said(ran: &Output) -> String {
    String::from_utf8_lossy(&ran.stderr).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dump_of_a_busy_server_comes_back_with_all_that_was_acknowledged_before() {
    let Some(url) = fresh_postgres().await else { return };
    let Some(tools) = tools() else { return };
    let (folder, kept) = (tempfile::tempdir().unwrap(), Kept::new());
    let program = program(&folder).with("DATABASE_URL", &url);
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut dice_of = || SmallRng::seed_from_u64(dice.random());

    let server = program.serve().await.unwrap();
    let settings = ["board", "set", "--moderation", "after", "--flood-limit", "100000"];
    assert!(program.run(&settings).unwrap().status.success());
    let proposals = begin(&server).await;
    let mut crowd = Crowd::of(16, server.address, &proposals, &mut dice_of);
    crowd.has_seen(200).await;
    server.kill().unwrap();
    let before = crowd.ledger().await;

    let server = program.serve().await.unwrap();
    let mut crowd = Crowd::of(16, server.address, &proposals, &mut dice_of);
    crowd.has_seen(50).await;
    let ran = kept.back_up(&url, &[&tools]);
    assert!(ran.status.success(), "{}", said(&ran));
    // Nobody was kept from writing.
    crowd.has_seen(50).await;
    server.kill().unwrap();
    let all = crowd.ledger().await;

    let again = fresh_postgres().await.unwrap();
    restore(&tools, &kept.file(), &again);
    let oracle = Oracle::open(&again).await;
    assert_eq!(oracle.missing(&before).await, 0);
    // Written after the dump, so it is not in there: whoever misses nothing does not look.
    assert!(oracle.missing(&all).await > 0, "{} acknowledged, and all of them in the dump", all.len());
    oracle.check().await;
    oracle.close().await;

    let server = program.with("DATABASE_URL", &again).serve().await.unwrap();
    let mut client = Client::connect(server.address).await.unwrap();
    for id in &proposals {
        assert_eq!(client.get(&format!("/vorschlaege/{id}")).await.unwrap().status, StatusCode::OK);
    }
    // Numbers go on where they were: nothing new gets one that somebody has already.
    let mut crowd = Crowd::of(4, server.address, &proposals, &mut dice_of);
    crowd.has_seen(20).await;
    server.kill().unwrap();
    let since = crowd.ledger().await;
    let oracle = Oracle::open(&again).await;
    assert_eq!((oracle.missing(&before).await, oracle.missing(&since).await), (0, 0));
    oracle.close().await;
}

/// Its beginning is whole, and a list of what it contains can be made of it: only reading all of it shows that it is not.
#[tokio::test(flavor = "multi_thread")]
async fn a_dump_that_breaks_off_does_not_take_the_place_of_the_last_one() {
    let Some(url) = fresh_postgres().await else { return };
    let Some(tools) = tools() else { return };
    let (folder, kept) = (tempfile::tempdir().unwrap(), Kept::new());
    let ran = program(&folder).with("DATABASE_URL", &url).run(&["seed"]).unwrap();
    assert!(ran.status.success(), "{}", said(&ran));
    let ran = kept.back_up(&url, &[&tools]);
    assert!(ran.status.success(), "{}", said(&ran));
    let last = fs::read(kept.file()).unwrap();

    let torn = folder.path().join("pg_dump");
    let keeps = last.len() / 2;
    let words = format!("#!/bin/sh\nset -e\n{tools}/pg_dump \"$@\"\nhead -c {keeps} *.part >torn\nmv torn *.part\n");
    fs::write(&torn, words).unwrap();
    fs::set_permissions(&torn, fs::Permissions::from_mode(0o755)).unwrap();
    let ran = kept.back_up(&url, &[folder.path().to_str().unwrap(), &tools]);
    assert!(!ran.status.success() && said(&ran).contains("pg_restore"), "{}", said(&ran));
    assert_eq!(fs::read(kept.file()).unwrap(), last);

    let nobody = kept.back_up(&format!("{url}_gone"), &[&tools]);
    assert!(!nobody.status.success(), "a database that is not there was dumped");
    assert_eq!(fs::read(kept.file()).unwrap(), last);
}
