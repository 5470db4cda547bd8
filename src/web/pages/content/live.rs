//! Blocks that show how the platform is now: the newest proposals of a Leitthema, the map, numbers.

use std::sync::Arc;

use domain::{
    Moment, Theme,
    blocks::{Block, BlockKind, Figure, Said},
    filter::{BoardFilter, ViewMode},
    proposals::{Pin, ProposalCard, Status, ThemeFigures},
};
use leptos::prelude::*;
use store::{
    figures::{self, Overall},
    proposals,
};

use crate::{
    AppError, Site, Visit,
    locales::{fill, number},
    pages::{
        board,
        map::{City, CityMap, Mark, closer, grouped},
    },
    ui::{Icon, ProposalCardView, WaysLink},
};

/// A block shows these many proposals; the board has the rest.
const SHOWN: u64 = 3;

/// Pins on a map, as on the board.
const PINS: u64 = 2_000;

/// What the live blocks of one page show; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Live(Arc<Shown>);

#[derive(Debug, Default)]
struct Shown {
    boards: Vec<(Theme, Vec<ProposalCard>)>,
    maps: Vec<(Option<Theme>, Vec<Pin>)>,
    city: Option<City>,
    overall: Overall,
    figures: Vec<(Theme, ThemeFigures)>,
    now: Moment,
}

impl Live {
    /// Asks for everything once, however many blocks show it.
    pub async fn load(site: &Site, blocks: &[Block]) -> Result<Self, AppError> {
        let store = &site.store;
        let mut shown = Shown { now: site.now(), ..Shown::default() };
        for block in blocks {
            let theme = Said::of(block.kind, &block.body).theme();
            match (block.kind, theme) {
                (BlockKind::Board, Ok(Some(theme))) if shown.boards.iter().all(|(known, _)| *known != theme) => {
                    let filter = BoardFilter { theme: Some(theme), ..BoardFilter::default() };
                    shown.boards.push((theme, proposals::list(store, &filter, SHOWN).await?.items));
                }
                (BlockKind::Map, Ok(theme)) if shown.maps.iter().all(|(known, _)| *known != theme) => {
                    if shown.city.is_none() {
                        shown.city = Some(City::load(site).await?);
                    }
                    let filter = BoardFilter { theme, ..BoardFilter::default() };
                    let mut pins = proposals::pins(store, &filter, PINS).await?;
                    pins.retain(|pin| pin.status.is_open());
                    shown.maps.push((theme, pins));
                }
                (BlockKind::Indicator, Ok(None)) => shown.overall = figures::overall(store).await?,
                (BlockKind::Indicator, Ok(Some(theme))) if shown.figures.iter().all(|(known, _)| *known != theme) => {
                    shown.figures.push((theme, figures::of_theme(store, theme).await?));
                }
                _ => {}
            }
        }
        Ok(Self(Arc::new(shown)))
    }

    fn count(&self, theme: Option<Theme>, figure: Figure) -> i64 {
        let Some(theme) = theme else {
            let overall = self.0.overall;
            return match figure {
                Figure::Proposals => overall.proposals,
                Figure::Supports => overall.supports,
                Figure::Comments => overall.comments,
                Figure::Answered => overall.answered,
                Figure::Implemented => overall.implemented,
            };
        };
        let Some((_, figures)) = self.0.figures.iter().find(|(known, _)| *known == theme) else { return 0 };
        match figure {
            Figure::Proposals => figures.total(),
            Figure::Supports => figures.supports,
            Figure::Comments => figures.comments,
            Figure::Answered => figures.total() - figures.of(&[Status::Published]),
            Figure::Implemented => figures.of(&[Status::Implemented]),
        }
    }
}

