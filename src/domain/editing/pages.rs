//! States of a whole page, and what lies between two of them.

use serde::{Deserialize, Serialize};

use super::{Piece, compare};
use crate::blocks::BlockKind;

/// Where a page stands between draft and public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The draft is what everybody reads.
    Published,
    Draft,
    /// A second person looks at it.
    InReview,
    /// The second person sent it back, with words.
    ChangesNeeded,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Draft, Self::InReview, Self::ChangesNeeded, Self::Published];

    pub fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::ChangesNeeded => "changes-needed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A block that is known by its key, wherever it stands and whatever is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyed {
    pub key: String,
    pub kind: BlockKind,
    pub anchor: Option<String>,
    pub body: String,
    pub revision: i64,
}

/// Everything that an editor can change of a page, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub title: String,
    pub summary: String,
    pub blocks: Vec<Keyed>,
}

impl Snapshot {
    /// Whether a reader finds the same words in the same order. Which revision they are does not matter.
    pub fn reads_like(&self, other: &Self) -> bool {
        fn shown(block: &Keyed) -> (BlockKind, &str) {
            (block.kind, &block.body)
        }
        (&self.title, &self.summary) == (&other.title, &other.summary)
            && self.blocks.iter().map(shown).eq(other.blocks.iter().map(shown))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Added,
    Removed,
    /// Other words; perhaps at another place as well.
    Changed,
    Moved,
    Same,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockChange {
    pub key: String,
    pub kind: BlockKind,
    pub change: Change,
    pub pieces: Vec<Piece>,
}

/// Block by block in the new order; what was removed stands where it stood.
pub fn compare_pages(old: &[Keyed], new: &[Keyed]) -> Vec<BlockChange> {
    let moved = moved(old, new);
    let mut changes: Vec<BlockChange> = new
        .iter()
        .map(|block| {
            let before = old.iter().find(|before| before.key == block.key);
            let change = match before {
                None => Change::Added,
                Some(before) if before.body != block.body || before.kind != block.kind => Change::Changed,
                Some(_) if moved.contains(&block.key.as_str()) => Change::Moved,
                Some(_) => Change::Same,
            };
            let pieces = compare(before.map_or("", |before| before.body.as_str()), &block.body);
            BlockChange { key: block.key.clone(), kind: block.kind, change, pieces }
        })
        .collect();
    let mut place = 0;
    for block in old {
        match changes.iter().position(|change| change.key == block.key) {
            Some(index) => place = index + 1,
            None => {
                let pieces = compare(&block.body, "");
                let gone = BlockChange { key: block.key.clone(), kind: block.kind, change: Change::Removed, pieces };
                changes.insert(place.min(changes.len()), gone);
                place += 1;
            }
        }
    }
    changes
}

/// Keys that have to move to come from the old order to the new one.
fn moved<'a>(old: &'a [Keyed], new: &'a [Keyed]) -> Vec<&'a str> {
    let keys = |from: &'a [Keyed], other: &[Keyed]| -> Vec<&'a str> {
        let in_both = |block: &&Keyed| other.iter().any(|known| known.key == block.key);
        from.iter().filter(in_both).map(|block| block.key.as_str()).collect()
    };
    let (before, after) = (keys(old, new), keys(new, old));
    let edits = super::tokens::edits(&before, &after);
    edits.into_iter().flat_map(|edit| after.get(edit.new).unwrap_or_default().to_vec()).collect()
}
