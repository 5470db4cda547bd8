//! The marks of a call on the map and, as its equal, in a list.

use domain::{
    Moment,
    map::{Viewport, ZOOM},
    place_calls::{PlaceCall, PlaceMark, Verdict},
};
use leptos::prelude::*;

use super::filter::{MarkFilter, PER_PAGE, verdict_word};
use crate::{
    Visit,
    locales::{Words, fill, number},
    pages::{
        formats::{content_lang, lang_of},
        map::{City, CityMap, Mark, Steer, closer, grouped},
    },
    ui::{Age, EmptyState, Icon, Pagination, Prose, WaysLink},
};

#[component]
pub fn Marks(
    visit: Visit,
    call: PlaceCall,
    marks: Vec<PlaceMark>,
    city: City,
    filter: MarkFilter,
    now: Moment,
    can_report: bool,
) -> impl IntoView {
    let (words, language) = (&visit.words().place_calls, visit.language);
    let total = marks.len();
    let left_out = left_out(&visit, total, call.marks);
    let shown: Vec<PlaceMark> = marks.into_iter().filter(|mark| filter.lets_pass(mark)).collect();
    let count = i64::try_from(shown.len()).unwrap_or(i64::MAX);
    let counted = if filter.is_chosen() {
        let total = number(language, i64::try_from(total).unwrap_or(i64::MAX));
        fill(words.found_of, &[("n", &number(language, count)), ("total", &total)])
    } else {
        words.found.with(language, count)
    };
    let list = if shown.is_empty() {
        view! { <Nothing visit=visit.clone() filter=filter.clone() slug=call.slug.clone() can_report=can_report/> }
            .into_any()
    } else {
        let (visit, call, city) = (visit.clone(), call.clone(), city.clone());
        view! { <MarkList visit=visit call=call city=city marks=shown.clone() filter=filter.clone() now=now/> }
            .into_any()
    };
    let unplaced = shown.iter().filter(|mark| mark.point.is_none()).count();
    let unplaced = (unplaced > 0).then(|| words.unplaced.with(language, i64::try_from(unplaced).unwrap_or(i64::MAX)));
    view! {
        <section class="band container" aria-labelledby="orte">
            <h2 id="orte">{words.marks}</h2>
            {(total > 0).then(|| view! { <Filters visit=visit.clone() call=call.clone() filter=filter.clone()/> })}
            <p class="places__count"><strong>{counted}</strong></p>
            {(total > 0).then(|| view! { <WaysLink visit=visit.clone() query=format!("?aufruf={}", call.slug)/> })}
            {left_out.map(|text| view! { <p class="places__left-out">{text}</p> })}
            <div class="places">
                <div class="places__map" id="karte">
                    <MarkMap visit=visit.clone() call=call city=city marks=shown filter=filter/>
                    <Legend visit=visit.clone()/>
                    {unplaced.map(|text| view! { <p class="places__unplaced">{text}</p> })}
                </div>
                <div class="places__list" id="liste">{list}</div>
            </div>
        </section>
    }
}

/// Nobody thinks that these are all when the map holds only the latest.
fn left_out(visit: &Visit, read: usize, all: i64) -> Option<String> {
    let read = i64::try_from(read).unwrap_or(i64::MAX);
    let n = |n: i64| number(visit.language, n);
    (read < all).then(|| fill(visit.words().place_calls.latest_of, &[("n", &n(read)), ("total", &n(all))]))
}

#[component]
fn Filters(visit: Visit, call: PlaceCall, filter: MarkFilter) -> impl IntoView {
    let (words, lang) = (&visit.words().place_calls, lang_of(&visit, call.language));
    let categories = call
        .categories
        .iter()
        .map(|category| {
            let selected = filter.category.as_ref() == Some(&category.key);
            view! { <option value=category.key.clone() selected=selected lang=lang>{category.label.clone()}</option> }
        })
        .collect_view();
    let verdicts = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let selected = filter.verdict == Some(verdict);
            view! { <option value=verdict_word(verdict) selected=selected>{verdict_name(visit.words(), verdict)}</option> }
        })
        .collect_view();
    let all = format!("{}#orte", visit.href(&format!("/orte/{}", call.slug)));
    view! {
        <form class="places__filters" autocomplete=visit.autofill() method="get" action=format!("{}#orte", visit.href(&format!("/orte/{}", call.slug))) aria-label=words.filter>
            <div class="field">
                <label class="field__label" for="filter-kategorie">{words.category}</label>
                <select class="input input--select" id="filter-kategorie" name="kategorie">
                    <option value="">{words.all_categories}</option>
                    {categories}
                </select>
            </div>
            <div class="field">
                <label class="field__label" for="filter-urteil">{words.verdict}</label>
                <select class="input input--select" id="filter-urteil" name="urteil">
                    <option value="">{words.all_verdicts}</option>
                    {verdicts}
                </select>
            </div>
            <button class="button button--secondary" type="submit"><Icon name="filter"/>{words.apply}</button>
            {filter.is_chosen().then(|| view! { <a class="button button--quiet" href=all>{words.reset}</a> })}
        </form>
    }
}

