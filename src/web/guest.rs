//! The guest token: a signed, long-lived cookie that lets one person support once, without an account. Who is signed in
//! needs none.
//!
//! It is set only when somebody supports, comments or starts a draft (§ 25 TDDDG: strictly necessary for what was asked
//! for); reading sets nothing.

use std::convert::Infallible;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use domain::{
    ids::{PersonKey, SubmissionId},
    spam::Doubt,
};
use store::floods::Way;

use crate::{
    Site, Visit,
    cookies::{self, Cookie},
};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The person behind a request, if a valid token came with it.
#[derive(Clone, Debug)]
pub struct Guest {
    /// As the cookie has it, with the pseudonym behind it.
    known: Option<(String, PersonKey)>,
    /// Of the account, for somebody who is signed in; of the sitting, for somebody at the counter.
    person: Option<PersonKey>,
    is_helped: bool,
    /// The id of what is sent, if it carries one.
    record: Option<SubmissionId>,
}

impl Guest {
    /// The pseudonym of this person, or none for somebody who only reads.
    pub fn key(&self) -> Option<PersonKey> {
        self.person.clone().or_else(|| self.as_guest())
    }

    /// The pseudonym that this browser had before its person signed in.
    pub fn as_guest(&self) -> Option<PersonKey> {
        self.known.as_ref().map(|(_, person)| person.clone())
    }

    /// The pseudonym of this person, made now where there is none. The cookie goes into the headers of the answer and
    /// is renewed with every write, so that it lives as long as a person takes part.
    pub fn ensure(&self, site: &Site, answer: &mut HeaderMap) -> PersonKey {
        if let Some(person) = &self.person {
            return person.clone();
        }
        let (cookie, person) = self.known.clone().unwrap_or_else(|| self.fresh(site));
        cookies::set(site, answer, Cookie::Guest, &cookie);
        person
    }

    fn fresh(&self, site: &Site) -> (String, PersonKey) {
        let keys = site.store.keys();
        // Sent again after a lost answer, it is the same person: the cookie was lost with the answer.
        let token = self.record.as_ref().map_or_else(random_id, |id| keys.guest_token(id));
        (format!("{token}.{}", keys.sign(&token)), keys.person_key(&token))
    }

    /// How what this person writes comes in, and what makes it doubtful.
    pub fn way(&self, doubt: Option<Doubt>) -> Way {
        // Beside a clerk no machine fills in a form.
        if self.is_helped { Way::Helped } else { Way::Own(doubt) }
    }

    /// Whether somebody sits at the counter: no code of theirs stands in an address that the browser keeps.
    pub fn is_helped(&self) -> bool {
        self.is_helped
    }

    /// Whether what a device kept for this account may be sent now. What names none is sent by whoever is here.
    pub fn sends_for(&self, site: &Site, account: &str) -> bool {
        let is_theirs = |person: &PersonKey| site.store.keys().account_tags(person).iter().any(|tag| tag == account);
        account.is_empty() || self.person.as_ref().is_some_and(is_theirs)
    }

    /// As it comes with a record of this id.
    pub fn with_record(self, id: &SubmissionId) -> Self {
        Self { record: Some(id.clone()), ..self }
    }

    pub fn of(site: &Site, parts: &Parts) -> Self {
        let visit = parts.extensions.get::<Visit>();
        if let Some(sitting) = visit.and_then(|visit| visit.sitting.as_ref()) {
            // Whoever used this browser before has nothing to do with it.
            return Self { known: None, person: Some(sitting.person.clone()), is_helped: true, record: None };
        }
        let known = cookies::all(site, &parts.headers, Cookie::Guest).find_map(|value| {
            let (token, signature) = value.split_once('.')?;
            Some((value.to_owned(), site.store.keys().guest(token, signature)?))
        });
        let who = visit.and_then(|visit| visit.who.as_ref());
        let record = record_id(&parts.headers);
        Self { known, person: who.map(|who| who.person.clone()), is_helped: false, record }
    }
}

impl<S> FromRequestParts<S> for Guest
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&Site::from_ref(state), parts))
    }
}

/// The id of the record that a device keeps of what it sends here, if it keeps one.
pub fn record_id(headers: &HeaderMap) -> Option<SubmissionId> {
    let id = headers.get(IDEMPOTENCY_KEY).and_then(|id| id.to_str().ok())?;
    SubmissionId::parse(id.trim_matches('"')).ok()
}

/// 128 random bits as 32 hexadecimal digits: for tokens, draft keys and the ids of forms.
pub fn random_id() -> String {
    SubmissionId::from_bytes(rand::random()).to_string()
}
