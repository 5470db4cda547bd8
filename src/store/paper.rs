//! What clerks type in from sheets of paper. A proposal is submitted at once. Votes are kept until a second typing agrees
//! with the first, and count then, in the same transaction; what was ticked is kept here no longer than that.

mod check;
mod mark;
mod photos;
#[cfg(test)]
mod tests;

pub use check::{Checked, check};
use domain::{
    Moment,
    accounts::Level,
    boards::Board,
    channel::Channel,
    ids::{AccountId, PersonKey, ProposalId, SubmissionId},
    moment::Period,
    paper::{Ballot, Form, FormId, counts_at},
    policy::{self, Acting, Action, Fact, Facts, Refusal, Role},
    proposals::NewProposal,
    receipts::ReceiptCode,
    surveys::{State as Stage, Survey},
};
pub use mark::{Came, submit_mark};
pub(crate) use photos::forget as forget_photos;
pub use photos::{Of, Photo, Photographed, add_photo, photo, photographed, remove_photo, with_photos};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{OnConflict, Query},
};
use serde_json::json;

use crate::{
    Keys, Store, StoreError, audit, boards,
    entity::{board, paper_sheet as sheet, proposal, survey},
    floods::Origin,
    proposals::{self, Content, Submitted, status_of},
    surveys,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// For its second typing.
    Waiting,
    Counted,
    /// Typed by mistake.
    Dropped,
}

impl State {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Counted => "counted",
            Self::Dropped => "dropped",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Waiting, Self::Counted, Self::Dropped].into_iter().find(|state| state.code() == code)
    }
}

/// One sheet, without what is on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Written on the paper, so that it is found again.
    pub id: i64,
    pub submission: SubmissionId,
    pub form: FormId,
    pub state: State,
    pub typed_by: Option<AccountId>,
    pub typed_at: Moment,
    pub checked_at: Option<Moment>,
    /// Two typings did not agree.
    pub is_doubtful: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    pub sheet: i64,
    pub code: ReceiptCode,
}

/// A proposal from paper, or as somebody said it at the counter. After the end of its board it counts when it was handed
/// in before, as a clerk says.
pub async fn submit(
    store: &Store,
    by: &Acting,
    submission: &SubmissionId,
    new: NewProposal,
    channel: Channel,
    handed_in: Option<Moment>,
    now: Moment,
) -> Result<Submitted, StoreError> {
    by.may(Action::EnterPaper)?;
    let board = new.board;
    let content = Content::of(store, new, now).await?;
    let keys = store.keys();
    let person = writer(keys, submission);
    store
        .write(async |tx| {
            let period = boards::meant(tx, board).await?.period;
            let origin = Origin::HandedIn(channel, counts_at(&period, handed_in, now));
            let submitted = proposals::insert(tx, keys, submission, &person, &content, origin, now).await?;
            let how = json!({ "channel": channel.code(), "handed_in": handed_in });
            audit::write(tx, by, "paper_entered", "proposal", submitted.id.0, &how, now).await?;
            Ok(submitted)
        })
        .await
}

/// The first typing of votes. They count once [`check`] agrees.
pub async fn enter(
    store: &Store,
    by: &Acting,
    form: FormId,
    submission: &SubmissionId,
    ballot: &Ballot,
    handed_in: Option<Moment>,
    now: Moment,
) -> Result<Entered, StoreError> {
    by.may(Action::EnterPaper)?;
    let keys = store.keys();
    let content = serde_json::to_string(ballot)?;
    store
        .write(async |tx| {
            let known = sheet::Entity::find().filter(sheet::Column::Submission.eq(submission.as_str())).one(tx).await?;
            if let Some(known) = known {
                let is_same =
                    known.form == form.to_string() && known.first.as_ref().is_none_or(|first| *first == content);
                if !is_same {
                    return Err(StoreError::SubmissionConflict);
                }
                let code = keys.receipt_code_of(submission, &known.receipt_hash);
                return Ok(Entered { sheet: known.id, code });
            }
            can_count(tx, form, ballot, handed_in, now).await?;
            let code = keys.receipt_code(submission);
            let row = sheet::ActiveModel {
                submission: Set(submission.to_string()),
                receipt_hash: Set(keys.receipt_hash(&code)),
                form: Set(form.to_string()),
                state: Set(State::Waiting.code().into()),
                first: Set(Some(content.clone())),
                typed_by: Set(by.account.map(|account| account.0)),
                typed_at: Set(now.0),
                handed_in_at: Set(handed_in.map(|at| at.0)),
                ..Default::default()
            };
            let once = OnConflict::column(sheet::Column::Submission).do_nothing().to_owned();
            sheet::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
            let row = sheet::Entity::find().filter(sheet::Column::Submission.eq(submission.as_str())).one(tx).await?;
            let id = row.ok_or(StoreError::Busy)?.id;
            let what = json!({ "form": form.to_string(), "handed_in": handed_in });
            audit::write(tx, by, "paper_entered", "paper_sheet", id, &what, now).await?;
            Ok(Entered { sheet: id, code })
        })
        .await
}

