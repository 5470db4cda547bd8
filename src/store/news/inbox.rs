//! What one person was told, the latest first.

use std::collections::HashMap;

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{PersonKey, ProposalId},
    news::{Tie, Topic},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use crate::{
    Store, StoreError,
    entity::{event, notice, proposal},
    history,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: i64,
    pub at: Moment,
    pub is_new: bool,
    pub tie: Tie,
    /// The Leitthema, Ortsteil or search through which it came.
    pub topic: Option<Topic>,
    pub proposal: ProposalId,
    /// Nothing when this person may not read the proposal (any more).
    pub title: Option<String>,
    /// Whether it has a page that everybody can read.
    pub is_public: bool,
    pub actor: Actor,
    /// Without the reasons where there is no title.
    pub happening: Happening,
    /// Where it lives on, after a merge.
    pub lives_on: Option<ProposalId>,
}

/// A page of the inbox; `before` is the id of the last item on the page before.
pub async fn inbox(store: &Store, person: &PersonKey, before: Option<i64>, most: u64) -> Result<Vec<Item>, StoreError> {
    let mut rows = notice::Entity::find()
        .filter(notice::Column::PersonKey.eq(person.0.as_str()))
        .order_by_desc(notice::Column::Id)
        .limit(most);
    if let Some(before) = before {
        rows = rows.filter(notice::Column::Id.lt(before));
    }
    let rows = rows.all(store.read()).await?;
    items(store.read(), rows).await
}

pub async fn unread(store: &Store, person: &PersonKey) -> Result<u64, StoreError> {
    Ok(notice::Entity::find()
        .filter(notice::Column::PersonKey.eq(person.0.as_str()))
        .filter(notice::Column::ReadAt.is_null())
        .count(store.read())
        .await?)
}

/// Everything up to this item, so that what came while somebody was reading stays new.
pub async fn mark_read(store: &Store, person: &PersonKey, up_to: i64, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            notice::Entity::update_many()
                .col_expr(notice::Column::ReadAt, Expr::value(now.0))
                .filter(notice::Column::PersonKey.eq(person.0.as_str()))
                .filter(notice::Column::Id.lte(up_to))
                .filter(notice::Column::ReadAt.is_null())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// What the rows tell, read from the events and the proposals as they are now; what is gone is left out.
pub(super) async fn items(db: &impl ConnectionTrait, rows: Vec<notice::Model>) -> Result<Vec<Item>, StoreError> {
    let events: HashMap<i64, event::Model> = event::Entity::find()
        .filter(event::Column::Id.is_in(rows.iter().map(|row| row.event_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|event| (event.id, event))
        .collect();
    let subjects = subjects(db, rows.iter().map(|row| row.proposal_id)).await?;
    Ok(rows.into_iter().filter_map(|row| item(&row, &events, &subjects)).collect())
}

pub(super) struct Subject {
    author: String,
    title: String,
    is_public: bool,
    merged_into: Option<i64>,
}

type Row = (i64, String, String, Option<i64>, Option<i64>);

async fn subjects(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Subject>, StoreError> {
    use proposal::Column::{AuthorKey, Id, MergedInto, PublishedAt, Title};
    let rows: Vec<Row> = proposal::Entity::find()
        .select_only()
        .columns([Id, AuthorKey, Title, PublishedAt, MergedInto])
        .filter(Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let subject = |(id, author, title, published_at, merged_into): Row| {
        (id, Subject { author, title, is_public: published_at.is_some(), merged_into })
    };
    Ok(rows.into_iter().map(subject).collect())
}

fn item(row: &notice::Model, events: &HashMap<i64, event::Model>, subjects: &HashMap<i64, Subject>) -> Option<Item> {
    let (event, subject) = (events.get(&row.event_id)?, subjects.get(&row.proposal_id)?);
    let entry = history::entry(event.clone())?;
    let may_read = subject.is_public || subject.author == row.person_key;
    let merged_into = subject.merged_into.filter(|_| may_read).map(ProposalId);
    Some(Item {
        id: row.id,
        at: Moment(row.at),
        is_new: row.read_at.is_none(),
        tie: Tie::from_code(&row.tie)?,
        topic: topic(&row.tie, &row.target),
        proposal: ProposalId(row.proposal_id),
        title: may_read.then(|| subject.title.clone()),
        is_public: subject.is_public,
        actor: entry.actor,
        happening: if may_read { entry.happening } else { without_words(entry.happening) },
        lives_on: merged_into,
    })
}

fn topic(tie: &str, target: &str) -> Option<Topic> {
    let kind = Tie::from_code(tie).filter(|tie| matches!(tie, Tie::Theme | Tie::District | Tie::Search))?;
    Topic::read(kind.code(), target)
}

/// Why something was taken off the board is between the moderators and its author, and may repeat what was wrong in it.
fn without_words(happening: Happening) -> Happening {
    match happening {
        Happening::StatusChanged { from, to, .. } => Happening::StatusChanged { from, to, office: None, reasons: None },
        Happening::MergedFrom { source, .. } => Happening::MergedFrom { source, title: String::new() },
        Happening::MergedInto { target, .. } => Happening::MergedInto { target, title: String::new() },
        Happening::SplitInto { target, .. } => Happening::SplitInto { target, title: String::new() },
        Happening::SplitFrom { source, .. } => Happening::SplitFrom { source, title: String::new() },
        other => other,
    }
}
