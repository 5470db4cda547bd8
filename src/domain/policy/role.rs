//! As whom somebody acts.

use serde::{Deserialize, Serialize};

use super::{Action, Fact, Facts, Refusal, may, permission, refused_to_all_but};
use crate::{
    ids::{AccountId, AreaId, OfficeId},
    listed::listed,
};

listed! {
    /// What a person is towards one request. A person may be several: staff are citizens too.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Role {
        Guest,
        /// Whoever showed the receipt of this very contribution, draft or report, or wrote it with the account they
        /// signed in to.
        Author,
        /// Signed in.
        Citizen,
        /// Sachbearbeiter\*in at the counter.
        Clerk,
        /// Redakteur\*in.
        Editor,
        Moderator,
        /// Member of a Fachamt.
        Office,
        /// Member of an Ortsbeirat.
        Council,
        /// Pat\*in.
        Sponsor,
        Administrator,
        /// Someone at the command line of the server.
        Operator,
    }
}

impl Role {
    /// Roles that an administrator gives to an account.
    pub const GRANTED: [Self; 7] =
        [Self::Clerk, Self::Editor, Self::Moderator, Self::Office, Self::Council, Self::Sponsor, Self::Administrator];

    pub fn code(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Author => "author",
            Self::Citizen => "citizen",
            Self::Clerk => "clerk",
            Self::Editor => "editor",
            Self::Moderator => "moderator",
            Self::Office => "office",
            Self::Council => "council",
            Self::Sponsor => "sponsor",
            Self::Administrator => "administrator",
            Self::Operator => "operator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whoever works for the city signs in with a second factor. Pat\*innen and members of an Ortsbeirat speak in
    /// its name too.
    pub fn is_staff(self) -> bool {
        Self::GRANTED.contains(&self)
    }
}

/// Where a role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    Everywhere,
    Office(OfficeId),
    /// The area of an Ortsbeirat.
    Council(AreaId),
}

impl Scope {
    pub fn code(self) -> String {
        match self {
            Self::Everywhere => "everywhere".into(),
            Self::Office(id) => format!("office-{id}"),
            Self::Council(id) => format!("council-{id}"),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('-') {
            None => (code == "everywhere").then_some(Self::Everywhere),
            Some(("office", id)) => id.parse().ok().map(|id| Self::Office(OfficeId(id))),
            Some(("council", id)) => id.parse().ok().map(|id| Self::Council(AreaId(id))),
            Some(_) => None,
        }
    }
}

/// A role that somebody was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    pub scope: Scope,
}

impl Grant {
    /// Members of an office or a council belong to one. An editor looks after the pages of one office, or after all; all
    /// other roles hold everywhere.
    pub fn new(role: Role, scope: Scope) -> Option<Self> {
        let fits = matches!(
            (role, scope),
            (Role::Office | Role::Editor, Scope::Office(_))
                | (Role::Council, Scope::Council(_))
                | (
                    Role::Clerk | Role::Editor | Role::Moderator | Role::Sponsor | Role::Administrator,
                    Scope::Everywhere
                )
        );
        fits.then_some(Self { role, scope })
    }
}

/// Who does something with the rights of a role: for the checks inside a write and for the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acting {
    /// Nobody at the command line.
    pub account: Option<AccountId>,
    pub role: Role,
    pub scope: Scope,
}

impl Acting {
    pub const OPERATOR: Self = Self { account: None, role: Role::Operator, scope: Scope::Everywhere };

    /// For work that depends on nothing but the role; whatever depends on more is refused here.
    pub fn may(&self, action: Action) -> Result<(), Refusal> {
        self.may_given(action, Facts::NONE)
    }

    pub fn may_given(&self, action: Action, facts: Facts) -> Result<(), Refusal> {
        may(self.role, action, facts)
    }

    /// For a step that is possible as something stands, or not.
    pub fn may_step(&self, action: Action, it_fits: bool) -> Result<(), Refusal> {
        self.may_given(action, Facts::NONE.and(Fact::StepFits, it_fits))
    }

    /// For lists and pages of this work. What is done there is asked for by itself, with what it is about.
    pub fn works_at(&self, action: Action) -> Result<(), Refusal> {
        let roles = permission(action).roles;
        if roles.contains(&self.role) { Ok(()) } else { Err(refused_to_all_but(roles)) }
    }

    /// The office as whose member somebody acts.
    pub fn office(&self) -> Result<OfficeId, Refusal> {
        match (self.role, self.scope) {
            (Role::Office, Scope::Office(id)) => Ok(id),
            _ => Err(Refusal::NotYours(Role::Office)),
        }
    }

    /// The Ortsbeirat as whose member somebody acts.
    pub fn council(&self) -> Result<AreaId, Refusal> {
        match (self.role, self.scope) {
            (Role::Council, Scope::Council(id)) => Ok(id),
            _ => Err(Refusal::NotYours(Role::Council)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        for scope in [Scope::Everywhere, Scope::Office(OfficeId(3)), Scope::Council(AreaId(12))] {
            assert_eq!(Scope::from_code(&scope.code()), Some(scope));
        }
        assert_eq!(Scope::from_code("office-x"), None);
    }

    #[test]
    fn a_member_of_an_office_belongs_to_one_and_nobody_is_made_a_guest() {
        assert!(Grant::new(Role::Office, Scope::Office(OfficeId(1))).is_some());
        assert!(Grant::new(Role::Office, Scope::Everywhere).is_none());
        assert!(Grant::new(Role::Editor, Scope::Office(OfficeId(1))).is_some());
        assert!(Grant::new(Role::Editor, Scope::Council(AreaId(1))).is_none());
        assert!(Grant::new(Role::Moderator, Scope::Office(OfficeId(1))).is_none());
        for role in Role::ALL.into_iter().filter(|role| !role.is_staff()) {
            assert!(Grant::new(role, Scope::Everywhere).is_none(), "{role:?}");
        }
    }
}