/// Whoever filled in the sheet: known by nothing but the sheet.
fn writer(keys: &Keys, submission: &SubmissionId) -> PersonKey {
    keys.person_key(&format!("paper {submission}"))
}

/// Refuses what could never count: a survey or a board that is not open, a proposal that takes no supports.
async fn can_count(
    tx: &DatabaseTransaction,
    form: FormId,
    ballot: &Ballot,
    handed_in: Option<Moment>,
    now: Moment,
) -> Result<(), StoreError> {
    let at = |period: &Period| counts_at(period, handed_in, now);
    // Whoever filled in the sheet is nobody that the platform knows.
    let guest = |needed| Facts::of_person(Level::Guest, needed);
    match (form.form, ballot) {
        (Form::Survey, Ballot::Replies(_)) => {
            let survey = survey_in(tx, form).await?.ok_or(StoreError::NotFound)?;
            let facts = survey.facts(at(&survey.period)).with(guest(survey.needed_level));
            Ok(policy::may(Role::Guest, Action::Respond, facts)?)
        }
        (Form::Supports, Ballot::Supports(ids)) => {
            if ids.is_empty() || !unsupportable(tx, ids).await?.is_empty() {
                return Err(StoreError::NotFound);
            }
            let boards = boards_of(tx, ids).await?;
            let verdict = |board: &Board| {
                let facts = Facts::of_period(&board.period, at(&board.period)).with(guest(board.needed_level));
                // The proposals were looked at one by one.
                policy::may(Role::Guest, Action::Support, facts.and(Fact::Published, true).and(Fact::Discussed, true))
            };
            one_is_open(boards.iter().map(verdict))
        }
        _ => Err(StoreError::NotFound),
    }
}

