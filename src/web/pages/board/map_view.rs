//! The same proposals on the map, with the list beside it as its equal.

use std::sync::Arc;

use domain::{
    filter::BoardFilter,
    map::Viewport,
    proposals::{Pin, Status},
};
use leptos::prelude::*;

use super::{
    Board, MapData, PINS, address,
    results::{List, count},
};
use crate::{
    Visit,
    locales::{fill, number},
    pages::map::{CityMap, DistrictHref, Mark, Steer, closer, grouped},
};

#[component]
pub(super) fn MapView(visit: Visit, board: Board, map: MapData) -> impl IntoView {
    let words = &visit.words().board;
    let MapData { viewport, pins } = map;
    let is_capped = pins.len() as u64 >= PINS;
    let is_empty = pins.is_empty();
    let to = {
        let (visit, filter) = (visit.clone(), board.filter.clone());
        move |viewport: Viewport| {
            // Without script the next page opens at its map.
            let address = address(&BoardFilter { viewport: Some(viewport), ..filter.clone() });
            visit.href(&format!("{address}#karte"))
        }
    };
    let district_href: DistrictHref = {
        let (visit, filter) = (visit.clone(), board.filter.first_page());
        Arc::new(move |slug| {
            visit.href(&address(&BoardFilter { district: Some(slug.to_owned()), viewport: None, ..filter.clone() }))
        })
    };
    let marks = pins.into_iter().map(|pin| mark(&visit, pin)).collect();
    let marks = grouped(viewport, marks, |middle, n| {
        let label = fill(words.group_label, &[("n", &number(visit.language, i64::try_from(n).unwrap_or(i64::MAX)))]);
        Mark::group(middle, n, label, to(closer(viewport, middle)))
    });
    let found = count(&visit, board.page.total);
    let label = fill(words.map_label, &[("n", &found)]);
    let chosen = board.district.as_ref().map(|district| district.id);
    let city = board.city.clone();
    view! {
        <div class="board__map" id="karte">
            <div class="board__drawing">
                <CityMap
                    visit=visit.clone()
                    city=city
                    viewport=viewport
                    label=label
                    marks=marks
                    chosen=chosen
                    steer=Some(Steer::new(to))
                    district_href=Some(district_href)
                />
                {is_empty.then(|| view! { <p class="map__note">{words.map_empty}</p> })}
                {is_capped.then(|| {
                    let most = number(visit.language, i64::try_from(PINS).unwrap_or(i64::MAX));
                    view! { <p class="map__note">{fill(words.capped, &[("n", &most)])}</p> }
                })}
                <Legend visit=visit.clone()/>
                <p class="map__help">{words.map_help}</p>
            </div>
            <div class="board__beside">
                <h2 class="board__beside-title">{words.list_beside}</h2>
                <p class="map__note">{words.without_place}</p>
                <List visit=visit.clone() board=board heading=3/>
            </div>
        </div>
    }
    .into_any()
}

pub(in crate::pages) fn mark(visit: &Visit, pin: Pin) -> Mark {
    let class = match pin.status {
        Status::Implemented => "map__mark--done",
        Status::Accepted | Status::InProgress => "map__mark--decided",
        Status::Rejected | Status::Merged | Status::Withdrawn => "map__mark--declined",
        Status::Submitted | Status::Published | Status::UnderReview => "map__mark--open",
    };
    // The state is told in words too, never by colour alone.
    let label = format!("{} ({})", pin.title, visit.words().names.status(pin.status));
    let href = visit.href(&pin.path());
    Mark::pin(pin.point, label).linked(href).classed(class)
}

#[component]
fn Legend(visit: Visit) -> impl IntoView {
    let (words, names) = (&visit.words().board, &visit.words().names);
    let states = [
        ("map__mark--open", names.status(Status::Published)),
        ("map__mark--decided", names.status(Status::Accepted)),
        ("map__mark--done", names.status(Status::Implemented)),
        ("map__mark--declined", names.status(Status::Rejected)),
    ];
    let states = states
        .into_iter()
        .map(|(class, word)| {
            view! {
                <li>
                    <svg class="map__key" viewBox="-14 -14 28 28" aria-hidden="true" focusable="false">
                        <g class=format!("map__mark {class}")><circle class="map__dot" r="11"></circle></g>
                    </svg>
                    {words.legend_pin}": "{word}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="map__legend" aria-label=words.legend>
            {states}
            <li>
                <svg class="map__key" viewBox="-22 -22 44 44" aria-hidden="true" focusable="false">
                    <g class="map__mark map__mark--group">
                        <circle class="map__group" r="19"></circle>
                        <text class="map__number" y="5" text-anchor="middle">"12"</text>
                    </g>
                </svg>
                {words.legend_group}
            </li>
        </ul>
    }
    .into_any()
}
