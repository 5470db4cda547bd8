use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*, test_runner::TestRunner};

use super::*;
use crate::{Language, blocks::BlockKind};

fn merged(base: &str, mine: &str, theirs: &str) -> String {
    match merge(base, mine, theirs) {
        Merge::Merged(text) => text,
        Merge::Conflict => panic!("a conflict of {mine:?} and {theirs:?}"),
    }
}

const TEXT: &str = "## Der Hafen\n\nDie Stadt baut im Hafen neue Bänke für alle.\n\n- erstens\n- zweitens\n";

#[test]
fn different_paragraphs_and_different_places_of_a_sentence_come_together() {
    let mine = TEXT.replace("Der Hafen", "Der Stadthafen");
    let theirs = TEXT.replace("zweitens", "zweitens, und zwar bald");
    let both = mine.replace("zweitens", "zweitens, und zwar bald");
    assert_eq!(merged(TEXT, &mine, &theirs), both);
    let mine = TEXT.replace("Die Stadt", "Die Hansestadt");
    let theirs = TEXT.replace("für alle.", "für alle Menschen.");
    assert!(merged(TEXT, &mine, &theirs).contains("Die Hansestadt baut im Hafen neue Bänke für alle Menschen."));
}

#[test]
fn the_same_place_is_asked_about_and_the_same_change_is_not() {
    let mine = TEXT.replace("neue Bänke", "zehn Bänke");
    assert_eq!(merge(TEXT, &mine, &TEXT.replace("neue Bänke", "rote Bänke")), Merge::Conflict);
    assert_eq!(merge(TEXT, &mine, &TEXT.replace("neue Bänke", "neue Stühle")), Merge::Conflict, "one phrase");
    assert_eq!(merged(TEXT, &mine, &mine), mine);
    let added = mine.replace("- erstens\n", "- erstens\n- dazwischen\n");
    assert_eq!(merged(TEXT, &mine, &added), added);
}

#[test]
fn a_paragraph_that_one_removed_and_nobody_touched_goes_and_a_touched_one_is_asked_about() {
    let gone = TEXT.replace("\n- erstens\n- zweitens\n", "");
    let theirs = TEXT.replace("Der Hafen", "Der Stadthafen");
    assert_eq!(merged(TEXT, &gone, &theirs), gone.replace("Der Hafen", "Der Stadthafen"));
    assert_eq!(merge(TEXT, &gone, &TEXT.replace("erstens", "zuerst")), Merge::Conflict);
}

#[derive(Clone, Copy, Debug)]
enum Doing {
    Type(usize, usize),
    Take(usize, usize),
    Replace(usize, usize),
    Break(usize),
}

fn doing() -> impl Strategy<Value = Doing> {
    let place = 0..200_usize;
    prop_oneof![
        (place.clone(), 1..4_usize).prop_map(|(at, many)| Doing::Type(at, many)),
        (place.clone(), 1..6_usize).prop_map(|(at, many)| Doing::Take(at, many)),
        (place.clone(), 1..3_usize).prop_map(|(at, many)| Doing::Replace(at, many)),
        place.prop_map(Doing::Break),
    ]
}

/// Every word of the base and every typed word is there once, so that it can be looked for.
fn base(shape: &[usize]) -> Vec<String> {
    let mut words = Vec::new();
    for (line, length) in shape.iter().enumerate() {
        words.extend((0..*length).map(|word| format!("b{line}x{word}")));
        words.push("\n".into());
    }
    words
}

fn write(mut words: Vec<String>, doings: &[Doing], who: &str) -> Vec<String> {
    let mut typed = 0;
    let mut fresh = |many: usize| -> Vec<String> {
        typed += many;
        (typed - many..typed).map(|number| format!("{who}{number}")).collect()
    };
    for doing in doings {
        let place = |at: usize| at % (words.len() + 1);
        match *doing {
            Doing::Type(at, many) => {
                let at = place(at);
                words.splice(at..at, fresh(many));
            }
            Doing::Take(at, many) => {
                let at = place(at);
                words.drain(at..(at + many).min(words.len()));
            }
            Doing::Replace(at, many) => {
                let at = place(at);
                words.splice(at..(at + many).min(words.len()), fresh(many));
            }
            Doing::Break(at) => words.insert(place(at), "\n".into()),
        }
    }
    words
}

fn text(words: &[String]) -> String {
    words.join(" ").replace(" \n ", "\n").replace(" \n", "\n")
}

