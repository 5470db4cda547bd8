//! A contribution as the moderators see it, whatever it is.

use domain::{
    ids::ProposalId,
    moderation::{Item, Kind, State, Step},
    proposals::Status,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    StoreError,
    entity::{comment, moderation_decision as decision, place_mark, proposal, report},
    keys::content_hash,
    proposals::{Subject, status_of},
    visibility::Visibility,
};

pub(crate) enum Row {
    Proposal(Box<proposal::Model>),
    Comment(comment::Model),
    PlaceMark(place_mark::Model),
}

pub(crate) struct Current {
    pub(super) item: Item,
    pub(super) row: Row,
    pub(crate) state: State,
    pub(super) is_reported: bool,
    /// Whatever a moderator sees before deciding is in it: when something changes, it changes.
    pub(super) version: String,
}

impl Current {
    /// Nobody changes it until the transaction ends. A comment is locked through its proposal, as everywhere.
    pub(crate) async fn lock(tx: &DatabaseTransaction, item: Item) -> Result<Self, StoreError> {
        let row = match item.kind {
            Kind::Proposal => Row::Proposal(Box::new(Subject::lock(tx, ProposalId(item.id)).await?.row)),
            Kind::Comment => {
                Subject::lock(tx, ProposalId(comment_of(tx, item.id).await?.proposal_id)).await?;
                Row::Comment(comment_of(tx, item.id).await?)
            }
            Kind::PlaceMark => {
                let found = place_mark::Entity::find_by_id(item.id).lock_exclusive().one(tx).await?;
                Row::PlaceMark(found.ok_or(StoreError::NotFound)?)
            }
        };
        Self::of(tx, item, row).await
    }

    /// For a look.
    pub(super) async fn read(db: &impl ConnectionTrait, item: Item) -> Result<Self, StoreError> {
        let row = match item.kind {
            Kind::Proposal => {
                let found = proposal::Entity::find_by_id(item.id).one(db).await?;
                Row::Proposal(Box::new(found.ok_or(StoreError::NotFound)?))
            }
            Kind::Comment => Row::Comment(comment_of(db, item.id).await?),
            Kind::PlaceMark => {
                let found = place_mark::Entity::find_by_id(item.id).one(db).await?;
                Row::PlaceMark(found.ok_or(StoreError::NotFound)?)
            }
        };
        Self::of(db, item, row).await
    }

    async fn of(db: &impl ConnectionTrait, item: Item, row: Row) -> Result<Self, StoreError> {
        let last: Option<(i64, String, Option<i64>)> = decision::Entity::find()
            .select_only()
            .columns([decision::Column::Id, decision::Column::Step, decision::Column::DoneAt])
            .filter(decision::Column::Kind.eq(item.kind.code()))
            .filter(decision::Column::SubjectId.eq(item.id))
            .filter(decision::Column::Step.ne(Step::Block.code()))
            .order_by_desc(decision::Column::Id)
            .into_tuple()
            .one(db)
            .await?;
        let report: Option<i64> = report::Entity::find()
            .select_only()
            .column(report::Column::Id)
            .filter(report::Column::Kind.eq(item.kind.code()))
            .filter(report::Column::SubjectId.eq(item.id))
            .filter(report::Column::DecisionId.is_null())
            .order_by_desc(report::Column::Id)
            .into_tuple()
            .one(db)
            .await?;
        let is_asked = last.as_ref().is_some_and(|(_, step, done)| step == Step::AskToChange.code() && done.is_none());
        let state = row.state(is_asked)?;
        let number = |id: Option<i64>| id.unwrap_or_default().to_string();
        let (words, revision) = row.words();
        let parts = [words, revision, row.status().to_owned(), number(last.map(|(id, ..)| id)), number(report)];
        let version = content_hash(&parts.each_ref().map(String::as_str));
        Ok(Self { item, row, state, is_reported: report.is_some(), version })
    }

    /// The pseudonym of whoever wrote it.
    pub(super) fn author(&self) -> &str {
        match &self.row {
            Row::Proposal(row) => &row.author_key,
            Row::Comment(row) => &row.person_key,
            Row::PlaceMark(row) => &row.person_key,
        }
    }

    pub(super) fn status(&self) -> &str {
        self.row.status()
    }

    pub(super) fn public_since(&self) -> Option<i64> {
        match &self.row {
            Row::Proposal(row) => row.published_at,
            Row::Comment(row) => (row.state == Visibility::Published.code()).then_some(row.at),
            Row::PlaceMark(row) => (row.state == Visibility::Published.code()).then_some(row.at),
        }
    }
}

impl Row {
    fn status(&self) -> &str {
        match self {
            Self::Proposal(row) => &row.status,
            Self::Comment(row) => &row.state,
            Self::PlaceMark(row) => &row.state,
        }
    }

    /// What people read, and how often it was corrected.
    fn words(&self) -> (String, String) {
        match self {
            Self::Proposal(row) => (format!("{}\n{}", row.title, row.text), row.revision.to_string()),
            Self::Comment(row) => {
                (row.text.clone(), format!("{}\n{}", row.stance, row.author.as_deref().unwrap_or_default()))
            }
            Self::PlaceMark(row) => (row.text.clone(), String::new()),
        }
    }

    fn state(&self, is_asked: bool) -> Result<State, StoreError> {
        let visible = |state: &str| match state {
            _ if state == Visibility::Waiting.code() && is_asked => State::Asked,
            _ if state == Visibility::Waiting.code() => State::Waiting,
            _ if state == Visibility::Published.code() => State::Public,
            _ if state == Visibility::Refused.code() => State::Hidden,
            _ => State::Gone,
        };
        Ok(match self {
            // A withdrawn or merged one that people can still read can still break a rule.
            Self::Proposal(row) if row.published_at.is_some() => State::Public,
            Self::Proposal(row) => match status_of(&row.status)? {
                Status::Submitted if is_asked => State::Asked,
                Status::Submitted => State::Waiting,
                Status::Withdrawn | Status::Merged => State::Gone,
                _ => State::Hidden,
            },
            Self::Comment(row) => visible(&row.state),
            Self::PlaceMark(row) => visible(&row.state),
        })
    }
}

async fn comment_of(db: &impl ConnectionTrait, id: i64) -> Result<comment::Model, StoreError> {
    comment::Entity::find_by_id(id).one(db).await?.ok_or(StoreError::NotFound)
}
