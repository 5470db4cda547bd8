//! `/bearbeiten/{page}/titel`: title and introduction of a page.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::policy::Action;
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Draft},
};

use super::{base, block::above, edit_path, number};
use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        staff::{
            form::{Labelled, Line, ProblemSummary, Problems, Typed},
            frame::StaffPage,
        },
    },
    render,
    ui::{Icon, TextArea},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    let typed = Typed::of([
        ("titel", draft.title.clone()),
        ("einleitung", draft.summary.clone()),
        ("stand", draft.change.to_string()),
    ]);
    form(StatusCode::OK, site, visit, draft, typed, Problems::default())
}

/// `titel`, `einleitung`, `stand`.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let typed = Typed::read(&body);
    let words = &visit.words().editing;
    let (title, lead) = (typed.get("titel"), typed.get("einleitung"));
    let (status, problem) = match typed.get("stand").parse() {
        Err(_) => (StatusCode::PRECONDITION_REQUIRED, words.no_revision),
        Ok(change) => match editing::describe(&site.store, &by, page, change, (&title, &lead), site.now()).await {
            Ok(()) => return Ok(private(Redirect::to(&edit_path(&draft)).into_response())),
            Err(StoreError::Unstorable) => (StatusCode::UNPROCESSABLE_ENTITY, words.no_title),
            Err(StoreError::Outdated) => (StatusCode::CONFLICT, words.stale_title),
            Err(error) => return Err(error.into()),
        },
    };
    let change = draft.change.to_string();
    let typed = Typed::of([("titel", title), ("einleitung", lead), ("stand", change)]);
    form(status, site, visit, draft, typed, Problems::one("titel", problem))
}

fn form(
    status: StatusCode,
    site: Site,
    visit: Visit,
    draft: Draft,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let page = render::page_with_status(status, || {
        view! { <TitlePage site=site visit=visit draft=draft typed=typed problems=problems/> }
    });
    Ok(private(page))
}

#[component]
fn TitlePage(site: Site, visit: Visit, draft: Draft, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().editing;
    // What stands there now, when somebody else was faster.
    let theirs = (!problems.is_empty()).then(|| {
        view! { <p>{words.theirs}": "<strong>{draft.title.clone()}</strong>" – "{draft.summary.clone()}</p> }
    });
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title_and_lead lead=words.block_lead above=above(&draft)>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {theirs}
            <form class="form" method="post" action=visit.href(&format!("{}/titel", base(draft.page)))>
                <input type="hidden" name="stand" value=typed.get("stand")/>
                <Line visit=visit.clone() id="titel" label=words.page_title value=typed.get("titel") problems=problems is_required=true/>
                <Labelled visit=visit.clone() id="einleitung" label=words.page_lead>
                    <TextArea id="einleitung" name="einleitung" value=typed.get("einleitung") rows=4/>
                </Labelled>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.save}</button>
                </div>
            </form>
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{words.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}
