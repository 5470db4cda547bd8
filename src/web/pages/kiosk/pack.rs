//! Everything that kiosks show, in parts with a hash each: a device fetches what it does not have and changes over when it
//! has all of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    Language, Moment, Theme, blocks::path, boards::Board, comments::LENGTH, map::Xy, personal_data::Kind,
    places::LonLat, policy::may_submit, proposals::limits,
};
use serde::Serialize;
use serde_json::{Value, json};
use store::{
    Version, areas, boards, pages,
    proposals::{self, Whole},
    sha256,
};

use super::Running;
use crate::{
    AppError, Site, dates,
    locales::{Words, kiosk_screen::KioskScreen, kiosk_survey::KioskSurvey, kiosk_ways::KioskWays, personal::Personal},
    pages::{
        content::{AtKiosk, kiosk_addresses},
        map::City,
        personal,
    },
};

/// So many proposals of each board a kiosk has with it, the newest: a small board is whole beside a large one.
const PROPOSALS: u64 = 120;
/// So many of them are one part, by their ids: a new support of one changes one part.
const TOGETHER: i64 = 20;
/// So old a pack may be before anybody looks whether something changed.
const FRESH: i64 = 30 * Moment::SECOND;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub name: String,
    pub hash: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    pub version: String,
    pub texts: Vec<Text>,
    /// Addresses of thumbnails and of the pictures of pages; none ever changes what it shows.
    pub pictures: Vec<String>,
}

/// The pack of now, made once for all kiosks that ask, and anew when something of what it shows is another.
#[derive(Debug, Default)]
pub struct Packs(Mutex<Option<Kept>>);

#[derive(Clone, Debug)]
struct Kept {
    looked_at: Moment,
    version: Version,
    sources: Arc<Sources>,
    pack: Arc<Pack>,
    /// What some device may be fetching still.
    before: Option<Arc<Pack>>,
}

impl Packs {
    pub async fn current(&self, site: &Site) -> Result<Arc<Pack>, AppError> {
        self.current_at(site, site.now()).await
    }

    /// The same at any moment.
    pub async fn current_at(&self, site: &Site, now: Moment) -> Result<Arc<Pack>, AppError> {
        let kept = self.lock().clone();
        if let Some(kept) = &kept
            && (0..FRESH).contains(&now.0.saturating_sub(kept.looked_at.0))
        {
            return Ok(Arc::clone(&kept.pack));
        }
        // Before anything is read: what is committed meanwhile makes another version.
        let version = site.store.version().await?;
        let kept = kept.map(|kept| Kept { looked_at: now, ..kept });
        let next = match kept {
            Some(kept) if kept.version == version && kept.sources.hold_at(now) => kept,
            kept => {
                let sources = Sources::load(site, now).await?;
                match kept {
                    // A kiosk that tells how it is changes the database, and nothing that a kiosk shows.
                    Some(kept) if *kept.sources == sources => Kept { version, ..kept },
                    _ => {
                        let pack = Arc::new(make(site, &sources).await?);
                        Kept { looked_at: now, version, sources: Arc::new(sources), pack, before: None }
                    }
                }
            }
        };
        let pack = Arc::clone(&next.pack);
        let mut held = self.lock();
        let is_same = |old: &Kept| old.pack.version == pack.version;
        let before = held.take().and_then(|old| if is_same(&old) { old.before } else { Some(old.pack) });
        *held = Some(Kept { before, ..next });
        Ok(pack)
    }

