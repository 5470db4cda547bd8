//! A point on the map by tap, click or keys, and places by name while typing. The hidden field, the list of Ortsteile
//! and the search button of the form around it do the same without it.

mod search;
mod view_box;

use std::time::Duration;

use domain::{
    map::{Viewport, Xy},
    places::LonLat,
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
    web_sys::{CssStyleDeclaration, Element},
};
pub use search::SearchWords;
use view_box::ViewBox;
use wasm_bindgen::JsCast;

use super::{
    dom,
    post::{self, Failure},
    shell::{Part, shell},
    words::island_words,
};

/// After the last move of the point.
const PAUSE: Duration = Duration::from_millis(300);

/// One press of an arrow key, in units of the drawing as it is shown.
const STEP: f64 = 12.0;

island_words! {
    pub struct PickerWords {
        map,
        locating,
        locate_failed,
        outside,
        pin_set,
    }
}

#[cfg(feature = "ssr")]
impl PickerWords {
    pub fn of(visit: &crate::Visit) -> Self {
        use domain::fields::{Field, FieldError, Problem};
        let (all, words) = (visit.words(), &visit.words().keeping);
        let outside = FieldError { field: Field::Place, problem: Problem::OutsideTheCity };
        Self {
            map: all.submit.map.into(),
            locating: words.locating.into(),
            locate_failed: words.locate_failed.into(),
            outside: crate::locales::fields::problem_text(all, visit.language, outside),
            pin_set: all.submit.pin_set.into(),
        }
    }
}

/// The Ortsteil of a point: its id and its name; nothing outside the city.
#[server(endpoint = "fn/locate", input = Json)]
/// `point` is `lon,lat`.
pub async fn locate(point: String) -> Result<Option<(String, String)>, ServerFnError> {
    use crate::islands::server::{context, refused};
    let point = point.parse::<LonLat>().map_err(|_| refused(&crate::AppError::BadRequest))?;
    let (site, _) = context()?;
    let located = store::areas::locate(&site.store, point, site.now()).await.map_err(|error| refused(&error.into()))?;
    Ok(located.map(|located| (located.district.id.to_string(), located.district.name)))
}

/// The parts of the form that belong together.
#[derive(Clone)]
struct Parts {
    svg: Element,
    /// The drawn point.
    mark: Element,
    /// The hidden field.
    pin: Element,
    /// The line that says where the point is, with the button that removes it.
    line: Element,
    status: Element,
    district: Element,
}

impl Parts {
    fn of(root: &Element) -> Option<Self> {
        let place = root.closest(".place").ok()??;
        Some(Self {
            svg: dom::find(&place, "svg.map__svg")?,
            mark: dom::find(&place, "[data-picked]")?,
            pin: dom::find(&place, "input[name=punkt]")?,
            line: dom::find(&place, "[data-pin-line]")?,
            status: dom::find(&place, "[data-pin-line] .place__status")?,
            district: dom::find(&place, "select[name=ort]")?,
        })
    }
}

