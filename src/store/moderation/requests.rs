//! What one person was asked to change and has not changed yet, for that person alone. It is read from the decisions
//! themselves: once for each contribution, and gone with the change.

use std::collections::HashMap;

use domain::{
    Moment,
    ids::PersonKey,
    moderation::{Item, Kind, Rule, Step},
    proposals::Status,
    receipts::ReceiptCode,
    text,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{decisions::from_row, queue::open_requests};
use crate::{
    Store, StoreError,
    entity::{comment, moderation_decision as decision, place_mark, proposal},
    receipts,
    visibility::Visibility,
};

/// Characters by which somebody knows their own text.
const NAME: usize = 80;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub item: Item,
    /// Its title, or the start of its text.
    pub name: String,
    pub at: Moment,
    pub rule: Option<Rule>,
    pub reason: String,
    /// Opens the receipt, where it is changed.
    pub code: ReceiptCode,
}

/// The latest first.
pub async fn requests(store: &Store, person: &PersonKey) -> Result<Vec<Request>, StoreError> {
    let mut own = own(store, person).await?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let rows = decision::Entity::find()
        .filter(decision::Column::Step.eq(Step::AskToChange.code()))
        .filter(decision::Column::DoneAt.is_null())
        .filter(decision::Column::SubjectId.is_in(own.keys().map(|item| item.id)))
        .order_by_desc(decision::Column::Id)
        .all(store.read())
        .await?;
    let mut requests = Vec::new();
    for row in rows {
        let asked = from_row(row)?;
        let found = own
            .remove(&asked.item)
            .and_then(|(name, submission, hash)| Some((name, receipts::code(store.keys(), &submission, &hash)?)));
        if let Some((name, code)) = found {
            requests.push(Request {
                item: asked.item,
                name: text::excerpt(&name, NAME),
                at: asked.at,
                rule: asked.rule,
                reason: asked.reason,
                code,
            });
        }
    }
    Ok(requests)
}

/// Title or text, submission, and the hash of its code.
type Named = (String, String, String);

/// The contributions of this person that wait for their change.
async fn own(store: &Store, person: &PersonKey) -> Result<HashMap<Item, Named>, StoreError> {
    let (db, person) = (store.read(), person.0.as_str());
    let proposals = proposal::Entity::find()
        .select_only()
        .columns([
            proposal::Column::Id,
            proposal::Column::Title,
            proposal::Column::Submission,
            proposal::Column::ReceiptHash,
        ])
        .filter(proposal::Column::AuthorKey.eq(person))
        .filter(proposal::Column::Status.eq(Status::Submitted.code()))
        .filter(proposal::Column::PublishedAt.is_null())
        .filter(proposal::Column::Id.in_subquery(open_requests(Kind::Proposal)));
    let comments = comment::Entity::find()
        .select_only()
        .columns([
            comment::Column::Id,
            comment::Column::Text,
            comment::Column::Submission,
            comment::Column::ReceiptHash,
        ])
        .filter(comment::Column::PersonKey.eq(person))
        .filter(comment::Column::State.eq(Visibility::Waiting.code()))
        .filter(comment::Column::Id.in_subquery(open_requests(Kind::Comment)));
    let marks = place_mark::Entity::find()
        .select_only()
        .columns([
            place_mark::Column::Id,
            place_mark::Column::Text,
            place_mark::Column::Submission,
            place_mark::Column::ReceiptHash,
        ])
        .filter(place_mark::Column::PersonKey.eq(person))
        .filter(place_mark::Column::State.eq(Visibility::Waiting.code()))
        // Without a receipt there is no way to change it.
        .filter(place_mark::Column::ReceiptHash.is_not_null())
        .filter(place_mark::Column::Id.in_subquery(open_requests(Kind::PlaceMark)));
    let found = [
        (Kind::Proposal, proposals.into_tuple::<(i64, String, String, String)>().all(db).await?),
        (Kind::Comment, comments.into_tuple().all(db).await?),
        (Kind::PlaceMark, marks.into_tuple().all(db).await?),
    ];
    let mut own = HashMap::new();
    for (kind, rows) in found {
        own.extend(rows.into_iter().map(|(id, name, submission, hash)| (Item { kind, id }, (name, submission, hash))));
    }
    Ok(own)
}
