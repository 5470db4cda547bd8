//! Asking again who somebody is before something that a stranger at an open window must not do.

use axum::response::{Redirect, Response};
use store::{
    accounts,
    attempts::{self, Guess},
    second_factor,
    sessions::SignedIn,
};

use super::{door::leading, posted::Posted, private};
use crate::{AppError, LocalPath, Site, Visit, locales::fill, passwords};

/// Where it is shown.
pub const ADDRESS: &str = "/konto/bestaetigen";

/// To the page on which somebody shows who they are, and from there back to where they were, with what they typed.
pub fn first(visit: &Visit, back: Option<&LocalPath>) -> Response {
    private(Redirect::to(&leading(visit, ADDRESS, back)))
}

/// For a form that asks for the password: who has none shows before it, in another way, who they are, so that nothing is
/// typed in vain.
pub async fn before(site: &Site, visit: &Visit) -> Result<(), AppError> {
    let who = visit.signed_in()?;
    let account = accounts::find(&site.store, who.account).await?.ok_or(AppError::NotFound)?;
    if account.has_password { showed_factor(site, who).await } else { fresh(site, visit).await.map(|_| ()) }
}

/// What is wrong with `altes-passwort`. Whoever has no password showed a moment ago who they are, by the way that they have.
pub async fn problem(site: &Site, visit: &Visit, who: &SignedIn, posted: &Posted) -> Result<Option<String>, AppError> {
    let Some((_, Some(kept))) = accounts::password_of(&site.store, &who.email).await? else {
        return fresh(site, visit).await.map(|_| None);
    };
    showed_factor(site, who).await?;
    let guess = Guess::PasswordAgain(&who.email);
    if let Err(left) = attempts::begin(&site.store, &guess, site.now()).await? {
        let seconds = (left / 1_000 + 1).to_string();
        return Ok(Some(fill(visit.words().accounts.sign_in_too_fast, &[("n", &seconds)])));
    }
    if !passwords::is_right(posted.text("altes-passwort"), Some(kept)).await? {
        tracing::info!("A password that was asked for again was wrong");
        return Ok(Some(visit.words().my_account.old_password_wrong.to_owned()));
    }
    attempts::succeeded(&site.store, &guess).await?;
    Ok(None)
}

/// Whoever is signed in and showed a moment ago who they are; with the second factor, where one is asked for. Only they
/// change the ways into an account.
pub async fn fresh<'a>(site: &Site, visit: &'a Visit) -> Result<&'a SignedIn, AppError> {
    let who = visit.signed_in()?;
    showed_factor(site, who).await?;
    if who.is_fresh(site.now()) { Ok(who) } else { Err(AppError::ProofFirst) }
}

/// Where a second factor is asked for, this session has shown it.
async fn showed_factor(site: &Site, who: &SignedIn) -> Result<(), AppError> {
    let factor = second_factor::of(&site.store, who.account, site.now()).await?;
    let is_missing = factor.is_asked_for() && who.second_factor_at.is_none();
    if is_missing { Err(AppError::SecondFactorFirst) } else { Ok(()) }
}
