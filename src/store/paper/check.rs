//! The second typing of votes.

use domain::{
    Moment,
    channel::Channel,
    ids::SubmissionId,
    paper::{Ballot, FormId, counts_at},
    policy::{Acting, Action, Fact, Facts, Refusal},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, EntityTrait, QuerySelect,
};
use serde_json::json;

use super::{State, boards_of, settle, survey_in, writer};
use crate::{
    Keys, Store, StoreError, audit,
    entity::paper_sheet as sheet,
    floods::Origin,
    supports::support_in,
    surveys::{Response, respond_in},
};

/// Whoever typed a sheet has its answers in their fingers; the same person looks again later, another one at once.
const SAME_PERSON_AFTER: i64 = 10 * Moment::MINUTE;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Now, or before.
    Counted,
    /// The questions (from 0) at which this typing is not the first one. Nothing counts yet: it needs one more typing
    /// that agrees with either, and nobody confirms themselves at once.
    Differs(Vec<usize>),
    /// The same person typed it a moment ago.
    TooSoon,
}

pub async fn check(store: &Store, by: &Acting, id: i64, ballot: &Ballot, now: Moment) -> Result<Checked, StoreError> {
    by.works_at(Action::CheckPaper)?;
    store
        .write(async |tx| {
            let row = sheet::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let state = State::from_code(&row.state);
            if state == Some(State::Counted) {
                return Ok(Checked::Counted);
            }
            let me = by.account.map(|account| account.0);
            let may_confirm = |typed_by: Option<i64>, at: i64| {
                let is_later = now.0.saturating_sub(at) >= SAME_PERSON_AFTER;
                let waits = Facts::NONE.and(Fact::Waiting, state == Some(State::Waiting));
                by.may_given(Action::CheckPaper, waits.and(Fact::SecondLook, typed_by != me || is_later))
            };
            match may_confirm(row.typed_by, row.typed_at) {
                Ok(()) => {}
                Err(Refusal::SamePerson) => return Ok(Checked::TooSoon),
                Err(_) => return Err(StoreError::NotFound),
            }
            let first: Ballot = serde_json::from_str(row.first.as_deref().unwrap_or_default())?;
            let second: Option<Ballot> = row.second.as_deref().map(serde_json::from_str).transpose()?;
            let is_second = second.is_some_and(|second| ballot.agrees_with(&second));
            let confirms = is_second && may_confirm(row.second_by, row.second_at.unwrap_or_default()).is_ok();
            let agrees = ballot.agrees_with(&first) || confirms;
            if !agrees {
                let row = sheet::ActiveModel {
                    id: Unchanged(id),
                    second: Set(Some(serde_json::to_string(ballot)?)),
                    second_by: Set(me),
                    second_at: Set(if is_second { row.second_at } else { Some(now.0) }),
                    ..Default::default()
                };
                row.update(tx).await?;
                return Ok(Checked::Differs(ballot.differences(&first)));
            }
            let ballot = ballot.clone().with_words_of(&first);
            count(tx, store.keys(), &row, &ballot, now).await?;
            settle(tx, by, id, State::Counted, now).await?;
            audit::write(tx, by, "paper_counted", "paper_sheet", id, &json!({ "form": row.form }), now).await?;
            Ok(Checked::Counted)
        })
        .await
}

async fn count(
    tx: &DatabaseTransaction,
    keys: &Keys,
    row: &sheet::Model,
    ballot: &Ballot,
    now: Moment,
) -> Result<(), StoreError> {
    let submission = SubmissionId::parse(&row.submission).map_err(|_| StoreError::NotFound)?;
    let person = writer(keys, &submission);
    // It was typed in time; that the check came later is not the person's fault.
    let (handed_in, typed_at) = (row.handed_in_at.map(Moment), Moment(row.typed_at));
    match ballot {
        Ballot::Replies(replies) => {
            let form: FormId = row.form.parse().map_err(|_| StoreError::NotFound)?;
            let survey = survey_in(tx, form).await?.ok_or(StoreError::NotFound)?;
            let response = Response {
                slug: &survey.slug,
                edition: Some(survey.edition),
                submission: &submission,
                person: &person,
                replies,
                channel: Channel::Paper,
                counts_at: counts_at(&survey.period, handed_in, typed_at),
            };
            respond_in(tx, keys, response, typed_at).await
        }
        Ballot::Supports(ids) => {
            for id in ids {
                let Some(board) = boards_of(tx, &[*id]).await?.pop() else { continue };
                let origin = Origin::HandedIn(Channel::Paper, counts_at(&board.period, handed_in, typed_at));
                match support_in(tx, keys, *id, &person, origin, now).await {
                    // Decided or gone since it was typed: the others on the sheet count all the same.
                    Err(error @ StoreError::Refused(Refusal::LevelNeeded(_))) => return Err(error),
                    Ok(_) | Err(StoreError::Refused(_) | StoreError::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        }
    }
}
