//! The fields of a question in each language.

use domain::{
    Language,
    surveys::{
        OTHER_LANGUAGES, Question, Wording,
        making::{Input, Kind, TypedWording},
    },
};
use leptos::prelude::*;

use super::{
    super::form::{Area, Line, Problems, Tick, Typed},
    fields::{id, label as label_in},
};
use crate::Visit;

/// The fields as they are stored.
pub(super) fn stored(question: &Question) -> Typed {
    let kind = Kind::of(&question.kind);
    let (text, help) = (question.text.clone(), question.help.clone());
    let german = Wording { text, help, parts: question.kind.parts() };
    let other = |language| question.others.of(language).cloned().unwrap_or_default();
    let [en, ls] = OTHER_LANGUAGES.map(|language| (language, other(language)));
    let mut all = vec![("pflicht", if question.required { "ja".to_owned() } else { String::new() })];
    for (language, Wording { text, help, parts }) in [(Language::De, german), en, ls] {
        all.push((id(Input::Text(language)), text));
        all.push((id(Input::Help(language)), help.unwrap_or_default()));
        if kind.has_options() {
            all.push((id(Input::Options(language)), parts.join("\n")));
        } else {
            let mut parts = parts.into_iter();
            all.push((id(Input::Least(language)), parts.next().unwrap_or_default()));
            all.push((id(Input::Most(language)), parts.next().unwrap_or_default()));
        }
    }
    Typed::of(all)
}

/// One option a line.
pub(super) fn read(typed: &Typed, kind: Kind, language: Language) -> TypedWording {
    let get = |input| typed.get(id(input));
    let parts = match kind {
        Kind::One | Kind::Many => get(Input::Options(language)).lines().map(str::to_owned).collect(),
        Kind::Scale => vec![get(Input::Least(language)), get(Input::Most(language))],
        Kind::Text => Vec::new(),
    };
    TypedWording { text: get(Input::Text(language)), help: get(Input::Help(language)), parts }
}

/// What a question says, with the names of its fields.
pub(super) fn lines(visit: &Visit, question: &Question) -> Vec<(String, String)> {
    let (words, kept) = (&visit.words().survey_desk, stored(question));
    let languages = [Language::De].into_iter().chain(OTHER_LANGUAGES);
    let all = languages.flat_map(|language| {
        let named = |label| label_in(visit, label, language);
        [
            (named(words.question), kept.get(id(Input::Text(language)))),
            (named(words.help), kept.get(id(Input::Help(language)))),
            (named(words.options), kept.get(id(Input::Options(language))).replace('\n', " / ")),
            (named(words.least), kept.get(id(Input::Least(language)))),
            (named(words.most), kept.get(id(Input::Most(language)))),
        ]
    });
    all.filter(|(_, value)| !value.is_empty()).collect()
}

#[component]
pub(super) fn WordingFields(visit: Visit, kind: Kind, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let others = OTHER_LANGUAGES
        .into_iter()
        .map(|language| view! { <InLanguage visit=visit.clone() kind=kind language=language typed=typed.clone() problems=problems.clone()/> })
        .collect_view();
    let is_required = typed.get("pflicht") == "ja";
    view! {
        <InLanguage visit=visit.clone() kind=kind language=Language::De typed=typed problems=problems/>
        <Tick visit=visit.clone() id="pflicht" label=words.must_answer is_ticked=is_required/>
        <p class="form__note">{words.languages_hint}</p>
        {others}
    }
    .into_any()
}

#[component]
fn InLanguage(visit: Visit, kind: Kind, language: Language, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let is_german = language == Language::De;
    let hint = |text: &'static str| if is_german { text } else { "" };
    let area = |input: Input, label: &'static str, hint: &'static str, rows: u16| {
        let (id, label) = (id(input), label_in(&visit, label, language));
        view! { <Area visit=visit.clone() id=id label=label hint=hint value=typed.get(id) problems=problems.clone() rows=rows/> }
    };
    let line = |input: Input, label: &'static str, hint: &'static str| {
        let (id, label) = (id(input), label_in(&visit, label, language));
        view! { <Line visit=visit.clone() id=id label=label hint=hint value=typed.get(id) problems=problems.clone()/> }
    };
    let parts = match kind {
        Kind::One | Kind::Many => area(
            Input::Options(language),
            words.options,
            if is_german { words.options_hint } else { words.options_same },
            6,
        )
        .into_any(),
        Kind::Scale => view! {
            {line(Input::Least(language), words.least, hint(words.least_hint))}
            {line(Input::Most(language), words.most, hint(words.most_hint))}
        }
        .into_any(),
        Kind::Text => ().into_any(),
    };
    let name = visit.words().common.language(language);
    view! {
        <section class="form__section" aria-label=name>
            <h2>{name}</h2>
            {area(Input::Text(language), words.question, hint(words.question_hint), 2)}
            {line(Input::Help(language), words.help, hint(words.help_hint))}
            {parts}
        </section>
    }
    .into_any()
}
