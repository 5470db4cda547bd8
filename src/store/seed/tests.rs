use std::collections::HashMap;

use domain::{Moment, history::Happening, ids::ProposalId, proposals::Status};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::*;
use crate::{
    entity::{account, area, board, comment, event, gazetteer, proposal, support, survey},
    history::timeline,
    testing::{NOW, with_content, with_demo},
};

#[tokio::test]
async fn content_loaded_twice_is_there_once() {
    for store in with_content().await {
        let again = content(&store, NOW).await.unwrap();
        assert!(again.is_empty(), "{}: {again}", store.name);
        assert_eq!(area::Entity::find().count(store.read()).await.unwrap(), 71);
        assert_eq!(board::Entity::find().count(store.read()).await.unwrap(), 1);
        assert!(gazetteer::Entity::find().count(store.read()).await.unwrap() > 150);
    }
}

#[tokio::test]
async fn demo_content_shows_every_status_and_counts_what_it_has() {
    for store in with_demo().await {
        let proposals = proposal::Entity::find().all(store.read()).await.unwrap();
        for status in Status::ALL {
            assert!(proposals.iter().any(|row| row.status == status.code()), "{status:?}");
        }
        let mut supports: HashMap<i64, i64> = HashMap::new();
        for row in support::Entity::find().all(store.read()).await.unwrap() {
            *supports.entry(row.proposal_id).or_default() += 1;
            assert!(row.at <= NOW.0);
        }
        let mut comments: HashMap<i64, i64> = HashMap::new();
        for row in comment::Entity::find().all(store.read()).await.unwrap() {
            *comments.entry(row.proposal_id).or_default() += 1;
        }
        for row in &proposals {
            assert_eq!(row.support_count, supports.get(&row.id).copied().unwrap_or(0), "{}", row.title);
            assert_eq!(row.comment_count, comments.get(&row.id).copied().unwrap_or(0), "{}", row.title);
            let status = Status::from_code(&row.status).unwrap();
            assert_eq!(row.is_listed, Status::LISTED.contains(&status));
            assert_eq!(row.published_at.is_some(), status != Status::Submitted);
        }
        assert!(demo(&store, NOW.plus_days(1)).await.unwrap().is_empty(), "{}", store.name);
    }
}

#[tokio::test]
async fn the_history_of_a_demo_proposal_ends_in_its_status() {
    for store in with_demo().await {
        for row in proposal::Entity::find().all(store.read()).await.unwrap() {
            let told = timeline(store.read(), ProposalId(row.id)).await.unwrap();
            assert_eq!(told[0].happening, Happening::Submitted, "{}", row.title);
            assert!(told.iter().all(|entry| entry.at <= NOW), "{}", row.title);
            let mut status = Status::Submitted;
            for entry in &told {
                match &entry.happening {
                    Happening::Published => status = Status::Published,
                    Happening::Withdrawn => status = Status::Withdrawn,
                    Happening::StatusChanged { from, to, .. } => {
                        assert_eq!(*from, status, "{}", row.title);
                        status = *to;
                    }
                    _ => {}
                }
            }
            assert_eq!(status.code(), row.status, "{}", row.title);
            let reached = told.iter().any(|entry| matches!(entry.happening, Happening::GoalReached { .. }));
            assert_eq!(reached, row.support_count >= 50, "{}: {}", row.title, row.support_count);
        }
    }
}

#[tokio::test]
async fn demo_content_goes_without_a_trace_and_comes_again() {
    for store in with_demo().await {
        assert!(has_demo(&store).await.unwrap());
        let removed = remove_demo(&store, NOW).await.unwrap();
        assert!(removed.of("proposals") > 100, "{}: {removed}", store.name);
        assert_eq!(proposal::Entity::find().count(store.read()).await.unwrap(), 0);
        assert_eq!(support::Entity::find().count(store.read()).await.unwrap(), 0);
        assert_eq!(survey::Entity::find().count(store.read()).await.unwrap(), 0);
        let of_proposals =
            event::Entity::find().filter(event::Column::Subject.is_in(["proposal", "comment", "survey"]));
        assert_eq!(of_proposals.count(store.read()).await.unwrap(), 0);
        assert!(!has_demo(&store).await.unwrap());
        assert!(!demo(&store, NOW).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn generated_proposals_are_the_same_for_the_same_seed() {
    for store in with_content().await {
        let mut steps = Vec::new();
        let report = scale(&store, 5_100, 7, NOW, |done| steps.push(done)).await.unwrap();
        assert_eq!((report.of("proposals"), steps.as_slice()), (5_100, [5_000, 5_100].as_slice()), "{}", store.name);
        assert!(scale(&store, 5_100, 7, NOW, |_| ()).await.unwrap().is_empty());
        let rows = proposal::Entity::find().all(store.read()).await.unwrap();
        assert_eq!(rows.len(), 5_100);
        assert!(rows.iter().all(|row| row.submitted_at < NOW.0 && row.is_demo));
        assert_eq!(rows[0].title, TITLE);
    }
}

#[tokio::test]
async fn people_of_generated_proposals_have_rows_and_every_figure_is_the_number_of_its_rows() {
    for store in with_content().await {
        scale(&store, 300, 7, NOW, |_| ()).await.unwrap();
        let report = scale_people(&store, 500, NOW, |_| ()).await.unwrap();
        let made = ["supports", "comments", "accounts"].map(|what| report.of(what));
        assert_eq!(made, [500, 500, 100], "{}", store.name);
        assert!(scale_people(&store, 500, NOW, |_| ()).await.unwrap().is_empty());
        let told = async |happening: Happening| {
            let events = event::Entity::find().filter(event::Column::Kind.eq(happening.kind()));
            events.count(store.read()).await.unwrap()
        };
        assert_eq!((told(Happening::Supported).await, told(Happening::Commented).await), (500, 500));
        for row in proposal::Entity::find().all(store.read()).await.unwrap() {
            let supports = support::Entity::find().filter(support::Column::ProposalId.eq(row.id));
            let comments = comment::Entity::find().filter(comment::Column::ProposalId.eq(row.id));
            let counted = (supports.count(store.read()).await.unwrap(), comments.count(store.read()).await.unwrap());
            let shown = (u64::try_from(row.support_count).unwrap(), u64::try_from(row.comment_count).unwrap());
            assert_eq!(shown, counted, "{}: {}", store.name, row.title);
            assert!(row.is_listed || counted == (0, 0), "{}: {}", store.name, row.title);
        }
        remove_demo(&store, NOW).await.unwrap();
        assert_eq!(account::Entity::find().count(store.read()).await.unwrap(), 0);
        assert_eq!(support::Entity::find().count(store.read()).await.unwrap(), 0);
    }
}

/// The first title of seed 7; a change here means that old measurements cannot be compared with new ones.
const TITLE: &str = "Hellere Radwege hinter der Kaufhalle in Biestow";

#[tokio::test]
async fn days_count_back_from_the_day_of_loading() {
    for store in with_demo().await {
        let upcoming = crate::events::upcoming(&store, NOW).await.unwrap();
        let past = crate::events::past(&store, NOW, 10).await.unwrap();
        assert_eq!(upcoming.len() + past.len(), 10, "{}", store.name);
        assert!(upcoming.is_sorted_by_key(|event| event.starts_at));
        assert!(past.iter().all(|event| event.ends_at <= NOW));
        let first = crate::events::by_slug(&store, &upcoming[0].slug).await.unwrap().unwrap();
        assert_eq!(first, upcoming[0]);
        assert!(first.starts_at < NOW.plus_days(4) && first.starts_at > Moment(NOW.0 - Moment::DAY));
    }
}
