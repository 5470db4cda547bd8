//! Writing an answer in an office: a draft that all members share, a second person where the board wants one, and then
//! the answer. Every function asks whether the office is the one in charge, whatever the address says.

use domain::{
    Moment,
    answers::{AnswerDraft, DraftState, Fault},
    ids::{AccountId, OfficeId, ProposalId},
    policy::{Acting, Action, Fact, Facts, Refusal, Scope},
    proposals::NewAnswer,
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect,
};
use serde_json::json;

use crate::{
    Keys, Store, StoreError, audit,
    entity::{answer_draft, office, proposal},
    errors::is_duplicate,
    offices,
    proposals::{Subject, answer_in},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    pub draft: AnswerDraft,
    pub state: DraftState,
    /// A change says which one it started from; 0 is none.
    pub revision: i64,
    pub remark: Option<String>,
    pub submitted_by: Option<AccountId>,
    pub changed_at: Moment,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Published,
    /// A second person has to look at it.
    Waits,
    /// It cannot go out like this.
    Faulty(Vec<Fault>),
    /// Whoever submitted it is not the one who approves it.
    SamePerson,
}

/// The office that answers this proposal, if `by` is a member of it: everybody else is refused.
pub async fn in_charge(store: &Store, by: &Acting, id: ProposalId) -> Result<OfficeId, StoreError> {
    let row = proposal::Entity::find_by_id(id.0).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    Ok(OfficeId(office_of(store.read(), by, &row).await?.0.id))
}

/// What the members of the office wrote until now.
pub async fn draft(store: &Store, by: &Acting, id: ProposalId) -> Result<Option<StoredDraft>, StoreError> {
    in_charge(store, by, id).await?;
    answer_draft::Entity::find_by_id(id.0).one(store.read()).await?.map(stored).transpose()
}

/// Keeps what was typed, whatever is missing in it. [`StoreError::Stale`] when a colleague was faster.
pub async fn save(
    store: &Store,
    by: &Acting,
    id: ProposalId,
    typed: &AnswerDraft,
    seen: i64,
    now: Moment,
) -> Result<i64, StoreError> {
    store
        .write(async |tx| {
            let Desk { office, facts, kept, .. } = lock(tx, by, id).await?;
            let revision = seen.saturating_add(1);
            let row = answer_draft::ActiveModel {
                proposal_id: Set(id.0),
                office_id: Set(office.id),
                status: Set(typed.status.clone()),
                text: Set(typed.text.clone()),
                cost: Set(typed.cost.clone()),
                period: Set(typed.period.clone()),
                contact: Set(typed.contact.clone()),
                merge_into: Set(typed.merge_into.clone()),
                revision: Set(revision),
                state: Set(DraftState::Writing.code().into()),
                remark: Set(kept.as_ref().and_then(|kept| kept.remark.clone())),
                submitted_by: Set(None),
                changed_at: Set(now.0),
            };
            let Some(kept) = kept else {
                if seen != 0 {
                    return Err(StoreError::Stale { current: 0 });
                }
                return match answer_draft::Entity::insert(row).exec_without_returning(tx).await {
                    Ok(_) => Ok(revision),
                    Err(error) if is_duplicate(&error) => Err(StoreError::Stale { current: 1 }),
                    Err(error) => Err(error.into()),
                };
            };
            expect(&kept, seen)?;
            by.may_given(Action::WriteAnswer, facts)?;
            answer_draft::ActiveModel { proposal_id: Unchanged(id.0), ..row }.update(tx).await?;
            Ok(revision)
        })
        .await
}

/// Sends it out, or to a second person when the board wants one.
pub async fn submit(store: &Store, by: &Acting, id: ProposalId, seen: i64, now: Moment) -> Result<Step, StoreError> {
    store
        .write(async |tx| {
            let Desk { subject, facts, kept, .. } = lock(tx, by, id).await?;
            let kept = kept.ok_or(StoreError::Stale { current: 0 })?;
            expect(&kept, seen)?;
            by.may_given(Action::WriteAnswer, facts)?;
            let answer = match typed(&kept).check(subject.status) {
                Ok(answer) => answer,
                Err(faults) => return Ok(Step::Faulty(faults)),
            };
            if !subject.board.needs_second_person() {
                return publish(tx, &store.keys, by, id, answer, None, now).await;
            }
            let row = answer_draft::ActiveModel {
                proposal_id: Unchanged(id.0),
                revision: Set(kept.revision + 1),
                state: Set(DraftState::Waiting.code().into()),
                submitted_by: Set(by.account.map(|account| account.0)),
                changed_at: Set(now.0),
                ..Default::default()
            };
            row.update(tx).await?;
            let data = json!({ "status": answer.to.code() });
            audit::write(tx, by, "answer_submitted", "proposal", id.0, &data, now).await?;
            Ok(Step::Waits)
        })
        .await
}

