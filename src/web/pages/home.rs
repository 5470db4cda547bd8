//! The start page: what the city wants, what is open now, how to take part.

mod about;

pub use about::CITY;
use axum::{extract::State, response::Response};
use domain::{
    Language, Moment,
    blocks::Page,
    history::Happening,
    proposals::{self, ProposalCard, Status},
};
use leptos::prelude::*;
use store::figures::Overall;

use super::{
    content::{BlockData, Blocks, Stand, TextNotices, need_style},
    editing::mode::{self, Editing, Found, PageOpening},
    open_now::{OpenNow, OpenNowList},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::{Plural, number},
    pages::content::{GoalCards, ThemeCards},
    render,
    ui::{Head, Icon, ProposalCardView, Shell, StatusTag, WaysLink},
};

const NEWEST: u64 = 6;
const BECAME: usize = 4;
/// How far back decisions are looked for among everything that happened.
const LOOKED_AT: u64 = 60;

/// One decision of the city.
#[derive(Clone)]
struct Decision {
    path: String,
    title: String,
    status: Status,
    office: Option<String>,
    at: Moment,
}

#[derive(Clone)]
struct Home {
    page: Page,
    language: Language,
    editing: Editing,
    data: BlockData,
    open: OpenNow,
    newest: Vec<ProposalCard>,
    became: Vec<Decision>,
    overall: Overall,
    now: Moment,
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let store = &site.store;
    let Found { page, language, editing } = mode::find(&site, &visit, "start").await?.ok_or(AppError::NotFound)?;
    let home = Home {
        data: BlockData::load(&site, &page.blocks).await?,
        page,
        language,
        editing,
        open: OpenNow::load(&site).await?,
        newest: store::proposals::newest(store, NEWEST).await?,
        became: decisions(&site).await?,
        overall: store::figures::overall(store).await?,
        now: site.now(),
    };
    let is_edited = home.editing.is_on();
    let page = render::page(|| view! { <HomePage site=site visit=visit home=home/> });
    Ok(mode::finish(page, is_edited))
}

/// The latest decisions, one for each proposal.
async fn decisions(site: &Site) -> Result<Vec<Decision>, AppError> {
    let mut decisions: Vec<Decision> = Vec::new();
    for (entry, id, title) in store::activity::recent(&site.store, LOOKED_AT).await? {
        let path = proposals::path(id, &title);
        if let Happening::StatusChanged { to: status, office, .. } = entry.happening
            && decisions.len() < BECAME
            && decisions.iter().all(|decision| decision.path != path)
        {
            decisions.push(Decision { path, title, status, office, at: entry.at });
        }
    }
    Ok(decisions)
}

