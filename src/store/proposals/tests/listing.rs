use domain::{
    Goal, Moment, Theme,
    filter::{BoardFilter, Sort},
    goals::Goals,
    paging::Total,
    places::LonLat,
    policy::Acting,
    proposals::{NewProposal, PlaceChoice, Status},
};

use crate::{
    comments,
    proposals::{MapPart, answer, list, list_on_map, newest, pins, samples::*, similar, withdraw},
    testing::NOW,
};

/// Twenty-three proposals with many ties in every order.
async fn filled(city: &City) {
    for number in 1..=23 {
        let place = match number % 4 {
            0 => PlaceChoice::WholeCity,
            1 => PlaceChoice::District(city.evershagen),
            2 => PlaceChoice::District(city.warnemuende),
            _ => PlaceChoice::Pin(LonLat { lon: 12.05 + (number % 8) as f64 * 0.001, lat: 54.12 }),
        };
        let new = NewProposal {
            theme: if number % 3 == 0 { Theme::Kultur } else { Theme::Verkehr },
            goals: if number % 5 == 0 { Goals::from(Goal::Lernend) } else { Goals::default() },
            place,
            ..proposal(&format!("Vorschlag Nummer {number}"))
        };
        let id = published_at(city, number, new, Moment(NOW.0 - (number as i64 % 6) * 1_000)).await;
        supported_by(city, id, 0..number % 3).await;
        for comment in 0..number % 2 {
            let new = domain::comments::NewComment {
                stance: domain::comments::Stance::For,
                text: "Gut so".into(),
                author: None,
                reply_to: None,
            };
            let submission = submission(1_000 + number * 10 + comment);
            comments::add(city, id, submission, &person(number), new, NOW).await.unwrap();
        }
    }
}

#[tokio::test]
async fn paging_forward_and_back_meets_every_proposal_once_in_every_order() {
    for city in open_cities().await {
        filled(&city).await;
        for sort in Sort::ALL {
            let mut filter = BoardFilter { sort, ..Default::default() };
            let (mut forward, mut pages) = (Vec::new(), 0);
            loop {
                let page = list(&city, &filter, 4).await.unwrap();
                assert_eq!(page.total, Total::Exactly(23));
                assert_eq!(page.previous.is_some(), pages > 0, "{sort:?}");
                forward.extend(page.items.iter().map(|card| card.id.0));
                pages += 1;
                match page.next {
                    Some(next) => filter.page = Some(next),
                    None => break,
                }
            }
            assert_eq!(pages, 6, "{sort:?} on {}", city.store.name);
            let mut once = forward.clone();
            once.sort_unstable();
            assert_eq!(once, (1..=23).collect::<Vec<_>>(), "{sort:?} on {}", city.store.name);

            // Back from the last page, page by page.
            let mut last = list(&city, &filter, 4).await.unwrap();
            let mut back: Vec<i64> = last.items.iter().map(|card| card.id.0).collect();
            while let Some(previous) = last.previous {
                filter.page = Some(previous);
                last = list(&city, &filter, 4).await.unwrap();
                assert!(last.next.is_some());
                back.splice(0..0, last.items.iter().map(|card| card.id.0));
            }
            assert_eq!(back, forward, "{sort:?} on {}", city.store.name);
        }
    }
}

#[tokio::test]
async fn every_order_is_what_it_is_called() {
    for city in open_cities().await {
        filled(&city).await;
        let cards = async |sort| list(&city, &BoardFilter { sort, ..Default::default() }, 50).await.unwrap().items;
        assert!(cards(Sort::Newest).await.is_sorted_by_key(|card| std::cmp::Reverse((card.published_at, card.id))));
        assert!(cards(Sort::MostSupported).await.is_sorted_by_key(|card| std::cmp::Reverse((card.supports, card.id))));
        assert!(cards(Sort::MostDiscussed).await.is_sorted_by_key(|card| std::cmp::Reverse((card.comments, card.id))));
        assert_eq!(newest(&city, 3).await.unwrap(), cards(Sort::Newest).await[..3]);
    }
}

