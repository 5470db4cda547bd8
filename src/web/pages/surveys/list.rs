use domain::{Moment, areas::DISCLOSURE_MINIMUM, moment::PeriodState, surveys::Survey};
use leptos::prelude::*;

use crate::{
    Site, Visit,
    pages::formats::{FormatEntry, FormatPage},
    ui::Head,
};

#[component]
pub fn SurveysPage(site: Site, visit: Visit, surveys: Vec<Survey>, now: Moment) -> impl IntoView {
    let words = &visit.words().surveys;
    let head = Head { class: "page-surveys", ..Head::titled(words.title, words.lead) };
    let entries = surveys.into_iter().map(|survey| entry(&visit, survey, now)).collect();
    view! {
        <FormatPage site=site visit=visit head=head none_open=(words.none_title, words.none_text) path="/umfragen" entries=entries now=now/>
    }
}

fn entry(visit: &Visit, survey: Survey, now: Moment) -> FormatEntry {
    let survey = survey.said_in(visit.language);
    let (words, language) = (visit.words(), visit.language);
    let questions = words.surveys.questions.with(language, i64::try_from(survey.questions.len()).unwrap_or_default());
    let state = survey.period.state(now);
    let (fact, action) = match state {
        PeriodState::Open => (questions, words.surveys.answer_now),
        PeriodState::Upcoming => (questions, words.surveys.look),
        PeriodState::Ended if survey.responses >= DISCLOSURE_MINIMUM => {
            (words.formats.responses.with(language, survey.responses), words.surveys.see_results)
        }
        PeriodState::Ended => (questions, words.surveys.look),
    };
    FormatEntry {
        path: format!("/umfragen/{}", survey.slug),
        icon: "survey",
        title: survey.title,
        text: survey.intro,
        language: survey.language,
        period: survey.period,
        fact: Some(fact),
        action,
        is_demo: survey.is_demo,
    }
}
