//! The whole table: role by role, action by action, state by state.

use super::*;
use crate::{
    ids::{BoardId, OfficeId},
    moderation::{Kind, State, Step},
    moment::Period,
    proposals::Status,
    visibility::Visibility,
};

const NOW: Moment = Moment(1_000);

fn board() -> Board {
    Board {
        id: BoardId(1),
        revision: 1,
        slug: "stadt".into(),
        title: "Vorschläge".into(),
        moderation: Moderation::Before,
        support_goal: 50,
        answer_days: 42,
        approvers: 1,
        period: Period { start: Moment(0), end: None },
        flood_limit: crate::floods::LIMIT,
        attack: None,
        needed_level: Level::Guest,
    }
}

/// Open now, over, and not open yet.
fn periods() -> [Period; 3] {
    let (before, after) = (Moment(NOW.0 - 1), Moment(NOW.0 + 1));
    [board().period, Period { start: Moment(0), end: Some(before) }, Period { start: after, end: None }]
}

fn of(facts: &[Fact]) -> Facts {
    facts.iter().fold(Facts::NONE, |all, fact| all.and(*fact, true))
}

fn proposal(status: Status, supports: i64) -> Facts {
    let subject = Subject { status, is_published: status.is_public(), supports };
    Facts::of_proposal(subject, &board(), NOW).with(Facts::ANYBODY)
}

/// What an action is about, by what its permission depends on. Whatever is no state of that is true in the table, and
/// stands behind the line.
#[derive(Clone, Copy)]
enum About {
    /// Of each status, on a board that is open, over, not open yet; and taken off the board by moderators.
    Proposal,
    /// A comment or a place on the map, or as one of them a sheet of paper.
    Text,
    /// A board, a call or a survey: open, over, not open yet.
    Period,
    Other,
}

impl About {
    fn of(action: Action) -> Self {
        let needs = permission(action).needs;
        let is_of = |about: Self| needs.iter().any(|need| about.states().contains(need));
        let is_of_proposal = is_of(Self::Proposal) && !needs.contains(&Fact::Open);
        if is_of_proposal || needs.contains(&Fact::Published) {
            Self::Proposal
        } else if is_of(Self::Text) {
            Self::Text
        } else if is_of(Self::Period) {
            Self::Period
        } else {
            Self::Other
        }
    }

    fn states(self) -> &'static [Fact] {
        match self {
            Self::Proposal => &[Fact::Published, Fact::Open, Fact::Discussed, Fact::Early, Fact::Unsupported],
            Self::Text => &[Fact::Waiting, Fact::Standing],
            Self::Period => &[Fact::Open, Fact::Ended],
            Self::Other => &[],
        }
    }

    /// One sign for each state: `x` may, `.` may not, `0` only while nobody supports it.
    fn signs(self, may: impl Fn(Facts) -> bool) -> String {
        let sign = |facts: Facts| if may(facts) { 'x' } else { '.' };
        match self {
            Self::Proposal => {
                let block = |period: Period, is_hidden: bool| -> String {
                    let board = Board { period, ..board() };
                    let one = |status: Status| {
                        let is_published = status.is_public() && !is_hidden;
                        let facts =
                            |supports| Facts::of_proposal(Subject { status, is_published, supports }, &board, NOW);
                        match (may(facts(0)), may(facts(1))) {
                            (true, true) => 'x',
                            (true, false) => '0',
                            (false, _) => '.',
                        }
                    };
                    Status::ALL.into_iter().map(one).collect()
                };
                let [open, over, to_come] = periods();
                let hidden = block(open, true);
                [block(open, false), block(over, false), block(to_come, false), hidden].join(" ")
            }
            Self::Text => Visibility::ALL.into_iter().map(|state| sign(Facts::of_text(state))).collect(),
            Self::Period => periods().iter().map(|period| sign(Facts::of_period(period, NOW))).collect(),
            Self::Other => sign(Facts::NONE).into(),
        }
    }
}

fn line(role: Role, action: Action) -> String {
    let Permission { roles, needs, unless } = permission(action);
    let about = About::of(action);
    let besides: Vec<Fact> = needs.iter().copied().filter(|need| !about.states().contains(need)).collect();
    let signs = about.signs(|facts| may(role, action, facts.with(of(&besides))).is_ok());
    assert_eq!(roles.contains(&role), signs.contains(['x', '0']), "{role:?} {action:?}");
    let told: Vec<String> = besides.iter().map(|fact| format!("{fact:?}")).collect();
    if besides.is_empty() || unless.contains(&role) { signs } else { format!("{signs} if {}", told.join(", ")) }
}

