//! What the responsible office says, and the step in the life of a proposal that comes with it.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::ProposalId,
    policy::{Acting, Action, Fact, Scope},
    proposals::{NewAnswer, Status, StatusChange},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, EntityTrait,
};

use super::{content::set_status, merge, subject::Subject};
use crate::{
    Keys, Store, StoreError,
    entity::{answer, office, proposal},
    history, offices,
};

/// Answers a proposal and sets its status, by the rules of [`Status::change`].
pub async fn answer(store: &Store, by: &Acting, id: ProposalId, new: NewAnswer, now: Moment) -> Result<(), StoreError> {
    store.write(async |tx| answer_in(tx, &store.keys, by, id, &new, now).await).await
}

pub(crate) async fn answer_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    by: &Acting,
    id: ProposalId,
    new: &NewAnswer,
    now: Moment,
) -> Result<(), StoreError> {
    let words = text::clean(&new.text);
    let target = new.merge_into.filter(|_| new.to == Status::Merged);
    merge::lock_both(tx, id, target).await?;
    let subject = Subject::lock(tx, id).await?;
    let in_charge = offices::of_theme(tx, subject.row.theme).await?;
    let is_own = in_charge.is_some_and(|office| by.scope == Scope::Office(office));
    by.may_given(Action::Answer, subject.facts(now).and(Fact::OfOwnOffice, is_own))?;
    // Its name as it is now; nobody types it.
    let office = match in_charge {
        Some(id) => office::Entity::find_by_id(id.0).one(tx).await?.map(|office| office.name),
        None => None,
    };
    let change = StatusChange { to: new.to, has_reasons: !words.is_empty(), has_target: target.is_some() };
    let to = subject.status.change(change)?;
    let target = match target {
        Some(target) => Some(merge::target(tx, id, target).await?),
        None => None,
    };

    // What was never published, or was taken off the board, comes (back) to it with an office's work on it.
    let published_at = subject.row.published_at.or(to.is_open().then_some(now.0));
    let mut row = proposal::ActiveModel {
        id: Unchanged(id.0),
        merged_into: Set(target.as_ref().map(|target| target.row.id)),
        ..Default::default()
    };
    set_status(&mut row, to, published_at, now);
    row.update(tx).await?;

    let said = answer::ActiveModel {
        proposal_id: Set(id.0),
        office: Set(office.clone().unwrap_or_default()),
        status: Set(to.code().into()),
        text: Set(words.clone()),
        cost_eur: Set(new.cost_eur),
        period: Set(new.period.clone()),
        contact: Set(new.contact.clone()),
        at: Set(now.0),
        ..Default::default()
    };
    answer::Entity::insert(said).exec_without_returning(tx).await?;

    let reasons = Some(words).filter(|words| !words.is_empty());
    let happening = Happening::StatusChanged { from: subject.status, to, office, reasons };
    history::record(tx, now, history::Subject::Proposal(id), Actor::Office, &happening).await?;
    if subject.status == Status::Merged {
        merge::undo(tx, &subject, now).await?;
    }
    match target {
        Some(target) => merge::into(tx, keys, &subject, &target, Actor::Office, now).await,
        None => Ok(()),
    }
}
