//! Everything that kiosks show, in parts with a hash each: a device fetches what it does not have and changes over when it
//! has all of it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{
    Language, Moment, Theme,
    blocks::{Block, BlockKind, Page, Said},
    boards::Board,
    comments::LENGTH,
    map::Xy,
    personal_data::Kind,
    places::LonLat,
    policy::may_submit,
    proposals::limits,
};
use serde_json::{Value, json};
use store::{
    Version, areas, boards, pages,
    proposals::{self, Whole},
    sha256,
};

use crate::{
    AppError, Site, dates,
    locales::{Words, fill, personal::Personal},
    pages::{map::City, personal},
    ui::SafeHtml,
};

/// So many proposals a kiosk has with it, the newest.
const PROPOSALS: u64 = 120;
/// So many of them are one part, by their ids: a new support of one changes one part.
const TOGETHER: i64 = 20;
/// So old a pack may be before anybody looks whether something changed.
const FRESH: i64 = 30 * Moment::SECOND;
/// Pages that a kiosk shows.
const PAGES: [&str; 5] = ["informieren", "mitmachen", "datenschutz", "barrierefreiheit", "impressum"];

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
    /// Addresses of thumbnails; none ever changes what it shows.
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
                        Kept { looked_at: now, version, sources: Arc::new(sources), pack }
                    }
                }
            }
        };
        let pack = Arc::clone(&next.pack);
        *self.lock() = Some(next);
        Ok(pack)
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
    pages: Vec<(Page, Language)>,
    proposals: Vec<Whole>,
}

impl Sources {
    async fn load(site: &Site, now: Moment) -> Result<Self, AppError> {
        let boards = boards::list(&site.store).await?;
        let with_openness = |board: Board| {
            let is_open = may_submit(&board, now).is_ok();
            (board, is_open)
        };
        Ok(Self {
            boards: boards.into_iter().map(with_openness).collect(),
            pages: pages::find_all(&site.store, &PAGES).await?,
            proposals: proposals::newest_whole(&site.store, PROPOSALS).await?,
        })
    }

    /// Whether time alone changes nothing.
    fn hold_at(&self, now: Moment) -> bool {
        self.boards.iter().all(|(board, is_open)| may_submit(board, now).is_ok() == *is_open)
    }

    /// The page in this language, or else in German.
    fn page(&self, address: &str, language: Language) -> Option<&(Page, Language)> {
        let of = |language| self.pages.iter().find(|(page, spoken)| page.address == address && *spoken == language);
        of(language).or_else(|| of(Language::De))
    }
}

async fn make(site: &Site, sources: &Sources) -> Result<Pack, AppError> {
    let mut texts = vec![part("listen".into(), &lists(sources)), part("orte".into(), &places(site).await?)];
    for language in Language::ALL {
        texts.push(part(format!("worte-{}", language.code()), &words(language)));
        texts.push(part(format!("seiten-{}", language.code()), &texts_of(sources, language)));
    }
    let (proposals, pictures) = proposals_of(sources);
    texts.extend(proposals);
    let whole: String = texts.iter().map(|text| &text.hash).chain(&pictures).map(String::as_str).collect();
    Ok(Pack { version: sha256(&whole).chars().take(12).collect(), texts, pictures })
}

fn part(name: String, content: &Value) -> Text {
    let text = content.to_string();
    Text { name, hash: sha256(&text), text }
}

/// The boards, and what may be written to them.
fn lists(sources: &Sources) -> Value {
    let boards: Vec<Value> = sources
        .boards
        .iter()
        .map(|(board, is_open)| {
            json!({
                "slug": board.slug, "title": board.title, "goal": board.support_goal,
                "open": is_open, "ends": board.period.end,
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

fn words(language: Language) -> Value {
    let words = Words::of(language);
    let themes: Vec<Value> =
        Theme::ALL.map(|theme| json!({ "slug": theme.slug(), "name": words.names.theme(theme) })).into();
    let lists = json!({ "one": words.boards.list, "all": words.boards.any, "which": words.boards.choose });
    json!({
        "tag": language.tag(), "screen": words.kiosk_screen, "themes": themes, "hint": hint(&words.personal), "lists": lists,
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

/// Pages as text, without what only works outside of a kiosk.
fn texts_of(sources: &Sources, language: Language) -> Value {
    let mut all = Vec::new();
    for address in PAGES {
        let Some((page, spoken)) = sources.page(address, language) else { continue };
        let spoken = *spoken;
        let has_words = |kind| {
            use BlockKind::{Accordion, Callout, Lead, Steps, Text};
            matches!(kind, Text | Lead | Callout | Steps | Accordion)
        };
        let outdated = page.standing.outdated.as_ref().map(|outdated| {
            let day = dates::date(spoken, outdated.as_of);
            fill(Words::of(spoken).page_languages.outdated, &[("date", &day)])
        });
        let words = |block: &Block| Said::of(block.kind, &block.body).text.to_owned();
        let texts: Vec<String> = page.blocks.iter().filter(|block| has_words(block.kind)).map(words).collect();
        let html: String = outdated
            .as_deref()
            .into_iter()
            .chain(texts.iter().map(String::as_str))
            .map(|text| SafeHtml::from_markdown(text, spoken).into_string())
            .collect();
        all.push(json!({
            "address": address, "title": page.title, "lead": page.summary, "html": html, "tag": spoken.tag(),
        }));
    }
    json!(all)
}

fn proposals_of(sources: &Sources) -> (Vec<Text>, Vec<String>) {
    let (mut chunks, mut pictures) = (std::collections::BTreeMap::<i64, Vec<Value>>::new(), Vec::new());
    for whole in &sources.proposals {
        if let Some(picture) = whole.card.picture {
            pictures.push(format!("/bilder/{picture}/klein"));
        }
        chunks.entry(whole.card.id.0 / TOGETHER).or_default().push(proposal(whole));
    }
    let texts = chunks.into_iter().map(|(number, some)| part(format!("vorschlaege-{number}"), &json!(some)));
    (texts.collect(), pictures)
}

fn proposal(Whole { card, text, author, board, alt }: &Whole) -> Value {
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
