//! The fields of an event: how they are shown, and what they say.

use domain::{
    Theme,
    announced::Telling,
    events::{Accessibility, Event, EventContent, Flaw},
    fields::Field,
    text,
};
use leptos::prelude::*;
use store::StoreError;

use super::{
    announced::{self, DistrictField, Stored, TellingFields},
    form::{Line, Pick, Problems, Typed},
    kiosks::Several,
};
use crate::{Site, Visit, dates, pages::calendar};

/// Among what the form lets somebody choose.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    districts: Vec<(String, String)>,
    targets: Vec<(String, String)>,
}

impl Choices {
    /// What an event has already stays a choice, also when it is gone.
    pub(super) async fn load(site: &Site, event: Option<&Event>) -> Result<Self, StoreError> {
        let district = event.and_then(|event| event.district.as_ref()).map(|district| district.id);
        let targets = calendar::targets(site).await?.into_iter().map(|target| (target.path, target.title));
        let mut targets: Vec<_> = targets.collect();
        if let Some(path) = event.and_then(|event| event.leads_to.clone())
            && !targets.iter().any(|(known, _)| *known == path)
        {
            targets.push((path.clone(), path));
        }
        Ok(Self { districts: announced::districts(site, district).await?, targets })
    }
}

/// The fields as they are stored.
pub(super) fn stored(event: &Event) -> Typed {
    let words = Telling { title: event.title.clone(), text: event.text.clone() };
    let rest = [
        ("beginn", dates::to_local(event.starts_at)),
        ("ende", dates::to_local(event.ends_at)),
        ("ortsname", event.place_name.clone()),
        ("anschrift", event.address.clone()),
        ("ort", event.district.as_ref().map(|district| district.id.to_string()).unwrap_or_default()),
        ("anmeldung", event.registration.clone().unwrap_or_default()),
        ("thema", event.theme.map(|theme| theme.slug().to_owned()).unwrap_or_default()),
        ("verweis", event.leads_to.clone().unwrap_or_default()),
        ("stand", event.revision.to_string()),
    ];
    let access = event.accessibility.iter().map(|what| ("zugang", what.code().to_owned()));
    Typed::of(announced::typed_of(&words, &event.translations).into_iter().chain(rest).chain(access))
}

/// The same as people read it, for those who come too late.
pub(super) fn shown(visit: &Visit, event: &Event, choices: &Choices) -> Vec<Stored> {
    let (all, words) = (visit.words(), &visit.words().staff_events);
    let moment = |at| dates::date_and_time(visit.language, at);
    let access: Vec<_> = event.accessibility.iter().map(|what| all.names.accessibility(*what)).collect();
    let district = event.district.as_ref().map(|district| district.name.clone());
    let target = event.leads_to.as_ref().and_then(|path| choices.targets.iter().find(|(known, _)| known == path));
    let mut rows = announced::shown(visit, &stored(event));
    rows.extend([
        ("beginn", words.begins, moment(event.starts_at)),
        ("ende", words.ends, moment(event.ends_at)),
        ("ortsname", words.place_name, event.place_name.clone()),
        ("anschrift", words.address, event.address.clone()),
        ("ort", all.announcing.district, district.unwrap_or_else(|| all.announcing.whole_city.to_owned())),
        ("zugang", words.access, access.join(", ")),
        ("anmeldung", words.registration, event.registration.clone().unwrap_or_default()),
        ("thema", words.theme, theme_name(visit, event.theme)),
        ("verweis", words.leads_to, target.map_or_else(|| words.leads_nowhere.to_owned(), |(_, title)| title.clone())),
    ]);
    rows
}

fn theme_name(visit: &Visit, theme: Option<Theme>) -> String {
    theme.map_or(visit.words().staff_events.no_theme, |theme| visit.words().names.theme(theme)).to_owned()
}

