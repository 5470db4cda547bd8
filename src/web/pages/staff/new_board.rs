//! A new board, opened on the list of all boards.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{boards::Name, policy::Action, text};
use leptos::prelude::*;
use store::{StoreError, boards};

use super::{
    board_basics::{TimeFields, name_problem, read_new},
    boards::{PATH, listing},
    form::{Line, Problems, Typed},
};
use crate::{AppError, Site, Visit, pages::accounts::private, ui::Icon};

/// `titel`, `adresse` (from the title when it is empty), `beginn` and `ende` of a new board.
pub async fn open(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageBoards)?;
    let typed = Typed::read(&body);
    let words = &visit.words().boards;
    let mut problems = Problems::default();
    let period = read_new(&typed, site.now(), words, &mut problems);
    let name = Name::of(&typed.get("titel"), &typed.get("adresse"));
    if let Err(problem) = &name {
        let (id, text) = name_problem(*problem, words);
        problems.add(id, text);
    }
    if let Some(name) = name.ok().filter(|_| problems.is_empty()) {
        match boards::open(&site.store, &by, &name, period, site.now()).await {
            Ok(_) => {
                site.look_again();
                let address = format!("{PATH}/{}?gespeichert", name.slug());
                return Ok(private(Redirect::to(&visit.href(&address)).into_response()));
            }
            Err(StoreError::Taken) => problems.add("adresse", words.slug_taken),
            Err(error) => return Err(error.into()),
        }
    }
    // The word that the title proposes is there to be changed.
    let proposed = text::slug(&typed.get("titel"));
    let typed = if typed.get("adresse").trim().is_empty() { typed.with("adresse", proposed) } else { typed };
    listing(StatusCode::UNPROCESSABLE_ENTITY, site, visit, typed, problems).await
}

#[component]
pub(super) fn NewBoard(visit: Visit, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().boards;
    view! {
        <section aria-labelledby="neu">
            <h2 id="neu">{words.new_board}</h2>
            <p>{words.new_board_lead}</p>
            <form class="form" method="post" action=visit.href(PATH)>
                <Line visit=visit.clone() id="titel" label=words.title hint=words.title_hint
                    value=typed.get("titel") problems=problems.clone() is_required=true/>
                <Line visit=visit.clone() id="adresse" label=words.slug hint=words.slug_hint
                    value=typed.get("adresse") problems=problems.clone()/>
                <TimeFields visit=visit.clone() typed=typed problems=problems/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="plus"/>{words.open}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
