//! One proposal becomes two. The first one keeps everything that people gave to it; the new one has the author, the place
//! and the Leitthema of the first, and a receipt to which the first receipt leads.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{ProposalId, SubmissionId},
    moderation::SplitOff,
    proposals::Status,
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
    subject::Subject,
};
use crate::{
    Keys, StoreError,
    entity::{area, proposal},
    history,
    keys::content_hash,
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
    let district: Option<String> = match old.district_id {
        Some(id) => area::Entity::find_by_id(id).select_only().column(area::Column::Name).into_tuple().one(tx).await?,
        None => None,
    };
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

/// The receipts of what was split off this proposal, with its titles.
pub(crate) async fn receipts_of(
    db: &impl ConnectionTrait,
    keys: &Keys,
    id: ProposalId,
) -> Result<Vec<(ReceiptCode, String)>, StoreError> {
    let rows: Vec<(String, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Submission, proposal::Column::Title])
        .filter(proposal::Column::SplitFrom.eq(id.0))
        .order_by_asc(proposal::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let code = |(submission, title): (String, String)| {
        Some((keys.receipt_code(&SubmissionId::parse(&submission).ok()?), title))
    };
    Ok(rows.into_iter().filter_map(code).collect())
}
