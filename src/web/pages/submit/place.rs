//! Where it is: a point on the map, an Ortsteil from the list, or a search; each does the whole job alone.

use domain::{
    areas::{Area, AreaName, FoundPlace},
    fields::{Field, FieldError, FieldErrors, Problem},
    places::LonLat,
    proposals::{Draft, limits},
};
use leptos::prelude::*;
use store::areas;

use super::{
    map_picture,
    versions::{OtherVersion, Others},
};
use crate::{
    AppError, Site, Visit,
    locales::{fields::problem_text, fill},
    pages::map::{City, CityMap, PlaceMap},
    ui::{Choice, Icon, Select, TextInput, field::FieldProblem},
};

/// A search shows so many places; more typing finds the rest.
pub const MATCHES: usize = 8;

#[derive(Clone)]
pub struct PlaceState {
    city: City,
    districts: Vec<Area>,
    pin: Option<LonLat>,
    /// The Ortsteil of the pin; none outside the city.
    pin_in: Option<AreaName>,
    searched: String,
    /// None before a search.
    found: Option<Vec<FoundPlace>>,
}

impl PlaceState {
    pub async fn load(site: &Site, draft: &Draft, searched: Option<String>) -> Result<Self, AppError> {
        let (store, city) = (&site.store, City::load(site).await?);
        let pin: Option<LonLat> = draft.pin.parse().ok();
        let pin_in = match pin {
            Some(pin) => areas::locate(store, pin, site.now()).await?.map(|located| located.district),
            None => None,
        };
        let searched = searched.unwrap_or_default().trim().to_owned();
        let found = if searched.is_empty() { None } else { Some(areas::find_place(store, &searched, MATCHES).await?) };
        Ok(Self { districts: city.districts().to_vec(), city, pin, pin_in, searched, found })
    }
}

#[component]
pub fn PlaceFields(
    visit: Visit,
    draft: Draft,
    errors: FieldErrors,
    #[prop(optional)] others: Others,
    state: PlaceState,
) -> impl IntoView {
    let words = &visit.words().submit;
    let choices =
        state.districts.iter().map(|area| Choice::new(area.id.to_string(), area.name.clone())).collect::<Vec<_>>();
    let map = view! {
        <CityMap
            visit=visit.clone()
            city=state.city.clone()
            viewport=state.city.whole()
            label=words.map
            is_picker=true
            picked=state.pin
        />
    };
    view! {
        <section class="form__section place" aria-labelledby="wo">
            <h2 id="wo">{words.section_place}</h2>
            <p class="form__intro">{words.place_intro}</p>
            <div class="place__point" id=Field::Place.name() tabindex="-1">
                <input type="hidden" name=Field::Place.name() value=draft.pin.clone()/>
                <PinLine visit=visit.clone() draft=draft.clone() errors=errors.clone() state=state.clone()/>
                {if visit.sitting.is_some() {
                    // A browser that could run scripts, and a page that brings none.
                    view! { <MapPicture visit=visit.clone() state=state.clone()/> }.into_any()
                } else {
                    view! {
                        <noscript><MapPicture visit=visit.clone() state=state.clone()/></noscript>
                        <PlaceMap visit=visit.clone()>{map}</PlaceMap>
                    }
                    .into_any()
                }}
            </div>
            <PlaceSearch visit=visit.clone() state=state/>
            <Select
                visit=visit.clone()
                field=Field::District
                label=words.district
                hint=words.district_hint
                none=words.district_none
                choices=choices
                value=draft.district.trim().to_owned()
                errors=errors.clone()
                optional=true
            />
            <OtherVersion visit=visit.clone() others=others.clone() field=Field::Place/>
            <TextInput
                visit=visit.clone()
                field=Field::PlaceNote
                label=words.place_note
                hint=words.place_note_hint
                value=draft.place_note
                errors=errors
                optional=true
                autocomplete="off"
                max_length=limits::PLACE_NOTE
            />
            <OtherVersion visit=visit others=others field=Field::PlaceNote/>
        </section>
    }
    .into_any()
}

