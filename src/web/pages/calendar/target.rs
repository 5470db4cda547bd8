//! Where events lead on to: surveys, calls for places, lists of proposals.

use store::{StoreError, boards, place_calls, surveys};

use crate::Site;

/// A page that takes part in what an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub path: String,
    pub title: String,
}

/// All that are public now.
pub async fn targets(site: &Site) -> Result<Vec<Target>, StoreError> {
    let (store, now) = (&site.store, site.now());
    let surveys = surveys::list(store, now).await?.into_iter();
    let calls = place_calls::list(store, now).await?.into_iter();
    let boards = boards::list(store).await?.into_iter();
    let all = surveys
        .map(|survey| (format!("/umfragen/{}", survey.slug), survey.title))
        .chain(calls.map(|call| (format!("/orte/{}", call.slug), call.title)))
        .chain(boards.map(|board| (format!("/vorschlaege?liste={}", board.slug), board.title)));
    Ok(all.map(|(path, title)| Target { path, title }).collect())
}
