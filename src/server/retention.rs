//! Deletes once a day what is no longer needed; which process does it is the store's to decide.

use std::time::Duration;

use store::{Store, retention};
use tokio::sync::watch;
use web::site::now;

use crate::database::within;

/// Between two looks whether it is time.
const PAUSE: Duration = Duration::from_secs(15 * 60);

/// A city that was never tidied up takes its time.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Goes on until `stop` says so.
pub async fn keep(store: Store, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match within(LONGEST, retention::run_if_due(&store, now())).await {
            Ok(Some(run)) => tracing::info!(gone = ?run.gone, "What is no longer needed was deleted"),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "What is no longer needed could not be deleted"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestApp;

    #[tokio::test]
    async fn a_server_deletes_as_soon_as_it_runs_and_ends_when_it_is_asked_to() {
        let app = TestApp::new().await;
        let (tell, stop) = watch::channel(false);
        let keeping = tokio::spawn(keep(app.store.clone(), stop));
        while retention::last(&app.store).await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        tell.send_replace(true);
        keeping.await.unwrap();
    }
}
