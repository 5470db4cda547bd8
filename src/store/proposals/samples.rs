//! What the tests of proposals, supports, comments and drafts begin with: a board, two Ortsteile, and people.

use domain::{
    Moment, Theme,
    areas::AreaKind,
    boards::Moderation,
    ids::{AreaId, OfficeId, PersonKey, ProposalId, SubmissionId},
    places::LonLat,
    policy::Acting,
    proposals::{NewAnswer, NewProposal, PlaceChoice, Status},
};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait, QueryFilter, entity::prelude::*};

use super::{publish, submit};
use crate::{
    Store,
    entity::{area, board, event},
    offices, supports,
    testing::{NOW, TestStore, sqlite, stores},
};

/// Supports after which an office has to answer.
pub(crate) const GOAL: i64 = 3;

pub(crate) struct City {
    pub(crate) store: TestStore,
    pub(crate) evershagen: AreaId,
    pub(crate) warnemuende: AreaId,
    /// Answers for the theme of [`proposal`].
    pub(crate) office: OfficeId,
}

impl std::ops::Deref for City {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// A city on each database that tests can reach; contributions wait for their check.
pub(crate) async fn cities() -> Vec<City> {
    let mut cities = Vec::new();
    for store in stores().await {
        cities.push(City::of(store).await);
    }
    cities
}

/// For what only SQLite tells in this way: how it comes by an answer.
pub(crate) async fn city_on_sqlite() -> City {
    City::of(sqlite().await).await
}

impl City {
    async fn of(store: TestStore) -> Self {
        board::Entity::insert(board::ActiveModel {
            slug: Set("stadt".into()),
            title: Set("Vorschläge für Rostock".into()),
            moderation: Set(Moderation::Before.code().into()),
            support_goal: Set(GOAL),
            opens_at: Set(0),
            ..Default::default()
        })
        .exec(store.read())
        .await
        .unwrap();
        let evershagen = district(&store, "Evershagen", LonLat { lon: 12.05, lat: 54.12 }).await;
        let warnemuende = district(&store, "Warnemünde", LonLat { lon: 12.09, lat: 54.17 }).await;
        let office = offices::open(&store, &Acting::OPERATOR, "Tiefbauamt", None, NOW).await.unwrap();
        offices::assign(&store, &Acting::OPERATOR, Theme::Verkehr, office, NOW).await.unwrap();
        Self { store, evershagen, warnemuende, office }
    }
}

/// The same, and contributions are seen at once.
pub(crate) async fn open_cities() -> Vec<City> {
    let cities = cities().await;
    for city in &cities {
        set_moderation(city, Moderation::After).await;
    }
    cities
}

pub(crate) async fn set_moderation(city: &City, moderation: Moderation) {
    change_board(city, board::Column::Moderation, moderation.code().into()).await;
}

pub(crate) async fn close_board(city: &City) {
    change_board(city, board::Column::ClosesAt, Expr::value(NOW.0)).await;
}

async fn change_board(city: &City, column: board::Column, value: Expr) {
    city.write(async |tx| {
        board::Entity::update_many().col_expr(column, value).exec(tx).await?;
        Ok(())
    })
    .await
    .unwrap();
}

/// A square of about two kilometres.
async fn district(store: &TestStore, name: &str, label: LonLat) -> AreaId {
    let LonLat { lon, lat } = label;
    let (west, east, south, north) = (lon - 0.015, lon + 0.015, lat - 0.01, lat + 0.01);
    let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    let added = area::Entity::insert(area::ActiveModel {
        kind: Set(AreaKind::District.code().into()),
        code: Set(name.into()),
        name: Set(name.into()),
        slug: Set(domain::text::slug(name)),
        label_lon: Set(lon),
        label_lat: Set(lat),
        polygon: Set(Some(serde_json::json!([ring]).to_string())),
        valid_from: Set(0),
        ..Default::default()
    });
    AreaId(added.exec(store.read()).await.unwrap().last_insert_id)
}

pub(crate) fn person(number: u64) -> PersonKey {
    PersonKey(format!("{number:032x}"))
}

pub(crate) fn submission(number: u64) -> SubmissionId {
    SubmissionId::parse(&format!("{number:032x}")).unwrap()
}

/// An accepted proposal for the whole city.
pub(crate) fn proposal(title: &str) -> NewProposal {
    NewProposal {
        title: title.into(),
        text: "So wie es jetzt ist, geht es nicht weiter. Das sagen alle, die hier jeden Tag vorbeikommen.".into(),
        theme: Theme::Verkehr,
        goals: Default::default(),
        place: PlaceChoice::WholeCity,
        place_note: None,
        author: None,
        email: None,
        language: Default::default(),
        board: None,
    }
}

/// What it says, to whom it belongs and when it came do not matter; it is on the board.
pub(crate) async fn published(city: &City, number: u64, title: &str) -> ProposalId {
    published_at(city, number, proposal(title), NOW).await
}

pub(crate) async fn published_at(city: &City, number: u64, new: NewProposal, now: Moment) -> ProposalId {
    let id = submit(city, submission(number), &person(number), new, now).await.unwrap().id;
    publish(city, id, now).await.unwrap();
    id
}

pub(crate) async fn supported_by(city: &City, id: ProposalId, people: impl IntoIterator<Item = u64>) {
    for number in people {
        supports::support(city, id, &person(number), NOW).await.unwrap();
    }
}

pub(crate) fn answer_to(to: Status) -> NewAnswer {
    NewAnswer {
        to,
        text: "Wir haben es geprüft.".into(),
        cost_eur: None,
        period: None,
        contact: None,
        merge_into: None,
    }
}

pub(crate) async fn events_of_kind(city: &City, kind: &str) -> u64 {
    event::Entity::find().filter(event::Column::Kind.eq(kind)).count(city.read()).await.unwrap()
}