#[tokio::test]
async fn nearest_begins_beside_the_reader_and_ends_with_what_concerns_the_whole_city() {
    for city in open_cities().await {
        filled(&city).await;
        let near = Some(LonLat { lon: 12.09, lat: 54.17 });
        let filter = BoardFilter { sort: Sort::Nearest, near, ..Default::default() };
        let cards = list(&city, &filter, 50).await.unwrap().items;
        assert_eq!(cards.len(), 23);
        let districts: Vec<_> = cards.iter().map(|card| card.district.clone().map(|area| area.slug)).collect();
        assert!(districts[..6].iter().all(|slug| slug.as_deref() == Some("warnemuende")), "{districts:?}");
        assert!(districts[18..].iter().all(Option::is_none), "{districts:?}");
        // A page that is full within the first circle does not look any farther.
        let few = list(&city, &filter, 3).await.unwrap();
        assert_eq!(few.items, cards[..3]);
    }
}

#[tokio::test]
async fn filters_narrow_alone_and_together() {
    for city in open_cities().await {
        filled(&city).await;
        let count = async |filter: BoardFilter| list(&city, &filter, 50).await.unwrap().items.len();
        let theme = BoardFilter { theme: Some(Theme::Kultur), ..Default::default() };
        let goal = BoardFilter { goal: Some(Goal::Lernend), ..Default::default() };
        let district = BoardFilter { district: Some("warnemuende".into()), ..Default::default() };
        let elsewhere = BoardFilter { board: Some("atlantis".into()), ..Default::default() };
        let unknown = BoardFilter { district: Some("atlantis".into()), ..Default::default() };
        let both = BoardFilter { theme: Some(Theme::Kultur), goal: Some(Goal::Lernend), ..Default::default() };
        let words = BoardFilter { query: "nummer 21".into(), ..Default::default() };
        let place = BoardFilter { query: "Warnemünde".into(), ..Default::default() };
        assert_eq!(count(theme).await, 7);
        assert_eq!(count(goal).await, 4);
        assert_eq!(count(district).await, 6);
        assert_eq!((count(unknown).await, count(elsewhere).await), (23, 23));
        assert_eq!(count(both).await, 1);
        assert_eq!(count(words).await, 1);
        assert_eq!(count(place).await, 6);
    }
}

#[tokio::test]
async fn the_board_lists_what_is_decided_and_not_what_is_gone() {
    for city in open_cities().await {
        let kept = published(&city, 1, "Mehr Bänke am Hafen").await;
        let declined = published(&city, 2, "Ein Schloss für alle").await;
        let gone = published(&city, 3, "Doch nicht so wichtig").await;
        answer(&city, &Acting::OPERATOR, declined, answer_to(Status::Rejected), NOW).await.unwrap();
        withdraw(&city, gone, NOW).await.unwrap();
        let ids = async |status| {
            let filter = BoardFilter { status, ..Default::default() };
            list(&city, &filter, 9).await.unwrap().items.into_iter().map(|card| card.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(None).await, [declined, kept]);
        assert_eq!(ids(Some(Status::Rejected)).await, [declined]);
        assert_eq!(ids(Some(Status::Withdrawn)).await, [gone]);
        assert_eq!(similar(&city, "Doch nicht so wichtig", 5, None).await.unwrap(), []);
    }
}

#[tokio::test]
async fn the_map_shows_pins_of_the_same_choice() {
    for city in open_cities().await {
        filled(&city).await;
        let all = pins(&city, &BoardFilter::default(), 100).await.unwrap();
        assert_eq!(all.len(), 6);
        let kultur = BoardFilter { theme: Some(Theme::Kultur), ..Default::default() };
        assert!(pins(&city, &kultur, 100).await.unwrap().iter().all(|pin| pin.theme == Theme::Kultur));
        let elsewhere = BoardFilter { viewport: "12.2,54.05,14".parse().ok(), ..Default::default() };
        assert_eq!(pins(&city, &elsewhere, 100).await.unwrap(), []);
        let here = BoardFilter { viewport: "12.05,54.12,13".parse().ok(), ..Default::default() };
        let seen = pins(&city, &here, 100).await.unwrap();
        assert_eq!(seen.len(), 6);
        // Beside every list they are the same ones.
        let map = here.viewport.map(|viewport| MapPart { viewport, most: 100 });
        for sort in Sort::ALL {
            let filter = BoardFilter { sort, ..Default::default() };
            let (page, beside) = list_on_map(&city, &filter, 4, map).await.unwrap();
            assert_eq!((page, &beside), (list(&city, &filter, 4).await.unwrap(), &seen), "{sort:?}");
        }
    }
}
