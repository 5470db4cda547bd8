//! Pictures, files and films of a page, from what editors uploaded.

use std::sync::Arc;

use axum::http::Uri;
use domain::{
    Language,
    blocks::{Block, BlockKind, Crop, Field, Said, Shown},
    editing::file_address,
    media::{Format, MediaKind, keys_in},
};
use leptos::prelude::*;
use store::media::{self, Medium};

use crate::{
    AppError, Site, Visit,
    locales::{fill, number, special_blocks::SpecialBlocks},
    ui::{Icon, Script},
};

/// What a link to a file begins with.
const ADDRESS: &str = "/medien/";

/// Longest sides of a picture once more, smaller.
pub const MEDIUM: i32 = 960;
pub const SMALL: i32 = 480;

/// The files that the blocks of one page name; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<Vec<Medium>>);

impl Files {
    pub async fn load(site: &Site, blocks: &[Block]) -> Result<Self, AppError> {
        let keys: Vec<String> = blocks.iter().flat_map(|block| keys_in(&block.body)).map(str::to_owned).collect();
        Ok(Self(Arc::new(media::named(&site.store, &keys).await?)))
    }

    pub(super) fn get(&self, key: &str, kind: MediaKind) -> Option<&Medium> {
        self.0.iter().find(|medium| medium.key == key && medium.format.kind() == kind)
    }

    /// Whether a file is under this address.
    pub fn knows(&self, address: &str) -> bool {
        let key = address.strip_prefix(ADDRESS).and_then(|rest| rest.split('/').next());
        key.is_some_and(|key| self.0.iter().any(|medium| medium.key == key))
    }
}

/// What was uploaded, and what is said of it. `language` is that of the texts.
#[component]
pub fn MediaPart(visit: Visit, language: Language, block: Block, files: Files) -> impl IntoView {
    let said = Said::of(block.kind, &block.body);
    let words = &visit.words().special_blocks;
    match block.kind {
        BlockKind::Image => picture(&said, &files, words).into_any(),
        BlockKind::Files => list(&said, &files, visit.language, words).into_any(),
        BlockKind::Video => video(&said, &files, language, words).into_any(),
        _ => ().into_any(),
    }
}

fn picture(said: &Said<'_>, files: &Files, words: &SpecialBlocks) -> Option<impl IntoView + use<>> {
    let medium = files.get(said.get(Field::Picture)?.split_whitespace().next()?, MediaKind::Image)?;
    let whole = file_address(&medium.key);
    let (width, height) = (medium.width, medium.height);
    let smaller = [(SMALL, "klein"), (MEDIUM, "mittel")].into_iter().filter(|(side, _)| width.max(height) > *side);
    let mut sizes: Vec<String> =
        smaller.map(|(side, name)| format!("{whole}/{name} {}w", across(width, height, side))).collect();
    sizes.push(format!("{whole} {width}w"));
    let class = said.crop().ok().flatten().map(|crop| crop_class(crop, crop.point(width, height)));
    let middle = middle(medium);
    let class = class.unwrap_or_else(|| "picture-block__image".to_owned());
    let alt = said.get(Field::Alt).unwrap_or_default().to_owned();
    Some(view! {
        <figure class="picture-block">
            <img
                class=class
                src=middle
                srcset=sizes.join(", ")
                sizes="(width < 48rem) 100vw, 46rem"
                alt=alt
                width=width.to_string()
                height=height.to_string()
                loading="lazy"
                decoding="async"
            />
            {caption(said, words)}
        </figure>
    })
}

/// The point in two numbers, so that a hundred of them need no hundred rules: the style sheet adds them up.
fn crop_class(crop: Crop, point: u8) -> String {
    let (shape, tens, ones) = (crop.shape.slug(), point / 10, point % 10);
    format!("picture-block__image crop crop--{shape} crop--tens-{tens} crop--ones-{ones}")
}

/// How wide a picture becomes whose longest side is this one.
fn across(width: i32, height: i32, side: i32) -> i32 {
    let longest = f64::from(width.max(height).max(1));
    (f64::from(width) * f64::from(side) / longest).round().max(1.0) as i32
}

fn caption(said: &Said<'_>, words: &SpecialBlocks) -> Option<impl IntoView + use<>> {
    let of = |field| said.get(field).filter(|text| !text.is_empty()).map(str::to_owned);
    let (caption, source) = (of(Field::Caption), of(Field::Source));
    if caption.is_none() && source.is_none() {
        return None;
    }
    let source = source.map(|source| {
        view! { <span class="picture-block__source">{fill(words.source, &[("source", &source)])}</span> }
    });
    Some(view! { <figcaption>{caption}" "{source}</figcaption> })
}

fn list(said: &Said<'_>, files: &Files, language: Language, words: &SpecialBlocks) -> impl IntoView + use<> {
    let items: Vec<_> = said
        .files()
        .filter_map(|(key, name)| {
            let medium = files.0.iter().find(|medium| medium.key == key)?;
            let name = if name.is_empty() { medium.name.clone() } else { name.to_owned() };
            let facts = format!("{}, {}", kind_name(medium.format, words), size(language, medium.size));
            Some(view! {
                <li class="file-list__item">
                    <a class="file-list__link" href=file_address(key) download=""><Icon name="download"/>{name}</a>
                    <span class="file-list__facts">{facts}</span>
                </li>
            })
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="file-list">{items}</ul> })
}

pub fn kind_name(format: Format, words: &SpecialBlocks) -> &'static str {
    match format {
        Format::Picture => words.picture,
        Format::Pdf => "PDF",
        Format::Word => "Word",
        Format::Excel => "Excel",
        Format::PowerPoint => "PowerPoint",
        Format::OdText => "ODT",
        Format::OdSheet => "ODS",
        Format::OdSlides => "ODP",
        Format::Mp4 | Format::WebM => words.video,
        Format::Vtt => "WebVTT",
        Format::Mp3 => "MP3",
        Format::Ogg => "OGG",
        Format::M4a => "M4A",
    }
}

