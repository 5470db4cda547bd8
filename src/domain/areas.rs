//! The parts of the city. Areas are data with dates of validity: Ortsbeiräte may be merged, old figures keep their area.

use serde::{Deserialize, Serialize};

use crate::{channel::ByChannel, ids::AreaId, moment::Period, places::LonLat};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// Ortsteil (31)
    District,
    /// Stadtbereich (21, statistical)
    Borough,
    /// Ortsbeirat (19)
    Council,
}

impl AreaKind {
    pub const ALL: [Self; 3] = [Self::District, Self::Borough, Self::Council];

    pub fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Borough => "borough",
            Self::Council => "council",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaName {
    pub id: AreaId,
    pub name: String,
    /// Word in addresses: `?ort=evershagen`.
    pub slug: String,
}

/// An area with what a page needs of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    pub id: AreaId,
    pub kind: AreaKind,
    pub name: String,
    pub slug: String,
    pub borough: Option<AreaId>,
    pub council: Option<AreaId>,
    pub inhabitants: Option<i64>,
    /// Where its name is written on a map.
    pub label: LonLat,
    pub valid: Period,
}

impl Area {
    pub fn named(&self) -> AreaName {
        AreaName { id: self.id, name: self.name.clone(), slug: self.slug.clone() }
    }
}

/// What a search for an Ortsteil, a street or a square found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPlace {
    /// The name that matched.
    pub label: String,
    pub district: AreaName,
}

/// Fewest that a figure tells of: one of fewer people could be recognised. Proposals are public, and the list of an area
/// shows and counts each; as its figure, so few compare with nothing.
pub const DISCLOSURE_MINIMUM: i64 = 5;

/// What may be said in public about an area's count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum AreaFigure {
    /// Fewer than [`DISCLOSURE_MINIMUM`], and not none.
    TooFew,
    /// Count per 1 000 inhabitants, where the number of inhabitants is known.
    Rate { count: i64, per_thousand: Option<f64> },
}

impl AreaFigure {
    pub fn of(count: i64, inhabitants: Option<i64>) -> Self {
        if (1..DISCLOSURE_MINIMUM).contains(&count) {
            return Self::TooFew;
        }
        let per_thousand = inhabitants.filter(|n| *n > 0).map(|n| count as f64 * 1000.0 / n as f64);
        Self::Rate { count, per_thousand }
    }
}

/// What may be said in public about by which ways an area's count came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaSplit {
    /// As [`AreaFigure::TooFew`].
    TooFew,
    /// The number alone: of one of its parts are too few.
    Whole(i64),
    Split(ByChannel),
}

impl AreaSplit {
    pub fn of(split: ByChannel) -> Self {
        let is_small = |many: i64| (1..DISCLOSURE_MINIMUM).contains(&many);
        let total = split.total();
        if is_small(total) {
            Self::TooFew
        } else if split.used().any(|(_, many)| is_small(many)) {
            Self::Whole(total)
        } else {
            Self::Split(split)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_parts_of_a_count_stay_unsaid_too() {
        let split = |web, paper| ByChannel { web, paper, ..ByChannel::default() };
        assert_eq!(AreaSplit::of(split(3, 1)), AreaSplit::TooFew);
        assert_eq!(AreaSplit::of(split(9, 1)), AreaSplit::Whole(10));
        for told in [split(9, 5), split(9, 0), split(0, 0)] {
            assert_eq!(AreaSplit::of(told), AreaSplit::Split(told));
        }
    }

    #[test]
    fn small_counts_stay_unsaid_and_large_ones_become_rates() {
        assert_eq!(AreaFigure::of(3, Some(1_026)), AreaFigure::TooFew);
        assert_eq!(AreaFigure::of(0, None), AreaFigure::Rate { count: 0, per_thousand: None });
        assert_eq!(AreaFigure::of(5, Some(1_000)), AreaFigure::Rate { count: 5, per_thousand: Some(5.0) });
    }
}
