//! Signing in through another service: there and back again. An address alone never leads into an account: whoever comes
//! for the first time gets a new account when the service made sure of an address that nobody uses here, and connects an
//! older one from inside it.

pub(super) mod view;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Redirect, Response},
};
use domain::{Language, ids::AccountId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    accounts::NewAccount,
    identities::{self, Named},
    tickets::{self, Purpose, Ticket},
};
use view::{LeavingPage, TroublePage, UnknownPage};

use super::{
    door::{Comer, arrive},
    posted::Posted,
    private,
};
use crate::{
    AppError, Guest, LocalPath, Site, Visit,
    cookies::{self, Cookie},
    open_id::{Begun, Claimed, OpenId, Trouble},
    random_id, render, signed_in,
};

/// Why somebody comes back without being signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The service does not answer.
    Away,
    /// The person, or the service, said no.
    Refused,
    /// Used, too old, or begun in another browser.
    Over,
    /// What the service says proves nothing.
    Forged,
    /// The name there belongs to another account here.
    Taken,
}

impl From<Trouble> for Why {
    fn from(trouble: Trouble) -> Self {
        tracing::warn!(%trouble, "A sign-in through another service failed");
        match trouble {
            Trouble::Away(_) => Self::Away,
            Trouble::Refused => Self::Over,
            Trouble::Forged | Trouble::UnknownKey => Self::Forged,
        }
    }
}

impl Why {
    fn status(self) -> StatusCode {
        match self {
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Taken => StatusCode::CONFLICT,
            Self::Refused | Self::Over | Self::Forged => StatusCode::BAD_REQUEST,
        }
    }
}

/// What is remembered while somebody is away.
#[derive(Serialize, Deserialize)]
struct Away {
    /// Signed with our key, of the browser in which it began.
    browser: String,
    nonce: String,
    verifier: String,
    onward: Option<String>,
    language: String,
}

fn service(site: &Site) -> Result<&OpenId, AppError> {
    site.open_id.as_ref().ok_or(AppError::NotFound)
}

fn bound(site: &Site, browser: &str) -> String {
    site.store.keys().sign(&format!("open id {browser}"))
}

/// `POST /anmelden/oidc` with `weiter`.
pub async fn begin(
    State(site): State<Site>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let onward = Posted::read(&body).onward();
    service(&site)?;
    if visit.who.is_some() {
        return Ok(arrive(&visit, onward.as_ref()));
    }
    leave(&site, &visit, &headers, None, onward).await
}

pub async fn ask(visit: Visit) -> Response {
    private(Redirect::to(&visit.href("/anmelden")))
}

/// Sends somebody to the service, to sign in or to connect the account they are signed in to.
pub(super) async fn leave(
    site: &Site,
    visit: &Visit,
    headers: &HeaderMap,
    connects: Option<AccountId>,
    onward: Option<LocalPath>,
) -> Result<Response, AppError> {
    let (service, begun) = (service(site)?, Begun::fresh());
    // One value for all windows of a browser, if it is one that we made.
    let browser = cookies::read(site, headers, Cookie::Step).filter(|value| is_ours(value));
    let browser = browser.map_or_else(random_id, ToOwned::to_owned);
    let away = Away {
        browser: bound(site, &browser),
        nonce: begun.nonce.clone(),
        verifier: begun.verifier.clone(),
        onward: onward.as_ref().map(|path| path.as_str().to_owned()),
        language: visit.language.code().to_owned(),
    };
    let data = serde_json::to_string(&away).map_err(|_| AppError::Internal)?;
    let state = tickets::make(&site.store, Purpose::OpenId, connects, &data, site.now()).await?;
    let address = match service.address(&state, &begun, site.now()).await {
        Ok(address) => address,
        Err(trouble) => return Ok(failed(site, visit, onward, trouble.into())),
    };
    // Not a redirect: browsers take a form that leads to another site, even behind a page of ours, for one that the
    // policy of the site forbids. This page sends them on by itself, and has a link.
    let refresh = HeaderValue::from_str(&format!("0; url={address}")).map_err(|_| AppError::Internal)?;
    let (shown, shown_visit) = (site.clone(), visit.clone());
    let mut page = private(render::page(|| view! { <LeavingPage site=shown visit=shown_visit address=address/> }));
    page.headers_mut().insert(HeaderName::from_static("refresh"), refresh);
    cookies::set(site, page.headers_mut(), Cookie::Step, &browser);
    Ok(page)
}