/// What the fields say, when nothing is wrong with them.
pub(super) fn read(
    site: &Site,
    visit: &Visit,
    typed: &Typed,
    event: Option<&Event>,
    choices: &Choices,
    problems: &mut Problems,
) -> Option<EventContent> {
    let (words, translations) = announced::tellings(visit, typed, problems);
    let starts_at = announced::moment(visit, typed, "beginn", event.map(|event| event.starts_at), problems);
    let ends_at = announced::moment(visit, typed, "ende", event.map(|event| event.ends_at), problems);
    let district = announced::district(visit, typed, &choices.districts, problems);
    let leads_to = Some(typed.get("verweis")).filter(|path| choices.targets.iter().any(|(known, _)| known == path));
    let registration = Some(text::clean_line(&typed.get("anmeldung"))).filter(|line| !line.is_empty());
    let ticked = typed.all("zugang");
    let content = EventContent {
        words,
        translations,
        starts_at: starts_at?,
        ends_at: ends_at?,
        place_name: text::clean_line(&typed.get("ortsname")),
        address: text::clean_line(&typed.get("anschrift")),
        district,
        accessibility: Accessibility::ALL
            .into_iter()
            .filter(|what| ticked.iter().any(|code| code == what.code()))
            .collect(),
        registration,
        theme: Theme::from_slug(&typed.get("thema")),
        leads_to,
    };
    for flaw in content.flaws(site.now()) {
        let (id, said) = told(visit, flaw);
        problems.add(id, said);
    }
    problems.is_empty().then_some(content)
}

fn told(visit: &Visit, flaw: Flaw) -> (&'static str, String) {
    let (words, all) = (&visit.words().announcing, visit.words());
    match flaw {
        Flaw::StartsFarAway => ("beginn", words.too_far.to_owned()),
        Flaw::EndsFarAway => ("ende", words.too_far.to_owned()),
        Flaw::EndsTooEarly => ("ende", all.boards.ends_too_early.to_owned()),
        Flaw::PlaceName(problem) => ("ortsname", announced::problem(visit, Field::PlaceNote, problem)),
        Flaw::Address(problem) => ("anschrift", announced::problem(visit, Field::PlaceNote, problem)),
        Flaw::Registration(problem) => ("anmeldung", announced::problem(visit, Field::Text, problem)),
    }
}

#[component]
pub(super) fn Fields(visit: Visit, choices: Choices, typed: Typed, problems: Problems) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().staff_events);
    let access = Accessibility::ALL.map(|what| (what.code().to_owned(), all.names.accessibility(what).to_owned()));
    let themes = Theme::ALL.map(|theme| (theme.slug().to_owned(), all.names.theme(theme).to_owned()));
    view! {
        <TellingFields visit=visit.clone() typed=typed.clone() problems=problems.clone()/>
        <Line visit=visit.clone() id="beginn" label=words.begins hint=words.times_hint kind="datetime-local"
            value=typed.get("beginn") problems=problems.clone() is_required=true/>
        <Line visit=visit.clone() id="ende" label=words.ends kind="datetime-local" value=typed.get("ende")
            problems=problems.clone() is_required=true/>
        <Line visit=visit.clone() id="ortsname" label=words.place_name hint=words.place_name_hint
            value=typed.get("ortsname") problems=problems.clone() is_required=true/>
        <Line visit=visit.clone() id="anschrift" label=words.address hint=words.address_hint
            value=typed.get("anschrift") problems=problems.clone() is_required=true/>
        <DistrictField visit=visit.clone() districts=choices.districts typed=typed.clone() problems=problems.clone()/>
        <Several visit=visit.clone() id="zugang" legend=words.access choices=access.to_vec() chosen=typed.all("zugang")
            problems=problems.clone()/>
        <Line visit=visit.clone() id="anmeldung" label=words.registration hint=words.registration_hint
            value=typed.get("anmeldung") problems=problems.clone()/>
        <Pick visit=visit.clone() id="thema" label=words.theme none=words.no_theme choices=themes.to_vec()
            value=typed.get("thema") problems=problems.clone()/>
        <Pick visit=visit id="verweis" label=words.leads_to hint=words.leads_to_hint none=words.leads_nowhere
            choices=choices.targets value=typed.get("verweis") problems=problems/>
    }
    .into_any()
}