/// The live part of a block. What names nothing that exists shows nothing; its editor is told.
#[component]
pub fn LivePart(visit: Visit, block: Block, level: u8, live: Live, leads_on: bool) -> impl IntoView {
    let said = Said::of(block.kind, &block.body);
    match (block.kind, said.theme()) {
        (BlockKind::Board, Ok(Some(theme))) => {
            view! { <ThemeBoard visit=visit theme=theme level=level live=live/> }.into_any()
        }
        (BlockKind::Map, Ok(theme)) => view! { <OpenMap visit=visit theme=theme live=live/> }.into_any(),
        (BlockKind::Indicator, Ok(theme)) => {
            view! { <Numbers visit=visit theme=theme figures=said.figures() live=live leads_on=leads_on/> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn ThemeBoard(visit: Visit, theme: Theme, level: u8, live: Live) -> impl IntoView {
    let words = visit.words();
    let now = live.0.now;
    let cards = live.0.boards.iter().find(|(known, _)| *known == theme).map(|(_, cards)| cards.clone());
    let cards = cards.unwrap_or_default();
    let list = if cards.is_empty() {
        view! { <p>{words.thematic.none_title}</p> }.into_any()
    } else {
        let cards = cards
            .into_iter()
            .map(|card| view! { <li><ProposalCardView visit=visit.clone() card=card now=now heading=level/></li> })
            .collect_view();
        view! { <ul class="card-grid card-grid--proposals">{cards}</ul> }.into_any()
    };
    let all = fill(words.special_blocks.all_of_theme, &[("theme", words.names.theme(theme))]);
    let filter = BoardFilter { theme: Some(theme), ..BoardFilter::default() };
    view! {
        {list}
        <p class="live-more">
            <a class="button button--secondary" href=visit.href(&board::address(&filter))>{all}<Icon name="arrow-right"/></a>
        </p>
    }
    .into_any()
}

#[component]
fn OpenMap(visit: Visit, theme: Option<Theme>, live: Live) -> impl IntoView {
    let words = visit.words();
    let Some(city) = live.0.city.clone() else { return ().into_any() };
    let pins = live.0.maps.iter().find(|(known, _)| *known == theme).map(|(_, pins)| pins.clone());
    let pins = pins.unwrap_or_default();
    let many = number(visit.language, i64::try_from(pins.len()).unwrap_or(i64::MAX));
    let viewport = city.whole();
    let on_board = {
        let visit = visit.clone();
        move |viewport| {
            let filter = BoardFilter { theme, view: ViewMode::Map, viewport, ..BoardFilter::default() };
            visit.href(&format!("{}#karte", board::address(&filter)))
        }
    };
    let marks = pins.into_iter().map(|pin| board::mark(&visit, pin)).collect();
    let marks = grouped(viewport, marks, |middle, n| {
        let label =
            fill(words.board.group_label, &[("n", &number(visit.language, i64::try_from(n).unwrap_or(i64::MAX)))]);
        Mark::group(middle, n, label, on_board(Some(closer(viewport, middle))))
    });
    let about = theme.map_or(words.special_blocks.whole_city, |theme| words.names.theme(theme));
    let label = fill(words.special_blocks.map_label, &[("n", &many), ("about", about)]);
    view! {
        <CityMap visit=visit.clone() city=city viewport=viewport label=label.clone() marks=marks/>
        <p class="live-more">
            {label}" · "<a href=on_board(None)>{words.special_blocks.map_more}</a>
        </p>
    }
    .into_any()
}

#[component]
fn Numbers(visit: Visit, theme: Option<Theme>, figures: Vec<Figure>, live: Live, leads_on: bool) -> impl IntoView {
    let words = visit.words();
    let language = visit.language;
    let items = figures
        .into_iter()
        .map(|figure| {
            let n = live.count(theme, figure);
            let word = match figure {
                Figure::Proposals => words.home.figure_proposals,
                Figure::Supports => words.home.figure_supports,
                Figure::Comments => words.special_blocks.figure_comments,
                Figure::Answered => words.home.figure_answered,
                Figure::Implemented => words.home.figure_implemented,
            };
            view! { <li><strong>{number(language, n)}</strong>" "{word.with(language, n)}</li> }
        })
        .collect_view();
    let query = BoardFilter { theme, ..BoardFilter::default() }.to_query();
    // Its words alone would be a line that leads nowhere.
    let ways = leads_on.then(|| view! { <WaysLink visit=visit.clone() query=query/> });
    view! {
        <ul class="figures">{items}</ul>
        {ways}
    }
    .into_any()
}
