use std::collections::BTreeSet;

use rand::SeedableRng;

use super::*;

const LARGE: usize = 8 * SECTOR;

fn disk<'log>() -> Disk<'log> {
    Disk::with(&Files::from([("old".into(), vec![b'o'; LARGE])]))
}

fn write<'log>(name: &'log str, at: usize, bytes: &'log [u8]) -> Operation<'log> {
    Operation::Write { name, at, bytes }
}

/// Everything that a cut leaves in a thousand tries.
fn cuts(operations: &[Operation]) -> BTreeSet<Files> {
    let mut disk = disk();
    operations.iter().for_each(|operation| disk.run(*operation));
    (0..1_000).map(|seed| disk.cut(&mut SmallRng::seed_from_u64(seed))).collect()
}

#[test]
fn what_is_synced_stays() {
    let new = [b'n'; LARGE];
    let left = cuts(&[
        write("old", 100, &new),
        Operation::Truncate { name: "old", length: LARGE },
        Operation::Create("new"),
        write("new", 0, &new),
        Operation::Sync("new"),
        Operation::SyncFolder,
        Operation::Sync("old"),
    ]);
    let mut old = vec![b'o'; 100];
    old.resize(LARGE, b'n');
    assert_eq!(left, BTreeSet::from([Files::from([("new".into(), new.into()), ("old".into(), old)])]));
}

#[test]
fn what_is_not_synced_is_there_or_not_or_in_part_by_whole_sectors() {
    let new = [b'n'; LARGE];
    let left: BTreeSet<_> = cuts(&[write("old", 0, &new)]).into_iter().map(|files| files["old"].clone()).collect();
    assert!(left.contains(new.as_slice()) && left.contains([b'o'; LARGE].as_slice()) && left.len() > 10);
    for sector in left.iter().flat_map(|file| file.chunks(SECTOR)) {
        assert!(sector == [b'n'; SECTOR] || sector == [b'o'; SECTOR], "{sector:?}");
    }
}

#[test]
fn a_later_write_may_be_there_without_an_earlier_one() {
    let left = cuts(&[write("old", 0, b"1"), write("old", SECTOR, b"2")]);
    let pairs: BTreeSet<_> = left.iter().map(|files| (files["old"][0], files["old"][SECTOR])).collect();
    assert_eq!(pairs, BTreeSet::from([(b'o', b'o'), (b'1', b'o'), (b'o', b'2'), (b'1', b'2')]));
}

#[test]
fn inside_of_one_sector_a_later_write_is_never_there_without_an_earlier_one() {
    let left = cuts(&[write("old", 0, b"1"), write("old", 1, b"2")]);
    let pairs: BTreeSet<_> = left.iter().map(|files| (files["old"][0], files["old"][1])).collect();
    assert_eq!(pairs, BTreeSet::from([(b'o', b'o'), (b'1', b'o'), (b'1', b'2')]));
}

#[test]
fn a_file_that_grows_is_as_long_as_what_is_there_of_it() {
    let left = cuts(&[write("old", LARGE, &[b'n'; SECTOR + 1])]);
    let lengths: BTreeSet<_> = left.iter().map(|files| files["old"].len() - LARGE).collect();
    assert_eq!(lengths, BTreeSet::from([0, SECTOR, SECTOR + 1]));
    // Where the end is there without what is before it, nothing is in between.
    assert!(left.iter().any(|files| files["old"][LARGE..].starts_with(&[0; SECTOR])));
}

#[test]
fn a_name_may_be_missing_until_its_folder_is_synced() {
    let make = [Operation::Create("new"), write("new", 0, b"n"), Operation::Sync("new")];
    let with_folder = [&make[..], &[Operation::SyncFolder]].concat();
    assert!(cuts(&make).iter().any(|files| !files.contains_key("new")));
    assert!(cuts(&with_folder).iter().all(|files| files["new"] == b"n"));
}

#[test]
fn a_file_that_was_removed_may_come_back_as_it_was() {
    let again = [Operation::Unlink("old"), Operation::Create("old"), write("old", 0, b"n"), Operation::Sync("old")];
    let left: BTreeSet<_> = cuts(&again).into_iter().map(|files| files.get("old").cloned()).collect();
    assert_eq!(left, BTreeSet::from([None, Some(b"n".to_vec()), Some(vec![b'o'; LARGE])]));
}

#[test]
fn programs_see_everything_in_its_order() {
    let mut disk = disk();
    for operation in [
        write("old", 0, b"12"),
        write("old", 1, b"3"),
        Operation::Truncate { name: "old", length: 3 },
        Operation::Create("new"),
        write("new", 2, b"n"),
    ] {
        disk.run(operation);
    }
    let seen = Files::from([("new".into(), b"\0\0n".to_vec()), ("old".into(), b"13o".to_vec())]);
    assert_eq!(disk.seen(), seen);
}
