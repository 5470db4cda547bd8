//! How many pictures one person may keep here, in drafts and in proposals together: nobody fills the disk by beginning again
//! and again.

use domain::{
    fields::{Field, FieldErrors, Problem},
    proposals::limits,
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Func, Query},
};

use super::{Album, NewPicture};
use crate::{
    StoreError,
    entity::{draft, picture, proposal},
};

/// What somebody keeps already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Held {
    pictures: i64,
    bytes: i64,
}

impl Held {
    fn has_room_for(self, bytes: usize) -> bool {
        let number = |most: usize| i64::try_from(most).unwrap_or(i64::MAX);
        let most = number(limits::MEGABYTES_OF_ONE_PERSON * 1024 * 1024);
        self.pictures < number(limits::PICTURES_OF_ONE_PERSON) && self.bytes.saturating_add(number(bytes)) <= most
    }
}

/// Whether whoever this album belongs to may keep one more. A draft that nobody is known to have begun has its own few.
pub(super) async fn check(tx: &DatabaseTransaction, album: Album<'_>, new: &NewPicture) -> Result<(), StoreError> {
    let Some(person) = owner(tx, album).await? else { return Ok(()) };
    if held(tx, &person).await?.has_room_for(new.full_jpeg.len() + new.thumb_jpeg.len()) {
        return Ok(());
    }
    let mut errors = FieldErrors::default();
    errors.add(Field::Pictures, Problem::TooManyAltogether { most: limits::PICTURES_OF_ONE_PERSON });
    Err(errors.into())
}

async fn owner(tx: &DatabaseTransaction, album: Album<'_>) -> Result<Option<String>, StoreError> {
    Ok(match album {
        Album::Draft(key) => {
            let row = draft::Entity::find_by_id(key).select_only().column(draft::Column::PersonKey);
            row.into_tuple::<Option<String>>().one(tx).await?.flatten()
        }
        Album::Proposal(id) => {
            let row = proposal::Entity::find_by_id(id.0).select_only().column(proposal::Column::AuthorKey);
            row.into_tuple::<String>().one(tx).await?
        }
    })
}

async fn held(tx: &DatabaseTransaction, person: &str) -> Result<Held, StoreError> {
    let drafts = Query::select()
        .column(draft::Column::Key)
        .from(draft::Entity)
        .and_where(draft::Column::PersonKey.eq(person))
        .to_owned();
    let proposals = Query::select()
        .column(proposal::Column::Id)
        .from(proposal::Entity)
        .and_where(proposal::Column::AuthorKey.eq(person))
        .to_owned();
    // Neither database reads a picture to say how long it is.
    let bytes = |column: picture::Column| {
        let length = Func::cust("length").arg(Expr::col(column));
        Expr::expr(Func::sum(Expr::expr(length))).cast_as("bigint")
    };
    let sums: Option<(i64, Option<i64>, Option<i64>)> = picture::Entity::find()
        .select_only()
        .column_as(picture::Column::Id.count(), "many")
        .column_as(bytes(picture::Column::FullJpeg), "full")
        .column_as(bytes(picture::Column::ThumbJpeg), "thumb")
        .filter(
            Condition::any()
                .add(picture::Column::DraftKey.in_subquery(drafts))
                .add(picture::Column::ProposalId.in_subquery(proposals)),
        )
        .into_tuple()
        .one(tx)
        .await?;
    let (pictures, full, thumb) = sums.unwrap_or_default();
    Ok(Held { pictures, bytes: full.unwrap_or_default() + thumb.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use domain::{ids::PersonKey, proposals::Draft};
    use sea_orm::ActiveValue::Set;

    use super::*;
    use crate::{
        Store, drafts,
        pictures::{add, remove},
        proposals::samples::{cities, person},
        testing::NOW,
    };

    const KEYS: [&str; 3] =
        ["00000000000000000000000000000aa1", "00000000000000000000000000000aa2", "00000000000000000000000000000aa3"];

    fn picture(number: u8) -> NewPicture {
        NewPicture { width: 4, height: 3, alt: String::new(), full_jpeg: vec![number; 9], thumb_jpeg: vec![number; 3] }
    }

    /// So many at once, as many drafts would leave them.
    async fn keep(store: &Store, key: &str, many: usize) {
        let row = |position: i32| picture::ActiveModel {
            draft_key: Set(Some(key.to_owned())),
            position: Set(position),
            width: Set(4),
            height: Set(3),
            alt: Set(String::new()),
            full_jpeg: Set(vec![7; 9]),
            thumb_jpeg: Set(vec![7; 3]),
            ..Default::default()
        };
        let rows: Vec<_> = (0..i32::try_from(many).unwrap()).map(row).collect();
        let kept = store.write(async |tx| {
            picture::Entity::insert_many(rows).exec_without_returning(tx).await?;
            Ok(())
        });
        kept.await.unwrap();
    }

    async fn held_by(store: &Store, person: &PersonKey) -> Held {
        store.write(async |tx| held(tx, &person.0).await).await.unwrap()
    }

    #[tokio::test]
    async fn one_person_keeps_so_many_pictures_and_whoever_takes_one_out_has_room_again() {
        for city in cities().await {
            for (key, number) in KEYS.into_iter().zip([1, 1, 2]) {
                drafts::create(&city, key, Some(&person(number)), &Draft::default(), NOW).await.unwrap();
            }
            let [full, next, of_another] = KEYS.map(Album::Draft);
            keep(&city, KEYS[0], limits::PICTURES_OF_ONE_PERSON - 1).await;
            let last = add(&city, next, picture(1), NOW).await.unwrap();
            let many = i64::try_from(limits::PICTURES_OF_ONE_PERSON).unwrap();
            assert_eq!(held_by(&city, &person(1)).await, Held { pictures: many, bytes: 12 * many });
            let refused = add(&city, next, picture(2), NOW).await;
            let Err(StoreError::Invalid(errors)) = refused else { panic!("{}: {refused:?}", city.store.name) };
            let most = limits::PICTURES_OF_ONE_PERSON;
            assert_eq!(errors.of(Field::Pictures), Some(Problem::TooManyAltogether { most }));
            assert_eq!(add(&city, next, picture(1), NOW).await.unwrap(), last, "it is there already");
            add(&city, of_another, picture(2), NOW).await.unwrap();
            remove(&city, next, last, NOW).await.unwrap();
            add(&city, next, picture(2), NOW).await.unwrap();
            assert!(add(&city, full, picture(3), NOW).await.is_err());
            drafts::delete(&city, KEYS[0]).await.unwrap();
            add(&city, next, picture(3), NOW).await.unwrap();
            assert_eq!(held_by(&city, &person(1)).await, Held { pictures: 2, bytes: 24 }, "{}", city.store.name);
        }
    }

    #[test]
    fn few_large_pictures_fill_the_room_of_one_person_as_many_small_ones_do() {
        let most = i64::try_from(limits::MEGABYTES_OF_ONE_PERSON).unwrap() * 1024 * 1024;
        let held = |bytes: i64| Held { pictures: 2, bytes };
        assert!(held(0).has_room_for(9) && held(most - 9).has_room_for(9));
        assert!(!held(most - 8).has_room_for(9) && !held(i64::MAX).has_room_for(9));
    }
}
