//! What can be supported on paper: the open ones of a choice, on as many sheets as they need.

use domain::{
    filter::BoardFilter,
    paper::{PARTS, Part, TICKED},
    proposals::{ProposalCard, Status},
};
use sea_orm::{ColumnTrait, ConnectionTrait, sea_query::Query};

use super::{BoardOrder, Keyed, cards};
use crate::{
    Store, StoreError,
    entity::proposal::Column,
    proposals::scope::{Scope, counted},
};

/// One of these sheets.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticked {
    pub cards: Vec<ProposalCard>,
    pub part: Part,
    /// There are more than all parts hold.
    pub has_more: bool,
}

/// The newest first, whatever the filter says: the other orders would change from one sheet to the next.
pub async fn ticked(store: &Store, filter: &BoardFilter, asked: u64) -> Result<Ticked, StoreError> {
    const MOST: u64 = TICKED * PARTS;
    let scope = Scope::of(store, filter).await?;
    let open = Status::LISTED.into_iter().filter(|status| status.is_open()).map(Status::code);
    let condition = scope.condition().add(Column::Status.is_in(open));
    let question = Query::select().expr_as(counted(condition.clone(), MOST + 1), "many").to_owned();
    let row = store.read().query_one(&question).await?;
    let many: i64 = row.map(|row| row.try_get("", "many")).transpose()?.unwrap_or_default();
    let many = u64::try_from(many).unwrap_or_default();

    let part = Part::of(asked, many);
    let mut question = BoardOrder::Falling(Column::PublishedAt).question(condition, None, TICKED);
    question.offset(part.before());
    let rows = store.read().query_all(&question).await?;
    let keyed: Vec<_> = rows.iter().map(Keyed::read).collect::<Result<_, _>>()?;
    let cards = cards(store, keyed.into_iter().map(|row| row.card).collect()).await?;
    Ok(Ticked { cards, part, has_more: many > MOST })
}

#[cfg(test)]
mod tests {
    use domain::{Moment, Theme, filter::Sort, ids::ProposalId, policy::Acting, proposals::NewProposal};

    use super::*;
    use crate::{
        proposals::{answer, samples::*},
        testing::NOW,
    };

    fn numbers(ticked: &Ticked) -> Vec<i64> {
        ticked.cards.iter().map(|card| card.id.0).collect()
    }

    #[tokio::test]
    async fn every_open_proposal_stands_on_one_sheet_and_what_is_decided_takes_no_place_on_it() {
        for city in open_cities().await {
            let many = i64::try_from(TICKED).unwrap() + 5;
            for number in 1..=many {
                let new = proposal(&format!("Vorschlag Nummer {number}"));
                published_at(&city, number.unsigned_abs(), new, Moment(number)).await;
            }
            for id in [many, many - 1] {
                let rejected = answer_to(Status::Rejected);
                answer(&city, &Acting::OPERATOR, ProposalId(id), rejected, NOW).await.unwrap();
            }
            let filter = BoardFilter::default();
            let first = ticked(&city, &filter, 1).await.unwrap();
            let second = ticked(&city, &filter, 2).await.unwrap();
            assert_eq!((first.part, first.has_more), (Part { number: 1, total: 2 }, false), "{}", city.store.name);
            let both: Vec<i64> = numbers(&first).into_iter().chain(numbers(&second)).collect();
            assert_eq!(both, (1..=many - 2).rev().collect::<Vec<_>>(), "{}", city.store.name);
            assert_eq!(ticked(&city, &filter, 7).await.unwrap(), second, "behind the last one there is none");
        }
    }

    #[tokio::test]
    async fn a_choice_is_ticked_in_the_order_of_its_coming_whatever_order_it_was_read_in() {
        for city in open_cities().await {
            for (number, theme) in [(1, Theme::Kultur), (2, Theme::Verkehr), (3, Theme::Kultur)] {
                let new = NewProposal { theme, ..proposal("Mehr Bänke") };
                published_at(&city, number, new, Moment(number as i64)).await;
            }
            let filter = BoardFilter { theme: Some(Theme::Kultur), sort: Sort::Nearest, ..BoardFilter::default() };
            assert_eq!(numbers(&ticked(&city, &filter, 1).await.unwrap()), [3, 1], "{}", city.store.name);
            let decided = BoardFilter { status: Some(Status::Rejected), ..BoardFilter::default() };
            assert_eq!(numbers(&ticked(&city, &decided, 1).await.unwrap()), [0; 0]);
        }
    }
}
