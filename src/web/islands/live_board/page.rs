//! What the live board does to the page.

use domain::filter::percent_encode;
use js_sys::{Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, Event, Response, SupportedType};

use crate::islands::dom;

/// What differs between two states of the board. The form itself stays, so that nobody is interrupted while typing.
const PARTS: [&str; 6] =
    ["#titel", "#einreichen", "#ergebnisse", ".languages", "link[rel=canonical]", "link[type='application/atom+xml']"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// A new entry in the history.
    Push,
    /// Typing changes the entry that is there.
    Replace,
    /// The history led here.
    Keep,
}

#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) address: String,
    pub(super) how: How,
    /// The link that was followed.
    pub(super) from: Option<Origin>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    id: String,
    is_on_map: bool,
    turns_page: bool,
}

impl Origin {
    pub(super) fn of(link: &Element) -> Self {
        let is_in = |selector: &str| link.closest(selector).ok().flatten().is_some();
        Self { id: link.id(), is_on_map: is_in(".map"), turns_page: is_in(".pagination") }
    }
}

/// The page that came back, and the address under which it lives.
pub(super) struct Swap {
    fresh: Document,
    address: String,
}

pub(super) struct Shown {
    pub(super) address: String,
    pub(super) count: String,
}

pub(super) async fn load(address: &str) -> Option<Swap> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?.dyn_into::<Response>().ok()?;
    if !response.ok() {
        return None;
    }
    let origin = window().location().origin().ok()?;
    let address = response.url().strip_prefix(&origin)?.to_owned();
    let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    let fresh = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    // An error page of a proxy would pass as an answer otherwise.
    find(&fresh, "#ergebnisse")?;
    Some(Swap { fresh, address })
}

impl Swap {
    pub(super) fn perform(self, asked: &Asked) -> Option<Shown> {
        let page = document();
        let had_focus = page.active_element().filter(|active| active.closest("#ergebnisse").ok().flatten().is_some());
        let focus_id = had_focus.as_ref().map(Element::id);
        if asked.how == How::Keep || asked.from.is_some() {
            copy_form(&page, &self.fresh);
        }
        for part in PARTS {
            if let Some((old, new)) = find(&page, part).zip(find(&self.fresh, part)) {
                old.replace_with_with_node_1(&new).ok()?;
            }
        }
        page.set_title(&self.fresh.title());
        let history = window().history().ok()?;
        match asked.how {
            How::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&self.address)).ok()?,
            How::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&self.address)).ok()?,
            How::Keep => {}
        }
        let results = find(&page, "#ergebnisse")?;
        wake(&results);
        if let Some(from) = &asked.from {
            give_focus(&page, &results, from);
        } else if let Some(id) = focus_id {
            focus(page.get_element_by_id(&id).as_ref().unwrap_or(&results));
        }
        let count = find(&page, "#anzahl").and_then(|count| count.text_content()).unwrap_or_default();
        Some(Shown { address: self.address, count })
    }
}

/// The link that had the focus is gone; its successor gets it, or the place where a reader goes on.
fn give_focus(page: &Document, results: &Element, from: &Origin) {
    if from.turns_page {
        results.scroll_into_view();
        return focus(results);
    }
    let same = Some(&from.id).filter(|id| !id.is_empty()).and_then(|id| page.get_element_by_id(id));
    // After the last of the controls come the marks.
    let controls = || from.is_on_map.then(|| page.get_element_by_id("karte-alles")).flatten();
    focus(same.or_else(controls).as_ref().unwrap_or(results));
}

fn focus(element: &Element) {
    // Links in a drawing are no HtmlElement but can be focused as well.
    if let Ok(focus) = Reflect::get(element, &"focus".into()).and_then(|focus| focus.dyn_into::<Function>()) {
        focus.call0(element).ok();
    }
}

/// Starts the islands in the new part.
fn wake(results: &Element) {
    let hydrate = Reflect::get(&window(), &"wegmarken".into())
        .and_then(|loader| Reflect::get(&loader, &"hydrate".into()))
        .and_then(|hydrate| hydrate.dyn_into::<Function>());
    if let Ok(hydrate) = hydrate {
        hydrate.call1(&JsValue::NULL, results).ok();
    }
}

/// Makes the form say what the address says.
fn copy_form(page: &Document, fresh: &Document) {
    let Some((old, new)) = find(page, "#filter").zip(find(fresh, "#filter")) else { return };
    for field in dom::all(&new, "select, #q") {
        if let Some(mine) = page.get_element_by_id(&field.id()) {
            dom::set_value(&mine, &dom::value(&field));
        }
    }
    for hidden in dom::all(&old, "input[type=hidden]") {
        hidden.remove();
    }
    for hidden in dom::all(&new, "input[type=hidden]") {
        old.append_child(&hidden).ok();
    }
}

/// The address that the form would send, without what was not chosen.
pub(super) fn form_address(root: &Element) -> Option<String> {
    let form = dom::find(root, "#filter")?;
    let action = form.get_attribute("action")?;
    let pairs: Vec<String> = dom::all(&form, "[name]")
        .into_iter()
        .filter_map(|field| {
            let value = dom::value(&field);
            let value = value.trim();
            (!value.is_empty())
                .then(|| format!("{}={}", field.get_attribute("name").unwrap_or_default(), percent_encode(value)))
        })
        .collect();
    Some(if pairs.is_empty() { action } else { format!("{action}?{}", pairs.join("&")) })
}

/// Whether the form says something else than when the server drew it.
pub(super) fn is_changed(root: &Element) -> bool {
    let drawn = |field: &Element| {
        let source = if field.id() == "q" { Some(field.clone()) } else { dom::find(field, "option[selected]") };
        source.and_then(|source| source.get_attribute("value")).unwrap_or_default()
    };
    dom::all(root, "#filter select, #q").iter().any(|field| dom::value(field) != drawn(field))
}

/// Where a link leads, if that is the board in another state.
pub(super) fn board_address(root: &Element, link: &Element) -> Option<String> {
    let action = dom::find(root, "#filter")?.get_attribute("action")?;
    let href = link.get_attribute("href")?;
    let rest = href.strip_prefix(&action)?;
    (rest.is_empty() || rest.starts_with('?')).then_some(href)
}

pub(super) fn is_search(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|element| element.id() == "q")
}

pub(super) fn current() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

pub(super) fn leave_for(asked: &Asked) {
    let location = window().location();
    let left = if asked.how == How::Keep { location.reload() } else { location.assign(&asked.address) };
    left.ok();
}

fn find(page: &Document, selector: &str) -> Option<Element> {
    page.query_selector(selector).ok().flatten()
}
