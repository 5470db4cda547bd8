//! Who is signed in where. The token is in a cookie; the database keeps a keyed hash of it.

use domain::{
    Language, Moment,
    accounts::{Email, Level},
    ids::{AccountId, PersonKey, SessionId},
    policy::{self, Acting, Action, Grant, Refusal},
    privacy::SESSION_DAYS,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, FromQueryResult, QueryFilter,
    QueryOrder, QueryTrait,
    sea_query::{Expr, Order, SelectStatement},
};

use crate::{
    Keys, Store, StoreError,
    accounts::{self, level},
    audit,
    entity::{account, role_grant, session},
    roles,
    tickets::fresh_token,
};

/// Citizens stay signed in while they come back within a month, staff while they are at their desk.
const CITIZEN: i64 = SESSION_DAYS as i64 * Moment::DAY;
pub const STAFF_IDLE: i64 = 60 * Moment::MINUTE;

/// So long a session lives at most without showing again who they are, however often they come: a citizen's, and that of
/// staff, who sign in anew each working day.
pub const LONGEST: i64 = 365 * Moment::DAY;
pub const STAFF: i64 = 12 * Moment::HOUR;

/// So long whoever showed who they are may change the ways into their account.
pub const FRESH: i64 = 15 * Moment::MINUTE;

/// The time of the last visit is written at most this often, and of staff whose sessions end by the minute.
const SEEN_EVERY: i64 = Moment::HOUR;
const STAFF_SEEN_EVERY: i64 = Moment::MINUTE;

/// The person behind a request who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub session: SessionId,
    pub account: AccountId,
    pub person: PersonKey,
    pub email: Email,
    pub name: Option<String>,
    pub language: Language,
    pub level: Level,
    pub grants: Vec<Grant>,
    /// When the second factor was shown in this session.
    pub second_factor_at: Option<Moment>,
    /// When the person last showed who they are: signing in, with the second factor, or again.
    pub proved_at: Moment,
    /// Rights changed since the token was made, or the secret did: it has to be replaced.
    pub is_stale: bool,
    seen_at: Moment,
}

impl SignedIn {
    pub fn is_staff(&self) -> bool {
        !self.grants.is_empty()
    }

    /// As whom this person does something; the second factor is the caller's to ask for first.
    pub fn acting(&self, action: Action) -> Result<Acting, Refusal> {
        policy::acting(self.account, &self.grants, action)
    }

    /// Whether it is still the person themselves who sits there, and not somebody at a window that was left open.
    pub fn is_fresh(&self, now: Moment) -> bool {
        now.0.saturating_sub(self.proved_at.0) < FRESH
    }

    /// For the log of what staff did, also to their own accounts.
    pub(crate) fn as_staff(&self) -> Option<Acting> {
        let grant = self.grants.first()?;
        Some(Acting { account: Some(self.account), role: grant.role, scope: grant.scope })
    }

    pub fn is_due_to_be_seen(&self, now: Moment) -> bool {
        now.0 - self.seen_at.0 > if self.is_staff() { STAFF_SEEN_EVERY } else { SEEN_EVERY }
    }
}

/// One line of the list in which a person looks for strangers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: SessionId,
    pub device: String,
    pub created_at: Moment,
    pub seen_at: Moment,
}

/// Signs somebody in and takes along what they did as a guest in this browser. The answer is the token for the cookie.
pub async fn begin(
    store: &Store,
    account: AccountId,
    guest: Option<&PersonKey>,
    device: &str,
    with_second_factor: bool,
    now: Moment,
) -> Result<String, StoreError> {
    store.write(async |tx| begin_in(tx, &store.keys, account, guest, device, with_second_factor, now).await).await
}

pub async fn begin_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    account: AccountId,
    guest: Option<&PersonKey>,
    device: &str,
    with_second_factor: bool,
    now: Moment,
) -> Result<String, StoreError> {
    if let Some(guest) = guest {
        accounts::adopt_guest(tx, account, guest, now).await?;
    }
    let is_staff = !roles::of(tx, account).await?.is_empty();
    let token = fresh_token();
    let row = session::ActiveModel {
        account_id: Set(account.0),
        token_hash: Set(keys.token_hash(&token)),
        device: Set(device.into()),
        created_at: Set(now.0),
        seen_at: Set(now.0),
        expires_at: Set(until(is_staff, now, now)),
        second_factor_at: Set(with_second_factor.then_some(now.0)),
        is_stale: Set(false),
        proved_at: Set(None),
        ..Default::default()
    };
    session::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(token)
}

