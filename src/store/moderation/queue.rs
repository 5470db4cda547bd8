//! What waits for the moderators, whatever it is, oldest first.

use std::collections::BTreeMap;

use domain::{
    Moment,
    moderation::{Item, Kind, Step},
    policy::{Acting, Action},
    proposals::Status,
    text,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Query, SelectStatement},
};

use super::claims;
use crate::{
    Store, StoreError,
    entity::{comment, moderation_decision as decision, place_mark, proposal, report},
    visibility::Visibility,
};

/// Characters of a text in the queue.
const EXCERPT: usize = 200;

/// Items of each kind; the next ones follow when these are done.
const SHOWN: u64 = 200;

/// Why something stands in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Nobody has looked at it yet, or its author changed it since.
    Check,
    /// So many people reported it.
    Reports(i64),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    pub kind: Kind,
    pub id: i64,
    pub task: Task,
    /// A proposal has one.
    pub title: Option<String>,
    pub excerpt: String,
    /// Since when it waits.
    pub submitted_at: Moment,
    /// A colleague looks at it now.
    pub is_claimed: bool,
}

impl QueueItem {
    pub fn item(&self) -> Item {
        Item { kind: self.kind, id: self.id }
    }
}

pub async fn queue(store: &Store, by: &Acting, now: Moment) -> Result<Vec<QueueItem>, StoreError> {
    by.works_at(Action::Moderate)?;
    let db = store.read();
    let mut items = proposals(db, false).await?;
    items.extend(comments(db, false).await?);
    items.extend(marks(db, false).await?);
    items.extend(reported(db).await?);
    let claimed = claims::of_others(db, by, now).await?;
    for item in &mut items {
        item.is_claimed = claimed.iter().any(|(kind, id)| kind == item.kind.code() && *id == item.id);
    }
    items.sort_by_key(|item| (item.submitted_at, item.kind.code(), item.id));
    Ok(items)
}

/// What waits for its author.
pub async fn asked(store: &Store, by: &Acting) -> Result<Vec<QueueItem>, StoreError> {
    by.works_at(Action::Moderate)?;
    let mut items = proposals(store.read(), true).await?;
    items.extend(comments(store.read(), true).await?);
    items.extend(marks(store.read(), true).await?);
    Ok(items)
}

/// The contributions of a kind whose authors were asked to change them.
pub(super) fn open_requests(kind: Kind) -> SelectStatement {
    Query::select()
        .column(decision::Column::SubjectId)
        .from(decision::Entity)
        .and_where(decision::Column::Kind.eq(kind.code()))
        .and_where(decision::Column::Step.eq(Step::AskToChange.code()))
        .and_where(decision::Column::DoneAt.is_null())
        .to_owned()
}

async fn proposals(db: &impl ConnectionTrait, are_asked: bool) -> Result<Vec<QueueItem>, StoreError> {
    use proposal::Column::{Id, PublishedAt, Status as StatusColumn, SubmittedAt, Text, Title};
    let open = open_requests(Kind::Proposal);
    let asked = if are_asked { Id.in_subquery(open) } else { Id.not_in_subquery(open) };
    let rows: Vec<(i64, String, String, i64)> = proposal::Entity::find()
        .select_only()
        .columns([Id, Title, Text, SubmittedAt])
        .filter(StatusColumn.eq(Status::Submitted.code()))
        .filter(PublishedAt.is_null())
        .filter(asked)
        .order_by_asc(Id)
        .limit(SHOWN)
        .into_tuple()
        .all(db)
        .await?;
    let item = |(id, title, body, at): (i64, String, String, i64)| QueueItem {
        title: Some(title),
        ..item(Kind::Proposal, id, &body, at)
    };
    Ok(rows.into_iter().map(item).collect())
}

async fn comments(db: &impl ConnectionTrait, are_asked: bool) -> Result<Vec<QueueItem>, StoreError> {
    use comment::Column::{At, Id, State, Text};
    let open = open_requests(Kind::Comment);
    let asked = if are_asked { Id.in_subquery(open) } else { Id.not_in_subquery(open) };
    let rows: Vec<(i64, String, i64)> = comment::Entity::find()
        .select_only()
        .columns([Id, Text, At])
        .filter(State.eq(Visibility::Waiting.code()))
        .filter(asked)
        .order_by_asc(At)
        .order_by_asc(Id)
        .limit(SHOWN)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, body, at)| item(Kind::Comment, id, &body, at)).collect())
}

