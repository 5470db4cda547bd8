//! The form into which a sheet is typed: one field below the other, nothing to point at.

use domain::{
    Goal, Theme,
    channel::Channel,
    fields::Field,
    paper::GRACE_DAYS,
    place_calls::{PlaceCall, Verdict},
    surveys::{Question, QuestionKind, Survey},
};
use leptos::prelude::*;

use super::{
    photos,
    typed::{HANDED_IN, NUMBERS},
    typing::{Shown, Subject},
};
use crate::{
    Site, Visit,
    locales::fill,
    pages::{formats::content_lang, paper::name_of, place_calls::verdict_name, staff::frame::StaffPage},
    ui::{ErrorSummary, FieldFrame, Icon, Notice, NoticeKind, TextArea, field::described_by},
};

/// One field.
#[derive(Clone)]
pub struct Asked {
    field: Field,
    label: String,
    hint: String,
    /// Of label and hint, where it is not that of the page.
    lang: Option<&'static str>,
    is_long: bool,
    is_optional: bool,
}

impl Asked {
    pub fn of(visit: &Visit, shown: &Shown) -> Vec<Self> {
        match &shown.subject {
            Subject::Proposal(_) => Self::of_proposal(visit),
            Subject::Supports(_) => {
                let words = &visit.words().desk;
                vec![Self { hint: words.numbers_hint.into(), ..Self::line(NUMBERS, words.numbers) }]
            }
            Subject::Survey(survey) => Self::of_survey(visit, survey, shown.sheet.is_some()),
            Subject::Place(call) => Self::of_place(visit, call),
        }
    }

    fn line(field: Field, label: impl Into<String>) -> Self {
        Self { field, label: label.into(), hint: String::new(), lang: None, is_long: false, is_optional: false }
    }

    fn optional(field: Field, label: impl Into<String>) -> Self {
        Self { is_optional: true, ..Self::line(field, label) }
    }

    fn of_proposal(visit: &Visit) -> Vec<Self> {
        let (all, words) = (visit.words(), &visit.words().desk);
        let themes = Theme::ALL.map(|theme| all.names.theme(theme).to_owned());
        let goals = Goal::ALL.map(|goal| all.names.goal(goal).to_owned());
        vec![
            Self::line(Field::Title, all.submit.title),
            Self { is_long: true, ..Self::line(Field::Text, all.submit.text) },
            Self { hint: boxes(words.one, &themes), ..Self::line(Field::Theme, all.submit.theme) },
            Self { hint: boxes(words.many, &goals), ..Self::optional(Field::Goals, all.submit.goals) },
            Self { hint: words.district_hint.into(), ..Self::optional(Field::District, all.submit.district) },
            Self::optional(Field::PlaceNote, all.paper.place),
            Self::optional(Field::Author, all.submit.author),
            Self::optional(Field::Email, all.submit.email),
        ]
    }

    fn of_place(visit: &Visit, call: &PlaceCall) -> Vec<Self> {
        let (all, words) = (visit.words(), &visit.words().desk);
        let categories: Vec<String> = call.categories.iter().map(|category| category.label.clone()).collect();
        let verdicts = Verdict::ALL.map(|verdict| verdict_name(all, verdict).to_owned());
        let calls = &all.place_calls;
        vec![
            Self { hint: words.place_hint.into(), ..Self::line(Field::District, calls.district) },
            Self { hint: boxes(words.one, &categories), ..Self::line(Field::Category, calls.category_question) },
            Self { hint: boxes(words.one, &verdicts), ..Self::line(Field::Verdict, calls.verdict_question) },
            Self { is_long: true, ..Self::line(Field::Text, calls.text_question) },
        ]
    }

    fn of_survey(visit: &Visit, survey: &Survey, is_second: bool) -> Vec<Self> {
        let (words, lang) = (&visit.words().desk, content_lang(visit));
        let mut all = Vec::new();
        for (number, question) in survey.questions.iter().enumerate() {
            let Question { text, kind, required, .. } = question;
            let field = Field::Question(u16::try_from(number).unwrap_or(u16::MAX));
            let hint = match kind {
                QuestionKind::Text if is_second => continue,
                QuestionKind::Text => String::new(),
                QuestionKind::One { options } => boxes(words.one, options),
                QuestionKind::Many { options } => boxes(words.many, options),
                QuestionKind::Scale { .. } => words.one.to_owned(),
            };
            let label = format!("{}. {text}", number + 1);
            let is_long = matches!(kind, QuestionKind::Text);
            all.push(Self { field, label, hint, lang, is_long, is_optional: !required });
        }
        all
    }
}

/// `Ziffer neben dem Kreuz. 1 ja · 2 nein`
fn boxes(how: &str, options: &[String]) -> String {
    let all = (1_usize..).zip(options).map(|(number, option)| format!("{number} {option}")).collect::<Vec<_>>();
    format!("{how} {}", all.join(" · "))
}

