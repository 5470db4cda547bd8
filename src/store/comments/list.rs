//! One page of a discussion, with four queries, and one more where there are more replies than a page can hold.

use std::collections::HashMap;

use domain::{
    Moment,
    comments::{Comment, CommentSort, Discussion, Stance},
    ids::{CommentId, PersonKey, ProposalId},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Store, StoreError, entity::comment, visibility::Visibility};

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
    use comment::Column::{At, Id, ProposalId as Proposal, ReplyTo};
    let visible = visible(viewer);
    let first_ones =
        comment::Entity::find().filter(Proposal.eq(proposal.0)).filter(ReplyTo.is_null()).filter(visible.clone());
    let threads = first_ones.clone().count(store.read()).await?;
    let pages = u32::try_from(threads.div_ceil(THREADS)).unwrap_or(u32::MAX);
    let page = page.clamp(1, pages.max(1));

    let order = if sort == CommentSort::Oldest { Order::Asc } else { Order::Desc };
    let rows = first_ones
        .order_by(At, order.clone())
        .order_by(Id, order)
        .offset(u64::from(page - 1) * THREADS)
        .limit(THREADS)
        .all(store.read())
        .await?;
    let replies = comment::Entity::find().filter(ReplyTo.is_in(rows.iter().map(|row| row.id))).filter(visible);
    let latest = replies.clone().order_by_desc(At).order_by_desc(Id).limit(REPLIES).all(store.read()).await?;
    let is_full = latest.len() as u64 == REPLIES;
    let all_replies = if is_full { replies.count(store.read()).await? } else { latest.len() as u64 };
    let replies_left_out = i64::try_from(all_replies.saturating_sub(latest.len() as u64)).unwrap_or(i64::MAX);
    let mut of_thread: HashMap<i64, Vec<Comment>> = HashMap::new();
    for row in latest.into_iter().rev() {
        if let Some(thread) = row.reply_to {
            of_thread.entry(thread).or_default().push(comment(row)?);
        }
    }
    let threads = rows
        .into_iter()
        .map(|row| {
            let replies = of_thread.remove(&row.id).unwrap_or_default();
            Ok(Comment { replies, ..comment(row)? })
        })
        .collect::<Result<_, StoreError>>()?;
    let counts = counts(store, proposal).await?;
    let of = |stance: Stance| counts.get(stance.code()).copied().unwrap_or(0);
    Ok(Discussion {
        threads,
        replies_left_out,
        count_for: of(Stance::For),
        count_against: of(Stance::Against),
        count_note: of(Stance::Note),
        page,
        pages,
    })
}

/// A row without its replies.
pub(crate) fn comment(row: comment::Model) -> Result<Comment, StoreError> {
    let stance = Stance::from_code(&row.stance)
        .ok_or_else(|| StoreError::BadSchema(format!("unknown stance {}", row.stance)))?;
    Ok(Comment {
        id: CommentId(row.id),
        proposal: ProposalId(row.proposal_id),
        reply_to: row.reply_to.map(CommentId),
        stance,
        text: row.text,
        author: row.author,
        at: Moment(row.at),
        is_waiting: row.state == Visibility::Waiting.code(),
        replies: Vec::new(),
    })
}

fn visible(viewer: Option<&PersonKey>) -> Condition {
    use comment::Column::{PersonKey as Writer, State};
    let own = viewer
        .map(|person| Condition::all().add(State.eq(Visibility::Waiting.code())).add(Writer.eq(person.0.as_str())));
    Condition::any().add(State.eq(Visibility::Published.code())).add_option(own)
}

/// Published contributions by stance, replies too.
async fn counts(store: &Store, proposal: ProposalId) -> Result<HashMap<String, i64>, StoreError> {
    use comment::Column::{Id, ProposalId as Proposal, Stance, State};
    let rows: Vec<(String, i64)> = comment::Entity::find()
        .select_only()
        .column(Stance)
        .column_as(Id.count(), "many")
        .filter(Proposal.eq(proposal.0))
        .filter(State.eq(Visibility::Published.code()))
        .group_by(Stance)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().collect())
}
