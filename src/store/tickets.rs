//! Links in letters, and what has to be remembered in the middle of a sign-in: made once, used once, gone after a while.

use domain::{
    Moment,
    ids::{AccountId, SubmissionId},
    privacy::TICKET_DAYS,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    Select, sea_query::Expr,
};

use crate::{Store, StoreError, entity::ticket};

/// What a ticket is for; one made for something else opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Opens an account: the address is confirmed by following the link.
    Register,
    SignIn,
    NewPassword,
    ChangeEmail,
    /// The password was right; the second factor is missing.
    SecondFactor,
    /// A challenge of WebAuthn.
    Passkey,
    /// State, nonce and verifier of a sign-in with OpenID Connect.
    OpenId,
    /// A code in a postal letter.
    Residence,
    /// A code on paper for the day on which the second factor is lost.
    Recovery,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::SignIn => "sign_in",
            Self::NewPassword => "new_password",
            Self::ChangeEmail => "change_email",
            Self::SecondFactor => "second_factor",
            Self::Passkey => "passkey",
            Self::OpenId => "open_id",
            Self::Residence => "residence",
            Self::Recovery => "recovery",
        }
    }

    /// Milliseconds.
    fn lives(self) -> i64 {
        const MINUTE: i64 = 60 * 1000;
        match self {
            Self::Register | Self::ChangeEmail => 48 * 60 * MINUTE,
            Self::SignIn | Self::NewPassword => 30 * MINUTE,
            Self::SecondFactor | Self::Passkey | Self::OpenId => 10 * MINUTE,
            // The post needs its time.
            Self::Residence => i64::from(TICKET_DAYS) * Moment::DAY,
            Self::Recovery => 3_650 * Moment::DAY,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub account: Option<AccountId>,
    /// Whatever its maker wrote into it, as JSON.
    pub data: String,
    pub created_at: Moment,
}

/// A new ticket; the answer is what goes into the link, and stands nowhere in the database.
pub async fn issue(
    tx: &DatabaseTransaction,
    keys: &crate::Keys,
    purpose: Purpose,
    account: Option<AccountId>,
    data: &str,
    now: Moment,
) -> Result<String, StoreError> {
    let token = fresh_token();
    keep(tx, keys, purpose, account, data, &token, now).await?;
    Ok(token)
}

/// The same for a token that somebody else has to be able to type.
pub(crate) async fn keep(
    tx: &DatabaseTransaction,
    keys: &crate::Keys,
    purpose: Purpose,
    account: Option<AccountId>,
    data: &str,
    token: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let row = ticket::ActiveModel {
        token_hash: Set(keys.token_hash(token)),
        purpose: Set(purpose.code().into()),
        account_id: Set(account.map(|account| account.0)),
        data: Set(data.into()),
        created_at: Set(now.0),
        expires_at: Set(now.0.saturating_add(purpose.lives())),
        used_at: Set(None),
        ..Default::default()
    };
    ticket::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The same in a transaction of its own.
pub async fn make(
    store: &Store,
    purpose: Purpose,
    account: Option<AccountId>,
    data: &str,
    now: Moment,
) -> Result<String, StoreError> {
    store.write(async |tx| issue(tx, &store.keys, purpose, account, data, now).await).await
}

/// Reads a ticket without using it: what a link shows before its button is pressed. Programs that look at links in
/// letters must not use them up.
pub async fn look(store: &Store, purpose: Purpose, token: &str, now: Moment) -> Result<Option<Ticket>, StoreError> {
    find(store.read(), &store.keys, purpose, token, now).await.map(|found| found.map(|(_, ticket)| ticket))
}

/// Uses a ticket up; the second one who comes with it gets nothing.
pub async fn take(
    tx: &DatabaseTransaction,
    keys: &crate::Keys,
    purpose: Purpose,
    token: &str,
    now: Moment,
) -> Result<Option<Ticket>, StoreError> {
    let Some((id, ticket)) = find(tx, keys, purpose, token, now).await? else { return Ok(None) };
    // The update decides between two who come at once.
    let used = ticket::Entity::update_many()
        .col_expr(ticket::Column::UsedAt, Expr::value(now.0))
        .filter(ticket::Column::Id.eq(id))
        .filter(ticket::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok((used.rows_affected == 1).then_some(ticket))
}

/// The same in a transaction of its own.
pub async fn redeem(store: &Store, purpose: Purpose, token: &str, now: Moment) -> Result<Option<Ticket>, StoreError> {
    store.write(async |tx| take(tx, &store.keys, purpose, token, now).await).await
}

/// Throws away what is left of this kind for an account, used up or not.
pub(crate) async fn drop_of(tx: &DatabaseTransaction, purpose: Purpose, account: AccountId) -> Result<(), StoreError> {
    ticket::Entity::delete_many()
        .filter(ticket::Column::AccountId.eq(account.0))
        .filter(ticket::Column::Purpose.eq(purpose.code()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Throws away what is left of this kind with just this data, whosever it is.
pub(crate) async fn drop_with(tx: &DatabaseTransaction, purpose: Purpose, data: &str) -> Result<(), StoreError> {
    ticket::Entity::delete_many()
        .filter(ticket::Column::Purpose.eq(purpose.code()))
        .filter(ticket::Column::Data.eq(data))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many of this kind an account can still use.
pub(crate) async fn count_of(
    store: &Store,
    purpose: Purpose,
    account: AccountId,
    now: Moment,
) -> Result<u64, StoreError> {
    Ok(open_of(purpose, account, now).count(store.read()).await?)
}

/// What stands in one of those.
pub(crate) async fn data_of(
    store: &Store,
    purpose: Purpose,
    account: AccountId,
    now: Moment,
) -> Result<Option<String>, StoreError> {
    Ok(open_of(purpose, account, now).one(store.read()).await?.map(|row| row.data))
}

fn open_of(purpose: Purpose, account: AccountId, now: Moment) -> Select<ticket::Entity> {
    ticket::Entity::find()
        .filter(ticket::Column::AccountId.eq(account.0))
        .filter(ticket::Column::Purpose.eq(purpose.code()))
        .filter(ticket::Column::UsedAt.is_null())
        .filter(ticket::Column::ExpiresAt.gte(now.0))
}

/// Throws away what nobody can use any more.
pub async fn sweep(store: &Store, now: Moment) -> Result<u64, StoreError> {
    store
        .write(async |tx| {
            let old = ticket::Entity::delete_many().filter(ticket::Column::ExpiresAt.lt(now.0)).exec(tx).await?;
            Ok(old.rows_affected)
        })
        .await
}

async fn find(
    db: &impl ConnectionTrait,
    keys: &crate::Keys,
    purpose: Purpose,
    token: &str,
    now: Moment,
) -> Result<Option<(i64, Ticket)>, StoreError> {
    let row = ticket::Entity::find()
        .filter(ticket::Column::TokenHash.is_in(keys.token_hashes(token)))
        .filter(ticket::Column::Purpose.eq(purpose.code()))
        .filter(ticket::Column::UsedAt.is_null())
        .filter(ticket::Column::ExpiresAt.gte(now.0))
        .one(db)
        .await?;
    Ok(row.map(|row| {
        let ticket =
            Ticket { account: row.account_id.map(AccountId), data: row.data, created_at: Moment(row.created_at) };
        (row.id, ticket)
    }))
}

/// 256 random bits as 64 hexadecimal digits.
pub(crate) fn fresh_token() -> String {
    let (one, two): ([u8; 16], [u8; 16]) = (rand::random(), rand::random());
    format!("{}{}", SubmissionId::from_bytes(one), SubmissionId::from_bytes(two))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, stores};

    #[tokio::test]
    async fn a_ticket_is_taken_once_for_its_purpose_and_in_its_time() {
        for store in stores().await {
            let token = make(&store, Purpose::SignIn, None, "{}", NOW).await.unwrap();
            assert_eq!(redeem(&store, Purpose::NewPassword, &token, NOW).await.unwrap(), None, "{}", store.name);
            assert!(look(&store, Purpose::SignIn, &token, NOW).await.unwrap().is_some());
            let late = Moment(NOW.0 + 31 * 60 * 1000);
            assert_eq!(redeem(&store, Purpose::SignIn, &token, late).await.unwrap(), None);
            assert!(redeem(&store, Purpose::SignIn, &token, NOW).await.unwrap().is_some());
            assert_eq!(redeem(&store, Purpose::SignIn, &token, NOW).await.unwrap(), None);
            assert_eq!(sweep(&store, late).await.unwrap(), 1);
        }
    }
}
