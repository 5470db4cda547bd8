//! Saving one block against the revision that somebody started from.

use domain::{
    Moment,
    blocks::BlockKind,
    editing::{LONGEST_NOTE, Merge, fits, merge, tidy},
    policy::{Acting, Action},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use serde::{Deserialize, Serialize};

use super::{
    draft::{Revision, begin, remember, touch},
    once::Once,
    typed,
};
use crate::{
    Store, StoreError,
    entity::{block_revision, draft_block, page_draft},
    faults,
};

#[derive(Clone, Debug)]
pub struct Save {
    /// A UUID from whoever saves.
    pub save: String,
    /// What the text started from.
    pub revision: i64,
    pub body: String,
    /// Why, if they like to say.
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub key: String,
    pub kind: BlockKind,
    pub revision: i64,
    pub body: String,
    /// Changes of others are in it.
    pub merged: bool,
}

/// Two people changed the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub key: String,
    pub kind: BlockKind,
    /// Of what stands there now.
    pub revision: i64,
    pub base: String,
    pub mine: String,
    pub theirs: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    Stored(Stored),
    Clash(Clash),
    /// Somebody took the block out; `theirs` is what was in it.
    Gone {
        key: String,
        theirs: Option<String>,
    },
}

/// [`StoreError::Unstorable`] for a text that is too long, which a page says before.
pub async fn save(
    store: &Store,
    by: &Acting,
    page: i64,
    key: &str,
    save: &Save,
    now: Moment,
) -> Result<Saved, StoreError> {
    by.may(Action::EditPages)?;
    let mine = tidy(&save.body);
    let note = note(&save.note);
    if !fits(&mine) {
        return Err(StoreError::Unstorable);
    }
    let once = Once::of(page, &save.save, &["save", key, &save.revision.to_string(), &mine, &note])?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            if let Some(stored) = once.answered(tx).await? {
                return Ok(Saved::Stored(stored));
            }
            let Some(row) = find(tx, page, key).await? else {
                return Ok(Saved::Gone { key: key.to_owned(), theirs: None });
            };
            if row.is_gone {
                return Ok(Saved::Gone { key: row.key, theirs: Some(row.body) });
            }
            let joined = match join(tx, &row, save.revision, &mine).await? {
                Ok(joined) => joined,
                Err(clash) => return Ok(Saved::Clash(clash)),
            };
            let merged = joined != mine;
            let stored = write(tx, &draft, &row, &joined, Written { by, note: &note, now }).await?;
            let stored = Stored { merged, ..stored };
            typed::is_saved(tx, by, page, &row.key, &mine).await?;
            once.keep(tx, &stored, now).await?;
            Ok(Saved::Stored(stored))
        })
        .await
}

pub(super) fn note(typed: &str) -> String {
    text::excerpt(typed, LONGEST_NOTE)
}

pub(super) fn kind(row: &draft_block::Model) -> BlockKind {
    BlockKind::from_code(&row.kind).unwrap_or(BlockKind::Text)
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    page: i64,
    key: &str,
) -> Result<Option<draft_block::Model>, StoreError> {
    let query = draft_block::Entity::find()
        .filter(draft_block::Column::PageId.eq(page))
        .filter(draft_block::Column::Key.eq(key));
    Ok(query.one(db).await?)
}

/// My text and what stands there now as one, if they go together.
async fn join(
    tx: &DatabaseTransaction,
    row: &draft_block::Model,
    revision: i64,
    mine: &str,
) -> Result<Result<String, Clash>, StoreError> {
    if revision == row.revision || faults::overwrites_what_is_newer() {
        return Ok(Ok(mine.to_owned()));
    }
    let base = block_revision::Entity::find()
        .filter(block_revision::Column::PageId.eq(row.page_id))
        .filter(block_revision::Column::Key.eq(&row.key))
        .filter(block_revision::Column::Revision.eq(revision))
        .one(tx)
        .await?
        .map(|base| base.body);
    // Nobody knows what it started from: a person has to look.
    let merged = base.as_deref().map_or(Merge::Conflict, |base| merge(base, mine, &row.body));
    Ok(match merged {
        Merge::Merged(text) => Ok(text),
        Merge::Conflict if mine == row.body => Ok(row.body.clone()),
        Merge::Conflict => Err(Clash {
            key: row.key.clone(),
            kind: kind(row),
            revision: row.revision,
            base: base.unwrap_or_default(),
            mine: mine.to_owned(),
            theirs: row.body.clone(),
        }),
    })
}

pub(super) struct Written<'a> {
    pub by: &'a Acting,
    pub note: &'a str,
    pub now: Moment,
}

/// Another body of a block; the same one is no revision.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    draft: &page_draft::Model,
    row: &draft_block::Model,
    body: &str,
    Written { by, note, now }: Written<'_>,
) -> Result<Stored, StoreError> {
    let same =
        Stored { key: row.key.clone(), kind: kind(row), revision: row.revision, body: row.body.clone(), merged: false };
    if row.body == body {
        return Ok(same);
    }
    let account = by.account.map(|account| account.0);
    let revision = row.revision + 1;
    let kept = Revision { page: row.page_id, key: &row.key, revision, kind: &row.kind, body, note };
    remember(tx, &kept, account, now).await?;
    let changed = draft_block::ActiveModel {
        id: Unchanged(row.id),
        body: Set(body.to_owned()),
        revision: Set(revision),
        account_id: Set(account),
        changed_at: Set(now.0),
        ..Default::default()
    };
    changed.update(tx).await?;
    touch(tx, draft, now).await?;
    Ok(Stored { revision, body: body.to_owned(), ..same })
}
