//! Coming in: what happens after the first proof of who somebody is, whatever it was.

use std::convert::Infallible;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, request::Parts},
    response::{Redirect, Response},
};
use domain::{accounts::Email, ids::AccountId};
use store::{
    accounts, second_factor, sessions,
    tickets::{self, Purpose},
};

use super::private;
use crate::{
    AppError, Guest, LocalPath, Site, Visit,
    cookies::{self, Cookie},
    signed_in,
};

/// Somebody at the door.
pub struct Comer {
    pub site: Site,
    pub visit: Visit,
    pub guest: Guest,
    pub headers: HeaderMap,
}

impl<S> FromRequestParts<S> for Comer
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self {
            site: Site::from_ref(state),
            visit: Visit::from_request_parts(parts, state).await?,
            guest: Guest::from_request_parts(parts, state).await?,
            headers: parts.headers.clone(),
        })
    }
}

impl Comer {
    /// One proof was right. Whoever has a second factor that is asked for shows it, all others are in.
    pub async fn proved(&self, account: AccountId, onward: Option<&LocalPath>) -> Result<Response, AppError> {
        let (store, now) = (&self.site.store, self.site.now());
        if !second_factor::of(store, account, now).await?.is_asked_for() {
            return self.enter(account, false, onward).await;
        }
        let token = tickets::make(store, Purpose::SecondFactor, Some(account), "", now).await?;
        let mut response = private(Redirect::to(&leading(&self.visit, "/anmelden/code", onward)));
        cookies::set(&self.site, response.headers_mut(), Cookie::Step, &token);
        Ok(response)
    }

    /// Begins the session and goes on to where the person wanted.
    pub async fn enter(
        &self,
        account: AccountId,
        with_second_factor: bool,
        onward: Option<&LocalPath>,
    ) -> Result<Response, AppError> {
        let (site, now) = (&self.site, self.site.now());
        let found = accounts::find(&site.store, account).await?.ok_or(AppError::NotFound)?;
        let (guest, device) = (self.guest.as_guest(), signed_in::device(&self.headers));
        // Whoever was signed in in this browser before is no more.
        if let Some(before) = &self.visit.who {
            sessions::end(&site.store, before.account, before.session).await?;
        }
        let token = sessions::begin(&site.store, account, guest.as_ref(), &device, with_second_factor, now).await?;
        // By which way tells the route of the request.
        tracing::info!(with_second_factor, "Somebody signed in");
        let mut response = arrive(&self.visit, onward);
        signed_in::remember(site, &token, response.headers_mut());
        let known = site.store.keys().sign(&known(&found.email));
        cookies::set(site, response.headers_mut(), Cookie::Known, &known);
        cookies::remove(site, response.headers_mut(), Cookie::Step);
        Ok(response)
    }

    /// The token of the step between.
    pub fn step(&self) -> Option<&str> {
        cookies::read(&self.site, &self.headers, Cookie::Step)
    }

    pub fn is_known(&self, email: &Email) -> bool {
        let mut values = cookies::all(&self.site, &self.headers, Cookie::Known);
        values.any(|value| self.site.store.keys().verify(&known(email), value))
    }
}

/// After an account was deleted nothing of it stays in the browser.
pub fn forget(site: &Site, answer: &mut HeaderMap) {
    for cookie in [Cookie::Step, Cookie::Known] {
        cookies::remove(site, answer, cookie);
    }
}

fn known(email: &Email) -> String {
    format!("known browser {email}")
}

/// To where the person wanted, which carries its language already.
pub fn arrive(visit: &Visit, onward: Option<&LocalPath>) -> Response {
    let address = onward.map_or_else(|| visit.href("/konto"), |onward| onward.as_str().to_owned());
    private(Redirect::to(&address))
}

/// A page on the way there.
pub fn leading(visit: &Visit, path: &str, onward: Option<&LocalPath>) -> String {
    let path = visit.href(path);
    onward.map_or(path.clone(), |onward| format!("{path}?weiter={}", onward.encoded()))
}
