//! `/zahlen?thema=…`: the numbers of the start page, of a Leitthema, a Kernziel or a call for places, each split by the ways
//! in which it came. Without anything behind the question mark: all proposals.

use axum::{extract::State, response::Response};
use domain::{
    areas::{Area, AreaSplit},
    channel::{ByChannel, Channel},
    comments::Stance,
    filter::BoardFilter,
    place_calls::{PlaceCall, Verdict},
    proposals::Status,
};
use leptos::prelude::*;
use store::{
    areas,
    figures::{self, Split, Which},
    place_calls::{self, MarkWays},
};

use super::{formats::lang_of, place_calls::verdict_name};
use crate::{
    AppError, Site, Visit,
    locales::number,
    render,
    ui::{Breadcrumb, Head, Shell, WideTable},
};

const PATH: &str = "/zahlen";

/// One number with its name.
struct Row {
    name: String,
    /// Of the name, where it is not that of the page.
    lang: Option<&'static str>,
    told: AreaSplit,
}

impl Row {
    fn new(name: impl Into<String>, ways: ByChannel) -> Self {
        Self { name: name.into(), lang: None, told: AreaSplit::Split(ways) }
    }
}

/// What the numbers are of, and the pages above it.
struct About {
    name: String,
    lang: Option<&'static str>,
    /// The address that says so, however it was asked.
    address: String,
    steps: Vec<(String, String)>,
    rows: Vec<Row>,
    /// Why some of them are not split.
    small: Option<&'static str>,
    districts: Vec<Row>,
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let call = match visit.first("aufruf") {
        Some(slug) => place_calls::by_slug(&site.store, &slug).await?,
        None => None,
    };
    let about = match call {
        Some(call) => {
            let ways = place_calls::ways(&site.store, call.id).await?;
            of_call(&visit, call.told_in(visit.language), &ways)
        }
        None => {
            let which = Which::named(visit.first("thema").as_deref(), visit.first("ziel").as_deref());
            let split = figures::split(&site.store, which).await?;
            of_board(&visit, which, &split, &areas::districts(&site.store).await?)
        }
    };
    Ok(render::shared(render::page(|| view! { <FiguresPage site=site visit=visit about=about/> }), []))
}

fn of_call(visit: &Visit, call: PlaceCall, ways: &MarkWays) -> About {
    let (all, lang) = (visit.words(), lang_of(visit, call.language));
    let mut rows = vec![Row::new(all.channels.marks, ways.all())];
    rows.extend(Verdict::ALL.map(|verdict| Row::new(verdict_name(all, verdict), ways.of_verdict(verdict))));
    let of = |key: &str, label: String| Row { lang, ..Row::new(label, ways.of_category(key)) };
    rows.extend(call.categories.into_iter().map(|category| of(&category.key, category.label)));
    let steps = vec![
        ("/orte".to_owned(), all.place_calls.title.to_owned()),
        (format!("/orte/{}", call.slug), call.title.clone()),
    ];
    let address = format!("{PATH}?aufruf={}", call.slug);
    About { name: call.title, lang, address, steps, rows, small: None, districts: Vec::new() }
}

fn of_board(visit: &Visit, which: Which, split: &Split, areas: &[Area]) -> About {
    let all = visit.words();
    let (name, above, filter) = match which {
        Which::All => (all.channels.whole, None, BoardFilter::default()),
        Which::Theme(theme) => {
            let above = (("/themen", all.common.nav_themes), theme.slug());
            (all.names.theme(theme), Some(above), BoardFilter { theme: Some(theme), ..BoardFilter::default() })
        }
        Which::Goal(goal) => {
            let above = (("/ziele", all.common.nav_goals), goal.slug());
            (all.names.goal(goal), Some(above), BoardFilter { goal: Some(goal), ..BoardFilter::default() })
        }
    };
    let steps = match above {
        None => vec![("/vorschlaege".to_owned(), all.common.nav_proposals.to_owned())],
        Some(((path, title), slug)) => {
            vec![(path.to_owned(), title.to_owned()), (format!("{path}/{slug}"), name.to_owned())]
        }
    };
    About {
        name: name.to_owned(),
        lang: None,
        address: format!("{PATH}{}", filter.to_query()),
        steps,
        rows: of_proposals(visit, split),
        small: (!split.stances.may_tell()).then_some(all.channels.small_stances),
        districts: by_district(split, areas),
    }
}

