//! A new mark: once for each submission id.

use domain::{
    Moment,
    fields::{Field, FieldErrors, Problem},
    history::{Actor, Happening},
    ids::{PersonKey, PlaceMarkId, SubmissionId},
    place_calls::NewPlaceMark,
    policy::{self, Action, Facts, Role},
    proposals::PlaceChoice,
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict,
};

use crate::{
    Keys, Store, StoreError, accounts,
    areas::{self, ResolvedPlace},
    boards,
    entity::{place_call as call, place_mark as mark},
    floods::{self, Origin, Way},
    history::{self, Subject},
    moderation,
    visibility::Visibility,
    word_lists,
};

/// The answer to a mark; a repeated one gets the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    pub id: PlaceMarkId,
    pub code: ReceiptCode,
    /// Whether everybody sees it now, or only after a check.
    pub is_public: bool,
}

pub async fn add(
    store: &Store,
    slug: &str,
    submission: SubmissionId,
    person: &PersonKey,
    new: NewPlaceMark,
    now: Moment,
) -> Result<Added, StoreError> {
    add_by(store, slug, submission, person, new, Way::Own(None), now).await
}

/// The same; what is doubtful waits for a check, whatever the board does with others.
pub async fn add_by(
    store: &Store,
    slug: &str,
    submission: SubmissionId,
    person: &PersonKey,
    new: NewPlaceMark,
    way: Way,
    now: Moment,
) -> Result<Added, StoreError> {
    let located = locate(store, &new, now).await?;
    store
        .write(async |tx| {
            let origin = Origin::from(way);
            add_in(tx, store.keys(), slug, &submission, person, &new, located, origin, now).await
        })
        .await
}

/// Where a mark stands: its Ortsteil, and its point if there is one.
pub(crate) async fn locate(store: &Store, new: &NewPlaceMark, now: Moment) -> Result<ResolvedPlace, StoreError> {
    match new.place {
        PlaceChoice::WholeCity => Err(wrong(Field::Place, Problem::Missing)),
        place => areas::resolve(store, place, now).await,
    }
}

/// As a part of a larger transaction.
#[expect(clippy::too_many_arguments, reason = "each is a fact of the new row")]
pub(crate) async fn add_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    slug: &str,
    submission: &SubmissionId,
    person: &PersonKey,
    new: &NewPlaceMark,
    place: ResolvedPlace,
    origin: Origin,
    now: Moment,
) -> Result<Added, StoreError> {
    // Until the mark is there nobody changes what it was asked for.
    let found = super::public().filter(call::Column::Slug.eq(slug)).lock_shared().one(tx).await?;
    let call = super::from_row(found.ok_or(StoreError::NotFound)?, 0)?;
    if !call.categories.iter().any(|category| category.key == new.category) {
        return Err(wrong(Field::Category, Problem::Unknown));
    }
    let is_held = word_lists::holds(tx, &[&new.text]).await?;
    let board = boards::default_in(tx).await?;
    let is_admitted = floods::admit(tx, &board, origin, now).await?;
    let state = Visibility::at_once(is_admitted && !is_held);
    let (lon, lat) = (place.point.map(|point| point.lon), place.point.map(|point| point.lat));
    let district = place.district.map(|id| id.0);
    let row = mark::ActiveModel {
        call_id: Set(call.id.0),
        submission: Set(submission.as_str().into()),
        receipt_hash: Set(Some(keys.receipt_hash(&keys.receipt_code(submission)))),
        person_key: Set(person.0.clone()),
        category: Set(new.category.clone()),
        verdict: Set(new.verdict.code().into()),
        text: Set(new.text.clone()),
        lon: Set(lon),
        lat: Set(lat),
        district_id: Set(district),
        at: Set(now.0),
        state: Set(state.code().into()),
        reason: Set(None),
        is_demo: Set(false),
        channel: Set(origin.channel().code().into()),
        ..Default::default()
    };
    let once = OnConflict::column(mark::Column::Submission).do_nothing().to_owned();
    let is_new = mark::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1;
    let kept = mark::Entity::find().filter(mark::Column::Submission.eq(submission.as_str())).one(tx).await?;
    let kept = kept.ok_or(StoreError::SubmissionConflict)?;
    if is_new {
        let sure = Facts::of_person(accounts::level_of(tx, person).await?, board.needed_level);
        let unblocked = moderation::check_block(tx, person, board.id, now).await?;
        let facts = Facts::of_period(&call.period, origin.counts_at(now)).with(sure).with(unblocked);
        policy::may(Role::Guest, Action::MarkPlace, facts)?;
        let subject = Subject::PlaceMark(kept.id);
        history::record(tx, now, subject, Actor::Guest, &Happening::Submitted).await?;
        floods::note(tx, &board, subject, origin, now).await?;
    } else {
        let is_same = kept.call_id == call.id.0
            && kept.person_key == person.0
            && kept.category == new.category
            && kept.verdict == new.verdict.code()
            && kept.text == new.text
            && (kept.lon, kept.lat, kept.district_id) == (lon, lat, district);
        if !is_same {
            return Err(StoreError::SubmissionConflict);
        }
    }
    let code = keys.receipt_code_of(submission, kept.receipt_hash.as_deref().unwrap_or_default());
    Ok(Added { id: PlaceMarkId(kept.id), code, is_public: kept.state == Visibility::Published.code() })
}

fn wrong(field: Field, problem: Problem) -> StoreError {
    let mut errors = FieldErrors::default();
    errors.add(field, problem);
    errors.into()
}
