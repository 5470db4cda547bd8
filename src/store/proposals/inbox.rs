//! What waits for an answer: the inbox of an office, what an Ortsbeirat can say something to before the answer, and in
//! public everything that waits for too long. The earliest due comes first.

use domain::{
    Moment,
    ids::OfficeId,
    paging::Cursor,
    policy::{Acting, Action},
    proposals::{ProposalCard, Status},
};
use sea_orm::{
    Condition, ConnectionTrait, ExprTrait,
    sea_query::{Expr, Func, Order, Query, SelectStatement},
};

use super::cards::{CardRow, cards, select_cards};
use crate::{
    Store, StoreError,
    entity::{answer_draft, board, council_note, office_theme, proposal},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Waiting {
    /// Everything that has no decision.
    #[default]
    All,
    /// The time for an answer is over.
    Overdue,
    /// Decided.
    Answered,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    pub card: ProposalCard,
    pub due: Moment,
    /// So many stand behind it that the city has to answer.
    pub reached_goal: bool,
    /// Somebody of the office writes already: the code of [`domain::answers::DraftState`].
    pub draft: Option<String>,
    /// The Ortsbeirat of the place said something to it.
    pub is_noted: bool,
}

/// A page of the list, and where the next one begins.
#[derive(Clone, Debug, PartialEq)]
pub struct DueList {
    pub items: Vec<Due>,
    pub next: Option<Cursor>,
}

/// What this office answers for.
pub async fn inbox(
    store: &Store,
    by: &Acting,
    wanted: Waiting,
    after: Option<Cursor>,
    most: u64,
    now: Moment,
) -> Result<DueList, StoreError> {
    by.works_at(Action::Answer)?;
    let which = of_office(by.office()?).add(waiting(wanted, now));
    list(store, which, wanted == Waiting::Answered, after, most).await
}

/// What lies where this Ortsbeirat is at home.
pub async fn council_inbox(
    store: &Store,
    by: &Acting,
    wanted: Waiting,
    after: Option<Cursor>,
    most: u64,
    now: Moment,
) -> Result<DueList, StoreError> {
    by.works_at(Action::NoteAsCouncil)?;
    let which = Condition::all()
        .add(Expr::col((proposal::Entity, proposal::Column::PublishedAt)).is_not_null())
        .add(Expr::col((proposal::Entity, proposal::Column::CouncilId)).eq(by.council()?.0))
        .add(waiting(wanted, now));
    list(store, which, wanted == Waiting::Answered, after, most).await
}

/// How many proposals of the office are open, and how many of these are overdue.
pub async fn inbox_counts(store: &Store, by: &Acting, now: Moment) -> Result<(i64, i64), StoreError> {
    by.works_at(Action::Answer)?;
    let office = by.office()?;
    let open = count(store, of_office(office).add(waiting(Waiting::All, now))).await?;
    let overdue = count(store, of_office(office).add(waiting(Waiting::Overdue, now))).await?;
    Ok((open, overdue))
}

/// What everybody may see of it: the city promised an answer and gave none.
pub async fn overdue(store: &Store, after: Option<Cursor>, most: u64, now: Moment) -> Result<DueList, StoreError> {
    let listed = Condition::all().add(Expr::col((proposal::Entity, proposal::Column::IsListed)).eq(true));
    list(store, listed.add(waiting(Waiting::Overdue, now)), false, after, most).await
}

/// The Leitthemen say who answers.
fn of_office(office: OfficeId) -> Condition {
    let themes = Query::select()
        .column(office_theme::Column::Theme)
        .from(office_theme::Entity)
        .and_where(Expr::col(office_theme::Column::OfficeId).eq(office.0))
        .to_owned();
    Condition::all()
        .add(Expr::col((proposal::Entity, proposal::Column::PublishedAt)).is_not_null())
        .add(Expr::col((proposal::Entity, proposal::Column::Theme)).in_subquery(themes))
}

/// Publication, and the days that the board gives.
fn due() -> Expr {
    let days = Expr::col((board::Entity, board::Column::AnswerDays)).mul(Moment::DAY);
    Expr::col((proposal::Entity, proposal::Column::PublishedAt)).add(days)
}

fn waiting(wanted: Waiting, now: Moment) -> Condition {
    const DECIDED: [Status; 5] =
        [Status::Accepted, Status::InProgress, Status::Implemented, Status::Rejected, Status::Merged];
    let status = |statuses: &[Status]| {
        Expr::col((proposal::Entity, proposal::Column::Status)).is_in(statuses.iter().map(|status| status.code()))
    };
    match wanted {
        Waiting::All => Condition::all().add(status(&Status::AWAITING)),
        Waiting::Overdue => Condition::all().add(status(&Status::AWAITING)).add(due().lt(now.0)),
        Waiting::Answered => Condition::all().add(status(&DECIDED)),
    }
}

fn with_board(query: &mut SelectStatement) -> &mut SelectStatement {
    let its_board = Expr::col((proposal::Entity, proposal::Column::BoardId)).equals((board::Entity, board::Column::Id));
    query.inner_join(board::Entity, its_board)
}

async fn count(store: &Store, which: Condition) -> Result<i64, StoreError> {
    let mut query = Query::select();
    query.expr_as(Func::count(Expr::val(1)), "many").from(proposal::Entity).cond_where(which);
    with_board(&mut query);
    match store.read().query_one(&query).await? {
        Some(row) => Ok(row.try_get("", "many")?),
        None => Ok(0),
    }
}

/// Decided ones come the latest first.
async fn list(
    store: &Store,
    which: Condition,
    falls: bool,
    after: Option<Cursor>,
    most: u64,
) -> Result<DueList, StoreError> {
    let id = || Expr::col((proposal::Entity, proposal::Column::Id));
    let draft = Query::select()
        .column((answer_draft::Entity, answer_draft::Column::State))
        .from(answer_draft::Entity)
        .and_where(
            Expr::col((answer_draft::Entity, answer_draft::Column::ProposalId))
                .equals((proposal::Entity, proposal::Column::Id)),
        )
        .to_owned();
    let noted = Query::select()
        .expr(Expr::val(1))
        .from(council_note::Entity)
        .and_where(
            Expr::col((council_note::Entity, council_note::Column::ProposalId))
                .equals((proposal::Entity, proposal::Column::Id)),
        )
        .to_owned();
    let mut query = Query::select();
    select_cards(&mut query)
        .from(proposal::Entity)
        .expr_as(due(), "due")
        .expr_as(Expr::col((board::Entity, board::Column::SupportGoal)), "support_goal")
        .expr_as(Expr::from(draft), "draft")
        .expr_as(Expr::exists(noted), "is_noted")
        .cond_where(which);
    with_board(&mut query);
    if let Some(Cursor { key, id: seen, .. }) = after {
        let (place, cursor) = (Expr::tuple([due(), id()]), Expr::tuple([Expr::val(key), Expr::val(seen)]));
        query.and_where(if falls { place.lt(cursor) } else { place.gt(cursor) });
    }
    let order = if falls { Order::Desc } else { Order::Asc };
    query.order_by_expr(due(), order.clone()).order_by_expr(id(), order).limit(most + 1);
    let mut rows = store.read().query_all(&query).await?;
    let has_more = rows.len() as u64 > most;
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));

    let mut facts: Vec<(Moment, i64, Option<String>, bool)> = Vec::new();
    let mut found = Vec::new();
    for row in &rows {
        let due = Moment(row.try_get("", "due")?);
        facts.push((due, row.try_get("", "support_goal")?, row.try_get("", "draft")?, row.try_get("", "is_noted")?));
        found.push(CardRow::read(row)?);
    }
    let cards = cards(store, found).await?;
    let items: Vec<Due> = cards
        .into_iter()
        .zip(facts)
        .map(|(card, (due, goal, draft, is_noted))| {
            let reached_goal = card.supports >= goal;
            Due { card, due, reached_goal, draft, is_noted }
        })
        .collect();
    let last = items.last().filter(|_| has_more);
    let next = last.map(|last| Cursor { way: domain::paging::Way::Forward, key: last.due.0, id: last.card.id.0 });
    Ok(DueList { items, next })
}
