//! What the person follows, and how they are told; it is changed on a page of its own, which guests have too.

use domain::{ids::PersonKey, news::Delivery};
use leptos::prelude::*;
use store::{areas, news};

use crate::{AppError, Site, Visit, pages::news::tell::topic_name};

#[derive(Clone, Debug)]
pub struct Following {
    pub topics: Vec<(String, Delivery)>,
    /// Where letters go.
    pub email: Option<String>,
    pub has_device: bool,
}

impl Following {
    pub async fn of(site: &Site, visit: &Visit, person: &PersonKey) -> Result<Self, AppError> {
        let store = &site.store;
        let areas = areas::districts(store).await?;
        let named =
            |one: news::Followed| (topic_name(visit.language, &one.topic, one.title.as_deref(), &areas), one.delivery);
        Ok(Self {
            topics: news::followed(store, person).await?.into_iter().map(named).collect(),
            email: news::contact(store, person).await?.and_then(|contact| contact.email),
            has_device: news::has_device(store, person).await?,
        })
    }
}

#[component]
pub fn News(visit: Visit, following: Following) -> impl IntoView {
    let (words, all) = (&visit.words().my_account, &visit.words().news);
    let is_empty = following.topics.is_empty();
    let items = following
        .topics
        .into_iter()
        .map(|(name, delivery)| {
            view! { <li>{name}" "<span class="account__about">{all.delivery_name(delivery)}</span></li> }
        })
        .collect_view();
    view! {
        <section class="account__section">
            <h2>{words.followed}</h2>
            {is_empty.then(|| view! { <p>{words.followed_none}</p> })}
            <ul class="account__list">{items}</ul>
            <p>{words.letters}": "{following.email.unwrap_or_else(|| words.letters_none.to_owned())}</p>
            {following.has_device.then(|| view! { <p>{words.devices}</p> })}
            <p><a href=visit.href("/neuigkeiten/einstellungen")>{words.followed_change}</a></p>
        </section>
    }
    .into_any()
}
