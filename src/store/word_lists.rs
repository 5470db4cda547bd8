//! The words after which moderators look at a contribution first.

use domain::{
    Moment,
    policy::{Acting, Action},
    word_list::{self, Entry},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryOrder, sea_query::OnConflict};
use serde_json::json;

use crate::{Store, StoreError, audit, entity::word_list as row};

/// So many that every submission may still read them all.
const MOST: u64 = 2_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub id: i64,
    pub word: String,
}

pub async fn list(store: &Store, by: &Acting) -> Result<Vec<Word>, StoreError> {
    by.works_at(Action::Moderate)?;
    let rows = row::Entity::find().order_by_asc(row::Column::Word).all(store.read()).await?;
    Ok(rows.into_iter().map(|row| Word { id: row.id, word: row.word }).collect())
}

/// Twice is once; [`StoreError::Taken`] when the list is full. The log names no word: it could be somebody's name.
pub async fn add(store: &Store, by: &Acting, entry: &Entry, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::Moderate)?;
    let once = || OnConflict::column(row::Column::Word).do_nothing().to_owned();
    store
        .write(async |tx| {
            if row::Entity::find().count(tx).await? >= MOST {
                return Err(StoreError::Taken);
            }
            let word = row::ActiveModel { word: Set(entry.code()), added_at: Set(now.0), ..Default::default() };
            let is_new = row::Entity::insert(word).on_conflict(once()).exec_without_returning(tx).await? == 1;
            if is_new {
                audit::write(tx, by, "word_added", "word_list", 0, &json!({}), now).await?;
            }
            Ok(())
        })
        .await
}

pub async fn remove(store: &Store, by: &Acting, id: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::Moderate)?;
    store
        .write(async |tx| {
            let gone = row::Entity::delete_by_id(id).exec(tx).await?;
            if gone.rows_affected > 0 {
                audit::write(tx, by, "word_removed", "word_list", id, &json!({}), now).await?;
            }
            Ok(())
        })
        .await
}

/// Whether somebody has to look at these words before everybody reads them.
pub(crate) async fn holds(db: &impl ConnectionTrait, texts: &[&str]) -> Result<bool, StoreError> {
    let rows = row::Entity::find().all(db).await?;
    let entries: Vec<Entry> = rows.iter().filter_map(|row| Entry::parse(&row.word)).collect();
    Ok(word_list::holds(&entries, texts))
}

#[cfg(test)]
mod tests {
    use domain::{
        boards::Moderation,
        comments::CommentDraft,
        policy::{Refusal, Role},
        proposals::Status,
    };

    use super::*;
    use crate::{
        comments,
        proposals::{find, find_as, samples::*, submit},
    };

    async fn add_word(city: &City, word: &str) {
        add(city, &Acting::OPERATOR, &Entry::parse(word).unwrap(), crate::testing::NOW).await.unwrap();
    }

    #[tokio::test]
    async fn what_holds_a_listed_word_waits_even_where_everything_else_appears_at_once() {
        let now = crate::testing::NOW;
        for city in open_cities().await {
            set_moderation(&city, Moderation::After).await;
            add_word(&city, "Blödsinn").await;
            add_word(&city, "BLOEDSINN").await;
            assert_eq!(list(&city, &Acting::OPERATOR).await.unwrap().len(), 1, "{}", city.store.name);

            let plain = submit(&city, submission(1), &person(1), proposal("Bänke am Hafen"), now).await.unwrap();
            assert!(find(&city, plain.id).await.unwrap().is_some());
            let held = submit(&city, submission(2), &person(2), proposal("So ein Blödsinn hier"), now).await.unwrap();
            assert!(find(&city, held.id).await.unwrap().is_none(), "{}", city.store.name);
            let waits = find_as(&city, held.id, Role::Operator).await.unwrap().unwrap();
            assert_eq!(waits.card.status, Status::Submitted, "it is checked, never refused");

            let words =
                CommentDraft { stance: "for".into(), text: "Was für ein Blödsinn!".into(), ..Default::default() };
            comments::add(&city, plain.id, submission(3), &person(3), words.check().unwrap(), now).await.unwrap();
            assert_eq!(find(&city, plain.id).await.unwrap().unwrap().card.comments, 0);
        }
    }

    #[tokio::test]
    async fn only_moderators_change_the_list_and_the_log_names_no_word() {
        let now = crate::testing::NOW;
        for city in cities().await {
            let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
            let entry = Entry::parse("Blödsinn").unwrap();
            let refused = add(&city, &clerk, &entry, now).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{}", city.store.name);
            assert!(list(&city, &clerk).await.is_err() && remove(&city, &clerk, 1, now).await.is_err());
            add(&city, &Acting::OPERATOR, &entry, now).await.unwrap();
            let word = list(&city, &Acting::OPERATOR).await.unwrap().pop().unwrap();
            remove(&city, &Acting::OPERATOR, word.id, now).await.unwrap();
            assert!(list(&city, &Acting::OPERATOR).await.unwrap().is_empty());
            let told = audit::list(&city, &audit::Search::default()).await.unwrap();
            let told: Vec<_> = told.iter().take(2).map(|entry| (entry.action.as_str(), entry.data.as_str())).collect();
            assert_eq!(told, [("word_removed", "{}"), ("word_added", "{}")]);
        }
    }
}
