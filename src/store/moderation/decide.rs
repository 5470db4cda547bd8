//! One decision: checked, done, and written down three times (the history of the contribution, the journal, the audit
//! log) in one transaction.

use domain::{
    Moment,
    ids::{BoardId, ProposalId},
    moderation::{Item, Rule, State, Step, Verdict, VerdictError},
    policy::{Acting, Action, Facts},
    proposals::Status,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};
use serde_json::json;

use super::{apply, claims, current::Current, decisions::Decision};
use crate::{
    Store, StoreError, audit,
    entity::{moderation_decision as decision, report, submission_block},
    mail::{self, Mail},
    proposals::{split, status_of},
};

/// What the moderator had before their eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub version: String,
    /// Knowing that somebody else looks at it too.
    pub takes_over: bool,
}

/// Decides about a contribution. Doing what is done already changes nothing. With `shown`, nothing is decided about
/// something else than what was shown ([`StoreError::Stale`]), nor beside somebody who looks at it
/// ([`StoreError::Claimed`]).
pub async fn decide(
    store: &Store,
    by: &Acting,
    item: Item,
    shown: Option<&Shown>,
    verdict: &Verdict,
    now: Moment,
) -> Result<(), StoreError> {
    decide_and_write(store, by, item, shown, verdict, &[], now).await
}

/// The same; the letters go out with the decision or not at all.
pub async fn decide_and_write(
    store: &Store,
    by: &Acting,
    item: Item,
    shown: Option<&Shown>,
    verdict: &Verdict,
    letters: &[Mail],
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::Moderate)?;
    verdict.is_complete()?;
    store
        .write(async |tx| {
            if let Some(target) = verdict.into.filter(|_| verdict.step == Step::Merge) {
                apply::lock_both(tx, item, target).await?;
            }
            let current = Current::lock(tx, item).await?;
            if let Some(shown) = shown {
                keep_apart(tx, by, item, shown.takes_over, now).await?;
                if shown.version != current.version {
                    return Err(StoreError::Outdated);
                }
            }
            let is_done =
                matches!((verdict.step, current.state), (Step::Publish, State::Public) | (Step::Hide, State::Hidden))
                    && !current.is_reported;
            if is_done {
                return Ok(());
            }
            let facts = Facts::of_step(verdict.step, item.kind, current.state, current.is_reported);
            by.may_given(Action::Moderate, facts).map_err(|_| VerdictError::NotPossible)?;
            take(tx, store, by, &current, verdict, now).await?;
            for letter in letters {
                mail::send(tx, letter, now).await?;
            }
            Ok(())
        })
        .await
}

/// Shows a waiting contribution to everybody.
pub async fn publish(store: &Store, by: &Acting, item: Item, now: Moment) -> Result<(), StoreError> {
    decide(store, by, item, None, &Verdict::PUBLISH, now).await
}

/// Keeps a contribution from the page, or takes it off; its author reads the rule and the reason.
pub async fn hide(
    store: &Store,
    by: &Acting,
    item: Item,
    rule: Rule,
    reason: &str,
    now: Moment,
) -> Result<(), StoreError> {
    decide(store, by, item, None, &Verdict::new(Step::Hide, rule, reason), now).await
}

/// Does what was decided, whoever may decide it, and answers with the number of the decision.
pub(super) async fn take(
    tx: &DatabaseTransaction,
    store: &Store,
    by: &Acting,
    current: &Current,
    verdict: &Verdict,
    now: Moment,
) -> Result<i64, StoreError> {
    let item = current.item;
    let done = apply::apply(tx, store, current, verdict, now).await?;
    let until = verdict.days.filter(|_| verdict.step == Step::Block).map(|days| now.plus_days(days));
    let row = decision::ActiveModel {
        kind: Set(item.kind.code().into()),
        subject_id: Set(item.id),
        step: Set(verdict.step.code().into()),
        rule: Set(verdict.rule.map(|rule| i16::from(rule.number()))),
        reason: Set(verdict.reason.clone()),
        at: Set(now.0),
        account_id: Set(by.account.map(|account| account.0)),
        before: Set(current.status().into()),
        public_since: Set(current.public_since()),
        target: Set(done.target),
        board_before: Set(done.board_before),
        until: Set(until.map(|until| until.0)),
        ..Default::default()
    };
    let id = decision::Entity::insert(row).exec(tx).await?.last_insert_id;
    if let Some(until) = until {
        block(tx, current, id, until).await?;
    }
    if !matches!(verdict.step, Step::AskToChange | Step::Block | Step::Unblock | Step::Split | Step::Rejoin) {
        close_requests(tx, item, now).await?;
    }
    if verdict.step.settles_reports() {
        settle_reports(tx, item, id).await?;
    }
    claims::release(tx, item).await?;
    // The words of the reason may name somebody; they stay with the decision, which can be cleaned.
    let data = json!({ "decision": id, "rule": verdict.rule });
    let action = format!("moderation_{}", verdict.step.code());
    audit::write(tx, by, &action, item.kind.code(), item.id, &data, now).await?;
    Ok(id)
}

