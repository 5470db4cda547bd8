//! One proposal with everything that its page shows, in one statement.

use domain::{
    Moment,
    accounts::Level,
    boards::Board,
    channel::{ByChannel, Channel},
    council_notes::CouncilNote,
    ids::{AreaId, CommentId, OfficeId, PersonKey, ProposalId},
    news::Topic,
    policy::{self, Action, Fact, Facts, Role},
    proposals::{Answer, Confirmed, Picture, ProposalDetail},
    receipts::ReceiptCode,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, FromQueryResult, QueryFilter,
    QueryResult, QueryTrait,
    sea_query::{Expr, Order, Query, SelectStatement},
};
use serde::Deserialize;

use super::{
    cards::{CardRow, card},
    subject::status_of,
};
use crate::{
    Keys, Store, StoreError,
    areas::{self, Reference},
    boards,
    entity::{board, comment, event, follow, office_theme, proposal, support},
    history,
    parts::{self, part},
    receipts,
};

/// A proposal that everybody may read.
pub async fn find(store: &Store, id: ProposalId) -> Result<Option<ProposalDetail>, StoreError> {
    find_as(store, id, Role::Guest).await
}

/// A proposal as one visitor meets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    pub detail: ProposalDetail,
    /// Whether this person stands behind it.
    pub is_supported: bool,
    pub is_followed: bool,
    /// Whose Leitthema it is.
    pub office: Option<OfficeId>,
    /// Of the contribution that was just sent, if this person wrote it to this proposal; nobody else's.
    pub receipt: Option<ReceiptCode>,
}

/// The same, and what it is to this person, who may just have `sent` something.
pub async fn find_for(
    store: &Store,
    id: ProposalId,
    viewer: Option<&PersonKey>,
    sent: Option<CommentId>,
) -> Result<Option<Met>, StoreError> {
    load(store, id, Role::Guest, viewer, sent).await
}

/// A proposal that `role` may read: its author and the operators see it before its publication too.
pub async fn find_as(store: &Store, id: ProposalId, role: Role) -> Result<Option<ProposalDetail>, StoreError> {
    Ok(load(store, id, role, None, None).await?.map(|met| met.detail))
}

async fn load(
    store: &Store,
    id: ProposalId,
    role: Role,
    viewer: Option<&PersonKey>,
    sent: Option<CommentId>,
) -> Result<Option<Met>, StoreError> {
    let mut question = question(store.backend(), id, viewer);
    if let Some((person, sent)) = viewer.zip(sent) {
        question
            .expr_as(of_own_comment(comment::Column::Submission, id, sent, person), SUBMISSION)
            .expr_as(of_own_comment(comment::Column::ReceiptHash, id, sent, person), RECEIPT_HASH);
    }
    let Some(found) = store.read().query_one(&question).await? else { return Ok(None) };
    let row = proposal::Model::from_query_result(&found, "")?;
    let facts = Facts::NONE.and(Fact::Published, row.published_at.is_some());
    if policy::may(role, Action::Read, facts).is_err() {
        return Ok(None);
    }
    let areas = areas::reference(store).await?;
    let count = |name: &str| found.try_get::<i64>("", name);
    let confirmed = Confirmed { by_email: count("supports_by_email")?, residents: count("supports_of_residents")? };
    let [kiosk, paper, counter] = Channel::OTHERS.map(|channel| count(&name_of(channel)));
    let channels = ByChannel::of_total(row.support_count, [kiosk?, paper?, counter?]);
    let is_asked = viewer.is_some() && sent.is_some();
    let receipt = if is_asked { receipt_of_own_comment(store.keys(), &found)? } else { None };
    Ok(Some(Met {
        receipt,
        is_supported: count("supports_of_viewer")? > 0,
        is_followed: count("follows_of_viewer")? > 0,
        office: found.try_get::<Option<i64>>("", "office_in_charge")?.map(OfficeId),
        detail: Found::read(&found)?.detail(row, confirmed, channels, count("boards")? > 1, &areas)?,
    }))
}

const PICTURE: [&str; 4] = ["id", "width", "height", "alt"];
const ANSWER: [&str; 7] = ["office", "status", "text", "cost_eur", "period", "contact", "at"];
const NOTE: [&str; 3] = ["area_id", "text", "changed_at"];
const EVENT: [&str; 3] = ["at", "actor", "data"];
const TITLE: [&str; 2] = ["id", "title"];
const BOARD: [&str; 15] = [
    "id",
    "slug",
    "title",
    "moderation",
    "support_goal",
    "answer_days",
    "approvers",
    "opens_at",
    "closes_at",
    "flood_limit",
    "attack_since",
    "attack_sign_at",
    "attack_reason",
    "needed_level",
    "revision",
];