/// As the start page, the pages of Leitthemen and Kernziele and the numbers on content pages name them.
fn of_proposals(visit: &Visit, split: &Split) -> Vec<Row> {
    let all = visit.words();
    let answered: Vec<Status> = Status::LISTED.into_iter().filter(|status| *status != Status::Published).collect();
    let of = |statuses: &[Status]| split.of(statuses);
    let mut rows = vec![
        Row::new(all.thematic.figure, split.proposals()),
        Row::new(all.thematic.open, of(&[Status::Published, Status::UnderReview])),
        Row::new(all.thematic.decided, of(&[Status::Accepted, Status::InProgress])),
        Row::new(all.thematic.implemented, of(&[Status::Implemented])),
        Row::new(all.thematic.rejected, of(&[Status::Rejected])),
        Row::new(all.home.figure_answered.other, of(&answered)),
        Row::new(all.home.figure_supports.other, split.supports),
        Row::new(all.special_blocks.figure_comments.other, split.comments),
    ];
    rows.extend(Stance::ALL.map(|stance| {
        let name = format!("{}: {}", all.special_blocks.figure_comments.other, all.names.stance(stance));
        let ways = split.stances.of(stance);
        let told = if split.stances.may_tell() { AreaSplit::Split(ways) } else { AreaSplit::Whole(ways.total()) };
        Row { told, ..Row::new(name, ways) }
    }));
    rows
}

/// The most first.
fn by_district(split: &Split, areas: &[Area]) -> Vec<Row> {
    let mut districts = split.districts.clone();
    districts.sort_by_key(|(_, ways)| std::cmp::Reverse(ways.total()));
    let named = districts.into_iter().filter_map(|(id, ways)| {
        let area = areas.iter().find(|area| area.id == id)?;
        Some(Row { told: AreaSplit::of(ways), ..Row::new(area.name.clone(), ways) })
    });
    named.collect()
}

#[component]
fn FiguresPage(site: Site, visit: Visit, about: About) -> impl IntoView {
    let words = &visit.words().channels;
    let About { name, lang, address, steps, rows, small, districts } = about;
    let head = Head {
        class: "page-figures",
        way: Some(steps.clone()),
        canonical: Some(address),
        ..Head::titled(format!("{}: {name}", words.page), words.lead)
    };
    let thematic = &visit.words().thematic;
    let by_district = (!districts.is_empty()).then(|| {
        let told = if districts.iter().all(|row| row.told == AreaSplit::TooFew) {
            view! { <p>{words.all_small}</p> }.into_any()
        } else {
            view! {
                <p>{words.small}</p>
                <Ways visit=visit.clone() label=thematic.by_district first=thematic.district rows=districts/>
            }
            .into_any()
        };
        view! { <h2>{thematic.by_district}</h2> {told} }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=steps/>
                <h1>{words.page}</h1>
                <p class="lead">{words.lead}</p>
                <p>{words.about}" "<strong lang=lang>{name}</strong></p>
                <Ways visit=visit.clone() label=words.page first=words.figure rows=rows/>
                {small.map(|text| view! { <p>{text}</p> })}
                {by_district}
                <p><a href=visit.href("/zaehlung")>{visit.words().common.counting}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn Ways(visit: Visit, label: &'static str, first: &'static str, rows: Vec<Row>) -> impl IntoView {
    let words = &visit.words().channels;
    let heads = Channel::ALL.map(|channel| view! { <th class="table__number" scope="col">{words.name(channel)}</th> });
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = cells(&visit, row.told)
                .map(|cell| view! { <td class="table__number">{cell}</td> })
                .into_iter()
                .collect_view();
            view! { <tr><th scope="row" lang=row.lang>{row.name}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <WideTable label=label>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{first}</th>
                        <th class="table__number" scope="col">{words.total}</th>
                        {heads.into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </WideTable>
    }
    .into_any()
}

/// All of them, and each way.
fn cells(visit: &Visit, told: AreaSplit) -> [String; 5] {
    let (words, n) = (visit.words(), |many: i64| number(visit.language, many));
    let unsaid = || words.channels.unsaid.to_owned();
    match told {
        AreaSplit::TooFew => [words.thematic.too_few.to_owned(), unsaid(), unsaid(), unsaid(), unsaid()],
        AreaSplit::Whole(total) => [n(total), unsaid(), unsaid(), unsaid(), unsaid()],
        AreaSplit::Split(ways) => {
            let [web, kiosk, paper, counter] = Channel::ALL.map(|channel| n(ways.of(channel)));
            [n(ways.total()), web, kiosk, paper, counter]
        }
    }
}