/// What one should know before a film or a recording is fetched.
pub(super) fn facts(language: Language, medium: &Medium) -> String {
    format!("{}, {}", medium.name, size(language, medium.size))
}

/// `340 kB`, `1,2 MB`.
pub fn size(language: Language, bytes: i64) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    if tenths < 10 {
        return format!("{} kB", number(language, (bytes + 999) / 1_000));
    }
    let comma = if language == Language::En { '.' } else { ',' };
    format!("{}{comma}{} MB", number(language, tenths / 10), tenths % 10)
}

/// Of a film nothing is asked for before somebody starts it: not its captions, which a browser would fetch at once if they
/// were to be shown by default (`film.js` shows them then); and the picture in its place is one of the page. One that is
/// elsewhere is a link that says where it leads.
fn video(said: &Said<'_>, files: &Files, language: Language, words: &SpecialBlocks) -> Option<AnyView> {
    let below = caption(said, words);
    match said.video()? {
        Shown::Here(key) => {
            let medium = files.get(key, MediaKind::Video)?;
            let address = file_address(&medium.key);
            let facts = facts(language, medium);
            let captions = said.get(Field::Captions).and_then(|key| files.get(key, MediaKind::Captions));
            let has_captions = captions.is_some();
            let captions = captions.map(|captions| {
                let src = file_address(&captions.key);
                view! { <track kind="captions" src=src srclang=language.tag() label=words.captions/> }
            });
            let label = said.get(Field::Caption).filter(|text| !text.is_empty()).unwrap_or(words.video).to_owned();
            let download = fill(words.download, &[("file", &facts)]);
            let player = view! {
                <video class="film__picture" controls preload="none" aria-label=label>
                    <source src=address.clone() r#type=medium.format.mime()/>
                    {captions}
                </video>
            };
            let poster = poster(said, files);
            let script = (poster.is_some() || has_captions).then(|| view! { <Script src="/film.js"/> });
            let player = match poster {
                Some(poster) => behind(poster, player.into_any(), words),
                None => player.into_any(),
            };
            Some(
                view! {
                    <figure class="film">
                        {player}
                        {below}
                        <p class="film__facts"><a href=address download="">{download}</a></p>
                        {script}
                    </figure>
                }
                .into_any(),
            )
        }
        Shown::Elsewhere(address) => {
            let host = host(address)?;
            let open = fill(words.watch_elsewhere, &[("host", &host)]);
            let note = fill(words.elsewhere_note, &[("host", &host)]);
            let caption = said.get(Field::Caption).filter(|text| !text.is_empty()).map(str::to_owned);
            // What the link says, it says without the picture.
            let poster = poster(said, files).map(|poster| in_place(poster, "way-out__picture"));
            let title = caption.map(|caption| view! { <p class="way-out__title">{caption}</p> });
            let above = match poster {
                Some(poster) => view! { {poster} {title} }.into_any(),
                None => title.into_any(),
            };
            Some(
                view! {
                    <div class="way-out">
                        {above}
                        <p><a class="button button--secondary" href=address.to_owned() rel="noopener noreferrer external">
                            {open}<Icon name="external"/>
                        </a></p>
                        <p class="way-out__note">{note}</p>
                    </div>
                }
                .into_any(),
            )
        }
    }
}

/// The picture in place of a film, which is ours wherever the film is.
fn poster<'a>(said: &Said<'_>, files: &'a Files) -> Option<&'a Medium> {
    files.get(said.get(Field::Poster)?.split_whitespace().next()?, MediaKind::Image)
}

/// The way to a film says by itself where it leads; the picture at it needs no words.
fn in_place(poster: &Medium, class: &'static str) -> impl IntoView + use<> {
    let (width, height) = (poster.width.to_string(), poster.height.to_string());
    view! { <img class=class src=middle(poster) alt="" width=width height=height loading="lazy" decoding="async"/> }
}

/// A click on the picture brings the film, also without a script; with one it starts at once.
fn behind(poster: &Medium, player: AnyView, words: &SpecialBlocks) -> AnyView {
    view! {
        <details class="film__behind">
            <summary class="film__watch">
                {in_place(poster, "film__poster")}
                <span class="beside__name"><Icon name="chevron-right"/>{words.watch}</span>
            </summary>
            {player}
        </details>
    }
    .into_any()
}

/// A picture in the size of a text.
fn middle(medium: &Medium) -> String {
    let whole = file_address(&medium.key);
    if medium.width.max(medium.height) > MEDIUM { format!("{whole}/mittel") } else { whole }
}

/// Whose machine it is. An address with a name and a password in it says nothing about that.
fn host(address: &str) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    let plain = uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    uri.host().filter(|host| plain && !host.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_as_people_say_them() {
        assert_eq!(size(Language::De, 1), "1 kB");
        assert_eq!(size(Language::De, 340_000), "340 kB");
        assert_eq!(size(Language::De, 1_240_000), "1,2 MB");
        assert_eq!(size(Language::En, 27_960_000), "28.0 MB");
    }

    #[test]
    fn a_link_out_says_whose_machine_it_leads_to() {
        assert_eq!(host("https://video.example/watch?v=1").as_deref(), Some("video.example"));
        for odd in ["https://rostock.de@evil.example/", "https://", "https:///x", "https://a b/"] {
            assert_eq!(host(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_tall_picture_is_as_wide_as_its_longest_side_allows() {
        assert_eq!((across(1_600, 800, 480), across(800, 1_600, 480), across(300, 200, 300)), (480, 240, 300));
    }
}
