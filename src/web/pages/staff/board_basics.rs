//! What a board is called and when it is open: fields of the form for a new board and of its settings.

use domain::{
    Moment,
    boards::{self, Board, Moderation, NameProblem},
    moment::Period,
};
use leptos::prelude::*;

use super::form::{Line, Problems, Typed};
use crate::{
    Visit, dates,
    locales::boards::Boards,
    ui::{Notice, NoticeKind},
};

/// A title that fits and times in their order, as far as they were sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Basics {
    pub(super) title: Option<String>,
    pub(super) opens_at: Option<Moment>,
    pub(super) closes_at: Option<Option<Moment>>,
}

/// The fields as they are stored.
pub(super) fn typed_of(board: &Board) -> [(&'static str, String); 4] {
    [
        ("titel", board.title.clone()),
        ("beginn", dates::to_local(board.period.start)),
        ("ende", board.period.end.map(dates::to_local).unwrap_or_default()),
        ("stand", board.revision.to_string()),
    ]
}

pub(super) fn name_problem(problem: NameProblem, words: &Boards) -> (&'static str, &'static str) {
    match problem {
        NameProblem::TitleMissing => ("titel", words.title_missing),
        NameProblem::TitleTooLong => ("titel", words.title_too_long),
        NameProblem::Malformed => ("adresse", words.slug_malformed),
        NameProblem::Reserved => ("adresse", words.slug_reserved),
    }
}

/// A field that was not sent stays as it is; so does a time that was not touched, to the millisecond.
pub(super) fn read(typed: &Typed, board: &Board, words: &Boards, problems: &mut Problems) -> Basics {
    let stored = typed_of(board);
    let sent = |name: &str| {
        let is_stored = |value: &String| stored.iter().any(|(field, stored)| *field == name && stored == value);
        typed.all(name).into_iter().next().filter(|value| !is_stored(value))
    };
    let mut basics = Basics::default();
    if let Some(title) = sent("titel") {
        match boards::title(&title) {
            Ok(title) => basics.title = Some(title),
            Err(problem) => {
                let (id, text) = name_problem(problem, words);
                problems.add(id, text);
            }
        }
    }
    if let Some(time) = sent("beginn") {
        basics.opens_at = dates::from_local(time.trim());
        if basics.opens_at.is_none() {
            problems.add("beginn", words.no_time);
        }
    }
    if let Some(time) = sent("ende") {
        basics.closes_at = end(&time, words, problems);
    }
    let period = Period {
        start: basics.opens_at.unwrap_or(board.period.start),
        end: basics.closes_at.unwrap_or(board.period.end),
    };
    if basics != Basics::default() {
        in_order(period, words, problems);
    }
    basics
}

/// When a new board opens and closes; `now` where nothing is said.
pub(super) fn read_new(typed: &Typed, now: Moment, words: &Boards, problems: &mut Problems) -> Period {
    let begins = typed.get("beginn");
    let start = match begins.trim() {
        "" => Some(now),
        time => dates::from_local(time),
    };
    if start.is_none() {
        problems.add("beginn", words.no_time);
    }
    let end = end(&typed.get("ende"), words, problems).flatten();
    let period = Period { start: start.unwrap_or(now), end };
    in_order(period, words, problems);
    period
}

fn end(time: &str, words: &Boards, problems: &mut Problems) -> Option<Option<Moment>> {
    match (time.trim(), dates::from_local(time.trim())) {
        ("", _) => Some(None),
        (_, Some(at)) => Some(Some(at)),
        (_, None) => {
            problems.add("ende", words.no_time);
            None
        }
    }
}

fn in_order(period: Period, words: &Boards, problems: &mut Problems) {
    if period.end.is_some_and(|end| end <= period.start) && problems.is_empty() {
        problems.add("ende", words.ends_too_early);
    }
}

/// Opening and closing time.
#[component]
pub(super) fn TimeFields(
    visit: Visit,
    typed: Typed,
    problems: Problems,
    #[prop(optional)] begins: bool,
) -> impl IntoView {
    let words = &visit.words().boards;
    view! {
        <Line visit=visit.clone() id="beginn" label=words.opens_at hint=words.opens_at_hint kind="datetime-local"
            value=typed.get("beginn") problems=problems.clone() is_required=begins/>
        <Line visit=visit.clone() id="ende" label=words.closes_at hint=words.closes_at_hint kind="datetime-local"
            value=typed.get("ende") problems=problems/>
    }
    .into_any()
}

/// Title and times in the settings of a board, and which state of it they belong to.
#[component]
pub(super) fn BasicFields(visit: Visit, board: Board, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().boards;
    let [title, begins, ends, revision] = typed_of(&board);
    // What was not sent is what is stored.
    let filled = [title, begins, ends, revision]
        .into_iter()
        .fold(typed, |typed, (name, value)| if typed.all(name).is_empty() { typed.with(name, value) } else { typed });
    view! {
        <input type="hidden" name="stand" value=filled.get("stand")/>
        <Line visit=visit.clone() id="titel" label=words.title hint=words.title_hint
            value=filled.get("titel") problems=problems.clone() is_required=true/>
        <TimeFields visit=visit.clone() typed=filled problems=problems begins=true/>
    }
    .into_any()
}

/// What is stored where something else was typed, after somebody else was faster.
#[component]
pub(super) fn Clash(visit: Visit, board: Board, stored: Typed, typed: Typed) -> impl IntoView {
    let words = visit.words();
    let (staff, lists) = (&words.staff, &words.boards);
    let ends = board.period.end.map(|end| dates::date_and_time(visit.language, end));
    let moderation = match board.moderation {
        Moderation::Before => staff.moderation_before,
        Moderation::After => staff.moderation_after,
    };
    let approvers = if board.needs_second_person() { staff.approvers_two } else { staff.approvers_one };
    let level = staff.level_name(board.needed_level);
    let all = [
        ("titel", lists.title, board.title.clone()),
        ("beginn", lists.opens_at, dates::date_and_time(visit.language, board.period.start)),
        ("ende", lists.closes_at, ends.unwrap_or_else(|| lists.stays_open.to_owned())),
        ("pruefung", staff.moderation, moderation.to_owned()),
        ("ziellinie", staff.support_goal, board.support_goal.to_string()),
        ("frist", staff.answer_days, board.answer_days.to_string()),
        ("freigabe", staff.approvers, approvers.to_owned()),
        ("grenze", staff.flood_limit, board.flood_limit.to_string()),
        ("teilnahme", staff.level, level.to_owned()),
    ];
    let is_other = |name: &str| !typed.all(name).is_empty() && typed.get(name).trim() != stored.get(name);
    let rows = all
        .into_iter()
        .filter(|(name, ..)| is_other(name))
        .map(|(_, label, value)| view! { <li>{label}": "<strong>{value}</strong></li> })
        .collect_view();
    view! { <Notice kind=NoticeKind::Error><p>{lists.changed_meanwhile}</p><ul>{rows}</ul></Notice> }.into_any()
}