#[component]
fn MarkMap(visit: Visit, call: PlaceCall, city: City, marks: Vec<PlaceMark>, filter: MarkFilter) -> impl IntoView {
    let words = visit.words();
    let first = || call.district.map_or_else(|| city.whole(), |id| city.around(id));
    let viewport = filter.viewport.unwrap_or_else(first);
    let placed = marks.iter().filter(|mark| mark.point.is_some()).count();
    let label = words.place_calls.map_label.with(visit.language, i64::try_from(placed).unwrap_or(i64::MAX));
    let (here, slug) = (visit.clone(), call.slug.clone());
    let at = move |viewport, fragment: &str| {
        let filter = MarkFilter { viewport: Some(viewport), ..filter.clone() };
        format!("{}#{fragment}", here.href(&filter.path(&slug)))
    };
    let pins = marks
        .iter()
        .enumerate()
        .filter_map(|(index, mark)| {
            let point = mark.point?;
            let kind = match mark.verdict {
                Verdict::Good => "map__mark--good",
                Verdict::Bad => "map__mark--bad",
            };
            let name = format!("{}: {}", verdict_name(words, mark.verdict), domain::text::excerpt(&mark.text, 80));
            let page = MarkFilter { page: index / PER_PAGE + 1, ..MarkFilter::read(&visit, &call) };
            let href = format!("{}#ort-{}", visit.href(&page.path(&call.slug)), mark.id);
            let pin = Mark::pin(point, name).linked(href).classed(kind);
            Some(if mark.verdict == Verdict::Bad { pin.diamond() } else { pin })
        })
        .collect();
    let marks = grouped(viewport, pins, |middle, count| {
        let n = number(visit.language, i64::try_from(count).unwrap_or(i64::MAX));
        let label = fill(words.place_calls.group_label, &[("n", &n)]);
        // What still overlaps at the closest zoom is told apart in the list.
        let fragment = if viewport.zoom >= ZOOM.1 { "liste" } else { "karte" };
        Mark::group(middle, count, label, at(closer(viewport, middle), fragment))
    });
    let steer = Steer::new(move |viewport| at(viewport, "karte"));
    view! { <CityMap visit=visit city=city viewport=viewport label=label marks=marks steer=Some(steer)/> }
}

/// The shapes of the map with their words.
#[component]
fn Legend(visit: Visit) -> impl IntoView {
    let words = visit.words();
    view! {
        <ul class="map-legend" aria-label=words.place_calls.legend>
            <li class="map-legend__item map-legend__item--good">
                <svg class="map-legend__sign" width="24" height="24" viewBox="-14 -14 28 28" aria-hidden="true" focusable="false"><circle r="11"></circle></svg>
                {words.place_calls.good}
            </li>
            <li class="map-legend__item map-legend__item--bad">
                <svg class="map-legend__sign" width="24" height="24" viewBox="-14 -14 28 28" aria-hidden="true" focusable="false">
                    <path d="M0-13 13 0 0 13-13 0Z"></path>
                </svg>
                {words.place_calls.bad}
            </li>
        </ul>
    }
}

