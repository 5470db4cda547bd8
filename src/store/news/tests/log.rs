//! Nothing in the log is missed and nothing told twice, whoever reads it.

use domain::{
    history::{Actor, Happening},
    ids::ProposalId,
    proposals::Status,
};

use super::*;
use crate::{
    history::{self, Subject},
    proposals::samples::*,
    transactions,
};

fn changed(to: Status) -> Happening {
    Happening::StatusChanged { from: Status::Published, to, office: None, reasons: None }
}

async fn happens(tx: &sea_orm::DatabaseTransaction, id: ProposalId, to: Status) {
    history::record(tx, NOW, Subject::Proposal(id), Actor::Office, &changed(to)).await.unwrap();
}

/// On PostgreSQL an event can become visible after one with a higher number.
#[tokio::test]
async fn an_event_that_is_committed_late_is_not_missed() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        spread_all(&city, NOW).await;
        if city.store.name != "postgres" {
            // One writer: there is no other order.
            continue;
        }
        let slow = transactions::begin(&city.write).await.unwrap();
        happens(&slow, id, Status::UnderReview).await;
        city.write(async |tx| {
            happens(tx, id, Status::Accepted).await;
            Ok(())
        })
        .await
        .unwrap();
        assert!(!spread(&city, NOW).await.unwrap(), "it is not certain yet");
        slow.commit().await.unwrap();
        assert_eq!(told(&city, 1).await, ["published", "status_changed", "status_changed"]);
    }
}

#[tokio::test]
async fn workers_side_by_side_tell_everybody_once() {
    for city in cities().await {
        let ids = [published(&city, 1, "Mehr Bänke").await, published(&city, 2, "Mehr Licht").await];
        with_email(&city, &person(1), "ada@example.org").await;
        for _ in 0..30 {
            for id in ids {
                city.write(async |tx| {
                    happens(tx, id, Status::Accepted).await;
                    Ok(())
                })
                .await
                .unwrap();
            }
        }
        let worker = || spread_all(&city, NOW);
        tokio::join!(worker(), worker(), worker());
        for number in [1, 2] {
            assert_eq!(told(&city, number).await.len(), 31, "{}", city.store.name);
        }
        assert_eq!(letters_until(&city, NOW).await.len(), 31);
    }
}

#[tokio::test]
async fn more_than_one_batch_is_told_in_full() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke").await;
        let many = 450;
        city.write(async |tx| {
            for _ in 0..many {
                happens(tx, id, Status::Accepted).await;
            }
            Ok(())
        })
        .await
        .unwrap();
        spread_all(&city, NOW).await;
        assert_eq!(unread(&city, &person(1)).await.unwrap(), many + 1, "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_transaction_that_failed_left_the_cursor_where_it_was() {
    for city in cities().await {
        let before = cursor::read(city.read()).await.unwrap();
        let failed = city.write(async |tx| {
            assert!(cursor::advance(tx, before, before + 7).await?);
            Err::<(), _>(crate::StoreError::NotFound)
        });
        failed.await.unwrap_err();
        assert_eq!(cursor::read(city.read()).await.unwrap(), before, "{}", city.store.name);
        let moved = city.write(async |tx| cursor::advance(tx, before + 1, before + 7).await);
        assert!(!moved.await.unwrap(), "somebody else was faster");
    }
}
