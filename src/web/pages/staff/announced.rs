//! What the forms for events and for calls for places have in common.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Language, Moment,
    announced::{self, Telling, Translations},
    boards::{Name, NameProblem},
    fields::{Field, FieldError, FieldErrors, Problem},
    ids::AreaId,
    text,
};
use leptos::prelude::*;
use store::{StoreError, areas};

use super::form::{Area, Line, Pick, Problems, Typed};
use crate::{
    Site, Visit, dates,
    locales::fields::problem_text,
    pages::accounts::private,
    ui::{Icon, Notice, NoticeKind},
};

/// Title and text in each language.
const TELLINGS: [(Language, &str, &str); 3] =
    [(Language::De, "titel", "text"), (Language::Ls, "titel-ls", "text-ls"), (Language::En, "titel-en", "text-en")];

/// The fields as they are stored.
pub(super) fn typed_of(words: &Telling, translations: &Translations) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    for (language, title, text) in TELLINGS {
        let telling = if language == Language::De { Some(words) } else { translations.of(language) };
        let telling = telling.cloned().unwrap_or_default();
        fields.extend([(title, telling.title), (text, telling.text)]);
    }
    fields
}

/// The same with their labels.
pub(super) fn shown(visit: &Visit, stored: &Typed) -> Vec<Stored> {
    let words = &visit.words().announcing;
    TELLINGS
        .into_iter()
        .flat_map(|(_, title, text)| [(title, words.title), (text, words.text)])
        .map(|(id, label)| (id, label, stored.get(id)))
        .collect()
}

/// Title and text as they were typed, and what is wrong with them.
pub(super) fn tellings(visit: &Visit, typed: &Typed, problems: &mut Problems) -> (Telling, Translations) {
    let (mut original, mut translations) = (Telling::default(), Translations::default());
    for (language, title, text) in TELLINGS {
        let (typed_title, typed_text) = (typed.get(title), typed.get(text));
        if language != Language::De && typed_title.trim().is_empty() && typed_text.trim().is_empty() {
            continue;
        }
        match Telling::read(&typed_title, &typed_text) {
            Ok(telling) if language == Language::De => original = telling,
            Ok(telling) => translations.set(language, telling),
            Err(errors) => {
                for error in errors.0 {
                    let id = if error.field == Field::Title { title } else { text };
                    problems.add(id, told(visit, language, error));
                }
            }
        }
    }
    (original, translations)
}

fn told(visit: &Visit, language: Language, error: FieldError) -> String {
    let words = &visit.words().announcing;
    match (error.problem, error.field) {
        (Problem::Missing, _) if language != Language::De => words.half.to_owned(),
        (Problem::Missing, Field::Text) => words.text_missing.to_owned(),
        _ => problem_text(visit.words(), visit.language, error),
    }
}

/// One field in words that say how to mend it.
pub(super) fn problem(visit: &Visit, field: Field, problem: Problem) -> String {
    problem_text(visit.words(), visit.language, FieldError { field, problem })
}

/// What it is called in addresses, for something new.
pub(super) fn name(visit: &Visit, typed: &Typed, problems: &mut Problems) -> Option<Name> {
    let words = &visit.words().boards;
    let found = Name::of(&typed.get("titel"), &typed.get("adresse"));
    match found {
        Ok(name) => Some(name),
        Err(NameProblem::Malformed) => {
            problems.add("adresse", words.slug_malformed);
            None
        }
        Err(NameProblem::Reserved) => {
            problems.add("adresse", words.slug_reserved);
            None
        }
        Err(NameProblem::TitleMissing | NameProblem::TitleTooLong) => {
            // What else is wrong with the title was said before.
            if problems.of("titel").is_none() {
                problems.add("titel", visit.words().announcing.title_missing);
            }
            None
        }
    }
}

/// The word that the title proposes is there to be changed.
pub(super) fn with_proposed_name(typed: Typed) -> Typed {
    let proposed = text::slug(&typed.get("titel"));
    if typed.get("adresse").trim().is_empty() { typed.with("adresse", proposed) } else { typed }
}

/// The time in a field; one that was not touched stays to the millisecond.
pub(super) fn moment(
    visit: &Visit,
    typed: &Typed,
    id: &'static str,
    stored: Option<Moment>,
    problems: &mut Problems,
) -> Option<Moment> {
    let value = typed.get(id);
    let value = value.trim();
    if let Some(stored) = stored.filter(|at| dates::to_local(*at) == value) {
        return Some(stored);
    }
    let at = dates::from_local(value);
    if at.is_none() {
        problems.add(id, visit.words().boards.no_time);
    }
    at
}

/// The Ortsteile of today by id and name, and the stored one in case that it is no more.
pub(super) async fn districts(site: &Site, stored: Option<AreaId>) -> Result<Vec<(String, String)>, StoreError> {
    let mut all = areas::districts(&site.store).await?;
    if let Some(id) = stored.filter(|id| !all.iter().any(|area| area.id == *id)) {
        all.extend(areas::all(&site.store).await?.into_iter().find(|area| area.id == id));
    }
    Ok(all.into_iter().map(|area| (area.id.to_string(), area.name)).collect())
}

/// The Ortsteil in `ort`; nothing for the whole city.
pub(super) fn district(
    visit: &Visit,
    typed: &Typed,
    districts: &[(String, String)],
    problems: &mut Problems,
) -> Option<AreaId> {
    let typed = typed.get("ort");
    if typed.is_empty() {
        return None;
    }
    let found = districts.iter().find(|(id, _)| *id == typed).and_then(|(id, _)| id.parse().ok());
    if found.is_none() {
        problems.add("ort", problem(visit, Field::District, Problem::Unknown));
    }
    found
}

