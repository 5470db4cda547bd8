//! What a survey says and when it is open: fields of a draft.

use domain::{
    Language, Moment,
    moment::Period,
    surveys::{
        Heading, OTHER_LANGUAGES, Survey,
        making::{AT_ONCE, Basics, Input, headings},
    },
};
use leptos::prelude::*;

use super::{
    super::form::{Area, Line, Problems, Typed},
    PATH, fields,
};
use crate::{Visit, dates, locales::Words, ui::Icon};

/// The fields as they are stored.
pub(super) fn stored(survey: &Survey) -> Typed {
    let german = Heading { title: survey.title.clone(), intro: survey.intro.clone() };
    let heading = |language| survey.others.of(language).cloned().unwrap_or_default();
    let [en, ls] = OTHER_LANGUAGES.map(|language| (language, heading(language)));
    let texts = [(Language::De, german), en, ls].into_iter().flat_map(|(language, Heading { title, intro })| {
        [(fields::id(Input::Title(language)), title), (fields::id(Input::Intro(language)), intro)]
    });
    let times =
        [("beginn", begins(survey.period.start)), ("ende", survey.period.end.map(dates::to_local).unwrap_or_default())];
    Typed::of(texts.chain(times))
}

fn begins(start: Moment) -> String {
    if start == AT_ONCE { String::new() } else { dates::to_local(start) }
}

/// `None` where something is wrong. A time that was not touched stays as it is, to the millisecond.
pub(super) fn read(typed: &Typed, survey: &Survey, words: &Words, problems: &mut Problems) -> Option<Basics> {
    let kept = stored(survey);
    let time = |name: &str| Some(typed.or(name, kept.get(name))).filter(|value| *value != kept.get(name));
    let mut at = |name: &'static str, value: &str| {
        let at = dates::from_local(value.trim());
        if at.is_none() {
            problems.add(name, words.boards.no_time);
        }
        at
    };
    let start = match time("beginn") {
        None => Some(survey.period.start),
        Some(value) if value.trim().is_empty() => Some(AT_ONCE),
        Some(value) => at("beginn", &value),
    };
    let end = match time("ende") {
        None => Some(survey.period.end),
        Some(value) if value.trim().is_empty() => Some(None),
        Some(value) => at("ende", &value).map(Some),
    };
    let period = start.zip(end).map(|(start, end)| Period { start, end });
    if period.is_some_and(|period| period.end.is_some_and(|end| end <= period.start)) {
        problems.add("ende", words.boards.ends_too_early);
    }
    let heading = |language| Heading {
        title: typed.get(fields::id(Input::Title(language))),
        intro: typed.get(fields::id(Input::Intro(language))),
    };
    match headings(heading) {
        Ok((heading, others)) if problems.is_empty() => period.map(|period| Basics { heading, others, period }),
        Ok(_) => None,
        Err(faults) => {
            fields::add(problems, faults, &words.survey_desk);
            None
        }
    }
}

#[component]
pub(super) fn BasicsForm(visit: Visit, survey: Survey, typed: Typed, problems: Problems) -> impl IntoView {
    let (words, kept) = (&visit.words().survey_desk, stored(&survey));
    let value = |name: &str| typed.or(name, kept.get(name));
    let texts = |language: Language| {
        let is_german = language == Language::De;
        let (title, intro) = (fields::id(Input::Title(language)), fields::id(Input::Intro(language)));
        let name = visit.words().common.language(language);
        let [title_hint, intro_hint] =
            [words.title_hint, words.intro_hint].map(|hint| if is_german { hint } else { "" });
        view! {
            <section class="form__section" aria-label=name>
                <h3>{name}</h3>
                <Line visit=visit.clone() id=title label=fields::label(&visit, words.title, language) hint=title_hint
                    value=value(title) problems=problems.clone() is_required=is_german/>
                <Area visit=visit.clone() id=intro label=fields::label(&visit, words.intro, language) hint=intro_hint
                    value=value(intro) problems=problems.clone() rows=4/>
            </section>
        }
    };
    let others = OTHER_LANGUAGES.into_iter().map(texts).collect_view();
    view! {
        <section aria-labelledby="angaben">
            <h2 id="angaben">{words.basics}</h2>
            <form class="form" method="post" action=visit.href(&format!("{PATH}/{}", survey.slug))>
                <input type="hidden" name="stand" value=survey.revision.to_string()/>
                {texts(Language::De)}
                <Line visit=visit.clone() id="beginn" label=words.begins hint=words.begins_hint kind="datetime-local"
                    value=value("beginn") problems=problems.clone()/>
                <Line visit=visit.clone() id="ende" label=words.ends hint=words.ends_hint kind="datetime-local"
                    value=value("ende") problems=problems.clone()/>
                <p class="form__note">{words.languages_hint}</p>
                {others}
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{visit.words().staff.save}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What is stored where something else was typed, after somebody else was faster.
pub(super) fn others_words(visit: &Visit, survey: &Survey, typed: &Typed) -> Vec<(String, String)> {
    let (words, kept) = (&visit.words().survey_desk, stored(survey));
    let is_other = |name: &str| !typed.all(name).is_empty() && typed.get(name).trim() != kept.get(name).trim();
    let time = |at: Option<Moment>| at.map(|at| dates::date_and_time(visit.language, at));
    let start = Some(survey.period.start).filter(|start| *start != AT_ONCE);
    let texts = [Language::De].into_iter().chain(OTHER_LANGUAGES).flat_map(|language| {
        let named = |label| fields::label(visit, label, language);
        [
            (fields::id(Input::Title(language)), named(words.title)),
            (fields::id(Input::Intro(language)), named(words.intro)),
        ]
    });
    let texts = texts.filter(|(id, _)| is_other(id)).map(|(id, label)| (label, kept.get(id)));
    let times = [
        ("beginn", words.begins, time(start).unwrap_or_else(|| words.at_once.to_owned())),
        ("ende", words.ends, time(survey.period.end).unwrap_or_else(|| visit.words().boards.stays_open.to_owned())),
    ];
    let times = times.into_iter().filter(|(id, ..)| is_other(id)).map(|(_, label, value)| (label.to_owned(), value));
    texts.chain(times).collect()
}
