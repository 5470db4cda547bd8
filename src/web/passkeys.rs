//! Passkeys (WebAuthn): what a browser is asked, and whether its answer fits. A question is kept in the database, so that
//! any process of the server may read the answer; it is used once. Every answer needs the person's finger, face or PIN,
//! so that a passkey is two factors in one.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::ids::AccountId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{
    StoreError,
    mail::Mail,
    passkeys::{self, Kept},
    sessions::SignedIn,
    tickets::{self, Purpose},
};
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

use crate::{AppError, Site};

/// For whom passkeys are made: the address that people see. Browsers make none for a bare number.
pub fn relying_party(base_url: &str) -> Option<Webauthn> {
    let origin = Url::parse(base_url).ok()?;
    let host = origin.domain()?.to_owned();
    WebauthnBuilder::new(&host, &origin).ok()?.rp_name("Wegmarken").build().ok()
}

/// What the browser is asked.
#[derive(Serialize)]
pub struct Question {
    /// Comes back with the answer.
    aufgabe: String,
    optionen: Value,
}

/// What the browser answered, as a form sends it.
#[derive(Clone, Debug)]
pub struct Answered {
    pub question: String,
    pub answer: String,
}

/// What is remembered of a question.
#[derive(Serialize, Deserialize)]
enum Asked {
    Add(PasskeyRegistration),
    SignIn(DiscoverableAuthentication),
    Prove(PasskeyAuthentication),
}

fn webauthn(site: &Site) -> Result<&Webauthn, AppError> {
    site.passkeys.as_ref().ok_or(AppError::NotFound)
}

/// Asks for a new passkey of whoever is signed in.
pub async fn ask_to_add(site: &Site, who: &SignedIn) -> Result<Question, AppError> {
    let known = keys(&passkeys::of_account(&site.store, who.account).await?);
    let known = known.iter().map(|key| key.cred_id().clone()).collect();
    let handle = Uuid::from_bytes(passkeys::handle(&who.person));
    let name = who.email.as_str();
    let begun = webauthn(site)?.start_passkey_registration(handle, name, name, Some(known));
    let (challenge, state) = begun.map_err(internal)?;
    keep(site, Some(who.account), &Asked::Add(state), options_to_add(&challenge)?).await
}

/// One that the device finds by itself, so that nobody types an address; devices without room for that make another.
fn options_to_add(challenge: &CreationChallengeResponse) -> Result<Value, AppError> {
    let mut options = serde_json::to_value(&challenge.public_key).map_err(|_| AppError::Internal)?;
    if let Some(selection) = options.get_mut("authenticatorSelection").and_then(Value::as_object_mut) {
        selection.insert("residentKey".into(), json!("preferred"));
        selection.insert("requireResidentKey".into(), json!(false));
    }
    Ok(options)
}

/// Asks for any passkey that the device has for us. The question is the same for everybody.
pub async fn ask_to_sign_in(site: &Site) -> Result<Question, AppError> {
    let (challenge, state) = webauthn(site)?.start_discoverable_authentication().map_err(internal)?;
    let options = serde_json::to_value(&challenge.public_key).map_err(|_| AppError::Internal)?;
    keep(site, None, &Asked::SignIn(state), options).await
}

/// Asks for one of the passkeys of this account.
pub async fn ask_to_prove(site: &Site, account: AccountId) -> Result<Question, AppError> {
    let keys = keys(&passkeys::of_account(&site.store, account).await?);
    if keys.is_empty() {
        return Err(AppError::NotFound);
    }
    let (challenge, state) = webauthn(site)?.start_passkey_authentication(&keys).map_err(internal)?;
    let options = serde_json::to_value(&challenge.public_key).map_err(|_| AppError::Internal)?;
    keep(site, Some(account), &Asked::Prove(state), options).await
}

async fn keep(site: &Site, account: Option<AccountId>, asked: &Asked, optionen: Value) -> Result<Question, AppError> {
    let data = serde_json::to_string(asked).map_err(|_| AppError::Internal)?;
    let aufgabe = tickets::make(&site.store, Purpose::Passkey, account, &data, site.now()).await?;
    Ok(Question { aufgabe, optionen })
}

/// What was asked, once, and of whom.
async fn asked(site: &Site, account: Option<AccountId>, question: &str) -> Result<Option<Asked>, AppError> {
    let ticket = tickets::redeem(&site.store, Purpose::Passkey, question, site.now()).await?;
    let ticket = ticket.filter(|ticket| ticket.account == account);
    Ok(ticket.and_then(|ticket| serde_json::from_str(&ticket.data).ok()))
}

/// Why a passkey was not added.
pub enum NotAdded {
    /// The answer does not fit, or somebody has this passkey.
    Refused,
    TooMany,
}

