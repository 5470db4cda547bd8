//! `/verwaltung/vorschlagslisten`: how the boards work.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    accounts::Level,
    boards::{Board, BoardChange, Moderation},
    policy::Action,
};
use leptos::prelude::*;
use store::boards;

use super::{
    form::{Line, Pick, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit,
    locales::{fill, staff::Staff},
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

const PATH: &str = "/verwaltung/vorschlagslisten";

/// The list of all boards leads to the settings of each.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ManageBoards)?;
    let all = boards::list(&site.store).await?;
    Ok(private(render::page(|| view! { <Boards site=site visit=visit boards=all/> })))
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    visit.acting(Action::ManageBoards)?;
    let board = boards::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let typed = Typed::of([
        ("pruefung", board.moderation.code().to_owned()),
        ("ziellinie", board.support_goal.to_string()),
        ("frist", board.answer_days.to_string()),
        ("freigabe", board.approvers.to_string()),
        ("grenze", board.flood_limit.to_string()),
        ("teilnahme", board.needed_level.code().to_owned()),
    ]);
    Ok(page(StatusCode::OK, site, visit, board, typed, Problems::default()))
}

/// `pruefung`, `ziellinie`, `frist`, `freigabe`, `grenze` and `teilnahme`, which stays when it is not sent.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageBoards)?;
    let board = boards::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let typed = Typed::read(&body);
    match wanted(&typed, &visit.words().staff) {
        Err(problems) => Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, board, typed, problems)),
        Ok(wanted) => {
            boards::change(&site.store, &by, &board.slug, wanted, site.now()).await?;
            let address = format!("{PATH}/{}?gespeichert", board.slug);
            Ok(private(Redirect::to(&visit.href(&address)).into_response()))
        }
    }
}

fn wanted(typed: &Typed, words: &Staff) -> Result<BoardChange, Problems> {
    let mut problems = Problems::default();
    let mut number = |id: &'static str, (least, most): (i64, i64)| {
        let number = typed.get(id).trim().parse::<i64>().ok().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let limits = [("least", least.to_string()), ("most", most.to_string())];
            let limits: Vec<(&str, &str)> = limits.iter().map(|(name, value)| (*name, value.as_str())).collect();
            problems.add(id, fill(words.not_a_number, &limits));
        }
        number
    };
    let wanted = BoardChange {
        support_goal: number("ziellinie", BoardChange::SUPPORT_GOAL),
        answer_days: number("frist", BoardChange::ANSWER_DAYS),
        approvers: number("freigabe", BoardChange::APPROVERS),
        flood_limit: number("grenze", BoardChange::FLOOD_LIMIT),
        moderation: Moderation::from_code(&typed.get("pruefung")),
        needed_level: Level::from_code(&typed.get("teilnahme")),
    };
    if wanted.moderation.is_none() {
        problems.add("pruefung", words.nothing_chosen);
    }
    if problems.is_empty() { Ok(wanted) } else { Err(problems) }
}

/// Whom a board or a survey takes, as codes with their names.
pub fn level_choices(words: &Staff) -> Vec<(String, String)> {
    [
        (Level::Guest, words.level_guest),
        (Level::EmailConfirmed, words.level_email),
        (Level::ResidentConfirmed, words.level_resident),
    ]
    .map(|(level, name)| (level.code().to_owned(), name.to_owned()))
    .into()
}

fn page(status: StatusCode, site: Site, visit: Visit, board: Board, typed: Typed, problems: Problems) -> Response {
    private(render::page_with_status(status, || {
        view! { <BoardPage site=site visit=visit board=board typed=typed problems=problems/> }
    }))
}

#[component]
fn Boards(site: Site, visit: Visit, boards: Vec<Board>) -> impl IntoView {
    let words = &visit.words().staff;
    let rows = boards
        .into_iter()
        .map(|board| {
            let facts = format!(
                "{}: {} · {}: {}",
                words.support_goal, board.support_goal, words.answer_days, board.answer_days
            );
            let href = visit.href(&format!("{PATH}/{}", board.slug));
            view! { <li class="staff-row"><a href=href lang="de">{board.title}</a><span>{facts}</span></li> }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.boards.0 lead=words.boards.1>
            <ul class="staff-rows">{rows}</ul>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn BoardPage(site: Site, visit: Visit, board: Board, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().staff;
    let saved = (visit.query == "gespeichert")
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> });
    let choice = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    let moderation = vec![
        choice(Moderation::Before.code(), words.moderation_before),
        choice(Moderation::After.code(), words.moderation_after),
    ];
    let approvers = vec![choice("1", words.approvers_one), choice("2", words.approvers_two)];
    let action = visit.href(&format!("{PATH}/{}", board.slug));
    view! {
        <StaffPage site=site visit=visit.clone() title=board.title above=vec![(PATH.to_owned(), words.boards.0.to_owned())]>
            {saved}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <form class="form" method="post" action=action>
                <Pick visit=visit.clone() id="pruefung" label=words.moderation none=words.nothing_chosen choices=moderation
                    value=typed.get("pruefung") problems=problems.clone()/>
                <Line visit=visit.clone() id="ziellinie" label=words.support_goal hint=words.support_goal_hint kind="number"
                    value=typed.get("ziellinie") problems=problems.clone() is_required=true/>
                <Line visit=visit.clone() id="frist" label=words.answer_days hint=words.answer_days_hint kind="number"
                    value=typed.get("frist") problems=problems.clone() is_required=true/>
                <Pick visit=visit.clone() id="freigabe" label=words.approvers none=words.nothing_chosen choices=approvers
                    value=typed.get("freigabe") problems=problems.clone()/>
                <Line visit=visit.clone() id="grenze" label=words.flood_limit hint=words.flood_limit_hint kind="number"
                    value=typed.get("grenze") problems=problems.clone() is_required=true/>
                <Pick visit=visit.clone() id="teilnahme" label=words.level none=words.nothing_chosen choices=level_choices(words)
                    value=typed.get("teilnahme") problems=problems/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.save}</button>
                </div>
            </form>
            <p>{words.audit_note}</p>
        </StaffPage>
    }
    .into_any()
}
