//! `/konto/loeschen`: what becomes of the texts, what stays and why; then it is done at once.

use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
use domain::accounts::Level;
use leptos::prelude::*;
use store::{
    accounts,
    leaving::{self, Texts},
};

use super::{again, line::Line, posted::Posted, private};
use crate::{
    AppError, Site, Visit, render, signed_in,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell, field::FieldProblem},
};

#[derive(Default)]
struct Asked {
    texts: Option<Texts>,
    has_password: bool,
    texts_problem: Option<String>,
    password_problem: Option<String>,
}

pub async fn ask(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    // Staff read that they give their roles back first.
    if !visit.signed_in()?.is_staff() {
        again::before(&site, &visit).await?;
    }
    page(StatusCode::OK, site, visit, Asked::default()).await
}

/// `POST /konto/loeschen` with `texte` (`lassen` or `entfernen`) and `altes-passwort`.
pub async fn leave(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let who = visit.signed_in()?.clone();
    if who.is_staff() {
        return page(StatusCode::CONFLICT, site, visit, Asked::default()).await;
    }
    let posted = Posted::read(&body);
    let texts = match posted.text("texte").as_str() {
        "lassen" => Some(Texts::Leave),
        "entfernen" => Some(Texts::Remove),
        _ => None,
    };
    let texts_problem = texts.is_none().then(|| visit.words().my_account.delete_choose.to_owned());
    let password_problem = again::problem(&site, &visit, &who, &posted).await?;
    let chosen = texts.filter(|_| password_problem.is_none());
    let Some(chosen) = chosen else {
        let asked = Asked { texts, texts_problem, password_problem, has_password: false };
        return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, asked).await;
    };
    leaving::leave(&site.store, who.account, chosen, site.now()).await?;
    let (site_of_page, visit_of_page) = (site.clone(), Visit { who: None, ..visit });
    let mut response = private(render::page(|| view! { <GonePage site=site_of_page visit=visit_of_page/> }));
    signed_in::forget(&site, response.headers_mut());
    super::door::forget(&site, response.headers_mut());
    Ok(response)
}

async fn page(status: StatusCode, site: Site, visit: Visit, asked: Asked) -> Result<Response, AppError> {
    let account = accounts::find(&site.store, visit.signed_in()?.account).await?.ok_or(AppError::NotFound)?;
    let asked = Asked { has_password: account.has_password, ..asked };
    Ok(private(render::page_with_status(status, || view! { <LeavePage site=site visit=visit asked=asked/> })))
}

#[component]
fn LeavePage(site: Site, visit: Visit, asked: Asked) -> impl IntoView {
    let (words, mine) = (&visit.words().accounts, &visit.words().my_account);
    let head = Head { class: "page-account", is_private: true, ..Head::titled(mine.delete, mine.delete_lead) };
    let who = visit.who.clone();
    let is_staff = who.as_ref().is_some_and(|who| who.is_staff());
    let is_resident = who.as_ref().is_some_and(|who| who.level == Level::ResidentConfirmed);
    let body = if is_staff {
        view! { <Notice kind=NoticeKind::Warning><p>{mine.delete_staff}</p></Notice> }.into_any()
    } else {
        view! { <LeaveForm visit=visit.clone() asked=asked is_resident=is_resident/> }.into_any()
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), words.account_title.into())]/>
                <h1>{mine.delete}</h1>
                <p class="lead">{mine.delete_lead}</p>
                {body}
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn LeaveForm(visit: Visit, asked: Asked, is_resident: bool) -> impl IntoView {
    let mine = &visit.words().my_account;
    let choice = |id: &'static str, value: &'static str, label: &'static str, hint: &'static str, texts: Texts| {
        let hint_id = format!("{id}-zusatz");
        view! {
            <div class="choice">
                <input class="choice__input" type="radio" id=id name="texte" value=value required checked=asked.texts == Some(texts)
                    aria-describedby=hint_id.clone()/>
                <label class="choice__label" for=id><span class="choice__text">{label}</span></label>
                <p class="field__hint" id=hint_id>{hint}</p>
            </div>
        }
    };
    let leave = choice("texte", "lassen", mine.delete_leave, mine.delete_leave_hint, Texts::Leave);
    let remove = choice("texte-1", "entfernen", mine.delete_remove, mine.delete_remove_hint, Texts::Remove);
    let problem =
        asked.texts_problem.map(|text| view! { <FieldProblem id="texte-fehler" text=text visit=visit.clone()/> });
    view! {
        <form class="form" method="post" action=visit.href("/konto/loeschen")>
            <fieldset class="field">
                <legend class="field__label">{mine.delete_question}</legend>
                {problem}
                <div class="choices">{leave}{remove}</div>
            </fieldset>
            <p>{mine.delete_stays}</p>
            {is_resident.then(|| view! { <p>{mine.delete_resident}</p> })}
            {asked.has_password.then(|| view! {
                <Line visit=visit.clone() id="altes-passwort" label=mine.old_password problem=asked.password_problem
                    kind="password" autocomplete="current-password"/>
            })}
            <div class="form__actions">
                <button class="button button--primary" type="submit"><Icon name="trash"/>{mine.delete_button}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn GonePage(site: Site, visit: Visit) -> impl IntoView {
    let mine = &visit.words().my_account;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(mine.deleted_title, "") };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <h1>{mine.deleted_title}</h1>
                <p class="lead">{mine.deleted_text}</p>
                <p><a href=visit.href("/")>{visit.words().common.home}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
