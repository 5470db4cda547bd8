//! What every page knows of its site: the store, the settings and the names of the built files.

use std::{
    ops::Deref,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::extract::FromRef;
use domain::{
    Moment,
    accounts::Level,
    boards::{Board, choices},
    floods::Attack,
    push,
};
use store::{Store, StoreError};
use tokio::sync::watch;
use webauthn_rs::Webauthn;

use crate::{
    open_id::{self, OpenId},
    pages::editing::glance::Glances,
    passkeys,
    scanner::Scanner,
};

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Parts>);

pub struct Parts {
    pub store: Store,
    pub assets: Assets,
    pub settings: SiteSettings,
    /// Nothing where the address that people see can have none.
    pub passkeys: Option<Webauthn>,
    /// Nothing where the operator chose no other service to sign in.
    pub open_id: Option<OpenId>,
    /// Whether the server is about to stop: what goes on without an end ends then.
    closing: watch::Sender<bool>,
    /// When the board was last looked at, and what was seen then.
    watched: Mutex<Option<(Moment, Watched)>>,
    /// What those who listen on a page see together.
    pub(crate) glances: Glances,
}

/// What pages that would not load the board otherwise say about it.
#[derive(Clone, Debug)]
pub struct Watched {
    pub attack: Option<Attack>,
    pub needed_level: Level,
    /// The board that the page is about: that of the city, or [another one](Watched::at).
    pub board: Board,
    all: Arc<[Board]>,
}

impl Watched {
    fn of(board: Board, all: Arc<[Board]>) -> Self {
        Self { attack: board.attack, needed_level: board.needed_level, board, all }
    }

    /// About the board of this slug, if there is one.
    pub fn at(self, slug: Option<&str>) -> Self {
        match self.find(slug).cloned() {
            Some(board) => Self::of(board, self.all),
            None => self,
        }
    }

    pub fn find(&self, slug: Option<&str>) -> Option<&Board> {
        self.all.iter().find(|board| Some(board.slug.as_str()) == slug)
    }

    /// Boards among which people choose; none where there is only one.
    pub fn to_read(&self, now: Moment) -> Vec<Board> {
        choices::to_read(&self.all, now)
    }

    pub fn to_write(&self, now: Moment) -> Vec<Board> {
        choices::to_write(&self.all, now)
    }
}

/// So old may be what a page says about it; what is written asks anew.
const WATCHED_MILLIS: i64 = 5_000;

/// Everything an operator can choose that shows on a page.
#[derive(Clone)]
pub struct SiteSettings {
    /// `https://wegmarken.example`, without a slash at the end.
    pub base_url: String,
    /// Where damage is reported.
    pub klarschiff_url: String,
    /// `https://tiles.example/{z}/{x}/{y}.png`; without it the map shows the Ortsteile alone.
    pub tiles: Option<Tiles>,
    /// Another service with which people may sign in.
    pub open_id: Option<open_id::Settings>,
    /// Says on every page that contents are invented. Demo content may come and go while the server runs.
    pub is_demo: Arc<AtomicBool>,
    /// Shows `/styleguide`.
    pub shows_styleguide: bool,
    /// Loads pages anew when a developer's build is done.
    pub reload_port: Option<u16>,
    /// By which push services know us; browsers ask for it.
    pub push_key: Option<String>,
    pub push_services: push::Services,
    /// Looks at files that are kept as they came.
    pub scanner: Option<Scanner>,
}

#[derive(Clone, Debug)]
pub struct Tiles {
    pub template: String,
    pub attribution: String,
}

impl Site {
    pub fn new(store: Store, assets: Assets, settings: SiteSettings) -> Self {
        let passkeys = passkeys::relying_party(&settings.base_url);
        let open_id = settings.open_id.clone().and_then(|chosen| OpenId::new(chosen, &settings.base_url));
        let closing = watch::Sender::new(false);
        let (watched, glances) = (Mutex::default(), Glances::default());
        Self(Arc::new(Parts { store, assets, settings, passkeys, open_id, closing, watched, glances }))
    }

    pub fn is_demo(&self) -> bool {
        self.settings.is_demo.load(Ordering::Relaxed)
    }

    /// Ends everything that would go on for ever.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Ready when the server is about to stop.
    pub async fn closing(&self) {
        // Whoever could close it is this very site.
        let _ = self.closing.subscribe().wait_for(|is_closing| *is_closing).await;
    }

    /// The board of the city and the others, as they were some seconds ago.
    pub async fn watched(&self) -> Result<Watched, StoreError> {
        let now = self.now();
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, watched)) = watched.filter(|(at, _)| now.0.saturating_sub(at.0) < WATCHED_MILLIS) {
            return Ok(watched);
        }
        let all: Arc<[Board]> = store::boards::list(&self.store).await?.into();
        let first = all.iter().find(|board| board.slug == store::boards::DEFAULT).cloned();
        let watched = Watched::of(first.ok_or(StoreError::NotFound)?, all);
        *self.watched.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, watched.clone()));
        Ok(watched)
    }

    /// A board was changed here: the next page looks at once.
    pub fn look_again(&self) {
        *self.watched.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The clock of the pages.
    pub fn now(&self) -> Moment {
        now()
    }
}

/// The only clock.
pub fn now() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

impl Deref for Site {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<Site> for Store {
    fn from_ref(site: &Site) -> Self {
        site.store.clone()
    }
}

/// Addresses of the built files, with the hashes that cargo-leptos gave them.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub style: String,
    pub script: String,
    pub wasm: String,
    /// Where the modules of the device are, with their version; empty where there are none.
    pub offline: String,
    /// The same of the modules of a kiosk.
    pub kiosk: String,
    /// Script and WebAssembly by which a kiosk finds personal data; nothing where they were not built.
    pub finder: Option<[String; 2]>,
}

impl Assets {
    /// Reads `hash.txt` (lines `js: …`, `wasm: …`, `css: …`); without hashes the plain names.
    pub fn read(hash_file: &Path, name: &str) -> Self {
        let hashes = std::fs::read_to_string(hash_file).unwrap_or_default();
        let file = |kind: &str| {
            let hash = hashes
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(key, _)| key.trim() == kind)
                .map(|(_, hash)| format!(".{}", hash.trim()));
            format!("/pkg/{name}{}.{kind}", hash.unwrap_or_default())
        };
        Self {
            style: file("css"),
            script: file("js"),
            wasm: file("wasm"),
            offline: String::new(),
            kiosk: String::new(),
            finder: None,
        }
    }
}

/// Changes when the sprite changes, so that browsers may keep it for a year: its length is enough to tell versions apart.
pub const ICONS_VERSION: usize = include_bytes!("../../public/icons.svg").len();
