//! The power goes out under load, again and again: what was acknowledged is on the disk, and the disk holds a whole database.
//!
//! After `kill -9` the operating system still writes what the program gave it; without power it does not. So the server
//! runs once with a recorder between it and its files, and disks are made from the log: for each a moment is chosen, what
//! was synced by then is there, and of the rest whatever chance leaves.

pub mod disk;
pub mod recorder;

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use domain::policy::Role;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use store::{Settings, Store, audit};
use tempfile::TempDir;
use tokio::task::JoinSet;
use trial::{Client, Program};

use self::{
    disk::{Disk, Files, Operation},
    recorder::{Recorder, operations},
};
use super::{
    SECRET, database_url,
    kills::begin,
    ledger::{Ledger, act},
    oracle::Oracle,
    program, seed, staff, trials,
    works::open_office,
};

const CITIZENS: u32 = 8;
const EACH: u32 = 50;
const CUTS: u32 = 20;

/// Of so many disks one is given to a server, which takes longer to look at it.
const SERVED: usize = 7;

/// What somebody was told, and how long the log was when they knew.
type Told = (usize, Ledger);

/// One server, from its start until it stopped by itself.
struct Recording {
    proposals: Vec<i64>,
    before: Files,
    log: Vec<u8>,
    told: Vec<Told>,
}

impl Recording {
    async fn of(program: Program, folder: &TempDir, dice: &mut SmallRng) -> Self {
        for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after", "--flood-limit", "100000"]] {
            let ran = program.run(arguments).unwrap();
            assert!(ran.status.success(), "{ran:?}");
        }
        let administrator = staff(folder, Role::Administrator).await;
        let server = program.serve().await.unwrap();
        let proposals = begin(&server).await;
        server.stop().unwrap();
        let before = files_in(folder.path());

        let recorder = Recorder::build();
        let server = recorder.around(program, folder.path()).serve().await.unwrap();
        let mut crowd = JoinSet::new();
        for _ in 0..CITIZENS {
            let dice = SmallRng::seed_from_u64(dice.random());
            crowd.spawn(citizen(server.address, proposals.clone(), recorder.log(), dice));
        }
        crowd.spawn(clerk(server.address, administrator, recorder.log(), SmallRng::seed_from_u64(dice.random())));
        let told = crowd.join_all().await.concat();
        assert!(server.stop().unwrap().success());

        let log = fs::read(recorder.log()).unwrap();
        assert_whole(&before, &log, folder.path());
        Self { proposals, before, log, told }
    }

    /// Right after somebody was told something, whenever it may be, and when pages were written back into the database and
    /// none of them is synced; in their order.
    fn moments(&self, many: u32, dice: &mut SmallRng) -> Vec<usize> {
        let mut written_back = Vec::new();
        let mut start = 0;
        for (end, operation) in operations(&self.log) {
            if matches!(operation, Operation::Sync("trial.db")) {
                written_back.push(start);
            }
            start = end;
        }
        assert!(written_back.len() > 1, "the database was written back only when the server stopped");
        let mut moments: Vec<_> = (0..many)
            .map(|number| match number % 3 {
                0 => self.told[dice.random_range(0..self.told.len())].0,
                1 => dice.random_range(0..=self.log.len()),
                _ => written_back[dice.random_range(0..written_back.len())],
            })
            .collect();
        moments.sort_unstable();
        moments
    }

    /// Disks whose power was cut.
    fn images<'a>(&'a self, many: u32, dice: &'a mut SmallRng) -> impl Iterator<Item = Image> {
        let moments = self.moments(many, dice);
        cut(&self.before, &self.log, moments, dice).map(move |(moment, folder)| {
            let mut told = Ledger::default();
            for (_, ledger) in self.told.iter().filter(|(by, _)| *by <= moment) {
                told.add(ledger.clone());
            }
            Image { moment, folder, told }
        })
    }
}

