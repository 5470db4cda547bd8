//! Passwords: Argon2id with the parameters that OWASP recommends (19 MiB, 2 passes), never more than a few at a time.

use std::{cell::Cell, sync::OnceLock};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    accounts::{BadPassword, Email, check_password},
    receipts::ReceiptCode,
};
use store::second_factor::{RECOVERY_CODES, Sheet};
use tokio::sync::Semaphore;

use crate::{AppError, guest::random_id};

/// Each one takes 19 MiB and a core for some 30 ms: a crowd at the door must not push everybody else aside.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What is wrong with a new password: by the rules, or because strangers try it first.
pub fn check(password: &str, email: &Email) -> Result<(), BadPassword> {
    check_password(password, email)?;
    if content::is_common_password(password) { Err(BadPassword::TooCommon) } else { Ok(()) }
}

/// As a PHC string with a salt of its own.
pub async fn hash(password: String) -> Result<String, AppError> {
    heavy(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).ok())
        .await?
        .ok_or(AppError::Internal)
}

/// Codes for paper, and what is kept of them.
pub async fn sheet() -> Result<(Vec<ReceiptCode>, Sheet), AppError> {
    let codes: Vec<ReceiptCode> = (0..RECOVERY_CODES).map(|_| ReceiptCode::from_seed(rand::random())).collect();
    let (drawn, salt) = (codes.clone(), random_id());
    let with = salt.clone();
    let hashes = heavy(move || drawn.iter().map(|code| from_paper(code, &with)).collect::<Option<Vec<_>>>()).await?;
    Ok((codes, Sheet { salt, hashes: hashes.ok_or(AppError::Internal)? }))
}

/// What somebody typed from a sheet, as it is kept.
pub async fn typed_from_paper(code: ReceiptCode, salt: String) -> Result<String, AppError> {
    heavy(move || from_paper(&code, &salt)).await?.ok_or(AppError::Internal)
}

fn from_paper(code: &ReceiptCode, salt: &str) -> Option<String> {
    let mut hash = [0; 32];
    Argon2::default().hash_password_into(code.as_str().as_bytes(), salt.as_bytes(), &mut hash).ok()?;
    Some(BASE64_URL_SAFE_NO_PAD.encode(hash))
}

thread_local! {
    static CHECKS: Cell<u64> = const { Cell::new(0) };
}

/// How often a password was compared or hashed in this thread, for tests: what is the same work takes the same time.
pub fn checks() -> u64 {
    CHECKS.get()
}

/// Whether the password is the one. Takes as long when there is none to compare with, so that time does not tell whether
/// an account exists.
pub async fn is_right(password: String, kept: Option<String>) -> Result<bool, AppError> {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    if kept.is_none() && store::faults::tells_by_time() {
        return Ok(false);
    }
    heavy(move || {
        let nobodys = || {
            let make = || Argon2::default().hash_password(b"nobody's").map(|hash| hash.to_string()).unwrap_or_default();
            NOBODYS.get_or_init(make).clone()
        };
        let is_somebodys = kept.is_some();
        let kept = kept.unwrap_or_else(nobodys);
        let fits = PasswordHash::new(&kept)
            .is_ok_and(|kept| Argon2::default().verify_password(password.as_bytes(), &kept).is_ok());
        fits && is_somebodys
    })
    .await
}

async fn heavy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    CHECKS.set(CHECKS.get() + 1);
    let _permit = AT_ONCE.acquire().await.map_err(|_| AppError::Internal)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn codes_for_paper_are_kept_as_passwords_are_with_one_salt_for_a_sheet() {
        let (codes, Sheet { salt, hashes }) = sheet().await.unwrap();
        assert_eq!((codes.len(), hashes.len(), salt.len()), (RECOVERY_CODES, RECOVERY_CODES, 32));
        for (code, hash) in codes.iter().zip(&hashes) {
            assert_eq!(hash.len(), 43, "256 bits");
            assert!(!hash.contains(code.as_str()));
        }
        let (first, another) = (codes[0].clone(), codes[1].clone());
        assert_eq!(typed_from_paper(first.clone(), salt.clone()).await.unwrap(), hashes[0]);
        assert_ne!(typed_from_paper(another, salt).await.unwrap(), hashes[0]);
        assert_ne!(typed_from_paper(first, "0".repeat(32)).await.unwrap(), hashes[0], "another sheet, another salt");
    }

    #[tokio::test]
    async fn a_password_fits_its_hash_and_no_other() {
        let kept = hash("Möwe Hafen Regen".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hash("Möwe Hafen Regen".into()).await.unwrap());
        assert!(is_right("Möwe Hafen Regen".into(), Some(kept.clone())).await.unwrap());
        assert!(!is_right("möwe hafen regen".into(), Some(kept)).await.unwrap());
        assert!(!is_right("nobody's".into(), None).await.unwrap());
        assert!(!is_right("x".into(), Some("broken".into())).await.unwrap());
    }
}
