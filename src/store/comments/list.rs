//! One page of a discussion, in one statement.

use std::collections::HashMap;

use domain::{
    Moment,
    comments::{ByStance, Comment, CommentSort, Discussion, Stance},
    ids::{CommentId, PersonKey, ProposalId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, ExprTrait,
    sea_query::{CaseStatement, Expr, Func, Order, Query, SelectStatement, WindowStatement},
};
use serde::Deserialize;

use crate::{
    Store, StoreError,
    entity::comment,
    figures::channel,
    parts::{self, part},
    visibility::Visibility,
};

/// Threads on one page.
const THREADS: u64 = 20;

/// Replies on one page. Where there are more, the latest are shown, so that everybody finds what they just wrote.
const REPLIES: u64 = 1_000;

/// `page` counts from 1; a page after the last one is the last one. What waits for its check is shown to its writer.
pub async fn list(
    store: &Store,
    proposal: ProposalId,
    sort: CommentSort,
    page: u32,
    viewer: Option<&PersonKey>,
) -> Result<Discussion, StoreError> {
    let found = Found::on_page(store, proposal, sort, Ord::max(page, 1), viewer).await?;
    let pages = u32::try_from(found.thread_count.div_ceil(THREADS)).unwrap_or(u32::MAX);
    let page = page.clamp(1, Ord::max(pages, 1));
    let mut stances = ByStance::default();
    for row in &found.counts {
        stances.add(stance(&row.stance)?, channel(&row.channel), row.many);
    }
    let replies_left_out = found.reply_count.saturating_sub(found.replies.len() as u64);
    let mut of_thread: HashMap<i64, Vec<Comment>> = HashMap::new();
    for row in found.replies.into_iter().rev() {
        if let Some(thread) = row.reply_to {
            of_thread.entry(thread).or_default().push(row.comment()?);
        }
    }
    let threads = found.threads.into_iter().map(|row| {
        let replies = of_thread.remove(&row.id).unwrap_or_default();
        Ok(Comment { replies, ..row.comment()? })
    });
    Ok(Discussion {
        threads: threads.collect::<Result<_, StoreError>>()?,
        replies_left_out: i64::try_from(replies_left_out).unwrap_or(i64::MAX),
        stances,
        page,
        pages,
    })
}

struct Found {
    thread_count: u64,
    threads: Vec<Row>,
    reply_count: u64,
    /// The latest first.
    replies: Vec<Row>,
    counts: Vec<Count>,
}

#[derive(Deserialize)]
struct Count {
    stance: String,
    channel: String,
    many: i64,
}

const ROW: [&str; 8] = ["id", "proposal_id", "reply_to", "stance", "text", "author", "at", "state"];

#[derive(Deserialize)]
struct Row {
    id: i64,
    proposal_id: i64,
    reply_to: Option<i64>,
    stance: String,
    text: String,
    author: Option<String>,
    at: i64,
    state: String,
}

impl Found {
    async fn on_page(
        store: &Store,
        proposal: ProposalId,
        sort: CommentSort,
        page: u32,
        viewer: Option<&PersonKey>,
    ) -> Result<Self, StoreError> {
        use comment::Column::{At, Channel, Id, ProposalId as Proposal, ReplyTo, Stance, State};
        let from = |which: Condition| Query::select().from(comment::Entity).cond_where(which).to_owned();
        let visible = || Condition::all().add(Proposal.eq(proposal.0)).add(visible(viewer));
        let first_ones = || visible().add(ReplyTo.is_null());
        let order = if sort == CommentSort::Oldest { Order::Asc } else { Order::Desc };
        let shown = ids_on_page(from(first_ones()), &order, page);
        // A limit inside of IN is no standard, a table made on the spot is.
        let shown = Query::select().column(("shown", "id")).from_subquery(shown, "shown").to_owned();
        let threads = from(Condition::all().add(Id.in_subquery(shown.clone())))
            .columns(ROW)
            .order_by(At, order.clone())
            .order_by(Id, order)
            .to_owned();
        let replies = || visible().add(ReplyTo.in_subquery(shown.clone()));
        let count = |which: Condition| Expr::from(from(which).expr(Func::count(Expr::col(Id))).to_owned());
        let latest =
            from(replies()).columns(ROW).order_by(At, Order::Desc).order_by(Id, Order::Desc).limit(REPLIES).to_owned();
        let published = Condition::all().add(Proposal.eq(proposal.0)).add(State.eq(Visibility::Published.code()));
        let counts = from(published)
            .columns([Stance, Channel])
            .expr_as(Func::count(Expr::col(Id)), "many")
            .group_by_columns([Stance, Channel])
            .to_owned();

        let backend = store.backend();
        let question = Query::select()
            .expr_as(count(first_ones()), "thread_count")
            .expr_as(part(backend, &ROW, threads), "threads")
            .expr_as(count(replies()), "reply_count")
            .expr_as(part(backend, &ROW, latest), "replies")
            .expr_as(part(backend, &["stance", "channel", "many"], counts), "counts")
            .to_owned();
        let row = store.read().query_one(&question).await?.ok_or(StoreError::NotFound)?;
        let number = |name| Ok::<_, StoreError>(row.try_get::<i64>("", name)?.unsigned_abs());
        Ok(Self {
            thread_count: number("thread_count")?,
            threads: parts::read(&row, "threads")?,
            reply_count: number("reply_count")?,
            replies: parts::read(&row, "replies")?,
            counts: parts::read(&row, "counts")?,
        })
    }
}

/// Of all threads those on a page, and after the last page those on the last one.
fn ids_on_page(mut threads: SelectStatement, order: &Order, page: u32) -> SelectStatement {
    use comment::Column::{At, Id};
    threads.column(Id);
    if page == 1 {
        return threads.order_by(At, order.clone()).order_by(Id, order.clone()).limit(THREADS).take();
    }
    let in_order = WindowStatement::new().order_by(At, order.clone()).order_by(Id, order.clone()).take();
    threads.expr_window_as(Func::cust("row_number"), in_order, "place").expr_window_as(
        Func::count(Expr::col(Id)),
        WindowStatement::new(),
        "many",
    );
    let page_of = |place: &'static str| Expr::col(place).sub(1_i64).div(THREADS as i64);
    let (asked, last) = (i64::from(page - 1), page_of("many"));
    let meant = CaseStatement::new().case(last.clone().lt(asked), last).finally(asked);
    let mut ids = Query::select();
    ids.column("id").from_subquery(threads, "thread").and_where(page_of("place").eq(meant));
    ids
}

impl Row {
    /// Without its replies.
    fn comment(self) -> Result<Comment, StoreError> {
        Ok(Comment {
            id: CommentId(self.id),
            proposal: ProposalId(self.proposal_id),
            reply_to: self.reply_to.map(CommentId),
            stance: stance(&self.stance)?,
            text: self.text,
            author: self.author,
            at: Moment(self.at),
            is_waiting: self.state == Visibility::Waiting.code(),
            replies: Vec::new(),
        })
    }
}

pub(crate) fn stance(code: &str) -> Result<Stance, StoreError> {
    Stance::from_code(code).ok_or_else(|| StoreError::BadSchema(format!("unknown stance {code}")))
}

/// One contribution without its replies.
pub(crate) fn comment(row: comment::Model) -> Result<Comment, StoreError> {
    let comment::Model { id, proposal_id, reply_to, stance, text, author, at, state, .. } = row;
    Row { id, proposal_id, reply_to, stance, text, author, at, state }.comment()
}

fn visible(viewer: Option<&PersonKey>) -> Condition {
    use comment::Column::{PersonKey as Writer, State};
    let own = viewer
        .map(|person| Condition::all().add(State.eq(Visibility::Waiting.code())).add(Writer.eq(person.0.as_str())));
    Condition::any().add(State.eq(Visibility::Published.code())).add_option(own)
}