/// Nobody decides past somebody else who has it open, unless they know. The caller has locked the contribution: its claim
/// is locked after it, as everywhere.
pub(crate) async fn keep_apart(
    tx: &DatabaseTransaction,
    by: &Acting,
    item: Item,
    takes_over: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let is_theirs = !takes_over && claims::holds_somebody_else(tx, by, item, now).await?;
    if is_theirs { Err(StoreError::Claimed) } else { Ok(()) }
}

/// Undoes a decision, after an appeal. What cannot be undone any more (its author took the contribution back, say) stays
/// as it is, which the answer says; the appeal tells how it ended all the same.
pub(crate) async fn reverse(
    tx: &DatabaseTransaction,
    store: &Store,
    by: &Acting,
    about: &Decision,
    rule: Option<Rule>,
    reason: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let Some(step) = about.step.reversed(about.was_public) else { return Ok(false) };
    if let Some(target) = about.target {
        apply::lock_both(tx, about.item, target).await?;
    }
    let current = Current::lock(tx, about.item).await?;
    let fits = match step {
        Step::Unblock => true,
        Step::Unmerge => current.status() == Status::Merged.code(),
        Step::MoveBack => status_of(current.status()).is_ok_and(apply::goes_on),
        Step::Rejoin => match about.target {
            Some(part) => split::can_rejoin(tx, ProposalId(about.item.id), part).await?,
            None => false,
        },
        Step::Publish => matches!(current.state, State::Waiting | State::Asked | State::Hidden),
        step => step.is_possible(about.item.kind, current.state, current.is_reported),
    };
    if !fits {
        return Ok(false);
    }
    let verdict = Verdict {
        step,
        rule,
        reason: reason.into(),
        board: about.board_before,
        into: about.target,
        ..Verdict::PUBLISH
    };
    take(tx, store, by, &current, &verdict, now).await.map(|_| true)
}

/// The author changed what they were asked to change: it is looked at again.
pub(crate) async fn changed(tx: &DatabaseTransaction, item: Item, now: Moment) -> Result<(), StoreError> {
    close_requests(tx, item, now).await
}

async fn close_requests(tx: &DatabaseTransaction, item: Item, now: Moment) -> Result<(), StoreError> {
    decision::Entity::update_many()
        .col_expr(decision::Column::DoneAt, Expr::value(now.0))
        .filter(
            Condition::all()
                .add(decision::Column::Kind.eq(item.kind.code()))
                .add(decision::Column::SubjectId.eq(item.id))
                .add(decision::Column::Step.eq(Step::AskToChange.code()))
                .add(decision::Column::DoneAt.is_null()),
        )
        .exec(tx)
        .await?;
    Ok(())
}

async fn settle_reports(tx: &DatabaseTransaction, item: Item, decision: i64) -> Result<(), StoreError> {
    report::Entity::update_many()
        .col_expr(report::Column::DecisionId, Expr::value(decision))
        .filter(
            Condition::all()
                .add(report::Column::Kind.eq(item.kind.code()))
                .add(report::Column::SubjectId.eq(item.id))
                .add(report::Column::DecisionId.is_null()),
        )
        .exec(tx)
        .await?;
    Ok(())
}

async fn block(tx: &DatabaseTransaction, current: &Current, decision: i64, until: Moment) -> Result<(), StoreError> {
    let BoardId(board) = apply::board_of(tx, current).await?;
    let row = submission_block::ActiveModel {
        person_key: Set(current.author().into()),
        board_id: Set(board),
        decision_id: Set(decision),
        until: Set(until.0),
        ..Default::default()
    };
    submission_block::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