/// When a session ends in which nothing happens any more.
fn until(is_staff: bool, proved_at: Moment, now: Moment) -> i64 {
    let (idle, longest) = if is_staff { (STAFF_IDLE, STAFF) } else { (CITIZEN, LONGEST) };
    Ord::min(now.0.saturating_add(idle), proved_at.0.saturating_add(longest))
}

/// Whose token this is, while it is valid. Every request of somebody who is signed in asks this first, so it is one
/// statement.
pub async fn find(store: &Store, token: &str, now: Moment) -> Result<Option<SignedIn>, StoreError> {
    let hashes = store.keys.token_hashes(token);
    let rows = store.read().query_all(&question(&hashes, now)).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let session = session::Model::from_query_result(first, SESSION)?;
    let account = account::Model::from_query_result(first, ACCOUNT)?;
    let mut grants = Vec::new();
    for row in &rows {
        let code = |name| row.try_get::<Option<String>>("", name);
        grants.extend(code(ROLE)?.zip(code(SCOPE)?).and_then(|(role, scope)| roles::grant_of(&role, &scope)));
    }
    let level = level(&account);
    let account = accounts::from_row(account)?;
    let proofs = [session.second_factor_at, session.proved_at];
    let proved_at = proofs.into_iter().flatten().fold(session.created_at, std::cmp::max);
    Ok(Some(SignedIn {
        session: SessionId(session.id),
        account: account.id,
        person: account.person,
        email: account.email,
        name: account.name,
        language: account.language,
        level,
        grants,
        second_factor_at: session.second_factor_at.map(Moment),
        proved_at: Moment(proved_at),
        // Also one from under a secret of before: it is to outlive that.
        is_stale: session.is_stale || hashes.first() != Some(&session.token_hash),
        seen_at: Moment(session.seen_at),
    }))
}

/// Before the columns of each table, as SeaORM names two of them in one statement.
const SESSION: &str = "A_";
const ACCOUNT: &str = "B_";
const ROLE: &str = "grant_role";
const SCOPE: &str = "grant_scope";

/// The session with its account, once for each role of the person, or once where there is none.
fn question(token_hashes: &[String], now: Moment) -> SelectStatement {
    let column = |of: role_grant::Column| Expr::col((role_grant::Entity, of));
    let account_id = || Expr::col((account::Entity, account::Column::Id));
    let mut question = session::Entity::find()
        .select_also(account::Entity)
        .filter(session::Column::TokenHash.is_in(token_hashes))
        .filter(session::Column::ExpiresAt.gt(now.0))
        .into_query();
    question
        .inner_join(account::Entity, account_id().equals((session::Entity, session::Column::AccountId)))
        .left_join(role_grant::Entity, column(role_grant::Column::AccountId).eq(account_id()))
        .expr_as(column(role_grant::Column::Role), ROLE)
        .expr_as(column(role_grant::Column::Scope), SCOPE)
        .order_by((role_grant::Entity, role_grant::Column::Id), Order::Asc);
    question
}