/// The row and, as parts, the rows of other tables that belong to it.
fn question(backend: DbBackend, id: ProposalId, viewer: Option<&PersonKey>) -> SelectStatement {
    let of_proposal = |column: &'static str| {
        Query::select()
            .column((proposal::Entity, column))
            .from(proposal::Entity)
            .and_where(proposal::Column::Id.eq(id.0))
            .to_owned()
    };
    let rows = |columns: &[&'static str], table: &'static str, which: Condition, order: &[&'static str]| {
        let mut select = Query::select();
        select.columns(columns.iter().map(|name| (table, *name))).from(table).cond_where(which);
        for name in order {
            select.order_by((table, *name), Order::Asc);
        }
        part(backend, columns, select)
    };
    let belonging = |column: Expr| Condition::all().add(column.eq(id.0));
    let public = || Condition::all().add(proposal::Column::PublishedAt.is_not_null());
    let told = belonging(Expr::col((event::Entity, event::Column::SubjectId)))
        .add(event::Column::Subject.eq(history::Subject::PROPOSAL))
        .add(event::Column::IsPublic.eq(true));
    let its_board = Condition::all().add(board::Column::Id.in_subquery(of_proposal("board_id")));
    let target = public().add(proposal::Column::Id.in_subquery(of_proposal("merged_into")));
    let sources = public().add(proposal::Column::MergedInto.eq(id.0));
    let viewer = viewer.map(|person| person.0.as_str());
    let supports = Query::select()
        .expr(support::Column::PersonKey.count())
        .from(support::Entity)
        .and_where(support::Column::ProposalId.eq(id.0))
        .and_where(support::Column::PersonKey.eq(viewer))
        .to_owned();
    let topic = Topic::Proposal(id);
    let follows = Query::select()
        .expr(follow::Column::Id.count())
        .from(follow::Entity)
        .and_where(follow::Column::PersonKey.eq(viewer))
        .and_where(follow::Column::Kind.eq(topic.kind()))
        .and_where(follow::Column::Target.eq(topic.target()))
        .to_owned();
    let office = Query::select()
        .column(office_theme::Column::OfficeId)
        .from(office_theme::Entity)
        .and_where(office_theme::Column::Theme.in_subquery(of_proposal("theme")))
        .to_owned();

    let boards = Query::select().expr(board::Column::Id.count()).from(board::Entity).to_owned();

    let mut question = proposal::Entity::find().filter(proposal::Column::Id.eq(id.0)).into_query();
    question
        .expr_as(rows(&BOARD, "board", its_board, &[]), "board")
        .expr_as(
            rows(&PICTURE, "picture", belonging(Expr::col(("picture", "proposal_id"))), &["position", "id"]),
            "pictures",
        )
        .expr_as(rows(&ANSWER, "answer", belonging(Expr::col(("answer", "proposal_id"))), &["at", "id"]), "answers")
        .expr_as(
            rows(&NOTE, "council_note", belonging(Expr::col(("council_note", "proposal_id"))), &["changed_at"]),
            "council_notes",
        )
        .expr_as(rows(&EVENT, "event", told, &["at", "id"]), "events")
        .expr_as(rows(&TITLE, "proposal", target, &[]), "target")
        .expr_as(rows(&TITLE, "proposal", sources, &["id"]), "sources")
        .expr_as(Expr::from(supports), "supports_of_viewer")
        .expr_as(Expr::from(follows), "follows_of_viewer")
        .expr_as(Expr::from(office), "office_in_charge")
        .expr_as(Expr::from(boards), "boards")
        .expr_as(Expr::from(at_level(id, Level::EmailConfirmed)), "supports_by_email")
        .expr_as(Expr::from(at_level(id, Level::ResidentConfirmed)), "supports_of_residents");
    for channel in Channel::OTHERS {
        question.expr_as(Expr::from(by_channel(id, channel)), name_of(channel));
    }
    question
}

const SUBMISSION: &str = "sent_submission";
const RECEIPT_HASH: &str = "sent_receipt_hash";

