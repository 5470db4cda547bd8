use domain::{
    Language,
    areas::{Area, AreaFigure},
    filter::BoardFilter,
    proposals::{Status, ThemeFigures},
};
use leptos::prelude::*;

use super::{Thematic, Topic};
use crate::{
    Site, Visit,
    locales::{fill, number},
    pages::{
        content::{Blocks, GoalCards, Stand, TextNotices, ThemeCards, need_style},
        editing::mode::PageOpening,
        news::FollowTopic,
        sponsors::SponsorsOfTheme,
    },
    ui::{Breadcrumb, EmptyState, Head, Icon, ProposalCardView, Shell, WaysLink, tag, with_no_account},
};

#[component]
pub fn ThematicPage(site: Site, visit: Visit, thematic: Thematic) -> impl IntoView {
    let words = visit.words();
    let Thematic { topic, page, language, editing, data, figures, cards, areas, sponsors, needed, now } = thematic;
    let (class, icon, picture, kind, up) = match topic {
        Topic::Goal(goal) => (
            goal_class(goal),
            tag::goal_icon(goal),
            format!("/illustrations/goal-{}.svg", goal.slug()),
            format!("{} · {}", words.thematic.goal, goal.brand()),
            ("/ziele".to_owned(), words.common.nav_goals.to_owned()),
        ),
        Topic::Theme(theme) => (
            "page-thematic",
            tag::theme_icon(theme),
            format!("/illustrations/theme-{}.svg", theme.slug()),
            fill(words.common.theme_number, &[("n", &theme.number().to_string())]),
            ("/themen".to_owned(), words.common.nav_themes.to_owned()),
        ),
    };
    let query = topic.filter().to_query();
    let head = Head {
        class,
        editing: editing.clone(),
        way: Some(vec![up.clone()]),
        has_special_blocks: need_style(&page.blocks),
        feed: Some(format!("/vorschlaege/feed.atom{query}")),
        ..Head::titled(page.title.clone(), page.summary.clone())
    };
    let lang = (language != visit.language).then(|| language.tag());
    let new_path = format!("/vorschlaege/neu{query}");
    let others = match topic {
        Topic::Goal(goal) => {
            view! { <h2>{words.thematic.other_goals}</h2> <GoalCards visit=visit.clone() except=goal/> }.into_any()
        }
        Topic::Theme(theme) => {
            view! { <h2>{words.thematic.other_themes}</h2> <ThemeCards visit=visit.clone() except=theme/> }.into_any()
        }
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="topic-head">
                <div class="topic-head__inner">
                    <div class="topic-head__text">
                        <Breadcrumb visit=visit.clone() steps=vec![up]/>
                        <TextNotices visit=visit.clone() language=language standing=page.standing.clone()/>
                        <p class="topic-head__kind"><Icon name=icon/>{kind}</p>
                        <PageOpening visit=visit.clone() editing=editing.clone() lang=lang title=page.title.clone() summary=page.summary.clone()/>
                        <p><a class="button button--primary button--large" href=visit.href(&new_path)>{words.thematic.propose_here}</a></p>
                    </div>
                    <img class="topic-head__picture" src=picture alt="" width="600" height="400"/>
                </div>
            </div>
            <div class="container topic">
                <div class="topic__text content" lang=lang>
                    <Blocks visit=visit.clone() language=language blocks=page.blocks.clone() data=data editing=editing/>
                    <Stand visit=visit.clone() language=language page=page/>
                </div>
                <aside class="topic__side" aria-labelledby="zahlen">
                    <h2 id="zahlen">{words.thematic.in_numbers}</h2>
                    <StateInNumbers visit=visit.clone() figures=figures.clone()/>
                    <ByDistrict visit=visit.clone() topic=topic figures=figures areas=areas/>
                    <WaysLink visit=visit.clone() query=query.clone()/>
                    <p class="topic__invitation">{with_no_account(&visit, needed, "", words.thematic.propose_text)}</p>
                    <a class="button button--primary" href=visit.href(&new_path)>{words.thematic.propose_here}</a>
                    <FollowTopic visit=visit.clone() filter=topic.filter()/>
                    <p><a href=visit.href(&format!("/vorschlaege/feed.atom{query}"))><Icon name="feed"/>{words.board.feed}</a></p>
                </aside>
            </div>
            <section class="band container" aria-labelledby="dazu">
                <h2 id="dazu">{words.thematic.proposals_here}</h2>
                {if cards.is_empty() {
                    view! { <EmptyState title=words.thematic.none_title><p>{words.thematic.none_text}</p></EmptyState> }.into_any()
                } else {
                    let items = cards
                        .into_iter()
                        .map(|card| view! { <li><ProposalCardView visit=visit.clone() card=card now=now heading=3/></li> })
                        .collect_view();
                    view! {
                        <ul class="card-grid card-grid--proposals">{items}</ul>
                        <p>
                            <a class="button button--secondary" href=visit.href(&format!("/vorschlaege{query}"))>
                                {words.thematic.all_here}<Icon name="arrow-right"/>
                            </a>
                        </p>
                    }
                    .into_any()
                }}
            </section>
            <SponsorsOfTheme visit=visit.clone() sponsors=sponsors/>
            <section class="band container">{others}</section>
        </Shell>
    }
}

