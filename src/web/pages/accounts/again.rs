//! Asking again who somebody is before something that a stranger at an open window must not do.

use store::{
    accounts,
    attempts::{self, Guess},
    second_factor,
    sessions::SignedIn,
};

use super::posted::Posted;
use crate::{AppError, Site, Visit, locales::fill, passwords};

/// What is wrong with `altes-passwort`; nothing for an account without a password.
pub async fn problem(site: &Site, visit: &Visit, who: &SignedIn, posted: &Posted) -> Result<Option<String>, AppError> {
    let Some((_, Some(kept))) = accounts::password_of(&site.store, &who.email).await? else { return Ok(None) };
    let guess = Guess::PasswordAgain(&who.email);
    if let Err(left) = attempts::begin(&site.store, &guess, site.now()).await? {
        let seconds = (left / 1_000 + 1).to_string();
        return Ok(Some(fill(visit.words().accounts.sign_in_too_fast, &[("n", &seconds)])));
    }
    if !passwords::is_right(posted.text("altes-passwort"), Some(kept)).await? {
        return Ok(Some(visit.words().my_account.old_password_wrong.to_owned()));
    }
    attempts::succeeded(&site.store, &guess).await?;
    Ok(None)
}

/// Whoever is signed in and showed a moment ago who they are; with the second factor, where one is asked for. Only they
/// change the ways into an account.
pub async fn fresh<'a>(site: &Site, visit: &'a Visit) -> Result<&'a SignedIn, AppError> {
    let who = visit.signed_in()?;
    let factor = second_factor::of(&site.store, who.account, site.now()).await?;
    if factor.is_asked_for() && who.second_factor_at.is_none() {
        return Err(AppError::SecondFactorFirst);
    }
    if who.is_fresh(site.now()) { Ok(who) } else { Err(AppError::ProofFirst) }
}
