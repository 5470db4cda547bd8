//! `/konto/zweiter-faktor`: setting it up, showing it in this session, new codes for paper, and the way back.

mod view;

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use store::{
    attempts::{self, Guess},
    second_factor::{self, SecondFactor},
    sessions::{self, SignedIn},
};
use view::{Begun, CodesPage, FactorPage, Step};

use super::{
    again,
    code::{Unproved, prove},
    door::arrive,
    posted::Posted,
    private,
};
use crate::{AppError, LocalPath, Site, Visit, one_time_codes::Shared, passwords, render, signed_in};

const ADDRESS: &str = "/konto/zweiter-faktor";

/// With `schluessel` and `code` of whoever was asked in between who they are: their app was told that key.
pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let who = visit.signed_in()?;
    let factor = second_factor::of(&site.store, who.account, site.now()).await?;
    let salt = visit.first("schluessel").filter(|salt| is_salt(salt));
    let begun = salt.map(|salt| Begun { salt, code: visit.first("code").unwrap_or_default() });
    let step = Step::now(&site, who, factor, begun.unwrap_or_else(Begun::fresh));
    // The key of an app is shown to nobody at a window that was left open.
    if matches!(step, Step::SetUp { .. }) {
        again::fresh(&site, &visit).await?;
    }
    let onward = visit.first("weiter").and_then(|path| LocalPath::parse(&path));
    Ok(page(StatusCode::OK, site, visit.clone(), step, onward, None))
}

/// `POST /konto/zweiter-faktor` with `aktion`: `einrichten` (`schluessel`, `code`), `zeigen` (`code` or `ersatz`, or `aufgabe` and `antwort`), `codes`
/// or `entfernen`; and `weiter`.
pub async fn change(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let posted = Posted::read(&body);
    let who = visit.signed_in()?.clone();
    let factor = second_factor::of(&site.store, who.account, site.now()).await?;
    match posted.text("aktion").as_str() {
        "einrichten" => set_up(site, visit, &who, factor, &posted).await,
        "zeigen" => prove_again(site, visit, &who, factor, &posted).await,
        "codes" if factor.is_asked_for() => new_codes(site, visit, &who, &posted).await,
        "entfernen" if factor.is_set_up() && !who.is_staff() => remove(site, visit, &who).await,
        "codes" | "entfernen" => Err(AppError::SecondFactorFirst),
        _ => Err(AppError::BadRequest),
    }
}

fn is_salt(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn here(visit: &Visit) -> Option<LocalPath> {
    LocalPath::parse(&visit.href(ADDRESS))
}

async fn new_codes(site: Site, visit: Visit, who: &SignedIn, posted: &Posted) -> Result<Response, AppError> {
    let (now, onward) = (site.now(), posted.onward());
    // Whoever changes the factor has shown it.
    if who.second_factor_at.is_none() {
        return Err(AppError::SecondFactorFirst);
    }
    if !who.is_fresh(now) {
        return Ok(again::first(&visit, onward.or_else(|| here(&visit)).as_ref()));
    }
    let (codes, sheet) = passwords::sheet().await?;
    second_factor::new_recovery_codes(&site.store, who.account, &sheet, now).await?;
    Ok(private(render::page(|| view! { <CodesPage site=site visit=visit codes=codes onward=onward/> })))
}

async fn remove(site: Site, visit: Visit, who: &SignedIn) -> Result<Response, AppError> {
    if who.second_factor_at.is_none() {
        return Err(AppError::SecondFactorFirst);
    }
    let here = here(&visit);
    if !who.is_fresh(site.now()) {
        return Ok(again::first(&visit, here.as_ref()));
    }
    second_factor::remove(&site.store, who.account).await?;
    Ok(arrive(&visit, here.as_ref()))
}

async fn set_up(
    site: Site,
    visit: Visit,
    who: &SignedIn,
    factor: SecondFactor,
    posted: &Posted,
) -> Result<Response, AppError> {
    // Whoever only knows the password does not put another app in the place of the right one.
    if factor.is_asked_for() && who.second_factor_at.is_none() {
        return Err(AppError::SecondFactorFirst);
    }
    let salt = posted.text("schluessel");
    if !is_salt(&salt) {
        return Err(AppError::BadRequest);
    }
    let (now, guess) = (site.now(), Guess::Code(who.account));
    // The page stood open for long. Its key and what was typed come back, where it goes on from there too.
    if !who.is_fresh(now) {
        let digits: String = posted.text("code").chars().filter(char::is_ascii_digit).collect();
        let onward = posted.onward().map(|path| format!("&weiter={}", path.encoded())).unwrap_or_default();
        let back = visit.href(&format!("{ADDRESS}?schluessel={salt}&code={digits}{onward}"));
        return Ok(again::first(&visit, LocalPath::parse(&back).or_else(|| here(&visit)).as_ref()));
    }
    let shared = Shared::of(&site, who.account, &who.email, &salt);
    let problem = match attempts::begin(&site.store, &guess, now).await? {
        Err(left) => Unproved::TooFast(left / 1_000 + 1),
        Ok(()) => match shared.step_of(&posted.text("code"), now) {
            None => Unproved::Wrong,
            Some(step) => {
                attempts::succeeded(&site.store, &guess).await?;
                let (codes, sheet) = passwords::sheet().await?;
                let token = second_factor::set_up(&site.store, who, &salt, step, &sheet, now).await?;
                let shown = site.clone();
                let onward = posted.onward();
                let mut response = private(render::page(|| {
                    view! { <CodesPage site=shown visit=visit codes=codes onward=onward/> }
                }));
                signed_in::remember(&site, &token, response.headers_mut());
                return Ok(response);
            }
        },
    };
    let step = Step::set_up(&site, who, Begun { salt, code: String::new() });
    Ok(page(problem.status(), site, visit, step, posted.onward(), Some(problem)))
}

async fn prove_again(
    site: Site,
    visit: Visit,
    who: &SignedIn,
    factor: SecondFactor,
    posted: &Posted,
) -> Result<Response, AppError> {
    if let Err(problem) = prove(&site, who.account, posted).await? {
        let step = Step::now(&site, who, factor, Begun::fresh());
        return Ok(page(problem.status(), site, visit, step, posted.onward(), Some(problem)));
    }
    let token = sessions::renew(&site.store, who, true, site.now()).await?;
    let mut response = arrive(&visit, posted.onward().as_ref()).into_response();
    signed_in::remember(&site, &token, response.headers_mut());
    Ok(response)
}

fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    step: Step,
    onward: Option<LocalPath>,
    problem: Option<Unproved>,
) -> Response {
    private(render::page_with_status(status, || {
        view! { <FactorPage site=site visit=visit step=step onward=onward problem=problem/> }
    }))
}