fn goal_class(goal: domain::Goal) -> &'static str {
    match goal {
        domain::Goal::Gluecklich => "page-thematic goal-gluecklich",
        domain::Goal::Mitdenkend => "page-thematic goal-mitdenkend",
        domain::Goal::Verbindend => "page-thematic goal-verbindend",
        domain::Goal::Lernend => "page-thematic goal-lernend",
    }
}

#[component]
fn StateInNumbers(visit: Visit, figures: ThemeFigures) -> impl IntoView {
    let words = visit.words();
    let rows = [
        (figures.of(&[Status::Published, Status::UnderReview]), words.thematic.open),
        (figures.of(&[Status::Accepted, Status::InProgress]), words.thematic.decided),
        (figures.of(&[Status::Implemented]), words.thematic.implemented),
        (figures.of(&[Status::Rejected]), words.thematic.rejected),
    ];
    let total = figures.total();
    let items = rows
        .into_iter()
        .map(|(n, word)| view! { <li><strong>{number(visit.language, n)}</strong>" "{word}</li> })
        .collect_view();
    view! {
        <p class="topic__total">{words.board.proposals.with(visit.language, total)}</p>
        <ul class="figures figures--column">{items}</ul>
    }
}

/// How many proposals there are for which Ortsteil. A few are no figure to compare by; the list behind the link shows each.
#[component]
fn ByDistrict(visit: Visit, topic: Topic, figures: ThemeFigures, areas: Vec<Area>) -> impl IntoView {
    let words = &visit.words().thematic;
    let rows = figures
        .districts
        .iter()
        .filter_map(|(id, name, count)| {
            let area = areas.iter().find(|area| area.id == *id)?;
            let filter = BoardFilter { district: Some(area.slug.clone()), ..topic.filter() };
            let figure = match AreaFigure::of(*count, area.inhabitants) {
                AreaFigure::TooFew => words.too_few.to_owned(),
                AreaFigure::Rate { count, per_thousand: None } => number(visit.language, count),
                AreaFigure::Rate { count, per_thousand: Some(rate) } => {
                    let rate = fill(words.per_thousand, &[("n", &one_decimal(visit.language, rate))]);
                    format!("{} ({rate})", number(visit.language, count))
                }
            };
            let href = visit.href(&format!("/vorschlaege{}", filter.to_query()));
            Some(view! { <tr><th scope="row"><a href=href>{name.clone()}</a></th><td>{figure}</td></tr> })
        })
        .collect_view();
    (!figures.districts.is_empty()).then(|| {
        view! {
            <details class="topic__districts">
                <summary>{words.by_district}</summary>
                <table>
                    <thead><tr><th scope="col">{words.district}</th><th scope="col">{words.figure}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
    })
}

/// `2,3` in German, `2.3` in English.
fn one_decimal(language: Language, rate: f64) -> String {
    let text = format!("{rate:.1}");
    if language == Language::En { text } else { text.replace('.', ",") }
}
