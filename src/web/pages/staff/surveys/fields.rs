//! How the fields of the forms are called, and in words what is wrong with them.

use domain::{
    Language,
    surveys::{
        EndProblem, Obstacle, ReasonProblem,
        making::{Fault, Faults, Input},
    },
};

use super::super::form::{Problems, Typed};
use crate::{
    Visit,
    locales::{fill, survey_desk::SurveyDesk, survey_steps::SurveySteps},
};

/// The id of an input, and its name.
pub fn id(input: Input) -> &'static str {
    let of = |language, [de, en, ls]: [&'static str; 3]| match language {
        Language::De => de,
        Language::En => en,
        Language::Ls => ls,
    };
    match input {
        Input::Title(language) => of(language, ["titel", "titel-en", "titel-ls"]),
        Input::Intro(language) => of(language, ["einleitung", "einleitung-en", "einleitung-ls"]),
        Input::Text(language) => of(language, ["text", "text-en", "text-ls"]),
        Input::Help(language) => of(language, ["hilfe", "hilfe-en", "hilfe-ls"]),
        Input::Options(language) => of(language, ["optionen", "optionen-en", "optionen-ls"]),
        Input::Least(language) => of(language, ["wenig", "wenig-en", "wenig-ls"]),
        Input::Most(language) => of(language, ["viel", "viel-en", "viel-ls"]),
    }
}

/// With the language, where it is not German.
pub(super) fn label(visit: &Visit, label: &str, language: Language) -> String {
    match language {
        Language::De => label.to_owned(),
        _ => format!("{label} ({})", visit.words().common.language(language)),
    }
}

pub(super) fn add(problems: &mut Problems, faults: Faults, words: &SurveyDesk) {
    for (input, fault) in faults.0 {
        problems.add(id(input), told(words, input, fault));
    }
}

fn told(words: &SurveyDesk, input: Input, fault: Fault) -> String {
    match (fault, input) {
        (Fault::Missing, Input::Text(_)) => words.text_missing.to_owned(),
        (Fault::Missing, Input::Least(_) | Input::Most(_)) => words.end_of_scale_missing.to_owned(),
        (Fault::Missing, _) => words.title_missing.to_owned(),
        (Fault::TooLong { most }, _) => fill(words.too_long, &[("most", &most.to_string())]),
        (Fault::Deceives, _) => words.deceives.to_owned(),
        (Fault::TooFewOptions, _) => words.too_few_options.to_owned(),
        (Fault::TooManyOptions, _) => words.too_many_options.to_owned(),
        (Fault::SameOptions, _) => words.same_options.to_owned(),
        (Fault::NotAsInGerman { german }, _) => fill(words.not_as_in_german, &[("n", &german.to_string())]),
    }
}

/// What stands in the way of publishing, and at which field it is mended.
pub(super) fn obstacle(words: &SurveySteps, obstacle: Obstacle) -> (&'static str, &'static str) {
    match obstacle {
        Obstacle::NoIntro => ("einleitung", words.no_intro),
        Obstacle::NoQuestions => ("fragen", words.no_questions),
        Obstacle::EndIsPast => ("ende", words.end_is_past),
    }
}

pub(super) fn end_problem(words: &SurveySteps, problem: EndProblem) -> &'static str {
    match problem {
        EndProblem::TooEarly => words.end_is_past,
        EndProblem::Same => words.same_end,
    }
}

pub(super) fn reason_problem(words: &SurveySteps, problem: ReasonProblem) -> &'static str {
    match problem {
        ReasonProblem::Missing => words.reason_missing,
        ReasonProblem::TooLong => words.reason_too_long,
    }
}

/// `stand`: the revision that a form showed.
pub(super) fn seen(typed: &Typed) -> Option<i64> {
    typed.get("stand").parse().ok()
}
