//! `/konto/wohnsitz`: the code for the counter, and the code from a letter.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use domain::accounts::Level;
use leptos::prelude::*;
use store::{
    StoreError,
    attempts::{self, Guess},
    residents,
};

use super::{code::Unproved, line::Line, posted::Posted, private};
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    page(StatusCode::OK, site, visit, String::new(), None)
}

/// `POST /konto/wohnsitz` with `brief`, the code of a letter.
pub async fn redeem(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let who = visit.signed_in()?.clone();
    let typed = Posted::read(&body).text("brief");
    let (store, now, guess) = (&site.store, site.now(), Guess::Residence(who.account));
    let words = &visit.words().residence;
    if let Err(left) = attempts::begin(store, &guess, now).await? {
        let problem = Unproved::TooFast(left / 1_000 + 1);
        let text = problem.in_words(&visit);
        return page(problem.status(), site, visit, typed, Some(text));
    }
    let done = match typed.parse() {
        Ok(code) => residents::redeem_letter(store, who.account, &code, now).await,
        Err(_) => Ok(false),
    };
    let problem = match done {
        Ok(true) => {
            attempts::succeeded(store, &guess).await?;
            return Ok(private(Redirect::to(&visit.href("/konto/wohnsitz"))));
        }
        Ok(false) => words.letter_wrong,
        Err(StoreError::Taken) => words.taken,
        Err(error) => return Err(error.into()),
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, typed, Some(problem.to_owned()))
}

fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    typed: String,
    problem: Option<String>,
) -> Result<Response, AppError> {
    let who = visit.signed_in()?;
    let code = residents::code_of(&site.store, who.account);
    let is_confirmed = who.level == Level::ResidentConfirmed;
    Ok(private(render::page_with_status(status, || {
        view! { <ResidencePage site=site visit=visit code=code is_confirmed=is_confirmed typed=typed problem=problem/> }
    })))
}

#[component]
fn ResidencePage(
    site: Site,
    visit: Visit,
    code: String,
    is_confirmed: bool,
    typed: String,
    problem: Option<String>,
) -> impl IntoView {
    let words = &visit.words().residence;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.title, words.lead) };
    let body = if is_confirmed {
        view! { <Notice kind=NoticeKind::Success><p>{words.confirmed}</p></Notice> }.into_any()
    } else {
        view! {
            <section class="account__section">
                <h2>{words.counter_title}</h2>
                <p>{words.counter_text}</p>
                <p><strong class="secret-key">{code}</strong></p>
            </section>
            <section class="account__section">
                <h2>{words.letter_title}</h2>
                <p>{words.letter_text}</p>
                <form class="form" method="post" action=visit.href("/konto/wohnsitz")>
                    <Line visit=visit.clone() id="brief" label=words.letter_code hint=words.letter_hint value=typed problem=problem/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.letter_button}</button>
                    </div>
                </form>
            </section>
        }
        .into_any()
    };
    let account = visit.words().accounts.account_title;
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow account">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), account.into())]/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                {body}
                <p class="form__note">{words.privacy}</p>
            </div>
        </Shell>
    }
    .into_any()
}
