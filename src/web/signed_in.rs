//! Who is signed in: a cookie with a random token, found in the database at every request that carries one. Who never
//! signed in gets no such cookie and costs no query.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::policy::{Acting, Action, Grant, Scope, permission};
use store::sessions::{self, SignedIn};

use crate::{
    AppError, Site, Visit,
    cookies::{self, Cookie},
    sitting,
};

impl Visit {
    /// Whoever is signed in, or the way to the sign-in page.
    pub fn signed_in(&self) -> Result<&SignedIn, AppError> {
        self.who.as_deref().ok_or(AppError::SignInFirst)
    }

    /// As whom this person does the work of staff. It needs a second factor, also from those whose role is new.
    pub fn acting(&self, action: Action) -> Result<Acting, AppError> {
        let who = self.signed_in()?;
        let acting = who.acting(action)?;
        if who.second_factor_at.is_none() { Err(AppError::SecondFactorFirst) } else { Ok(acting) }
    }

    /// Whether this person may do it as one of this office or council.
    pub fn acts_for(&self, action: Action, whom: Scope) -> bool {
        let roles = permission(action).roles;
        let fits = |grant: &Grant| grant.scope == whom && roles.contains(&grant.role);
        let is_of_it = |who: &SignedIn| who.grants.iter().any(fits);
        self.acting(action).is_ok() && self.who.as_deref().is_some_and(is_of_it)
    }

    /// For menus: what this person may work at.
    pub fn may(&self, action: Action) -> bool {
        self.who.as_ref().is_some_and(|who| who.acting(action).is_ok())
    }
}

/// The worker of the site keeps such pages apart: whoever comes after this person finds none of them. By what it says of the
/// account, what somebody wrote without a network is sent for nobody else.
const FOR_THIS_PERSON: &str = "x-wegmarken-signed-in";

/// How the addresses end to which a page that is left open speaks by itself: that somebody edits here, what others do, that
/// somebody looks at what is to be decided. Nobody need sit before it.
const BY_ITSELF: [&str; 3] = ["/anwesend", "/ereignisse", "/belegt"];

/// Finds out who comes, before everything that wants to know.
pub async fn recognise(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    if let Some(token) = cookies::read(&site, request.headers(), Cookie::Sitting).map(str::to_owned) {
        return sitting::recognise(&site, &token, request, next).await;
    }
    if sitting::is_left_over(&request) {
        return sitting::give_back(request).await;
    }
    let Some(token) = cookies::read(&site, request.headers(), Cookie::Session).map(str::to_owned) else {
        return next.run(request).await;
    };
    let who = match sessions::find(&site.store, &token, site.now()).await {
        Ok(Some(who)) => Arc::new(who),
        Ok(None) => return next.run(request).await,
        // Not as a guest: what is done now would belong to nobody.
        Err(error) => return AppError::from(error).into_response(),
    };
    if let Some(visit) = request.extensions_mut().get_mut::<Visit>() {
        visit.who = Some(who.clone());
    }
    let tells_of_somebody = !BY_ITSELF.iter().any(|end| request.uri().path().ends_with(end));
    // Only a page that is opened by itself: of several requests at once all but one would be left with the old token.
    let opens_a_page = request.method() == Method::GET
        && request.headers().get("sec-fetch-mode").is_none_or(|mode| mode.as_bytes() == b"navigate");
    let mut response = next.run(request).await;
    if tells_of_somebody && !response.headers().contains_key(header::SET_COOKIE) {
        keep_alive(&site, &who, opens_a_page, response.headers_mut()).await;
    }
    let tags = site.store.keys().account_tags(&who.person).join(" ");
    let tags = HeaderValue::from_str(&tags).unwrap_or(HeaderValue::from_static("1"));
    response.headers_mut().insert(FOR_THIS_PERSON, tags);
    response.extensions_mut().insert(who);
    response
}

/// Renews what has to be renewed; a failure is no reason to refuse a page that is there.
async fn keep_alive(site: &Site, who: &SignedIn, opens_a_page: bool, answer: &mut HeaderMap) {
    let now = site.now();
    if who.is_stale && opens_a_page {
        match sessions::renew(&site.store, who, false, now).await {
            Ok(token) => remember(site, &token, answer),
            Err(error) => tracing::warn!(%error, "A session could not be renewed"),
        }
    } else if who.is_due_to_be_seen(now)
        && let Err(error) = sessions::seen(&site.store, who, now).await
    {
        tracing::warn!(%error, "A visit could not be noted");
    }
}

/// Puts the token of a session into the browser, and takes the guest's out: what the guest did belongs to the account.
pub fn remember(site: &Site, token: &str, answer: &mut HeaderMap) {
    cookies::set(site, answer, Cookie::Session, token);
    cookies::remove(site, answer, Cookie::Guest);
}

/// Signs out in this browser.
pub fn forget(site: &Site, answer: &mut HeaderMap) {
    cookies::remove(site, answer, Cookie::Session);
}

/// What a person calls a browser when they look for a stranger among their sessions; never the whole line, which tells
/// people apart.
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).map(HeaderValue::as_bytes).unwrap_or_default();
    let agent = String::from_utf8_lossy(agent);
    let first =
        |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_a_name_that_many_share() {
        let named = |agent: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, agent.parse().unwrap());
            device(&headers)
        };
        let phone = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";
        assert_eq!(named(phone), "Chrome · Android");
        assert_eq!(named("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"), "Firefox · Linux");
        assert_eq!(named("curl/8"), "");
    }
}
