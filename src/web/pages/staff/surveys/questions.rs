//! The questions of a survey in their order, and `/verwaltung/umfragen/{slug}/ordnen`, which moves one of them.

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use domain::{
    policy::Action,
    surveys::{
        Question, State as Standing, Survey,
        making::{Kind, MOST_QUESTIONS},
    },
};
use leptos::prelude::*;
use store::surveys::{self, Edit};

use super::{super::form::Problems, PATH, desk::Sent, fields};
use crate::{
    AppError, Site, Visit,
    locales::fill,
    ui::{Icon, Notice, field::FieldProblem},
};

/// `frage` by its key, `aktion` (`hoch`, `runter`), `stand`.
pub async fn arrange(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let sent = Sent::read(&body);
    let Some(seen) = fields::seen(&sent.typed) else { return sent.without_revision(site, visit, &slug).await };
    let key = sent.typed.get("frage");
    let is_up = match sent.typed.get("aktion").as_str() {
        "hoch" => true,
        "runter" => false,
        _ => return Err(AppError::BadRequest),
    };
    let edit = Edit::Shift { key: &key, is_up };
    let done = surveys::edit_questions(&site.store, &by, &slug, edit, seen, site.now()).await;
    sent.after(done, site, visit, &slug, "#fragen").await
}

#[component]
pub(super) fn Questions(visit: Visit, survey: Survey, is_answered: bool, problems: Problems) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let many = survey.questions.len();
    let is_draft = survey.state == Standing::Draft;
    let items = (1_usize..)
        .zip(survey.questions.clone())
        .map(|(number, question)| {
            let ends = (number == 1, number == many);
            let buttons = is_draft.then(|| {
                view! { <Buttons visit=visit.clone() survey=survey.clone() key=question.key.clone() number=number ends=ends/> }
            });
            view! { <li><Asked visit=visit.clone() question=question/>{buttons}</li> }
        })
        .collect_view();
    let note = match (is_draft, is_answered) {
        (true, _) => None,
        (false, true) => Some(words.questions_stay),
        (false, false) => Some(words.questions_wait),
    };
    let note = note.map(|text| view! { <Notice><p>{text}</p></Notice> });
    let problem = problems.of("fragen").map(str::to_owned);
    let problem = problem.map(|text| view! { <FieldProblem id="fragen-fehler" text=text visit=visit.clone()/> });
    let list = if many == 0 {
        view! { <p>{words.questions_none}</p> }.into_any()
    } else {
        view! { <ol class="survey-desk__questions">{items}</ol> }.into_any()
    };
    let more =
        (is_draft && many < MOST_QUESTIONS).then(|| view! { <More visit=visit.clone() slug=survey.slug.clone()/> });
    view! {
        <section aria-labelledby="fragen">
            <h2 id="fragen" tabindex="-1">{words.questions}</h2>
            {problem}
            {note}
            {list}
            {more}
        </section>
    }
    .into_any()
}

/// What a question asks, and how it is answered.
#[component]
fn Asked(visit: Visit, question: Question) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let kind = words.kind(Kind::of(&question.kind));
    let needed = if question.required { words.required } else { visit.words().common.optional };
    let parts = question.kind.parts();
    let parts = (!parts.is_empty()).then(|| {
        let parts = parts.into_iter().map(|part| view! { <li lang="de">{part}</li> }).collect_view();
        view! { <ul>{parts}</ul> }
    });
    view! {
        <p><strong lang="de">{question.text}</strong></p>
        <p class="field__hint">{kind}" · "{needed}</p>
        {parts}
    }
    .into_any()
}

#[component]
fn Buttons(visit: Visit, survey: Survey, key: String, number: usize, ends: (bool, bool)) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let (is_first, is_last) = ends;
    let name = fill(words.question_number, &[("n", &number.to_string())]);
    let button = |action: &'static str, icon: &'static str, label: &'static str| {
        let hidden = format!(" ({name})");
        view! {
            <button class="button button--secondary" type="submit" name="aktion" value=action>
                <Icon name=icon/>{label}<span class="visually-hidden">{hidden}</span>
            </button>
        }
    };
    let up = (!is_first).then(|| button("hoch", "chevron-up", words.up));
    let down = (!is_last).then(|| button("runter", "chevron-down", words.down));
    let edit = visit.href(&format!("{PATH}/{}/fragen/{key}", survey.slug));
    view! {
        <form class="form__actions" method="post" action=visit.href(&format!("{PATH}/{}/ordnen", survey.slug))>
            <input type="hidden" name="stand" value=survey.revision.to_string()/>
            <input type="hidden" name="frage" value=key/>
            <a class="button button--secondary" href=edit>
                <Icon name="edit"/>{words.change}<span class="visually-hidden">{format!(" ({name})")}</span>
            </a>
            {up}
            {down}
        </form>
    }
    .into_any()
}

/// A way to a new question of each kind.
#[component]
fn More(visit: Visit, slug: String) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let links = Kind::ALL
        .into_iter()
        .map(|kind| {
            let href = visit.href(&format!("{PATH}/{slug}/fragen/neu?art={}", kind.code()));
            view! { <li><a class="button button--secondary" href=href><Icon name="plus"/>{words.kind(kind)}</a></li> }
        })
        .collect_view();
    view! { <h3>{words.new_question}</h3> <ul class="survey-desk__more">{links}</ul> }.into_any()
}
