//! `/bearbeiten/{page}/veroeffentlichen`: what changes for everybody, what to look at first, and the button.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::{Flaw, Keyed, Snapshot, Warning},
    policy::Action,
};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Draft},
};

use super::{
    base,
    block::above,
    diff::{Differences, is_same},
    edit_path,
    look::Look,
    number, public_path,
};
use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        staff::{
            form::{Line, ProblemSummary, Problems, Typed},
            frame::StaffPage,
        },
    },
    render,
    ui::{Icon, Notice, NoticeKind},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    form(StatusCode::OK, site, visit, number(&page)?, String::new(), Problems::default()).await
}

/// `stand`: the change of the draft that the person saw; `notiz`.
pub async fn publish(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let typed = Typed::read(&body);
    let words = &visit.words().editing;
    let note = typed.get("notiz");
    let draft = editing::open(&site.store, &by, page).await?;
    let Ok(change) = typed.get("stand").parse() else {
        let problems = Problems::one("notiz", words.no_revision);
        return form(StatusCode::PRECONDITION_REQUIRED, site, visit, page, note, problems).await;
    };
    let look = Look::of_draft(&site, &visit, &draft).await?;
    let lacks_alt = |warning: &Warning| warning.flaw == Flaw::PictureWithoutAlt;
    if look.all_warnings(&draft.blocks).iter().flatten().any(lacks_alt) {
        let problems = Problems::one("notiz", words.needs_alt);
        return form(StatusCode::UNPROCESSABLE_ENTITY, site, visit, page, note, problems).await;
    }
    let (status, problem) = match editing::publish(&site.store, &by, page, (change, &note), site.now()).await {
        Ok(_) => return Ok(private(Redirect::to(&public_path(&draft)).into_response())),
        Err(StoreError::Outdated) => (StatusCode::CONFLICT, words.stale),
        Err(StoreError::SamePerson) => (StatusCode::CONFLICT, words.same_person),
        Err(error) => return Err(error.into()),
    };
    form(status, site, visit, page, note, Problems::one("notiz", problem)).await
}

/// The draft as a state like the others.
pub(super) fn as_snapshot(draft: &Draft) -> Snapshot {
    Snapshot { title: draft.title.clone(), summary: draft.summary.clone(), blocks: draft.blocks.clone() }
}

async fn form(
    status: StatusCode,
    site: Site,
    visit: Visit,
    page: i64,
    note: String,
    problems: Problems,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let live = editing::current(&site.store, &by, page).await?;
    let look = Look::of_draft(&site, &visit, &draft).await?;
    let warnings = look.all_warnings(&draft.blocks);
    let page = render::page_with_status(status, || {
        view! { <PublishPage site=site visit=visit draft=draft live=live warnings=warnings note=note problems=problems/> }
    });
    Ok(private(page))
}

#[component]
fn PublishPage(
    site: Site,
    visit: Visit,
    draft: Draft,
    live: Snapshot,
    warnings: Vec<Vec<Warning>>,
    note: String,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().editing;
    let new = as_snapshot(&draft);
    let is_public = is_same(&live, &new);
    let hints = draft
        .blocks
        .iter()
        .zip(warnings)
        .filter(|(_, warnings)| !warnings.is_empty())
        .map(|(block, warnings)| view! { <BlockHints visit=visit.clone() page=draft.page block=block.clone() warnings=warnings/> })
        .collect_view();
    let has_hints = !hints.is_empty();
    let body = if is_public {
        view! { <Notice><p>{words.nothing_changed}</p></Notice> }.into_any()
    } else {
        view! {
            <section aria-labelledby="aenderungen">
                <h2 id="aenderungen">{words.changes}</h2>
                <Differences visit=visit.clone() old=live new=new/>
            </section>
            <section aria-labelledby="hinweise">
                <h2 id="hinweise">{words.hints}</h2>
                {(!has_hints).then(|| view! { <p>{words.no_hints}</p> })}
                <ul class="edit-hints">{hints}</ul>
            </section>
        }
        .into_any()
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.publish lead=words.publish_lead above=above(&draft)>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {body}
            <form class="form" method="post" action=visit.href(&format!("{}/veroeffentlichen", base(draft.page)))>
                <input type="hidden" name="stand" value=draft.change.to_string()/>
                <Line visit=visit.clone() id="notiz" label=words.note hint=words.note_hint value=note problems=problems/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check-circle"/>{words.publish_now}</button>
                    <a class="button button--secondary" href=edit_path(&draft)>{words.back_to_page}</a>
                </div>
            </form>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn BlockHints(visit: Visit, page: i64, block: Keyed, warnings: Vec<Warning>) -> impl IntoView {
    let words = &visit.words().editing;
    let items = warnings
        .into_iter()
        .map(|warning| view! { <li>{words.flaw(warning.flaw)}": "<q>{warning.excerpt}</q></li> })
        .collect_view();
    let href = visit.href(&format!("{}/bloecke/{}", base(page), block.key));
    view! {
        <li>
            <Notice kind=NoticeKind::Warning>
                <p><a href=href>{words.kind_name(block.kind)}": "{domain::text::excerpt(&block.body, 60)}</a></p>
                <ul>{items}</ul>
            </Notice>
        </li>
    }
    .into_any()
}