/// Adds the passkey that the browser made; the answer is the new token of the session.
pub async fn add(
    site: &Site,
    who: &SignedIn,
    answered: &Answered,
    name: &str,
    letter: &Mail,
) -> Result<Result<String, NotAdded>, AppError> {
    let Some(Asked::Add(state)) = asked(site, Some(who.account), &answered.question).await? else {
        return Ok(Err(NotAdded::Refused));
    };
    let Ok(made) = serde_json::from_str::<RegisterPublicKeyCredential>(&answered.answer) else {
        return Ok(Err(NotAdded::Refused));
    };
    let key = match webauthn(site)?.finish_passkey_registration(&made, &state) {
        Ok(key) => key,
        Err(error) => {
            tracing::info!(%error, "A new passkey was refused");
            return Ok(Err(NotAdded::Refused));
        }
    };
    let credential = BASE64_URL_SAFE_NO_PAD.encode(key.cred_id());
    let data = serde_json::to_string(&key).map_err(|_| AppError::Internal)?;
    let new = passkeys::New { credential: &credential, data: &data, name };
    match passkeys::add(&site.store, who, new, letter, site.now()).await {
        Ok(token) => Ok(Ok(token)),
        Err(StoreError::Taken) => {
            let many = passkeys::list(&site.store, who.account).await?.len() as u64;
            Ok(Err(if many >= passkeys::MOST { NotAdded::TooMany } else { NotAdded::Refused }))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whose passkey answered. Nobody learns whether it was unknown or did not fit.
pub async fn who_signs_in(site: &Site, answered: &Answered) -> Result<Option<AccountId>, AppError> {
    let Some(Asked::SignIn(state)) = asked(site, None, &answered.question).await? else { return Ok(None) };
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(&answered.answer) else { return Ok(None) };
    let webauthn = webauthn(site)?;
    let Ok((handle, credential)) = webauthn.identify_discoverable_authentication(&answer) else { return Ok(None) };
    let credential = BASE64_URL_SAFE_NO_PAD.encode(credential);
    let Some((kept, owner)) = passkeys::by_credential(&site.store, &credential).await? else { return Ok(None) };
    let Some(mut key) = read(&kept).filter(|_| handle.as_bytes() == &owner) else { return Ok(None) };
    match webauthn.finish_discoverable_authentication_v2(&answer, state, &key) {
        Ok(result) => {
            key.update_credential(&result);
            Ok(note(site, &kept, &key).await?.then_some(kept.account))
        }
        Err(error) => {
            tracing::info!(%error, "A sign-in with a passkey was refused");
            Ok(None)
        }
    }
}

/// Whether a passkey of this account answered.
pub async fn proves(site: &Site, account: AccountId, answered: &Answered) -> Result<bool, AppError> {
    let Some(Asked::Prove(state)) = asked(site, Some(account), &answered.question).await? else { return Ok(false) };
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(&answered.answer) else { return Ok(false) };
    let result = match webauthn(site)?.finish_passkey_authentication(&answer, &state) {
        Ok(result) => result,
        Err(error) => {
            tracing::info!(%error, "A proof with a passkey was refused");
            return Ok(false);
        }
    };
    // As it is now, not as it was when the question was asked: it may have been used or removed meanwhile.
    let credential = BASE64_URL_SAFE_NO_PAD.encode(result.cred_id());
    let found = passkeys::by_credential(&site.store, &credential).await?;
    let Some((kept, _)) = found.filter(|(kept, _)| kept.account == account) else { return Ok(false) };
    let Some(mut key) = read(&kept) else { return Ok(false) };
    let is_noted = key.update_credential(&result) == Some(true);
    // A device that counts has counted on since, unless somebody made a copy of it.
    if result.counter() > 0 && !is_noted {
        return Ok(false);
    }
    note(site, &kept, &key).await
}

/// Keeps how often the passkey was used and whether it is copied to other devices.
async fn note(site: &Site, kept: &Kept, key: &Passkey) -> Result<bool, AppError> {
    let data = serde_json::to_string(key).map_err(|_| AppError::Internal)?;
    Ok(passkeys::used(&site.store, kept, &data, site.now()).await?)
}

fn keys(kept: &[Kept]) -> Vec<Passkey> {
    kept.iter().filter_map(read).collect()
}

fn read(kept: &Kept) -> Option<Passkey> {
    let read = serde_json::from_str(&kept.data);
    if let Err(error) = &read {
        tracing::error!(%error, passkey = kept.id.0, "A passkey cannot be read");
    }
    read.ok()
}

fn internal(error: webauthn_rs::prelude::WebauthnError) -> AppError {
    tracing::error!(%error, "A passkey could not be asked for");
    AppError::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_made_for_names_only() {
        assert!(relying_party("https://wegmarken.example").is_some());
        assert!(relying_party("http://localhost:3000").is_some());
        assert!(relying_party("http://127.0.0.1:3000").is_none());
        assert!(relying_party("http://[::1]:3000").is_none());
    }
}
