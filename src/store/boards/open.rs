//! A new board.

use domain::{
    Moment,
    boards::Name,
    history::Actor,
    ids::BoardId,
    moment::Period,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::json;

use super::DEFAULT;
use crate::{
    Store, StoreError, audit,
    entity::board,
    errors::duplicate_is_taken,
    history::{self, Subject},
};

/// It begins with the settings of the board of the city, and calm; [`StoreError::Taken`] when one has this slug already.
pub async fn open(store: &Store, by: &Acting, name: &Name, period: Period, now: Moment) -> Result<BoardId, StoreError> {
    by.may(Action::ManageBoards)?;
    store
        .write(async |tx| {
            let of_slug = |slug: &str| board::Entity::find().filter(board::Column::Slug.eq(slug));
            if of_slug(name.slug()).one(tx).await?.is_some() {
                return Err(StoreError::Taken);
            }
            let first = of_slug(DEFAULT).one(tx).await?.ok_or(StoreError::NotFound)?;
            let row = board::ActiveModel {
                id: NotSet,
                slug: Set(name.slug().into()),
                title: Set(name.title().into()),
                opens_at: Set(period.start.0),
                closes_at: Set(period.end.map(|end| end.0)),
                attack_since: Set(None),
                attack_sign_at: Set(None),
                attack_reason: Set(None),
                revision: Set(1),
                ..first.into_active_model().reset_all()
            };
            let id = board::Entity::insert(row).exec(tx).await.map_err(duplicate_is_taken)?.last_insert_id;
            let data = json!({
                "slug": name.slug(), "title": name.title(), "opens_at": period.start, "closes_at": period.end,
            });
            history::note(tx, now, Subject::Board(id), Actor::Moderator, "board_opened", data.clone()).await?;
            audit::write(tx, by, "board_opened", "board", id, &data, now).await?;
            Ok(BoardId(id))
        })
        .await
}

#[cfg(test)]
mod tests {
    use domain::{
        boards::BoardChange,
        policy::{Refusal, Role},
    };

    use super::*;
    use crate::{
        boards::{by_slug, change, list},
        testing::{NOW, with_content},
    };

    fn harbour() -> Name {
        Name::of("Der Hafen von morgen", "hafen").unwrap()
    }

    fn always() -> Period {
        Period { start: NOW, end: None }
    }

    #[tokio::test]
    async fn an_administrator_opens_a_board_once_and_it_begins_like_the_first_one() {
        for store in with_content().await {
            let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
            let refused = open(&store, &clerk, &harbour(), always(), NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{}", store.name);
            let id = open(&store, &Acting::OPERATOR, &harbour(), always(), NOW).await.unwrap();
            let again = open(&store, &Acting::OPERATOR, &harbour(), always(), NOW).await;
            assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
            let all = list(&store).await.unwrap();
            assert_eq!(all.iter().map(|board| board.slug.as_str()).collect::<Vec<_>>(), [DEFAULT, "hafen"]);
            assert_eq!((all[1].id, all[1].support_goal, all[1].revision), (id, all[0].support_goal, 1));
            let told = audit::list(&store, &audit::Search::default()).await.unwrap();
            assert_eq!(told.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["board_opened"]);
        }
    }

    #[tokio::test]
    async fn who_changes_what_somebody_else_changed_meanwhile_is_told_and_not_obeyed() {
        for store in with_content().await {
            open(&store, &Acting::OPERATOR, &harbour(), always(), NOW).await.unwrap();
            let titled = |title: &str| BoardChange {
                title: Some(title.into()),
                closes_at: Some(Some(NOW.plus_days(30))),
                seen: Some(1),
                ..BoardChange::default()
            };
            change(&store, &Acting::OPERATOR, "hafen", titled("Hafen 2030"), NOW).await.unwrap();
            // Sent twice is stored once.
            change(&store, &Acting::OPERATOR, "hafen", titled("Hafen 2030"), NOW).await.unwrap();
            let late = change(&store, &Acting::OPERATOR, "hafen", titled("Hafen 2040"), NOW).await;
            assert!(matches!(late, Err(StoreError::Stale { current: 2 })), "{late:?}");
            let board = by_slug(&store, "hafen").await.unwrap().unwrap();
            assert_eq!((board.title.as_str(), board.revision), ("Hafen 2030", 2), "{}", store.name);
            assert_eq!(board.period, Period { start: NOW, end: Some(NOW.plus_days(30)) });
        }
    }
}
