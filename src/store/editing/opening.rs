//! Title and introduction of a page, against what somebody started from: what others do to its blocks is no matter. Each of
//! both is a part with revisions of its own, as a block is.

use domain::{
    Moment,
    editing::{Merge, Opening, Part, tidy},
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};

use super::{
    draft::{Revision, begin, remember, touch},
    once::Once,
    save::Save,
    typed,
};
use crate::{
    Store, StoreError,
    entity::{block_revision, page_draft},
    faults,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPart {
    pub revision: i64,
    pub words: String,
    /// Changes of others are in it.
    pub merged: bool,
}

/// Two people changed the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartClash {
    /// Of what stands there now.
    pub revision: i64,
    pub base: String,
    pub mine: String,
    pub theirs: String,
}

/// Which revision the words of a part are, and whose.
pub(super) struct Latest {
    pub revision: i64,
    pub account: Option<i64>,
}

/// Of these words. As long as nobody changed them nothing is kept, and they are the first. Whoever looks without holding the
/// page may have read them just before others came: then it is still theirs, and not the newest.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    page: i64,
    part: Part,
    words: &str,
) -> Result<Latest, StoreError> {
    let kept = block_revision::Entity::find()
        .filter(block_revision::Column::PageId.eq(page))
        .filter(block_revision::Column::Key.eq(part.key()))
        .order_by_desc(block_revision::Column::Revision);
    if let Some(same) = kept.clone().filter(block_revision::Column::Body.eq(words)).one(db).await? {
        return Ok(Latest { revision: same.revision, account: same.account_id });
    }
    // Whoever brought these words kept nothing.
    let last = kept.one(db).await?.map_or(0, |last| last.revision);
    Ok(Latest { revision: last + 1, account: None })
}

/// What stood in a part, for whoever started from it.
pub async fn words_at(
    store: &Store,
    by: &Acting,
    page: i64,
    part: Part,
    revision: i64,
) -> Result<Option<String>, StoreError> {
    by.may(Action::EditPages)?;
    kept(store.read(), page, part, revision).await
}

async fn kept(db: &impl ConnectionTrait, page: i64, part: Part, revision: i64) -> Result<Option<String>, StoreError> {
    let row = block_revision::Entity::find()
        .filter(block_revision::Column::PageId.eq(page))
        .filter(block_revision::Column::Key.eq(part.key()))
        .filter(block_revision::Column::Revision.eq(revision))
        .one(db)
        .await?;
    Ok(row.map(|row| row.body))
}

/// Other words in a part: those that stood there and those that stand there from now on are kept.
pub(crate) async fn changes(
    tx: &DatabaseTransaction,
    (page, part): (i64, Part),
    (old, new): (&str, &str),
    account: Option<i64>,
    now: Moment,
) -> Result<(), StoreError> {
    if old == new {
        return Ok(());
    }
    let Latest { revision, account: before } = latest(tx, page, part, old).await?;
    for (revision, body, account) in [(revision, old, before), (revision + 1, new, account)] {
        let kept = Revision { page, key: part.key(), revision, kind: part.kind(), body, note: "" };
        remember(tx, &kept, account, now).await?;
    }
    Ok(())
}

/// Other words above the blocks of a draft.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    draft: &page_draft::Model,
    new: &Opening,
    by: &Acting,
    now: Moment,
) -> Result<(), StoreError> {
    let (page, account) = (draft.page_id, by.account.map(|account| account.0));
    changes(tx, (page, Part::Title), (&draft.title, &new.title), account, now).await?;
    changes(tx, (page, Part::Introduction), (&draft.summary, &new.summary), account, now).await?;
    let row = page_draft::ActiveModel {
        page_id: Unchanged(page),
        title: Set(new.title.clone()),
        summary: Set(new.summary.clone()),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// `mine` started from `base`. Where others changed the same meanwhile, the answer is what stands there now and nothing is
/// stored. [`StoreError::Unstorable`] without a title, or with too many letters.
pub async fn describe(
    store: &Store,
    by: &Acting,
    page: i64,
    (base, mine): (&Opening, &Opening),
    now: Moment,
) -> Result<Result<(), Opening>, StoreError> {
    by.may(Action::EditPages)?;
    if !mine.fits() {
        return Err(StoreError::Unstorable);
    }
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            let theirs = Opening::new(&draft.title, &draft.summary);
            let joined = match faults::overwrites_what_is_newer() {
                true => Some(mine.clone()),
                false => Opening::join(base, mine, &theirs),
            };
            let Some(joined) = joined else { return Ok(Err(theirs)) };
            if joined == theirs {
                return Ok(Ok(()));
            }
            write(tx, &draft, &joined, by, now).await?;
            touch(tx, &draft, now).await?;
            Ok(Ok(()))
        })
        .await
}

/// One part alone, against the revision that it started from, as a block is saved.
pub async fn save_part(
    store: &Store,
    by: &Acting,
    page: i64,
    (part, save): (Part, &Save),
    now: Moment,
) -> Result<Result<StoredPart, PartClash>, StoreError> {
    by.may(Action::EditPages)?;
    let mine = Part::tidy(&save.body);
    if !part.fits(&mine) {
        return Err(StoreError::Unstorable);
    }
    let once = Once::of(page, &save.save, &["describe", part.key(), &save.revision.to_string(), &mine])?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            if let Some(stored) = once.answered(tx).await? {
                return Ok(Ok(stored));
            }
            let opening = Opening { title: draft.title.clone(), summary: draft.summary.clone() };
            let theirs = opening.part(part);
            let Latest { revision, .. } = latest(tx, page, part, theirs).await?;
            let words = match join(tx, (page, part), (save.revision, &mine), (revision, theirs)).await? {
                Ok(words) => words,
                Err(clash) => return Ok(Err(clash)),
            };
            let is_same = words == theirs;
            if !is_same {
                write(tx, &draft, &opening.with(part, words.clone()), by, now).await?;
                touch(tx, &draft, now).await?;
            }
            let merged = words != mine;
            let stored = StoredPart { revision: if is_same { revision } else { revision + 1 }, words, merged };
            typed::is_saved(tx, by, page, part.key(), &tidy(&save.body)).await?;
            once.keep(tx, &stored, now).await?;
            Ok(Ok(stored))
        })
        .await
}

/// My words and what stands there now as one, if they go together.
async fn join(
    tx: &DatabaseTransaction,
    (page, part): (i64, Part),
    (start, mine): (i64, &str),
    (revision, theirs): (i64, &str),
) -> Result<Result<String, PartClash>, StoreError> {
    if start == revision || faults::overwrites_what_is_newer() {
        return Ok(Ok(mine.to_owned()));
    }
    let base = kept(tx, page, part, start).await?;
    // Nobody knows what it started from: a person has to look.
    let merged = base.as_deref().map_or(Merge::Conflict, |base| part.join(base, mine, theirs));
    Ok(match merged {
        Merge::Merged(words) => Ok(words),
        Merge::Conflict if mine == theirs => Ok(theirs.to_owned()),
        Merge::Conflict => {
            let (mine, theirs) = (mine.to_owned(), theirs.to_owned());
            Err(PartClash { revision, base: base.unwrap_or_default(), mine, theirs })
        }
    })
}