#[component]
pub fn TypingPage(site: Site, visit: Visit, shown: Shown, asked: Vec<Asked>) -> impl IntoView {
    let words = &visit.words().desk;
    let (name, lang) = match &shown.subject {
        Subject::Proposal(board) => (name_of(board, visit.words().paper.proposal_title), None),
        Subject::Supports(board) => (name_of(board, visit.words().paper.list_title), None),
        Subject::Survey(survey) => (survey.title.clone(), content_lang(&visit)),
        Subject::Place(call) => (call.title.clone(), content_lang(&visit)),
    };
    let sheet = shown.sheet.clone();
    let (title, lead, action, button) = match &sheet {
        None => (words.typing.to_owned(), words.typing_lead, format!("/schalter/papier/{}", shown.id), words.save),
        Some(sheet) => (
            fill(words.second_title, &[("n", &sheet.id.to_string())]),
            words.second_lead,
            format!("/schalter/pruefen/{}", sheet.id),
            words.second_save,
        ),
    };
    let action = visit.href(&action);
    let above = vec![("/schalter".to_owned(), words.area.0.to_owned())];
    let has_way = !shown.id.form.is_vote();
    let is_counter = shown.typed.text("weg") == Channel::Counter.code();
    let handed_in = shown.typed.text(HANDED_IN).to_owned();
    let errors = shown.errors.clone();
    // Whoever types many sheets begins at once; where something is to be mended, the summary comes first.
    let begins = errors.is_empty() && shown.notice.is_none();
    let fields = asked
        .into_iter()
        .enumerate()
        .map(|(at, asked)| {
            let value = shown.typed.of(asked.field);
            view! { <Row visit=visit.clone() asked=asked value=value errors=errors.clone() begins=begins && at == 0/> }
        })
        .collect_view();
    let photos = sheet.as_ref().map(|sheet| {
        let href = visit.href(&photos::address(&sheet.submission));
        view! { <p><a href=href><Icon name="camera"/>" "{words.photo_link}</a></p> }
    });
    let drop = sheet.map(|_| {
        view! {
            <form class="form" method="post" action=action.clone()>
                <input type="hidden" name="aktion" value="verwerfen"/>
                <h2>{words.drop_title}</h2>
                <p>{words.drop_text}</p>
                <button class="button button--secondary" type="submit"><Icon name="close"/>{words.drop}</button>
            </form>
        }
    });
    let form = shown.has_form.then(|| {
        view! {
            <form class="form" autocomplete="off" method="post" action=action novalidate=true>
                <input type="hidden" name="einsendung" value=shown.typed.submission.to_string()/>
                {fields}
                {shown.has_ended.then(|| view! { <HandedIn visit=visit.clone() value=handed_in/> })}
                {has_way.then(|| view! { <Way visit=visit.clone() is_counter=is_counter/> })}
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{button}</button>
                </div>
            </form>
        }
    });
    let lead = if shown.has_form { lead } else { "" };
    view! {
        <StaffPage site=site visit=visit.clone() title=title lead=lead above=above>
            <p class="desk__form"><strong>{shown.id.to_string()}</strong>" "<span lang=lang>{name}</span></p>
            {photos}
            {shown.notice.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })}
            <ErrorSummary visit=visit.clone() errors=errors.clone()/>
            {form}
            {drop}
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Row(visit: Visit, asked: Asked, value: String, errors: domain::fields::FieldErrors, begins: bool) -> impl IntoView {
    let Asked { field, label, hint, lang, is_long, is_optional } = asked;
    let name = field.name();
    let describes = described_by(field, !hint.is_empty(), &errors);
    let invalid = errors.of(field).is_some();
    let input = if is_long {
        view! { <TextArea id=name.clone() name=name value=value rows=5 required=!is_optional invalid=invalid described_by=describes/> }
            .into_any()
    } else {
        view! {
            <input class="input" id=name.clone() name=name type="text" value=value required=!is_optional autocomplete="off"
                autofocus=begins aria-invalid=invalid.then_some("true")
                aria-describedby=Some(describes).filter(|ids| !ids.is_empty())/>
        }
        .into_any()
    };
    view! {
        <FieldFrame visit=visit field=field label=label hint=hint errors=errors optional=is_optional lang=lang>{input}</FieldFrame>
    }
    .into_any()
}

/// What was handed in before the end counts for some days.
#[component]
fn HandedIn(visit: Visit, value: String) -> impl IntoView {
    let words = &visit.words().desk;
    let hint = fill(words.handed_in_hint, &[("n", &GRACE_DAYS.to_string())]);
    view! {
        <div class="field">
            <label class="field__label" for=HANDED_IN>{words.handed_in}</label>
            <p class="field__hint" id="eingang-hinweis">{hint}</p>
            <input class="input" id=HANDED_IN name=HANDED_IN type="date" value=value aria-describedby="eingang-hinweis"/>
        </div>
    }
}

/// Paper unless somebody said it.
#[component]
fn Way(visit: Visit, is_counter: bool) -> impl IntoView {
    let (words, channels) = (&visit.words().desk, &visit.words().channels);
    view! {
        <div class="field">
            <label class="field__label" for="weg">{words.way}</label>
            <select class="input input--select" id="weg" name="weg">
                <option value=Channel::Paper.code()>{channels.paper}</option>
                <option value=Channel::Counter.code() selected=is_counter>{channels.counter}</option>
            </select>
        </div>
    }
}