async fn marks(db: &impl ConnectionTrait, are_asked: bool) -> Result<Vec<QueueItem>, StoreError> {
    use place_mark::Column::{At, Id, State, Text};
    let open = open_requests(Kind::PlaceMark);
    let asked = if are_asked { Id.in_subquery(open) } else { Id.not_in_subquery(open) };
    let rows: Vec<(i64, String, i64)> = place_mark::Entity::find()
        .select_only()
        .columns([Id, Text, At])
        .filter(State.eq(Visibility::Waiting.code()))
        .filter(asked)
        .order_by_asc(At)
        .order_by_asc(Id)
        .limit(SHOWN)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, body, at)| item(Kind::PlaceMark, id, &body, at)).collect())
}

/// Each contribution once, with the number of its reports, since the first of them.
async fn reported(db: &impl ConnectionTrait) -> Result<Vec<QueueItem>, StoreError> {
    use report::Column::{At, DecisionId, Id, Kind as KindColumn, SubjectId};
    let rows: Vec<(String, i64, i64)> = report::Entity::find()
        .select_only()
        .columns([KindColumn, SubjectId, At])
        .filter(DecisionId.is_null())
        .order_by_asc(Id)
        .limit(SHOWN)
        .into_tuple()
        .all(db)
        .await?;
    let mut grouped: BTreeMap<Item, (i64, i64)> = BTreeMap::new();
    for (kind, id, at) in rows {
        if let Some(kind) = Kind::from_code(&kind) {
            grouped.entry(Item { kind, id }).or_insert((at, 0)).1 += 1;
        }
    }
    let mut words = words(db, grouped.keys().copied().collect()).await?;
    let found = grouped.into_iter().filter_map(|(key, (at, count))| {
        let (title, body) = words.remove(&key)?;
        Some(QueueItem { title, task: Task::Reports(count), ..item(key.kind, key.id, &body, at) })
    });
    Ok(found.collect())
}

/// Title and text of some contributions.
async fn words(
    db: &impl ConnectionTrait,
    items: Vec<Item>,
) -> Result<BTreeMap<Item, (Option<String>, String)>, StoreError> {
    let ids = |kind: Kind| items.iter().filter(move |item| item.kind == kind).map(|item| item.id).collect::<Vec<_>>();
    let mut found = BTreeMap::new();
    let proposals: Vec<(i64, String, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Title, proposal::Column::Text])
        .filter(proposal::Column::Id.is_in(ids(Kind::Proposal)))
        .into_tuple()
        .all(db)
        .await?;
    found.extend(
        proposals.into_iter().map(|(id, title, text)| (Item { kind: Kind::Proposal, id }, (Some(title), text))),
    );
    let comments = comment::Entity::find()
        .select_only()
        .columns([comment::Column::Id, comment::Column::Text])
        .filter(comment::Column::Id.is_in(ids(Kind::Comment)));
    let marks = place_mark::Entity::find()
        .select_only()
        .columns([place_mark::Column::Id, place_mark::Column::Text])
        .filter(place_mark::Column::Id.is_in(ids(Kind::PlaceMark)));
    let texts: [(Kind, Vec<(i64, String)>); 2] =
        [(Kind::Comment, comments.into_tuple().all(db).await?), (Kind::PlaceMark, marks.into_tuple().all(db).await?)];
    for (kind, rows) in texts {
        found.extend(rows.into_iter().map(|(id, text)| (Item { kind, id }, (None, text))));
    }
    Ok(found)
}

fn item(kind: Kind, id: i64, body: &str, at: i64) -> QueueItem {
    QueueItem {
        kind,
        id,
        task: Task::Check,
        title: None,
        excerpt: text::excerpt(body, EXCERPT),
        submitted_at: Moment(at),
        is_claimed: false,
    }
}
