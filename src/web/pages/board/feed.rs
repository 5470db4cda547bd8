//! The board as a feed: the same filters, newest first.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{Board, address, asked, choices::feed_filter};
use crate::{
    AppError, Site, Visit,
    pages::atom::{Entry, Feed},
};

pub async fn feed(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let board = Board::load(&site, feed_filter(&asked(&visit))).await?;
    let base = &site.settings.base_url;
    let absolute = |path: &str| format!("{base}{}", visit.href(path));
    let names = &visit.words().names;
    let entries: Vec<Entry> = board
        .page
        .items
        .iter()
        .map(|card| {
            let at = card.published_at.unwrap_or(card.submitted_at);
            Entry {
                // The number alone: a corrected title changes the readable address, not the entry.
                id: format!("{base}/vorschlaege/{}", card.id),
                page: absolute(&card.path()),
                title: card.title.clone(),
                published: at,
                updated: at,
                author: None,
                category: Some(names.theme(card.theme).to_owned()),
                summary: card.excerpt.clone(),
            }
        })
        .collect();
    let newest = entries.iter().map(|entry| entry.updated).max();
    let feed = Feed {
        id: absolute(&board.feed_address()),
        page: absolute(&address(&board.filter)),
        title: board.title(&visit),
        language: visit.language.tag(),
        updated: newest.unwrap_or(board.now),
        author: visit.words().common.site_name.to_owned(),
        entries,
    };
    Ok(feed.into_response())
}
