//! Files on pages, for everybody who has their address: a key that nobody can guess, so that what stands in a draft
//! alone is not found before it is published.

mod library;
mod named;

use domain::{
    Moment,
    ids::SubmissionId,
    media::{Format, is_key},
    policy::{Acting, Action},
};
pub(crate) use library::forget_unnamed;
pub use library::{Held, Use, Wanted, find_held, list, remove};
pub use named::Place;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{Expr, Func, OnConflict, Query},
};
use serde_json::json;

use crate::{Store, StoreError, audit, entity::media};

/// A file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medium {
    pub key: String,
    pub format: Format,
    pub name: String,
    pub size: i64,
    /// Of a picture.
    pub width: i32,
    pub height: i32,
}

/// A file as it is kept: read, checked and freed of what does not belong to it.
#[derive(Clone, Debug)]
pub struct NewMedium {
    /// SHA-256 of what was sent.
    pub hash: String,
    pub format: Format,
    pub name: String,
    pub width: i32,
    pub height: i32,
    pub content: Vec<u8>,
    pub medium: Option<Vec<u8>>,
    pub small: Option<Vec<u8>>,
}

/// The sizes in which a picture is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Whole,
    Medium,
    Small,
}

#[derive(FromQueryResult)]
struct Row {
    key: String,
    format: String,
    name: String,
    size: i64,
    width: i32,
    height: i32,
}

impl Row {
    fn read(self) -> Option<Medium> {
        let Self { key, format, name, size, width, height } = self;
        Some(Medium { format: Format::from_extension(&format)?, key, name, size, width, height })
    }
}

/// The same file again is the one that is there already, under the name that it has.
pub async fn add(store: &Store, by: &Acting, new: NewMedium, now: Moment) -> Result<Medium, StoreError> {
    by.may(Action::EditPages)?;
    let NewMedium { hash, format, name, width, height, content, medium, small } = new;
    let size = i64::try_from(content.len()).map_err(|_| StoreError::Unstorable)?;
    let row = media::ActiveModel {
        key: Set(SubmissionId::from_bytes(rand::random()).to_string()),
        hash: Set(hash.clone()),
        format: Set(format.extension().into()),
        name: Set(name),
        size: Set(size),
        width: Set(width),
        height: Set(height),
        content: Set(content),
        medium: Set(medium),
        small: Set(small),
        account_id: Set(by.account.map(|account| account.0)),
        at: Set(now.0),
        ..Default::default()
    };
    store
        .write(async |tx| {
            let once = OnConflict::column(media::Column::Hash).do_nothing().to_owned();
            let added = media::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
            let found: Option<i64> = media::Entity::find()
                .select_only()
                .column(media::Column::Id)
                .filter(media::Column::Hash.eq(&hash))
                .into_tuple()
                .one(tx)
                .await?;
            let id = found.ok_or(StoreError::NotFound)?;
            if added > 0 {
                let data = json!({ "format": format.extension(), "size": size });
                audit::write(tx, by, "media_added", "media", id, &data, now).await?;
            } else {
                library::is_wanted_again(tx, id).await?;
            }
            let row = rows(tx, media::Column::Id.eq(id)).await?.pop();
            row.ok_or(StoreError::NotFound)
        })
        .await
}

/// Those of these keys that there are.
pub async fn named(store: &Store, keys: &[String]) -> Result<Vec<Medium>, StoreError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    rows(store.read(), media::Column::Key.is_in(keys)).await
}

async fn rows(db: &impl ConnectionTrait, which: Expr) -> Result<Vec<Medium>, StoreError> {
    use media::Column::{Format, Height, Key, Name, Size, Width};
    let rows = media::Entity::find()
        .select_only()
        .columns([Key, Format, Name, Size, Width, Height])
        .filter(which)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(Row::read).collect())
}

/// What a key is, whoever asks.
pub async fn find(store: &Store, key: &str) -> Result<Option<Medium>, StoreError> {
    if !is_key(key) {
        return Ok(None);
    }
    Ok(rows(store.read(), media::Column::Key.eq(key)).await?.pop())
}

/// The bytes of a picture in one of its sizes, or of anything else. Small pictures are there in one size alone.
pub async fn bytes(store: &Store, key: &str, size: Size) -> Result<Option<Vec<u8>>, StoreError> {
    let column = match size {
        Size::Whole => media::Column::Content,
        Size::Medium => media::Column::Medium,
        Size::Small => media::Column::Small,
    };
    let bytes: Option<Option<Vec<u8>>> = media::Entity::find()
        .select_only()
        .column(column)
        .filter(media::Column::Key.eq(key))
        .into_tuple()
        .one(store.read())
        .await?;
    Ok(bytes.flatten())
}

/// `length` bytes from `start` on: whoever sends a film need not hold all of it.
pub async fn piece(store: &Store, key: &str, start: i64, length: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let number = |n: i64| i32::try_from(n).map_err(|_| StoreError::Unstorable);
    let (first, length) = (number(start + 1)?, number(length)?);
    let piece = Func::cust("substr").arg(Expr::col(media::Column::Content)).arg(first).arg(length);
    let query = Query::select().expr(piece).from(media::Entity).and_where(media::Column::Key.eq(key)).to_owned();
    match store.read().query_one(&query).await? {
        Some(row) => Ok(Some(row.try_get_by_index(0)?)),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use domain::policy::{Role, Scope};

    use super::*;
    use crate::testing::{NOW, stores};

    fn new(sent: &[u8]) -> NewMedium {
        NewMedium {
            hash: crate::sha256(sent),
            format: Format::Pdf,
            name: "Plan".into(),
            width: 0,
            height: 0,
            content: sent.to_vec(),
            medium: None,
            small: None,
        }
    }

    #[tokio::test]
    async fn a_file_is_kept_once_and_read_in_pieces() {
        for store in stores().await {
            let ada = Acting { account: None, role: Role::Editor, scope: Scope::Everywhere };
            let first = add(&store, &ada, new(b"%PDF-0123456789"), NOW).await.unwrap();
            let again = add(&store, &ada, new(b"%PDF-0123456789"), NOW).await.unwrap();
            assert_eq!(first, again, "{}", store.name);
            let other = add(&store, &ada, new(b"%PDF-9"), NOW).await.unwrap();
            assert_ne!(first.key, other.key);
            assert_eq!(named(&store, &[first.key.clone(), "x".into()]).await.unwrap(), std::slice::from_ref(&first));
            assert_eq!(find(&store, &first.key).await.unwrap(), Some(first.clone()));
            assert_eq!(find(&store, "' OR 1=1").await.unwrap(), None);
            assert_eq!(bytes(&store, &first.key, Size::Whole).await.unwrap().unwrap(), b"%PDF-0123456789");
            assert_eq!(bytes(&store, &first.key, Size::Small).await.unwrap(), None);
            assert_eq!(piece(&store, &first.key, 5, 3).await.unwrap().unwrap(), b"012");
            assert_eq!(piece(&store, &first.key, 13, 99).await.unwrap().unwrap(), b"89");
            assert_eq!(audit::verify(&store).await.unwrap(), Ok(2), "{}", store.name);
        }
    }

    #[tokio::test]
    async fn only_editors_add_files() {
        let clerk = Acting { account: None, role: Role::Clerk, scope: Scope::Everywhere };
        for store in stores().await {
            let refused = add(&store, &clerk, new(b"%PDF-1"), NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
        }
    }
}
