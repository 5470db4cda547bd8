//! What waits for the moderators, whatever it is, oldest first.

use domain::{
    Moment,
    history::Actor,
    ids::{CommentId, ProposalId},
    proposals::{Status, StatusError},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    Store, StoreError, boards, comments,
    entity::{comment, place_mark, proposal},
    history, proposals,
    spam::{self, Decision},
    visibility::Visibility,
};

/// Characters of a text in the queue.
const EXCERPT: usize = 200;

/// Items of each kind; the next ones follow when these are done.
const SHOWN: u64 = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Proposal,
    Comment,
    PlaceMark,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Proposal, Self::Comment, Self::PlaceMark];

    pub fn code(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Comment => "comment",
            Self::PlaceMark => "place_mark",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    pub kind: Kind,
    pub id: i64,
    /// A proposal has one.
    pub title: Option<String>,
    pub excerpt: String,
    pub submitted_at: Moment,
}

pub async fn queue(store: &Store) -> Result<Vec<QueueItem>, StoreError> {
    let mut items = waiting_proposals(store).await?;
    items.extend(waiting_comments(store).await?);
    items.extend(waiting_marks(store).await?);
    items.sort_by_key(|item| (item.submitted_at, item.kind.code(), item.id));
    Ok(items)
}

pub async fn publish(store: &Store, kind: Kind, id: i64, now: Moment) -> Result<(), StoreError> {
    match kind {
        Kind::Proposal => proposals::publish(store, ProposalId(id), now).await,
        Kind::Comment => comments::publish(store, CommentId(id), now).await,
        Kind::PlaceMark => set_mark(store, id, Visibility::Published, None, now).await,
    }
}

/// The reason is required; the author reads it.
pub async fn reject(store: &Store, kind: Kind, id: i64, reason: &str, now: Moment) -> Result<(), StoreError> {
    match kind {
        Kind::Proposal => proposals::reject(store, ProposalId(id), reason, now).await,
        Kind::Comment => comments::refuse(store, CommentId(id), reason, now).await,
        Kind::PlaceMark => match text::clean(reason) {
            reason if reason.is_empty() => Err(StatusError::ReasonsMissing.into()),
            reason => set_mark(store, id, Visibility::Refused, Some(reason), now).await,
        },
    }
}

async fn waiting_proposals(store: &Store) -> Result<Vec<QueueItem>, StoreError> {
    use proposal::Column::{Id, PublishedAt, Status as StatusColumn, SubmittedAt, Text, Title};
    let rows: Vec<(i64, String, String, i64)> = proposal::Entity::find()
        .select_only()
        .columns([Id, Title, Text, SubmittedAt])
        .filter(StatusColumn.eq(Status::Submitted.code()))
        .filter(PublishedAt.is_null())
        .order_by_asc(Id)
        .limit(SHOWN)
        .into_tuple()
        .all(store.read())
        .await?;
    let item = |(id, title, body, at): (i64, String, String, i64)| QueueItem {
        title: Some(title),
        ..item(Kind::Proposal, id, &body, at)
    };
    Ok(rows.into_iter().map(item).collect())
}

async fn waiting_comments(store: &Store) -> Result<Vec<QueueItem>, StoreError> {
    use comment::Column::{At, Id, State, Text};
    let rows: Vec<(i64, String, i64)> = comment::Entity::find()
        .select_only()
        .columns([Id, Text, At])
        .filter(State.eq(Visibility::Waiting.code()))
        .order_by_asc(At)
        .order_by_asc(Id)
        .limit(SHOWN)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|(id, body, at)| item(Kind::Comment, id, &body, at)).collect())
}

async fn waiting_marks(store: &Store) -> Result<Vec<QueueItem>, StoreError> {
    use place_mark::Column::{At, Id, State, Text};
    let rows: Vec<(i64, String, i64)> = place_mark::Entity::find()
        .select_only()
        .columns([Id, Text, At])
        .filter(State.eq(Visibility::Waiting.code()))
        .order_by_asc(At)
        .order_by_asc(Id)
        .limit(SHOWN)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|(id, body, at)| item(Kind::PlaceMark, id, &body, at)).collect())
}

fn item(kind: Kind, id: i64, body: &str, at: i64) -> QueueItem {
    QueueItem { kind, id, title: None, excerpt: text::excerpt(body, EXCERPT), submitted_at: Moment(at) }
}

async fn set_mark(
    store: &Store,
    id: i64,
    state: Visibility,
    reason: Option<String>,
    now: Moment,
) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let mark = place_mark::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
            let mark = mark.ok_or(StoreError::NotFound)?;
            if mark.state == state.code() {
                return Ok(());
            }
            let board = boards::default_in(tx).await?.id.0;
            let decision = if state == Visibility::Published { Decision::Kept } else { Decision::Refused };
            spam::learn(tx, board, history::Subject::PlaceMark(id), &[&mark.text], decision, now).await?;
            let row = place_mark::ActiveModel {
                id: Unchanged(id),
                state: Set(state.code().into()),
                reason: Set(reason),
                ..Default::default()
            };
            row.update(tx).await?;
            let kind = if state == Visibility::Published { "place_mark_published" } else { "place_mark_refused" };
            let subject = history::Subject::PlaceMark(id);
            history::note(tx, now, subject, Actor::Moderator, kind, serde_json::json!({})).await
        })
        .await
}
