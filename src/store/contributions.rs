//! Everything that one person did, for that person alone. The latest first.

use std::collections::HashMap;

use domain::{
    Moment,
    ids::{PersonKey, ProposalId},
    proposals::Status,
    receipts::ReceiptCode,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Store, StoreError,
    entity::{comment, place_call, place_mark, proposal, support, survey, survey_response},
    proposals::status_of,
    receipts::code,
};

/// What becomes of a text that needs a check.
pub use crate::visibility::Visibility;

pub(crate) fn state_of(code: &str) -> Result<Visibility, StoreError> {
    Visibility::from_code(code).ok_or_else(|| StoreError::BadSchema(format!("unknown state {code}")))
}

#[derive(Clone, Debug, PartialEq)]
pub struct OwnProposal {
    pub id: ProposalId,
    pub title: String,
    pub text: String,
    pub author: Option<String>,
    pub email: Option<String>,
    pub place: Option<(f64, f64)>,
    pub status: Status,
    pub at: Moment,
    /// Opens its receipt, where it is changed and withdrawn.
    pub code: Option<ReceiptCode>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OwnComment {
    pub proposal: ProposalId,
    pub proposal_title: String,
    pub text: String,
    pub author: Option<String>,
    pub state: Option<Visibility>,
    pub at: Moment,
    pub code: Option<ReceiptCode>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OwnMark {
    pub call_slug: String,
    pub call_title: String,
    pub text: String,
    pub place: Option<(f64, f64)>,
    pub state: Option<Visibility>,
    pub at: Moment,
    /// Marks of before there were receipts of them have none.
    pub code: Option<ReceiptCode>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Supported {
    pub proposal: ProposalId,
    pub title: String,
    pub at: Moment,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Replied {
    pub survey_slug: String,
    pub survey_title: String,
    /// JSON, as the survey keeps them.
    pub replies: String,
    pub at: Moment,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contributions {
    pub proposals: Vec<OwnProposal>,
    pub comments: Vec<OwnComment>,
    pub marks: Vec<OwnMark>,
    pub replies: Vec<Replied>,
    pub supports: Vec<Supported>,
}

pub async fn of_person(store: &Store, person: &PersonKey) -> Result<Contributions, StoreError> {
    Ok(Contributions {
        proposals: proposals(store, person).await?,
        comments: comments(store, person).await?,
        marks: marks(store, person).await?,
        replies: replies(store, person).await?,
        supports: supports(store, person).await?,
    })
}

async fn proposals(store: &Store, person: &PersonKey) -> Result<Vec<OwnProposal>, StoreError> {
    let rows = proposal::Entity::find()
        .filter(proposal::Column::AuthorKey.eq(person.0.as_str()))
        .order_by_desc(proposal::Column::Id)
        .all(store.read())
        .await?;
    let own = |row: proposal::Model| -> Result<OwnProposal, StoreError> {
        Ok(OwnProposal {
            id: ProposalId(row.id),
            code: code(store.keys(), &row.submission, &row.receipt_hash),
            status: status_of(&row.status)?,
            place: row.lon.zip(row.lat),
            title: row.title,
            text: row.text,
            author: row.author,
            email: row.email,
            at: Moment(row.submitted_at),
        })
    };
    rows.into_iter().map(own).collect()
}

async fn titles(store: &Store, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, String>, StoreError> {
    let rows: Vec<(i64, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Title])
        .filter(proposal::Column::Id.is_in(ids))
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().collect())
}

async fn comments(store: &Store, person: &PersonKey) -> Result<Vec<OwnComment>, StoreError> {
    let rows = comment::Entity::find()
        .filter(comment::Column::PersonKey.eq(person.0.as_str()))
        .order_by_desc(comment::Column::Id)
        .all(store.read())
        .await?;
    let titles = titles(store, rows.iter().map(|row| row.proposal_id)).await?;
    let own = |row: comment::Model| OwnComment {
        proposal: ProposalId(row.proposal_id),
        proposal_title: titles.get(&row.proposal_id).cloned().unwrap_or_default(),
        code: code(store.keys(), &row.submission, &row.receipt_hash),
        state: Visibility::from_code(&row.state),
        text: row.text,
        author: row.author,
        at: Moment(row.at),
    };
    Ok(rows.into_iter().map(own).collect())
}

async fn marks(store: &Store, person: &PersonKey) -> Result<Vec<OwnMark>, StoreError> {
    let rows = place_mark::Entity::find()
        .filter(place_mark::Column::PersonKey.eq(person.0.as_str()))
        .order_by_desc(place_mark::Column::Id)
        .all(store.read())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let calls = place_call::Entity::find().all(store.read()).await?;
    let own = |row: place_mark::Model| {
        let call = calls.iter().find(|call| call.id == row.call_id);
        OwnMark {
            call_slug: call.map(|call| call.slug.clone()).unwrap_or_default(),
            call_title: call.map(|call| call.title.clone()).unwrap_or_default(),
            code: row.receipt_hash.as_ref().and_then(|hash| code(store.keys(), &row.submission, hash)),
            state: Visibility::from_code(&row.state),
            place: row.lon.zip(row.lat),
            text: row.text,
            at: Moment(row.at),
        }
    };
    Ok(rows.into_iter().map(own).collect())
}

async fn replies(store: &Store, person: &PersonKey) -> Result<Vec<Replied>, StoreError> {
    let rows = survey_response::Entity::find()
        .filter(survey_response::Column::PersonKey.eq(person.0.as_str()))
        .order_by_desc(survey_response::Column::Id)
        .all(store.read())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let surveys = survey::Entity::find().all(store.read()).await?;
    let own = |row: survey_response::Model| {
        let survey = surveys.iter().find(|survey| survey.id == row.survey_id);
        Replied {
            survey_slug: survey.map(|survey| survey.slug.clone()).unwrap_or_default(),
            survey_title: survey.map(|survey| survey.title.clone()).unwrap_or_default(),
            replies: row.replies,
            at: Moment(row.at),
        }
    };
    Ok(rows.into_iter().map(own).collect())
}

async fn supports(store: &Store, person: &PersonKey) -> Result<Vec<Supported>, StoreError> {
    let rows = support::Entity::find()
        .filter(support::Column::PersonKey.eq(person.0.as_str()))
        .order_by_desc(support::Column::At)
        .order_by_desc(support::Column::ProposalId)
        .all(store.read())
        .await?;
    let titles = titles(store, rows.iter().map(|row| row.proposal_id)).await?;
    let own = |row: support::Model| Supported {
        proposal: ProposalId(row.proposal_id),
        title: titles.get(&row.proposal_id).cloned().unwrap_or_default(),
        at: Moment(row.at),
    };
    Ok(rows.into_iter().map(own).collect())
}
