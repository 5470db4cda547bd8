//! Reports of contributions: anybody may send one, without an account, and reads what came of it with its receipt
//! (notice and action, Digital Services Act, Article 16).

use domain::{
    Moment,
    history::Actor,
    ids::SubmissionId,
    moderation::{Ground, Item, Kind, NewReport, State},
    policy::{self, Action, Fact, Facts, Role},
    receipts::ReceiptCode,
    text,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::OnConflict,
};

use crate::{
    Store, StoreError,
    appeals::Outcome,
    entity::{appeal, comment, moderation_decision as decision, place_call, place_mark, proposal, report},
    history,
    mail::{self, Mail},
    moderation::{self, Current, Decision, decision_from},
    visibility::Visibility,
};

/// A contribution that everybody sees, as the form names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reportable {
    pub item: Item,
    /// Its title or the start of its text.
    pub name: String,
    /// Without language prefix.
    pub path: String,
}

/// What the receipt of a report shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportReceipt {
    pub item: Item,
    pub ground: Ground,
    pub words: String,
    pub at: Moment,
    /// The contribution, while everybody sees it.
    pub about: Option<Reportable>,
    pub decision: Option<Decision>,
    /// What was decided since, once an appeal undid that; oldest first.
    pub later: Vec<Decision>,
}

/// The contribution, if it is public.
pub async fn reportable(store: &Store, item: Item) -> Result<Option<Reportable>, StoreError> {
    of_item(store.read(), item).await
}

/// Letters about reports of one day that one address gets, whoever typed it: nobody fills another person's mailbox here.
const MOST_LETTERS_A_DAY: u64 = 3;

/// Takes a report, once for each submission id; the answer is the code of its receipt. `confirmation` goes to the address
/// that was given (Digital Services Act, Article 16, 4).
pub async fn send(
    store: &Store,
    item: Item,
    submission: SubmissionId,
    new: &NewReport,
    confirmation: Option<&Mail>,
    now: Moment,
) -> Result<ReceiptCode, StoreError> {
    let keys = store.keys();
    let code = keys.receipt_code(&submission);
    let row = || report::ActiveModel {
        kind: Set(item.kind.code().into()),
        subject_id: Set(item.id),
        submission: Set(submission.as_str().into()),
        receipt_hash: Set(keys.receipt_hash(&code)),
        ground: Set(new.ground.code()),
        words: Set(new.text.clone()),
        name: Set(new.name.clone()),
        email: Set(new.email.clone()),
        language: Set(new.language.code().into()),
        at: Set(now.0),
        ..Default::default()
    };
    store
        .write(async |tx| {
            let found =
                report::Entity::find().filter(report::Column::Submission.eq(submission.as_str())).one(tx).await?;
            if let Some(row) = found {
                repeated(&row, item, new)?;
                return Ok(keys.receipt_code_of(&submission, &row.receipt_hash));
            }
            let is_public = Current::lock(tx, item).await?.state == State::Public;
            policy::may(Role::Guest, Action::Report, Facts::NONE.and(Fact::Published, is_public))?;
            let nothing = OnConflict::new().do_nothing().to_owned();
            if let Some(letter) = confirmation {
                let today = report::Entity::find()
                    .filter(report::Column::Email.eq(letter.to.as_str()))
                    .filter(report::Column::At.gt(now.0 - Moment::DAY))
                    .count(tx)
                    .await?;
                if today < MOST_LETTERS_A_DAY {
                    mail::send(tx, letter, now).await?;
                }
            }
            report::Entity::insert(row()).on_conflict(nothing).exec_without_returning(tx).await?;
            let data = serde_json::json!({});
            history::note(tx, now, history::Subject::of(item), Actor::Guest, "reported", data).await?;
            Ok(code.clone())
        })
        .await
}

fn repeated(row: &report::Model, item: Item, new: &NewReport) -> Result<(), StoreError> {
    let is_same = row.kind == item.kind.code()
        && row.subject_id == item.id
        && row.ground == new.ground.code()
        && row.words == new.text
        && row.name == new.name
        && row.email == new.email;
    if is_same { Ok(()) } else { Err(StoreError::SubmissionConflict) }
}

pub(crate) async fn receipt(store: &Store, row: report::Model) -> Result<ReportReceipt, StoreError> {
    let db = store.read();
    let unknown = || StoreError::BadSchema(format!("unknown kind in report {}", row.id));
    let item = Item { kind: Kind::from_code(&row.kind).ok_or_else(unknown)?, id: row.subject_id };
    let decision = match row.decision_id {
        Some(id) => decision::Entity::find_by_id(id).one(db).await?.map(decision_from).transpose()?,
        None => None,
    };
    let later = match &decision {
        Some(decision) => since_undone(db, item, decision.id).await?,
        None => Vec::new(),
    };
    Ok(ReportReceipt {
        item,
        ground: Ground::from_code(&row.ground).unwrap_or(Ground::Illegal),
        words: row.words,
        at: Moment(row.at),
        about: of_item(db, item).await?,
        decision,
        later,
    })
}

/// What is between the moderators and the author stays there.
async fn since_undone(db: &impl ConnectionTrait, item: Item, id: i64) -> Result<Vec<Decision>, StoreError> {
    let undone = appeal::Entity::find()
        .filter(appeal::Column::DecisionId.eq(id))
        .filter(appeal::Column::Outcome.eq(Outcome::Overturned.code()));
    if undone.one(db).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut all = moderation::decisions_of(db, item).await?;
    all.retain(|decision| decision.id > id && decision.step.settles_reports());
    Ok(all)
}

async fn of_item(db: &impl ConnectionTrait, item: Item) -> Result<Option<Reportable>, StoreError> {
    const NAME: usize = 80;
    let found = match item.kind {
        Kind::Proposal => proposal::Entity::find_by_id(item.id)
            .filter(proposal::Column::PublishedAt.is_not_null())
            .one(db)
            .await?
            .map(|row| (row.title, format!("/vorschlaege/{}", row.id))),
        Kind::Comment => comment::Entity::find_by_id(item.id)
            .filter(comment::Column::State.eq(Visibility::Published.code()))
            .one(db)
            .await?
            .map(|row| (row.text, format!("/vorschlaege/{}#beitrag-{}", row.proposal_id, row.id))),
        Kind::PlaceMark => {
            let mark = place_mark::Entity::find_by_id(item.id)
                .filter(place_mark::Column::State.eq(Visibility::Published.code()))
                .one(db)
                .await?;
            match mark {
                Some(mark) => place_call::Entity::find_by_id(mark.call_id)
                    .one(db)
                    .await?
                    .map(|call| (mark.text, format!("/orte/{}#ort-{}", call.slug, mark.id))),
                None => None,
            }
        }
    };
    // A comment on a proposal that is hidden is seen by nobody.
    if item.kind == Kind::Comment && found.is_some() && !is_read(db, item.id).await? {
        return Ok(None);
    }
    Ok(found.map(|(name, path)| Reportable { item, name: text::excerpt(&name, NAME), path }))
}

async fn is_read(db: &impl ConnectionTrait, comment: i64) -> Result<bool, StoreError> {
    let Some(row) = comment::Entity::find_by_id(comment).one(db).await? else { return Ok(false) };
    let about = proposal::Entity::find_by_id(row.proposal_id).filter(proposal::Column::PublishedAt.is_not_null());
    Ok(about.one(db).await?.is_some())
}
