//! A place on the map from paper. It is no vote, so it is submitted at once.

use domain::{
    Moment,
    channel::Channel,
    ids::SubmissionId,
    paper::counts_at,
    place_calls::{NewPlaceMark, PlaceCall},
    policy::{Acting, Action},
};
use serde_json::json;

use super::writer;
use crate::{
    Store, StoreError, audit,
    floods::Origin,
    place_calls::{self, Added},
};

/// By which way a clerk got it, and when it was handed in, where they say so.
#[derive(Clone, Copy, Debug)]
pub struct Came {
    pub channel: Channel,
    pub handed_in: Option<Moment>,
}

pub async fn submit_mark(
    store: &Store,
    by: &Acting,
    submission: &SubmissionId,
    call: &PlaceCall,
    new: NewPlaceMark,
    came: Came,
    now: Moment,
) -> Result<Added, StoreError> {
    by.may(Action::EnterPaper)?;
    let located = place_calls::locate(store, &new, now).await?;
    let keys = store.keys();
    let person = writer(keys, submission);
    let Came { channel, handed_in } = came;
    let origin = Origin::HandedIn(channel, counts_at(&call.period, handed_in, now));
    store
        .write(async |tx| {
            let added =
                place_calls::add_in(tx, keys, &call.slug, submission, &person, &new, located, origin, now).await?;
            let how = json!({ "channel": channel.code(), "handed_in": handed_in });
            audit::write(tx, by, "paper_entered", "place_mark", added.id.0, &how, now).await?;
            Ok(added)
        })
        .await
}
