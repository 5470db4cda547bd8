//! What a moderator typed, and what it means.

use domain::{
    ids::{BoardId, ProposalId},
    moderation::{Rule, SplitOff, Step, Verdict, VerdictError},
    text,
};
use store::moderation::{Case, Shown};

use crate::visit::pairs;

/// The form exactly as a person left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) version: String,
    pub(super) step: String,
    pub(super) rule: String,
    pub(super) reason: String,
    pub(super) target: String,
    pub(super) days: String,
    pub(super) split: SplitOff,
    pub(super) board: String,
    pub(super) takes_over: bool,
    /// The button that only puts the template of the rule into the reason.
    pub(super) wants_template: bool,
}

impl Typed {
    pub(super) fn for_case(case: &Case) -> Self {
        // A report names a rule to start from.
        let rule = case.reports.first().map(|report| report.ground.rule().number().to_string());
        Self { version: case.version.clone(), rule: rule.unwrap_or_default(), days: "7".into(), ..Self::default() }
    }

    pub(super) fn read(body: &str) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs(body) {
            match name.as_str() {
                "stand" => typed.version = value,
                "schritt" => typed.step = value,
                "regel" => typed.rule = value,
                "grund" => typed.reason = value,
                "ziel" => typed.target = value,
                "tage" => typed.days = value,
                "neuer-titel" => typed.split.title = value,
                "teil" => typed.split.marked.extend(value.parse::<usize>().ok()),
                "liste" => typed.board = value,
                "uebernehmen" => typed.takes_over = true,
                "aktion" if value == "vorlage" => typed.wants_template = true,
                _ => {}
            }
        }
        typed
    }

    pub(super) fn shown(&self) -> Shown {
        Shown { version: self.version.clone(), takes_over: self.takes_over }
    }

    pub(super) fn verdict(&self) -> Result<Verdict, VerdictError> {
        let step = Step::from_code(&self.step).ok_or(VerdictError::NotPossible)?;
        let verdict = Verdict {
            step,
            rule: Rule::parse(&self.rule),
            reason: text::clean(&self.reason),
            into: target(&self.target),
            days: self.days.trim().parse().ok(),
            split: Some(self.split.clone()),
            board: self.board.trim().parse().ok().map(BoardId),
        };
        verdict.is_complete().map(|()| verdict)
    }
}

/// `12`, `/vorschlaege/12-mehr-baenke` or the whole address.
fn target(typed: &str) -> Option<ProposalId> {
    let typed = typed.trim().trim_end_matches('/');
    let last = typed.rsplit('/').next().unwrap_or_default();
    last.split(['?', '#']).next().unwrap_or_default().trim_start_matches('#').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_named_by_its_number_or_its_address() {
        for typed in
            ["12", " 12 ", "12-mehr-baenke", "/vorschlaege/12-mehr", "https://x.example/en/vorschlaege/12?a=1#b"]
        {
            assert_eq!(target(typed), Some(ProposalId(12)), "{typed}");
        }
        for typed in ["", "zwölf", "/vorschlaege", "-1"] {
            assert_eq!(target(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_was_typed_is_a_verdict_when_nothing_is_missing() {
        let typed = Typed::read("stand=ab&schritt=hide&regel=6&grund=Nennt+jemanden.&ziel=&tage=7");
        let verdict = typed.verdict().unwrap();
        assert_eq!((verdict.step, verdict.rule, verdict.reason.as_str()), (Step::Hide, Rule::of(6), "Nennt jemanden."));
        assert_eq!(Typed::read("schritt=hide&grund=x").verdict(), Err(VerdictError::RuleMissing));
        assert_eq!(Typed::read("schritt=nichts").verdict(), Err(VerdictError::NotPossible));
        assert_eq!(Typed::read("schritt=publish").verdict().map(|verdict| verdict.step), Ok(Step::Publish));
        let split = Typed::read("schritt=split&regel=3&grund=Zwei.&teil=1&teil=3&neuer-titel=Mehr+Licht+am+Hafen");
        assert_eq!(split.verdict().unwrap().split.unwrap().marked, [1, 3].into());
    }
}
