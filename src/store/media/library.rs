//! All files that editors brought, for editors: where each is named, and what may go. What something still names stays, and
//! what nothing has named for some time goes by itself.

use std::collections::HashMap;

use domain::{
    Language, Moment,
    media::MediaKind,
    policy::{Acting, Action, Fact, Facts},
    privacy::UPLOAD_DAYS,
    text,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::json;

use super::{
    Medium,
    named::{All, Named, Place, named},
};
use crate::{
    Store, StoreError, audit,
    editing::names,
    entity::{media, page},
};

/// Files on one page of the list.
const AT_ONCE: usize = 24;

/// Where a file is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub place: Place,
    pub page: i64,
    pub address: String,
    pub language: Language,
    pub title: String,
}

/// A file, and all that editors want to know of it.
#[derive(Clone, Debug)]
pub struct Held {
    pub medium: Medium,
    pub at: Moment,
    /// Who brought it.
    pub by: Option<String>,
    pub alt: Option<String>,
    /// What is nearest to everybody first.
    pub uses: Vec<Use>,
    /// When it goes by itself, if nothing names it until then; nothing before anybody looked.
    pub goes_at: Option<Moment>,
}

/// What somebody looks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// In its name, in what is said of it and in the titles of pages.
    pub words: String,
    /// Any of them; everything where none is named.
    pub kinds: Vec<MediaKind>,
    pub is_unnamed: bool,
    /// From 0 on.
    pub page: usize,
}

#[derive(Clone, FromQueryResult)]
struct Row {
    key: String,
    format: String,
    name: String,
    size: i64,
    width: i32,
    height: i32,
    account_id: Option<i64>,
    at: i64,
    unnamed_since: Option<i64>,
}

impl Row {
    fn medium(&self) -> Option<Medium> {
        let Self { key, format, name, size, width, height, .. } = self.clone();
        super::Row { key, format, name, size, width, height }.read()
    }
}

/// The newest first, and whether there are more.
pub async fn list(store: &Store, by: &Acting, wanted: &Wanted) -> Result<(Vec<Held>, bool), StoreError> {
    by.may(Action::EditPages)?;
    let db = store.read();
    let rows = rows(db, None).await?;
    let (named, pages) = (named(db, None).await?, pages(db).await?);
    let folded = text::fold(&wanted.words);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let fits = |held: &Held| {
        let titles = held.uses.iter().map(|used| used.title.as_str());
        let about: Vec<&str> = titles.chain([held.medium.name.as_str()]).chain(held.alt.as_deref()).collect();
        let about = text::fold(&about.join(" "));
        (wanted.kinds.is_empty() || wanted.kinds.contains(&held.medium.format.kind()))
            && (!wanted.is_unnamed || held.uses.is_empty())
            && words.iter().all(|word| about.contains(word))
    };
    let names = names::of(db, rows.iter().filter_map(|row| row.account_id)).await?;
    let all = rows.into_iter().filter_map(|row| held(&row, &named, &pages, &names)).filter(fits);
    let mut some: Vec<Held> = all.skip(wanted.page.saturating_mul(AT_ONCE)).take(AT_ONCE + 1).collect();
    let has_more = some.len() > AT_ONCE;
    some.truncate(AT_ONCE);
    Ok((some, has_more))
}

/// One of them.
pub async fn find_held(store: &Store, by: &Acting, key: &str) -> Result<Held, StoreError> {
    by.may(Action::EditPages)?;
    if !domain::media::is_key(key) {
        return Err(StoreError::NotFound);
    }
    let db = store.read();
    let row = rows(db, Some(key)).await?.pop().ok_or(StoreError::NotFound)?;
    let (named, pages) = (named(db, Some(key)).await?, pages(db).await?);
    let names = names::of(db, row.account_id).await?;
    held(&row, &named, &pages, &names).ok_or(StoreError::NotFound)
}

/// [`StoreError::Taken`] while something names it.
pub async fn remove(store: &Store, by: &Acting, key: &str, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::RemoveMedium)?;
    if !domain::media::is_key(key) {
        return Err(StoreError::NotFound);
    }
    store
        .write(async |tx| {
            use media::Column::{Format, Id, Key, Size};
            let found: Option<(i64, String, i64)> = media::Entity::find()
                .select_only()
                .columns([Id, Format, Size])
                .filter(Key.eq(key))
                .into_tuple()
                .one(tx)
                .await?;
            let (id, format, size) = found.ok_or(StoreError::NotFound)?;
            let unused = Facts::NONE.and(Fact::Unused, named(tx, Some(key)).await?.is_empty());
            by.may_given(Action::RemoveMedium, unused).map_err(|_| StoreError::Taken)?;
            media::Entity::delete_by_id(id).exec(tx).await?;
            audit::write(tx, by, "media_removed", "media", id, &json!({ "format": format, "size": size }), now).await
        })
        .await
}

