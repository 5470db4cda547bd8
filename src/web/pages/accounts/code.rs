//! `/anmelden/code`: the second factor after the password.

use axum::{
    body::Bytes,
    http::StatusCode,
    response::{Redirect, Response},
};
use domain::{ids::AccountId, receipts::ReceiptCode};
use leptos::prelude::*;
use store::{
    accounts,
    attempts::{self, Guess},
    second_factor::{self, SecondFactor},
    tickets::{self, Purpose},
};

use super::{
    door::{Comer, arrive},
    line::{Line, Onward},
    passkey_form::{PasskeyForm, answer, answered},
    posted::Posted,
    private,
};
use crate::{
    AppError, LocalPath, Site, Visit,
    locales::fill,
    one_time_codes::Shared,
    passkeys, passwords, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

/// Why a code was not taken.
pub enum Unproved {
    Wrong,
    WrongPasskey,
    /// Seconds to wait.
    TooFast(i64),
}

impl Unproved {
    pub fn in_words(&self, visit: &Visit) -> String {
        let words = &visit.words().second_factor;
        match self {
            Self::Wrong => words.code_wrong.to_owned(),
            Self::WrongPasskey => visit.words().passkeys.sign_in_failed.to_owned(),
            Self::TooFast(seconds) => fill(words.too_fast, &[("n", &seconds.to_string())]),
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::Wrong | Self::WrongPasskey => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooFast(_) => StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

/// Takes a passkey, the code of an app, or one from paper.
pub async fn prove(site: &Site, account: AccountId, posted: &Posted) -> Result<Result<(), Unproved>, AppError> {
    let (store, now) = (&site.store, site.now());
    if let Some(answered) = answered(posted) {
        let is_theirs = passkeys::proves(site, account, &answered).await?;
        return Ok(if is_theirs { Ok(()) } else { Err(Unproved::WrongPasskey) });
    }
    let guess = Guess::Code(account);
    if let Err(left) = attempts::begin(store, &guess, now).await? {
        return Ok(Err(Unproved::TooFast(left / 1_000 + 1)));
    }
    let paper = posted.text("ersatz");
    let is_right = if paper.trim().is_empty() {
        let found = accounts::find(store, account).await?.ok_or(AppError::NotFound)?;
        let salt = second_factor::of(store, account, now).await?.salt;
        let step =
            salt.and_then(|salt| Shared::of(site, account, &found.email, &salt).step_of(&posted.text("code"), now));
        match step {
            Some(step) => second_factor::take_step(store, account, step).await?,
            None => false,
        }
    } else if let Ok(code) = paper.parse() {
        is_on_paper(site, account, code).await?
    } else {
        false
    };
    if !is_right {
        tracing::info!("A second factor was wrong");
        return Ok(Err(Unproved::Wrong));
    }
    attempts::succeeded(store, &guess).await?;
    Ok(Ok(()))
}

/// Takes a code from paper. Where there is no salt, the sheet was printed before codes were kept as passwords are.
async fn is_on_paper(site: &Site, account: AccountId, code: ReceiptCode) -> Result<bool, AppError> {
    let (store, now) = (&site.store, site.now());
    let kept = match second_factor::sheet_salt(store, account, now).await? {
        Some(salt) => passwords::typed_from_paper(code, salt).await?,
        None => code.as_str().to_owned(),
    };
    Ok(second_factor::take_recovery_code(store, account, &kept, now).await?)
}

/// Whose password was right a moment ago.
async fn pending(comer: &Comer) -> Result<Option<AccountId>, AppError> {
    let Some(token) = comer.step() else { return Ok(None) };
    let ticket = tickets::look(&comer.site.store, Purpose::SecondFactor, token, comer.site.now()).await?;
    Ok(ticket.and_then(|ticket| ticket.account))
}

pub async fn ask(comer: Comer) -> Result<Response, AppError> {
    let visit = &comer.visit;
    let onward = visit.first("weiter").and_then(|path| LocalPath::parse(&path));
    // Whoever is in and shows again who they are comes by here too.
    if visit.who.is_some() && pending(&comer).await?.is_none() {
        return Ok(arrive(visit, onward.as_ref()));
    }
    page(comer, onward, None).await
}

/// `POST /anmelden/code/aufgabe`: the question for a passkey of whoever's password was right.
pub async fn question(comer: Comer) -> Result<Response, AppError> {
    let account = pending(&comer).await?.ok_or(AppError::SignInFirst)?;
    Ok(answer(passkeys::ask_to_prove(&comer.site, account).await?))
}

/// `POST /anmelden/code` with `code` or `ersatz`, or with `aufgabe` and `antwort`; and `weiter`.
pub async fn check(comer: Comer, body: Bytes) -> Result<Response, AppError> {
    let posted = Posted::read(&body);
    let onward = posted.onward();
    let Some(account) = pending(&comer).await? else { return Ok(again(&comer.visit, onward.as_ref())) };
    if let Err(problem) = prove(&comer.site, account, &posted).await? {
        return page(comer, onward, Some(problem)).await;
    }
    let token = comer.step().unwrap_or_default();
    let taken = tickets::redeem(&comer.site.store, Purpose::SecondFactor, token, comer.site.now()).await?;
    if taken.is_none() {
        return Ok(again(&comer.visit, onward.as_ref()));
    }
    comer.enter(account, true, onward.as_ref()).await
}

/// It took too long: back to the password.
fn again(visit: &Visit, onward: Option<&LocalPath>) -> Response {
    private(Redirect::to(&super::door::leading(visit, "/anmelden", onward)))
}

async fn page(comer: Comer, onward: Option<LocalPath>, problem: Option<Unproved>) -> Result<Response, AppError> {
    let Some(account) = pending(&comer).await? else { return Ok(again(&comer.visit, onward.as_ref())) };
    let Comer { site, visit, .. } = comer;
    let factor = second_factor::of(&site.store, account, site.now()).await?;
    let status = problem.as_ref().map_or(StatusCode::OK, Unproved::status);
    Ok(private(render::page_with_status(status, || {
        view! { <CodePage site=site visit=visit factor=factor onward=onward problem=problem/> }
    })))
}

#[component]
fn CodePage(
    site: Site,
    visit: Visit,
    factor: SecondFactor,
    onward: Option<LocalPath>,
    problem: Option<Unproved>,
) -> impl IntoView {
    let words = &visit.words().second_factor;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.sign_in_title, "") };
    let lead = if factor.is_set_up() { words.sign_in_lead } else { visit.words().passkeys.prove_hint };
    let has_passkeys = site.passkeys.is_some();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.sign_in_title}</h1>
                <p class="lead">{lead}</p>
                <Factors visit=visit.clone() factor=factor has_passkeys=has_passkeys action="/anmelden/code"
                    question="/anmelden/code/aufgabe" onward=onward problem=problem/>
            </div>
        </Shell>
    }
    .into_any()
}

