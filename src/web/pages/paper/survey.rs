//! The questions of a survey.

use domain::{
    Moment,
    paper::FormId,
    surveys::{Question, QuestionKind, SCALE_STEPS, Survey},
};
use leptos::prelude::*;

use super::sheet::{About, Item, Lines, Sheet, Sides, Ticks, until};
use crate::{Site, Visit, locales::fill, pages::formats::lang_of, ui::Prose};

#[component]
pub fn SurveySheet(site: Site, visit: Visit, id: FormId, survey: Survey, now: Moment) -> impl IntoView {
    let survey = survey.said_in(visit.language);
    let (all, words, lang) = (visit.words(), &visit.words().paper, lang_of(&visit, survey.language));
    let about = About {
        id,
        board: None,
        title: survey.title.clone(),
        lang,
        steps: vec![
            ("/umfragen".to_owned(), all.surveys.title.to_owned()),
            (format!("/umfragen/{}", survey.slug), survey.title.clone()),
        ],
        privacy: words.privacy_votes,
        sides: Sides::Many,
        turn: None,
        needed: survey.needed_level,
        now,
    };
    let until = survey.period.end.map(|end| until(&visit, survey.needed_level, end));
    let questions = (1_usize..)
        .zip(survey.questions)
        .map(|(number, question)| view! { <Asked visit=visit.clone() number=number question=question lang=lang/> })
        .collect_view();
    view! {
        <Sheet site=site visit=visit.clone() about=about>
            <div class="sheet__intro">
                <div lang=lang><Prose text=survey.intro/></div>
                <p>{words.one_each}" "{until}</p>
            </div>
            {questions}
        </Sheet>
    }
    .into_any()
}

#[component]
fn Asked(visit: Visit, number: usize, question: Question, lang: Option<&'static str>) -> impl IntoView {
    let words = &visit.words().paper;
    let Question { text, help, required, kind, .. } = question;
    let optional = if required { String::new() } else { format!(" ({})", visit.words().common.optional) };
    let title = format!("{number}. {text}{optional}");
    let hint = |how: &str| [help.as_deref().unwrap_or_default(), how].join(" ").trim().to_owned();
    match kind {
        QuestionKind::One { options } => {
            view! { <Item title=title hint=hint(words.choose_one) lang=lang><Ticks options=options lang=lang class="sheet__options sheet__options--two"/></Item> }
                .into_any()
        }
        QuestionKind::Many { options } => {
            view! { <Item title=title hint=hint(words.choose_many) lang=lang><Ticks options=options lang=lang class="sheet__options sheet__options--two"/></Item> }
                .into_any()
        }
        QuestionKind::Scale { min_label, max_label } => {
            let how = fill(visit.words().surveys.scale_hint, &[("min", &min_label), ("max", &max_label)]);
            let steps = vec![String::new(); SCALE_STEPS];
            view! {
                <Item title=title hint=hint(&format!("{} {how}", words.choose_one)) lang=lang>
                    <Ticks options=steps class="sheet__options sheet__options--scale"/>
                </Item>
            }
            .into_any()
        }
        QuestionKind::Text => view! { <Item title=title hint=hint("") lang=lang><Lines many=4/></Item> }.into_any(),
    }
}