#[component]
fn MarkList(
    visit: Visit,
    call: PlaceCall,
    city: City,
    marks: Vec<PlaceMark>,
    filter: MarkFilter,
    now: Moment,
) -> impl IntoView {
    let words = &visit.words().place_calls;
    let pages = marks.len().div_ceil(PER_PAGE).max(1);
    let page = filter.page.min(pages);
    let to = |page: usize| {
        let path = MarkFilter { page, ..filter.clone() }.path(&call.slug);
        format!("{}#liste", visit.href(&path))
    };
    let previous = (page > 1).then(|| to(page - 1));
    let next = (page < pages).then(|| to(page + 1));
    let items = marks
        .into_iter()
        .skip((page - 1) * PER_PAGE)
        .take(PER_PAGE)
        .map(|mark| {
            let near = MarkFilter { viewport: Some(around(&city, &mark)), page, ..filter.clone() };
            let on_map = format!("{}#karte", visit.href(&near.path(&call.slug)));
            view! { <li><MarkItem visit=visit.clone() call=call.clone() mark=mark on_map=on_map now=now/></li> }
        })
        .collect_view();
    view! {
        <h3 class="visually-hidden">{words.as_list}</h3>
        <ul class="marks">{items}</ul>
        <Pagination visit=visit.clone() previous=previous next=next/>
    }
}

/// The piece of the map that shows where a mark is, as far as anybody told.
fn around(city: &City, mark: &PlaceMark) -> Viewport {
    match (mark.point, &mark.district) {
        (Some(point), _) => Viewport { middle: point, zoom: 15.0 },
        (None, Some(district)) => city.around(district.id),
        (None, None) => city.whole(),
    }
}

#[component]
fn MarkItem(visit: Visit, call: PlaceCall, mark: PlaceMark, on_map: String, now: Moment) -> impl IntoView {
    let (words, lang, told) = (visit.words(), content_lang(&visit), lang_of(&visit, call.language));
    let class = match mark.verdict {
        Verdict::Good => "mark mark--good",
        Verdict::Bad => "mark mark--bad",
    };
    let category = call.categories.into_iter().find(|category| category.key == mark.category);
    let category = category.map_or(mark.category, |category| category.label);
    let show = if mark.point.is_some() { words.place_calls.on_map } else { words.place_calls.district_on_map };
    let title = match mark.district {
        Some(district) => format!("{category}, {}", district.name),
        None => category,
    };
    view! {
        <article class=class id=format!("ort-{}", mark.id) tabindex="-1">
            <p class="mark__head"><VerdictTag words=words verdict=mark.verdict/></p>
            <h4 class="mark__title" lang=told>{title.clone()}</h4>
            <div class="mark__text" lang=lang><Prose text=mark.text/></div>
            <p class="mark__meta">
                <Age visit=visit.clone() at=mark.at now=now/>
                " · "
                <a href=on_map rel="nofollow">{show}<span class="visually-hidden">": "{title.clone()}</span></a>
                " · "
                <a href=visit.href(&format!("/melden?beitrag=ort-{}", mark.id)) rel="nofollow">
                    {words.reports.link}<span class="visually-hidden">": "{title}</span>
                </a>
            </p>
        </article>
    }
}

#[component]
pub fn VerdictTag(words: &'static Words, verdict: Verdict) -> impl IntoView {
    let icon = verdict_icon(verdict);
    view! { <span class=format!("tag tag--verdict tag--{}", verdict.code())><Icon name=icon/>{verdict_name(words, verdict)}</span> }
}

pub fn verdict_icon(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "stance-for",
        Verdict::Bad => "stance-against",
    }
}

pub fn verdict_name(words: &'static Words, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => words.place_calls.good,
        Verdict::Bad => words.place_calls.bad,
    }
}

#[component]
fn Nothing(visit: Visit, filter: MarkFilter, slug: String, can_report: bool) -> impl IntoView {
    let words = &visit.words().place_calls;
    let (title, text) = if filter.is_chosen() {
        (words.no_match_title, words.no_match_text)
    } else {
        (words.no_marks_title, words.no_marks_text)
    };
    let all = format!("{}#orte", visit.href(&format!("/orte/{slug}")));
    view! {
        <EmptyState title=title>
            <p>{text}</p>
            <p class="button-row">
                {can_report.then(|| view! { <a class="button button--primary" href="#beitragen">{words.report}</a> })}
                {filter.is_chosen().then(|| view! { <a class="button button--secondary" href=all>{words.reset}</a> })}
            </p>
        </EmptyState>
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn what_the_map_leaves_out_is_said() {
        let visit = Visit { language: Language::De, path: "/".into(), query: String::new(), who: None, sitting: None };
        assert_eq!(left_out(&visit, 2_000, 2_000), None);
        let said = left_out(&visit, 2_000, 2_345).unwrap();
        assert_eq!(said, "Gezeigt werden die neuesten 2.000 von 2.345 Orten.");
    }
}
