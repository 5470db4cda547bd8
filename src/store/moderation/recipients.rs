//! Who gets a letter about a decision: whoever gave an address for it.

use domain::{
    ids::SubmissionId,
    moderation::{Item, Kind, Step},
    receipts::ReceiptCode,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Store, StoreError,
    entity::{proposal, report},
};

/// Not `Debug`: an address belongs into no log.
pub struct Recipient {
    pub email: String,
    /// Of the receipt that tells the decision.
    pub code: ReceiptCode,
    /// Else somebody who reported it.
    pub is_author: bool,
}

pub async fn recipients(store: &Store, item: Item, step: Step) -> Result<Vec<Recipient>, StoreError> {
    let db = store.read();
    let mut found: Vec<(String, String, bool)> = Vec::new();
    if item.kind == Kind::Proposal && step.needs_reason() && step != Step::Keep {
        let author: Option<(Option<String>, String)> = proposal::Entity::find_by_id(item.id)
            .select_only()
            .columns([proposal::Column::Email, proposal::Column::Submission])
            .into_tuple()
            .one(db)
            .await?;
        found.extend(author.and_then(|(email, submission)| Some((email?, submission, true))));
    }
    if step.settles_reports() {
        let reporters: Vec<(Option<String>, String)> = report::Entity::find()
            .select_only()
            .columns([report::Column::Email, report::Column::Submission])
            .filter(report::Column::Kind.eq(item.kind.code()))
            .filter(report::Column::SubjectId.eq(item.id))
            .filter(report::Column::DecisionId.is_null())
            .into_tuple()
            .all(db)
            .await?;
        found.extend(reporters.into_iter().filter_map(|(email, submission)| Some((email?, submission, false))));
    }
    let with_code = |(email, submission, is_author): (String, String, bool)| {
        let submission = SubmissionId::parse(&submission).ok()?;
        Some(Recipient { email, code: store.keys().receipt_code(&submission), is_author })
    };
    Ok(found.into_iter().filter_map(with_code).collect())
}
