//! What the rows of the log say happened, and to which proposal.

use std::collections::{HashMap, HashSet};

use domain::{
    Moment,
    history::{Actor, Happening},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Store, StoreError,
    entity::{account, audit, comment, event, proposal},
    history,
    visibility::Visibility,
};

pub(super) struct Happened {
    pub(super) event: i64,
    pub(super) at: Moment,
    /// Itself, or the one that was commented.
    pub(super) proposal: i64,
    pub(super) actor: Actor,
    pub(super) happening: Happening,
    /// Who did it, where that is known.
    pub(super) doer: Option<String>,
    /// Of the comment that it is about.
    pub(super) writer: Option<String>,
    /// Everybody can read what it is about; a proposal decides that by itself.
    pub(super) is_seen: bool,
}

pub(super) struct Subject {
    pub(super) author: String,
    pub(super) theme: i16,
    pub(super) district: Option<i64>,
    pub(super) is_public: bool,
    pub(super) is_demo: bool,
    pub(super) has_email: bool,
}

struct Comment {
    proposal: i64,
    writer: String,
    is_public: bool,
    /// The check published it: that is when it became news.
    was_checked: bool,
}

pub(super) async fn read(
    store: &Store,
    events: Vec<event::Model>,
) -> Result<(Vec<Happened>, HashMap<i64, Subject>), StoreError> {
    let comments = comments(store, &events).await?;
    let staff = staff(store, &events).await?;
    let mut all: Vec<Happened> = events.into_iter().filter_map(|event| happened(event, &comments)).collect();
    let subjects = subjects(store, all.iter().map(|one| one.proposal).collect()).await?;
    all.retain(|one| subjects.contains_key(&one.proposal));
    for one in &mut all {
        let author = subjects.get(&one.proposal).map(|subject| &subject.author);
        one.doer = match (&one.happening, one.actor) {
            (Happening::Commented, _) => one.writer.clone(),
            // On a board that checks afterwards the author publishes.
            (Happening::Withdrawn | Happening::Published, Actor::Author | Actor::Guest | Actor::System) => {
                author.cloned()
            }
            _ => staff.get(&one.event).cloned(),
        };
    }
    Ok((all, subjects))
}

fn happened(event: event::Model, comments: &HashMap<i64, Comment>) -> Option<Happened> {
    let (id, subject_id, at) = (event.id, event.subject_id, Moment(event.at));
    let comment = match event.subject.as_str() {
        history::Subject::PROPOSAL => None,
        history::Subject::COMMENT => Some(comments.get(&subject_id)?),
        _ => return None,
    };
    let entry = history::entry(event)?;
    let is_seen = comment.is_none_or(|comment| match entry.happening {
        Happening::Commented => comment.is_public && !comment.was_checked,
        _ => comment.is_public,
    });
    Some(Happened {
        event: id,
        at,
        proposal: comment.map_or(subject_id, |comment| comment.proposal),
        actor: entry.actor,
        happening: entry.happening,
        doer: None,
        writer: comment.map(|comment| comment.writer.clone()),
        is_seen,
    })
}

/// Who of the staff did it, as the audit log says: by event.
async fn staff(store: &Store, events: &[event::Model]) -> Result<HashMap<i64, String>, StoreError> {
    let is_theirs =
        |event: &&event::Model| [Actor::Moderator, Actor::Office].iter().any(|actor| actor.code() == event.actor);
    let theirs: Vec<&event::Model> = events.iter().filter(is_theirs).collect();
    if theirs.is_empty() {
        return Ok(HashMap::new());
    }
    let acts: Vec<(String, i64, i64, Option<i64>)> = audit::Entity::find()
        .select_only()
        .columns([audit::Column::Subject, audit::Column::SubjectId, audit::Column::At, audit::Column::AccountId])
        .filter(audit::Column::SubjectId.is_in(theirs.iter().map(|event| event.subject_id)))
        .filter(audit::Column::At.is_in(theirs.iter().map(|event| event.at)))
        .filter(audit::Column::Subject.is_in([history::Subject::PROPOSAL, history::Subject::COMMENT]))
        .filter(audit::Column::AccountId.is_not_null())
        .into_tuple()
        .all(store.read())
        .await?;
    let accounts: Vec<i64> = acts.iter().filter_map(|(.., account)| *account).collect();
    let people: HashMap<i64, String> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::PersonKey])
        .filter(account::Column::Id.is_in(accounts))
        .into_tuple::<(i64, String)>()
        .all(store.read())
        .await?
        .into_iter()
        .collect();
    let who = |event: &event::Model| {
        let act = acts
            .iter()
            .find(|(subject, id, at, _)| (subject, *id, *at) == (&event.subject, event.subject_id, event.at))?;
        people.get(&act.3?).cloned()
    };
    Ok(theirs.into_iter().filter_map(|event| Some((event.id, who(event)?))).collect())
}

async fn comments(store: &Store, events: &[event::Model]) -> Result<HashMap<i64, Comment>, StoreError> {
    let is_comment = |event: &&event::Model| event.subject == history::Subject::COMMENT;
    let ids: Vec<i64> = events.iter().filter(is_comment).map(|event| event.subject_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let checked: HashSet<i64> = event::Entity::find()
        .select_only()
        .column(event::Column::SubjectId)
        .filter(event::Column::Subject.eq(history::Subject::COMMENT))
        .filter(event::Column::SubjectId.is_in(ids.iter().copied()))
        .filter(event::Column::Kind.eq(Happening::CommentPublished.kind()))
        .into_tuple()
        .all(store.read())
        .await?
        .into_iter()
        .collect();
    let rows = comment::Entity::find()
        .filter(comment::Column::Id.is_in(ids))
        .filter(comment::Column::IsDemo.eq(false))
        .all(store.read())
        .await?;
    let comment = |row: comment::Model| {
        let (is_public, was_checked) = (row.state == Visibility::Published.code(), checked.contains(&row.id));
        (row.id, Comment { proposal: row.proposal_id, writer: row.person_key, is_public, was_checked })
    };
    Ok(rows.into_iter().map(comment).collect())
}

type Row = (i64, String, i16, Option<i64>, Option<i64>, bool, Option<String>);

async fn subjects(store: &Store, ids: Vec<i64>) -> Result<HashMap<i64, Subject>, StoreError> {
    use proposal::Column::{AuthorKey, DistrictId, Email, Id, IsDemo, PublishedAt, Theme};
    let rows: Vec<Row> = proposal::Entity::find()
        .select_only()
        .columns([Id, AuthorKey, Theme, DistrictId, PublishedAt, IsDemo, Email])
        .filter(Id.is_in(ids))
        .into_tuple()
        .all(store.read())
        .await?;
    let subject = |(id, author, theme, district, published_at, is_demo, email): Row| {
        let (is_public, has_email) = (published_at.is_some(), email.is_some());
        (id, Subject { author, theme, district, is_public, is_demo, has_email })
    };
    Ok(rows.into_iter().map(subject).collect())
}
