//! Signing in with a passkey. Nobody types an address: the device says which account it has a passkey for, so the
//! question is the same for everybody and the answer tells nothing about who has an account.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};

use super::{
    door::Comer,
    passkey_form::{answer, answered},
    posted::Posted,
    private, sign_in,
};
use crate::{AppError, Site, Visit, passkeys};

/// `POST /anmelden/passkey/aufgabe`
pub async fn question(State(site): State<Site>) -> Result<Response, AppError> {
    Ok(answer(passkeys::ask_to_sign_in(&site).await?))
}

pub async fn back(visit: Visit) -> Response {
    private(Redirect::to(&visit.href("/anmelden")))
}

/// `POST /anmelden/passkey` with `aufgabe`, `antwort` and `weiter`.
pub async fn sign_in(comer: Comer, body: Bytes) -> Result<Response, AppError> {
    let posted = Posted::read(&body);
    let onward = posted.onward();
    let account = match answered(&posted) {
        Some(answered) => passkeys::who_signs_in(&comer.site, &answered).await?,
        None => None,
    };
    match account {
        // The device made sure of the person: that is the second factor.
        Some(account) => comer.enter(account, true, onward.as_ref()).await,
        None => {
            let Comer { site, visit, .. } = comer;
            let problem = visit.words().passkeys.sign_in_failed.to_owned();
            Ok(sign_in::with_passkey_problem(StatusCode::UNPROCESSABLE_ENTITY, site, visit, onward, problem))
        }
    }
}
