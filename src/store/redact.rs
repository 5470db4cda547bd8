//! Taking personal data out of one's own words, for good: out of the contribution, its search text, the events that
//! repeat its title, and the words beside its pictures. The caller has seen the receipt.

use std::collections::BTreeSet;

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{AreaId, ProposalId},
    moderation::{Item, Kind},
    policy::{self, Action, Facts, Role},
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::Value;

use crate::{
    Store, StoreError, areas,
    entity::{comment, event, picture, place_mark, proposal},
    history, moderation,
    proposals::{Subject, search_text},
};

/// What goes, and what stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    pub words: Vec<(String, &'static str)>,
    /// The name beside the text as well.
    pub author: bool,
}

/// Shorter words stand in too many others.
const SHORTEST: usize = 2;

impl Removal {
    fn apply(&self, text: &str) -> String {
        let mut words: Vec<_> = self.words.iter().filter(|(words, _)| words.chars().count() >= SHORTEST).collect();
        // The longest first: "Anna" is in "Anna Müller".
        words.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        words.into_iter().fold(text.to_owned(), |text, (words, instead)| text.replace(words.as_str(), instead))
    }

    fn apply_to(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.apply(text),
            Value::Array(all) => all.iter_mut().for_each(|value| self.apply_to(value)),
            Value::Object(all) => all.values_mut().for_each(|value| self.apply_to(value)),
            _ => {}
        }
    }
}

/// Says whether there was something to remove.
pub async fn proposal(store: &Store, id: ProposalId, removal: &Removal, now: Moment) -> Result<bool, StoreError> {
    let reference = areas::reference(store).await?;
    store
        .write(async |tx| {
            let subject = Subject::lock(tx, id).await?;
            subject.may(Role::Author, Action::Redact, now)?;
            let row = &subject.row;
            let (title, text) = (removal.apply(&row.title), removal.apply(&row.text));
            let place_note = row.place_note.as_deref().map(|note| removal.apply(note));
            let author = row.author.clone().filter(|_| !removal.author).map(|author| removal.apply(&author));
            let is_changed =
                (&title, &text, &place_note, &author) != (&row.title, &row.text, &row.place_note, &row.author);
            let alts = pictures(tx, id, removal).await?;
            if !is_changed && !alts {
                return Ok(false);
            }
            let district = row.district_id.and_then(|id| reference.name(AreaId(id))).map(|area| area.name);
            let changed = proposal::ActiveModel {
                id: Unchanged(id.0),
                search_text: Set(search_text(&title, &text, place_note.as_deref(), district.as_deref())),
                title: Set(title),
                text: Set(text),
                place_note: Set(place_note),
                author: Set(author),
                revision: Set(row.revision.saturating_add(1)),
                ..Default::default()
            };
            changed.update(tx).await?;
            events(tx, id, removal).await?;
            moderation::redact(tx, Item::proposal(id), &|text| removal.apply(text)).await?;
            // Who was asked to take something out has done it.
            moderation::changed(tx, Item::proposal(id), now).await?;
            history::record(tx, now, history::Subject::Proposal(id), Actor::Author, &Happening::Redacted).await?;
            Ok(true)
        })
        .await
}

/// The same for a contribution to a discussion, whatever became of it.
pub async fn comment(store: &Store, code: &ReceiptCode, removal: &Removal, now: Moment) -> Result<bool, StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    store
        .write(async |tx| {
            let found = comment::Entity::find().filter(comment::Column::ReceiptHash.is_in(&hashes));
            let before = found.clone().one(tx).await?.ok_or(StoreError::NotFound)?;
            // The proposal is locked before its comments are read, as everywhere.
            let subject = Subject::lock(tx, ProposalId(before.proposal_id)).await?;
            subject.may(Role::Author, Action::Redact, now)?;
            let row = found.one(tx).await?.ok_or(StoreError::NotFound)?;
            let text = removal.apply(&row.text);
            let author = row.author.clone().filter(|_| !removal.author).map(|author| removal.apply(&author));
            if (&text, &author) == (&row.text, &row.author) {
                return Ok(false);
            }
            let changed = comment::ActiveModel {
                id: Unchanged(row.id),
                text: Set(text),
                author: Set(author),
                reason: Set(row.reason.map(|reason| removal.apply(&reason))),
                ..Default::default()
            };
            changed.update(tx).await?;
            let item = Item { kind: Kind::Comment, id: row.id };
            moderation::redact(tx, item, &|text| removal.apply(text)).await?;
            moderation::changed(tx, item, now).await?;
            history::record(tx, now, history::Subject::Comment(row.id), Actor::Author, &Happening::Redacted).await?;
            Ok(true)
        })
        .await
}

