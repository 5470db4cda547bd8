//! The draft beside a page.

use domain::{
    Language, Moment,
    blocks::BlockKind,
    editing::{Keyed, Life, Part, Standing, State, Unit, Whereabouts},
    ids::AccountId,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use super::{
    names,
    opening::{self, Latest},
    variants, versions,
};
use crate::{
    Store, StoreError,
    entity::{block, block_revision, draft_block, page, page_draft},
    faults,
};

/// A page as editors see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub page: i64,
    pub address: String,
    pub language: Language,
    pub title: String,
    pub summary: String,
    /// What a change of the title starts from, and one of the introduction.
    pub opening_revisions: [i64; 2],
    pub state: State,
    /// Grows with everything that changes; 0 where nobody ever edited.
    pub change: i64,
    pub submitted_by: Option<AccountId>,
    /// Why it was sent back.
    pub remark: String,
    pub blocks: Vec<Keyed>,
    /// Taken out; they can be brought back.
    pub gone: Vec<Keyed>,
    /// Who changed each block last, and each part of the opening.
    pub by: Vec<(String, String)>,
    /// When the live page last changed.
    pub updated_at: Moment,
    /// Of the live page, when it is not the German one.
    pub standing: Standing,
    pub is_history_public: bool,
    /// Everybody reads some state of it.
    pub is_public: bool,
    pub retired_at: Option<Moment>,
    pub publish_at: Option<Moment>,
    pub take_back_at: Option<Moment>,
    /// That looks after this very page, where one was named.
    pub unit: Option<Unit>,
}

impl Draft {
    pub fn whereabouts(&self) -> Whereabouts {
        let life = Life::of(self.is_public, self.retired_at);
        Whereabouts { address: self.address.clone(), life, unit: self.unit }
    }

    /// What stands in a part of the opening, and which revision that is.
    pub fn part(&self, part: Part) -> (&str, i64) {
        let [title, introduction] = self.opening_revisions;
        match part {
            Part::Title => (&self.title, title),
            Part::Introduction => (&self.summary, introduction),
        }
    }
}

/// The id of the page under an address, in this language or else in German.
pub async fn page_at(store: &Store, address: &str, language: Language) -> Result<Option<i64>, StoreError> {
    let rows = page::Entity::find()
        .filter(page::Column::Address.eq(address))
        .filter(page::Column::Language.is_in([language.code(), Language::De.code()]))
        .all(store.read())
        .await?;
    let wanted = rows.iter().find(|row| row.language == language.code()).or(rows.first());
    Ok(wanted.map(|row| row.id))
}

pub async fn open_at(
    store: &Store,
    by: &Acting,
    address: &str,
    language: Language,
) -> Result<Option<Draft>, StoreError> {
    match page_at(store, address, language).await? {
        Some(page) => open(store, by, page).await.map(Some),
        None => Ok(None),
    }
}

/// The draft, or the live page where there is none: looking changes nothing.
pub async fn open(store: &Store, by: &Acting, id: i64) -> Result<Draft, StoreError> {
    by.may(Action::EditPages)?;
    look(store, id).await
}

pub(super) async fn look(store: &Store, id: i64) -> Result<Draft, StoreError> {
    let db = store.read();
    let page = page::Entity::find_by_id(id).one(db).await?.ok_or(StoreError::NotFound)?;
    let language = Language::from_code(&page.language).unwrap_or_default();
    let (is_public, retired_at) = (page.is_public, page.retired_at.map(Moment));
    let unit = page.unit.as_deref().and_then(Unit::from_code);
    let (updated_at, is_history_public) = (Moment(page.updated_at), page.is_history_public);
    let standing = variants::standing(db, &page).await?;
    let Some(draft) = page_draft::Entity::find_by_id(id).one(db).await? else {
        let blocks = live(db, id).await?.into_iter().filter_map(keyed_live).collect();
        let [title, introduction] = parts(db, id, (&page.title, &page.summary)).await?;
        return Ok(Draft {
            opening_revisions: [title.revision, introduction.revision],
            page: id,
            address: page.address,
            language,
            title: page.title,
            summary: page.summary,
            state: State::Published,
            change: 0,
            submitted_by: None,
            remark: String::new(),
            blocks,
            gone: Vec::new(),
            by: Vec::new(),
            updated_at,
            standing,
            is_history_public,
            is_public,
            retired_at,
            publish_at: None,
            take_back_at: None,
            unit,
        });
    };
    let rows = rows(db, id).await?;
    let [title, introduction] = parts(db, id, (&draft.title, &draft.summary)).await?;
    let opening = [(Part::Title.key(), title.account), (Part::Introduction.key(), introduction.account)];
    let all = || rows.iter().map(|row| (row.key.as_str(), row.account_id)).chain(opening);
    let names = names::of(db, all().filter_map(|(_, account)| account)).await?;
    let name = |(key, account): (&str, Option<i64>)| Some((key.to_owned(), names.get(&account?)?.clone()));
    let changed_by = all().filter_map(name).collect();
    Ok(Draft {
        opening_revisions: [title.revision, introduction.revision],
        page: id,
        address: page.address,
        language,
        title: draft.title,
        summary: draft.summary,
        state: State::from_code(&draft.state).unwrap_or(State::Draft),
        change: draft.change,
        submitted_by: draft.submitted_by.map(AccountId),
        remark: draft.remark,
        by: changed_by,
        gone: rows.iter().filter(|row| row.is_gone).cloned().filter_map(keyed).collect(),
        blocks: rows.into_iter().filter(|row| !row.is_gone).filter_map(keyed).collect(),
        updated_at,
        standing,
        is_history_public,
        is_public,
        retired_at,
        publish_at: draft.publish_at.map(Moment),
        take_back_at: draft.take_back_at.map(Moment),
        unit,
    })
}

