//! One proposal becomes two. The first one keeps everything that people gave to it; the new one has the author, the place
//! and the Leitthema of the first, and a receipt to which the first receipt leads.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::ProposalId,
    moderation::{SplitOff, VerdictError, rejoined},
    proposals::{Status, StatusChange},
    receipts::ReceiptCode,
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    content::{search_text, set_status},
    merge,
    subject::Subject,
};
use crate::{
    Keys, StoreError,
    entity::{area, proposal},
    history,
    keys::content_hash,
    receipts,
};

pub(crate) async fn off(
    tx: &DatabaseTransaction,
    keys: &Keys,
    subject: &Subject,
    split: &SplitOff,
    now: Moment,
) -> Result<ProposalId, StoreError> {
    let old = &subject.row;
    let (stays, goes) = split.parts(&old.text)?;
    let title = text::clean_line(&split.title);
    let district = district(tx, old).await?;
    let found_by = |title: &str, text: &str| search_text(title, text, old.place_note.as_deref(), district.as_deref());
    let submission = keys.split_submission(&old.submission, old.revision);
    let is_public = old.published_at.is_some();

    let mut new = proposal::ActiveModel {
        id: NotSet,
        receipt_hash: Set(keys.receipt_hash(&keys.receipt_code(&submission))),
        submission: Set(submission.to_string()),
        search_text: Set(found_by(&title, &goes)),
        title: Set(title.clone()),
        text: Set(goes),
        submitted_at: Set(now.0),
        support_count: Set(0),
        comment_count: Set(0),
        split_from: Set(Some(old.id)),
        revision: Set(1),
        content_hash: Set(content_hash(&[])),
        ..old.clone().into_active_model().reset_all()
    };
    let status = if is_public { Status::Published } else { Status::Submitted };
    set_status(&mut new, status, is_public.then_some(now.0), now);
    let id = ProposalId(proposal::Entity::insert(new).exec(tx).await?.last_insert_id);

    let row = proposal::ActiveModel {
        id: Unchanged(old.id),
        search_text: Set(found_by(&old.title, &stays)),
        text: Set(stays),
        revision: Set(old.revision + 1),
        ..Default::default()
    };
    row.update(tx).await?;
    let into = Happening::SplitInto { target: id, title };
    let from = Happening::SplitFrom { source: subject.id(), title: old.title.clone() };
    history::record(tx, now, history::Subject::Proposal(subject.id()), Actor::Moderator, &into).await?;
    history::record(tx, now, history::Subject::Proposal(id), Actor::Moderator, &from).await?;
    Ok(id)
}

/// The part comes back: its text stands behind the first one's, whoever supports or follows it does so with the first
/// one, and its own page leads there. Nothing that was said below the part is lost, or moved.
pub(crate) async fn rejoin(
    tx: &DatabaseTransaction,
    keys: &Keys,
    subject: &Subject,
    part: ProposalId,
    reason: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let part = Subject::lock(tx, part).await?;
    let old = &subject.row;
    let text = whole(subject, &part).ok_or(VerdictError::NotPossible)?;
    let to = part.status.change(StatusChange { to: Status::Merged, has_reasons: true, has_target: true })?;
    let mut row =
        proposal::ActiveModel { id: Unchanged(part.row.id), merged_into: Set(Some(old.id)), ..Default::default() };
    set_status(&mut row, to, part.row.published_at, now);
    row.update(tx).await?;
    let told = Happening::StatusChanged { from: part.status, to, office: None, reasons: Some(reason.to_owned()) };
    history::record(tx, now, history::Subject::Proposal(part.id()), Actor::Moderator, &told).await?;

    let found_by = search_text(&old.title, &text, old.place_note.as_deref(), district(tx, old).await?.as_deref());
    let row = proposal::ActiveModel {
        id: Unchanged(old.id),
        search_text: Set(found_by),
        text: Set(text),
        revision: Set(old.revision + 1),
        ..Default::default()
    };
    row.update(tx).await?;
    merge::into(tx, keys, &part, subject, Actor::Moderator, now).await
}

/// Not once either went its own way: an office decided about it, its author took it back, it lives on elsewhere.
pub(crate) async fn can_rejoin(tx: &DatabaseTransaction, id: ProposalId, part: ProposalId) -> Result<bool, StoreError> {
    let (subject, part) = (Subject::lock(tx, id).await?, Subject::lock(tx, part).await?);
    Ok(whole(&subject, &part).is_some())
}

fn whole(subject: &Subject, part: &Subject) -> Option<String> {
    let can_change = |status| matches!(status, Status::Submitted | Status::Published | Status::UnderReview);
    let fits = part.row.split_from == Some(subject.row.id)
        && can_change(subject.status)
        && can_change(part.status)
        && subject.row.published_at.is_some() == part.row.published_at.is_some();
    if fits { rejoined(&subject.row.text, &part.row.text) } else { None }
}

async fn district(tx: &DatabaseTransaction, row: &proposal::Model) -> Result<Option<String>, StoreError> {
    let Some(id) = row.district_id else { return Ok(None) };
    Ok(area::Entity::find_by_id(id).select_only().column(area::Column::Name).into_tuple().one(tx).await?)
}

/// The receipts of what was split off this proposal, with its titles.
pub(crate) async fn receipts_of(
    db: &impl ConnectionTrait,
    keys: &Keys,
    id: ProposalId,
) -> Result<Vec<(ReceiptCode, String)>, StoreError> {
    let rows: Vec<(String, String, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Submission, proposal::Column::ReceiptHash, proposal::Column::Title])
        .filter(proposal::Column::SplitFrom.eq(id.0))
        .order_by_asc(proposal::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let code = |(submission, hash, title): (String, String, String)| {
        receipts::code(keys, &submission, &hash).map(|code| (code, title))
    };
    Ok(rows.into_iter().filter_map(code).collect())
}
