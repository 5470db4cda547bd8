//! How each matter that has a period is deleted.

use domain::{Moment, privacy::Matter, proposals::Status};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use crate::{
    StoreError, attempts,
    entity::{barrier, comment, draft, event, moderation_decision, place_mark, proposal, report, session, ticket},
    jobs, media, news, outbox, paper,
    visibility::Visibility,
};

/// Nothing more happens with these.
const ENDED: [Status; 4] = [Status::Implemented, Status::Rejected, Status::Merged, Status::Withdrawn];

/// Deletes what was last touched before `until`; the answer is how many rows.
pub(super) async fn forget(
    tx: &DatabaseTransaction,
    matter: Matter,
    until: Moment,
    now: Moment,
) -> Result<u64, StoreError> {
    match matter {
        Matter::ProposalEmail => emails(tx, until).await,
        Matter::Unpublished => Ok(proposals(tx, until).await? + comments(tx, until).await? + marks(tx, until).await?),
        Matter::Barrier => {
            let old = barrier::Entity::delete_many().filter(barrier::Column::AnsweredAt.lt(until.0));
            Ok(old.exec(tx).await?.rows_affected)
        }
        Matter::Draft => {
            let old = draft::Entity::delete_many().filter(draft::Column::UpdatedAt.lt(until.0));
            Ok(old.exec(tx).await?.rows_affected)
        }
        Matter::PaperPhoto => paper::forget_photos(tx, until).await,
        Matter::Delivery => outbox::forget_contents(tx, until).await,
        // These carry their end with them.
        Matter::Session => {
            let over = session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now.0));
            Ok(over.exec(tx).await?.rows_affected)
        }
        Matter::Ticket => {
            let over = ticket::Entity::delete_many().filter(ticket::Column::ExpiresAt.lt(now.0));
            Ok(over.exec(tx).await?.rows_affected + attempts::sweep_in(tx, now).await?)
        }
        Matter::Following => news::forget_old(tx, until, now).await,
        Matter::Notice => news::forget_told(tx, until).await,
        // Those that were given up hold their letter until somebody decided, or until now.
        Matter::Letter => jobs::tidy(tx, until).await,
        Matter::Report => reports(tx, until).await,
        Matter::Upload => media::forget_unnamed(tx, until, now).await,
        // A period in the register for one of these without a line here is a promise that nobody keeps.
        Matter::Proposal
        | Matter::Comment
        | Matter::Support
        | Matter::SurveyResponse
        | Matter::PlaceMark
        | Matter::Account
        | Matter::SignIn
        | Matter::Residence
        | Matter::Role
        | Matter::Sponsor
        | Matter::OfficeContact
        | Matter::Moderation
        | Matter::Audit => Err(StoreError::NotFound),
    }
}

/// Those that were answered so long ago that nobody appeals any more. The decision stays.
async fn reports(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    let old = Query::select()
        .column(moderation_decision::Column::Id)
        .from(moderation_decision::Entity)
        .and_where(moderation_decision::Column::At.lt(until.0))
        .to_owned();
    let done = report::Entity::delete_many().filter(report::Column::DecisionId.in_subquery(old)).exec(tx).await?;
    Ok(done.rows_affected)
}

async fn emails(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    let done = proposal::Entity::update_many()
        .col_expr(proposal::Column::Email, Expr::value(None::<String>))
        .filter(proposal::Column::Email.is_not_null())
        .filter(proposal::Column::Status.is_in(ENDED.map(Status::code)))
        .filter(proposal::Column::StatusAt.lt(until.0))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Those that never appeared. One that others were merged into stays, because their story leads there.
async fn proposals(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    let targets = Query::select()
        .column(proposal::Column::MergedInto)
        .from(proposal::Entity)
        .and_where(proposal::Column::MergedInto.is_not_null())
        .to_owned();
    let done = proposal::Entity::delete_many()
        .filter(proposal::Column::PublishedAt.is_null())
        .filter(proposal::Column::Status.is_in([Status::Rejected, Status::Withdrawn].map(Status::code)))
        .filter(proposal::Column::StatusAt.lt(until.0))
        .filter(proposal::Column::Id.not_in_subquery(targets))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

async fn comments(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    let decided = Condition::all()
        .add(comment::Column::State.is_in([Visibility::Refused, Visibility::Withdrawn].map(Visibility::code)))
        .add(comment::Column::At.lt(until.0))
        .add(comment::Column::Id.not_in_subquery(touched_since("comment", until)));
    Ok(comment::Entity::delete_many().filter(decided).exec(tx).await?.rows_affected)
}

async fn marks(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    let decided = Condition::all()
        .add(place_mark::Column::State.is_in([Visibility::Refused, Visibility::Withdrawn].map(Visibility::code)))
        .add(place_mark::Column::At.lt(until.0))
        .add(place_mark::Column::Id.not_in_subquery(touched_since("place_mark", until)));
    Ok(place_mark::Entity::delete_many().filter(decided).exec(tx).await?.rows_affected)
}

/// Their rows do not say when they were refused; the log does.
fn touched_since(subject: &str, until: Moment) -> SelectStatement {
    Query::select()
        .column(event::Column::SubjectId)
        .from(event::Entity)
        .and_where(Expr::col(event::Column::Subject).eq(subject))
        .and_where(Expr::col(event::Column::At).gte(until.0))
        .to_owned()
}
