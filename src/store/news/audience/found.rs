//! The people that were found for some events: each once for each event, with the first of their reasons and the most
//! urgent of their wishes.

use std::collections::{BTreeMap, HashMap, btree_map::Entry};

use domain::news::{Delivery, Tie};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Happened, Subject, Told};
use crate::{
    Store, StoreError,
    entity::{contact, follow},
    news::letters::Address,
};

/// People in one question; SQLite takes 32 766 values.
const PEOPLE: usize = 10_000;

/// Nobody stands behind the keys of invented people.
const INVENTED: &str = "demo-";

#[derive(Default)]
pub(super) struct Found(BTreeMap<(i64, String), Wish>);

struct Wish {
    told: Told,
    /// Told about what is their own: how, their contact says.
    is_own: bool,
}

impl Found {
    /// Adds somebody who is to hear of this, unless they did it. Without a `delivery` their contact says how.
    pub(super) fn add(&mut self, one: &Happened, tie: Tie, person: &str, target: &str, delivery: Option<Delivery>) {
        if !one.tells(tie) || one.doer.as_deref() == Some(person) || person.starts_with(INVENTED) {
            return;
        }
        let wish = Wish {
            told: Told {
                person: person.to_owned(),
                event: one.event,
                at: one.at,
                proposal: one.proposal,
                tie,
                target: target.to_owned(),
                delivery: delivery.unwrap_or_default(),
                address: None,
            },
            is_own: delivery.is_none(),
        };
        match self.0.entry((one.event, person.to_owned())) {
            Entry::Vacant(place) => {
                place.insert(wish);
            }
            Entry::Occupied(mut place) => {
                let before = place.get_mut();
                let delivery = before.told.delivery.max(wish.told.delivery);
                let is_own = before.is_own || wish.is_own;
                if wish.told.tie < before.told.tie {
                    *before = wish;
                }
                before.told.delivery = delivery;
                before.is_own = is_own;
            }
        }
    }

    /// What happened before somebody followed they have seen.
    pub(super) fn add_follower(&mut self, one: &Happened, tie: Tie, row: &follow::Model) {
        if row.created_at <= one.at.0 {
            self.add(one, tie, &row.person_key, &row.target, Delivery::from_code(&row.delivery));
        }
    }

    pub(super) async fn with_addresses(
        self,
        store: &Store,
        subjects: &HashMap<i64, Subject>,
    ) -> Result<Vec<Told>, StoreError> {
        let people: Vec<String> = self.0.keys().map(|(_, person)| person.clone()).collect();
        let contacts = contacts(store, people).await?;
        let told = self.0.into_values().map(|Wish { mut told, is_own }| {
            let contact = contacts.get(&told.person);
            let author_email = told.tie == Tie::Author && subjects.get(&told.proposal).is_some_and(|s| s.has_email);
            if let Some((id, own)) = contact {
                told.delivery = if is_own { told.delivery.max(*own) } else { told.delivery };
                told.address = Some(Address::Contact(*id));
            } else if author_email {
                told.delivery = Delivery::Immediately;
                told.address = Some(Address::Author(told.proposal));
            }
            if told.delivery == Delivery::Inbox {
                told.address = None;
            }
            told
        });
        Ok(told.collect())
    }
}

/// Those who confirmed an address, with their wish about what is their own.
async fn contacts(store: &Store, mut people: Vec<String>) -> Result<HashMap<String, (i64, Delivery)>, StoreError> {
    people.sort_unstable();
    people.dedup();
    let mut contacts = HashMap::new();
    for some in people.chunks(PEOPLE) {
        let rows = contact::Entity::find()
            .filter(contact::Column::PersonKey.is_in(some.iter().map(String::as_str)))
            .filter(contact::Column::Email.is_not_null())
            .all(store.read())
            .await?;
        contacts.extend(rows.into_iter().map(|row| {
            let delivery = Delivery::from_code(&row.delivery).unwrap_or_default();
            (row.person_key, (row.id, delivery))
        }));
    }
    Ok(contacts)
}