/// What disks may hold whose power was cut at these moments of a log, which stand in their order.
pub fn cut<'a>(
    before: &'a Files,
    log: &'a [u8],
    moments: Vec<usize>,
    dice: &'a mut SmallRng,
) -> impl Iterator<Item = (usize, TempDir)> {
    let mut disk = Disk::with(before);
    let mut operations = operations(log).peekable();
    moments.into_iter().map(move |moment| {
        while let Some((_, operation)) = operations.next_if(|(end, _)| *end <= moment) {
            disk.run(operation);
        }
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in disk.cut(dice) {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        (moment, folder)
    })
}

/// Nothing that a program did to its files escaped the recorder.
pub fn assert_whole(before: &Files, log: &[u8], folder: &Path) {
    let mut disk = Disk::with(before);
    operations(log).for_each(|(_, operation)| disk.run(operation));
    assert!(disk.seen() == files_in(folder), "the log does not make the files that are there");
}

/// What a disk holds after its power was cut, and what had been acknowledged by then.
struct Image {
    moment: usize,
    folder: TempDir,
    told: Ledger,
}

impl Image {
    async fn missing(&self) -> usize {
        let oracle = Oracle::open(&database_url(&self.folder)).await;
        let missing = oracle.missing(&self.told).await;
        oracle.close().await;
        missing
    }

    /// Everything fits together, the log of what staff did as well.
    async fn check(&self) {
        let settings = Settings { secret: Some(SECRET.into()), ..Settings::new(database_url(&self.folder)) };
        let store = Store::open(&settings).await.unwrap();
        let chain = audit::verify(&store).await.unwrap();
        store.close().await.unwrap();
        assert!(chain.is_ok(), "{chain:?}");
        let oracle = Oracle::open(&database_url(&self.folder)).await;
        oracle.check().await;
        oracle.close().await;
    }

    /// The program starts on it as on any other, and people take part.
    async fn serve(&self, proposals: &[i64], dice: &mut SmallRng) {
        let server = program(&self.folder).serve().await.unwrap();
        let mut client = Client::connect(server.address).await.unwrap();
        let answer = act(&mut client, proposals, dice, &mut Ledger::default()).await.unwrap();
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{} {}", answer.status, answer.text());
        server.stop().unwrap();
    }
}

async fn citizen(address: SocketAddr, proposals: Vec<i64>, log: PathBuf, mut dice: SmallRng) -> Vec<Told> {
    let mut client = Client::connect(address).await.unwrap();
    let mut told = Vec::new();
    for _ in 0..EACH {
        let mut ledger = Ledger::default();
        act(&mut client, &proposals, &mut dice, &mut ledger).await.unwrap();
        assert_eq!(ledger.len(), 1, "something was not acknowledged");
        told.push((length(&log), ledger));
    }
    told
}

async fn clerk(address: SocketAddr, cookie: String, log: PathBuf, mut dice: SmallRng) -> Vec<Told> {
    let mut client = Client::connect(address).await.unwrap();
    let mut told = Vec::new();
    for _ in 0..EACH {
        let mut ledger = Ledger::default();
        open_office(&mut client, &cookie, &mut dice, &mut ledger).await.unwrap();
        told.push((length(&log), ledger));
    }
    told
}

/// Asked after the answer came: what is in the log by then is at least what the answer rests on.
fn length(log: &Path) -> usize {
    fs::metadata(log).unwrap().len().try_into().unwrap()
}

pub fn files_in(folder: &Path) -> Files {
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    names.map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_power_goes_out() {
    let (folder, mut dice) = (tempfile::tempdir().unwrap(), SmallRng::seed_from_u64(seed()));
    let recording = Recording::of(program(&folder), &folder, &mut dice).await;
    let (cuts, mut dice_of_servers) = (CUTS * trials(), SmallRng::seed_from_u64(dice.random()));
    for (number, image) in recording.images(cuts, &mut dice).enumerate() {
        if number % SERVED == 0 {
            image.serve(&recording.proposals, &mut dice_of_servers).await;
        }
        let (missing, of, moment) = (image.missing().await, image.told.len(), image.moment);
        assert_eq!(missing, 0, "of {of} acknowledged when the power went out, {moment} bytes into the log");
        image.check().await;
    }
    println!("{cuts} power cuts, {} acknowledgements, none lost", recording.told.len());
}

/// Where commits do not wait for the disk, the same cuts have to find losses, or they could not find any.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_commits_do_not_wait_for_the_disk() {
    let (folder, mut dice) = (tempfile::tempdir().unwrap(), SmallRng::seed_from_u64(seed()));
    let program = program(&folder).with("WEGMARKEN_FAULT", "commit-to-memory");
    let recording = Recording::of(program, &folder, &mut dice).await;
    for image in recording.images(CUTS, &mut dice) {
        if image.missing().await > 0 {
            return;
        }
    }
    panic!("{} acknowledgements in memory, {CUTS} power cuts, and no loss was noticed", recording.told.len());
}
