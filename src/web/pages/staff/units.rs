//! The inbox of each unit that looks after pages: an office, or the editorial office. So each finds what waits for it alone.

use domain::editing::Unit;
use leptos::prelude::*;
use store::{editing::Listed, offices::Office};

use crate::{Visit, pages::staff::content_pages::PATH};

/// In addresses, for the pages of no office.
const EDITORS: &str = "redaktion";

fn of(unit: Unit, offices: &[Office]) -> Option<&Office> {
    offices.iter().find(|office| unit == Unit::Office(office.id))
}

fn code(unit: Unit, offices: &[Office]) -> &str {
    of(unit, offices).map_or(EDITORS, |office| office.slug.as_str())
}

/// What a unit is called.
pub fn name<'a>(visit: &Visit, unit: Unit, offices: &'a [Office]) -> &'a str {
    of(unit, offices).map_or(visit.words().page_release.unit_editors, |office| office.name.as_str())
}

/// Whether a page belongs to what was chosen; everything where nothing was, or something that there is not.
pub fn is_chosen(page: &Listed, offices: &[Office], chosen: &str) -> bool {
    let is_known = chosen == EDITORS || offices.iter().any(|office| office.slug == chosen);
    !is_known || code(page.unit, offices) == chosen
}

/// Those that look after one of these pages.
pub fn with_pages(offices: &[Office], all: &[Listed]) -> Vec<Office> {
    let looks_after = |office: &&Office| all.iter().any(|page| page.unit == Unit::Office(office.id));
    offices.iter().filter(looks_after).cloned().collect()
}

/// One way into the list for each unit that looks after pages, with how many wait there.
#[component]
pub fn Units(visit: Visit, offices: Vec<Office>, waiting: Vec<Listed>, chosen: String) -> impl IntoView {
    let words = &visit.words().page_release;
    let units = [("", words.unit_all), (EDITORS, words.unit_editors)]
        .into_iter()
        .chain(offices.iter().map(|office| (office.slug.as_str(), office.name.as_str())));
    let links = units
        .map(|(unit, name)| {
            let many = waiting.iter().filter(|page| unit.is_empty() || code(page.unit, &offices) == unit).count();
            let href = visit.href(&if unit.is_empty() { PATH.to_owned() } else { format!("{PATH}?amt={unit}") });
            let here = (unit == chosen).then_some("true");
            view! { <li><a href=href aria-current=here>{format!("{name} ({many})")}</a></li> }
        })
        .collect_view();
    view! {
        <nav aria-label=words.units>
            <p>{words.units_lead}</p>
            <ul class="view-switch">{links}</ul>
        </nav>
    }
    .into_any()
}
