//! Everything that a moderator needs to decide about one contribution.

use domain::{
    Moment,
    ids::{BoardId, ProposalId},
    moderation::{Ground, Item, State, Step},
    policy::{Acting, Action},
    proposals::Status,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    current::{Current, Row},
    decisions::{Decision, of_item},
};
use crate::{
    Store, StoreError,
    entity::{board, place_call, proposal, report},
    proposals::status_of,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub item: Item,
    pub title: Option<String>,
    pub text: String,
    /// The name that people read.
    pub author: Option<String>,
    pub at: Moment,
    pub state: State,
    /// Of a proposal.
    pub status: Option<Status>,
    /// Goes back with the decision, so that nothing is decided about something else.
    pub version: String,
    /// What it belongs to: the proposal of a comment, the call of a mark.
    pub about: Option<About>,
    pub reports: Vec<Reported>,
    pub decisions: Vec<Decision>,
    pub possible: Vec<Step>,
    pub supports: i64,
    /// Boards to which it can be moved.
    pub boards: Vec<(BoardId, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub title: String,
    /// Without language prefix.
    pub path: String,
}

/// A report that waits for its decision. Who sent it is nothing to decide by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    pub ground: Ground,
    pub words: String,
    pub at: Moment,
}

pub async fn case(store: &Store, by: &Acting, item: Item) -> Result<Case, StoreError> {
    by.works_at(Action::Moderate)?;
    let db = store.read();
    let current = Current::read(db, item).await?;
    let reports = open_reports(db, item).await?;
    let decisions = of_item(db, item).await?;
    let boards = boards_for(db, &current.row).await?;
    let mut possible = Step::possible(item.kind, current.state, current.is_reported);
    possible.retain(|step| *step != Step::Move || !boards.is_empty());
    let Current { row, state, version, .. } = current;
    let case = Case {
        item,
        title: None,
        text: String::new(),
        author: None,
        at: Moment(0),
        state,
        status: None,
        version,
        about: None,
        reports,
        decisions,
        possible,
        supports: 0,
        boards,
    };
    Ok(match row {
        Row::Proposal(row) => Case {
            status: Some(status_of(&row.status)?),
            title: Some(row.title),
            text: row.text,
            author: row.author,
            at: Moment(row.submitted_at),
            supports: row.support_count,
            ..case
        },
        Row::Comment(row) => Case {
            about: proposal_of(db, row.proposal_id, row.id).await?,
            text: row.text,
            author: row.author,
            at: Moment(row.at),
            ..case
        },
        Row::PlaceMark(row) => {
            Case { about: call_of(db, row.call_id, row.id).await?, text: row.text, at: Moment(row.at), ..case }
        }
    })
}

async fn boards_for(db: &impl ConnectionTrait, row: &Row) -> Result<Vec<(BoardId, String)>, StoreError> {
    let Row::Proposal(row) = row else { return Ok(Vec::new()) };
    let rows: Vec<(i64, String)> = board::Entity::find()
        .select_only()
        .columns([board::Column::Id, board::Column::Title])
        .filter(board::Column::Id.ne(row.board_id))
        .order_by_asc(board::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, title)| (BoardId(id), title)).collect())
}

async fn open_reports(db: &impl ConnectionTrait, item: Item) -> Result<Vec<Reported>, StoreError> {
    let rows = report::Entity::find()
        .filter(report::Column::Kind.eq(item.kind.code()))
        .filter(report::Column::SubjectId.eq(item.id))
        .filter(report::Column::DecisionId.is_null())
        .order_by_asc(report::Column::Id)
        .all(db)
        .await?;
    let reported = |row: report::Model| Reported {
        ground: Ground::from_code(&row.ground).unwrap_or(Ground::Illegal),
        words: row.words,
        at: Moment(row.at),
    };
    Ok(rows.into_iter().map(reported).collect())
}

async fn proposal_of(db: &impl ConnectionTrait, id: i64, comment: i64) -> Result<Option<About>, StoreError> {
    let title: Option<String> =
        proposal::Entity::find_by_id(id).select_only().column(proposal::Column::Title).into_tuple().one(db).await?;
    let path = format!("/vorschlaege/{}#beitrag-{comment}", ProposalId(id));
    Ok(title.map(|title| About { title, path }))
}

async fn call_of(db: &impl ConnectionTrait, id: i64, mark: i64) -> Result<Option<About>, StoreError> {
    let call = place_call::Entity::find_by_id(id).one(db).await?;
    Ok(call.map(|call| About { title: call.title, path: format!("/orte/{}#ort-{mark}", call.slug) }))
}
