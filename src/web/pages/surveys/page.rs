use domain::{
    Moment,
    fields::FieldErrors,
    moment::PeriodState,
    surveys::{Change, Question, Survey},
};
use leptos::prelude::*;

use super::{
    Answered,
    answers::Answers,
    changes::Changes,
    form::{PaperLink, SurveyForm},
    results::Results,
};
use crate::{
    Rescued, Site, Visit, dates,
    locales::fill,
    pages::formats::{Onward, PeriodLine, lang_of},
    ui::{Breadcrumb, DemoTag, ErrorSummary, GivenBack, Head, Icon, LevelNotice, Notice, NoticeKind, Prose, Shell},
};

/// What the page of a survey shows below its title.
#[derive(Clone, Debug)]
pub enum Stage {
    Upcoming,
    Open(Answers),
    Sent,
    /// Answers arrived outside the period; what is written in them goes back.
    TooLate(Rescued),
    /// `None` where too few took part to show anything.
    Ended(Option<Answered>),
    /// Taken out of the lists; above it stands why. Answers that arrived after that go back.
    Retired(Rescued),
    /// As staff look at it before it is published.
    Preview(Answers),
}

impl Stage {
    /// Of the form, where there is one.
    pub fn form_id(&self) -> Option<String> {
        match self {
            Self::Open(answers) => Some(answers.submission.to_string()),
            _ => None,
        }
    }
}

#[component]
pub fn SurveyPage(
    site: Site,
    visit: Visit,
    survey: Survey,
    stage: Stage,
    changes: Vec<Change>,
    now: Moment,
) -> impl IntoView {
    let survey = survey.said_in(visit.language);
    let (words, lang) = (visit.words(), lang_of(&visit, survey.language));
    let errors = match &stage {
        Stage::Open(answers) => answers.errors.clone(),
        _ => FieldErrors::default(),
    };
    let is_retired = matches!(stage, Stage::Retired(_));
    let takes_part = !is_retired && survey.period.state(now) != PeriodState::Ended;
    let title = match &stage {
        _ if !errors.is_empty() => format!("{} {}", words.common.error_prefix, survey.title),
        Stage::Sent => format!("{} – {}", words.surveys.sent_title, survey.title),
        _ => survey.title.clone(),
    };
    let steps = vec![
        ("/mitmachen".to_owned(), words.common.nav_take_part.to_owned()),
        ("/umfragen".to_owned(), words.surveys.title.to_owned()),
    ];
    let head = Head {
        way: Some(steps.clone()),
        class: "page-surveys",
        is_private: matches!(stage, Stage::Sent | Stage::TooLate(_) | Stage::Retired(_) | Stage::Preview(_)),
        ..Head::titled(title, domain::text::excerpt(&survey.intro, 160))
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit.clone() steps=steps/>
                    <h1 lang=lang>{survey.title.clone()}</h1>
                    {(!is_retired).then(|| view! { <PeriodLine visit=visit.clone() period=survey.period now=now/> })}
                    <div class="lead" lang=lang><Prose text=survey.intro.clone()/></div>
                    {survey.is_demo.then(|| view! { <p class="demo-line"><DemoTag words=words/>" "{words.formats.demo}</p> })}
                </div>
            </div>
            <div class="container container--narrow content">
                <Changes visit=visit.clone() changes=changes/>
                {takes_part.then(|| view! { <LevelNotice visit=visit.clone() needed=survey.needed_level/> })}
                <ErrorSummary visit=visit.clone() errors=errors/>
                <StageView visit=visit.clone() survey=survey stage=stage/>
            </div>
            <Onward visit=visit except="/umfragen"/>
        </Shell>
    }
}

#[component]
fn StageView(visit: Visit, survey: Survey, stage: Stage) -> impl IntoView {
    match stage {
        Stage::Upcoming => view! { <Upcoming visit=visit survey=survey/> }.into_any(),
        Stage::Open(answers) => view! { <SurveyForm visit=visit survey=survey answers=answers/> }.into_any(),
        Stage::Preview(answers) => {
            let words = &visit.words().survey_desk;
            let desk = visit.href(&format!("/verwaltung/umfragen/{}", survey.slug));
            view! {
                <Notice><p>{words.preview_note}</p><p><a href=desk>{words.back_to_survey}</a></p></Notice>
                <SurveyForm visit=visit survey=survey answers=answers is_preview=true/>
            }
            .into_any()
        }
        Stage::Retired(rescued) => {
            let text = visit.words().surveys.retired;
            view! { <NotTaken visit=visit text=text rescued=rescued/> }.into_any()
        }
        Stage::Sent => view! { <Thanks visit=visit survey=survey/> }.into_any(),
        Stage::TooLate(rescued) => {
            let text = visit.words().surveys.too_late;
            view! { <NotTaken visit=visit text=text rescued=rescued/> }.into_any()
        }
        Stage::Ended(results) => {
            view! { <Results visit=visit.clone() survey=survey outcome=results/> <AllSurveys visit=visit.clone()/> }
                .into_any()
        }
    }
}

#[component]
fn NotTaken(visit: Visit, text: &'static str, rescued: Rescued) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning><p>{text}</p></Notice>
        <GivenBack visit=visit.clone() rescued=rescued/>
        <AllSurveys visit=visit/>
    }
}

#[component]
fn Thanks(visit: Visit, survey: Survey) -> impl IntoView {
    let words = &visit.words().surveys;
    let results = survey.period.end.map_or(words.sent_results_open.to_owned(), |end| {
        fill(words.sent_results, &[("date", &dates::date(visit.language, end))])
    });
    view! {
        <Notice kind=NoticeKind::Success>
            <h2 class="notice__title">{words.sent_title}</h2>
            <p>{words.sent_text}</p>
            <p>{results}</p>
        </Notice>
        <p class="button-row">
            <a class="button button--primary" href=visit.href("/umfragen")>{words.all_surveys}<Icon name="arrow-right"/></a>
            <a class="button button--secondary" href=visit.href(&format!("/umfragen/{}", survey.slug))>{words.answer_again}</a>
        </p>
    }
}

#[component]
fn Upcoming(visit: Visit, survey: Survey) -> impl IntoView {
    let (words, lang) = (&visit.words().surveys, lang_of(&visit, survey.language));
    let opens = fill(words.upcoming, &[("date", &dates::date(visit.language, survey.period.start))]);
    let questions =
        survey.questions.into_iter().map(|Question { text, .. }| view! { <li lang=lang>{text}</li> }).collect_view();
    view! {
        <Notice><p>{opens}" "{words.upcoming_calendar}</p></Notice>
        <PaperLink visit=visit.clone() slug=survey.slug.clone() needed=survey.needed_level/>
        <h2>{words.questions_ahead}</h2>
        <ol class="survey-preview">{questions}</ol>
        <AllSurveys visit=visit/>
    }
}

#[component]
fn AllSurveys(visit: Visit) -> impl IntoView {
    view! {
        <p class="button-row">
            <a class="button button--secondary" href=visit.href("/umfragen")><Icon name="arrow-left"/>{visit.words().surveys.all_surveys}</a>
        </p>
    }
}
