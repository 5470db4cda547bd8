//! Appeals against decisions of the moderators. Whoever made a decision never decides about the appeal against it
//! (Digital Services Act, Article 20).
//!
//! Author and each of those who reported appeal once for themselves, and read their own appeal alone. One that succeeds
//! undoes the decision, so that all the others against it end with it.

mod claims;
mod decide;
#[cfg(test)]
mod tests;
mod told;

use std::collections::BTreeSet;

pub use claims::{claim, claimed};
pub use decide::{Ending, Letter, decide};
use domain::{
    Moment,
    moderation::{Item, Kind, Side, VerdictError},
    policy::{self, Acting, Action, Fact, Facts, Refusal, Role},
    receipts::ReceiptCode,
    text,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
pub use told::{Recipients, recipients};

use crate::{
    Store, StoreError,
    entity::{appeal, comment, moderation_decision as decision, place_mark, proposal, report},
    errors::is_duplicate,
    moderation::{self, Current, Decision, decision_from},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The decision stays.
    Upheld,
    Overturned,
}

impl Outcome {
    pub fn code(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Overturned => "overturned",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Upheld, Self::Overturned].into_iter().find(|outcome| outcome.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    pub id: i64,
    pub decision: Decision,
    pub side: Side,
    pub words: String,
    pub at: Moment,
    /// What became of it, why and when.
    pub ended: Option<(Outcome, String, Moment)>,
}

/// What the holder of a receipt can appeal against, and what they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub side: Side,
    /// The decision that an appeal would be about, while there is time.
    pub decision: Option<Decision>,
    /// Their own, and nobody else's.
    pub appeals: Vec<Appeal>,
    /// Why and when the decision was undone that somebody who reported was told, where somebody else had appealed against
    /// it. Its author reads the new decision among the others.
    pub undone: Option<(String, Moment)>,
}

/// Who holds a receipt: the author, or one of those who reported.
struct Party {
    side: Side,
    report: Option<i64>,
}

impl Party {
    fn made(&self, row: &appeal::Model) -> bool {
        row.side == self.side.code() && row.report_id == self.report
    }
}

pub async fn standing(store: &Store, code: &ReceiptCode, now: Moment) -> Result<Option<Standing>, StoreError> {
    let found = of_holder(store.read(), &store.keys().receipt_hashes(code), now).await?;
    Ok(found.map(|(_, standing)| standing))
}

async fn of_holder(
    db: &impl ConnectionTrait,
    hashes: &[String],
    now: Moment,
) -> Result<Option<(Party, Standing)>, StoreError> {
    let Some((party, decisions)) = concerned(db, hashes).await? else { return Ok(None) };
    let ids: Vec<i64> = decisions.iter().map(|decision| decision.id).collect();
    let rows = appeal::Entity::find()
        .filter(appeal::Column::DecisionId.is_in(ids))
        .order_by_asc(appeal::Column::Id)
        .all(db)
        .await?;
    let (own, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| party.made(row));
    let succeeded = |row: &&appeal::Model| row.outcome.as_deref() == Some(Outcome::Overturned.code());
    let settled: BTreeSet<i64> = own.iter().chain(others.iter().filter(succeeded)).map(|row| row.decision_id).collect();
    // Whoever succeeded themselves, or together with somebody, reads it with their own appeal.
    let is_told = party.side == Side::Reporter && !own.iter().any(|row| succeeded(&row));
    let undone = others
        .iter()
        .find(succeeded)
        .filter(|_| is_told)
        .map(|row| (row.reason.clone().unwrap_or_default(), Moment(row.decided_at.unwrap_or_default())));
    let appeals: Vec<Appeal> = own
        .into_iter()
        .filter_map(|row| {
            let about = decisions.iter().find(|decision| decision.id == row.decision_id)?;
            Some(from_row(row, about.clone()))
        })
        .collect();
    let open = decisions.into_iter().rev().find(|decision| decision.step.can_be_appealed());
    let may_appeal = |decision: &Decision| {
        let facts = Facts::of_decision(decision.step, decision.at, now);
        policy::may(Role::Author, Action::Appeal, facts.and(Fact::Unsettled, !settled.contains(&decision.id))).is_ok()
    };
    let decision = open.filter(may_appeal);
    let standing = Standing { side: party.side, decision, appeals, undone };
    Ok(Some((party, standing)))
}

/// Appeals against the last decision; once for the author, and once for each of those who reported.
pub async fn make(store: &Store, code: &ReceiptCode, words: &str, now: Moment) -> Result<(), StoreError> {
    let closed = || StoreError::Verdict(VerdictError::NotPossible);
    let hashes = store.keys().receipt_hashes(code);
    let (_, before) = of_holder(store.read(), &hashes, now).await?.ok_or(StoreError::NotFound)?;
    let item = before.decision.ok_or_else(closed)?.item;
    store
        .write(async |tx| {
            // Another appeal that succeeds just now leaves nothing to appeal against.
            lock(tx, item).await?;
            let (party, standing) = of_holder(tx, &hashes, now).await?.ok_or(StoreError::NotFound)?;
            let row = appeal::ActiveModel {
                decision_id: Set(standing.decision.ok_or_else(closed)?.id),
                side: Set(party.side.code().into()),
                report_id: Set(party.report),
                words: Set(text::clean(words)),
                at: Set(now.0),
                ..Default::default()
            };
            match appeal::Entity::insert(row).exec_without_returning(tx).await {
                Ok(_) => Ok(()),
                Err(error) if is_duplicate(&error) => Err(closed()),
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// The contribution is locked before what was decided about it, as everywhere. One that is gone for good is nobody's.
async fn lock(tx: &DatabaseTransaction, item: Item) -> Result<bool, StoreError> {
    match Current::lock(tx, item).await {
        Ok(_) => Ok(true),
        Err(StoreError::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// What waits for a second person, oldest first.
pub async fn open(store: &Store, by: &Acting) -> Result<Vec<Appeal>, StoreError> {
    by.works_at(Action::DecideAppeals)?;
    const SHOWN: u64 = 200;
    let rows = appeal::Entity::find()
        .filter(appeal::Column::Outcome.is_null())
        .order_by_asc(appeal::Column::At)
        .order_by_asc(appeal::Column::Id)
        .limit(SHOWN)
        .all(store.read())
        .await?;
    with_decisions(store.read(), rows).await
}

pub async fn find(store: &Store, by: &Acting, id: i64) -> Result<Option<Appeal>, StoreError> {
    by.works_at(Action::DecideAppeals)?;
    let rows: Vec<appeal::Model> = appeal::Entity::find_by_id(id).one(store.read()).await?.into_iter().collect();
    Ok(with_decisions(store.read(), rows).await?.pop())
}

/// What else waits against the same decision, and ends with this one when the decision is undone.
pub async fn besides(store: &Store, by: &Acting, about: &Appeal) -> Result<Vec<Appeal>, StoreError> {
    by.works_at(Action::DecideAppeals)?;
    let rows = waiting(about.decision.id).filter(appeal::Column::Id.ne(about.id)).all(store.read()).await?;
    with_decisions(store.read(), rows).await
}

/// What waits against a decision, the oldest first.
fn waiting(decision: i64) -> Select<appeal::Entity> {
    appeal::Entity::find()
        .filter(appeal::Column::DecisionId.eq(decision))
        .filter(appeal::Column::Outcome.is_null())
        .order_by_asc(appeal::Column::Id)
}

/// Whether `by` made the decision, and so must leave the appeal to somebody else.
pub fn is_own(by: &Acting, about: &Decision) -> bool {
    by.account.is_some() && by.account == about.by
}

/// An appeal that was decided meanwhile is not the one that the person saw ([`StoreError::Outdated`]).
fn may_decide(by: &Acting, about: &Decision, waits: bool) -> Result<(), StoreError> {
    let facts = Facts::NONE.and(Fact::Unsettled, waits).and(Fact::OtherPerson, !is_own(by, about));
    by.may_given(Action::DecideAppeals, facts).map_err(|refusal| match refusal {
        Refusal::NotInThisStatus => StoreError::Outdated,
        refusal => refusal.into(),
    })
}

/// The decisions that the holder of a receipt is concerned by, oldest first.
async fn concerned(db: &impl ConnectionTrait, hashes: &[String]) -> Result<Option<(Party, Vec<Decision>)>, StoreError> {
    let proposal: Option<i64> = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::ReceiptHash.is_in(hashes))
        .into_tuple()
        .one(db)
        .await?;
    let comment: Option<i64> = comment::Entity::find()
        .select_only()
        .column(comment::Column::Id)
        .filter(comment::Column::ReceiptHash.is_in(hashes))
        .into_tuple()
        .one(db)
        .await?;
    let mark: Option<i64> = place_mark::Entity::find()
        .select_only()
        .column(place_mark::Column::Id)
        .filter(place_mark::Column::ReceiptHash.is_in(hashes))
        .into_tuple()
        .one(db)
        .await?;
    let own = [(Kind::Proposal, proposal), (Kind::Comment, comment), (Kind::PlaceMark, mark)];
    if let Some(item) = own.into_iter().find_map(|(kind, id)| Some(Item { kind, id: id? })) {
        let party = Party { side: Side::Author, report: None };
        return Ok(Some((party, moderation::decisions_of(db, item).await?)));
    }
    let Some(report) = report::Entity::find().filter(report::Column::ReceiptHash.is_in(hashes)).one(db).await? else {
        return Ok(None);
    };
    let decisions = match report.decision_id {
        Some(id) => decision::Entity::find_by_id(id).all(db).await?,
        None => Vec::new(),
    };
    let decisions: Result<Vec<Decision>, StoreError> = decisions.into_iter().map(decision_from).collect();
    Ok(Some((Party { side: Side::Reporter, report: Some(report.id) }, decisions?)))
}

async fn with_decisions(db: &impl ConnectionTrait, rows: Vec<appeal::Model>) -> Result<Vec<Appeal>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.decision_id).collect();
    let found = decision::Entity::find().filter(decision::Column::Id.is_in(ids)).all(db).await?;
    let decisions: Result<Vec<Decision>, StoreError> = found.into_iter().map(decision_from).collect();
    let decisions = decisions?;
    let with = |row: appeal::Model| {
        let about = decisions.iter().find(|decision| decision.id == row.decision_id)?;
        Some(from_row(row, about.clone()))
    };
    Ok(rows.into_iter().filter_map(with).collect())
}

fn from_row(row: appeal::Model, decision: Decision) -> Appeal {
    let outcome = row.outcome.as_deref().and_then(Outcome::from_code);
    let ended = outcome
        .map(|outcome| (outcome, row.reason.clone().unwrap_or_default(), Moment(row.decided_at.unwrap_or_default())));
    Appeal {
        id: row.id,
        decision,
        side: Side::from_code(&row.side).unwrap_or(Side::Author),
        words: row.words,
        at: Moment(row.at),
        ended,
    }
}
