//! Who looks after which pages: those of a Leitthema belong to the office that answers for it, all others to the editors. So
//! each finds what waits for it alone.

use domain::Theme;
use leptos::prelude::*;
use store::{editing::Listed, offices::Office};

use crate::{Visit, pages::staff::content_pages::PATH};

/// In addresses, for the pages of no office.
const EDITORS: &str = "redaktion";

/// The office that looks after a page.
fn of<'a>(page: &Listed, offices: &'a [Office]) -> Option<&'a Office> {
    let slug = page.address.strip_prefix("themen/")?.split('/').next()?;
    let theme = Theme::from_slug(slug)?;
    offices.iter().find(|office| office.themes.contains(&theme))
}

fn code<'a>(page: &Listed, offices: &'a [Office]) -> &'a str {
    of(page, offices).map_or(EDITORS, |office| office.slug.as_str())
}

/// Whether a page belongs to what was chosen; everything where nothing was, or something that there is not.
pub fn is_chosen(page: &Listed, offices: &[Office], chosen: &str) -> bool {
    let is_known = chosen == EDITORS || offices.iter().any(|office| office.slug == chosen);
    !is_known || code(page, offices) == chosen
}

/// One way into the list for each unit that looks after pages, with how many wait there.
#[component]
pub fn Units(visit: Visit, offices: Vec<Office>, waiting: Vec<Listed>, chosen: String) -> impl IntoView {
    let words = &visit.words().page_release;
    let with_pages = offices.iter().filter(|office| !office.themes.is_empty());
    let units = [("", words.unit_all), (EDITORS, words.unit_editors)]
        .into_iter()
        .chain(with_pages.map(|office| (office.slug.as_str(), office.name.as_str())));
    let links = units
        .map(|(unit, name)| {
            let many = waiting.iter().filter(|page| unit.is_empty() || code(page, &offices) == unit).count();
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
