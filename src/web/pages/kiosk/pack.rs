//! Everything that kiosks show, in parts with a hash each: a device fetches what it does not have and changes over when it
//! has all of it.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    Language, Moment, Theme,
    blocks::{Block, BlockKind, Said},
    comments::LENGTH,
    filter::BoardFilter,
    map::Xy,
    places::LonLat,
    policy::may_submit,
    proposals::{ProposalDetail, limits},
};
use serde_json::{Value, json};
use store::{areas, boards, pages, proposals, sha256};

use crate::{
    AppError, Site, dates,
    locales::{Words, fill},
    pages::map::City,
    ui::SafeHtml,
};

/// So many proposals a kiosk has with it, the newest.
const PROPOSALS: u64 = 120;
/// So many of them are one part, by their ids: a new support of one changes one part.
const TOGETHER: i64 = 20;
/// So old a pack may be before it is made anew.
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

/// The pack of now, made once for all kiosks that ask.
#[derive(Debug, Default)]
pub struct Packs(Mutex<Option<(Moment, Arc<Pack>)>>);

impl Packs {
    pub async fn current(&self, site: &Site) -> Result<Arc<Pack>, AppError> {
        let now = site.now();
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, pack)) = kept.filter(|(at, _)| now.0.saturating_sub(at.0) < FRESH) {
            return Ok(pack);
        }
        let pack = Arc::new(make(site).await?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&pack)));
        Ok(pack)
    }
}

async fn make(site: &Site) -> Result<Pack, AppError> {
    let mut texts = vec![part("listen".into(), &lists(site).await?), part("orte".into(), &places(site).await?)];
    for language in Language::ALL {
        texts.push(part(format!("worte-{}", language.code()), &words(language)));
        texts.push(part(format!("seiten-{}", language.code()), &texts_of(site, language).await?));
    }
    let (proposals, pictures) = proposals_of(site).await?;
    texts.extend(proposals);
    let whole: String = texts.iter().map(|text| &text.hash).chain(&pictures).map(String::as_str).collect();
    Ok(Pack { version: sha256(&whole).chars().take(12).collect(), texts, pictures })
}

fn part(name: String, content: &Value) -> Text {
    let text = content.to_string();
    Text { name, hash: sha256(&text), text }
}

/// The boards, and what may be written to them.
async fn lists(site: &Site) -> Result<Value, AppError> {
    let now = site.now();
    let boards = boards::list(&site.store).await?;
    let boards: Vec<Value> = boards
        .into_iter()
        .map(|board| {
            json!({
                "slug": board.slug, "title": board.title, "goal": board.support_goal,
                "open": may_submit(&board, now).is_ok(), "ends": board.period.end,
                // At a kiosk nobody has an account.
                "guests": board.needed_level == domain::accounts::Level::Guest,
            })
        })
        .collect();
    Ok(json!({
        "boards": boards,
        "limits": { "title": limits::TITLE, "text": limits::TEXT, "name": limits::AUTHOR, "comment": LENGTH },
    }))
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
    json!({ "tag": language.tag(), "screen": words.kiosk_screen, "themes": themes })
}

/// Pages as text, without what only works outside of a kiosk.
async fn texts_of(site: &Site, language: Language) -> Result<Value, AppError> {
    let mut all = Vec::new();
    for address in PAGES {
        let Some((page, spoken)) = pages::find(&site.store, address, language).await? else { continue };
        let has_words = |kind| {
            use BlockKind::{Accordion, Callout, Lead, Steps, Text};
            matches!(kind, Text | Lead | Callout | Steps | Accordion)
        };
        let outdated = page.standing.outdated.map(|outdated| {
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
    Ok(json!(all))
}

async fn proposals_of(site: &Site) -> Result<(Vec<Text>, Vec<String>), AppError> {
    let page = proposals::list(&site.store, &BoardFilter::default(), PROPOSALS).await?;
    let (mut chunks, mut pictures) = (std::collections::BTreeMap::<i64, Vec<Value>>::new(), Vec::new());
    for card in page.items {
        let Some(detail) = proposals::find(&site.store, card.id).await? else { continue };
        if let Some(picture) = card.picture {
            pictures.push(format!("/bilder/{picture}/klein"));
        }
        chunks.entry(card.id.0 / TOGETHER).or_default().push(proposal(&detail));
    }
    let texts = chunks.into_iter().map(|(number, some)| part(format!("vorschlaege-{number}"), &json!(some)));
    Ok((texts.collect(), pictures))
}

fn proposal(detail: &ProposalDetail) -> Value {
    let card = &detail.card;
    let status = |language: Language| Words::of(language).names.status(card.status);
    json!({
        "id": card.id, "title": card.title, "text": detail.text, "excerpt": card.excerpt, "author": detail.author,
        "theme": card.theme.slug(), "place": card.district.as_ref().map(|area| &area.name), "board": detail.board.slug,
        "supports": card.supports, "comments": card.comments, "demo": card.is_demo, "open": card.status.is_open(),
        "status": Language::ALL.map(status),
        "at": card.published_at.map(|at| Language::ALL.map(|language| dates::date(language, at))),
        "picture": card.picture.map(|id| format!("/bilder/{id}/klein")),
        "alt": detail.pictures.first().map(|picture| &picture.alt),
    })
}
