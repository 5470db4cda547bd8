//! Everything that a filter shows, in parts: however many there are, a part is all that is in memory.

use domain::{
    filter::{BoardFilter, Sort},
    paging::{Cursor, Way},
    proposals::ProposalCard,
};
use sea_orm::ConnectionTrait;

use super::{BoardOrder, Keyed, cards};
use crate::{
    Store, StoreError,
    entity::proposal::{Column, Entity},
    proposals::scope::Scope,
};

/// Proposals in one part.
const PART: u64 = 500;

/// A proposal as it is handed out: what everybody may read, without anything about its author.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    pub card: ProposalCard,
    pub text: String,
}

/// A way through all that a filter shows, from the newest to the oldest. The other orders would change under the
/// reader's hands: a proposal that is supported meanwhile would be met twice or never.
pub struct Export {
    store: Store,
    scope: Scope,
    after: Option<Cursor>,
    is_done: bool,
    part: u64,
}

impl Export {
    pub async fn begin(store: &Store, filter: &BoardFilter) -> Result<Self, StoreError> {
        let filter = BoardFilter { sort: Sort::Newest, ..filter.clone() };
        let scope = Scope::of(store, &filter).await?;
        Ok(Self { store: store.clone(), scope, after: None, is_done: false, part: PART })
    }

    /// The next part; `None` after the last one.
    pub async fn next(&mut self) -> Result<Option<Vec<Exported>>, StoreError> {
        if self.is_done {
            return Ok(None);
        }
        let order = BoardOrder::Falling(Column::PublishedAt);
        let mut question = order.question(self.scope.condition(), self.after, self.part);
        question.column((Entity, Column::Text));
        let rows = self.store.read().query_all(&question).await?;
        let mut keyed = Vec::with_capacity(rows.len());
        let mut texts = Vec::with_capacity(rows.len());
        for row in &rows {
            keyed.push(Keyed::read(row)?);
            texts.push(row.try_get::<String>("", "text")?);
        }
        self.is_done = (keyed.len() as u64) < self.part;
        self.after = keyed.last().map(|row| Cursor { way: Way::Forward, key: row.key, id: row.card.id });
        let cards = cards(&self.store, keyed.into_iter().map(|row| row.card).collect()).await?;
        let part: Vec<_> = cards.into_iter().zip(texts).map(|(card, text)| Exported { card, text }).collect();
        Ok((!part.is_empty()).then_some(part))
    }
}

#[cfg(test)]
mod tests {
    use domain::{Theme, proposals::NewProposal};

    use super::*;
    use crate::proposals::{list, samples::*};

    async fn ids(city: &City, filter: &BoardFilter, part: u64) -> Vec<i64> {
        let mut export = Export { part, ..Export::begin(city, filter).await.unwrap() };
        let mut ids = Vec::new();
        while let Some(part) = export.next().await.unwrap() {
            ids.extend(part.iter().map(|exported| exported.card.id.0));
        }
        ids
    }

    #[tokio::test]
    async fn an_export_holds_every_proposal_of_the_choice_once_whatever_the_size_of_its_parts() {
        for city in open_cities().await {
            for number in 1..=23 {
                let theme = if number % 3 == 0 { Theme::Kultur } else { Theme::Verkehr };
                let new = NewProposal { theme, ..proposal(&format!("Vorschlag Nummer {number}")) };
                published_at(&city, number, new, domain::Moment(1_000 * (number as i64 % 6))).await;
            }
            for filter in [
                BoardFilter::default(),
                BoardFilter { theme: Some(Theme::Kultur), ..Default::default() },
                BoardFilter { query: "nummer 21".into(), ..Default::default() },
                BoardFilter { query: "kommt hier nicht vor".into(), ..Default::default() },
            ] {
                let listed = list(&city, &filter, 100).await.unwrap().items;
                let expected: Vec<i64> = listed.iter().map(|card| card.id.0).collect();
                for part in [1, 4, 23, 100] {
                    assert_eq!(ids(&city, &filter, part).await, expected, "{part} on {}", city.store.name);
                }
            }
        }
    }

    #[tokio::test]
    async fn what_gains_supporters_meanwhile_is_neither_doubled_nor_lost() {
        for city in open_cities().await {
            for number in 1..=6 {
                published_at(&city, number, proposal("Mehr Bänke"), domain::Moment(number as i64)).await;
            }
            let filter = BoardFilter { sort: Sort::MostSupported, ..Default::default() };
            let mut export = Export { part: 2, ..Export::begin(&city, &filter).await.unwrap() };
            let mut ids = Vec::new();
            while let Some(part) = export.next().await.unwrap() {
                ids.extend(part.iter().map(|exported| exported.card.id));
                if let Some(first) = ids.first() {
                    supported_by(&city, *first, [ids.len() as u64]).await;
                    supported_by(&city, domain::ids::ProposalId(1), [ids.len() as u64]).await;
                }
            }
            let numbers: Vec<i64> = ids.into_iter().map(|id| id.0).collect();
            assert_eq!(numbers, [6, 5, 4, 3, 2, 1], "{}", city.store.name);
        }
    }

    #[tokio::test]
    async fn the_whole_text_comes_along() {
        for city in open_cities().await {
            published(&city, 1, "Mehr Bänke am Hafen").await;
            let mut export = Export::begin(&city, &BoardFilter::default()).await.unwrap();
            let part = export.next().await.unwrap().unwrap();
            assert_eq!(part[0].text, proposal("").text);
            assert_eq!(export.next().await.unwrap(), None);
        }
    }
}
