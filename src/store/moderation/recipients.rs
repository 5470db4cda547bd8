//! Who gets a letter about a decision: whoever gave an address for it.

use domain::{
    Language,
    ids::SubmissionId,
    moderation::{Item, Kind, Step},
    receipts::ReceiptCode,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Keys, Store, StoreError,
    entity::{comment, contact, place_mark, proposal, report},
};

/// Not `Debug`: an address belongs into no log.
pub struct Recipient {
    pub email: String,
    pub language: Language,
    /// Of the receipt that tells the decision.
    pub code: ReceiptCode,
    /// Else somebody who reported it.
    pub is_author: bool,
}

/// Address, language of the form and submission of somebody who may have given an address.
pub(crate) type Row = (Option<String>, String, String);

impl Recipient {
    /// Nobody, where there is no address.
    pub(crate) fn of(keys: &Keys, (email, language, submission): Row, is_author: bool) -> Option<Self> {
        let submission = SubmissionId::parse(&submission).ok()?;
        let language = Language::from_code(&language).unwrap_or_default();
        Some(Self { email: email?, language, code: keys.receipt_code(&submission), is_author })
    }
}

pub async fn recipients(store: &Store, item: Item, step: Step) -> Result<Vec<Recipient>, StoreError> {
    let db = store.read();
    let mut found: Vec<(Row, bool)> = Vec::new();
    if step.needs_reason() && step != Step::Keep {
        found.extend(author(db, item).await?.map(|row| (row, true)));
    }
    if step.settles_reports() {
        let reporters: Vec<Row> = report::Entity::find()
            .select_only()
            .columns([report::Column::Email, report::Column::Language, report::Column::Submission])
            .filter(report::Column::Kind.eq(item.kind.code()))
            .filter(report::Column::SubjectId.eq(item.id))
            .filter(report::Column::DecisionId.is_null())
            .into_tuple()
            .all(db)
            .await?;
        found.extend(reporters.into_iter().map(|row| (row, false)));
    }
    Ok(found.into_iter().filter_map(|(row, is_author)| Recipient::of(store.keys(), row, is_author)).collect())
}

/// The address that came with a proposal. A comment or a place on the map comes without one: there it is the one that this
/// person confirmed.
pub(crate) async fn author(db: &impl ConnectionTrait, item: Item) -> Result<Option<Row>, StoreError> {
    let (person, submission): (String, String) = match item.kind {
        Kind::Proposal => {
            return Ok(proposal::Entity::find_by_id(item.id)
                .select_only()
                .columns([proposal::Column::Email, proposal::Column::Language, proposal::Column::Submission])
                .into_tuple()
                .one(db)
                .await?);
        }
        Kind::Comment => {
            let row = comment::Entity::find_by_id(item.id)
                .select_only()
                .columns([comment::Column::PersonKey, comment::Column::Submission])
                .into_tuple()
                .one(db)
                .await?;
            let Some(row) = row else { return Ok(None) };
            row
        }
        Kind::PlaceMark => {
            let row = place_mark::Entity::find_by_id(item.id)
                .select_only()
                .columns([place_mark::Column::PersonKey, place_mark::Column::Submission])
                .filter(place_mark::Column::ReceiptHash.is_not_null())
                .into_tuple()
                .one(db)
                .await?;
            let Some(row) = row else { return Ok(None) };
            row
        }
    };
    let contact = contact::Entity::find().filter(contact::Column::PersonKey.eq(person)).one(db).await?;
    Ok(contact.map(|row| (row.email, row.language, submission)))
}