/// The same for a place on the map, which has no name beside it.
pub async fn mark(store: &Store, code: &ReceiptCode, removal: &Removal, now: Moment) -> Result<bool, StoreError> {
    policy::may(Role::Author, Action::Redact, Facts::NONE)?;
    let hashes = store.keys().receipt_hashes(code);
    store
        .write(async |tx| {
            let found = place_mark::Entity::find().filter(place_mark::Column::ReceiptHash.is_in(&hashes));
            let row = found.lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let text = removal.apply(&row.text);
            if text == row.text {
                return Ok(false);
            }
            let changed = place_mark::ActiveModel {
                id: Unchanged(row.id),
                text: Set(text),
                reason: Set(row.reason.map(|reason| removal.apply(&reason))),
                ..Default::default()
            };
            changed.update(tx).await?;
            let item = Item { kind: Kind::PlaceMark, id: row.id };
            moderation::redact(tx, item, &|text| removal.apply(text)).await?;
            moderation::changed(tx, item, now).await?;
            history::record(tx, now, history::Subject::PlaceMark(row.id), Actor::Author, &Happening::Redacted).await?;
            Ok(true)
        })
        .await
}

/// What is said about the pictures for people who do not see them.
async fn pictures(tx: &DatabaseTransaction, id: ProposalId, removal: &Removal) -> Result<bool, StoreError> {
    use picture::Column::{Alt, Id, ProposalId as OfProposal};
    let found: Vec<(i64, String)> = picture::Entity::find()
        .select_only()
        .columns([Id, Alt])
        .filter(OfProposal.eq(id.0))
        .into_tuple()
        .all(tx)
        .await?;
    let mut is_changed = false;
    for (picture, before) in found {
        let alt = removal.apply(&before);
        if alt != before {
            let row = picture::ActiveModel { id: Unchanged(picture), alt: Set(alt), ..Default::default() };
            picture::Entity::update(row).exec(tx).await?;
            is_changed = true;
        }
    }
    Ok(is_changed)
}

/// Titles stand in the timelines of merged proposals too; reasons may repeat words of the text.
async fn events(tx: &DatabaseTransaction, id: ProposalId, removal: &Removal) -> Result<(), StoreError> {
    let own = told(tx, id).await?;
    let merged: BTreeSet<ProposalId> = own
        .iter()
        .filter_map(|(_, data)| match serde_json::from_str(data).ok()? {
            Happening::MergedInto { target, .. } | Happening::SplitInto { target, .. } => Some(target),
            Happening::MergedFrom { source, .. } | Happening::SplitFrom { source, .. } => Some(source),
            _ => None,
        })
        .collect();
    let mut all = own;
    for other in merged {
        let others = told(tx, other).await?.into_iter().filter(|(_, data)| match serde_json::from_str(data) {
            Ok(Happening::MergedInto { target, .. } | Happening::SplitInto { target, .. }) => target == id,
            Ok(Happening::MergedFrom { source, .. } | Happening::SplitFrom { source, .. }) => source == id,
            _ => false,
        });
        all.extend(others);
    }
    // Whoever redacts the other proposal just now changes some of the same rows, in the same order.
    all.sort_unstable();
    for (event, before) in all {
        let mut data: Value = serde_json::from_str(&before)?;
        let was = data.clone();
        removal.apply_to(&mut data);
        if data != was {
            let row = event::ActiveModel { id: Unchanged(event), data: Set(data.to_string()), ..Default::default() };
            row.update(tx).await?;
        }
    }
    Ok(())
}

/// The events of a timeline with their data; nothing else repeats words.
async fn told(tx: &DatabaseTransaction, id: ProposalId) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(event::Entity::find()
        .select_only()
        .columns([event::Column::Id, event::Column::Data])
        .filter(event::Column::Subject.eq(history::Subject::PROPOSAL))
        .filter(event::Column::SubjectId.eq(id.0))
        .filter(event::Column::IsPublic.eq(true))
        .into_tuple()
        .all(tx)
        .await?)
}

#[cfg(test)]
mod tests;
