//! What may be on a disk after its power was cut: all that was synced, and of everything else each sector as it was at some
//! moment since.
//!
//! Nothing is written in order but what a sync keeps apart, a large write may end in the middle, and a name is there for
//! certain only after its folder was synced, which is less than the usual file systems promise. Two things are taken for
//! granted, as SQLite takes them: a sector is written whole or not at all, and a disk that says "synced" does not lie.

use std::{collections::BTreeMap, mem::take};

use rand::{RngExt, rngs::SmallRng};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// A folder: what stands in each of its files.
pub type Files = BTreeMap<String, Vec<u8>>;

#[derive(Clone, Copy, Debug)]
pub enum Operation<'log> {
    Create(&'log str),
    Unlink(&'log str),
    Write { name: &'log str, at: usize, bytes: &'log [u8] },
    Truncate { name: &'log str, length: usize },
    Sync(&'log str),
    SyncFolder,
}

/// What an operation makes different, until a sync for certain or not at all.
#[derive(Clone, Copy)]
enum Change<'log> {
    Name(&'log str, Option<usize>),
    Write { file: usize, at: usize, bytes: &'log [u8] },
    Truncate { file: usize, length: usize },
}

impl Change<'_> {
    /// What has to be synced for it; `None` is the folder.
    fn file(&self) -> Option<usize> {
        match self {
            Self::Name(..) => None,
            Self::Write { file, .. } | Self::Truncate { file, .. } => Some(*file),
        }
    }
}

/// A name that is given again leads to a new file, and the old one may be what the disk still knows under it.
#[derive(Clone)]
struct Contents {
    names: BTreeMap<String, usize>,
    files: Vec<Vec<u8>>,
}

impl Contents {
    fn make(&mut self, change: Change) {
        match change {
            Change::Name(name, Some(file)) => {
                self.names.insert(name.into(), file);
            }
            Change::Name(name, None) => {
                self.names.remove(name);
            }
            Change::Write { file, at, bytes } => self.put(file, at, bytes),
            Change::Truncate { file, length } => self.files[file].resize(length, 0),
        }
    }

    fn put(&mut self, file: usize, at: usize, bytes: &[u8]) {
        let (file, end) = (&mut self.files[file], at + bytes.len());
        if file.len() < end {
            file.resize(end, 0);
        }
        file[at..end].copy_from_slice(bytes);
    }

    /// With all that stands in it: what was written there before cannot be left out.
    fn take_sector(&mut self, file: usize, sector: usize, from: &Self) {
        let (start, seen) = (sector * SECTOR, &from.files[file]);
        self.put(file, start, &seen[start..seen.len().min(start + SECTOR)]);
    }

    fn named(mut self) -> Files {
        self.names.into_iter().map(|(name, file)| (name, take(&mut self.files[file]))).collect()
    }
}

pub struct Disk<'log> {
    /// What no cut takes away.
    safe: Contents,
    /// As programs see them.
    names: BTreeMap<String, usize>,
    unsynced: Vec<Change<'log>>,
}

impl<'log> Disk<'log> {
    /// One on which all of this has long been written.
    pub fn with(files: &Files) -> Self {
        let names: BTreeMap<_, _> = files.keys().cloned().zip(0..).collect();
        let safe = Contents { names: names.clone(), files: files.values().cloned().collect() };
        Self { safe, names, unsynced: Vec::new() }
    }

    pub fn run(&mut self, operation: Operation<'log>) {
        match operation {
            Operation::Create(name) => {
                let file = self.safe.files.len();
                self.safe.files.push(Vec::new());
                self.names.insert(name.into(), file);
                self.unsynced.push(Change::Name(name, Some(file)));
            }
            Operation::Unlink(name) => {
                self.names.remove(name);
                self.unsynced.push(Change::Name(name, None));
            }
            Operation::Write { name, at, bytes } => {
                self.unsynced.push(Change::Write { file: self.names[name], at, bytes });
            }
            Operation::Truncate { name, length } => {
                self.unsynced.push(Change::Truncate { file: self.names[name], length });
            }
            Operation::Sync(name) => self.sync(Some(self.names[name])),
            Operation::SyncFolder => self.sync(None),
        }
    }

    fn sync(&mut self, file: Option<usize>) {
        let all = take(&mut self.unsynced).into_iter();
        let (synced, unsynced): (Vec<_>, _) = all.partition(|change| change.file() == file);
        self.unsynced = unsynced;
        for change in synced {
            self.safe.make(change);
        }
    }

    /// What programs see while the power is there.
    pub fn seen(&self) -> Files {
        let mut seen = self.safe.clone();
        for change in &self.unsynced {
            seen.make(*change);
        }
        seen.named()
    }

    /// What the disk may hold when the power is cut now.
    pub fn cut(&self, dice: &mut SmallRng) -> Files {
        let luck = dice.random_range(0..4);
        let (mut seen, mut left) = (self.safe.clone(), self.safe.clone());
        for change in &self.unsynced {
            seen.make(*change);
            let chance = chance(luck, dice);
            match *change {
                Change::Write { file, at, bytes } => {
                    for sector in at / SECTOR..(at + bytes.len()).div_ceil(SECTOR) {
                        if dice.random_bool(chance) {
                            left.take_sector(file, sector, &seen);
                        }
                    }
                }
                whole if dice.random_bool(chance) => left.make(whole),
                _ => {}
            }
        }
        left.named()
    }
}

/// How likely each sector of a change got to the disk: nothing of all changes, everything, or each change by itself with
/// none, some or all of it.
fn chance(luck: u8, dice: &mut SmallRng) -> f64 {
    match luck {
        0 => 0.0,
        1 => 1.0,
        _ => [0.0, 0.5, 1.0][dice.random_range(0..3)],
    }
}

#[cfg(test)]
mod tests;
