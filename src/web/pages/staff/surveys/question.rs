//! `/verwaltung/umfragen/{slug}/fragen/{frage}`: one question of a draft, or a new one (`neu`).

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Language,
    policy::{Acting, Action},
    surveys::{
        Question, State as Standing, Survey,
        making::{Kind, MOST_QUESTIONS, QuestionDraft, free_key},
    },
};
use leptos::prelude::*;
use store::{
    StoreError,
    surveys::{self, Edit},
};

use super::{
    super::{
        form::{ProblemSummary, Problems, Typed},
        frame::StaffPage,
    },
    PATH,
    desk::{self, Sent},
    fields,
    wording::{self, WordingFields},
};
use crate::{
    AppError, Site, Visit,
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

/// In the place of the key of a question that is not there yet.
const NEW: &str = "neu";

/// For a new one `art` says how it is answered.
pub async fn show(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let survey = find(&site, &by, &slug).await?;
    if survey.state != Standing::Draft {
        return desk::back(visit, Path(slug)).await;
    }
    let question = survey.questions.iter().find(|question| question.key == key).cloned();
    let kind = match &question {
        Some(question) => Kind::of(&question.kind),
        None if key == NEW => visit.first("art").and_then(|code| Kind::from_code(&code)).unwrap_or_default(),
        None => return Err(AppError::NotFound),
    };
    let typed = question.as_ref().map(wording::stored).unwrap_or_default();
    let shown = Shown { survey, question, kind, typed, problems: Problems::default(), trouble: None };
    Ok(page(StatusCode::OK, site, visit, shown))
}

/// `art`, `pflicht`, and in each language `text`, `hilfe` and `optionen`, or `wenig` and `viel`; `stand`. With `aktion`
/// `loeschen` the question goes.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, key)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let survey = find(&site, &by, &slug).await?;
    let sent = Sent::read(&body);
    if survey.state != Standing::Draft {
        return sent.impossible(site, visit, &slug).await;
    }
    let words = &visit.words().survey_desk;
    let typed = sent.typed.clone();
    let question = survey.questions.iter().find(|question| question.key == key).cloned();
    let kind = question.as_ref().map(|question| Kind::of(&question.kind));
    let kind = kind.or_else(|| Kind::from_code(&typed.get("art"))).unwrap_or_default();
    let is_gone = question.is_none() && key != NEW;
    let again = |survey, problems, trouble| Shown { survey, question, kind, typed, problems, trouble };
    let Some(seen) = fields::seen(&sent.typed) else {
        let shown = again(survey, Problems::default(), Some(words.no_revision));
        return Ok(page(StatusCode::PRECONDITION_REQUIRED, site, visit, shown));
    };
    if is_gone {
        // Sent once more it is a new one.
        let shown = again(survey, Problems::default(), Some(words.question_gone));
        return Ok(page(StatusCode::CONFLICT, site, visit, shown));
    }
    if sent.typed.get("aktion") == "loeschen" {
        let done = surveys::edit_questions(&site.store, &by, &slug, Edit::Remove { key: &key }, seen, site.now()).await;
        return sent.after(done, site, visit, &slug, "#fragen").await;
    }
    let of = |language| wording::read(&sent.typed, kind, language);
    let draft = QuestionDraft {
        kind,
        is_required: sent.typed.get("pflicht") == "ja",
        german: of(Language::De),
        english: of(Language::En),
        easy: of(Language::Ls),
    };
    let is_new = key == NEW;
    let is_full = is_new && survey.questions.len() >= MOST_QUESTIONS;
    let wanted = if is_new { free_key(&survey.questions) } else { key };
    let mut problems = Problems::default();
    let checked = draft.check(&wanted).map_err(|faults| fields::add(&mut problems, faults, words));
    if is_full {
        problems.add("text", words.too_many_questions);
    }
    let Some(checked) = checked.ok().filter(|_| problems.is_empty()) else {
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, again(survey, problems, None)));
    };
    match surveys::edit_questions(&site.store, &by, &slug, Edit::Put(&checked), seen, site.now()).await {
        Err(StoreError::Stale { .. }) => {
            let survey = find(&site, &by, &slug).await?;
            if survey.state != Standing::Draft {
                return sent.impossible(site, visit, &slug).await;
            }
            // Beside what was typed stands what is there now; a new one has its place beside what others added.
            let stored = survey.questions.iter().find(|question| !is_new && question.key == wanted).cloned();
            let shown = again(survey, Problems::default(), Some(words.changed_meanwhile));
            Ok(page(StatusCode::CONFLICT, site, visit, Shown { question: stored, ..shown }))
        }
        done => sent.after(done, site, visit, &slug, "#fragen").await,
    }
}

async fn find(site: &Site, by: &Acting, slug: &str) -> Result<Survey, AppError> {
    surveys::open(&site.store, by, slug).await?.ok_or(AppError::NotFound)
}

/// The form with what was typed.
struct Shown {
    survey: Survey,
    /// As it is stored, if it is there.
    question: Option<Question>,
    kind: Kind,
    typed: Typed,
    problems: Problems,
    /// What somebody else did meanwhile.
    trouble: Option<&'static str>,
}

fn page(status: StatusCode, site: Site, visit: Visit, shown: Shown) -> Response {
    private(render::page_with_status(status, || view! { <QuestionPage site=site visit=visit shown=shown/> }))
}

#[component]
fn QuestionPage(site: Site, visit: Visit, shown: Shown) -> impl IntoView {
    let (words, all) = (&visit.words().survey_desk, visit.words());
    let Shown { survey, question, kind, typed, problems, trouble } = shown;
    let key = question.as_ref().map_or(NEW.to_owned(), |question| question.key.clone());
    let action = visit.href(&format!("{PATH}/{}/fragen/{key}", survey.slug));
    let revision = survey.revision.to_string();
    let stored = trouble.and(question.clone()).map(|question| {
        let lines = wording::lines(&visit, &question);
        let lines = lines.into_iter().map(|(label, value)| view! { <li>{label}": "<strong>{value}</strong></li> });
        view! { <ul>{lines.collect_view()}</ul> }
    });
    let trouble = trouble.map(|text| view! { <Notice kind=NoticeKind::Error><p>{text}</p>{stored}</Notice> });
    let delete = question.is_some().then(|| {
        view! {
            <form class="form" method="post" action=action.clone()>
                <input type="hidden" name="stand" value=revision.clone()/>
                <p>{words.delete_question_note}</p>
                <div class="form__actions">
                    <button class="button button--secondary" type="submit" name="aktion" value="loeschen">
                        <Icon name="trash"/>{words.delete_question}
                    </button>
                </div>
            </form>
        }
    });
    let title = if question.is_some() { words.change_question } else { words.new_question };
    let above = vec![
        (PATH.to_owned(), all.staff.surveys.0.to_owned()),
        (format!("{PATH}/{}", survey.slug), survey.title.clone()),
    ];
    let back = visit.href(&format!("{PATH}/{}", survey.slug));
    view! {
        <StaffPage site=site visit=visit.clone() title=format!("{title}: {}", words.kind(kind)) lead=words.question_lead above=above>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {trouble}
            <form class="form" method="post" action=action.clone()>
                <input type="hidden" name="stand" value=revision.clone()/>
                <input type="hidden" name="art" value=kind.code()/>
                <WordingFields visit=visit.clone() kind=kind typed=typed problems=problems/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{all.staff.save}</button>
                    <a class="button button--secondary" href=back>{words.back_to_survey}</a>
                </div>
            </form>
            {delete}
        </StaffPage>
    }
    .into_any()
}