/// Notes that the person was here; the session lives on.
pub async fn seen(store: &Store, who: &SignedIn, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let row = session::ActiveModel {
                id: Unchanged(who.session.0),
                seen_at: Set(now.0),
                expires_at: Set(until(who.is_staff(), who.proved_at, now)),
                ..Default::default()
            };
            match row.update(tx).await {
                // Signed out in another window a moment ago.
                Err(sea_orm::DbErr::RecordNotUpdated) | Ok(_) => Ok(()),
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// A new token for the same session, after its rights changed: one that somebody stole before is worth nothing then.
pub async fn renew(store: &Store, who: &SignedIn, with_second_factor: bool, now: Moment) -> Result<String, StoreError> {
    store.write(async |tx| renew_in(tx, &store.keys, who, with_second_factor, now).await).await
}

pub(crate) async fn renew_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    who: &SignedIn,
    with_second_factor: bool,
    now: Moment,
) -> Result<String, StoreError> {
    let token = fresh_token();
    let is_staff = !roles::of(tx, who.account).await?.is_empty();
    let proved_at = if with_second_factor { now } else { who.proved_at };
    let mut row = session::ActiveModel {
        id: Unchanged(who.session.0),
        token_hash: Set(keys.token_hash(&token)),
        is_stale: Set(false),
        expires_at: Set(until(is_staff, proved_at, now)),
        ..Default::default()
    };
    if with_second_factor {
        row.second_factor_at = Set(Some(now.0));
    }
    match row.update(tx).await {
        Ok(_) => Ok(token),
        Err(sea_orm::DbErr::RecordNotUpdated) => Err(StoreError::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The person showed again who they are; the session gets another token.
pub async fn prove(store: &Store, who: &SignedIn, now: Moment) -> Result<String, StoreError> {
    let who = &SignedIn { proved_at: now, ..who.clone() };
    store
        .write(async |tx| {
            let token = renew_in(tx, &store.keys, who, false, now).await?;
            let row = session::ActiveModel {
                id: Unchanged(who.session.0),
                proved_at: Set(Some(now.0)),
                ..Default::default()
            };
            row.update(tx).await?;
            Ok(token)
        })
        .await
}

/// Every session of an account has to renew its token at the next request.
pub(crate) async fn make_stale(tx: &DatabaseTransaction, account: AccountId) -> Result<(), StoreError> {
    session::Entity::update_many()
        .col_expr(session::Column::IsStale, Expr::value(true))
        .filter(session::Column::AccountId.eq(account.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Another second factor, or a role that needs one: what was shown before counts no more.
pub(crate) async fn forget_second_factor(tx: &DatabaseTransaction, account: AccountId) -> Result<(), StoreError> {
    session::Entity::update_many()
        .col_expr(session::Column::SecondFactorAt, Expr::value(None::<i64>))
        .filter(session::Column::AccountId.eq(account.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Where this person is signed in, the last seen first.
pub async fn list(store: &Store, account: AccountId, now: Moment) -> Result<Vec<Listed>, StoreError> {
    let rows = session::Entity::find()
        .filter(session::Column::AccountId.eq(account.0))
        .filter(session::Column::ExpiresAt.gt(now.0))
        .order_by_desc(session::Column::SeenAt)
        .order_by_desc(session::Column::Id)
        .all(store.read())
        .await?;
    let listed = |row: session::Model| Listed {
        id: SessionId(row.id),
        device: row.device,
        created_at: Moment(row.created_at),
        seen_at: Moment(row.seen_at),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// Ends one session of this account; somebody else's stays untouched.
pub async fn end(store: &Store, account: AccountId, session: SessionId) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            session::Entity::delete_many()
                .filter(session::Column::AccountId.eq(account.0))
                .filter(session::Column::Id.eq(session.0))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// Ends all sessions of an account but one, and those of everybody that are over.
pub async fn end_all(store: &Store, account: AccountId, but: Option<SessionId>, now: Moment) -> Result<(), StoreError> {
    store.write(async |tx| end_all_in(tx, account, but, now).await).await
}

pub(crate) async fn end_all_in(
    tx: &DatabaseTransaction,
    account: AccountId,
    but: Option<SessionId>,
    now: Moment,
) -> Result<(), StoreError> {
    let mut mine = session::Entity::delete_many().filter(session::Column::AccountId.eq(account.0));
    if let Some(but) = but {
        mine = mine.filter(session::Column::Id.ne(but.0));
    }
    mine.exec(tx).await?;
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now.0)).exec(tx).await?;
    Ok(())
}

/// By an administrator: somebody lost a device, or works for the city no more.
pub async fn sign_out(store: &Store, by: &Acting, account: AccountId, now: Moment) -> Result<(), StoreError> {
    by.may(Action::ManagePeople)?;
    store
        .write(async |tx| {
            end_all_in(tx, account, None, now).await?;
            audit::write(tx, by, "signed_out", "account", account.0, &serde_json::json!({}), now).await
        })
        .await
}
