//! The questions of a survey as one plain form.

use domain::{
    accounts::Level,
    fields::{Field, FieldErrors},
    surveys::{Question, QuestionKind, SCALE_STEPS, Survey, TEXT_LENGTH},
};
use leptos::prelude::*;

use super::answers::Answers;
use crate::{
    Visit, dates,
    locales::{fill, surveys::Surveys},
    pages::{formats::lang_of, paper::counts},
    ui::{Checkboxes, Choice, FieldFrame, Icon, Notice, NoticeKind, Radios, TextArea, field::described_by},
};

#[component]
pub fn SurveyForm(
    visit: Visit,
    survey: Survey,
    answers: Answers,
    /// As staff look at it before it is published: it sends nothing.
    #[prop(optional)]
    is_preview: bool,
) -> impl IntoView {
    let words = &visit.words().surveys;
    let lang = lang_of(&visit, survey.language);
    let (method, action) = match is_preview {
        true => ("get", visit.href(&visit.path)),
        false => ("post", visit.href(&format!("/umfragen/{}", survey.slug))),
    };
    let results = survey.period.end.map_or(words.note_results_open.to_owned(), |end| {
        fill(words.note_results, &[("date", &dates::date(visit.language, end))])
    });
    let privacy = if survey.needed_level == Level::Guest { words.note_privacy } else { words.note_no_name };
    let questions = survey
        .questions
        .into_iter()
        .enumerate()
        .map(|(number, question)| view! { <QuestionField visit=visit.clone() number=number question=question answers=answers.clone() lang=lang/> })
        .collect_view();
    view! {
        {answers.is_change.then(|| view! { <Notice><p>{words.change}</p></Notice> })}
        {answers.given_back.clone().map(|texts| view! { <GivenBack visit=visit.clone() texts=texts/> })}
        {(!is_preview).then(|| view! { <PaperLink visit=visit.clone() slug=survey.slug.clone() needed=survey.needed_level/> })}
        <form class="form survey" autocomplete=visit.autofill() method=method action=action novalidate=true>
            <input type="hidden" name="einsendung" value=answers.submission.to_string()/>
            <input type="hidden" name="fassung" value=survey.edition.to_string()/>
            {questions}
            <section class="survey__note" aria-labelledby="hinweis">
                <h2 id="hinweis">{words.note}</h2>
                <ul>
                    <li>{privacy}</li>
                    <li>{words.note_once}</li>
                    <li>{results}</li>
                </ul>
            </section>
            <p class="button-row">
                <button class="button button--primary button--large" type="submit" disabled=is_preview>{words.send}<Icon name="arrow-right"/></button>
            </p>
        </form>
    }
}

/// The questions changed while somebody answered.
#[component]
fn GivenBack(visit: Visit, texts: Vec<String>) -> impl IntoView {
    let words = &visit.words().surveys;
    let lost = (!texts.is_empty()).then(|| {
        let texts = texts.into_iter().map(|text| view! { <li dir="auto">{text}</li> }).collect_view();
        view! { <p>{words.given_back}</p><ul>{texts}</ul> }
    });
    view! { <Notice kind=NoticeKind::Warning><p>{words.questions_changed}</p>{lost}</Notice> }.into_any()
}

/// The same questions, to be printed.
#[component]
pub fn PaperLink(visit: Visit, slug: String, needed: Level) -> impl IntoView {
    let words = &visit.words().paper;
    let word = if counts(needed) { words.link_survey } else { words.known_link };
    let address = visit.href(&format!("/umfragen/{slug}/papier"));
    view! { <p class="survey__paper"><a href=address><Icon name="print"/>{word}</a></p> }
}

#[component]
fn QuestionField(
    visit: Visit,
    number: usize,
    question: Question,
    answers: Answers,
    lang: Option<&'static str>,
) -> impl IntoView {
    let field = Field::Question(u16::try_from(number).unwrap_or(u16::MAX));
    let legend = format!("{}. {}", number + 1, question.text);
    let hint = hint(&visit.words().surveys, &question);
    let optional = !question.required;
    let errors = answers.errors.clone();
    let choices = choices_of(&question.kind);
    let input = match question.kind {
        QuestionKind::One { .. } => view! {
            <Radios visit=visit field=field legend=legend hint=hint choices=choices value=answers.value(number)
                errors=errors optional=optional lang=lang/>
        }
        .into_any(),
        QuestionKind::Many { .. } => view! {
            <Checkboxes visit=visit field=field legend=legend hint=hint choices=choices
                values=answers.values(number) errors=errors optional=optional lang=lang/>
        }
        .into_any(),
        QuestionKind::Scale { .. } => view! {
            <Radios visit=visit field=field legend=legend hint=hint choices=choices value=answers.value(number)
                errors=errors optional=optional lang=lang list_class="choices choices--scale"/>
        }
        .into_any(),
        QuestionKind::Text => view! {
            <TextQuestion visit=visit field=field label=legend hint=hint value=answers.value(number) errors=errors optional=optional
                lang=lang/>
        }
        .into_any(),
    };
    view! { <div class="survey__question">{input}</div> }
}

#[component]
fn TextQuestion(
    visit: Visit,
    field: Field,
    label: String,
    hint: String,
    value: String,
    errors: FieldErrors,
    optional: bool,
    lang: Option<&'static str>,
) -> impl IntoView {
    let describes = described_by(field, !hint.is_empty(), &errors);
    let invalid = errors.of(field).is_some();
    view! {
        <FieldFrame visit=visit field=field label=label hint=hint errors=errors optional=optional lang=lang>
            <TextArea id=field.name() name=field.name() value=value rows=4 invalid=invalid max_length=TEXT_LENGTH
                required=!optional described_by=describes/>
        </FieldFrame>
    }
}

/// What there is to choose from, each with what its input sends: its place in the list, or the step as it is read, from 1.
pub fn choices_of(kind: &QuestionKind) -> Vec<Choice> {
    let numbered = |first: usize, labels: Vec<String>| {
        (first..).zip(labels).map(|(value, label)| Choice::new(value.to_string(), label)).collect()
    };
    match kind {
        QuestionKind::One { options } | QuestionKind::Many { options } => numbered(0, options.clone()),
        QuestionKind::Scale { min_label, max_label } => numbered(1, scale_labels(min_label, max_label).collect()),
        QuestionKind::Text => Vec::new(),
    }
}

/// The steps of a scale; its ends say in words what they mean.
pub fn scale_labels(min_label: &str, max_label: &str) -> impl Iterator<Item = String> {
    (1..=SCALE_STEPS).map(move |step| match step {
        1 => format!("1 ({min_label})"),
        SCALE_STEPS => format!("{SCALE_STEPS} ({max_label})"),
        _ => step.to_string(),
    })
}

/// What stands below the words of a question: its own help, and how it is answered.
pub fn hint(words: &Surveys, question: &Question) -> String {
    let help = question.help.clone().unwrap_or_default();
    match &question.kind {
        QuestionKind::Many { .. } if help.is_empty() => words.several.to_owned(),
        QuestionKind::Scale { min_label, max_label } => {
            let scale = fill(words.scale_hint, &[("min", min_label), ("max", max_label)]);
            format!("{help} {scale}").trim().to_owned()
        }
        _ => help,
    }
}
