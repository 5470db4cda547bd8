//! What can go wrong with a request and how the visitor is told.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{accounts::Level, policy::Refusal};
use leptos::prelude::*;
use std::sync::Arc;
use store::{StoreError, moderation::Blocked};

use crate::{
    Crowded, LocalPath, RETURNED, Rescued, Site, Visit, crowd, dates,
    locales::fill,
    render,
    ui::{GivenBack, Head, Icon, Shell},
};

/// The one error that crosses from a handler to the visitor: a code; the words are in `locales::errors`.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("not found")]
    NotFound,
    /// A page for people who are signed in.
    #[error("nobody is signed in")]
    SignInFirst,
    /// The work of staff.
    #[error("the second factor is missing")]
    SecondFactorFirst,
    /// A change that a stranger at an open window must not make.
    #[error("it is too long ago that the person showed who they are")]
    ProofFirst,
    /// Nothing that somebody does who sits at the counter, beside a clerk.
    #[error("closed in a sitting")]
    ClosedInSitting,
    #[error("the sitting is over")]
    SittingOver,
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Contributes nothing for some days; the page says why.
    #[error("blocked")]
    Blocked(Arc<Blocked>),
    #[error("somebody changed it meanwhile")]
    Stale,
    #[error("the same id came with other content")]
    Conflict,
    #[error("the request cannot be read")]
    BadRequest,
    #[error("more than can be taken")]
    TooLarge,
    #[error("busy")]
    Busy,
    /// The disk is full or the database is away: pages may still be read.
    #[error("nothing can be stored at the moment")]
    Unwritable,
    #[error("internal error")]
    Internal,
}

impl AppError {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Refused(Refusal::Unseen) => StatusCode::NOT_FOUND,
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Refused(Refusal::NotYours(_) | Refusal::OtherUnit | Refusal::LevelNeeded(_))
            | Self::SecondFactorFirst
            | Self::ProofFirst
            | Self::ClosedInSitting
            | Self::SittingOver
            | Self::Blocked(_) => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::Stale | Self::Conflict => StatusCode::CONFLICT,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy | Self::Unwritable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Says on the error page which refusal it was.
    fn reason(&self) -> Option<Reason> {
        match self {
            Self::Refused(Refusal::BoardClosed) => Some(Reason::BoardClosed),
            Self::Refused(Refusal::NotInThisStatus) => Some(Reason::NotInThisStatus),
            Self::Refused(Refusal::AlreadySupported) => Some(Reason::AlreadySupported),
            Self::Refused(Refusal::OtherUnit) => Some(Reason::OtherUnit),
            Self::Refused(Refusal::LevelNeeded(Level::ResidentConfirmed)) => Some(Reason::Residents),
            Self::Refused(Refusal::LevelNeeded(_)) => Some(Reason::Accounts),
            Self::Stale => Some(Reason::Stale),
            Self::Unwritable => Some(Reason::Unwritable),
            Self::SignInFirst => Some(Reason::SignIn),
            Self::SecondFactorFirst => Some(Reason::SecondFactor),
            Self::ProofFirst => Some(Reason::Proof),
            Self::ClosedInSitting => Some(Reason::ClosedInSitting),
            Self::SittingOver => Some(Reason::SittingOver),
            _ => None,
        }
    }

    /// Seconds after which it is worth trying again.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Busy => Some(2),
            Self::Unwritable => Some(60),
            _ => None,
        }
    }
}

/// Travels from the handler to the error page inside the answer's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    BoardClosed,
    NotInThisStatus,
    AlreadySupported,
    OtherUnit,
    /// The board is for confirmed residents, or for people with an account.
    Residents,
    Accounts,
    Stale,
    Unwritable,
    SignIn,
    SecondFactor,
    Proof,
    ClosedInSitting,
    SittingOver,
}

impl Reason {
    /// The page on which the missing step is taken; from there it goes on to where the person wanted to.
    fn step(self) -> Option<&'static str> {
        match self {
            Self::SignIn => Some("/anmelden"),
            Self::SecondFactor => Some("/konto/zweiter-faktor"),
            Self::Proof => Some("/konto/bestaetigen"),
            _ => None,
        }
    }
}