#[derive(Clone, Copy)]
struct Picker {
    words: StoredValue<PickerWords>,
    parts: StoredValue<Option<Parts>, LocalStorage>,
    view: StoredValue<Option<ViewBox>>,
    point: StoredValue<Option<LonLat>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Picker {
    /// Says whether there is a map to point at.
    fn wake(self, root: &Element) -> bool {
        let Some(parts) = Parts::of(root) else { return false };
        let Some([lon, lat, zoom]) = parts.svg.get_attribute("data-viewport").as_deref().and_then(dom::numbers) else {
            return false;
        };
        let viewport = Viewport { middle: LonLat { lon, lat }, zoom };
        let point = dom::numbers(&dom::value(&parts.pin)).map(|[lon, lat]| LonLat { lon, lat });
        let mut view = ViewBox::whole(viewport);
        if let Some(point) = point {
            view = view.closer_to(view.viewport.place(point), 4.0);
        }
        let (line, district) = (parts.line.clone(), parts.district.clone());
        self.view.set_value(Some(view));
        self.point.set_value(point);
        self.parts.set_value(Some(parts));
        self.draw();
        if let Some(button) = dom::find(&line, "button") {
            dom::on(&button, "click", move |event| {
                event.prevent_default();
                self.remove();
            });
        }
        // As on the server: who chooses an Ortsteil after setting a point means the Ortsteil.
        dom::on(&district, "change", move |_| {
            self.complain("");
            if self.point.get_value().is_some() {
                self.remove();
            }
        });
        true
    }

    /// The map becomes something to point at; without script it is a picture, and the list of Ortsteile does the same.
    fn listen(self, part: &Part) {
        part.root.set_class_name("picker picker--ready");
        for tool in dom::all(&part.root, "[data-zoom], #karte-hilfe") {
            let _ = tool.remove_attribute("hidden");
        }
        for (selector, factor) in [("[data-zoom=in]", 2.0), ("[data-zoom=out]", 0.5)] {
            if let Some(button) = part.find(selector) {
                dom::on(&button, "click", move |_| self.zoom(factor));
            }
        }
        let Some(map) = part.find(".picker__map") else { return };
        let label = self.words.with_value(|words| words.map.clone());
        for (name, value) in
            [("role", "application"), ("aria-label", &label), ("aria-describedby", "karte-hilfe"), ("tabindex", "0")]
        {
            let _ = map.set_attribute(name, value);
        }
        dom::on(&map, "click", move |event| {
            if let Some(event) = event.dyn_ref() {
                self.clicked(event);
            }
        });
        dom::on(&map, "keydown", move |event| {
            if let Some(event) = event.dyn_ref() {
                self.pressed(event);
            }
        });
    }

    fn draw(self) {
        let (Some(view), point) = (self.view.get_value(), self.point.get_value()) else { return };
        self.parts.with_value(|parts| {
            let Some(parts) = parts else { return };
            let _ = parts.svg.set_attribute("viewBox", &view.attribute());
            if let Ok(style) = dom::property(&parts.svg, "style").dyn_into::<CssStyleDeclaration>() {
                let _ = style.set_property("--map-zoom", &dom::fixed(view.zoom, 2));
            }
            match point {
                Some(point) => {
                    let Xy { x, y } = view.viewport.place(point);
                    // The pin keeps its size on the screen.
                    let (x, y, scale) = (dom::fixed(x, 2), dom::fixed(y, 2), dom::fixed(1.0 / view.zoom, 3));
                    let transform = format!("translate({x} {y}) scale({scale})");
                    let _ = parts.mark.set_attribute("transform", &transform);
                    let _ = parts.mark.remove_attribute("display");
                }
                None => {
                    let _ = parts.mark.set_attribute("display", "none");
                }
            }
        });
    }

    fn zoom(self, factor: f64) {
        let Some(view) = self.view.get_value() else { return };
        let around = self.point.get_value().map_or(view.middle, |point| view.viewport.place(point));
        self.view.set_value(Some(view.closer_to(around, view.zoom * factor)));
        self.draw();
    }

    fn clicked(self, event: &MouseEvent) {
        let Some(view) = self.view.get_value() else { return };
        let hit = self.parts.with_value(|parts| {
            let parts = parts.as_ref()?;
            let target: Element = event.target().and_then(|target| target.dyn_into().ok())?;
            let is_on_map = parts.svg.contains(Some(&target));
            let frame = parts.svg.get_bounding_client_rect();
            let part = Xy {
                x: (f64::from(event.client_x()) - frame.left()) / frame.width().max(1.0),
                y: (f64::from(event.client_y()) - frame.top()) / frame.height().max(1.0),
            };
            is_on_map.then(|| view.under(part))
        });
        if let Some(xy) = hit {
            self.set(view.viewport.point(xy));
        }
    }

    fn pressed(self, event: &KeyboardEvent) {
        let Some(view) = self.view.get_value() else { return };
        let (east, south) = match event.key().as_str() {
            "ArrowLeft" => (-1.0, 0.0),
            "ArrowRight" => (1.0, 0.0),
            "ArrowUp" => (0.0, -1.0),
            "ArrowDown" => (0.0, 1.0),
            "Enter" | " " => (0.0, 0.0),
            "+" | "-" => {
                event.prevent_default();
                self.zoom(if event.key() == "+" { 2.0 } else { 0.5 });
                return;
            }
            _ => return,
        };
        // Enter on the map must not send the form.
        event.prevent_default();
        let step = STEP / view.zoom;
        let xy = match self.point.get_value() {
            Some(point) => {
                let Xy { x, y } = view.viewport.place(point);
                Xy { x: x + east * step, y: y + south * step }
            }
            // The first key sets the point where the eye is.
            None => view.middle,
        };
        self.view.set_value(Some(view.showing(xy)));
        self.set(view.viewport.point(xy));
    }

    fn set(self, point: LonLat) {
        self.point.set_value(Some(point));
        self.draw();
        let locating = self.words.with_value(|words| words.locating.clone());
        self.say(&locating, true);
        let pin = format!("{},{}", dom::fixed(point.lon, 6), dom::fixed(point.lat, 6));
        self.write(&pin);
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        let ask = move || {
            spawn_local(async move {
                let body = serde_json::to_string(&Locate { point: pin }).unwrap_or_default();
                let answer =
                    if dom::is_online() { post::ask("/api/fn/locate", &body).await } else { Err(Failure::Away) };
                if self.point.get_value() == Some(point) {
                    self.located(answer);
                }
            });
        };
        self.timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    }

    fn located(self, answer: Result<Option<(String, String)>, Failure>) {
        let words = self.words.get_value();
        let district = match &answer {
            Ok(Some((id, _))) => id.clone(),
            _ => String::new(),
        };
        self.parts.with_value(|parts| {
            let Some(parts) = parts else { return };
            dom::set_value(&parts.district, &district);
            dom::say_changed(&parts.pin);
        });
        self.complain("");
        match answer {
            Ok(Some((_, name))) => self.say(&words.pin_set.replace("{place}", &name), true),
            // A point that cannot stay does not look as if it did.
            Ok(None) => {
                self.remove();
                self.complain(&words.outside);
            }
            Err(_) => self.say(&words.locate_failed, true),
        }
    }

    fn remove(self) {
        self.point.set_value(None);
        self.draw();
        self.say("", false);
        self.write("");
    }

    /// Puts an error where the server puts it, or takes it away.
    fn complain(self, sentence: &str) {
        if let Some(error) = document().get_element_by_id("punkt-fehler") {
            error.remove();
        }
        self.parts.with_value(|parts| {
            let Some(line) = parts.as_ref().map(|parts| &parts.line) else { return };
            if let Some(frame) = line.closest(".field--invalid").ok().flatten() {
                let _ = frame.class_list().remove_1("field--invalid");
            }
            if sentence.is_empty() {
                return;
            }
            let Ok(error) = document().create_element("p") else { return };
            error.set_id("punkt-fehler");
            error.set_class_name("field__error");
            let _ = error.set_attribute("role", "alert");
            error.set_text_content(Some(sentence));
            let _ = line.before_with_node_1(&error);
        });
    }

    fn write(self, pin: &str) {
        self.parts.with_value(|parts| {
            let Some(parts) = parts else { return };
            dom::set_value(&parts.pin, pin);
            dom::say_changed(&parts.pin);
        });
    }

    fn say(self, sentence: &str, is_shown: bool) {
        self.parts.with_value(|parts| {
            let Some(parts) = parts else { return };
            dom::set_property(&parts.line, "hidden", &(!is_shown).into());
            parts.status.set_text_content(Some(sentence));
        });
    }
}

#[island(lazy)]
pub fn PlacePicker(words: PickerWords, search: SearchWords, children: Children) -> impl IntoView {
    let wake = move |part: Part| {
        let picker = Picker {
            words: StoredValue::new(words),
            parts: StoredValue::new_local(None),
            view: StoredValue::new(None),
            point: StoredValue::new(None),
            timer: StoredValue::new(None),
        };
        if picker.wake(&part.root) {
            picker.listen(&part);
        }
        search::wake(&part.root, search, move || picker.remove());
    };
    shell("picker", children, Box::new(wake))
}
