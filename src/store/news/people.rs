//! People who become others: a guest gets an account, or somebody wants to be forgotten.

use domain::{Moment, ids::PersonKey};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, Query, SelectStatement},
};

use crate::{
    StoreError,
    entity::{contact, follow, notice, push_subscription},
};

/// What `from` follows and was told is from now on what `to` follows and was told; what both have counts once. An address
/// moves where `to` has none; otherwise letters that are already planned still go to the old one, and nothing else does.
pub(crate) async fn adopt(tx: &DatabaseTransaction, from: &PersonKey, to: &PersonKey) -> Result<(), StoreError> {
    if from == to {
        return Ok(());
    }
    let (old, new) = (from.0.as_str(), to.0.as_str());
    // The constraints would refuse a second one, so those go first.
    for of in of(tx, old).await? {
        let same = follow::Entity::find()
            .filter(follow::Column::PersonKey.eq(new))
            .filter(follow::Column::Kind.eq(of.kind))
            .filter(follow::Column::Target.eq(of.target));
        if same.one(tx).await?.is_some() {
            follow::Entity::delete_by_id(of.id).exec(tx).await?;
        }
    }
    follow::Entity::update_many()
        .col_expr(follow::Column::PersonKey, Expr::value(new))
        .filter(follow::Column::PersonKey.eq(old))
        .exec(tx)
        .await?;
    // Of two notices the one with a letter stays, so that the letter finds what it is to tell.
    let in_letters = events_of(old).and_where(notice::Column::Letter.is_not_null()).to_owned();
    notice::Entity::delete_many()
        .filter(notice::Column::PersonKey.eq(new))
        .filter(notice::Column::Letter.is_null())
        .filter(notice::Column::EventId.in_subquery(in_letters))
        .exec(tx)
        .await?;
    notice::Entity::delete_many()
        .filter(notice::Column::PersonKey.eq(old))
        .filter(notice::Column::EventId.in_subquery(events_of(new)))
        .exec(tx)
        .await?;
    notice::Entity::update_many()
        .col_expr(notice::Column::PersonKey, Expr::value(new))
        .filter(notice::Column::PersonKey.eq(old))
        .exec(tx)
        .await?;
    push_subscription::Entity::update_many()
        .col_expr(push_subscription::Column::PersonKey, Expr::value(new))
        .filter(push_subscription::Column::PersonKey.eq(old))
        .exec(tx)
        .await?;
    adopt_contact(tx, old, new).await
}

async fn adopt_contact(tx: &DatabaseTransaction, old: &str, new: &str) -> Result<(), StoreError> {
    let of = |person: &str| contact::Entity::find().filter(contact::Column::PersonKey.eq(person));
    let (before, own) = (of(old).one(tx).await?, of(new).one(tx).await?);
    if let (Some(before), Some(own)) = (&before, &own)
        && before.email.is_some()
        && before.email == own.email
    {
        // The account was opened with the same address a moment ago; how often letters come, the guest had chosen.
        let row = contact::ActiveModel {
            id: Unchanged(own.id),
            delivery: Set(before.delivery.clone()),
            ..Default::default()
        };
        row.update(tx).await?;
    }
    if own.is_none() {
        contact::Entity::update_many()
            .col_expr(contact::Column::PersonKey, Expr::value(new))
            .filter(contact::Column::PersonKey.eq(old))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Where letters to this person go, and where they asked for some.
pub(crate) async fn addresses(tx: &DatabaseTransaction, person: &PersonKey) -> Result<Vec<String>, StoreError> {
    let row = contact::Entity::find().filter(contact::Column::PersonKey.eq(person.0.as_str())).one(tx).await?;
    Ok(row.into_iter().flat_map(|row| [row.email, row.wanted_email]).flatten().collect())
}

/// Everything about this person.
pub(crate) async fn forget(tx: &DatabaseTransaction, person: &PersonKey) -> Result<(), StoreError> {
    let key = person.0.as_str();
    follow::Entity::delete_many().filter(follow::Column::PersonKey.eq(key)).exec(tx).await?;
    notice::Entity::delete_many().filter(notice::Column::PersonKey.eq(key)).exec(tx).await?;
    contact::Entity::delete_many().filter(contact::Column::PersonKey.eq(key)).exec(tx).await?;
    push_subscription::Entity::delete_many().filter(push_subscription::Column::PersonKey.eq(key)).exec(tx).await?;
    Ok(())
}

/// A link that nobody pressed within this time is never pressed; the address may be a stranger's.
const UNCONFIRMED: i64 = 7 * Moment::DAY;

/// Ends what somebody began to follow before `until`, and forgets addresses that were confirmed before it or never.
pub(crate) async fn forget_old(tx: &DatabaseTransaction, until: Moment, now: Moment) -> Result<u64, StoreError> {
    use contact::Column::{AskedAt, CreatedAt, WantedEmail};
    contact::Entity::update_many()
        .col_expr(WantedEmail, Expr::value(None::<String>))
        .filter(WantedEmail.is_not_null())
        .filter(AskedAt.lt(now.0 - UNCONFIRMED))
        .exec(tx)
        .await?;
    let follows = follow::Entity::delete_many().filter(follow::Column::CreatedAt.lt(until.0)).exec(tx).await?;
    let contacts = contact::Entity::delete_many()
        .filter(CreatedAt.lt(until.0))
        .filter(Condition::any().add(AskedAt.is_null()).add(AskedAt.lt(until.0)))
        .exec(tx)
        .await?;
    let devices = push_subscription::Entity::delete_many()
        .filter(push_subscription::Column::CreatedAt.lt(until.0))
        .exec(tx)
        .await?;
    Ok(follows.rows_affected + contacts.rows_affected + devices.rows_affected)
}

pub(crate) async fn forget_told(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    Ok(notice::Entity::delete_many().filter(notice::Column::At.lt(until.0)).exec(tx).await?.rows_affected)
}

/// What was told about proposals that are about to be deleted.
pub(crate) async fn forget_proposals(tx: &DatabaseTransaction, ids: SelectStatement) -> Result<(), StoreError> {
    notice::Entity::delete_many().filter(notice::Column::ProposalId.in_subquery(ids)).exec(tx).await?;
    Ok(())
}

async fn of(tx: &DatabaseTransaction, person: &str) -> Result<Vec<follow::Model>, StoreError> {
    Ok(follow::Entity::find().filter(follow::Column::PersonKey.eq(person)).all(tx).await?)
}

fn events_of(person: &str) -> SelectStatement {
    Query::select()
        .column(notice::Column::EventId)
        .from(notice::Entity)
        .and_where(notice::Column::PersonKey.eq(person))
        .to_owned()
}
