//! How an appeal ends.

use domain::{
    Moment,
    ids::AccountId,
    moderation::{Rule, Step, Verdict},
    policy::{Acting, Action},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::json;

use super::{Outcome, lock, may_decide, waiting};
use crate::{
    Store, StoreError, audit,
    entity::{appeal, moderation_decision as decision},
    mail::{self, Mail},
    moderation::{self, Decision, decision_from, reverse},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub outcome: Outcome,
    pub rule: Option<Rule>,
    pub reason: String,
    /// Knowing that somebody else looks at it too.
    pub takes_over: bool,
}

/// A letter that goes out with the end of an appeal.
pub struct Letter {
    pub mail: Mail,
    /// It tells what was done to the contribution: none leaves where nothing could be undone any more.
    pub tells_undoing: bool,
}

/// Ends an appeal, unless somebody else looks at it ([`StoreError::Claimed`]). One that succeeds undoes the decision in the
/// same transaction, and the letters go out with it. What others said against the same decision ends with it, because
/// what they appealed against is no more.
pub async fn decide(
    store: &Store,
    by: &Acting,
    id: i64,
    ending: &Ending,
    letters: &[Letter],
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::DecideAppeals)?;
    let Ending { outcome, rule, takes_over, .. } = *ending;
    let reason = text::clean(&ending.reason);
    let step = if outcome == Outcome::Overturned { Step::Restore } else { Step::Keep };
    Verdict { step, rule, reason: reason.clone(), ..Verdict::PUBLISH }.is_complete()?;
    store
        .write(async |tx| {
            let row = appeal::Entity::find_by_id(id).one(tx).await?.ok_or(StoreError::NotFound)?;
            let about = decision::Entity::find_by_id(row.decision_id).one(tx).await?.ok_or(StoreError::NotFound)?;
            let about = decision_from(about)?;
            let is_there = lock_contribution(tx, &about).await?;
            let ends = ending_with(tx, id, about.id, outcome).await?;
            may_decide(by, &about, ends.contains(&id))?;
            if is_there {
                moderation::keep_apart(tx, by, about.item, takes_over, now).await?;
            }
            let is_undone =
                outcome == Outcome::Overturned && reverse(tx, store, by, &about, rule, &reason, now).await?;
            for ended in &ends {
                let done = appeal::ActiveModel {
                    id: Unchanged(*ended),
                    outcome: Set(Some(outcome.code().into())),
                    reason: Set(Some(reason.clone())),
                    decided_at: Set(Some(now.0)),
                    account_id: Set(by.account.map(|AccountId(id)| id)),
                    ..Default::default()
                };
                done.update(tx).await?;
            }
            moderation::release_claim(tx, about.item).await?;
            for letter in letters.iter().filter(|letter| is_undone || !letter.tells_undoing) {
                mail::send(tx, &letter.mail, now).await?;
            }
            for ended in ends {
                let data = if ended == id {
                    json!({ "decision": about.id, "outcome": outcome.code(), "rule": rule })
                } else {
                    json!({ "decision": about.id, "outcome": outcome.code(), "rule": rule, "with": id })
                };
                audit::write(tx, by, "appeal_decided", "appeal", ended, &data, now).await?;
            }
            Ok(())
        })
        .await
}

/// Both proposals of a merge or a split.
async fn lock_contribution(tx: &DatabaseTransaction, about: &Decision) -> Result<bool, StoreError> {
    if let Some(target) = about.target {
        moderation::lock_both(tx, about.item, target).await?;
    }
    lock(tx, about.item).await
}

/// The appeals that end now, of those that wait: this one, or all against the decision when it is undone.
async fn ending_with(
    tx: &DatabaseTransaction,
    id: i64,
    decision: i64,
    outcome: Outcome,
) -> Result<Vec<i64>, StoreError> {
    let mut open = waiting(decision).lock_exclusive();
    if outcome == Outcome::Upheld {
        open = open.filter(appeal::Column::Id.eq(id));
    }
    Ok(open.all(tx).await?.into_iter().map(|row| row.id).collect())
}
