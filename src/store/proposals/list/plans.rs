//! A page of the board is read from an index in its order: nothing is sorted and no table is scanned. What holds for
//! SQLite's planner without statistics holds for a fresh city.

use std::collections::BTreeSet;

use domain::{Goal, Theme, proposals::Status};
use sea_orm::Statement;

use super::*;
use crate::proposals::samples::*;

/// Narrows the board.
type Choose = fn(&mut BoardFilter);

/// With what the names of the indexes begin from which such a page is read.
const CHOICES: [(&str, Choose); 9] = [
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

/// And with what they end.
const ORDERS: [(Sort, &str); 3] =
    [(Sort::Newest, "newest"), (Sort::MostSupported, "supported"), (Sort::MostDiscussed, "discussed")];

const CURSORS: [Option<Way>; 3] = [None, Some(Way::Forward), Some(Way::Backward)];

const NEAR: &str = "proposal_near";

/// `lacking`: the index that is not there just now. SQLite explains a text that it knows as it did the first time and
/// another connection may not have heard of the change, so the text differs, and the connection that changes is asked.
async fn plan(city: &City, filter: &BoardFilter, lacking: &str) -> String {
    let scope = Scope::of(city, filter).await.unwrap();
    let order = BoardOrder::of(filter, &scope);
    let mut condition = scope.condition();
    if let BoardOrder::From(point) = order {
        let first = Around::steps(point, filter.page, false).remove(0);
        condition = condition.add_option(first.map(|around| around.condition()));
    }
    let question = city.backend().build(&order.question(condition, filter.page, 21));
    let sql = format!("EXPLAIN QUERY PLAN /* lacking {lacking} */ {}", question.sql);
    let rows = city.write.query_all_raw(Statement { sql, ..question }).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
}

/// Pages that are not read as they should be: the index that each is for, and its plan.
async fn strays(city: &City, lacking: &str) -> Vec<(String, String)> {
    let mut strays = Vec::new();
    for (index, choose) in CHOICES {
        for (sort, name) in ORDERS {
            for way in CURSORS {
                let page = way.map(|way| Cursor { way, key: 5, id: 7 });
                let mut filter = BoardFilter { sort, page, ..Default::default() };
                choose(&mut filter);
                let index = format!("{index}{name}");
                let plan = plan(city, &filter, lacking).await;
                let is_read_in_order = plan.contains(&format!("USING INDEX {index}"));
                if !is_read_in_order || plan.contains("TEMP B-TREE") || plan.contains("SCAN") {
                    strays.push((index, format!("{way:?}: {plan}")));
                }
            }
        }
    }
    for status in [None, Some(Status::InProgress)] {
        let filter = BoardFilter { sort: Sort::Nearest, status, ..Default::default() };
        let plan = plan(city, &filter, lacking).await;
        if !plan.contains(&format!("USING INDEX {NEAR} (is_listed=? AND spot_lat>? AND spot_lat<?)")) {
            strays.push((NEAR.into(), plan));
        }
    }
    strays
}

#[tokio::test]
async fn a_page_comes_from_an_index_in_its_order_and_what_is_near_is_looked_for_in_one() {
    let city = city_on_sqlite().await;
    let strays = strays(&city, "none").await;
    assert!(strays.is_empty(), "{strays:#?}");
}

/// The statement that makes an index.
async fn made_by(city: &City, index: &str) -> String {
    let sql = format!("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = '{index}'");
    let row = city.write.query_one_raw(Statement::from_string(city.backend(), sql)).await.unwrap();
    row.expect(index).try_get("", "sql").unwrap()
}

#[tokio::test]
async fn it_is_noticed_when_any_of_these_indexes_is_missing() {
    let city = city_on_sqlite().await;
    let of_lists = CHOICES.into_iter().flat_map(|(index, _)| ORDERS.map(|(_, name)| format!("{index}{name}")));
    let indexes: BTreeSet<String> = of_lists.chain([NEAR.to_owned()]).collect();
    assert_eq!(indexes.len(), 13);
    for index in indexes {
        let make = made_by(&city, &index).await;
        city.write.execute_unprepared(&format!("DROP INDEX {index}")).await.unwrap();
        let strays = strays(&city, &index).await;
        let missing: Vec<_> = strays.iter().filter(|(wanted, _)| *wanted == index).collect();
        assert!(!missing.is_empty(), "{index}: {strays:#?}");
        // A page of a theme or of an Ortsteil is still read in order, from an index that holds all of them.
        let has_another = index == NEAR || index.contains("_theme_") || index.contains("_district_");
        assert!(has_another || missing.iter().any(|(_, plan)| plan.contains("TEMP B-TREE")), "{index}: {missing:#?}");
        city.write.execute_unprepared(&make).await.unwrap();
    }
}
