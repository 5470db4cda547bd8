//! What somebody follows. Like drafts this is private and leaves no events.

use domain::{
    Moment,
    areas::AreaName,
    fields::{Field, FieldErrors, Problem},
    ids::{PersonKey, ProposalId},
    news::{Delivery, MOST_FOLLOWED, Topic},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use crate::{
    Store, StoreError, areas,
    entity::{follow, proposal},
};

/// One thing that somebody follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    pub topic: Topic,
    pub delivery: Delivery,
    /// Of a proposal that everybody may read.
    pub title: Option<String>,
    /// Of an Ortsteil, also where it is a part of a search.
    pub district: Option<AreaName>,
}

/// Follows, or follows in another way.
pub async fn follow(
    store: &Store,
    person: &PersonKey,
    topic: &Topic,
    delivery: Delivery,
    now: Moment,
) -> Result<(), StoreError> {
    let is_there = match topic {
        Topic::Proposal(id) => !titles(store, &[*id]).await?.is_empty(),
        Topic::District(slug) => areas::by_slug(store, slug).await?.is_some(),
        Topic::Theme(_) | Topic::Search(_) => true,
    };
    if !is_there {
        return Err(StoreError::NotFound);
    }
    let row = follow::ActiveModel {
        person_key: Set(person.0.clone()),
        kind: Set(topic.kind().into()),
        target: Set(topic.target()),
        delivery: Set(delivery.code().into()),
        created_at: Set(now.0),
        ..Default::default()
    };
    store
        .write(async |tx| {
            use follow::Column::{Delivery, Kind, PersonKey, Target};
            let once = OnConflict::columns([PersonKey, Kind, Target]).update_column(Delivery).to_owned();
            follow::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
            let many = follow::Entity::find().filter(PersonKey.eq(person.0.as_str())).count(tx).await?;
            if many <= MOST_FOLLOWED {
                return Ok(());
            }
            let mut errors = FieldErrors::default();
            let most = usize::try_from(MOST_FOLLOWED).unwrap_or(usize::MAX);
            errors.add(Field::Place, Problem::TooMany { most });
            Err(errors.into())
        })
        .await
}

/// Doing it twice changes nothing.
pub async fn unfollow(store: &Store, person: &PersonKey, topic: &Topic) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            follow::Entity::delete_many()
                .filter(follow::Column::PersonKey.eq(person.0.as_str()))
                .filter(follow::Column::Kind.eq(topic.kind()))
                .filter(follow::Column::Target.eq(topic.target()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// How this person follows it, if they do.
pub async fn delivery(store: &Store, person: &PersonKey, topic: &Topic) -> Result<Option<Delivery>, StoreError> {
    let row = follow::Entity::find()
        .filter(follow::Column::PersonKey.eq(person.0.as_str()))
        .filter(follow::Column::Kind.eq(topic.kind()))
        .filter(follow::Column::Target.eq(topic.target()))
        .one(store.read())
        .await?;
    Ok(row.and_then(|row| Delivery::from_code(&row.delivery)))
}

/// Everything that this person follows, the latest first.
pub async fn followed(store: &Store, person: &PersonKey) -> Result<Vec<Followed>, StoreError> {
    let rows = follow::Entity::find()
        .filter(follow::Column::PersonKey.eq(person.0.as_str()))
        .order_by_desc(follow::Column::Id)
        .all(store.read())
        .await?;
    let topics: Vec<(Topic, Delivery)> = rows
        .into_iter()
        .filter_map(|row| Some((Topic::read(&row.kind, &row.target)?, Delivery::from_code(&row.delivery)?)))
        .collect();
    let proposals: Vec<ProposalId> = topics
        .iter()
        .filter_map(|(topic, _)| match topic {
            Topic::Proposal(id) => Some(*id),
            _ => None,
        })
        .collect();
    let titles = titles(store, &proposals).await?;
    let mut all = Vec::with_capacity(topics.len());
    for (topic, delivery) in topics {
        let district = match &topic {
            Topic::District(slug) => areas::by_slug(store, slug).await?,
            Topic::Search(filter) => match &filter.district {
                Some(slug) => areas::by_slug(store, slug).await?,
                None => None,
            },
            Topic::Proposal(_) | Topic::Theme(_) => None,
        };
        let title = match &topic {
            Topic::Proposal(id) => titles.iter().find(|(known, _)| *known == id.0).map(|(_, title)| title.clone()),
            _ => None,
        };
        all.push(Followed { topic, delivery, title, district: district.map(|area| area.named()) });
    }
    Ok(all)
}

/// Of those that everybody may read.
async fn titles(store: &Store, ids: &[ProposalId]) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Title])
        .filter(proposal::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(proposal::Column::PublishedAt.is_not_null())
        .into_tuple()
        .all(store.read())
        .await?)
}
