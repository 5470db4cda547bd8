//! `/verwaltung/ausgang`: what devices sent and was not accepted, with the reason.

use axum::{extract::State, response::Response};
use domain::policy::Action;
use leptos::prelude::*;
use store::outbox::{self, Refused};

use super::frame::StaffPage;
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::accounts::private,
    render,
    ui::{EmptyState, Pagination},
};

const PATH: &str = "/verwaltung/ausgang";
const AT_ONCE: usize = 50;

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::WatchJobs)?;
    let before = visit.first("vor").and_then(|id| id.parse().ok());
    let refused = outbox::refused(&site.store, &by, before, AT_ONCE as u64).await?;
    Ok(private(render::page(|| view! { <Page site=site visit=visit refused=refused/> })))
}

#[component]
fn Page(site: Site, visit: Visit, refused: Vec<Refused>) -> impl IntoView {
    let words = &visit.words().outbox;
    let next =
        refused.last().filter(|_| refused.len() >= AT_ONCE).map(|one| visit.href(&format!("{PATH}?vor={}", one.id)));
    let list = if refused.is_empty() {
        view! { <EmptyState title=words.area.0><p>{words.staff_empty}</p></EmptyState> }.into_any()
    } else {
        let rows = refused.into_iter().map(|one| view! { <Row visit=visit.clone() refused=one/> }).collect_view();
        view! { <ul class="audit-entries">{rows}</ul> }.into_any()
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.staff_lead>
            {list}
            <Pagination visit=visit.clone() previous=None next=next/>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Row(visit: Visit, refused: Refused) -> impl IntoView {
    use domain::outbox::Kind;
    let words = &visit.words().outbox;
    let kind = match refused.kind {
        Some(Kind::Proposal) => words.kind_proposal,
        Some(Kind::Comment) => words.kind_comment,
        Some(Kind::Support) => words.kind_support,
        Some(Kind::Survey) => words.kind_survey,
        None => "?",
    };
    let moment = |at| dates::date_and_time(visit.language, at);
    let (entered, arrived) = (moment(refused.entered_at), moment(refused.arrived_at));
    let times = fill(words.staff_times, &[("entered", &entered), ("arrived", &arrived)]);
    let reason = refused.reason.map(|reason| words.reason(reason));
    view! {
        <li class="audit-entry">
            <p class="audit-entry__what"><strong>{kind}</strong>" "{refused.id}" · "{reason}</p>
            <p class="audit-entry__who">{times}</p>
            <p class="audit-entry__data">
                {match refused.content {
                    Some(content) => view! { <code>{content}</code> }.into_any(),
                    None => words.staff_gone.into_any(),
                }}
            </p>
        </li>
    }
    .into_any()
}
