//! What an author says, together with where in the city it is.

use domain::{
    Language, Moment,
    ids::{AreaId, BoardId},
    places::LonLat,
    proposals::{NewProposal, Status},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use crate::{
    Store, StoreError,
    areas::{self, ResolvedPlace},
    entity::proposal,
    keys, search, word_lists,
};

pub(crate) struct Content {
    new: NewProposal,
    place: ResolvedPlace,
    /// Where it counts for "nearest first".
    spot: Option<LonLat>,
    /// Name of the Ortsteil, which finds it too.
    district: Option<String>,
}

impl Content {
    /// Before the transaction begins: the areas may have to be read.
    pub(crate) async fn of(store: &Store, new: NewProposal, now: Moment) -> Result<Self, StoreError> {
        let place = areas::resolve(store, new.place, now).await?;
        let reference = areas::reference(store).await?;
        let district = place.district.and_then(|id| reference.area(id));
        let spot = place.point.or(district.map(|area| area.label));
        let district = district.map(|area| area.name.clone());
        Ok(Self { new, place, spot, district })
    }

    /// Whether moderators look at it before everybody does, because of a word in it.
    pub(super) async fn is_held(&self, tx: &impl ConnectionTrait) -> Result<bool, StoreError> {
        let NewProposal { title, text, place_note, author, .. } = &self.new;
        let [note, name] = [place_note, author].map(|line| line.as_deref().unwrap_or_default());
        word_lists::holds(tx, &[title, text, note, name]).await
    }

    /// The Ortsbeirat of the place.
    pub(crate) fn council(&self) -> Option<AreaId> {
        self.place.council
    }

    pub(super) fn board(&self) -> Option<BoardId> {
        self.new.board
    }

    pub(super) fn language(&self) -> Language {
        self.new.language
    }

    /// The same content has the same hash.
    pub(super) fn hash(&self) -> Result<String, StoreError> {
        Ok(keys::content_hash(&[&serde_json::to_string(&self.new)?]))
    }

    pub(super) fn write_to(&self, row: &mut proposal::ActiveModel) {
        let Self { new, place, spot, district } = self;
        row.search_text = Set(search_text(&new.title, &new.text, new.place_note.as_deref(), district.as_deref()));
        row.title = Set(new.title.clone());
        row.text = Set(new.text.clone());
        row.theme = Set(new.theme.number());
        row.goals = Set(new.goals.bits());
        row.district_id = Set(place.district.map(|id| id.0));
        row.borough_id = Set(place.borough.map(|id| id.0));
        row.council_id = Set(place.council.map(|id| id.0));
        row.lon = Set(place.point.map(|point| point.lon));
        row.lat = Set(place.point.map(|point| point.lat));
        row.spot_lon = Set(spot.map(|point| point.lon));
        row.spot_lat = Set(spot.map(|point| point.lat));
        row.place_note = Set(new.place_note.clone());
        row.author = Set(new.author.clone());
        row.email = Set(new.email.clone());
    }

    /// Whether the row says exactly this.
    pub(super) fn is_in(&self, row: &proposal::Model) -> bool {
        let Self { new, place, .. } = self;
        row.title == new.title
            && row.text == new.text
            && row.theme == new.theme.number()
            && row.goals == new.goals.bits()
            && row.district_id == place.district.map(|id| id.0)
            && row.lon.zip(row.lat) == place.point.map(|point| (point.lon, point.lat))
            && row.place_note == new.place_note
            && row.author == new.author
            && row.email == new.email
    }
}

/// What finds a proposal: its words and its Ortsteil.
pub(crate) fn search_text(title: &str, text: &str, place_note: Option<&str>, district: Option<&str>) -> String {
    search::document([Some(title), Some(text), place_note, district].into_iter().flatten())
}

/// A status, and what the lists need to know of it.
pub(crate) fn set_status(row: &mut proposal::ActiveModel, status: Status, published_at: Option<i64>, now: Moment) {
    row.status = Set(status.code().into());
    row.status_at = Set(now.0);
    row.published_at = Set(published_at);
    row.is_listed = Set(published_at.is_some() && Status::LISTED.contains(&status));
}
