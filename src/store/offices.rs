//! Offices (Fachämter) and the Leitthemen that they own.

use domain::{
    Moment,
    ids::OfficeId,
    policy::{Acting, Action},
    text,
    themes::Theme,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;

use crate::{
    Store, StoreError, audit,
    entity::{office, office_theme},
    errors::duplicate_is_taken,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    pub id: OfficeId,
    pub slug: String,
    pub name: String,
    /// Telephone or address for the public.
    pub contact: Option<String>,
    pub themes: Vec<Theme>,
}

pub async fn list(store: &Store) -> Result<Vec<Office>, StoreError> {
    let themes = office_theme::Entity::find().order_by_asc(office_theme::Column::Theme).all(store.read()).await?;
    let rows = office::Entity::find().order_by_asc(office::Column::Name).all(store.read()).await?;
    let of = |id: i64| -> Vec<Theme> {
        themes
            .iter()
            .filter(|theme| theme.office_id == id)
            .filter_map(|theme| Theme::from_number(theme.theme))
            .collect()
    };
    let office = |row: office::Model| Office {
        themes: of(row.id),
        id: OfficeId(row.id),
        slug: row.slug,
        name: row.name,
        contact: row.contact,
    };
    Ok(rows.into_iter().map(office).collect())
}

/// The office that answers for a Leitthema.
pub(crate) async fn of_theme(db: &impl ConnectionTrait, theme: i16) -> Result<Option<OfficeId>, StoreError> {
    let found = office_theme::Entity::find_by_id(theme).one(db).await?;
    Ok(found.map(|row| OfficeId(row.office_id)))
}

/// A new office; [`StoreError::Taken`] when one has this name already.
pub async fn open(
    store: &Store,
    by: &Acting,
    name: &str,
    contact: Option<&str>,
    now: Moment,
) -> Result<OfficeId, StoreError> {
    by.may(Action::ManageOffices)?;
    let name = text::clean_line(name);
    let row = || office::ActiveModel {
        slug: Set(text::slug(&name)),
        name: Set(name.clone()),
        contact: Set(contact.map(text::clean_line).filter(|contact| !contact.is_empty())),
        created_at: Set(now.0),
        ..Default::default()
    };
    store
        .write(async |tx| {
            let taken = office::Entity::find().filter(office::Column::Slug.eq(text::slug(&name))).one(tx).await?;
            if taken.is_some() {
                return Err(StoreError::Taken);
            }
            let id = office::Entity::insert(row()).exec(tx).await.map_err(duplicate_is_taken)?.last_insert_id;
            audit::write(tx, by, "office_opened", "office", id, &json!({ "name": name }), now).await?;
            Ok(OfficeId(id))
        })
        .await
}

pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<Office>, StoreError> {
    Ok(list(store).await?.into_iter().find(|office| office.slug == slug))
}

/// What an office is called, where it is reached, and all the Leitthemen that it answers for; it takes them from the
/// offices that had them.
pub async fn change(
    store: &Store,
    by: &Acting,
    id: OfficeId,
    name: &str,
    contact: Option<&str>,
    themes: &[Theme],
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManageOffices)?;
    let name = text::clean_line(name);
    let contact = contact.map(text::clean_line).filter(|contact| !contact.is_empty());
    let slugs: Vec<_> = themes.iter().map(|theme| theme.slug()).collect();
    store
        .write(async |tx| {
            office::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let namesake = office::Entity::find().filter(office::Column::Name.eq(name.as_str())).one(tx).await?;
            if namesake.is_some_and(|other| other.id != id.0) {
                return Err(StoreError::Taken);
            }
            // The slug stays: it is an address.
            let row = office::ActiveModel {
                id: Unchanged(id.0),
                name: Set(name.clone()),
                contact: Set(contact.clone()),
                ..Default::default()
            };
            row.update(tx).await?;
            office_theme::Entity::delete_many().filter(office_theme::Column::OfficeId.eq(id.0)).exec(tx).await?;
            let moved = || {
                OnConflict::column(office_theme::Column::Theme).update_column(office_theme::Column::OfficeId).to_owned()
            };
            for theme in themes {
                let row = office_theme::ActiveModel { theme: Set(theme.number()), office_id: Set(id.0) };
                office_theme::Entity::insert(row).on_conflict(moved()).exec_without_returning(tx).await?;
            }
            let data = json!({ "name": name, "themes": slugs });
            audit::write(tx, by, "office_changed", "office", id.0, &data, now).await
        })
        .await
}

/// Gives a Leitthema to an office; it leaves the one that had it.
pub async fn assign(store: &Store, by: &Acting, theme: Theme, to: OfficeId, now: Moment) -> Result<(), StoreError> {
    by.may(Action::ManageOffices)?;
    let row = || office_theme::ActiveModel { theme: Set(theme.number()), office_id: Set(to.0) };
    let moved =
        || OnConflict::column(office_theme::Column::Theme).update_column(office_theme::Column::OfficeId).to_owned();
    store
        .write(async |tx| {
            office::Entity::find_by_id(to.0).one(tx).await?.ok_or(StoreError::NotFound)?;
            office_theme::Entity::insert(row()).on_conflict(moved()).exec_without_returning(tx).await?;
            audit::write(tx, by, "theme_assigned", "office", to.0, &json!({ "theme": theme.slug() }), now).await
        })
        .await
}

#[cfg(test)]
mod tests {
    use domain::policy::{Refusal, Role, Scope};

    use super::*;
    use crate::testing::{NOW, stores};

    #[tokio::test]
    async fn a_leitthema_belongs_to_one_office() {
        for store in stores().await {
            let by = Acting::OPERATOR;
            let roads = open(&store, &by, "Tiefbauamt", Some("0381 381-0"), NOW).await.unwrap();
            let green = open(&store, &by, "Amt für Stadtgrün", None, NOW).await.unwrap();
            assert!(matches!(open(&store, &by, " Tiefbauamt ", None, NOW).await, Err(StoreError::Taken)));
            assign(&store, &by, Theme::ALL[4], roads, NOW).await.unwrap();
            assign(&store, &by, Theme::ALL[4], green, NOW).await.unwrap();
            let themes: Vec<_> = list(&store).await.unwrap().into_iter().map(|office| office.themes).collect();
            assert_eq!(themes, [vec![Theme::ALL[4]], vec![]], "{}", store.name);
            assert_eq!(of_theme(store.read(), Theme::ALL[4].number()).await.unwrap(), Some(green));
            let clerk = Acting { account: None, role: Role::Clerk, scope: Scope::Everywhere };
            let refused = assign(&store, &clerk, Theme::ALL[4], roads, NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))));

            let both = [Theme::ALL[3], Theme::ALL[4]];
            change(&store, &by, roads, "Tiefbauamt", Some(""), &both, NOW).await.unwrap();
            let office = by_slug(&store, "tiefbauamt").await.unwrap().unwrap();
            assert_eq!((office.themes, office.contact), (both.to_vec(), None), "{}", store.name);
            let taken = change(&store, &by, green, "Tiefbauamt", None, &[], NOW).await;
            assert!(matches!(taken, Err(StoreError::Taken)));
            change(&store, &by, roads, "Tiefbau", None, &[], NOW).await.unwrap();
            assert_eq!(of_theme(store.read(), Theme::ALL[4].number()).await.unwrap(), None);
            assert!(by_slug(&store, "tiefbauamt").await.unwrap().is_some(), "its address stays");
            let refused = change(&store, &clerk, roads, "Amt", None, &[], NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))));
        }
    }
}
