//! The fields of a call for places: how they are shown, and what they say.

use domain::{
    Language, Moment,
    announced::{Telling, Translations},
    moment::Period,
    place_calls::{CallContent, Category, CategoryFlaw, MOST_CATEGORIES, PlaceCall, categories},
};
use leptos::prelude::*;
use store::place_calls::Made;

use super::{
    announced::{self, DistrictField, Stored, TellingFields},
    board_basics::{TimeFields, read_new},
    form::{Area, Problems, Typed},
};
use crate::{Site, Visit, dates, locales::fill};

/// Categories in each language.
const CATEGORIES: [(Language, &str); 3] =
    [(Language::De, "kategorien"), (Language::Ls, "kategorien-ls"), (Language::En, "kategorien-en")];

/// What may still be changed besides the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// Until the publication.
    pub(super) times: bool,
    /// Until the first mark.
    pub(super) question: bool,
}

impl Open {
    pub(super) const ALL: Self = Self { times: true, question: true };

    pub(super) fn of(made: &Made) -> Self {
        Self { times: made.call.is_draft, question: made.arrived == 0 }
    }
}

/// The fields as they are stored.
pub(super) fn stored(call: &PlaceCall) -> Typed {
    let words = Telling { title: call.title.clone(), text: call.intro.clone() };
    let rest = [
        ("beginn", dates::to_local(call.period.start)),
        ("ende", call.period.end.map(dates::to_local).unwrap_or_default()),
        ("ort", call.district.map(|id| id.to_string()).unwrap_or_default()),
        ("stand", call.revision.to_string()),
    ];
    let labels = CATEGORIES.map(|(language, id)| (id, lines(&call.categories, language)));
    Typed::of(announced::typed_of(&words, &call.translations).into_iter().chain(rest).chain(labels))
}

/// One a line; nothing where nobody wrote them.
fn lines(categories: &[Category], language: Language) -> String {
    let labels: Vec<&str> = categories.iter().map(|category| category.label_in(language)).collect();
    if labels.iter().all(|label| label.is_empty()) { String::new() } else { labels.join("\n") }
}

/// The same as people read it, for those who come too late.
pub(super) fn shown(visit: &Visit, call: &PlaceCall, districts: &[(String, String)]) -> Vec<Stored> {
    let (all, words) = (visit.words(), &visit.words().staff_calls);
    let fields = stored(call);
    let moment = |at| dates::date_and_time(visit.language, at);
    let end = call.period.end.map_or_else(|| all.boards.stays_open.to_owned(), moment);
    let district = districts.iter().find(|(id, _)| *id == fields.get("ort")).map(|(_, name)| name.clone());
    let mut rows = announced::shown(visit, &fields);
    rows.extend([
        ("beginn", all.boards.opens_at, moment(call.period.start)),
        ("ende", all.boards.closes_at, end),
        ("ort", all.announcing.district, district.unwrap_or_else(|| all.announcing.whole_city.to_owned())),
    ]);
    rows.extend(CATEGORIES.map(|(_, id)| (id, words.categories, fields.get(id).replace('\n', ", "))));
    rows
}

/// With what is fixed, and so was not sent, as it is stored.
pub(super) fn filled(typed: Typed, call: &PlaceCall) -> Typed {
    let stored = stored(call);
    ["beginn", "ende", "ort", "kategorien"]
        .into_iter()
        .fold(typed, |typed, id| if typed.all(id).is_empty() { typed.with(id, stored.get(id)) } else { typed })
}

/// What the fields say, when nothing is wrong with them.
pub(super) fn read(
    site: &Site,
    visit: &Visit,
    typed: &Typed,
    made: Option<&Made>,
    districts: &[(String, String)],
    problems: &mut Problems,
) -> Option<CallContent> {
    let (words, translations) = announced::tellings(visit, typed, problems);
    let period = match made.map(|made| &made.call) {
        Some(call) if !call.is_draft => call.period,
        call => times(site, visit, typed, call, problems),
    };
    let district = announced::district(visit, typed, districts, problems);
    let before = made.map(|made| made.call.categories.as_slice()).unwrap_or_default();
    let of = |id: &str| typed.get(id);
    let categories = match categories(&of("kategorien"), &of("kategorien-ls"), &of("kategorien-en"), before) {
        Ok(categories) => categories,
        Err(flaw) => {
            let (id, said) = told(visit, flaw);
            problems.add(id, said);
            Vec::new()
        }
    };
    are_whole(visit, &translations, &categories, problems);
    let content = CallContent { words, translations, period, district, categories };
    let fixed = made.filter(|made| made.arrived > 0).map(|made| &made.call);
    let asks_otherwise = fixed.is_some_and(|call| !content.asks_the_same(call.district, &call.categories));
    if asks_otherwise && problems.of("kategorien").is_none() {
        problems.add("kategorien", visit.words().staff_calls.question_fixed);
    }
    problems.is_empty().then_some(content)
}