fn tokens(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

#[test]
fn every_kind_of_line_end_stays_one() {
    assert_eq!(tidy("\neins\r\nzwei\rdrei\nvier\0 \n"), "eins\nzwei\ndrei\nvier");
}

#[test]
fn what_one_takes_out_is_gone_and_what_the_other_moves_there_stays() {
    let base = "Eins zwei\ndrei\n";
    assert_eq!(merge(base, "Eins zwei\n", "Eins zwei vier\ndrei\n"), Merge::Merged("Eins zwei vier\n".into()));
    let moved = "Eins zwei\n\n drei";
    assert_eq!(merge(base, "\n Eins zwei\n\n", moved), Merge::Merged("\n Eins zwei\n\n drei".into()));
}

/// Whether such a merge keeps everything that either typed, or asks.
fn keeps_everything(
    merge: fn(&str, &str, &str) -> Merge,
    shape: &[usize],
    mine: &[Doing],
    theirs: &[Doing],
) -> Result<(), TestCaseError> {
    let base = base(shape);
    let (mine, theirs) = (text(&write(base.clone(), mine, "m")), text(&write(base.clone(), theirs, "t")));
    let base = text(&base);
    let Merge::Merged(merged) = merge(&base, &mine, &theirs) else { return Ok(()) };
    let (before, mine, theirs) = (tokens(&base), tokens(&mine), tokens(&theirs));
    let all: BTreeSet<&str> = mine.union(&theirs).copied().collect();
    let kept = |token: &&str| !before.contains(token) || (mine.contains(token) && theirs.contains(token));
    let expected: BTreeSet<&str> = all.iter().copied().filter(kept).collect();
    // What one took out and the other put elsewhere may stay where it was put: it was typed there.
    let found = tokens(&merged);
    prop_assert!(found.is_superset(&expected) && found.is_subset(&all), "{:?}", merged);
    for token in all.difference(&before) {
        prop_assert_eq!(merged.split_whitespace().filter(|word| word == token).count(), 1, "{:?}", merged);
    }
    Ok(())
}

/// Merges that lose something, write something twice, or decide by themselves: each is found out.
#[test]
fn a_merge_that_does_not_keep_everything_is_found_out() {
    let last_wins = |_: &str, _: &str, theirs: &str| Merge::Merged(theirs.to_owned());
    let twice = |base: &str, mine: &str, theirs: &str| match merge(base, mine, theirs) {
        Merge::Merged(text) => Merge::Merged(format!("{text}\n{mine}")),
        Merge::Conflict => Merge::Conflict,
    };
    let asks_nobody = |base: &str, mine: &str, theirs: &str| match merge(base, mine, theirs) {
        Merge::Merged(text) => Merge::Merged(text),
        Merge::Conflict => Merge::Merged(mine.to_owned()),
    };
    type Merging = fn(&str, &str, &str) -> Merge;
    let wrong: [(&str, Merging); 3] = [("last wins", last_wins), ("twice", twice), ("asks nobody", asks_nobody)];
    for (name, merge) in wrong {
        let config = ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() };
        let edits = (vec(0..9_usize, 1..6), vec(doing(), 0..5), vec(doing(), 0..5));
        let found = TestRunner::new(config)
            .run(&edits, |(shape, mine, theirs)| keeps_everything(merge, &shape, &mine, &theirs));
        assert!(found.is_err(), "{name} passes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn everything_typed_is_in_the_text_or_somebody_is_asked(
        shape in vec(0..9_usize, 1..6),
        mine in vec(doing(), 0..5),
        theirs in vec(doing(), 0..5),
    ) {
        keeps_everything(merge, &shape, &mine, &theirs)?;
    }

    #[test]
    fn it_does_not_matter_who_was_first(
        shape in vec(0..9_usize, 1..6),
        mine in vec(doing(), 0..4),
        theirs in vec(doing(), 0..4),
    ) {
        let base = base(&shape);
        let (mine, theirs) = (text(&write(base.clone(), &mine, "m")), text(&write(base.clone(), &theirs, "t")));
        let base = text(&base);
        prop_assert_eq!(merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
        prop_assert_eq!(merge(&base, &mine, &base), Merge::Merged(mine.clone()));
        prop_assert_eq!(merge(&base, &mine, &mine), Merge::Merged(mine.clone()));
    }

    #[test]
    fn a_comparison_holds_both_texts_whole(shape in vec(0..9_usize, 1..6), doings in vec(doing(), 0..6)) {
        let base = base(&shape);
        let (new, old) = (text(&write(base.clone(), &doings, "n")), text(&base));
        let pieces = compare(&old, &new);
        let without = |left: Kind| -> String {
            pieces.iter().filter(|piece| piece.kind != left).map(|piece| piece.text.as_str()).collect()
        };
        prop_assert_eq!(without(Kind::Removed), new);
        prop_assert_eq!(without(Kind::Added), old);
    }

    #[test]
    fn no_text_is_too_odd_to_be_merged(base in ".{0,40}", mine in ".{0,40}", theirs in ".{0,40}") {
        merge(&base, &mine, &theirs);
        warnings(&mine, Language::Ls, 1, &|_| true);
    }
}

fn block(key: &str, body: &str) -> Keyed {
    Keyed { key: key.into(), kind: BlockKind::Text, anchor: None, body: body.into(), revision: 1 }
}

#[test]
fn pages_are_compared_block_by_block() {
    let old = [block("a", "eins"), block("b", "zwei"), block("c", "drei"), block("d", "vier")];
    let new = [block("d", "vier"), block("a", "eins"), block("x", "neu"), block("c", "drei und mehr")];
    let changes: Vec<_> = compare_pages(&old, &new).into_iter().map(|change| (change.key, change.change)).collect();
    let expected = [
        ("d", Change::Moved),
        ("a", Change::Same),
        ("b", Change::Removed),
        ("x", Change::Added),
        ("c", Change::Changed),
    ];
    assert_eq!(changes, expected.map(|(key, change)| (key.to_owned(), change)));
}

#[test]
fn editors_are_told_what_readers_would_stumble_over() {
    let body = "#### Zu tief\n\n![](/bild.png) [hier](/regeln) [Regeln](/en/nirgends?x=1) [Rathaus](https://rathaus.example)\n";
    let found = warnings(body, Language::De, 2, &|target| target == "/regeln" || target.starts_with("https:"));
    let codes: Vec<&str> = found.iter().map(|warning| warning.flaw.code()).collect();
    assert_eq!(codes, ["heading", "picture-without-alt", "vague-link", "broken-link"]);
    let lost = warnings("![Boot](/weg.png) [Ohne Ziel]()", Language::De, 2, &|_| false);
    assert!(lost.len() == 2 && lost.iter().all(|warning| warning.flaw == Flaw::BrokenLink), "{lost:?}");
    assert_eq!(level_after("## Eins\n\n### Zwei\n", 1), 3);
    let long = "Wir gehen heute mit sehr vielen Leuten aus der ganzen Stadt zusammen an den großen Strand.";
    let found = warnings(long, Language::Ls, 1, &|_| true);
    assert!(found.iter().any(|warning| warning.flaw.code() == "long-sentence"), "{found:?}");
    assert!(warnings(long, Language::De, 1, &|_| true).is_empty());
    let picture = |alt: &str, caption: &str, source: &str| {
        (BlockKind::Image, format!("Bild: abc\nAlternativtext: {alt}\nUnterschrift: {caption}\nQuelle: {source}"))
    };
    let files = (BlockKind::Files, format!("Datei: abc Der Plan\nDatei: def {long}"));
    for (kind, body) in [picture(long, "", ""), picture("Ein Boot", long, ""), picture("Ein Boot", "", long), files] {
        let found = block_warnings(kind, &body, Language::Ls, 1, &|_| true);
        assert!(found.iter().any(|warning| warning.flaw.code() == "long-sentence"), "{body}: {found:?}");
    }
}

#[test]
fn a_live_block_that_names_what_there_is_not_is_marked() {
    let codes = |kind, body: &str| -> Vec<&'static str> {
        block_warnings(kind, body, Language::De, 1, &|_| true).iter().map(|warning| warning.flaw.code()).collect()
    };
    assert_eq!(codes(BlockKind::Board, "Thema: Wetter"), ["unknown-name"]);
    assert_eq!(codes(BlockKind::Board, "Hier steht, was läuft."), ["no-theme"]);
    assert!(codes(BlockKind::Board, "Thema: Kultur\n\nHier steht, was läuft.").is_empty());
    assert!(codes(BlockKind::Map, "").is_empty(), "the whole city");
    assert_eq!(codes(BlockKind::Indicator, "Zahlen: Vorschläge, Wetter"), ["unknown-name"]);
    assert_eq!(codes(BlockKind::Accordion, "Nur Text"), ["no-sections"]);
    assert_eq!(codes(BlockKind::Accordion, "#### Frage\n\nAntwort"), ["heading"], "the words are looked at as well");
}

#[test]
fn a_picture_without_words_and_a_file_that_is_not_there_are_marked() {
    let codes = |kind, body: &str| -> Vec<&'static str> {
        let knows = |address: &str| address == "/medien/abc";
        block_warnings(kind, body, Language::De, 1, &knows).iter().map(|warning| warning.flaw.code()).collect()
    };
    assert_eq!(codes(BlockKind::Image, "Bild: abc"), ["picture-without-alt"]);
    assert_eq!(codes(BlockKind::Image, "Bild: abc\nAlternativtext:"), ["picture-without-alt"]);
    assert!(codes(BlockKind::Image, "Bild: abc\nAlternativtext: Ein Boot\nAusschnitt: 16:9").is_empty());
    assert_eq!(
        codes(BlockKind::Image, "Bild: xyz\nAlternativtext: Boot\nAusschnitt: links"),
        ["unknown-name", "unknown-name"]
    );
    assert_eq!(codes(BlockKind::Image, ""), ["no-file"]);
    assert_eq!(codes(BlockKind::Files, "Datei: abc Plan\nDatei: weg"), ["unknown-name"]);
    assert_eq!(codes(BlockKind::Video, "Video: abc"), ["no-captions"]);
    assert!(codes(BlockKind::Video, "Video: abc\nUntertitel: abc").is_empty());
    assert!(codes(BlockKind::Video, "Video: https://video.example/1").is_empty());
    assert_eq!(codes(BlockKind::Video, "Video:\nUntertitel: abc\nVorschaubild: abc"), ["no-file"], "nobody sees it");
}

#[test]
fn a_form_and_a_program_store_the_same_text() {
    assert_eq!(tidy("\r\nEins\r\nzwei \0\r\n\r\n"), tidy("Eins\nzwei"));
}
