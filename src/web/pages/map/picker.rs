//! The map to point at, with its tools; silent until the island wakes.

use leptos::prelude::*;

use crate::{
    Visit,
    islands::{PickerWords, PlacePicker, SearchWords},
};

#[component]
pub fn PlaceMap(visit: Visit, children: Children) -> impl IntoView {
    let words = &visit.words().keeping;
    let tool = |which: &'static str, word: &'static str| {
        view! { <button class="button button--quiet" type="button" data-zoom=which hidden=true>{word}</button> }
    };
    view! {
        <div data-wake="near">
            <PlacePicker words=PickerWords::of(&visit) search=SearchWords::of(&visit)>
                <p class="field__hint" id="karte-hilfe" hidden=true>{words.map_help}</p>
                <div class="picker__map">{children()}</div>
                <div class="picker__tools">{tool("in", words.zoom_in)}{tool("out", words.zoom_out)}</div>
            </PlacePicker>
        </div>
    }
}
