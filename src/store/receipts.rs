//! What a receipt opens. The database keeps a keyed hash of the code, so nobody who reads it can open one.

use domain::{
    barriers::Barrier,
    comments::Comment,
    ids::{CommentId, ProposalId, SubmissionId},
    moderation::Item,
    policy::Role,
    proposals::ProposalDetail,
    receipts::ReceiptCode,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Keys, Store, StoreError, barriers, comments,
    contributions::state_of,
    entity::{comment, proposal, report},
    moderation::{self, Decision},
    outbox::{self, ResponseReceipt, SupportReceipt},
    place_calls::{self, MarkReceipt},
    proposals,
    reports::{self, ReportReceipt},
    visibility::Visibility,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Receipt {
    Proposal(Box<ProposalReceipt>),
    Comment(CommentReceipt),
    PlaceMark(Box<MarkReceipt>),
    Barrier(Box<Barrier>),
    Report(Box<ReportReceipt>),
    Support(SupportReceipt),
    Response(ResponseReceipt),
}

/// One's own proposal, wherever it stands. Its timeline tells why it was refused, if it was.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposalReceipt {
    pub detail: ProposalDetail,
    /// What the holder of the receipt is to the proposal.
    pub role: Role,
    /// Whether everybody sees it.
    pub is_public: bool,
    /// What the moderators decided, oldest first.
    pub decisions: Vec<Decision>,
    /// What the moderators made of a part of it: its receipts and titles.
    pub parts: Vec<(ReceiptCode, String)>,
}

/// One's own contribution to a discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentReceipt {
    pub comment: Comment,
    /// Whether everybody sees it.
    pub is_public: bool,
    /// Why the moderators refused it.
    pub refused_because: Option<String>,
    pub state: Visibility,
    /// Goes back with a change, so that nothing is overwritten that its writer has not seen.
    pub version: String,
    pub proposal: ProposalId,
    pub proposal_title: String,
    /// What the moderators decided, oldest first.
    pub decisions: Vec<Decision>,
}

pub async fn open(store: &Store, code: &ReceiptCode) -> Result<Option<Receipt>, StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    let id: Option<i64> = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::ReceiptHash.is_in(&hashes))
        .into_tuple()
        .one(store.read())
        .await?;
    if let Some(id) = id {
        let detail = proposals::find_as(store, ProposalId(id), Role::Author).await?;
        let decisions = moderation::decisions(store, Item::proposal(ProposalId(id))).await?;
        let parts = proposals::split::receipts_of(store.read(), store.keys(), ProposalId(id)).await?;
        return Ok(detail.map(|detail| {
            let is_public = detail.card.published_at.is_some();
            Receipt::Proposal(Box::new(ProposalReceipt { detail, role: Role::Author, is_public, decisions, parts }))
        }));
    }
    let row = comment::Entity::find().filter(comment::Column::ReceiptHash.is_in(&hashes)).one(store.read()).await?;
    if let Some(row) = row {
        return Ok(Some(Receipt::Comment(of_comment(store, row).await?)));
    }
    if let Some(receipt) = place_calls::receipt(store, &hashes).await? {
        return Ok(Some(Receipt::PlaceMark(Box::new(receipt))));
    }
    let row = report::Entity::find().filter(report::Column::ReceiptHash.is_in(&hashes)).one(store.read()).await?;
    if let Some(row) = row {
        return Ok(Some(Receipt::Report(Box::new(reports::receipt(store, row).await?))));
    }
    match barriers::by_code(store, code).await? {
        Some(report) => Ok(Some(Receipt::Barrier(Box::new(report)))),
        None => outbox::given(store, &hashes).await,
    }
}

/// The code of what was submitted under this id, if something was.
pub async fn of_submission(store: &Store, submission: &SubmissionId) -> Result<Option<ReceiptCode>, StoreError> {
    let hash = hash_of(store.read(), submission).await?;
    Ok(hash.map(|hash| store.keys().receipt_code_of(submission, &hash)))
}

/// What the database keeps of the code of a proposal or a comment.
pub(crate) async fn hash_of(
    db: &impl ConnectionTrait,
    submission: &SubmissionId,
) -> Result<Option<String>, StoreError> {
    let of_proposal = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::ReceiptHash)
        .filter(proposal::Column::Submission.eq(submission.as_str()));
    if let Some(hash) = of_proposal.into_tuple::<String>().one(db).await? {
        return Ok(Some(hash));
    }
    let of_comment = comment::Entity::find()
        .select_only()
        .column(comment::Column::ReceiptHash)
        .filter(comment::Column::Submission.eq(submission.as_str()));
    Ok(of_comment.into_tuple::<String>().one(db).await?)
}

/// From what a row keeps: the id under which something was submitted, and the hash of its code.
pub(crate) fn code(keys: &Keys, submission: &str, hash: &str) -> Option<ReceiptCode> {
    let submission = SubmissionId::parse(submission).ok()?;
    Some(keys.receipt_code_of(&submission, hash))
}

async fn of_comment(store: &Store, row: comment::Model) -> Result<CommentReceipt, StoreError> {
    let proposal_title: Option<String> = proposal::Entity::find_by_id(row.proposal_id)
        .select_only()
        .column(proposal::Column::Title)
        .into_tuple()
        .one(store.read())
        .await?;
    let decisions = moderation::decisions(store, Item::comment(CommentId(row.id))).await?;
    Ok(CommentReceipt {
        decisions,
        is_public: row.state == Visibility::Published.code(),
        refused_because: row.reason.clone(),
        state: state_of(&row.state)?,
        version: comments::version(&row),
        proposal: ProposalId(row.proposal_id),
        proposal_title: proposal_title.unwrap_or_default(),
        comment: comments::comment(row)?,
    })
}
