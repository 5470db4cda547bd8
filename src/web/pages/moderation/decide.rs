//! A decision: done, or the page again with everything that was typed.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    moderation::{Rule, VerdictError},
    policy::Action,
    proposals::StatusError,
};
use store::{StoreError, moderation};

use super::{Opened, Typed, item_of, letters, see_other};
use crate::{AppError, Site, Visit};

pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Path(address): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::Moderate)?;
    let item = item_of(&address)?;
    let mut typed = Typed::read(&String::from_utf8_lossy(&body));
    let words = &visit.words().moderation;
    if typed.wants_template {
        if let Some(rule) = Rule::parse(&typed.rule) {
            typed.reason = visit.words().published_rules.template(rule).to_owned();
        }
        let opened = Opened::load(&site, &by, item).await?;
        return Ok(Opened { typed, ..opened }.page(StatusCode::OK, site, visit));
    }
    let done = match typed.verdict() {
        Ok(verdict) => {
            let (shown, letters) = (typed.shown(), letters::write(&site, item, &verdict).await?);
            let (store, now) = (&site.store, site.now());
            moderation::decide_and_write(store, &by, item, Some(&shown), &verdict, &letters, now).await
        }
        Err(error) => Err(error.into()),
    };
    let (status, remark) = match done {
        Ok(()) => return Ok(see_other(&visit, &format!("/moderation?erledigt={}", item.slug()))),
        Err(StoreError::Verdict(VerdictError::NotPossible)) => (StatusCode::CONFLICT, words.not_possible),
        Err(StoreError::Verdict(error)) => (StatusCode::UNPROCESSABLE_ENTITY, words.problem(error)),
        Err(StoreError::Status(StatusError::TargetMissing)) => (StatusCode::UNPROCESSABLE_ENTITY, words.target_missing),
        Err(StoreError::Status(_)) => (StatusCode::CONFLICT, words.not_possible),
        Err(StoreError::Outdated) => (StatusCode::CONFLICT, words.outdated),
        Err(StoreError::Claimed) => (StatusCode::CONFLICT, words.claimed),
        Err(other) => return Err(other.into()),
    };
    let opened = Opened::load(&site, &by, item).await?;
    // The next press is about what stands on this page.
    typed.version.clone_from(&opened.case.version);
    typed.takes_over |= remark == words.claimed;
    Ok(Opened { typed, remark: Some(remark), ..opened }.page(status, site, visit))
}
