//! What pages say and ask where there are several boards.

use domain::{Moment, boards::Board, moment::PeriodState};
use leptos::prelude::*;

use super::{Notice, NoticeKind, field::FieldProblem};
use crate::{Visit, dates, locales::fill};

/// When a board that takes nothing now opens, or since when it is closed; nothing about one that is open.
pub fn board_times(visit: &Visit, board: &Board, more: &str, now: Moment) -> Option<AnyView> {
    let words = &visit.words().boards;
    let (sentence, at) = match board.period.state(now) {
        PeriodState::Open => return None,
        PeriodState::Upcoming => (words.opens, board.period.start),
        PeriodState::Ended => (words.closed, board.period.end.unwrap_or(now)),
    };
    let text = fill(sentence, &[("date", &dates::date_and_time(visit.language, at))]);
    let title = board.title.clone();
    let more = if more.is_empty() { String::new() } else { format!(" {more}") };
    let notice = view! {
        <Notice kind=NoticeKind::Warning><p><strong lang="de">{title}</strong>": "{text}{more}</p></Notice>
    };
    Some(notice.into_any())
}

/// For which board something is written. `chosen` is a slug; while it is none of these, a choice is asked for.
pub fn board_choice(visit: &Visit, boards: Vec<Board>, chosen: &str, is_missing: bool) -> Option<AnyView> {
    if boards.is_empty() {
        return None;
    }
    let words = &visit.words().boards;
    let is_known = boards.iter().any(|board| board.slug == chosen);
    let ask = (!is_known).then(|| view! { <option value="">{words.choose_first}</option> });
    let problem = is_missing.then(|| {
        view! { <FieldProblem id="liste-fehler" text=words.choose_first visit=visit.clone()/> }
    });
    let describes = if is_missing { "liste-hinweis liste-fehler" } else { "liste-hinweis" };
    let options = boards
        .into_iter()
        .map(|board| {
            let is_chosen = board.slug == chosen;
            view! { <option value=board.slug selected=is_chosen lang="de">{board.title}</option> }
        })
        .collect_view();
    let field = view! {
        <div class="field" class:field--invalid=is_missing>
            <label class="field__label" for="liste">{words.choose}</label>
            <p class="field__hint" id="liste-hinweis">{words.choose_hint}</p>
            {problem}
            <select class="input input--select" id="liste" name="liste" required=true
                aria-invalid=is_missing.then_some("true") aria-describedby=describes>
                {ask}
                {options}
            </select>
        </div>
    };
    Some(field.into_any())
}

/// `view` alone, to the byte, unless something goes before it.
pub fn with_before(first: Option<AnyView>, view: impl IntoView + 'static) -> AnyView {
    match first {
        None => view.into_any(),
        Some(first) => view! { {first}{view} }.into_any(),
    }
}
