//! `/konto/passkeys`: which there are, another one, and the end of one. Whoever changes them has shown a moment ago who
//! they are.

mod view;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{filter::percent_encode, ids::PasskeyId};
use store::{StoreError, passkeys as kept, second_factor};
use view::{PasskeysPage, Shown};

use super::{
    again,
    passkey_form::{answer, answered},
    posted::Posted,
    private,
};
use crate::{
    AppError, LocalPath, Site, Visit, letters,
    locales::fill,
    passkeys::{self, NotAdded},
    render, signed_in,
};

const ADDRESS: &str = "/konto/passkeys";

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    again::fresh(&site, &visit).await?;
    // Typed before somebody was asked who they are.
    let name = visit.first("name").unwrap_or_default();
    page(StatusCode::OK, site, visit, name, None).await
}

/// `POST /konto/passkeys/aufgabe`
pub async fn question(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let who = again::fresh(&site, &visit).await?;
    Ok(answer(passkeys::ask_to_add(&site, who).await?))
}

/// `POST /konto/passkeys/nachweis`: the question to whoever is signed in whether it is still them.
pub async fn prove(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    Ok(answer(passkeys::ask_to_prove(&site, visit.signed_in()?.account).await?))
}

/// `POST /konto/passkeys` with `name`, `aufgabe` and `antwort`.
pub async fn add(
    State(site): State<Site>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let posted = Posted::read(&body);
    let typed = posted.text("name");
    let who = match again::fresh(&site, &visit).await {
        // The page stood open for long. It comes back with the name.
        Err(AppError::ProofFirst) => {
            let back = visit.href(&format!("{ADDRESS}?name={}", percent_encode(&typed)));
            return Ok(again::first(&visit, LocalPath::parse(&back).as_ref()));
        }
        who => who?,
    };
    let name = domain::accounts::name(&typed).unwrap_or_else(|| signed_in::device(&headers));
    let added = match answered(&posted) {
        Some(answered) => {
            let letter = letters::accounts::compose(&visit, &who.email, &visit.words().passkeys.added_letter, None);
            passkeys::add(&site, who, &answered, &name, &letter).await?
        }
        None => Err(NotAdded::Refused),
    };
    let words = &visit.words().passkeys;
    let problem = match added {
        Ok(token) => {
            let mut response = private(Redirect::to(&visit.href(&format!("{ADDRESS}?neu=1"))));
            signed_in::remember(&site, &token, response.headers_mut());
            return Ok(response);
        }
        Err(NotAdded::Refused) => words.add_failed.to_owned(),
        Err(NotAdded::TooMany) => fill(words.too_many, &[("n", &kept::MOST.to_string())]),
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, typed, Some(problem)).await
}

/// `POST /konto/passkeys/{id}`
pub async fn remove(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let who = again::fresh(&site, &visit).await?;
    let id: PasskeyId = id.parse().map_err(|_| AppError::NotFound)?;
    match kept::remove(&site.store, who, id, site.now()).await {
        Ok(token) => {
            let mut response = private(Redirect::to(&visit.href(&format!("{ADDRESS}?entfernt=1"))));
            signed_in::remember(&site, &token, response.headers_mut());
            Ok(response.into_response())
        }
        Err(StoreError::Taken) => {
            let problem = visit.words().passkeys.last_of_staff.to_owned();
            page(StatusCode::CONFLICT, site, visit, String::new(), Some(problem)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    name: String,
    problem: Option<String>,
) -> Result<Response, AppError> {
    let account = visit.signed_in()?.account;
    let factor = second_factor::of(&site.store, account, site.now()).await?;
    let shown = Shown {
        passkeys: kept::list(&site.store, account).await?,
        has_app: factor.is_set_up(),
        recovery_codes: factor.is_asked_for().then_some(factor.recovery_codes),
        name,
        problem,
    };
    Ok(private(render::page_with_status(status, || {
        leptos::prelude::view! { <PasskeysPage site=site visit=visit shown=shown/> }
    })))
}
