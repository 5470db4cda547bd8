//! Zoom and move, as plain links.

use domain::map::Viewport;
use leptos::prelude::*;

use super::Steer;
use crate::{Visit, ui::Icon};

/// A step moves half a picture, so that what was at the border comes to the middle.
const STEP: f64 = 0.5;

#[component]
pub(super) fn Controls(visit: Visit, viewport: Viewport, whole: Viewport, steer: Steer) -> impl IntoView {
    let words = &visit.words().map;
    // Ids let a page that swaps its map give the focus back to the link that was used.
    let controls = [
        ("naeher", "plus", words.zoom_in, viewport.zoomed(1.0)),
        ("weiter", "minus", words.zoom_out, viewport.zoomed(-1.0)),
        ("norden", "chevron-up", words.north, viewport.moved(0.0, -STEP)),
        ("westen", "chevron-left", words.west, viewport.moved(-STEP, 0.0)),
        ("osten", "chevron-right", words.east, viewport.moved(STEP, 0.0)),
        ("sueden", "chevron-down", words.south, viewport.moved(0.0, STEP)),
        ("alles", "home", words.whole, whole),
    ];
    let links = controls
        .into_iter()
        .map(|(id, icon, word, target)| {
            view! {
                <li class=format!("map__control-item map__control-item--{id}")>
                    <a class="map__control" id=format!("karte-{id}") href=steer.href(target) rel="nofollow" title=word>
                        <Icon name=icon/>
                        <span class="visually-hidden">{word}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="map__steering" aria-label=words.steering><ul class="map__controls">{links}</ul></nav> }
        .into_any()
}
