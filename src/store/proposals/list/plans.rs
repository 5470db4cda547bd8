//! A page of the board is read from an index in its order: nothing is sorted and no table is scanned. What holds for
//! SQLite's planner without statistics holds for a fresh city.

use domain::{Goal, Theme, proposals::Status};
use sea_orm::Statement;

use super::*;
use crate::proposals::samples::*;

/// Narrows the board.
type Choose = fn(&mut BoardFilter);

async fn plan(city: &City, filter: &BoardFilter) -> String {
    let scope = Scope::of(city, filter).await.unwrap();
    let order = BoardOrder::of(filter, &scope);
    let mut condition = scope.condition();
    if let BoardOrder::From(point) = order {
        let first = Around::steps(point, filter.page, false).remove(0);
        condition = condition.add_option(first.map(|around| around.condition()));
    }
    let question = city.backend().build(&order.question(condition, filter.page, 21));
    let explain = Statement { sql: format!("EXPLAIN QUERY PLAN {}", question.sql), ..question };
    let rows = city.read().query_all_raw(explain).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn a_page_in_every_order_and_direction_comes_from_an_index_and_is_not_sorted() {
    let city = cities().await.remove(0);
    let choices: [(&str, Choose); 9] = [
        ("proposal_", |_| {}),
        ("proposal_theme_", |filter| filter.theme = Some(Theme::Verkehr)),
        ("proposal_district_", |filter| filter.district = Some("evershagen".into())),
        ("proposal_status_", |filter| filter.status = Some(Status::InProgress)),
        ("proposal_status_", |filter| filter.status = Some(Status::Merged)),
        ("proposal_", |filter| filter.board = Some("stadt".into())),
        ("proposal_", |filter| filter.goal = Some(Goal::Lernend)),
        ("proposal_theme_", |filter| {
            filter.theme = Some(Theme::Verkehr);
            filter.status = Some(Status::InProgress);
        }),
        ("proposal_district_", |filter| {
            filter.theme = Some(Theme::Verkehr);
            filter.district = Some("evershagen".into());
        }),
    ];
    let orders = [(Sort::Newest, "newest"), (Sort::MostSupported, "supported"), (Sort::MostDiscussed, "discussed")];
    let cursors = [None, Some(Way::Forward), Some(Way::Backward)];
    for (index, choose) in choices {
        for (sort, name) in orders {
            for way in cursors {
                let page = way.map(|way| Cursor { way, key: 5, id: 7 });
                let mut filter = BoardFilter { sort, page, ..Default::default() };
                choose(&mut filter);
                let plan = plan(&city, &filter).await;
                assert!(plan.contains(&format!("USING INDEX {index}{name}")), "{sort:?} {way:?}: {plan}");
                assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{sort:?} {way:?}: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_near_is_looked_for_in_an_index() {
    let city = cities().await.remove(0);
    for status in [None, Some(Status::InProgress)] {
        let filter = BoardFilter { sort: Sort::Nearest, status, ..Default::default() };
        let plan = plan(&city, &filter).await;
        assert!(plan.contains("USING INDEX proposal_near (is_listed=? AND spot_lat>? AND spot_lat<?)"), "{plan}");
    }
}
