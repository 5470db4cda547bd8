//! One page for each Kernziel and each Leitthema: what the city wants, what people propose, how to add to it.

mod view;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Goal, Language, Moment, Theme,
    accounts::Level,
    areas::Area,
    blocks::Page,
    filter::BoardFilter,
    proposals::{ProposalCard, ThemeFigures},
    sponsors::Profile,
};
use leptos::prelude::*;
use view::ThematicPage;

use super::{
    content::BlockData,
    editing::mode::{self, Editing, Found},
};
use crate::{AppError, Site, Visit, render};

/// A page shows these many proposals; the board has the rest.
const SHOWN: u64 = 6;

/// Either kind; they look alike and differ in colour, icon and filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Goal(Goal),
    Theme(Theme),
}

impl Topic {
    fn address(self) -> String {
        match self {
            Self::Goal(goal) => format!("ziele/{}", goal.slug()),
            Self::Theme(theme) => format!("themen/{}", theme.slug()),
        }
    }

    fn filter(self) -> BoardFilter {
        match self {
            Self::Goal(goal) => BoardFilter { goal: Some(goal), ..BoardFilter::default() },
            Self::Theme(theme) => BoardFilter { theme: Some(theme), ..BoardFilter::default() },
        }
    }
}

#[derive(Clone)]
struct Thematic {
    topic: Topic,
    page: Page,
    language: Language,
    editing: Editing,
    data: BlockData,
    figures: ThemeFigures,
    cards: Vec<ProposalCard>,
    areas: Vec<Area>,
    sponsors: Vec<Profile>,
    /// Who takes part.
    needed: Level,
    now: Moment,
}

pub async fn goal(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    show(site, visit, Goal::from_slug(&slug).map(Topic::Goal)).await
}

pub async fn theme(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    show(site, visit, Theme::from_slug(&slug).map(Topic::Theme)).await
}

async fn show(site: Site, visit: Visit, topic: Option<Topic>) -> Result<Response, AppError> {
    let topic = topic.ok_or(AppError::NotFound)?;
    let store = &site.store;
    let Found { page, language, editing } =
        mode::find(&site, &visit, &topic.address()).await?.ok_or(AppError::NotFound)?;
    let figures = match topic {
        Topic::Goal(goal) => store::figures::of_goal(store, goal).await?,
        Topic::Theme(theme) => store::figures::of_theme(store, theme).await?,
    };
    let cards = store::proposals::list(store, &topic.filter(), SHOWN).await?.items;
    let data = BlockData::load(&site, &page.blocks).await?;
    let areas = store::areas::districts(store).await?;
    let sponsors = match topic {
        Topic::Theme(theme) => store::sponsors::of_theme(store, theme).await?,
        Topic::Goal(_) => Vec::new(),
    };
    let needed = site.watched().await?.needed_level;
    let now = site.now();
    let thematic = Thematic { topic, page, language, editing, data, figures, cards, areas, sponsors, needed, now };
    let is_edited = thematic.editing.is_on();
    let page = render::page(|| view! { <ThematicPage site=site visit=visit thematic=thematic/> });
    Ok(mode::finish(page, is_edited))
}
