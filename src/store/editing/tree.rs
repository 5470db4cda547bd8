//! The tree of pages: making, moving, retiring and bringing back. A page is one in all its languages, so all of them go
//! together, and what stands below it goes along.

use std::collections::BTreeSet;

use domain::{
    Language, Moment,
    blocks::without_companions,
    editing::{LONGEST_TITLE, Life, Unit, Whereabouts, is_below, is_fixed},
    history::Actor,
    policy::{Acting, Action, Fact, Facts},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

use super::{
    draft::{begin, is_as_seen, live},
    units,
};
use crate::{
    Store, StoreError, audit,
    entity::{block, page, page_redirect},
    faults,
    history::{self, Subject},
};

/// A page, and where it stood when somebody saw it.
pub type Seen<'a> = (i64, &'a Whereabouts);

fn whereabouts(page: &page::Model) -> Whereabouts {
    let life = Life::of(page.is_public, page.retired_at.map(Moment));
    Whereabouts { address: page.address.clone(), life, unit: page.unit.as_deref().and_then(Unit::from_code) }
}

/// [`StoreError::Outdated`] when somebody moved, retired or gave away the page since.
fn is_where_it_was(page: &page::Model, seen: &Whereabouts) -> Result<(), StoreError> {
    let is_as_seen = whereabouts(page) == *seen || faults::overwrites_what_is_newer();
    if is_as_seen { Ok(()) } else { Err(StoreError::Outdated) }
}

/// The page in all its languages, held, if it is still where somebody saw it.
pub(super) async fn held(tx: &DatabaseTransaction, (id, seen): Seen<'_>) -> Result<Vec<page::Model>, StoreError> {
    let here = page::Entity::find()
        .filter(page::Column::Address.eq(&seen.address))
        .order_by_asc(page::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    if let Some(page) = here.iter().find(|page| page.id == id) {
        is_where_it_was(page, seen)?;
        return Ok(here);
    }
    let is_elsewhere = page::Entity::find_by_id(id).one(tx).await?.is_some();
    Err(if is_elsewhere { StoreError::Outdated } else { StoreError::NotFound })
}

/// What became of a page that stood under an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Past {
    Moved { to: String },
    Retired { title: String, at: Moment, way_on: Option<String> },
}

/// A new page, which nobody but editors sees until it is published. In another language than German it begins with the
/// German words, block by block. [`StoreError::Taken`] where there is one, [`StoreError::Unstorable`] without a title,
/// [`StoreError::NotFound`] for a translation of nothing.
pub async fn create(
    store: &Store,
    by: &Acting,
    (address, language): (&str, Language),
    title: &str,
    now: Moment,
) -> Result<i64, StoreError> {
    by.may(Action::EditPages)?;
    let title = text::clean_line(title);
    if language == Language::De && (title.is_empty() || text::length(&title) > LONGEST_TITLE) {
        return Err(StoreError::Unstorable);
    }
    store
        .write(async |tx| {
            let here = page::Entity::find().filter(page::Column::Address.eq(address)).all(tx).await?;
            if here.iter().any(|page| page.language == language.code()) {
                return Err(StoreError::Taken);
            }
            let source = here.iter().find(|page| page.language == Language::De.code());
            let (title, summary) = match source {
                Some(source) => (source.title.clone(), source.summary.clone()),
                None if language == Language::De => (title.clone(), String::new()),
                None => return Err(StoreError::NotFound),
            };
            let row = page::ActiveModel {
                address: Set(address.to_owned()),
                language: Set(language.code().into()),
                title: Set(title),
                summary: Set(summary),
                updated_at: Set(now.0),
                is_edited: Set(true),
                source_hash: Set(String::new()),
                is_history_public: Set(false),
                is_public: Set(false),
                retired_at: Set(None),
                retired_to: Set(String::new()),
                unit: Set(source.and_then(|source| source.unit.clone())),
                ..Default::default()
            };
            let once = OnConflict::columns([page::Column::Address, page::Column::Language]).do_nothing().to_owned();
            if page::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 0 {
                return Err(StoreError::Taken);
            }
            let fresh = page::Entity::find()
                .filter(page::Column::Address.eq(address))
                .filter(page::Column::Language.eq(language.code()))
                .one(tx)
                .await?
                .ok_or(StoreError::NotFound)?;
            if let Some(source) = source {
                copy(tx, source.id, fresh.id).await?;
            }
            begin(tx, fresh.id, now).await?;
            let told = json!({ "address": address, "language": language.code() });
            history::note(tx, now, Subject::Page(fresh.id), Actor::Office, "page_created", told.clone()).await?;
            audit::write(tx, by, "page_created", "page", fresh.id, &told, now).await?;
            Ok(fresh.id)
        })
        .await
}

