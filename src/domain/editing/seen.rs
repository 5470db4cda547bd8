//! What somebody saw of a page that is no text: where it stands, and between which blocks one of them does. What they do with
//! it starts from there.

use super::Unit;
use crate::Moment;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Nobody but editors ever read it.
    Fresh,
    Public,
    Retired(Moment),
}

impl Life {
    pub fn of(is_public: bool, retired_at: Option<Moment>) -> Self {
        match retired_at {
            Some(at) => Self::Retired(at),
            None if is_public => Self::Public,
            None => Self::Fresh,
        }
    }

    fn code(self) -> String {
        match self {
            Self::Fresh => "fresh".to_owned(),
            Self::Public => "public".to_owned(),
            Self::Retired(at) => format!("retired-{}", at.0),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        match code {
            "fresh" => Some(Self::Fresh),
            "public" => Some(Self::Public),
            _ => code.strip_prefix("retired-")?.parse().ok().map(Moment).map(Self::Retired),
        }
    }
}

/// Where a page stands, whether everybody reads it, and to whom it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    pub address: String,
    pub life: Life,
    /// What was set for this very page.
    pub unit: Option<Unit>,
}

impl Whereabouts {
    /// As it travels in a form: addresses have no spaces.
    pub fn code(&self) -> String {
        let unit = self.unit.map_or_else(|| "-".to_owned(), Unit::code);
        format!("{} {} {unit}", self.address, self.life.code())
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let mut parts = code.split(' ');
        let (address, life, unit) = (parts.next()?, parts.next()?, parts.next()?);
        let unit = if unit == "-" { None } else { Some(Unit::from_code(unit)?) };
        (parts.next().is_none() && !address.is_empty()).then_some(())?;
        Some(Self { address: address.to_owned(), life: Life::from_code(life)?, unit })
    }
}

/// The blocks above and below one, where there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Between {
    pub above: Option<String>,
    pub below: Option<String>,
}

impl Between {
    pub fn of(order: &[String], key: &str) -> Option<Self> {
        let here = order.iter().position(|one| one == key)?;
        let at = |index: usize| order.get(index).cloned();
        Some(Self { above: here.checked_sub(1).and_then(at), below: at(here + 1) })
    }

    pub fn code(&self) -> String {
        let part = |key: &Option<String>| key.clone().unwrap_or_default();
        format!("{}/{}", part(&self.above), part(&self.below))
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let part = |key: &str| (!key.is_empty()).then(|| key.to_owned());
        let (above, below) = code.split_once('/')?;
        Some(Self { above: part(above), below: part(below) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OfficeId;

    #[test]
    fn what_a_form_carries_comes_back_and_anything_else_is_nothing() {
        for life in [Life::Fresh, Life::Public, Life::Retired(Moment(7))] {
            for unit in [None, Some(Unit::Editors), Some(Unit::Office(OfficeId(3)))] {
                let seen = Whereabouts { address: "mitmachen/vor-ort".into(), life, unit };
                assert_eq!(Whereabouts::from_code(&seen.code()), Some(seen));
            }
        }
        for wrong in ["", "regeln", "regeln public", " public -", "regeln gone -", "regeln public x", "a public - b"] {
            assert_eq!(Whereabouts::from_code(wrong), None, "{wrong}");
        }
        let order = ["a", "b", "c"].map(str::to_owned);
        for (key, code) in [("a", "/b"), ("b", "a/c"), ("c", "b/")] {
            let seen = Between::of(&order, key).unwrap();
            assert_eq!((seen.code().as_str(), Between::from_code(code)), (code, Some(seen)));
        }
        assert_eq!(Between::of(&order, "x"), None);
        assert_eq!(Between::from_code(""), None);
    }
}
