//! Asking for the password again before something that a stranger at an open window must not do.

use store::{
    accounts,
    attempts::{self, Guess},
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
