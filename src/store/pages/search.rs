//! Search over the pages, for a lost visitor. A few dozen pages of one language are looked through word by word.

use std::collections::HashMap;

use domain::{Language, text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Store, StoreError,
    entity::{block, page},
};

const EXCERPT: usize = 160;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPage {
    pub address: String,
    pub title: String,
    pub excerpt: String,
}

/// Pages that contain every typed word, those with the words in their title first.
pub async fn search(store: &Store, language: Language, typed: &str, most: usize) -> Result<Vec<FoundPage>, StoreError> {
    let folded = text::fold(typed);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let pages = page::Entity::find()
        .filter(page::Column::Language.eq(language.code()))
        .filter(page::Column::IsPublic.eq(true))
        .order_by_asc(page::Column::Address)
        .all(store.read())
        .await?;
    let blocks = block::Entity::find()
        .filter(block::Column::PageId.is_in(pages.iter().map(|row| row.id)))
        .all(store.read())
        .await?;
    let mut bodies: HashMap<i64, String> = HashMap::new();
    for block in blocks {
        let body = bodies.entry(block.page_id).or_default();
        body.push_str(&block.body);
        body.push('\n');
    }
    let mut hits = Vec::new();
    for row in pages {
        let title = text::fold(&row.title);
        let body = text::fold(bodies.get(&row.id).map_or("", String::as_str));
        let summary = text::fold(&row.summary);
        if words.iter().all(|word| title.contains(word) || summary.contains(word) || body.contains(word)) {
            let in_title = words.iter().filter(|word| title.contains(**word)).count();
            let excerpt = text::excerpt(&row.summary, EXCERPT);
            hits.push((in_title, FoundPage { address: row.address, title: row.title, excerpt }));
        }
    }
    hits.sort_by_key(|(in_title, _)| std::cmp::Reverse(*in_title));
    Ok(hits.into_iter().take(most).map(|(_, page)| page).collect())
}