#[test]
fn the_whole_matrix_is_as_decided() {
    let mut table = String::new();
    for action in Action::ALL {
        for role in Role::ALL {
            let line = line(role, action);
            if permission(action).roles.contains(&role) {
                table += &format!("{:<22}{:<15}{line}\n", format!("{action:?}"), format!("{role:?}"));
            }
        }
    }
    assert_eq!(table, include_str!("matrix.txt"));
}

#[test]
fn each_fact_that_is_missing_refuses_and_nothing_else_does() {
    for action in Action::ALL {
        let Permission { roles, needs, unless } = permission(action);
        for role in Role::ALL {
            // Every state that the permission can tell apart.
            for holding in 0..1_u32 << needs.len() {
                let held = |(place, _): &(usize, &Fact)| holding & (1 << *place) != 0;
                let here: Vec<Fact> = needs.iter().enumerate().filter(held).map(|(_, fact)| *fact).collect();
                let missing = needs.iter().find(|need| !here.contains(need));
                let expected = match missing {
                    _ if !roles.contains(&role) => Err(Refusal::NotYours(roles[0])),
                    Some(missing) if !unless.contains(&role) => Err(Facts::NONE.refusal(*missing)),
                    _ => Ok(()),
                };
                assert_eq!(may(role, action, of(&here)), expected, "{role:?} {action:?} {here:?}");
            }
        }
    }
}

#[test]
fn every_action_is_somebodys_and_every_fact_is_asked_for() {
    for action in Action::ALL {
        let Permission { roles, needs, unless } = permission(action);
        assert!(!roles.is_empty(), "{action:?}");
        assert!(unless.iter().all(|role| roles.contains(role)), "{action:?}");
        assert!(unless.is_empty() || !needs.is_empty(), "{action:?}");
    }
    for fact in Fact::ALL {
        assert!(Action::ALL.iter().any(|action| permission(*action).needs.contains(&fact)), "{fact:?}");
        assert!(!Facts::NONE.hold(fact) && of(&[fact]).hold(fact));
        assert!(Fact::ALL.iter().all(|other| *other == fact || !of(&[fact]).hold(*other)), "{fact:?}");
    }
}

#[test]
fn words_that_somebody_supported_stay_as_they_are() {
    let correct = |role, supports| may(role, Action::Correct, proposal(Status::Published, supports));
    assert_eq!(correct(Role::Author, 0), Ok(()));
    assert_eq!(correct(Role::Author, 1), Err(Refusal::AlreadySupported));
    assert_eq!(correct(Role::Guest, 0), Err(Refusal::NotYours(Role::Author)));
}

#[test]
fn an_attack_is_stricter_than_the_setting() {
    let open = Board { moderation: Moderation::After, ..board() };
    let attack = crate::floods::Attack { since: NOW, last_sign: NOW, reason: crate::floods::Reason::Many };
    assert!(is_shown_at_once(&open));
    assert!(!is_shown_at_once(&Board { attack: Some(attack), ..open }));
}

#[test]
fn only_open_proposals_on_open_boards_take_supports() {
    for status in Status::ALL {
        assert_eq!(may(Role::Guest, Action::Support, proposal(status, 3)).is_ok(), status.is_open(), "{status:?}");
    }
    let closed = Board { period: Period { start: Moment(0), end: Some(Moment(10)) }, ..board() };
    let subject = Subject { status: Status::Published, is_published: true, supports: 0 };
    let facts = Facts::of_proposal(subject, &closed, NOW).with(Facts::ANYBODY);
    assert_eq!(may(Role::Guest, Action::Support, facts), Err(Refusal::BoardClosed));
    assert_eq!((may_submit(&board(), NOW), may_submit(&closed, NOW)), (Ok(()), Err(Refusal::BoardClosed)));
}

