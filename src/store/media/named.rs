//! Which files are named where: on pages, in drafts, in states that were. Nothing of it is kept twice, so nothing of it can
//! be wrong; whoever asks looks through the texts.

use std::collections::{BTreeSet, HashMap};

use domain::{
    blocks::{BlockKind, Field, Said},
    media::keys_in,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    StoreError,
    entity::{block, block_revision, draft_block, page, page_typed, page_version},
};

/// Rows that are in memory at once.
const AT_ONCE: u64 = 500;

/// Where a file is named, what is nearest to everybody first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Everybody reads it.
    Public,
    /// Editors alone: a draft, what somebody typed, a page that is not public.
    Draft,
    /// A state that can be brought back.
    Earlier,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// With the numbers of pages.
    pub places: BTreeSet<(Place, i64)>,
    /// What is said of a picture to those who do not see it.
    pub alt: Option<String>,
}

impl Named {
    fn add(&mut self, place: Place, page: i64) {
        let is_nearer = |nearer: Place| self.places.contains(&(nearer, page));
        // That it also stood there before says nothing more.
        if place == Place::Earlier && (is_nearer(Place::Public) || is_nearer(Place::Draft)) {
            return;
        }
        self.places.insert((place, page));
    }
}

pub(super) type All = HashMap<String, Named>;

/// Every file that is named by anything, or only this one.
pub(super) async fn named(db: &impl ConnectionTrait, only: Option<&str>) -> Result<All, StoreError> {
    let public: BTreeSet<i64> = page::Entity::find()
        .select_only()
        .column(page::Column::Id)
        .filter(page::Column::IsPublic.eq(true))
        .into_tuple::<i64>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let mut all = All::new();
    let mut add = |place: Option<Place>, found: Vec<Mention>| {
        for Mention { page, key, alt } in found {
            let shown = if public.contains(&page) { Place::Public } else { Place::Draft };
            let named = all.entry(key).or_default();
            named.add(place.unwrap_or(shown), page);
            named.alt = named.alt.take().or(alt);
        }
    };
    // What everybody reads comes first: its words for a picture are those that count.
    add(
        None,
        mentions::<block::Entity>(db, [block::Column::Id, block::Column::PageId, block::Column::Body], only).await?,
    );
    {
        use draft_block::Column::{Body, Id, PageId};
        add(Some(Place::Draft), mentions::<draft_block::Entity>(db, [Id, PageId, Body], only).await?);
    }
    {
        use page_typed::Column::{Body, Id, PageId};
        add(Some(Place::Draft), mentions::<page_typed::Entity>(db, [Id, PageId, Body], only).await?);
    }
    {
        use block_revision::Column::{Body, Id, PageId};
        add(Some(Place::Earlier), mentions::<block_revision::Entity>(db, [Id, PageId, Body], only).await?);
    }
    {
        use page_version::Column::{Id, PageId, Snapshot};
        add(Some(Place::Earlier), mentions::<page_version::Entity>(db, [Id, PageId, Snapshot], only).await?);
    }
    Ok(all)
}

/// That a text of a page names a file.
struct Mention {
    page: i64,
    key: String,
    alt: Option<String>,
}

/// Those in all texts of a table, a part of it in memory at once. The columns are the key, the page and the text.
async fn mentions<E: EntityTrait>(
    db: &impl ConnectionTrait,
    [id, page, text]: [E::Column; 3],
    only: Option<&str>,
) -> Result<Vec<Mention>, StoreError> {
    let (mut found, mut after) = (Vec::new(), 0_i64);
    loop {
        let mut query =
            E::find().select_only().columns([id, page, text]).filter(id.gt(after)).order_by_asc(id).limit(AT_ONCE);
        if let Some(only) = only {
            query = query.filter(text.contains(only));
        }
        let rows: Vec<(i64, i64, String)> = query.into_tuple().all(db).await?;
        let Some((last, ..)) = rows.last() else { return Ok(found) };
        after = *last;
        for (_, page, text) in &rows {
            found.extend(mentioned(*page, text).filter(|mention| only.is_none_or(|only| only == mention.key)));
        }
    }
}

fn mentioned(page: i64, text: &str) -> impl Iterator<Item = Mention> {
    let said = Said::of(BlockKind::Image, text);
    let own: Vec<&str> = said.own_keys().collect();
    let alt = said.get(Field::Alt).filter(|alt| !alt.is_empty());
    keys_in(text).map(move |key| {
        let alt = alt.filter(|_| own.contains(&key)).map(str::to_owned);
        Mention { page, key: key.to_owned(), alt }
    })
}
