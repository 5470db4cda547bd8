//! Appeals against decisions of the moderators. Whoever made a decision never decides about the appeal against it
//! (Digital Services Act, Article 20).

mod claims;

pub use claims::{claim, claimed};
use domain::{
    Moment,
    ids::AccountId,
    moderation::{Item, Kind, Rule, Side, Step, Verdict, VerdictError, may_appeal},
    policy::{Acting, Action},
    receipts::ReceiptCode,
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use crate::{
    Store, StoreError, audit,
    entity::{appeal, comment, moderation_decision as decision, place_mark, proposal, report},
    errors::is_duplicate,
    mail::{self, Mail},
    moderation::{self, Current, Decision, Recipient, decision_from, reverse},
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
    pub appeals: Vec<Appeal>,
}

pub async fn standing(store: &Store, code: &ReceiptCode, now: Moment) -> Result<Option<Standing>, StoreError> {
    let db = store.read();
    let Some((side, decisions)) = concerned(db, &store.keys().receipt_hash(code)).await? else { return Ok(None) };
    let ids: Vec<i64> = decisions.iter().map(|decision| decision.id).collect();
    let rows = appeal::Entity::find()
        .filter(appeal::Column::DecisionId.is_in(ids))
        .filter(appeal::Column::Side.eq(side.code()))
        .order_by_asc(appeal::Column::Id)
        .all(db)
        .await?;
    let appeals: Vec<Appeal> = rows
        .into_iter()
        .filter_map(|row| {
            let about = decisions.iter().find(|decision| decision.id == row.decision_id)?;
            Some(from_row(row, about.clone()))
        })
        .collect();
    let open = decisions.into_iter().rev().find(|decision| decision.step.can_be_appealed());
    let decision = open.filter(|decision| {
        may_appeal(decision.at, now) && !appeals.iter().any(|appeal| appeal.decision.id == decision.id)
    });
    Ok(Some(Standing { side, decision, appeals }))
}

/// Appeals against the last decision; once for each side.
pub async fn make(store: &Store, code: &ReceiptCode, words: &str, now: Moment) -> Result<(), StoreError> {
    let standing = standing(store, code, now).await?.ok_or(StoreError::NotFound)?;
    let about = standing.decision.ok_or(StoreError::Verdict(VerdictError::NotPossible))?;
    let row = || appeal::ActiveModel {
        decision_id: Set(about.id),
        side: Set(standing.side.code().into()),
        words: Set(text::clean(words)),
        at: Set(now.0),
        ..Default::default()
    };
    store
        .write(async |tx| match appeal::Entity::insert(row()).exec_without_returning(tx).await {
            Ok(_) => Ok(()),
            Err(error) if is_duplicate(&error) => Err(StoreError::Verdict(VerdictError::NotPossible)),
            Err(error) => Err(error.into()),
        })
        .await
}

/// What waits for a second person, oldest first.
pub async fn open(store: &Store, by: &Acting) -> Result<Vec<Appeal>, StoreError> {
    by.may(Action::DecideAppeals)?;
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
    by.may(Action::DecideAppeals)?;
    let rows: Vec<appeal::Model> = appeal::Entity::find_by_id(id).one(store.read()).await?.into_iter().collect();
    Ok(with_decisions(store.read(), rows).await?.pop())
}

/// Whether `by` made the decision, and so must leave the appeal to somebody else.
pub fn is_own(by: &Acting, about: &Decision) -> bool {
    by.account.is_some() && by.account == about.by
}

/// Who is told how it ended: whoever appealed and gave an address before.
pub async fn recipients(store: &Store, by: &Acting, id: i64) -> Result<Vec<Recipient>, StoreError> {
    by.may(Action::DecideAppeals)?;
    let db = store.read();
    let Some(row) = appeal::Entity::find_by_id(id).one(db).await? else { return Ok(Vec::new()) };
    let about = decision::Entity::find_by_id(row.decision_id).one(db).await?.ok_or(StoreError::NotFound)?;
    let about = decision_from(about)?;
    let is_author = row.side == Side::Author.code();
    let found: Vec<_> = if !is_author {
        report::Entity::find()
            .select_only()
            .columns([report::Column::Email, report::Column::Language, report::Column::Submission])
            .filter(report::Column::DecisionId.eq(about.id))
            .into_tuple()
            .all(db)
            .await?
    } else {
        moderation::author(db, about.item).await?.into_iter().collect()
    };
    Ok(found.into_iter().filter_map(|row| Recipient::of(store.keys(), row, is_author)).collect())
}

/// How an appeal ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub outcome: Outcome,
    pub rule: Option<Rule>,
    pub reason: String,
    /// Knowing that somebody else looks at it too.
    pub takes_over: bool,
}