impl IntoResponse for AppError {
    /// An answer without a body; [`error_pages`] writes the page in the language of the visitor.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if self.status() == StatusCode::FORBIDDEN {
            tracing::warn!(why = %self, "Somebody was refused what is not theirs");
        }
        if let Self::Blocked(why) = &self {
            response.extensions_mut().insert(why.clone());
        }
        if let Some(reason) = self.reason() {
            response.extensions_mut().insert(reason);
        }
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Refused(refusal) => Self::Refused(refusal),
            StoreError::Stale { .. } | StoreError::DraftChanged | StoreError::Outdated | StoreError::Claimed => {
                Self::Stale
            }
            StoreError::Blocked(why) => Self::Blocked(why.into()),
            StoreError::SubmissionConflict | StoreError::Taken | StoreError::SamePerson => Self::Conflict,
            // Forms handle what is invalid before it gets here; what arrives through another door is a bad request.
            StoreError::Invalid(_) | StoreError::Status(_) | StoreError::Verdict(_) | StoreError::Unstorable => {
                Self::BadRequest
            }
            StoreError::Busy => Self::Busy,
            StoreError::Unwritable(_) => {
                tracing::error!(%error, "The database takes nothing");
                Self::Unwritable
            }
            other => {
                tracing::error!(error = %other, "The database refused a request");
                Self::Internal
            }
        }
    }
}

/// Whether an answer is a 4xx or 5xx without a body of its own. The English line of text with which the framework refuses
/// what it cannot read is none.
pub fn is_bare(response: &Response) -> bool {
    let status = response.status();
    match response.headers().get(header::CONTENT_TYPE) {
        None => status.is_client_error() || status.is_server_error(),
        Some(kind) => status.is_client_error() && kind.as_bytes().starts_with(b"text/plain"),
    }
}

/// Gives every bare answer to a browser a page that says how to go on. Answers with a body of their own (a form to be
/// mended, JSON) pass unchanged.
pub async fn error_pages(State(site): State<Site>, visit: Visit, request: Request, next: Next) -> Response {
    let wants_page = !request.uri().path().starts_with("/api/");
    let is_read = request.method().is_safe();
    let response = next.run(request).await;
    let status = response.status();
    if !wants_page || !is_bare(&response) {
        return response;
    }
    // Who sent a form reads on a whole page what becomes of it.
    if is_read && response.extensions().get::<Crowded>().is_some() {
        return crowd::tell(&site, &visit, response);
    }
    // "You can read everything" helps nobody who wants to read.
    let reason = response.extensions().get::<Reason>().copied();
    let reason = reason.filter(|reason| !is_read || *reason != Reason::Unwritable);
    let blocked = response.extensions().get::<Arc<Blocked>>().cloned();
    let rescued = response.extensions().get::<Rescued>().cloned().unwrap_or_default();
    let (who, sitting) = (response.extensions().get().cloned(), response.extensions().get().cloned());
    let visit = Visit { who, sitting, ..visit };
    // Not after a form: what was typed would be gone. Its page says what to do and leaves the way back.
    if let Some(step) = reason.and_then(Reason::step).filter(|_| is_read) {
        return with_cookies_of(&response, step_first(&visit, step));
    }
    let mut page = render::page_with_status(
        status,
        || view! { <ErrorPage site=site visit=visit status=status reason=reason blocked=blocked rescued=rescued/> },
    );
    for name in [header::RETRY_AFTER, header::ALLOW, RETURNED] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // What layers further out want to know of the answer.
    page.extensions_mut().extend(response.extensions().clone());
    with_cookies_of(&response, page)
}

/// The token of a session may have been renewed on the way: without the new one its owner would be signed out.
fn with_cookies_of(response: &Response, mut page: Response) -> Response {
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        page.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    page
}