/// What somebody may show: a code, a passkey, or either.
#[component]
pub fn Factors(
    visit: Visit,
    factor: SecondFactor,
    /// Whether this address of the platform can have passkeys.
    has_passkeys: bool,
    action: &'static str,
    question: &'static str,
    onward: Option<LocalPath>,
    problem: Option<Unproved>,
) -> impl IntoView {
    let (words, keys) = (&visit.words().second_factor, &visit.words().passkeys);
    let text = problem.as_ref().map(|problem| problem.in_words(&visit));
    let (passkey_problem, code_problem) =
        if matches!(problem, Some(Unproved::WrongPasskey)) { (text, None) } else { (None, text) };
    // Somebody with passkeys alone may have printed codes for the day on which the device is lost.
    let has_app = factor.is_set_up();
    let code = (has_app || factor.recovery_codes > 0).then(|| {
        let lines = if has_app {
            view! { <CodeLines visit=visit.clone() problem=code_problem/> }.into_any()
        } else {
            view! { <Line visit=visit.clone() id="ersatz" label=words.recovery_code hint=words.recovery_hint problem=code_problem/> }
                .into_any()
        };
        view! {
            <form class="form" method="post" action=visit.href(action)>
                <Onward path=onward.clone()/>
                {lines}
                <div class="form__actions">
                    <button class="button button--primary" type="submit" name="aktion" value="zeigen">
                        <Icon name="check"/>{words.sign_in_button}
                    </button>
                </div>
            </form>
        }
    });
    let passkey = (has_passkeys && factor.passkeys > 0).then(|| {
        view! {
            <PasskeyForm visit=visit.clone() action=action question=question label=keys.prove hint=keys.prove_hint
                failed=keys.sign_in_failed onward=onward problem=passkey_problem>
                <input type="hidden" name="aktion" value="zeigen"/>
            </PasskeyForm>
        }
    });
    view! {
        {code}
        {passkey}
    }
}

/// The code of the app, and folded away the one from paper.
#[component]
pub fn CodeLines(visit: Visit, problem: Option<String>) -> impl IntoView {
    let words = &visit.words().second_factor;
    view! {
        <Line visit=visit.clone() id="code" label=words.code hint=words.code_hint problem=problem
            autocomplete="one-time-code" inputmode=Some("numeric") optional=true/>
        <details>
            <summary>{words.lost_title}</summary>
            <Line visit=visit.clone() id="ersatz" label=words.recovery_code hint=words.recovery_hint optional=true/>
        </details>
    }
    .into_any()
}