/// A reason for everybody, in `grund`.
pub(super) fn reason(visit: &Visit, typed: &Typed) -> Result<String, Problems> {
    announced::reason(&typed.get("grund")).map_err(|errors: FieldErrors| match errors.of(Field::Text) {
        Some(Problem::Missing) | None => Problems::one("grund", visit.words().announcing.reason_missing),
        Some(other) => Problems::one("grund", problem(visit, Field::Text, other)),
    })
}

/// The revision that the form showed, in `stand`.
pub(super) fn seen(typed: &Typed) -> Option<i64> {
    typed.get("stand").parse().ok()
}

/// Why a form comes back that nothing is wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Back {
    /// Somebody else was faster.
    Stale,
    /// It does not say which revision it started from.
    Unseen,
    /// What it changes was fixed meanwhile: by a first mark, by its publication.
    Fixed,
}

impl Back {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Stale | Self::Fixed => StatusCode::CONFLICT,
            Self::Unseen => StatusCode::PRECONDITION_REQUIRED,
        }
    }
}

/// What stands in the fields, and why.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) typed: Typed,
    pub(super) problems: Problems,
    pub(super) back: Option<Back>,
}

/// To the page of what was stored, which says so.
pub(super) fn saved(visit: &Visit, path: &str, slug: &str) -> Response {
    private(Redirect::to(&visit.href(&format!("{path}/{slug}?gespeichert"))).into_response())
}

/// A field with its label and with what is stored in it, as people read it.
pub(super) type Stored = (&'static str, &'static str, String);

/// Why the form came back, and what is stored where something else was typed.
#[component]
pub(super) fn Meanwhile(visit: Visit, back: Back, shown: Vec<Stored>, stored: Typed, typed: Typed) -> impl IntoView {
    let words = &visit.words().announcing;
    let said = match back {
        Back::Stale => words.changed_meanwhile,
        Back::Unseen => words.no_revision,
        Back::Fixed => words.fixed_meanwhile,
    };
    let clean = |typed: &Typed, name: &str| typed.all(name).iter().map(|value| text::clean(value)).collect::<Vec<_>>();
    let rows = shown
        .into_iter()
        .filter(|(name, ..)| clean(&typed, name) != clean(&stored, name))
        .map(|(_, label, value)| view! { <li>{label}": "<strong>{value}</strong></li> })
        .collect_view();
    view! { <Notice kind=NoticeKind::Error><p>{said}</p><ul>{rows}</ul></Notice> }.into_any()
}

/// Title and text in German, then in the other languages.
#[component]
pub(super) fn TellingFields(visit: Visit, typed: Typed, problems: Problems) -> impl IntoView {
    let (words, common) = (&visit.words().announcing, &visit.words().common);
    TELLINGS
        .into_iter()
        .map(|(language, title, text)| {
            let is_original = language == Language::De;
            let name = common.language(language);
            let hint = if is_original { words.original_hint } else { words.translation_hint };
            let of = |label: &str| format!("{label} ({name})");
            view! {
                <fieldset class="field field--group" aria-describedby=format!("{title}-sprache")>
                    <legend class="field__label">{name}</legend>
                    <p class="field__hint" id=format!("{title}-sprache")>{hint}</p>
                    <Line visit=visit.clone() id=title label=of(words.title) value=typed.get(title)
                        problems=problems.clone() is_required=is_original/>
                    <Area visit=visit.clone() id=text label=of(words.text) value=typed.get(text) problems=problems.clone() rows=5/>
                </fieldset>
            }
        })
        .collect_view()
        .into_any()
}

/// The Ortsteil that it is about.
#[component]
pub(super) fn DistrictField(
    visit: Visit,
    districts: Vec<(String, String)>,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().announcing;
    view! {
        <Pick visit=visit id="ort" label=words.district none=words.whole_city choices=districts value=typed.get("ort")
            problems=problems/>
    }
    .into_any()
}

/// One thing that is done by one button.
#[component]
pub(super) fn Do(
    visit: Visit,
    /// The page that does it.
    path: String,
    revision: i64,
    action: &'static str,
    icon: &'static str,
    label: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <form class="form" method="post" action=visit.href(&path)>
            <input type="hidden" name="aktion" value=action/>
            <input type="hidden" name="stand" value=revision.to_string()/>
            {children.map(|children| children())}
            <div class="form__actions">
                <button class="button button--secondary" type="submit"><Icon name=icon/>{label}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A draft that nobody needs: behind one more step, because it does not come back.
#[component]
pub(super) fn Discard(visit: Visit, path: String, revision: i64) -> impl IntoView {
    let words = &visit.words().announcing;
    view! {
        <details>
            <summary>{words.discard}</summary>
            <p>{words.discard_note}</p>
            <Do visit=visit path=path revision=revision action="loeschen" icon="trash" label=words.discard_now/>
        </details>
    }
    .into_any()
}

/// Ends something in public, with a reason.
#[component]
pub(super) fn WithReason(
    visit: Visit,
    path: String,
    revision: i64,
    action: &'static str,
    title: &'static str,
    lead: &'static str,
    label: &'static str,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().announcing;
    view! {
        <section aria-labelledby=action>
            <h2 id=action>{title}</h2>
            <p>{lead}</p>
            <Do visit=visit.clone() path=path revision=revision action=action icon="close" label=label>
                <Area visit=visit id="grund" label=words.reason hint=words.reason_hint value=typed.get("grund")
                    problems=problems/>
            </Do>
        </section>
    }
    .into_any()
}