/// Ends an appeal, unless somebody else looks at it ([`StoreError::Claimed`]). One that succeeds undoes the decision in the
/// same transaction, and the letters go out with it.
pub async fn decide(
    store: &Store,
    by: &Acting,
    id: i64,
    ending: &Ending,
    letters: &[Mail],
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::DecideAppeals)?;
    let Ending { outcome, rule, takes_over, .. } = *ending;
    let reason = text::clean(&ending.reason);
    let step = if outcome == Outcome::Overturned { Step::Restore } else { Step::Keep };
    Verdict { step, rule, reason: reason.clone(), ..Verdict::PUBLISH }.is_complete()?;
    store
        .write(async |tx| {
            let row = appeal::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            if row.outcome.is_some() {
                return Err(StoreError::Outdated);
            }
            let about = decision::Entity::find_by_id(row.decision_id).one(tx).await?.ok_or(StoreError::NotFound)?;
            let about = decision_from(about)?;
            if is_own(by, &about) {
                return Err(StoreError::SamePerson);
            }
            keep_apart(tx, by, &about, takes_over, now).await?;
            if outcome == Outcome::Overturned {
                reverse(tx, store, by, &about, rule, &reason, now).await?;
            }
            let done = appeal::ActiveModel {
                id: Unchanged(id),
                outcome: Set(Some(outcome.code().into())),
                reason: Set(Some(reason.clone())),
                decided_at: Set(Some(now.0)),
                account_id: Set(by.account.map(|AccountId(id)| id)),
                ..Default::default()
            };
            done.update(tx).await?;
            moderation::release_claim(tx, about.item).await?;
            for letter in letters {
                mail::send(tx, letter, now).await?;
            }
            let data = json!({ "decision": about.id, "outcome": outcome.code(), "rule": rule });
            audit::write(tx, by, "appeal_decided", "appeal", id, &data, now).await
        })
        .await
}

/// The contribution is locked before its claim. One that is gone for good is nobody's.
async fn keep_apart(
    tx: &DatabaseTransaction,
    by: &Acting,
    about: &Decision,
    takes_over: bool,
    now: Moment,
) -> Result<(), StoreError> {
    if let Some(target) = about.target {
        moderation::lock_both(tx, about.item, target).await?;
    }
    match Current::lock(tx, about.item).await {
        Ok(_) => moderation::keep_apart(tx, by, about.item, takes_over, now).await,
        Err(StoreError::NotFound) => Ok(()),
        Err(other) => Err(other),
    }
}

/// The decisions that the holder of a receipt is concerned by, oldest first.
async fn concerned(db: &impl ConnectionTrait, hash: &str) -> Result<Option<(Side, Vec<Decision>)>, StoreError> {
    let proposal: Option<i64> = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::ReceiptHash.eq(hash))
        .into_tuple()
        .one(db)
        .await?;
    let comment: Option<i64> = comment::Entity::find()
        .select_only()
        .column(comment::Column::Id)
        .filter(comment::Column::ReceiptHash.eq(hash))
        .into_tuple()
        .one(db)
        .await?;
    let mark: Option<i64> = place_mark::Entity::find()
        .select_only()
        .column(place_mark::Column::Id)
        .filter(place_mark::Column::ReceiptHash.eq(hash))
        .into_tuple()
        .one(db)
        .await?;
    let own = [(Kind::Proposal, proposal), (Kind::Comment, comment), (Kind::PlaceMark, mark)];
    if let Some(item) = own.into_iter().find_map(|(kind, id)| Some(Item { kind, id: id? })) {
        return Ok(Some((Side::Author, moderation::decisions_of(db, item).await?)));
    }
    let Some(report) = report::Entity::find().filter(report::Column::ReceiptHash.eq(hash)).one(db).await? else {
        return Ok(None);
    };
    let decisions = match report.decision_id {
        Some(id) => decision::Entity::find_by_id(id).all(db).await?,
        None => Vec::new(),
    };
    let decisions: Result<Vec<Decision>, StoreError> = decisions.into_iter().map(decision_from).collect();
    Ok(Some((Side::Reporter, decisions?)))
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
