//! Who gets a letter about a decision: whoever gave an address for it.

use domain::{
    Language,
    moderation::{Item, Kind, Step},
    receipts::ReceiptCode,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Keys, Store, StoreError,
    entity::{comment, contact, place_mark, proposal, report},
    receipts,
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

/// Address and language of the form of somebody who may have given an address, with the submission and the hash of its code.
pub(crate) type Row = (Option<String>, String, String, String);

impl Recipient {
    /// Nobody, where there is no address.
    pub(crate) fn of(keys: &Keys, (email, language, submission, hash): Row, is_author: bool) -> Option<Self> {
        let language = Language::from_code(&language).unwrap_or_default();
        Some(Self { email: email?, language, code: receipts::code(keys, &submission, &hash)?, is_author })
    }
}

pub async fn recipients(store: &Store, item: Item, step: Step) -> Result<Vec<Recipient>, StoreError> {
    let (db, keys) = (store.read(), store.keys());
    let mut found = Vec::new();
    if step.needs_reason() && step != Step::Keep {
        found.extend(author(db, item).await?.and_then(|row| Recipient::of(keys, row, true)));
    }
    if step.settles_reports() {
        let open = Condition::all()
            .add(report::Column::Kind.eq(item.kind.code()))
            .add(report::Column::SubjectId.eq(item.id))
            .add(report::Column::DecisionId.is_null());
        found.extend(reporters(db, keys, open).await?);
    }
    Ok(found)
}

/// Those of these reports who gave an address, in the order of their reports.
pub(crate) async fn reporters(
    db: &impl ConnectionTrait,
    keys: &Keys,
    which: Condition,
) -> Result<Vec<Recipient>, StoreError> {
    let rows: Vec<Row> = report::Entity::find()
        .select_only()
        .columns([
            report::Column::Email,
            report::Column::Language,
            report::Column::Submission,
            report::Column::ReceiptHash,
        ])
        .filter(which)
        .order_by_asc(report::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Recipient::of(keys, row, false)).collect())
}

/// The address that came with a proposal. A comment or a place on the map comes without one: there it is the one that this
/// person confirmed.
pub(crate) async fn author(db: &impl ConnectionTrait, item: Item) -> Result<Option<Row>, StoreError> {
    let (person, submission, hash): (String, String, String) = match item.kind {
        Kind::Proposal => {
            return Ok(proposal::Entity::find_by_id(item.id)
                .select_only()
                .columns([
                    proposal::Column::Email,
                    proposal::Column::Language,
                    proposal::Column::Submission,
                    proposal::Column::ReceiptHash,
                ])
                .into_tuple()
                .one(db)
                .await?);
        }
        Kind::Comment => {
            let row = comment::Entity::find_by_id(item.id)
                .select_only()
                .columns([comment::Column::PersonKey, comment::Column::Submission, comment::Column::ReceiptHash])
                .into_tuple()
                .one(db)
                .await?;
            let Some(row) = row else { return Ok(None) };
            row
        }
        Kind::PlaceMark => {
            let row = place_mark::Entity::find_by_id(item.id)
                .select_only()
                .columns([
                    place_mark::Column::PersonKey,
                    place_mark::Column::Submission,
                    place_mark::Column::ReceiptHash,
                ])
                .filter(place_mark::Column::ReceiptHash.is_not_null())
                .into_tuple()
                .one(db)
                .await?;
            let Some(row) = row else { return Ok(None) };
            row
        }
    };
    let contact = contact::Entity::find().filter(contact::Column::PersonKey.eq(person)).one(db).await?;
    Ok(contact.map(|row| (row.email, row.language, submission, hash)))
}
