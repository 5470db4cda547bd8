//! Who is there.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::policy::Action;
use serde::Deserialize;
use store::editing;

use super::{
    answers::{answer, read},
    number,
};
use crate::{Site, Visit};

#[derive(Deserialize)]
struct Here {
    tab: String,
    block: Option<String>,
    #[serde(default)]
    gone: bool,
}

pub async fn here(State(site): State<Site>, visit: Visit, Path(page): Path<String>, body: Bytes) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let Here { tab, block, gone } = read(&body)?;
        if gone {
            editing::leave(&site.store, &by, &tab).await?;
        } else {
            editing::here(&site.store, &by, page, (&tab, block.as_deref()), site.now()).await?;
        }
        Ok(StatusCode::NO_CONTENT.into_response())
    };
    answer(&visit, done.await)
}
