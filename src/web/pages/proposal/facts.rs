use domain::{
    areas::AreaName,
    filter::{BoardFilter, ViewMode},
    proposals::ProposalDetail,
};
use leptos::prelude::*;

use super::Shown;
use crate::{
    Visit,
    locales::fill,
    pages::map::{CityMap, Mark},
    ui::{GoalTags, Icon, ThemeTag, with_before},
};

/// `Evershagen, am Schulhof`, or the whole city.
pub(super) fn place_in_words(visit: &Visit, detail: &ProposalDetail) -> String {
    let district = detail.card.district.as_ref().map(|district| district.name.clone());
    let parts: Vec<String> = [district, detail.place_note.clone()].into_iter().flatten().collect();
    if parts.is_empty() { visit.words().common.whole_city.to_owned() } else { parts.join(", ") }
}

/// Theme, goals and place, with a small map where there is a pin.
#[component]
pub(super) fn Facts(visit: Visit, shown: Shown) -> impl IntoView {
    let all = visit.words();
    let words = &all.proposal;
    let detail = shown.detail;
    let card = detail.card.clone();
    let count = i64::try_from(card.goals.iter().count()).unwrap_or_default();
    let goals = (count > 0).then(|| {
        view! { <div><dt>{words.goals.with(visit.language, count)}</dt><dd><GoalTags goals=card.goals words=all/></dd></div> }
    });
    let board_of = |filter: BoardFilter| visit.href(&format!("/vorschlaege{}", filter.to_query()));
    let theme = board_of(BoardFilter { theme: Some(card.theme), ..BoardFilter::default() });
    let district = card.district.clone().map(|area| {
        let href = board_of(BoardFilter { district: Some(area.slug), ..BoardFilter::default() });
        view! { <div><dt>{words.district}</dt><dd><a href=href>{area.name}</a></dd></div> }
    });
    let list = detail.is_one_of_many_boards.then(|| {
        let board = &detail.board;
        let href = board_of(BoardFilter { board: Some(board.slug.clone()), ..BoardFilter::default() });
        let title = board.title.clone();
        view! { <div><dt>{all.boards.list}</dt><dd><a href=href lang="de">{title}</a></dd></div> }.into_any()
    });
    let plain = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    // Many Ortsteile are a Stadtbereich and have an Ortsbeirat of the same name: once is enough.
    let own_name = card.district.as_ref().map(|district| district.name.clone());
    let else_called = |area: AreaName| (Some(&area.name) != own_name.as_ref()).then_some(area.name);
    let everywhere = card.district.is_none().then(|| all.common.whole_city.to_owned());
    let place = place_in_words(&visit, &detail);
    let home = card.district.as_ref().map(|district| district.id);
    let map = shown.city.zip(card.pin).map(|(city, pin)| {
        let label = fill(words.map_label, &[("title", &card.title), ("place", &place)]);
        let viewport = city.near(pin);
        let large = board_of(BoardFilter { view: ViewMode::Map, viewport: Some(viewport), ..BoardFilter::default() });
        let large = format!("{large}#karte");
        let mark = Mark::pin(pin, card.title.clone()).classed("map__mark--here");
        view! {
            <CityMap visit=visit.clone() city=city viewport=viewport label=label marks=vec![mark] chosen=home is_small=true/>
            <p class="proposal__large-map"><a href=large><Icon name="map"/>{words.open_map}</a></p>
        }
    });
    let theme =
        view! { <div><dt>{words.theme}</dt><dd><a href=theme><ThemeTag theme=card.theme words=all/></a></dd></div> };
    let first = with_before(list, theme);
    view! {
        <section class="proposal__facts" aria-labelledby="einordnung">
            <h2 id="einordnung">{words.facts}</h2>
            <dl class="facts">
                {first}
                {goals}
                {district}
                {plain(words.place, everywhere)}
                {plain(words.place_note, detail.place_note)}
                {plain(words.borough, detail.borough.and_then(else_called))}
                {plain(words.council, detail.council.and_then(else_called))}
            </dl>
            {map}
        </section>
    }
    .into_any()
}