#[test]
fn a_board_takes_those_of_whom_the_platform_is_sure_enough() {
    for needed in Level::ALL {
        for level in Level::ALL {
            let facts = of(&[Fact::Open, Fact::NotBlocked]).with(Facts::of_person(level, needed));
            let expected = if level >= needed { Ok(()) } else { Err(Refusal::LevelNeeded(needed)) };
            assert_eq!(may(Role::Guest, Action::Submit, facts), expected, "{level:?} {needed:?}");
        }
    }
}

#[test]
fn moderators_do_what_fits_as_a_contribution_stands() {
    for (kind, state) in Kind::ALL.into_iter().flat_map(|kind| State::ALL.map(|state| (kind, state))) {
        for step in Step::ALL {
            let verdict = may(Role::Moderator, Action::Moderate, Facts::of_step(step, kind, state, true));
            assert_eq!(verdict.is_ok(), step.is_possible(kind, state, true), "{step:?} {kind:?} {state:?}");
        }
    }
}

#[test]
fn an_appeal_has_its_time() {
    let late = NOW.plus_days(crate::moderation::APPEAL_DAYS + 1);
    let appeal =
        |step, now| may(Role::Author, Action::Appeal, Facts::of_decision(step, NOW, now).and(Fact::Unsettled, true));
    assert_eq!(appeal(Step::Hide, NOW), Ok(()));
    assert_eq!(appeal(Step::Hide, late), Err(Refusal::NotInThisStatus));
    assert_eq!(appeal(Step::Publish, NOW), Err(Refusal::NotInThisStatus));
}

#[test]
fn work_is_done_by_those_who_were_given_the_role() {
    let grant = |role, scope| Grant::new(role, scope).unwrap();
    let office = [grant(Role::Office, Scope::Office(OfficeId(1)))];
    let acts = acting(AccountId(7), &office, Action::Answer).unwrap();
    assert_eq!((acts.account, acts.scope), (Some(AccountId(7)), Scope::Office(OfficeId(1))));
    assert_eq!((acts.office(), acts.works_at(Action::Answer)), (Ok(OfficeId(1)), Ok(())));
    assert_eq!(acts.council(), Err(Refusal::NotYours(Role::Council)));
    // Who forgets to say what it is about gets nowhere.
    assert_eq!(acts.may(Action::Answer), Err(Refusal::Unseen));
    let facts = of(&[Fact::Published]);
    assert_eq!(acts.may_given(Action::Answer, facts), Err(Refusal::NotYours(Role::Office)));
    assert_eq!(acts.may_given(Action::Answer, facts.and(Fact::OfOwnOffice, true)), Ok(()));
    assert_eq!(acts.works_at(Action::Moderate), Err(Refusal::NotYours(Role::Moderator)));
    assert_eq!(acting(AccountId(7), &office, Action::ManagePeople), Err(Refusal::NotYours(Role::Administrator)));
    assert_eq!(acting(AccountId(7), &[], Action::Moderate), Err(Refusal::NotYours(Role::Moderator)));
}

#[test]
fn of_several_roles_the_one_that_holds_for_most_does_the_work() {
    let unit = Grant::new(Role::Editor, Scope::Office(OfficeId(1))).unwrap();
    for role in [Role::Editor, Role::Administrator] {
        let grants = [unit, Grant::new(role, Scope::Everywhere).unwrap()];
        let acts = acting(AccountId(7), &grants, Action::PublishPage).unwrap();
        assert_eq!((acts.role, acts.scope), (role, Scope::Everywhere));
    }
    assert_eq!(acting(AccountId(7), &[unit], Action::PublishPage).unwrap().scope, Scope::Office(OfficeId(1)));
}

#[test]
fn what_becomes_of_a_page_is_decided_by_its_unit_and_everybody_who_edits_may_suggest() {
    for role in [Role::Editor, Role::Administrator] {
        let elsewhere = of(&[Fact::HandedIn, Fact::OtherPerson, Fact::InWork]);
        for action in [Action::SendBackPage, Action::PublishPage, Action::ArrangePage] {
            assert_eq!(may(role, action, elsewhere), Err(Refusal::OtherUnit), "{action:?}");
            assert_eq!(may(role, action, elsewhere.and(Fact::OfOwnUnit, true)), Ok(()), "{action:?}");
        }
        for action in [Action::EditPages, Action::HandInPage] {
            assert_eq!(may(role, action, elsewhere), Ok(()), "{action:?}");
        }
    }
}