/// What the code of its receipt is made of.
fn of_own_comment(column: comment::Column, id: ProposalId, sent: CommentId, person: &PersonKey) -> Expr {
    let own = Query::select()
        .column((comment::Entity, column))
        .from(comment::Entity)
        .and_where(comment::Column::Id.eq(sent.0))
        .and_where(comment::Column::ProposalId.eq(id.0))
        .and_where(comment::Column::PersonKey.eq(person.0.as_str()))
        .to_owned();
    Expr::from(own)
}

fn receipt_of_own_comment(keys: &Keys, found: &QueryResult) -> Result<Option<ReceiptCode>, StoreError> {
    let text = |name: &str| found.try_get::<Option<String>>("", name);
    let kept = text(SUBMISSION)?.zip(text(RECEIPT_HASH)?);
    Ok(kept.and_then(|(submission, hash)| receipts::code(keys, &submission, &hash)))
}

/// Of the number of supports that came by this way.
fn name_of(channel: Channel) -> String {
    format!("supports_by_{}", channel.code())
}

fn by_channel(id: ProposalId, channel: Channel) -> SelectStatement {
    Query::select()
        .expr(support::Column::ProposalId.count())
        .from(support::Entity)
        .and_where(support::Column::Channel.eq(channel.code()))
        .and_where(support::Column::ProposalId.eq(id.0))
        .to_owned()
}

fn at_level(id: ProposalId, level: Level) -> SelectStatement {
    Query::select()
        .expr(support::Column::PersonKey.count())
        .from(support::Entity)
        .and_where(support::Column::ProposalId.eq(id.0))
        .and_where(support::Column::Level.eq(level.code()))
        .to_owned()
}

struct Found {
    board: Board,
    pictures: Vec<Picture>,
    answers: Vec<AnswerRow>,
    council_notes: Vec<NoteRow>,
    events: Vec<history::Told>,
    target: Vec<Titled>,
    sources: Vec<Titled>,
}

#[derive(Deserialize)]
struct Titled {
    id: i64,
    title: String,
}

#[derive(Deserialize)]
struct AnswerRow {
    office: String,
    status: String,
    text: String,
    cost_eur: Option<i64>,
    period: Option<String>,
    contact: Option<String>,
    at: i64,
}

#[derive(Deserialize)]
struct NoteRow {
    area_id: i64,
    text: String,
    changed_at: i64,
}

impl Found {
    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        let board = parts::read(row, "board")?.pop().ok_or(StoreError::NotFound)?;
        Ok(Self {
            board: boards::from_row(board)?,
            pictures: parts::read(row, "pictures")?,
            answers: parts::read(row, "answers")?,
            council_notes: parts::read(row, "council_notes")?,
            events: parts::read(row, "events")?,
            target: parts::read(row, "target")?,
            sources: parts::read(row, "sources")?,
        })
    }

    fn detail(
        self,
        row: proposal::Model,
        confirmed: Confirmed,
        channels: ByChannel,
        is_one_of_many_boards: bool,
        areas: &Reference,
    ) -> Result<ProposalDetail, StoreError> {
        let name = |id: Option<i64>| id.and_then(|id| areas.name(AreaId(id)));
        let mut first = CardRow::from(&row);
        first.picture = self.pictures.first().map(|picture| picture.id.0);
        let note = |row: NoteRow| {
            let council = name(Some(row.area_id))?.name;
            Some(CouncilNote { council, text: row.text, changed_at: Moment(row.changed_at) })
        };
        let titles = |rows: Vec<Titled>| rows.into_iter().map(|Titled { id, title }| (ProposalId(id), title));
        Ok(ProposalDetail {
            card: card(first, areas)?,
            borough: name(row.borough_id),
            council: name(row.council_id),
            board: self.board,
            is_one_of_many_boards,
            pictures: self.pictures,
            answers: self.answers.into_iter().map(AnswerRow::answer).collect::<Result<_, _>>()?,
            council_notes: self.council_notes.into_iter().filter_map(note).collect(),
            timeline: self.events.iter().filter_map(history::Told::entry).collect(),
            merged_into: titles(self.target).next(),
            merged_from: titles(self.sources).collect(),
            revision: row.revision,
            confirmed,
            channels,
            text: row.text,
            author: row.author,
            place_note: row.place_note,
        })
    }
}

impl AnswerRow {
    fn answer(self) -> Result<Answer, StoreError> {
        Ok(Answer {
            status: status_of(&self.status)?,
            office: self.office,
            text: self.text,
            cost_eur: self.cost_eur,
            period: self.period,
            contact: self.contact,
            at: Moment(self.at),
        })
    }
}
