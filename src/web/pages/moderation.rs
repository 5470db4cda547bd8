//! The work of the moderators: what waits, one page for each contribution, decisions. Every handler asks for the role and
//! the second factor; the store asks again.

pub mod appeals;
mod decide;
mod form;
mod item;
pub(crate) mod letters;
mod queue;
mod shortcuts;
mod splitting;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
pub use decide::decide;
use domain::{
    Moment,
    moderation::Item,
    policy::{Acting, Action},
};
use form::Typed;
use leptos::prelude::*;
use queue::QueuePage;
use store::{
    moderation::{self, Case, Claim},
    spam::{self, Hint},
};

use super::{accounts::private, submit::see_other};
use crate::{AppError, Site, Visit, render, visit::pairs};

/// `vorschlag-12` of an address.
fn item_of(address: &str) -> Result<Item, AppError> {
    Item::from_slug(address).ok_or(AppError::NotFound)
}

fn path_of(item: Item) -> String {
    format!("/moderation/{}", item.slug())
}

pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::Moderate)?;
    let now = site.now();
    let waiting = moderation::queue(&site.store, &by, now).await?;
    let asked = moderation::asked(&site.store, &by).await?;
    Ok(private(render::page(|| view! { <QueuePage site=site visit=visit waiting=waiting asked=asked now=now/> })))
}

/// Opening an item notes who has it open. That is no change of anything that somebody contributed, and it ends by itself.
pub async fn show(State(site): State<Site>, visit: Visit, Path(address): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::Moderate)?;
    let item = item_of(&address)?;
    let opened = Opened::load(&site, &by, item).await?;
    let claim = moderation::claim(&site.store, &by, item, false, site.now()).await?;
    let opened =
        Opened { is_theirs: claim == Claim::Theirs, has_taken_over: visit.first("uebernommen").is_some(), ..opened };
    Ok(opened.page(StatusCode::OK, site, visit))
}

/// Keeps an item for whoever has it open, or takes it over knowingly.
pub async fn hold(
    State(site): State<Site>,
    visit: Visit,
    Path(address): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::Moderate)?;
    let item = item_of(&address)?;
    let fields = pairs(&String::from_utf8_lossy(&body));
    let takes_over = fields.iter().any(|(name, _)| name == "uebernehmen");
    // Nothing is noted about what is not there.
    moderation::case(&site.store, &by, item).await?;
    let claim = moderation::claim(&site.store, &by, item, takes_over, site.now()).await?;
    Ok(match (claim, takes_over) {
        (_, true) => see_other(&visit, &format!("{}?uebernommen=1", path_of(item))),
        (Claim::Mine, false) => StatusCode::NO_CONTENT.into_response(),
        (Claim::Theirs, false) => (StatusCode::CONFLICT, [("content-type", "application/json")], "{}").into_response(),
    })
}

/// Everything that the page of an item shows.
#[derive(Clone)]
struct Opened {
    case: Case,
    hint: Hint,
    typed: Typed,
    /// Why it was not decided.
    remark: Option<&'static str>,
    is_theirs: bool,
    has_taken_over: bool,
    now: Moment,
}

impl Opened {
    async fn load(site: &Site, by: &Acting, item: Item) -> Result<Self, AppError> {
        let case = moderation::case(&site.store, by, item).await?;
        let hint = spam::hint(&site.store, item.kind, item.id).await?;
        let typed = Typed::for_case(&case);
        Ok(Self { case, hint, typed, remark: None, is_theirs: false, has_taken_over: false, now: site.now() })
    }

    fn page(self, status: StatusCode, site: Site, visit: Visit) -> Response {
        private(render::page_with_status(status, || view! { <item::ItemPage site=site visit=visit opened=self/> }))
    }
}