/// Sends out what a colleague submitted: never the same person, unless the board wants no second one any more.
pub async fn approve(store: &Store, by: &Acting, id: ProposalId, seen: i64, now: Moment) -> Result<Step, StoreError> {
    store
        .write(async |tx| {
            let Desk { subject, facts, kept, .. } = lock(tx, by, id).await?;
            let kept = kept.ok_or(StoreError::Stale { current: 0 })?;
            expect(&kept, seen)?;
            // Nobody knows who submitted it: then it is not known either that it was somebody else.
            let is_other = kept.submitted_by.is_some() && kept.submitted_by != by.account.map(|account| account.0);
            let is_enough = is_other || !subject.board.needs_second_person();
            match by.may_given(Action::ApproveAnswer, facts.and(Fact::OtherPerson, is_enough)) {
                Err(Refusal::SamePerson) => return Ok(Step::SamePerson),
                verdict => verdict?,
            }
            match typed(&kept).check(subject.status) {
                Ok(answer) => publish(tx, &store.keys, by, id, answer, kept.submitted_by, now).await,
                Err(faults) => Ok(Step::Faulty(faults)),
            }
        })
        .await
}

/// Gives it back to be changed, by a colleague with a remark or by whoever submitted it.
pub async fn send_back(
    store: &Store,
    by: &Acting,
    id: ProposalId,
    seen: i64,
    remark: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let remark = Some(text::clean(remark)).filter(|remark| !remark.is_empty());
    store
        .write(async |tx| {
            let Desk { facts, kept, .. } = lock(tx, by, id).await?;
            let kept = kept.ok_or(StoreError::Stale { current: 0 })?;
            expect(&kept, seen)?;
            by.may_given(Action::SendBackAnswer, facts)?;
            let row = answer_draft::ActiveModel {
                proposal_id: Unchanged(id.0),
                revision: Set(kept.revision + 1),
                state: Set(DraftState::Writing.code().into()),
                remark: Set(remark.clone()),
                submitted_by: Set(None),
                changed_at: Set(now.0),
                ..Default::default()
            };
            row.update(tx).await?;
            audit::write(tx, by, "answer_sent_back", "proposal", id.0, &json!({}), now).await
        })
        .await
}

async fn publish(
    tx: &DatabaseTransaction,
    keys: &Keys,
    by: &Acting,
    id: ProposalId,
    answer: NewAnswer,
    submitted_by: Option<i64>,
    now: Moment,
) -> Result<Step, StoreError> {
    answer_draft::Entity::delete_by_id(id.0).exec(tx).await?;
    let data = json!({ "status": answer.to.code(), "submitted_by": submitted_by });
    answer_in(tx, keys, by, id, &answer, now).await?;
    audit::write(tx, by, "answer_published", "proposal", id.0, &data, now).await?;
    Ok(Step::Published)
}

/// What lies before a member of the office in charge, and nobody else changes it meanwhile.
struct Desk {
    subject: Subject,
    office: office::Model,
    kept: Option<answer_draft::Model>,
    /// Of the proposal and its draft.
    facts: Facts,
}

/// The draft first and the proposal behind it, everywhere in this order.
async fn lock(tx: &DatabaseTransaction, by: &Acting, id: ProposalId) -> Result<Desk, StoreError> {
    let kept = answer_draft::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?;
    let subject = Subject::lock(tx, id).await?;
    let (office, facts) = office_of(tx, by, &subject.row).await?;
    let is_handed_in = kept.as_ref().is_some_and(|kept| kept.state == DraftState::Waiting.code());
    let facts = facts.and(Fact::InWork, !is_handed_in).and(Fact::HandedIn, is_handed_in);
    Ok(Desk { subject, office, kept, facts })
}

/// The office in charge, whose member `by` is, and what is true of the proposal for them.
async fn office_of(
    db: &impl ConnectionTrait,
    by: &Acting,
    proposal: &proposal::Model,
) -> Result<(office::Model, Facts), StoreError> {
    let in_charge = offices::of_theme(db, proposal.theme).await?;
    let own = in_charge.filter(|office| by.scope == Scope::Office(*office));
    let facts = Facts::NONE.and(Fact::Published, proposal.published_at.is_some()).and(Fact::OfOwnOffice, own.is_some());
    by.may_given(Action::PrepareAnswer, facts)?;
    let own = own.ok_or(StoreError::NotFound)?;
    let office = office::Entity::find_by_id(own.0).one(db).await?.ok_or(StoreError::NotFound)?;
    Ok((office, facts))
}

fn expect(kept: &answer_draft::Model, seen: i64) -> Result<(), StoreError> {
    if kept.revision == seen { Ok(()) } else { Err(StoreError::Stale { current: kept.revision }) }
}

fn typed(row: &answer_draft::Model) -> AnswerDraft {
    AnswerDraft {
        status: row.status.clone(),
        text: row.text.clone(),
        cost: row.cost.clone(),
        period: row.period.clone(),
        contact: row.contact.clone(),
        merge_into: row.merge_into.clone(),
    }
}

fn stored(row: answer_draft::Model) -> Result<StoredDraft, StoreError> {
    let state = DraftState::from_code(&row.state);
    Ok(StoredDraft {
        draft: typed(&row),
        state: state.ok_or_else(|| StoreError::BadSchema(format!("unknown state {}", row.state)))?,
        revision: row.revision,
        remark: row.remark,
        submitted_by: row.submitted_by.map(AccountId),
        changed_at: Moment(row.changed_at),
    })
}

#[cfg(test)]
mod tests;
