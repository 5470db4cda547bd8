//! What happens to one proposal, as a feed.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{id_of, timeline::tell};
use crate::{
    AppError, Site, Visit,
    locales::fill,
    pages::atom::{Entry, Feed},
};

pub async fn feed(State(site): State<Site>, visit: Visit, Path(address): Path<String>) -> Result<Response, AppError> {
    let detail = store::proposals::find(&site.store, id_of(&address)?).await?.ok_or(AppError::NotFound)?;
    let words = visit.words();
    let base = &site.settings.base_url;
    let page = format!("{base}{}", visit.href(&detail.card.path()));
    let mut entries: Vec<Entry> = detail
        .timeline
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let told = tell(&visit, entry)?;
            let other = told.other.map(|(_, title)| format!("„{title}“"));
            let what = [Some(told.what), other].into_iter().flatten().collect::<Vec<_>>().join(" ");
            Some(Entry {
                // Entries are only ever added at the end, so their number names them.
                id: format!("{base}/vorschlaege/{}#verlauf-{}", detail.card.id, index + 1),
                page: format!("{page}#verlauf"),
                summary: told.reasons.unwrap_or_else(|| what.clone()),
                title: what,
                published: entry.at,
                updated: entry.at,
                author: None,
                category: None,
            })
        })
        .collect();
    entries.reverse();
    let newest = entries.iter().map(|entry| entry.updated).max();
    let feed = Feed {
        id: format!("{base}{}", visit.href(&format!("/vorschlaege/{}/feed.atom", detail.card.id))),
        page,
        title: fill(words.proposal.feed_title, &[("title", &detail.card.title)]),
        language: visit.language.tag(),
        updated: newest.unwrap_or(detail.card.submitted_at),
        author: words.common.site_name.to_owned(),
        entries,
    };
    Ok(feed.into_response())
}
