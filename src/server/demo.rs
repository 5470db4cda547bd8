//! Whether pages say that their contents are invented. Demo content can be loaded or removed by a command or through
//! another server, so it is looked for again and again.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use store::{Store, StoreError, seed::has_demo};

use crate::{
    config::Config,
    database::{MINUTES, within},
};

/// How long a page may be wrong about it.
const PAUSE: Duration = Duration::from_secs(60);

/// What the operator chose, or whether demo content is loaded now and later.
pub async fn notice(config: &Config, store: &Store) -> Result<Arc<AtomicBool>, StoreError> {
    if let Some(choice) = config.is_demo {
        return Ok(Arc::new(choice.into()));
    }
    let notice = Arc::new(AtomicBool::new(has_demo(store).await?));
    tokio::spawn(keep(Arc::downgrade(&notice), store.clone()));
    Ok(notice)
}

async fn keep(notice: Weak<AtomicBool>, store: Store) {
    loop {
        tokio::time::sleep(PAUSE).await;
        let Some(notice) = notice.upgrade() else { return };
        look_again(&notice, &store).await;
    }
}

/// A database that does not answer changes nothing.
async fn look_again(notice: &AtomicBool, store: &Store) {
    match within(MINUTES, has_demo(store)).await {
        Ok(is_demo) => notice.store(is_demo, Ordering::Relaxed),
        Err(error) => tracing::warn!(%error, "Whether demo content is loaded is not known"),
    }
}

#[cfg(test)]
mod tests {
    use web::site::now;

    use super::*;
    use crate::{database, testing};

    #[tokio::test]
    async fn demo_content_that_comes_or_goes_while_the_server_runs_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = testing::config();
        config.database_url = format!("sqlite://{}", folder.path().join("test.db").display());
        let store = database::open_and_migrate(&config).await.unwrap();
        store::seed::content(&store, now()).await.unwrap();
        let found = notice(&config, &store).await.unwrap();
        assert!(!found.load(Ordering::Relaxed));
        store::seed::demo(&store, now()).await.unwrap();
        look_again(&found, &store).await;
        assert!(found.load(Ordering::Relaxed));
        store::seed::remove_demo(&store, now()).await.unwrap();
        look_again(&found, &store).await;
        assert!(!found.load(Ordering::Relaxed));
    }
}
