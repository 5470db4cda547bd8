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
use store::{StoreError, boards};

use super::{
    board_basics::{self, BasicFields, Clash},
    form::{Line, Pick, ProblemSummary, Problems, Typed},
    frame::StaffPage,
    new_board::NewBoard,
};
use crate::{
    AppError, Site, Visit,
    locales::{Words, fill, staff::Staff},
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

pub(super) const PATH: &str = "/verwaltung/vorschlagslisten";

/// The list of all boards leads to the settings of each.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ManageBoards)?;
    listing(StatusCode::OK, site, visit, Typed::default(), Problems::default()).await
}

/// With the form for a new one.
pub(super) async fn listing(
    status: StatusCode,
    site: Site,
    visit: Visit,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let all = boards::list(&site.store).await?;
    let page = render::page_with_status(status, || {
        view! { <Boards site=site visit=visit boards=all typed=typed problems=problems/> }
    });
    Ok(private(page))
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    visit.acting(Action::ManageBoards)?;
    let board = boards::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let typed = stored(&board);
    Ok(page(StatusCode::OK, site, visit, board, typed, Problems::default()))
}

/// The fields of the form as they are stored.
fn stored(board: &Board) -> Typed {
    let rules = [
        ("pruefung", board.moderation.code().to_owned()),
        ("ziellinie", board.support_goal.to_string()),
        ("frist", board.answer_days.to_string()),
        ("freigabe", board.approvers.to_string()),
        ("grenze", board.flood_limit.to_string()),
        ("teilnahme", board.needed_level.code().to_owned()),
    ];
    Typed::of(board_basics::typed_of(board).into_iter().chain(rules))
}

/// `pruefung`, `ziellinie`, `frist`, `freigabe`, `grenze`; `teilnahme`, `titel`, `beginn` and `ende`, which stay when they
/// are not sent; `stand`, the revision that the form showed.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageBoards)?;
    let board = boards::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let typed = Typed::read(&body);
    match wanted(&typed, &board, visit.words()) {
        Err(problems) => Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, board, typed, problems)),
        Ok(wanted) => {
            match boards::change(&site.store, &by, &board.slug, wanted, site.now()).await {
                Ok(()) => site.look_again(),
                Err(StoreError::Stale { current }) => {
                    // Who sends it once more has seen what is stored.
                    let typed = typed.with("stand", current.to_string());
                    let board = boards::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
                    return Ok(page(StatusCode::CONFLICT, site, visit, board, typed, Problems::default()));
                }
                Err(error) => return Err(error.into()),
            }
            let address = format!("{PATH}/{}?gespeichert", board.slug);
            Ok(private(Redirect::to(&visit.href(&address)).into_response()))
        }
    }
}

fn wanted(typed: &Typed, board: &Board, words: &Words) -> Result<BoardChange, Problems> {
    let mut problems = Problems::default();
    let basics = board_basics::read(typed, board, &words.boards, &mut problems);
    let words = &words.staff;
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
        title: basics.title,
        opens_at: basics.opens_at,
        closes_at: basics.closes_at,
        // What is no number was never shown by us.
        seen: typed.all("stand").first().map(|seen| seen.parse().unwrap_or_default()),
    };
    if wanted.moderation.is_none() {
        problems.add("pruefung", words.nothing_chosen);
    }
    if problems.is_empty() { Ok(wanted) } else { Err(problems) }
}

/// Whom a board or a survey takes, as codes with their names.
pub fn level_choices(words: &Staff) -> Vec<(String, String)> {
    let levels = [Level::Guest, Level::EmailConfirmed, Level::ResidentConfirmed];
    levels.map(|level| (level.code().to_owned(), words.level_name(level).to_owned())).into()
}

fn page(status: StatusCode, site: Site, visit: Visit, board: Board, typed: Typed, problems: Problems) -> Response {
    private(render::page_with_status(status, || {
        let is_stale = status == StatusCode::CONFLICT;
        view! { <BoardPage site=site visit=visit board=board typed=typed problems=problems is_stale=is_stale/> }
    }))
}

#[component]
fn Boards(site: Site, visit: Visit, boards: Vec<Board>, typed: Typed, problems: Problems) -> impl IntoView {
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
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <ul class="staff-rows">{rows}</ul>
            <NewBoard visit=visit.clone() typed=typed problems=problems/>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn BoardPage(
    site: Site,
    visit: Visit,
    board: Board,
    typed: Typed,
    problems: Problems,
    is_stale: bool,
) -> impl IntoView {
    let words = &visit.words().staff;
    let clash = is_stale.then(|| {
        view! { <Clash visit=visit.clone() board=board.clone() stored=stored(&board) typed=typed.clone()/> }
    });
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
        <StaffPage site=site visit=visit.clone() title=board.title.clone() above=vec![(PATH.to_owned(), words.boards.0.to_owned())]>
            {saved}
            {clash}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <form class="form" method="post" action=action>
                <BasicFields visit=visit.clone() board=board typed=typed.clone() problems=problems.clone()/>
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
