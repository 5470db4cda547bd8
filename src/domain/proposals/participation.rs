//! What the small moving parts of a page need of a proposal.

use serde::{Deserialize, Serialize};

use super::Status;
use crate::{Theme, ids::ProposalId, places::LonLat};

/// How many people support a proposal, and whether the one who asks is among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supports {
    pub count: i64,
    pub mine: bool,
}

/// A proposal on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pin {
    pub id: ProposalId,
    pub title: String,
    pub point: LonLat,
    pub theme: Theme,
    pub status: Status,
}

impl Pin {
    /// `/vorschlaege/12-mehr-baenke`, without language prefix.
    pub fn path(&self) -> String {
        super::views::path(self.id, &self.title)
    }
}