async fn copy(tx: &DatabaseTransaction, from: i64, to: i64) -> Result<(), StoreError> {
    let rows: Vec<_> = live(tx, from)
        .await?
        .into_iter()
        .map(|row| block::ActiveModel {
            page_id: Set(to),
            key: Set(row.key),
            position: Set(row.position),
            kind: Set(row.kind),
            anchor: Set(row.anchor),
            body: Set(without_companions(&row.body).to_owned()),
            revision: Set(1),
            ..Default::default()
        })
        .collect();
    if !rows.is_empty() {
        block::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Gives a page, and all below it, another address. The old ones lead there. [`StoreError::Unstorable`] for pages that
/// stay where they are, [`StoreError::Taken`] where there is something already. Below the pages of
/// another unit it would be theirs: whoever moves it there looks after both.
pub async fn relocate(
    store: &Store,
    by: &Acting,
    (id, seen): Seen<'_>,
    to: &str,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::ArrangePage)?;
    let from = seen.address.as_str();
    if is_fixed(from) || is_fixed(to) || is_below(to, from) {
        return Err(StoreError::Unstorable);
    }
    store
        .write(async |tx| {
            let all = page::Entity::find().order_by_asc(page::Column::Id).lock_exclusive().all(tx).await?;
            is_where_it_was(all.iter().find(|page| page.id == id).ok_or(StoreError::NotFound)?, seen)?;
            let moves: Vec<(&page::Model, String)> =
                all.iter().filter_map(|page| Some((page, target(&page.address, from, to)?))).collect();
            let units = units::units(tx).await?;
            // Where it comes from and what goes along, and where it goes.
            let mut concerned: Vec<_> = moves.iter().map(|(page, _)| units.of(&page.address)).collect();
            concerned.push(units.own(from).unwrap_or_else(|| units.of(to)));
            units::may_arrange(tx, by, &concerned).await?;
            if from == to {
                return Ok(());
            }
            let stays = |page: &&page::Model| target(&page.address, from, to).is_none();
            if all.iter().filter(stays).any(|page| moves.iter().any(|(_, new)| *new == page.address)) {
                return Err(StoreError::Taken);
            }
            let mut addresses = BTreeSet::new();
            for (page, new) in &moves {
                let row = page::ActiveModel { id: Unchanged(page.id), address: Set(new.clone()), ..Default::default() };
                row.update(tx).await?;
                addresses.insert((page.address.clone(), new.clone()));
                let told = json!({ "from": page.address, "to": new });
                history::note(tx, now, Subject::Page(page.id), Actor::Office, "page_moved", told.clone()).await?;
                audit::write(tx, by, "page_moved", "page", page.id, &told, now).await?;
            }
            for (old, new) in addresses {
                lead(tx, old, new, now).await?;
            }
            Ok(())
        })
        .await
}

fn target(address: &str, from: &str, to: &str) -> Option<String> {
    if address == from {
        return Some(to.to_owned());
    }
    is_below(address, from).then(|| format!("{to}{}", address.strip_prefix(from).unwrap_or_default()))
}

/// No chain and no circle: who led to the old address leads to the new one, and the new one leads nowhere.
async fn lead(tx: &DatabaseTransaction, old: String, new: String, now: Moment) -> Result<(), StoreError> {
    use page_redirect::Column::{Address, At, Target};
    page_redirect::Entity::delete_by_id(new.clone()).exec(tx).await?;
    page_redirect::Entity::update_many()
        .col_expr(Target, Expr::value(new.clone()))
        .filter(Target.eq(&old))
        .exec(tx)
        .await?;
    let row = page_redirect::ActiveModel { address: Set(old), target: Set(new), at: Set(now.0) };
    let again = OnConflict::column(Address).update_columns([Target, At]).to_owned();
    page_redirect::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Nobody reads the page any more; its address says so, and where to go on. The text is kept.
pub async fn retire(
    store: &Store,
    by: &Acting,
    seen: Seen<'_>,
    way_on: Option<&str>,
    now: Moment,
) -> Result<(), StoreError> {
    let address = seen.1.address.as_str();
    if is_fixed(address) || way_on == Some(address) {
        return Err(StoreError::Unstorable);
    }
    let state = |page: &page::Model| {
        page.is_public.then(|| page::ActiveModel {
            id: Unchanged(page.id),
            is_public: Set(false),
            retired_at: Set(Some(now.0)),
            retired_to: Set(way_on.unwrap_or_default().to_owned()),
            ..Default::default()
        })
    };
    set_all(store, by, seen, ("page_retired", &state), now).await
}

/// Before its first version nobody read the page: it is gone again. One that came with the program stays. No version
/// carries the note, so what happened does ([`super::taken_away`]); the audit log keeps no words of a person.
pub(super) async fn take_away(
    tx: &DatabaseTransaction,
    by: &Acting,
    id: i64,
    note: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let page = page::Entity::find_by_id(id).one(tx).await?.ok_or(StoreError::NotFound)?;
    if !page.is_public || !page.source_hash.is_empty() {
        return Ok(());
    }
    let row = page::ActiveModel {
        id: Unchanged(id),
        is_public: Set(false),
        retired_at: Set(Some(now.0)),
        retired_to: Set(String::new()),
        ..Default::default()
    };
    row.update(tx).await?;
    let told = if note.is_empty() { json!({}) } else { json!({ "note": note }) };
    history::note(tx, now, Subject::Page(id), Actor::Office, "page_retired", told).await?;
    audit::write(tx, by, "page_retired", "page", id, &json!({}), now).await
}

/// Everybody reads it again.
pub async fn bring_back(store: &Store, by: &Acting, seen: Seen<'_>, now: Moment) -> Result<(), StoreError> {
    let state = |page: &page::Model| {
        page.retired_at.map(|_| page::ActiveModel {
            id: Unchanged(page.id),
            is_public: Set(true),
            retired_at: Set(None),
            retired_to: Set(String::new()),
            ..Default::default()
        })
    };
    set_all(store, by, seen, ("page_brought_back", &state), now).await
}

type Change<'a> = &'a (dyn Fn(&page::Model) -> Option<page::ActiveModel> + Sync);

async fn set_all(
    store: &Store,
    by: &Acting,
    seen: Seen<'_>,
    (action, change): (&'static str, Change<'_>),
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::ArrangePage)?;
    store
        .write(async |tx| {
            let here = held(tx, seen).await?;
            units::may_arrange(tx, by, &[units::units(tx).await?.of(&seen.1.address)]).await?;
            for page in here {
                let Some(row) = change(&page) else { continue };
                row.update(tx).await?;
                history::note(tx, now, Subject::Page(page.id), Actor::Office, action, json!({})).await?;
                audit::write(tx, by, action, "page", page.id, &json!({}), now).await?;
            }
            Ok(())
        })
        .await
}

/// Throws away a page that nobody ever read, with all that `change` of its draft is the last of. [`StoreError::Unstorable`]
/// for any other page, [`StoreError::Outdated`] when there is more in it than the person saw.
pub async fn discard(
    store: &Store,
    by: &Acting,
    (seen, change): (Seen<'_>, i64),
    now: Moment,
) -> Result<(), StoreError> {
    let id = seen.0;
    by.works_at(Action::DiscardPage)?;
    store
        .write(async |tx| {
            let page = page::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let facts = Facts::NONE.and(Fact::NeverPublic, !page.is_public && page.retired_at.is_none());
            by.may_given(Action::DiscardPage, facts).map_err(|_| StoreError::Unstorable)?;
            is_where_it_was(&page, seen.1)?;
            is_as_seen(&begin(tx, id, now).await?, change)?;
            page::Entity::delete_by_id(id).exec(tx).await?;
            audit::write(tx, by, "page_discarded", "page", id, &json!({ "address": page.address }), now).await
        })
        .await
}

/// What became of the page under an address under which nobody reads one, in this language or else in German.
pub async fn past(store: &Store, address: &str, language: Language) -> Result<Option<Past>, StoreError> {
    let rows = page::Entity::find()
        .filter(page::Column::Address.eq(address))
        .filter(page::Column::RetiredAt.is_not_null())
        .all(store.read())
        .await?;
    let of = |language: Language| rows.iter().find(|row| row.language == language.code());
    if let Some(row) = of(language).or(of(Language::De)) {
        return Ok(Some(Past::Retired {
            title: row.title.clone(),
            at: Moment(row.retired_at.unwrap_or_default()),
            way_on: Some(row.retired_to.clone()).filter(|way_on| !way_on.is_empty()),
        }));
    }
    let moved = page_redirect::Entity::find_by_id(address.to_owned()).one(store.read()).await?;
    Ok(moved.map(|row| Past::Moved { to: row.target }))
}
