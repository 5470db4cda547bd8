//! `wegmarken serve`

use std::{io, net::SocketAddr, time::Duration};

use listenfd::ListenFd;
use store::Store;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use web::{Site, SiteSettings, site::now};

use super::CommandError;
use crate::{
    app, assets,
    config::Config,
    database::{self, MINUTES, within},
    demo,
    jobs::Worker,
    listen::{self, Farewell, Patience},
    retention,
};

pub async fn run(config: &Config) -> Result<(), CommandError> {
    let mut stop = Box::pin(stop_signal().map_err(CommandError::Signals)?);
    // Before the database: whoever comes meanwhile waits in the queue instead of being refused.
    let (listener, address) =
        listen_at(config.addr).await.map_err(|error| CommandError::Listen { address: config.addr, error })?;

    database::make_folder(config)?;
    let _in_use = database::shared(config)?;
    // Who is asked to stop in the middle of an upgrade leaves the old schema behind: each change of it is a transaction.
    let store = tokio::select! {
        () = &mut stop => return Ok(()),
        opened = open(config) => opened?,
    };
    for file in assets::missing(config) {
        tracing::warn!(file, folder = %config.site_root.display(), "A built file is missing; pages will look bare");
    }

    let site = site(config, store.clone()).await?;
    let (stop_work, stopped) = watch::channel(false);
    let worker = tokio::spawn(again_after_panics({
        let (store, config, stopped) = (store.clone(), config.clone(), stopped.clone());
        move || Worker::new(store.clone(), &config).run(stopped.clone())
    }));
    let watching = tokio::spawn(again_after_panics({
        let store = store.clone();
        move || watch_boards(store.clone())
    }));
    let keeper = tokio::spawn(again_after_panics({
        let store = store.clone();
        move || retention::keep(store.clone(), stopped.clone())
    }));
    let closing = site.clone();
    let stop = async move {
        stop.await;
        store::faults::stop_at_once();
        closing.close();
        stop_work.send_replace(true);
    };
    tracing::info!(base_url = config.base_url, %address, "Wegmarken is ready");
    let patience = Patience::default();
    let farewell = listen::serve(listener, app::app(config, site), patience, stop).await;
    // A letter that is on its way arrives; one that takes too long is sent by the next process.
    if tokio::time::timeout(patience.drain, worker).await.is_err() {
        tracing::warn!("A job took too long and was cut off");
    }
    if tokio::time::timeout(patience.drain, keeper).await.is_err() {
        tracing::warn!("Deleting what is no longer needed took too long and was cut off");
    }
    match farewell {
        Farewell::Finished => tracing::info!("Stopped; everything that was begun is finished"),
        Farewell::CutOff => tracing::warn!("Stopped; some requests took too long and were cut off"),
    }
    watching.abort();
    // What was acknowledged is on the disk, whether the database says good-bye or not.
    match tokio::time::timeout(patience.drain, store.close()).await {
        Ok(closed) => closed?,
        Err(_) => tracing::warn!("The database could not be closed in time"),
    }
    Ok(())
}

/// The port that systemd holds, where it does: whoever comes while one process follows another waits there. Otherwise our own.
async fn listen_at(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = match ListenFd::from_env().take_tcp_listener(0)? {
        Some(held) => {
            held.set_nonblocking(true)?;
            TcpListener::from_std(held)?
        }
        None => TcpListener::bind(address).await?,
    };
    let address = listener.local_addr()?;
    Ok((listener, address))
}

async fn open(config: &Config) -> Result<Store, CommandError> {
    let store = database::open_and_migrate(config).await?;
    let content = store::seed::content(&store, now()).await?;
    tracing::info!(database = database::place(config), %content, "The database is up to date");
    Ok(store)
}

/// A bug that strikes in the background ends one turn, and not everything that would follow until the next start. The log
/// has it.
async fn again_after_panics<F>(begin: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    const PAUSE: Duration = Duration::from_secs(1);
    while tokio::spawn(begin()).await.is_err_and(|ended| ended.is_panic()) {
        tokio::time::sleep(PAUSE).await;
    }
}

/// An attack, and a sitting at the counter, end although nobody writes anything.
async fn watch_boards(store: Store) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        if let Err(error) = within(MINUTES, store::floods::calm_down(&store, now())).await {
            tracing::warn!(%error, "Whether a board is calm again could not be looked up");
        }
        if let Err(error) = within(MINUTES, store::sittings::end_idle(&store, now())).await {
            tracing::warn!(%error, "Sittings at the counter that are over could not be ended");
        }
    }
}

pub async fn site(config: &Config, store: Store) -> Result<Site, CommandError> {
    let is_demo = demo::notice(config, &store).await?;
    let settings = SiteSettings {
        base_url: config.base_url.clone(),
        klarschiff_url: config.klarschiff_url.clone(),
        tiles: config.tiles.clone(),
        open_id: config.open_id.clone(),
        is_demo,
        shows_styleguide: config.shows_styleguide,
        reload_port: config.reload_port,
        push_key: crate::push::public_key(store.keys()),
        push_services: config.push_services.clone(),
        scanner: config.scanner.clone(),
    };
    Ok(Site::new(store, assets::of(config), settings))
}

/// SIGTERM from a supervisor, SIGINT from a keyboard.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("Stopping: no new connections, open requests are finished");
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn work_in_the_background_goes_on_after_a_panic() {
        static TURNS: AtomicU32 = AtomicU32::new(0);
        again_after_panics(|| async {
            assert!(TURNS.fetch_add(1, Ordering::Relaxed) > 0, "on purpose");
        })
        .await;
        assert_eq!(TURNS.load(Ordering::Relaxed), 2);
    }
}