async fn parts(
    db: &impl ConnectionTrait,
    page: i64,
    (title, summary): (&str, &str),
) -> Result<[Latest; 2], StoreError> {
    Ok([
        opening::latest(db, page, Part::Title, title).await?,
        opening::latest(db, page, Part::Introduction, summary).await?,
    ])
}

/// `change` is that of the draft that a person saw: [`StoreError::Outdated`] when somebody changed it since.
pub(super) fn is_as_seen(draft: &page_draft::Model, change: i64) -> Result<(), StoreError> {
    if draft.change == change || faults::overwrites_what_is_newer() { Ok(()) } else { Err(StoreError::Outdated) }
}

/// Holds the page and makes its draft from the live one where there is none.
pub(super) async fn begin(tx: &DatabaseTransaction, id: i64, now: Moment) -> Result<page_draft::Model, StoreError> {
    let page = page::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
    if let Some(draft) = page_draft::Entity::find_by_id(id).one(tx).await? {
        return Ok(draft);
    }
    let blocks = live(tx, id).await?;
    // What nobody ever read is no version.
    let is_fresh = !page.is_public && page.retired_at.is_none();
    if !is_fresh {
        versions::keep_first(tx, &page, &blocks).await?;
    }
    let draft = page_draft::Model {
        page_id: id,
        title: page.title,
        summary: page.summary,
        state: if is_fresh { State::Draft } else { State::Published }.code().into(),
        change: 0,
        submitted_by: None,
        submitted_at: None,
        remark: String::new(),
        changed_at: now.0,
        publish_at: None,
        take_back_at: None,
    };
    let row = page_draft::ActiveModel::from(draft.clone()).reset_all();
    page_draft::Entity::insert(row).exec_without_returning(tx).await?;
    for (block, position) in blocks.into_iter().zip(0..) {
        let revision = Revision {
            page: id,
            key: &block.key,
            revision: block.revision,
            kind: &block.kind,
            body: &block.body,
            note: "",
        };
        remember(tx, &revision, None, Moment(page.updated_at)).await?;
        let row = draft_block::ActiveModel {
            page_id: Set(id),
            key: Set(block.key),
            position: Set(position),
            kind: Set(block.kind),
            anchor: Set(block.anchor),
            body: Set(block.body),
            revision: Set(block.revision),
            is_gone: Set(false),
            account_id: Set(None),
            changed_at: Set(page.updated_at),
            ..Default::default()
        };
        draft_block::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(draft)
}

/// Something changed: whoever looks sees it, and what was public is a draft again.
pub(super) async fn touch(tx: &DatabaseTransaction, draft: &page_draft::Model, now: Moment) -> Result<(), StoreError> {
    let is_public = draft.state == State::Published.code();
    let row = page_draft::ActiveModel {
        page_id: Unchanged(draft.page_id),
        change: Set(draft.change + 1),
        state: if is_public { Set(State::Draft.code().into()) } else { Unchanged(draft.state.clone()) },
        changed_at: Set(now.0),
        // What changed is not published before somebody looked again.
        publish_at: Set(draft.publish_at.filter(|_| faults::publishes_unseen())),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

pub(super) struct Revision<'a> {
    pub page: i64,
    pub key: &'a str,
    pub revision: i64,
    pub kind: &'a str,
    pub body: &'a str,
    pub note: &'a str,
}

/// Keeps what stands in a block from now on.
pub(super) async fn remember(
    tx: &DatabaseTransaction,
    revision: &Revision<'_>,
    by: Option<i64>,
    at: Moment,
) -> Result<(), StoreError> {
    use block_revision::Column::{Key, PageId, Revision};
    if faults::forgets_revisions() {
        return Ok(());
    }
    let row = block_revision::ActiveModel {
        page_id: Set(revision.page),
        key: Set(revision.key.into()),
        revision: Set(revision.revision),
        kind: Set(revision.kind.into()),
        body: Set(revision.body.into()),
        account_id: Set(by),
        at: Set(at.0),
        note: Set(revision.note.into()),
        ..Default::default()
    };
    let once = OnConflict::columns([PageId, Key, Revision]).do_nothing().to_owned();
    block_revision::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn live(db: &impl ConnectionTrait, page: i64) -> Result<Vec<block::Model>, StoreError> {
    let query = block::Entity::find().filter(block::Column::PageId.eq(page)).order_by_asc(block::Column::Position);
    Ok(query.all(db).await?)
}

/// All blocks of a draft in their order, those that were taken out as well.
pub(super) async fn rows(db: &impl ConnectionTrait, page: i64) -> Result<Vec<draft_block::Model>, StoreError> {
    let query = draft_block::Entity::find()
        .filter(draft_block::Column::PageId.eq(page))
        .order_by_asc(draft_block::Column::Position)
        .order_by_asc(draft_block::Column::Id);
    Ok(query.all(db).await?)
}

pub(super) fn keyed(row: draft_block::Model) -> Option<Keyed> {
    let draft_block::Model { key, anchor, body, revision, kind, .. } = row;
    Some(Keyed { kind: BlockKind::from_code(&kind)?, key, anchor, body, revision })
}

pub(super) fn keyed_live(row: block::Model) -> Option<Keyed> {
    let block::Model { key, anchor, body, revision, kind, .. } = row;
    Some(Keyed { kind: BlockKind::from_code(&kind)?, key, anchor, body, revision })
}

/// Which change of the draft is the last one: cheap to ask, again and again.
pub async fn last_change(store: &Store, by: &Acting, page: i64) -> Result<i64, StoreError> {
    by.may(Action::EditPages)?;
    let draft = page_draft::Entity::find_by_id(page).one(store.read()).await?;
    Ok(draft.map_or(0, |draft| draft.change))
}
