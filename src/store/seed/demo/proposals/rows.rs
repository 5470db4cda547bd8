//! The rows that tell the life of a demo proposal.

use domain::{
    Moment,
    accounts::Level,
    history::{Actor, Happening},
    ids::ProposalId,
    proposals::Status,
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction,
};

use super::Prepared;
use crate::{
    StoreError,
    entity::{answer, council_note, event, proposal, support},
    history::{self, Subject},
    seed::demo::people::{self, Backing},
};

/// Status, dates and counts as they are at the end of the story.
pub(super) async fn finish(
    tx: &DatabaseTransaction,
    id: ProposalId,
    prepared: &Prepared,
    merged_into: Option<ProposalId>,
    supports: usize,
) -> Result<(), StoreError> {
    let Prepared { source, story, .. } = prepared;
    let row = proposal::ActiveModel {
        id: Unchanged(id.0),
        status: Set(source.status.code().into()),
        is_listed: Set(story.published.is_some() && Status::LISTED.contains(&source.status)),
        published_at: Set(story.published.map(|at| at.0)),
        status_at: Set(story.status_at().0),
        support_count: Set(i64::try_from(supports).unwrap_or_default()),
        comment_count: Set(i64::try_from(source.comments.len()).unwrap_or_default()),
        merged_into: Set(merged_into.map(|target| target.0)),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Everything after the submission, which has its event already.
pub(super) fn events(
    id: ProposalId,
    prepared: &Prepared,
    merged_into: Option<&(ProposalId, String)>,
    backers: &[Backing],
    goal: i64,
    events: &mut Vec<event::ActiveModel>,
) -> Result<(), StoreError> {
    let Prepared { source, story, .. } = prepared;
    let subject = Subject::Proposal(id);
    let mut tell = |at: Moment, actor: Actor, happening: Happening| {
        history::row(at, subject, actor, &happening).map(|row| events.push(row))
    };
    if let Some(at) = story.published {
        tell(at, Actor::Moderator, Happening::Published)?;
    }
    for backing in backers.iter().filter(|backing| backing.merged_from.is_none()) {
        tell(Moment(backing.at), Actor::Guest, Happening::Supported)?;
    }
    if let Some(reached) = usize::try_from(goal - 1).ok().and_then(|before| backers.get(before)) {
        tell(Moment(reached.since), Actor::System, Happening::GoalReached { supports: goal })?;
    }
    if let (Some((_, council)), Some(at)) = (&prepared.council, noted_at(prepared)) {
        tell(at, Actor::Council, Happening::CouncilNoted { council: council.clone() })?;
    }
    let mut from = Status::Published;
    for (answer, at) in source.answers.iter().zip(&story.answers) {
        let happening = Happening::StatusChanged {
            from,
            to: answer.status,
            office: Some(answer.office.clone()),
            reasons: Some(text::clean(&answer.text)),
        };
        tell(*at, Actor::Office, happening)?;
        from = answer.status;
    }
    if let Some((target, title)) = merged_into {
        tell(story.status_at(), Actor::Office, Happening::MergedInto { target: *target, title: title.clone() })?;
    }
    if let Some(at) = story.withdrawn {
        tell(at, Actor::Author, Happening::Withdrawn)?;
    }
    Ok(())
}

/// What the proposal that takes another one in tells about it.
pub(super) fn merged_from(
    target: ProposalId,
    source: ProposalId,
    prepared: &Prepared,
) -> Result<event::ActiveModel, StoreError> {
    let title = text::clean_line(&prepared.source.title);
    let happening = Happening::MergedFrom { source, title };
    history::row(prepared.story.status_at(), Subject::Proposal(target), Actor::Office, &happening)
}

pub(super) fn answers(id: ProposalId, prepared: &Prepared) -> Vec<answer::ActiveModel> {
    let Prepared { source, story, .. } = prepared;
    let said = source.answers.iter().zip(&story.answers);
    said.map(|(answer, at)| answer::ActiveModel {
        proposal_id: Set(id.0),
        office: Set(answer.office.clone()),
        status: Set(answer.status.code().into()),
        text: Set(text::clean(&answer.text)),
        cost_eur: Set(answer.cost_eur),
        period: Set(answer.period.clone()),
        at: Set(at.0),
        ..Default::default()
    })
    .collect()
}

/// What the Ortsbeirat said, when the proposal lies where there is one.
pub(super) fn council_note(id: ProposalId, prepared: &Prepared) -> Option<council_note::ActiveModel> {
    let (area, _) = prepared.council.as_ref()?;
    Some(council_note::ActiveModel {
        proposal_id: Set(id.0),
        area_id: Set(area.0),
        text: Set(text::clean(prepared.source.council_note.as_ref()?)),
        revision: Set(1),
        changed_at: Set(noted_at(prepared)?.0),
    })
}

/// Their next session.
fn noted_at(prepared: &Prepared) -> Option<Moment> {
    Some(prepared.story.published?.plus_days(6))
}

pub(super) fn supports(id: ProposalId, backers: &[Backing]) -> Vec<support::ActiveModel> {
    backers
        .iter()
        .enumerate()
        .map(|(number, backing)| support::ActiveModel {
            proposal_id: Set(id.0),
            person_key: Set(backing.person.clone()),
            at: Set(backing.at),
            is_demo: Set(true),
            merged_from: Set(backing.merged_from),
            level: Set(Level::Guest.code().into()),
            channel: Set(people::channel(number).code().into()),
        })
        .collect()
}