/// Somebody brings again what is there: its time begins anew.
pub(super) async fn is_wanted_again(tx: &DatabaseTransaction, id: i64) -> Result<(), StoreError> {
    since(tx, &[id], None).await
}

/// Deletes what nothing has named since `until`, and remembers since when nothing names the others; the answer is how many
/// went.
pub(crate) async fn forget_unnamed(tx: &DatabaseTransaction, until: Moment, now: Moment) -> Result<u64, StoreError> {
    use media::Column::{Id, Key, UnnamedSince};
    let rows: Vec<(i64, String, Option<i64>)> =
        media::Entity::find().select_only().columns([Id, Key, UnnamedSince]).into_tuple().all(tx).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let named = named(tx, None).await?;
    let (mut back, mut fresh, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for (id, key, since) in rows {
        match (named.contains_key(&key), since) {
            (true, Some(_)) => back.push(id),
            (false, None) => fresh.push(id),
            (false, Some(since)) if since < until.0 => over.push(id),
            _ => {}
        }
    }
    since(tx, &back, None).await?;
    since(tx, &fresh, Some(now)).await?;
    if over.is_empty() {
        return Ok(0);
    }
    Ok(media::Entity::delete_many().filter(Id.is_in(over)).exec(tx).await?.rows_affected)
}

async fn since(tx: &DatabaseTransaction, ids: &[i64], at: Option<Moment>) -> Result<(), StoreError> {
    if !ids.is_empty() {
        media::Entity::update_many()
            .col_expr(media::Column::UnnamedSince, Expr::value(at.map(|at| at.0)))
            .filter(media::Column::Id.is_in(ids.iter().copied()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn rows(db: &impl ConnectionTrait, only: Option<&str>) -> Result<Vec<Row>, StoreError> {
    use media::Column::{AccountId, At, Format, Height, Id, Key, Name, Size, UnnamedSince, Width};
    let mut query = media::Entity::find()
        .select_only()
        .columns([Key, Format, Name, Size, Width, Height, AccountId, At, UnnamedSince])
        .order_by_desc(At)
        .order_by_desc(Id);
    if let Some(only) = only {
        query = query.filter(Key.eq(only));
    }
    Ok(query.into_model::<Row>().all(db).await?)
}

type Pages = HashMap<i64, (String, Language, String)>;

async fn pages(db: &impl ConnectionTrait) -> Result<Pages, StoreError> {
    use page::Column::{Address, Id, Language as Tongue, Title};
    let rows: Vec<(i64, String, String, String)> =
        page::Entity::find().select_only().columns([Id, Address, Tongue, Title]).into_tuple().all(db).await?;
    let page = |(id, address, language, title): (i64, String, String, String)| {
        Some((id, (address, Language::from_code(&language)?, title)))
    };
    Ok(rows.into_iter().filter_map(page).collect())
}

fn held(row: &Row, named: &All, pages: &Pages, names: &HashMap<i64, String>) -> Option<Held> {
    let medium = row.medium()?;
    let Named { places, alt } = named.get(&medium.key).cloned().unwrap_or_default();
    let uses: Vec<Use> = places
        .into_iter()
        .filter_map(|(place, page)| {
            let (address, language, title) = pages.get(&page)?.clone();
            Some(Use { place, page, address, language, title })
        })
        .collect();
    let goes_at = row.unnamed_since.filter(|_| uses.is_empty()).map(|at| Moment(at).plus_days(i64::from(UPLOAD_DAYS)));
    let by = row.account_id.and_then(|id| names.get(&id).cloned());
    Some(Held { medium, at: Moment(row.at), by, alt, uses, goes_at })
}

#[cfg(test)]
mod tests {
    use domain::policy::{Role, Scope};

    use super::*;
    use crate::{
        editing,
        media::{Format, NewMedium, add},
        testing::{NOW, with_content},
    };

    const ADA: Acting = Acting { account: None, role: Role::Editor, scope: Scope::Everywhere };

    async fn brought(store: &Store, sent: &[u8], format: Format, name: &str, at: Moment) -> String {
        let (hash, content) = (crate::sha256(sent), sent.to_vec());
        let new =
            NewMedium { hash, format, name: name.into(), width: 0, height: 0, content, medium: None, small: None };
        add(store, &ADA, new, at).await.unwrap().key
    }

    async fn run(store: &Store, now: Moment) -> u64 {
        let until = now.plus_days(-i64::from(UPLOAD_DAYS));
        store.write(async |tx| forget_unnamed(tx, until, now).await).await.unwrap()
    }

    #[tokio::test]
    async fn a_file_says_where_it_is_named_and_goes_only_when_nothing_names_it() {
        for store in with_content().await {
            let picture = brought(&store, b"bild", Format::Picture, "Hafen", NOW).await;
            let plan = brought(&store, b"plan", Format::Pdf, "Der Plan", NOW.plus_days(1)).await;
            let page = editing::page_at(&store, "regeln", Language::De).await.unwrap().unwrap();
            let write = async |number: u32, body: String| {
                let first = editing::open(&store, &ADA, page).await.unwrap().blocks.remove(0);
                let id = format!("00000000-0000-4000-8000-{number:012x}");
                let what = editing::Save { save: id, revision: first.revision, body, note: String::new() };
                editing::save(&store, &ADA, page, &first.key, &what, NOW).await.unwrap();
            };
            let places = async |key: &str| -> Vec<(Place, String)> {
                let held = find_held(&store, &ADA, key).await.unwrap();
                held.uses.into_iter().map(|used| (used.place, used.address)).collect()
            };
            write(1, format!("Bild: {picture}\nAlternativtext: Ein rotes Boot\n\nText")).await;
            assert_eq!(places(&picture).await, [(Place::Draft, "regeln".to_owned())], "{}", store.name);
            write(2, "Text".into()).await;
            assert_eq!(places(&picture).await, [(Place::Earlier, "regeln".to_owned())], "it can be brought back");
            assert!(matches!(remove(&store, &ADA, &picture, NOW).await, Err(StoreError::Taken)));

            let names = async |wanted: Wanted| -> Vec<String> {
                let (held, has_more) = list(&store, &ADA, &wanted).await.unwrap();
                assert!(!has_more);
                held.into_iter().map(|held| held.medium.name).collect()
            };
            assert_eq!(names(Wanted::default()).await, ["Der Plan", "Hafen"], "the newest first");
            assert_eq!(names(Wanted { is_unnamed: true, ..Default::default() }).await, ["Der Plan"]);
            assert_eq!(names(Wanted { kinds: vec![MediaKind::Image], ..Default::default() }).await, ["Hafen"]);
            assert_eq!(names(Wanted { words: "hafen HAFEN".into(), ..Default::default() }).await, ["Hafen"]);
            assert!(names(Wanted { page: 1, ..Default::default() }).await.is_empty());

            let clerk = Acting { role: Role::Clerk, ..ADA };
            assert!(matches!(remove(&store, &clerk, &plan, NOW).await, Err(StoreError::Refused(_))));
            remove(&store, &ADA, &plan, NOW).await.unwrap();
            assert!(matches!(remove(&store, &ADA, &plan, NOW).await, Err(StoreError::NotFound)));
            assert!(matches!(find_held(&store, &ADA, "' OR 1=1").await, Err(StoreError::NotFound)));
        }
    }

    #[tokio::test]
    async fn what_nothing_names_goes_after_its_time_unless_somebody_brings_it_again() {
        for store in with_content().await {
            let days = i64::from(UPLOAD_DAYS);
            let key = brought(&store, b"plan", Format::Pdf, "Plan", NOW).await;
            let later = NOW.plus_days(400);
            assert_eq!(run(&store, later).await, 0, "the time begins when somebody looked: {}", store.name);
            let held = find_held(&store, &ADA, &key).await.unwrap();
            assert_eq!(held.goes_at, Some(later.plus_days(days)));
            assert_eq!(run(&store, later.plus_days(days)).await, 0, "the last day");
            assert_eq!(brought(&store, b"plan", Format::Pdf, "Plan", later).await, key);
            assert_eq!(run(&store, later.plus_days(days + 1)).await, 0, "somebody brought it again");
            assert_eq!(run(&store, later.plus_days(2 * days + 2)).await, 1);
            assert!(matches!(find_held(&store, &ADA, &key).await, Err(StoreError::NotFound)));
        }
    }
}
