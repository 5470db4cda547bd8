//! From draft to public.

use domain::{
    Moment,
    editing::{Keyed, Snapshot, State},
    history::Actor,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use serde_json::json;

use super::{
    draft::{begin, is_as_seen, keyed, live, rows},
    letters::{self, About},
    once,
    review::facts,
    save, variants,
    versions::{self, Author},
};
use crate::{
    Store, StoreError, audit,
    entity::{block, page, page_draft, page_redirect},
    history::{self, Subject},
};

/// Everybody reads the draft from now on; the answer is the number of the version. [`StoreError::Outdated`] when the
/// draft changed since the person saw it, [`StoreError::SamePerson`] when they handed it in for somebody else to look.
pub async fn publish(
    store: &Store,
    by: &Acting,
    page: i64,
    (change, note): (i64, &str),
    now: Moment,
) -> Result<i64, StoreError> {
    by.works_at(Action::PublishPage)?;
    let note = save::note(note);
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            is_as_seen(&draft, change)?;
            by.may_given(Action::PublishPage, facts(tx, by, &draft).await?)?;
            let number = put_out(tx, by, &draft, &note, now).await?;
            once::tidy(tx, now).await?;
            Ok(number)
        })
        .await
}

/// The draft becomes what everybody reads.
pub(super) async fn put_out(
    tx: &DatabaseTransaction,
    by: &Acting,
    draft: &page_draft::Model,
    note: &str,
    now: Moment,
) -> Result<i64, StoreError> {
    let id = draft.page_id;
    let blocks = rows(tx, id).await?.into_iter().filter(|row| !row.is_gone).filter_map(keyed).collect();
    let snapshot = Snapshot { title: draft.title.clone(), summary: draft.summary.clone(), blocks };
    let number = show(tx, by, id, (&snapshot, note), now).await?;
    let row = page_draft::ActiveModel {
        page_id: Unchanged(id),
        state: Set(State::Published.code().into()),
        submitted_by: Set(None),
        submitted_at: Set(None),
        remark: Set(String::new()),
        ..Default::default()
    };
    row.update(tx).await?;
    letters::is_decided(tx, by, draft, About::Published(id), now).await?;
    Ok(number)
}

/// Everybody reads this from now on; the draft beside it stays as it is.
pub(super) async fn show(
    tx: &DatabaseTransaction,
    by: &Acting,
    id: i64,
    (snapshot, note): (&Snapshot, &str),
    now: Moment,
) -> Result<i64, StoreError> {
    let page = page::Entity::find_by_id(id).one(tx).await?.ok_or(StoreError::NotFound)?;
    if !page.is_public {
        // Whoever comes by an old address finds what stands there from now on.
        page_redirect::Entity::delete_by_id(page.address.clone()).exec(tx).await?;
    }
    let before = versions::of_page(&page, live(tx, id).await?);
    write_live(tx, id, &snapshot.blocks).await?;
    let row = page::ActiveModel {
        id: Unchanged(id),
        title: Set(snapshot.title.clone()),
        summary: Set(snapshot.summary.clone()),
        updated_at: Set(now.0),
        is_edited: Set(true),
        is_public: Set(page.retired_at.is_none()),
        ..Default::default()
    };
    row.update(tx).await?;
    let author = Author { account: by.account.map(|account| account.0), is_program: false };
    let number = versions::add(tx, id, snapshot, (author, note), now).await?;
    if page.is_public && !snapshot.reads_like(&before) {
        variants::changed(tx, &page, (snapshot, number), now).await?;
    }
    history::note(tx, now, Subject::Page(id), Actor::Office, "page_published", json!({ "version": number })).await?;
    audit::write(tx, by, "page_published", "page", id, &json!({ "version": number }), now).await?;
    Ok(number)
}

async fn write_live(tx: &DatabaseTransaction, page: i64, blocks: &[Keyed]) -> Result<(), StoreError> {
    block::Entity::delete_many().filter(block::Column::PageId.eq(page)).exec(tx).await?;
    let rows: Vec<_> = blocks
        .iter()
        .zip(0..)
        .map(|(block, position)| block::ActiveModel {
            page_id: Set(page),
            key: Set(block.key.clone()),
            position: Set(position),
            kind: Set(block.kind.code().into()),
            anchor: Set(block.anchor.clone()),
            body: Set(block.body.clone()),
            revision: Set(block.revision),
            ..Default::default()
        })
        .collect();
    if !rows.is_empty() {
        block::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