/// To the minute, so that a time which nobody touches stays.
fn times(site: &Site, visit: &Visit, typed: &Typed, call: Option<&PlaceCall>, problems: &mut Problems) -> Period {
    let fields = call.map(stored);
    let is_untouched = |id: &str| fields.as_ref().is_some_and(|fields| fields.get(id) == typed.get(id).trim());
    if let Some(call) = call.filter(|_| is_untouched("beginn") && is_untouched("ende")) {
        return call.period;
    }
    let now = site.now();
    let period = read_new(typed, now, &visit.words().boards, problems);
    let start = Moment(period.start.0.saturating_sub(period.start.0.rem_euclid(Moment::MINUTE)));
    let words = &visit.words().announcing;
    if !start.is_plannable(now) {
        problems.add("beginn", words.too_far);
    }
    if period.end.is_some_and(|end| !end.is_plannable(now)) {
        problems.add("ende", words.too_far);
    }
    Period { start, ..period }
}

/// In each language there is everything or nothing.
fn are_whole(visit: &Visit, translations: &Translations, categories: &[Category], problems: &mut Problems) {
    let halves = [(Language::Ls, "titel-ls", "kategorien-ls"), (Language::En, "titel-en", "kategorien-en")];
    for (language, title, labels) in halves {
        let has_labels = !lines(categories, language).is_empty();
        let missing = match (translations.of(language).is_some(), has_labels) {
            (true, false) => labels,
            (false, true) => title,
            _ => continue,
        };
        if problems.of(missing).is_none() && !categories.is_empty() {
            problems.add(missing, visit.words().announcing.half);
        }
    }
}

fn told(visit: &Visit, flaw: CategoryFlaw) -> (&'static str, String) {
    let words = &visit.words().staff_calls;
    match flaw {
        CategoryFlaw::Missing => ("kategorien", words.categories_missing.to_owned()),
        CategoryFlaw::TooMany => ("kategorien", fill(words.categories_many, &[("most", &MOST_CATEGORIES.to_string())])),
        CategoryFlaw::TooLong(label) => ("kategorien", fill(words.category_long, &[("label", &label)])),
        CategoryFlaw::NotItsOwn(label) => ("kategorien", fill(words.category_own, &[("label", &label)])),
        CategoryFlaw::Uneven(language) => {
            let id = CATEGORIES.iter().find(|(known, _)| *known == language).map_or("kategorien", |(_, id)| *id);
            (id, words.categories_uneven.to_owned())
        }
    }
}

#[component]
pub(super) fn Fields(
    visit: Visit,
    districts: Vec<(String, String)>,
    open: Open,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let (words, common) = (&visit.words().staff_calls, &visit.words().common);
    let times = open.times.then(|| {
        view! { <TimeFields visit=visit.clone() typed=typed.clone() problems=problems.clone()/> }
    });
    let district = open.question.then(|| {
        view! { <DistrictField visit=visit.clone() districts=districts typed=typed.clone() problems=problems.clone()/> }
    });
    let labels = CATEGORIES
        .into_iter()
        .filter(|(language, _)| open.question || *language != Language::De)
        .map(|(language, id)| {
            let hint = if language == Language::De { words.categories_hint } else { words.categories_translated };
            let label = format!("{} ({})", words.categories, common.language(language));
            view! {
                <Area visit=visit.clone() id=id label=label hint=hint value=typed.get(id) problems=problems.clone() rows=5/>
            }
        })
        .collect_view();
    view! {
        <TellingFields visit=visit.clone() typed=typed.clone() problems=problems.clone()/>
        {times}
        {district}
        {labels}
    }
    .into_any()
}