/// Of the boards on a sheet one that is open is enough: what is ticked of the others does not count. None may want to know
/// who somebody is.
fn one_is_open(verdicts: impl Iterator<Item = Result<(), Refusal>>) -> Result<(), StoreError> {
    let (mut is_open, mut refused) = (false, None);
    for verdict in verdicts {
        match verdict {
            Ok(()) => is_open = true,
            Err(unsure @ Refusal::LevelNeeded(_)) => return Err(unsure.into()),
            Err(other) => refused = Some(other),
        }
    }
    match refused {
        Some(refusal) if !is_open => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// On which boards they are now: moderators may have moved one since the sheet was printed, and each counts by the times
/// of its own.
async fn boards_of(db: &impl ConnectionTrait, ids: &[ProposalId]) -> Result<Vec<Board>, StoreError> {
    let theirs = Query::select()
        .column(proposal::Column::BoardId)
        .from(proposal::Entity)
        .and_where(proposal::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .to_owned();
    let rows = board::Entity::find().filter(board::Column::Id.in_subquery(theirs)).all(db).await?;
    rows.into_iter().map(boards::from_row).collect()
}

/// Those of them that are not on the board or take no supports.
pub async fn not_open(store: &Store, ids: &[ProposalId]) -> Result<Vec<ProposalId>, StoreError> {
    unsupportable(store.read(), ids).await
}

async fn unsupportable(db: &impl ConnectionTrait, ids: &[ProposalId]) -> Result<Vec<ProposalId>, StoreError> {
    let rows: Vec<(i64, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Status])
        .filter(proposal::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(proposal::Column::PublishedAt.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut open = Vec::new();
    for (id, status) in rows {
        if status_of(&status)?.is_open() {
            open.push(id);
        }
    }
    Ok(ids.iter().copied().filter(|id| !open.contains(&id.0)).collect())
}

async fn survey_in(db: &impl ConnectionTrait, form: FormId) -> Result<Option<Survey>, StoreError> {
    if form.form != Form::Survey {
        return Ok(None);
    }
    let row = survey::Entity::find_by_id(form.number).one(db).await?;
    let survey = row.map(|row| surveys::from_row(row, 0)).transpose()?;
    // Nobody has a sheet of what was not published.
    Ok(survey.filter(|survey| survey.state != Stage::Draft))
}

/// The survey of a sheet.
pub async fn survey_of(store: &Store, form: FormId) -> Result<Option<Survey>, StoreError> {
    survey_in(store.read(), form).await
}

/// What waits for its second typing, the oldest first.
pub async fn waiting(store: &Store, by: &Acting) -> Result<Vec<Sheet>, StoreError> {
    const SHOWN: u64 = 200;
    by.may(Action::EnterPaper)?;
    let rows = sheet::Entity::find()
        .filter(sheet::Column::State.eq(State::Waiting.code()))
        .order_by_asc(sheet::Column::Id)
        .limit(SHOWN)
        .all(store.read())
        .await?;
    rows.iter().map(read).collect()
}

pub async fn find(store: &Store, by: &Acting, id: i64) -> Result<Option<Sheet>, StoreError> {
    by.may(Action::EnterPaper)?;
    let row = sheet::Entity::find_by_id(id).one(store.read()).await?;
    row.as_ref().map(read).transpose()
}

/// For whoever has the slip.
pub async fn by_receipt(store: &Store, code: &ReceiptCode) -> Result<Option<Sheet>, StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    let row = sheet::Entity::find().filter(sheet::Column::ReceiptHash.is_in(hashes)).one(store.read()).await?;
    row.as_ref().map(read).transpose()
}

/// Typed by mistake: it will not count, and nothing of what was typed stays.
pub async fn drop_sheet(store: &Store, by: &Acting, id: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::DropPaper)?;
    store
        .write(async |tx| {
            let row = sheet::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let waits = Facts::NONE.and(Fact::Waiting, row.state == State::Waiting.code());
            by.may_given(Action::DropPaper, waits).map_err(|_| StoreError::NotFound)?;
            photos::drop_of(tx, &row.submission).await?;
            settle(tx, by, id, State::Dropped, now).await?;
            audit::write(tx, by, "paper_dropped", "paper_sheet", id, &json!({ "form": row.form }), now).await
        })
        .await
}

/// Nothing of what was ticked stays in the row.
async fn settle(tx: &DatabaseTransaction, by: &Acting, id: i64, state: State, now: Moment) -> Result<(), StoreError> {
    let row = sheet::ActiveModel {
        id: Unchanged(id),
        state: Set(state.code().into()),
        first: Set(None),
        second: Set(None),
        second_by: Set(None),
        second_at: Set(None),
        checked_by: Set(by.account.map(|account| account.0)),
        checked_at: Set(Some(now.0)),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

fn read(row: &sheet::Model) -> Result<Sheet, StoreError> {
    let broken = || StoreError::BadSchema(format!("paper sheet {}", row.id));
    Ok(Sheet {
        id: row.id,
        submission: SubmissionId::parse(&row.submission).map_err(|_| broken())?,
        form: row.form.parse().map_err(|_| broken())?,
        state: State::from_code(&row.state).ok_or_else(broken)?,
        typed_by: row.typed_by.map(AccountId),
        typed_at: Moment(row.typed_at),
        checked_at: row.checked_at.map(Moment),
        is_doubtful: row.second.is_some(),
    })
}
