//! From draft to public.

use domain::{
    Moment,
    editing::{Snapshot, State},
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
    once,
    review::facts,
    save, variants, versions,
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
            by.may_given(Action::PublishPage, facts(by, &draft))?;
            let number = put_out(tx, by, &draft, &note, now).await?;
            once::tidy(tx, now).await?;
            Ok(number)
        })
        .await
}

pub(super) async fn put_out(
    tx: &DatabaseTransaction,
    by: &Acting,
    draft: &page_draft::Model,
    note: &str,
    now: Moment,
) -> Result<i64, StoreError> {
    let id = draft.page_id;
    let page = page::Entity::find_by_id(id).one(tx).await?.ok_or(StoreError::NotFound)?;
    if !page.is_public {
        // Whoever comes by an old address finds what stands there from now on.
        page_redirect::Entity::delete_by_id(page.address.clone()).exec(tx).await?;
    }
    let before = versions::of_page(&page, live(tx, id).await?);
    let blocks: Vec<_> = rows(tx, id).await?.into_iter().filter(|row| !row.is_gone).collect();
    block::Entity::delete_many().filter(block::Column::PageId.eq(id)).exec(tx).await?;
    let live: Vec<_> = blocks
        .iter()
        .zip(0..)
        .map(|(row, position)| block::ActiveModel {
            page_id: Set(id),
            key: Set(row.key.clone()),
            position: Set(position),
            kind: Set(row.kind.clone()),
            anchor: Set(row.anchor.clone()),
            body: Set(row.body.clone()),
            revision: Set(row.revision),
            ..Default::default()
        })
        .collect();
    if !live.is_empty() {
        block::Entity::insert_many(live).exec_without_returning(tx).await?;
    }
    let row = page::ActiveModel {
        id: Unchanged(id),
        title: Set(draft.title.clone()),
        summary: Set(draft.summary.clone()),
        updated_at: Set(now.0),
        is_edited: Set(true),
        is_public: Set(page.retired_at.is_none()),
        ..Default::default()
    };
    row.update(tx).await?;
    let row = page_draft::ActiveModel {
        page_id: Unchanged(id),
        state: Set(State::Published.code().into()),
        submitted_by: Set(None),
        remark: Set(String::new()),
        ..Default::default()
    };
    row.update(tx).await?;
    let snapshot = Snapshot {
        title: draft.title.clone(),
        summary: draft.summary.clone(),
        blocks: blocks.into_iter().filter_map(keyed).collect(),
    };
    let number = versions::add(tx, id, &snapshot, by.account.map(|account| account.0), note, now).await?;
    if page.is_public && !snapshot.reads_like(&before) {
        variants::changed(tx, &page, (&snapshot, number), now).await?;
    }
    history::note(tx, now, Subject::Page(id), Actor::Office, "page_published", json!({ "version": number })).await?;
    audit::write(tx, by, "page_published", "page", id, &json!({ "version": number }), now).await?;
    Ok(number)
}