/// On to the step that is missing, which leads back here.
fn step_first(visit: &Visit, step: &str) -> Response {
    let here = LocalPath::parse(&visit.here_in(visit.language));
    let address = here.map_or(step.to_owned(), |here| format!("{step}?weiter={}", here.encoded()));
    let mut response = Redirect::to(&visit.href(&address)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn why_blocked(visit: &Visit, why: &Blocked) -> String {
    let words = visit.words();
    let rule = why.rule.map(|rule| format!("{}.", words.published_rules.name(rule))).unwrap_or_default();
    let until = dates::date(visit.language, why.until);
    fill(words.reports.blocked_text, &[("date", &until), ("rule", &rule), ("reason", &why.reason)])
}

#[component]
fn ErrorPage(
    site: Site,
    visit: Visit,
    status: StatusCode,
    reason: Option<Reason>,
    blocked: Option<Arc<Blocked>>,
    rescued: Rescued,
) -> impl IntoView {
    let words = visit.words();
    let errors = &words.errors;
    let (title, text) = match (reason, status) {
        (Some(Reason::BoardClosed), _) => errors.board_closed,
        (Some(Reason::NotInThisStatus), _) => errors.not_in_this_status,
        (Some(Reason::AlreadySupported), _) => errors.already_supported,
        (Some(Reason::OtherUnit), _) => errors.other_unit,
        (Some(Reason::Residents), _) => errors.residents_only,
        (Some(Reason::Accounts), _) => errors.accounts_only,
        (Some(Reason::Stale), _) => errors.stale,
        (Some(Reason::Unwritable), _) => errors.unwritable,
        (Some(Reason::SignIn), _) | (None, StatusCode::UNAUTHORIZED) => errors.sign_in,
        (Some(Reason::SecondFactor), _) => errors.second_factor,
        (Some(Reason::Proof), _) => errors.proof,
        (Some(Reason::ClosedInSitting), _) => words.sitting.closed,
        (Some(Reason::SittingOver), _) => words.sitting.over_error,
        (None, StatusCode::NOT_FOUND | StatusCode::GONE) => errors.not_found,
        (None, StatusCode::FORBIDDEN) => errors.forbidden,
        (None, StatusCode::CONFLICT) => errors.conflict,
        (None, StatusCode::PAYLOAD_TOO_LARGE) => errors.too_large,
        (None, StatusCode::TOO_MANY_REQUESTS) => errors.too_many,
        (None, StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT) => errors.busy,
        (None, status) if status.is_client_error() => errors.bad_request,
        (None, _) => errors.internal,
    };
    let (title, text) = match &blocked {
        Some(why) => (words.reports.blocked_title.to_owned(), why_blocked(&visit, why)),
        None => (title.to_owned(), text.to_owned()),
    };
    // What the page says of accounts is no help where they are closed.
    let is_level = matches!(reason, Some(Reason::Residents | Reason::Accounts));
    let text = if is_level && visit.sitting.is_some() { words.sitting.resident_needed.to_owned() } else { text };
    let way_out = blocked.map(|_| view! { <p>{words.reports.blocked_appeal}</p> });
    let head = Head { is_private: true, class: "page-error", ..Head::titled(title.clone(), text.clone()) };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow error-page">
                <img class="error-page__picture" src="/illustrations/lost.svg" alt="" width="360" height="240"/>
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {way_out}
                <GivenBack visit=visit.clone() rescued=rescued/>
                <form class="search-form" action=visit.href("/vorschlaege") method="get" role="search">
                    <label class="field__label" for="suche">{words.common.search_hint}</label>
                    <div class="search-form__row">
                        <input class="input" id="suche" type="search" name="q" autocomplete="off"/>
                        <button class="button button--primary" type="submit"><Icon name="search"/>{words.common.search}</button>
                    </div>
                </form>
                <ul class="link-list">
                    <li><a href=visit.href("/")>{words.common.home}</a></li>
                    <li><a href=visit.href("/vorschlaege")>{words.common.nav_proposals}</a></li>
                    <li><a href=visit.href("/themen")>{words.common.nav_themes}</a></li>
                    <li><a href=visit.href("/mitmachen")>{words.common.take_part_offline}</a></li>
                </ul>
            </div>
        </Shell>
    }
}
