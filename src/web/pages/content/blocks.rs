//! How each kind of block looks, to visitors and to editors.

use domain::{
    Goal, Language, Moment, Theme,
    blocks::{Block, BlockKind, Said},
};
use leptos::prelude::*;
use store::barriers;

use super::{
    accordion::Accordion,
    beside::beside,
    funding::Funding,
    live::{Live, LivePart},
    media::{Files, MediaPart},
    privacy::{Cookies, StoredData},
};
use crate::{
    AppError, Site, Visit, cookies,
    locales::fill,
    pages::{
        barriers::Declaration,
        editing::mode::{EditPage, Editing},
        open_now::{OpenNow, OpenNowList},
    },
    ui::{CardTitle, Icon, Notice, SafeHtml, safe_html::Html, tag},
};

/// What the live blocks of a page show.
#[derive(Clone, Debug, Default)]
pub struct BlockData {
    pub open: OpenNow,
    /// Whether cookies carry the names that they have over TLS.
    pub is_secure: bool,
    /// When the declaration of accessibility was last checked.
    pub reviewed_at: Moment,
    pub now: Moment,
    pub live: Live,
    pub files: Files,
    /// Whoever looks at it can follow nothing, as at a kiosk.
    pub is_only_looked_at: bool,
}

impl BlockData {
    /// Asks the database only for what the page really shows.
    pub async fn load(site: &Site, blocks: &[Block]) -> Result<Self, AppError> {
        let shows = |kind| blocks.iter().any(|block| block.kind == kind);
        let open = if shows(BlockKind::OpenNow) { OpenNow::load(site).await? } else { OpenNow::default() };
        let reviewed_at = match shows(BlockKind::Declaration) {
            true => barriers::reviewed_at(&site.store).await?,
            false => Moment::default(),
        };
        let live = Live::load(site, blocks).await?;
        let files = Files::load(site, blocks).await?;
        let is_secure = cookies::are_secure(site);
        Ok(Self { open, is_secure, reviewed_at, now: site.now(), live, files, is_only_looked_at: false })
    }
}

/// Whether a page needs the style sheet of special blocks; the others load nothing of it.
pub fn need_style(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.kind.has_own_style() || !Said::of(block.kind, &block.body).beside.is_empty())
}

/// The blocks of a page, in order. `language` is that of the texts, which may be German on a page in another language.
#[component]
pub fn Blocks(
    visit: Visit,
    language: Language,
    blocks: Vec<Block>,
    data: BlockData,
    editing: Editing,
) -> impl IntoView {
    let views = blocks
        .into_iter()
        .map(|block| view! { <BlockView visit=visit.clone() language=language block=block data=data.clone()/> });
    match editing {
        Editing::On(mode) => {
            let blocks = views.map(IntoAny::into_any).collect();
            view! { <EditPage visit=visit.clone() mode=mode blocks=blocks/> }.into_any()
        }
        Editing::Off | Editing::Offered => views.collect_view().into_any(),
    }
}

#[component]
pub fn BlockView(visit: Visit, language: Language, block: Block, data: BlockData) -> impl IntoView {
    let said = Said::of(block.kind, &block.body);
    let text = said.text;
    let beside = beside(&visit, &said, &data.files);
    let html = SafeHtml::from_markdown(text, visit.language);
    let intro = (!text.is_empty()).then(|| view! { <Html content=html.clone()/> });
    // Below a heading of its own a card is one level deeper.
    let level = if text.lines().any(|line| line.starts_with("## ")) { 3 } else { 2 };
    let body = match block.kind {
        BlockKind::Text => view! { <Html content=html/> }.into_any(),
        BlockKind::Lead => view! { <Html content=html class="prose prose--lead"/> }.into_any(),
        BlockKind::Callout => view! { <Notice><Html content=html/></Notice> }.into_any(),
        BlockKind::Facts => view! { <Html content=html class="facts"/> }.into_any(),
        BlockKind::Steps => view! { <Html content=html class="steps"/> }.into_any(),
        BlockKind::Link => view! { <Html content=html class="block-link"/> }.into_any(),
        BlockKind::Funding => view! { <Funding visit=visit.clone() source=text.to_owned()/> }.into_any(),
        BlockKind::Goals => view! { {intro} <GoalCards visit=visit.clone() level=level/> }.into_any(),
        BlockKind::Themes => view! { {intro} <ThemeCards visit=visit.clone() level=level/> }.into_any(),
        BlockKind::StoredData => view! { {intro} <StoredData language=language level=level/> }.into_any(),
        BlockKind::Declaration => {
            let (at, now) = (data.reviewed_at, data.now);
            view! { {intro} <Declaration visit=visit.clone() language=language reviewed_at=at now=now/> }.into_any()
        }
        BlockKind::Cookies => {
            let is_secure = data.is_secure;
            view! { {intro} <Cookies language=language level=level is_secure=is_secure/> }.into_any()
        }
        BlockKind::OpenNow => {
            view! { {intro} <OpenNowList visit=visit.clone() open=data.open heading=level/> }.into_any()
        }
        BlockKind::Accordion => view! { <Accordion language=visit.language body=text.to_owned()/> }.into_any(),
        BlockKind::Image | BlockKind::Files | BlockKind::Video => {
            let (shown, files) = (block.clone(), data.files);
            view! { <MediaPart visit=visit.clone() language=language block=shown files=files/> {intro} }.into_any()
        }
        BlockKind::Board | BlockKind::Map | BlockKind::Indicator => {
            let (shown, live, leads_on) = (block.clone(), data.live, !data.is_only_looked_at);
            view! { {intro} <LivePart visit=visit.clone() block=shown level=level live=live leads_on=leads_on/> }
                .into_any()
        }
    };
    let body = match beside {
        Some(beside) => view! { {beside} {body} }.into_any(),
        None => body,
    };
    view! { <section class=format!("block block--{}", block.kind.code()) id=block.anchor>{body}</section> }
}

#[component]
pub fn GoalCards(
    visit: Visit,
    #[prop(optional)] except: Option<Goal>,
    #[prop(default = 3)] level: u8,
) -> impl IntoView {
    let words = visit.words();
    let items = Goal::ALL
        .into_iter()
        .filter(|goal| Some(*goal) != except)
        .map(|goal| {
            view! {
                <li class=format!("card card--goal goal-{}", goal.slug())>
                    <span class="card__icon"><Icon name=tag::goal_icon(goal)/></span>
                    <p class="card__kind" lang="en">{goal.brand()}</p>
                    <CardTitle level=level href=visit.href(&format!("/ziele/{}", goal.slug())) text=words.names.goal(goal)/>
                    <p class="card__text">{words.names.goal_subtitle(goal)}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="card-grid card-grid--goals">{items}</ul> }
}

#[component]
pub fn ThemeCards(
    visit: Visit,
    #[prop(optional)] except: Option<Theme>,
    #[prop(default = 3)] level: u8,
) -> impl IntoView {
    let words = visit.words();
    let items = Theme::ALL
        .into_iter()
        .filter(|theme| Some(*theme) != except)
        .map(|theme| {
            let number = fill(words.common.theme_number, &[("n", &theme.number().to_string())]);
            view! {
                <li class="card card--theme">
                    <span class="card__icon"><Icon name=tag::theme_icon(theme)/></span>
                    <p class="card__kind">{number}</p>
                    <CardTitle level=level href=visit.href(&format!("/themen/{}", theme.slug())) text=words.names.theme(theme)/>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="card-grid card-grid--themes">{items}</ul> }
}