/// A random id, or the token of a second factor.
fn is_ours(value: &str) -> bool {
    (32..=64).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `GET /anmelden/oidc/zurueck?state=…` with `code` or `error`: a link of the service, so it is not a form.
pub async fn back(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let service = service(&site)?;
    let told = visit.clone();
    // Nothing of the answer goes on into links of the page.
    let visit = Visit { path: "/anmelden".into(), query: String::new(), ..visit };
    let state = told.first("state").unwrap_or_default();
    let Some((ticket, away)) = theirs(&site, &headers, &state).await? else {
        return Ok(failed(&site, &visit, None, Why::Over));
    };
    let language = Language::from_code(&away.language).unwrap_or_default();
    let visit = Visit { language, ..visit };
    let onward = away.onward.as_deref().and_then(LocalPath::parse);
    // Somebody else's service says whose answer it is; then it is none of ours.
    let is_ours = told.first("iss").is_none_or(|issuer| issuer == service.settings.issuer);
    let claimed = match told.first("code").filter(|code| !code.is_empty() && is_ours) {
        Some(code) => {
            let begun = Begun { nonce: away.nonce, verifier: away.verifier };
            service.finish(code, &begun, site.now()).await.map_err(Why::from)
        }
        None if is_ours => Err(Why::Refused),
        None => Err(Why::Forged),
    };
    let claimed = match claimed {
        Ok(claimed) => claimed,
        Err(why) => return Ok(failed(&site, &visit, onward, why)),
    };
    match ticket.account {
        Some(account) => connect(&site, &visit, account, &claimed.named).await,
        None => enter(Comer { site, visit, guest, headers }, claimed, onward).await,
    }
}

/// What this browser began, once.
async fn theirs(site: &Site, headers: &HeaderMap, state: &str) -> Result<Option<(Ticket, Away)>, AppError> {
    let Some(ticket) = tickets::look(&site.store, Purpose::OpenId, state, site.now()).await? else { return Ok(None) };
    let Ok(away) = serde_json::from_str::<Away>(&ticket.data) else { return Ok(None) };
    // Before it is used up: a link that a stranger made spoils nothing.
    let mut browsers = cookies::all(site, headers, Cookie::Step);
    if !browsers.any(|browser| site.store.keys().verify(&format!("open id {browser}"), &away.browser)) {
        return Ok(None);
    }
    let used = tickets::redeem(&site.store, Purpose::OpenId, state, site.now()).await?;
    Ok(used.map(|ticket| (ticket, away)))
}

async fn enter(comer: Comer, claimed: Claimed, onward: Option<LocalPath>) -> Result<Response, AppError> {
    let store = &comer.site.store;
    if let Some(account) = identities::owner(store, &claimed.named).await? {
        return comer.proved(account, onward.as_ref()).await;
    }
    if let Some(email) = claimed.email {
        let new =
            NewAccount { email, name: None, password_hash: None, language: comer.visit.language, is_confirmed: true };
        match identities::open(store, &claimed.named, new, comer.site.now()).await {
            Ok(account) => return comer.proved(account, onward.as_ref()).await,
            // Somebody has an account with this address. Only they may connect it.
            Err(StoreError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let Comer { site, visit, .. } = comer;
    Ok(private(render::page_with_status(StatusCode::CONFLICT, || view! { <UnknownPage site=site visit=visit/> })))
}

async fn connect(site: &Site, visit: &Visit, account: AccountId, named: &Named) -> Result<Response, AppError> {
    // Signed out meanwhile, or somebody else is here now.
    let Some(who) = visit.who.as_ref().filter(|who| who.account == account) else {
        return Ok(failed(site, visit, None, Why::Over));
    };
    match identities::connect(&site.store, who, named, site.now()).await {
        Ok(token) => {
            let mut response = private(Redirect::to(&visit.href("/konto/verbindung?neu=1")));
            signed_in::remember(site, &token, response.headers_mut());
            cookies::remove(site, response.headers_mut(), Cookie::Step);
            Ok(response)
        }
        Err(StoreError::Taken) => Ok(failed(site, visit, None, Why::Taken)),
        Err(error) => Err(error.into()),
    }
}

fn failed(site: &Site, visit: &Visit, onward: Option<LocalPath>, why: Why) -> Response {
    let (site, visit) = (site.clone(), visit.clone());
    let mut page = private(render::page_with_status(why.status(), || {
        view! { <TroublePage site=site visit=visit onward=onward why=why/> }
    }));
    if why == Why::Away {
        page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    page
}
