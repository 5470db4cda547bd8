//! Which unit of the city looks after a page. What was set for a page holds for all below it; the page of a Leitthema belongs
//! to the office that answers for that. All others are the editorial office's.

use std::{collections::BTreeMap, iter::successors};

use crate::{
    Theme,
    ids::OfficeId,
    policy::{Role, Scope},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Those who edit and belong to no office.
    #[default]
    Editors,
    Office(OfficeId),
}

impl Unit {
    /// Of the role as an editor that its members have.
    pub fn scope(self) -> Scope {
        match self {
            Self::Editors => Scope::Everywhere,
            Self::Office(id) => Scope::Office(id),
        }
    }

    pub fn code(self) -> String {
        self.scope().code()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match Scope::from_code(code)? {
            Scope::Everywhere => Some(Self::Editors),
            Scope::Office(id) => Some(Self::Office(id)),
            Scope::Council(_) => None,
        }
    }

    /// Whether somebody decides about its pages: one of its editors, an editor of no unit, or an administrator. `scopes` are
    /// those of all that they are as an editor.
    pub fn is_of(self, role: Role, scopes: &[Scope]) -> bool {
        role != Role::Editor || scopes.contains(&Scope::Everywhere) || scopes.contains(&self.scope())
    }
}

/// Everything that says whose pages are.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// By addresses.
    own: BTreeMap<String, Unit>,
    themes: Vec<(Theme, OfficeId)>,
}

impl Units {
    pub fn new(
        own: impl IntoIterator<Item = (String, Unit)>,
        themes: impl IntoIterator<Item = (Theme, OfficeId)>,
    ) -> Self {
        Self { own: own.into_iter().collect(), themes: themes.into_iter().collect() }
    }

    /// What was set for this very page.
    pub fn own(&self, address: &str) -> Option<Unit> {
        self.own.get(address).copied()
    }

    /// From the page upwards.
    pub fn of(&self, address: &str) -> Unit {
        successors(Some(address), |address| address.rsplit_once('/').map(|(above, _)| above))
            .find_map(|address| self.own(address).or_else(|| self.of_theme(address)))
            .unwrap_or_default()
    }

    fn of_theme(&self, address: &str) -> Option<Unit> {
        let theme = Theme::from_slug(address.strip_prefix("themen/")?)?;
        self.themes.iter().find(|(known, _)| *known == theme).map(|(_, office)| Unit::Office(*office))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROADS: OfficeId = OfficeId(1);
    const CULTURE: OfficeId = OfficeId(2);

    #[test]
    fn a_page_belongs_to_the_unit_that_was_set_for_it_or_above_it_and_a_leitthema_to_its_office() {
        let own = [("verkehr", Unit::Office(ROADS)), ("verkehr/presse", Unit::Editors), ("themen", Unit::Editors)];
        let own = own.map(|(address, unit)| (address.to_owned(), unit));
        let units = Units::new(own, [(Theme::Kultur, CULTURE)]);
        for (address, unit) in [
            ("regeln", Unit::Editors),
            ("verkehr", Unit::Office(ROADS)),
            ("verkehr/radwege/plan", Unit::Office(ROADS)),
            ("verkehr/presse", Unit::Editors),
            ("verkehr/presse/archiv", Unit::Editors),
            ("verkehrswende", Unit::Editors),
            ("themen", Unit::Editors),
            ("themen/kultur", Unit::Office(CULTURE)),
            ("themen/kultur/museen", Unit::Office(CULTURE)),
            ("themen/verkehr", Unit::Editors),
        ] {
            assert_eq!(units.of(address), unit, "{address}");
        }
        assert_eq!((units.own("verkehr"), units.own("verkehr/radwege")), (Some(Unit::Office(ROADS)), None));
        let given = Units::new([("themen/kultur".to_owned(), Unit::Editors)], [(Theme::Kultur, CULTURE)]);
        assert_eq!(given.of("themen/kultur/museen"), Unit::Editors, "what was set comes first");
    }

    #[test]
    fn its_editors_those_of_no_unit_and_administrators_decide() {
        let roads = Unit::Office(ROADS);
        let (of_roads, of_culture) = (Scope::Office(ROADS), Scope::Office(CULTURE));
        for (unit, scopes, decides) in [
            (roads, vec![of_roads], true),
            (roads, vec![of_culture, of_roads], true),
            (roads, vec![of_culture], false),
            (roads, vec![Scope::Everywhere], true),
            (roads, vec![], false),
            (Unit::Editors, vec![Scope::Everywhere], true),
            (Unit::Editors, vec![of_roads], false),
        ] {
            assert_eq!(unit.is_of(Role::Editor, &scopes), decides, "{unit:?} {scopes:?}");
            assert!(unit.is_of(Role::Administrator, &scopes));
        }
    }

    #[test]
    fn codes_read_back() {
        for unit in [Unit::Editors, Unit::Office(ROADS)] {
            assert_eq!(Unit::from_code(&unit.code()), Some(unit));
        }
        assert_eq!(Unit::from_code("council-3"), None);
    }
}