/// Says where the point is, or kindly that it is not in Rostock; the island writes into the same line.
#[component]
fn PinLine(visit: Visit, draft: Draft, errors: FieldErrors, state: PlaceState) -> impl IntoView {
    let all = visit.words();
    let words = &all.submit;
    let has_pin = !draft.pin.trim().is_empty();
    let text = state.pin_in.map(|area| fill(words.pin_set, &[("place", &area.name)]));
    let outside = (has_pin && state.pin.is_some() && text.is_none()).then_some(Problem::OutsideTheCity);
    let problem = outside.or(errors.of(Field::Place)).map(|problem| {
        let text = problem_text(all, visit.language, FieldError { field: Field::Place, problem });
        view! { <FieldProblem id="punkt-fehler" text=text visit=visit.clone()/> }
    });
    view! {
        {problem}
        <div class="place__pin" data-pin-line="" hidden=!has_pin>
            <p class="place__status" role="status">{text}</p>
            <button class="button button--quiet" type="submit" name="aktion" value="punkt_entfernen">
                <Icon name="close"/>{words.pin_remove}
            </button>
        </div>
    }
    .into_any()
}

/// The map for browsers without script: a picture that is a button.
#[component]
fn MapPicture(visit: Visit, state: PlaceState) -> impl IntoView {
    let words = &visit.words().submit;
    // Around a point on the sea there is nothing to aim at.
    let pin = state.pin.filter(|_| state.pin_in.is_some());
    let piece = map_picture::piece(&state.city, pin);
    view! {
        <p class="place__picture-hint">{words.map_without_script}</p>
        <input type="hidden" name="ausschnitt" value=piece.to_string()/>
        <input
            class="place__picture"
            type="image"
            name="karte"
            alt=words.map
            src=visit.href(&map_picture::address(piece, pin))
            width=map_picture::WIDTH.to_string()
            height=map_picture::HEIGHT.to_string()
        />
    }
    .into_any()
}

/// Looks for an Ortsteil or a street by name. Each match is a button that takes it.
#[component]
fn PlaceSearch(visit: Visit, state: PlaceState) -> impl IntoView {
    let words = &visit.words().submit;
    let count = state.found.as_ref().map(|found| match i64::try_from(found.len()) {
        Ok(0) => words.places_none.to_owned(),
        n => words.places_found.with(visit.language, n.unwrap_or(i64::MAX)),
    });
    let matches = state.found.filter(|found| !found.is_empty()).map(|found| {
        let items = found
            .into_iter()
            .map(|place| {
                // An Ortsteil needs no words besides its own name.
                let note = if place.label == place.district.name { "" } else { place.label.as_str() };
                view! {
                    <li>
                        <button class="place__match" type="submit" name="treffer" value=format!("{}|{note}", place.district.id)>
                            <Icon name="pin"/>{named(&place)}
                        </button>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="place__matches">{items}</ul> }
    });
    view! {
        <div class="field place__search">
            <label class="field__label" for="ortssuche">{words.place_search}</label>
            <p class="field__hint" id="ortssuche-hinweis">{words.place_search_hint}</p>
            <div class="place__search-row">
                <input
                    class="input"
                    id="ortssuche"
                    name="ortssuche"
                    type="search"
                    value=state.searched.clone()
                    autocomplete="off"
                    aria-describedby="ortssuche-hinweis"
                />
                <button class="button button--secondary" type="submit" name="aktion" value="suchen">
                    <Icon name="search"/>{words.place_search_button}
                </button>
            </div>
            <input type="hidden" name="gesucht" value=state.searched/>
            <p class="place__status" role="status" data-place-count="">{count}</p>
            <div data-place-found="">{matches}</div>
        </div>
    }
    .into_any()
}

/// `Lange Straße (Stadtmitte)`; an Ortsteil by its name alone.
pub fn named(place: &FoundPlace) -> String {
    if place.label == place.district.name {
        place.label.clone()
    } else {
        format!("{} ({})", place.label, place.district.name)
    }
}