    /// The text of a part: with this hash, also where the pack changed since a device was told of it; or else as it is now.
    pub async fn part(&self, site: &Site, name: &str, hash: &str) -> Result<Option<String>, AppError> {
        let pack = self.current(site).await?;
        let before = self.lock().as_ref().and_then(|kept| kept.before.clone());
        let is_named = |part: &&Text| part.name == name;
        let is_meant = |part: &&Text| is_named(part) && part.hash == hash;
        let of_before = || before.iter().flat_map(|pack| &pack.texts).find(is_meant);
        let found = pack.texts.iter().find(is_meant).or_else(of_before);
        Ok(found.or_else(|| pack.texts.iter().find(is_named)).map(|part| part.text.clone()))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a pack is made of, read in a few statements however much there is. As long as it is the same, so is the pack.
#[derive(Debug, PartialEq)]
struct Sources {
    /// And whether anything may be submitted there now.
    boards: Vec<(Board, bool)>,
    /// In all languages in which they are there.
    pages: Vec<AtKiosk>,
    proposals: Vec<Whole>,
    /// Surveys, calls for places and events that did not end yet.
    running: Vec<Running>,
}

impl Sources {
    async fn load(site: &Site, now: Moment) -> Result<Self, AppError> {
        let boards = boards::list(&site.store).await?;
        let addresses = kiosk_addresses();
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
        let pages = pages::find_all(&site.store, &addresses).await?;
        let slugs: Vec<&str> = boards.iter().map(|board| board.slug.as_str()).collect();
        let proposals = proposals::newest_whole(&site.store, &slugs, PROPOSALS).await?;
        let with_openness = |board: Board| {
            let is_open = may_submit(&board, now).is_ok();
            (board, is_open)
        };
        Ok(Self {
            boards: boards.into_iter().map(with_openness).collect(),
            pages: AtKiosk::all(site, pages).await?,
            proposals,
            running: Running::all(site, now).await?,
        })
    }

    /// Whether time alone changes nothing.
    fn hold_at(&self, now: Moment) -> bool {
        let is_as_it_was = |(board, is_open): &(Board, bool)| may_submit(board, now).is_ok() == *is_open;
        let goes_on = |one: &Running| one.until.is_none_or(|until| now < until);
        self.boards.iter().all(is_as_it_was) && self.running.iter().all(goes_on)
    }

    /// The page in this language, or else in German.
    fn page(&self, address: &str, language: Language) -> Option<&AtKiosk> {
        let of = |language| self.pages.iter().find(|page| page.address == address && page.language == language);
        of(language).or_else(|| of(Language::De))
    }
}

async fn make(site: &Site, sources: &Sources) -> Result<Pack, AppError> {
    let mut texts = vec![part("listen".into(), &lists(sources)), part("orte".into(), &places(site).await?)];
    for language in Language::ALL {
        texts.push(part(format!("worte-{}", language.code()), &words(language)));
        texts.push(part(format!("seiten-{}", language.code()), &texts_of(sources, language)));
        let running: Vec<&Value> = sources.running.iter().filter_map(|one| one.whole(language)).collect();
        texts.push(part(format!("prozesse-{}", language.code()), &json!(running)));
    }
    let (proposals, mut pictures) = proposals_of(sources);
    texts.extend(proposals);
    // A picture stands on a page in each of its languages.
    let of_pages: BTreeSet<String> = sources.pages.iter().flat_map(|page| page.html.pictures()).collect();
    pictures.extend(of_pages);
    let whole: String = texts.iter().map(|text| &text.hash).chain(&pictures).map(String::as_str).collect();
    Ok(Pack { version: sha256(&whole).chars().take(12).collect(), texts, pictures })
}

fn part(name: String, content: &Value) -> Text {
    let text = content.to_string();
    Text { name, hash: sha256(&text), text }
}

/// The boards, and what may be written to them.
fn lists(sources: &Sources) -> Value {
    let count = |slug: &str| sources.proposals.iter().find(|one| one.board == slug).map_or(0, |one| one.of_board);
    let boards: Vec<Value> = sources
        .boards
        .iter()
        .map(|(board, is_open)| {
            json!({
                "slug": board.slug, "title": board.title, "goal": board.support_goal,
                "open": is_open, "begins": board.period.start, "ends": board.period.end, "proposals": count(&board.slug),
                // At a kiosk nobody has an account.
                "guests": board.needed_level == domain::accounts::Level::Guest,
            })
        })
        .collect();
    json!({
        "boards": boards,
        "limits": { "title": limits::TITLE, "text": limits::TEXT, "name": limits::AUTHOR, "comment": LENGTH },
    })
}

/// The Ortsteile with their outlines, drawn as the map of the site draws them.
async fn places(site: &Site) -> Result<Value, AppError> {
    let piece = City::load(site).await?.whole();
    let outlines = areas::outlines(&site.store).await?;
    let districts: Vec<Value> = areas::districts(&site.store)
        .await?
        .into_iter()
        .map(|area| {
            let rings = outlines.iter().filter(|(id, _)| *id == area.id).flat_map(|(_, polygon)| &polygon.0);
            let path: String = rings.map(|ring| drawn(ring, |point| piece.place(point))).collect();
            json!({ "id": area.id, "name": area.name, "path": path })
        })
        .collect();
    Ok(json!({ "districts": districts }))
}

fn drawn(ring: &[[f64; 2]], place: impl Fn(LonLat) -> Xy) -> String {
    let mut path = String::new();
    for (index, [lon, lat]) in ring.iter().enumerate() {
        let Xy { x, y } = place(LonLat { lon: *lon, lat: *lat });
        path.push_str(&format!("{}{x:.0} {y:.0}", if index == 0 { 'M' } else { 'L' }));
    }
    path.push('Z');
    path
}

/// The words of all screens, for a device that knows them as one.
#[derive(Serialize)]
struct Screen {
    #[serde(flatten)]
    screen: &'static KioskScreen,
    #[serde(flatten)]
    ways: &'static KioskWays,
    #[serde(flatten)]
    survey: &'static KioskSurvey,
}

fn words(language: Language) -> Value {
    let words = Words::of(language);
    let themes: Vec<Value> =
        Theme::ALL.map(|theme| json!({ "slug": theme.slug(), "name": words.names.theme(theme) })).into();
    let lists = json!({ "one": words.boards.list, "all": words.boards.any, "which": words.boards.choose });
    let screen = Screen { screen: &words.kiosk_screen, ways: &words.kiosk_ways, survey: &words.kiosk_survey };
    json!({
        "tag": language.tag(), "screen": screen, "themes": themes, "hint": hint(&words.personal), "lists": lists,
    })
}

/// What the device says about personal data; kinds in the order by which it knows them.
fn hint(words: &'static Personal) -> Value {
    json!({
        "found": words.found, "public": words.public, "choice": words.send_or_remove,
        "remove": words.remove, "removed": words.was_removed,
        "kinds": Kind::ALL.map(|kind| personal::name(words, kind)),
        "instead": Kind::ALL.map(|kind| personal::removed(words, kind)),
    })
}

/// The pages, as they were drawn for kiosks, each with its way to the visitor's own phone.
fn texts_of(sources: &Sources, language: Language) -> Value {
    let common = &Words::of(language).common;
    let group = |address: &str| match address.split_once('/') {
        Some(("ziele", _)) => common.nav_goals,
        Some(("themen", _)) => common.nav_themes,
        _ => "",
    };
    let shown = |address: String| {
        let page = sources.page(&address, language)?;
        Some(json!({
            "address": address, "title": page.title, "lead": page.lead, "html": page.html.as_str(),
            "tag": page.language.tag(), "group": group(&address), "path": language.path(&path(&address)),
        }))
    };
    json!(kiosk_addresses().into_iter().filter_map(shown).collect::<Vec<_>>())
}

fn proposals_of(sources: &Sources) -> (Vec<Text>, Vec<String>) {
    let (mut chunks, mut pictures) = (BTreeMap::<i64, Vec<Value>>::new(), Vec::new());
    for whole in &sources.proposals {
        if let Some(picture) = whole.card.picture {
            pictures.push(format!("/bilder/{picture}/klein"));
        }
        chunks.entry(whole.card.id.0 / TOGETHER).or_default().push(proposal(whole));
    }
    let texts = chunks.into_iter().map(|(number, some)| part(format!("vorschlaege-{number}"), &json!(some)));
    (texts.collect(), pictures)
}

fn proposal(Whole { card, text, author, board, alt, .. }: &Whole) -> Value {
    let status = |language: Language| Words::of(language).names.status(card.status);
    json!({
        "id": card.id, "title": card.title, "text": text, "excerpt": card.excerpt, "author": author,
        "theme": card.theme.slug(), "place": card.district.as_ref().map(|area| &area.name), "board": board,
        "supports": card.supports, "comments": card.comments, "demo": card.is_demo, "open": card.status.is_open(),
        "status": Language::ALL.map(status),
        "at": card.published_at.map(|at| Language::ALL.map(|language| dates::date(language, at))),
        "picture": card.picture.map(|id| format!("/bilder/{id}/klein")),
        "alt": alt,
    })
}
