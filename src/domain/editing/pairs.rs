//! A page beside its translation: which block says in one language what another one says in the other.

use super::tokens;
use crate::blocks::BlockKind;

/// Places in both lists; one of them is always there.
pub type Pair = (Option<usize>, Option<usize>);

/// A translation begins as a copy, whose blocks keep their keys; those are pairs wherever they stand. Of the others, the same
/// kinds in the same order are. In the order of the source; what only the translation has comes behind what stands above it.
pub fn pairs(source: &[(&str, BlockKind)], translation: &[(&str, BlockKind)]) -> Vec<Pair> {
    let mut partners: Vec<Option<usize>> =
        translation.iter().map(|(key, _)| source.iter().position(|(known, _)| known == key)).collect();
    let alone = |place: &usize| !partners.contains(&Some(*place));
    let here: Vec<usize> = (0..source.len()).filter(alone).collect();
    let there: Vec<usize> = (0..translation.len()).filter(|at| partners.get(*at) == Some(&None)).collect();
    let kinds = |all: &[(&str, BlockKind)], places: &[usize]| -> Vec<&'static str> {
        places.iter().filter_map(|at| all.get(*at)).map(|(_, kind)| kind.code()).collect()
    };
    let edits = tokens::edits(&kinds(source, &here), &kinds(translation, &there));
    let ends = edits.iter().map(|edit| (edit.old.clone(), edit.new.clone()));
    let (mut old, mut new) = (0, 0);
    for (before, after) in ends.chain([(here.len()..here.len(), there.len()..there.len())]) {
        let same = here.get(old..before.start).unwrap_or_default().iter().zip(there.get(new..).unwrap_or_default());
        for (one, other) in same {
            if let Some(partner) = partners.get_mut(*other) {
                *partner = Some(*one);
            }
        }
        (old, new) = (before.end, after.end);
    }
    let partner_of = |one: usize| partners.iter().position(|partner| *partner == Some(one));
    let mut all: Vec<Pair> = (0..source.len()).map(|one| (Some(one), partner_of(one))).collect();
    for (other, _) in partners.iter().enumerate().filter(|(_, partner)| partner.is_none()) {
        let above = other.checked_sub(1).and_then(|above| all.iter().position(|pair| pair.1 == Some(above)));
        all.insert(above.map_or(0, |above| above + 1), (None, Some(other)));
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use BlockKind::{Image, Lead, Steps, Text};

    #[test]
    fn blocks_of_a_copy_find_each_other_wherever_they_stand() {
        let source = [("a", Lead), ("b", Text), ("c", Text)];
        assert_eq!(
            pairs(&source, &[("c", Text), ("a", Lead)]),
            [(Some(0), Some(1)), (Some(1), None), (Some(2), Some(0))]
        );
    }

    #[test]
    fn others_are_paired_by_their_kinds_in_their_order() {
        let source = [("a", Lead), ("b", Text), ("c", Steps), ("d", Text)];
        let translation = [("u", Lead), ("v", Text), ("w", Image), ("x", Text)];
        let expected = [(Some(0), Some(0)), (Some(1), Some(1)), (None, Some(2)), (Some(2), None), (Some(3), Some(3))];
        assert_eq!(pairs(&source, &translation), expected);
        assert_eq!(pairs(&[], &[("u", Text)]), [(None, Some(0))]);
    }

    proptest! {
        #[test]
        fn every_block_stands_in_exactly_one_pair(
            source in prop::collection::vec((0..6_u8, 0..3_usize), 0..8),
            translation in prop::collection::vec((4..10_u8, 0..3_usize), 0..8),
        ) {
            let kinds = [Text, Lead, Image];
            let names: Vec<String> = (0..10).map(|n: u8| n.to_string()).collect();
            let list = |blocks: &[(u8, usize)]| -> Vec<(&str, BlockKind)> {
                let mut all: Vec<(&str, BlockKind)> =
                    blocks.iter().map(|(key, kind)| (names[usize::from(*key)].as_str(), kinds[*kind])).collect();
                all.sort_by_key(|(key, _)| *key);
                all.dedup_by_key(|(key, _)| *key);
                all
            };
            let (source, translation) = (list(&source), list(&translation));
            let all = pairs(&source, &translation);
            let mut ones: Vec<usize> = all.iter().filter_map(|pair| pair.0).collect();
            let mut others: Vec<usize> = all.iter().filter_map(|pair| pair.1).collect();
            prop_assert!(ones.is_sorted());
            ones.sort_unstable();
            others.sort_unstable();
            prop_assert_eq!(ones, (0..source.len()).collect::<Vec<_>>());
            prop_assert_eq!(others, (0..translation.len()).collect::<Vec<_>>());
            prop_assert!(all.iter().all(|pair| pair.0.is_some() || pair.1.is_some()));
        }
    }
}
