//! The log of everything that happened. Whoever writes calls [`record`] in the same transaction.

use domain::{
    Moment,
    history::{Actor, Happening, TimelineEntry},
    ids::ProposalId,
    moderation::{Item, Kind},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult};
#[cfg(test)]
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::Deserialize;

use crate::{entity::event, errors::StoreError};

/// What something happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Proposal(ProposalId),
    Comment(i64),
    Survey(i64),
    PlaceMark(i64),
    Board(i64),
    Page(i64),
    Barrier(i64),
    Installation,
}

impl Subject {
    pub(crate) const PROPOSAL: &str = "proposal";
    pub(crate) const COMMENT: &str = "comment";

    /// A contribution that moderators look at.
    pub(crate) fn of(item: Item) -> Self {
        match item.kind {
            Kind::Proposal => Self::Proposal(ProposalId(item.id)),
            Kind::Comment => Self::Comment(item.id),
            Kind::PlaceMark => Self::PlaceMark(item.id),
        }
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Proposal(_) => Self::PROPOSAL,
            Self::Comment(_) => Self::COMMENT,
            Self::Survey(_) => "survey",
            Self::PlaceMark(_) => "place_mark",
            Self::Board(_) => "board",
            Self::Page(_) => "page",
            Self::Barrier(_) => "barrier",
            Self::Installation => "installation",
        }
    }

    pub(crate) fn id(self) -> i64 {
        match self {
            Self::Proposal(id) => id.0,
            Self::Comment(id)
            | Self::Survey(id)
            | Self::PlaceMark(id)
            | Self::Board(id)
            | Self::Page(id)
            | Self::Barrier(id) => id,
            Self::Installation => 0,
        }
    }
}

/// Writes one event about a contribution. It is public when the timeline tells it by itself.
pub(crate) async fn record(
    tx: &impl ConnectionTrait,
    at: Moment,
    subject: Subject,
    actor: Actor,
    happening: &Happening,
) -> Result<(), StoreError> {
    let row = row(at, subject, actor, happening)?;
    event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The row that [`record`] writes, for those who write thousands.
pub(crate) fn row(
    at: Moment,
    subject: Subject,
    actor: Actor,
    happening: &Happening,
) -> Result<event::ActiveModel, StoreError> {
    Ok(event::ActiveModel {
        at: Set(at.0),
        subject: Set(subject.code().into()),
        subject_id: Set(subject.id()),
        actor: Set(actor.code().into()),
        kind: Set(happening.kind().into()),
        data: Set(serde_json::to_string(happening)?),
        is_public: Set(happening.is_told() && matches!(subject, Subject::Proposal(_))),
        ..Default::default()
    })
}

/// Writes one event that no timeline shows: settings, imports, surveys.
pub(crate) async fn note(
    tx: &impl ConnectionTrait,
    at: Moment,
    subject: Subject,
    actor: Actor,
    kind: &'static str,
    data: serde_json::Value,
) -> Result<(), StoreError> {
    let row = event::ActiveModel {
        at: Set(at.0),
        subject: Set(subject.code().into()),
        subject_id: Set(subject.id()),
        actor: Set(actor.code().into()),
        kind: Set(kind.into()),
        data: Set(data.to_string()),
        is_public: Set(false),
        ..Default::default()
    };
    event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What a row of the event log tells on a timeline.
#[derive(Debug, Deserialize, FromQueryResult)]
pub(crate) struct Told {
    at: i64,
    actor: String,
    data: String,
}

impl Told {
    /// `None` when a newer version of this program wrote something unknown.
    pub(crate) fn entry(&self) -> Option<TimelineEntry> {
        let happening: Happening = serde_json::from_str(&self.data).ok()?;
        Some(TimelineEntry { at: Moment(self.at), actor: Actor::from_code(&self.actor)?, happening })
    }
}

/// What a whole row tells.
pub(crate) fn entry(row: event::Model) -> Option<TimelineEntry> {
    Told { at: row.at, actor: row.actor, data: row.data }.entry()
}

/// The public timeline of a proposal, oldest first.
#[cfg(test)]
pub(crate) async fn timeline(db: &impl ConnectionTrait, id: ProposalId) -> Result<Vec<TimelineEntry>, StoreError> {
    let rows = event::Entity::find()
        .filter(event::Column::Subject.eq(Subject::PROPOSAL))
        .filter(event::Column::SubjectId.eq(id.0))
        .filter(event::Column::IsPublic.eq(true))
        .order_by_asc(event::Column::At)
        .order_by_asc(event::Column::Id)
        .into_model::<Told>()
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(Told::entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, stores};

    fn is_send<T: Send>(future: T) -> T {
        future
    }

    #[tokio::test]
    async fn what_is_recorded_in_a_failed_transaction_is_not_there() {
        for store in stores().await {
            let write = store.write(async |tx| {
                record(tx, NOW, Subject::Proposal(ProposalId(1)), Actor::Guest, &Happening::Submitted).await?;
                Err::<(), _>(StoreError::NotFound)
            });
            is_send(write).await.unwrap_err();
            assert_eq!(timeline(store.read(), ProposalId(1)).await.unwrap(), [], "{}", store.name);
        }
    }

    #[tokio::test]
    async fn a_timeline_tells_steps_and_leaves_single_supports_out() {
        for store in stores().await {
            let subject = Subject::Proposal(ProposalId(1));
            store
                .write(async |tx| {
                    record(tx, NOW, subject, Actor::Guest, &Happening::Submitted).await?;
                    record(tx, NOW, subject, Actor::Guest, &Happening::Supported).await?;
                    record(tx, NOW, subject, Actor::Moderator, &Happening::Published).await
                })
                .await
                .unwrap();
            let told = timeline(store.read(), ProposalId(1)).await.unwrap();
            let told: Vec<_> = told.into_iter().map(|entry| entry.happening).collect();
            assert_eq!(told, [Happening::Submitted, Happening::Published], "{}", store.name);
        }
    }
}