#[component]
fn HomePage(site: Site, visit: Visit, home: Home) -> impl IntoView {
    let words = visit.words();
    let Home { page, language, editing, data, open, newest, became, overall, now } = home;
    let head = Head {
        feed: Some("/vorschlaege/feed.atom".into()),
        class: "page-home",
        has_special_blocks: need_style(&page.blocks),
        editing: editing.clone(),
        about: about::about(&visit, &site.settings.base_url),
        ..Head::titled("", page.summary.clone())
    };
    let lang = (language != visit.language).then(|| language.tag());
    let cards = newest
        .into_iter()
        .map(|card| view! { <li><ProposalCardView visit=visit.clone() card=card now=now heading=3/></li> })
        .collect_view();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <section class="hero">
                <div class="hero__inner">
                    <div class="hero__text">
                        <TextNotices visit=visit.clone() language=language standing=page.standing.clone()/>
                        <p class="hero__claim" lang="en">{words.common.claim}</p>
                        <PageOpening visit=visit.clone() editing=editing.clone() lang=lang title=page.title.clone() summary=page.summary.clone()/>
                        <p class="hero__actions">
                            <a class="button button--primary button--large" href=visit.href("/vorschlaege/neu")>{words.common.submit_proposal}</a>
                            <a class="button button--secondary button--large" href=visit.href("/vorschlaege")>{words.home.see_proposals}</a>
                        </p>
                        <ul class="hero__entries">
                            {(visit.language != Language::Ls).then(|| view! {
                                <li>
                                    <a href=Language::Ls.path("/") hreflang="de-simple">
                                        <Icon name="easy-language"/>{words.home.easy_language_entry}
                                    </a>
                                </li>
                            })}
                            <li><a href=visit.href("/gebaerdensprache")><Icon name="sign-language"/>{words.home.sign_language_entry}</a></li>
                        </ul>
                    </div>
                    <img class="hero__picture" src="/illustrations/start.svg" alt="" width="720" height="480" fetchpriority="high"/>
                </div>
            </section>
            <section class="band container" aria-labelledby="offen">
                <h2 id="offen">{words.home.open_now}</h2>
                <p class="band__intro">{words.home.open_now_intro}</p>
                <OpenNowList visit=visit.clone() open=open/>
            </section>
            <section class="band container content" lang=lang>
                <Blocks visit=visit.clone() language=language blocks=page.blocks.clone() data=data editing=editing/>
                <Stand visit=visit.clone() language=language page=page/>
            </section>
            <section class="band container" aria-labelledby="neu">
                <h2 id="neu">{words.home.newest}</h2>
                <Figures visit=visit.clone() overall=overall/>
                <ul class="card-grid card-grid--proposals">{cards}</ul>
                <p><a class="button button--secondary" href=visit.href("/vorschlaege")>{words.home.all_proposals}<Icon name="arrow-right"/></a></p>
            </section>
            <Became visit=visit.clone() became=became/>
            <section class="band container" aria-labelledby="ziele">
                <h2 id="ziele">{words.home.goals_title}</h2>
                <p class="band__intro">{words.home.goals_intro}</p>
                <GoalCards visit=visit.clone()/>
            </section>
            <section class="band container" aria-labelledby="themen">
                <h2 id="themen">{words.home.themes_title}</h2>
                <p class="band__intro">{words.home.themes_intro}</p>
                <ThemeCards visit=visit.clone()/>
            </section>
        </Shell>
    }
}

/// The state of the whole board in four numbers.
#[component]
fn Figures(visit: Visit, overall: Overall) -> impl IntoView {
    let words = &visit.words().home;
    let figures: [(i64, Plural); 4] = [
        (overall.proposals, words.figure_proposals),
        (overall.supports, words.figure_supports),
        (overall.answered, words.figure_answered),
        (overall.implemented, words.figure_implemented),
    ];
    let items = figures
        .into_iter()
        .map(|(n, word)| {
            view! { <li><strong>{number(visit.language, n)}</strong>" "{word.with(visit.language, n)}</li> }
        })
        .collect_view();
    view! {
        <ul class="figures">{items}</ul>
        <WaysLink visit=visit.clone() query=""/>
    }
}

/// The latest decisions: the answer to "what becomes of our ideas?".
#[component]
fn Became(visit: Visit, became: Vec<Decision>) -> impl IntoView {
    if became.is_empty() {
        return ().into_any();
    }
    let words = visit.words();
    let items = became
        .into_iter()
        .map(|decision| {
            view! {
                <li class="became__item">
                    <StatusTag status=decision.status words=words/>
                    <a href=visit.href(&decision.path)>{decision.title.clone()}</a>
                    <p class="became__meta">
                        {decision.office.clone().map(|office| format!("{office}, "))}
                        <time datetime=dates::machine(decision.at)>{dates::date(visit.language, decision.at)}</time>
                    </p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="band band--tint" aria-labelledby="geworden">
            <div class="container">
                <h2 id="geworden">{words.home.became_title}</h2>
                <p class="band__intro">{words.home.became_intro}</p>
                <ul class="became">{items}</ul>
                <p><a href=visit.href("/vorschlaege/ueberfaellig")>{words.answering.overdue_link}</a></p>
            </div>
        </section>
    }
    .into_any()
}
