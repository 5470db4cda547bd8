//! Appeals: a second person decides, never the one who decided first.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    moderation::{Item, Rule, Side},
    policy::{Acting, Action},
};
use leptos::prelude::*;
use store::{
    StoreError,
    appeals::{self, Appeal, Outcome},
};

use super::{letters, see_other};
use crate::{
    AppError, Site, Visit, dates,
    pages::accounts::private,
    render,
    ui::{Breadcrumb, EmptyState, Head, Notice, NoticeKind, Prose, Shell, TextArea},
    visit::pairs,
};

const PATH: &str = "/moderation/widersprueche";

/// What was typed.
#[derive(Clone, Default)]
struct Typed {
    rule: String,
    reason: String,
}

pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::DecideAppeals)?;
    let open = appeals::open(&site.store, &by).await?;
    Ok(private(render::page(|| view! { <ListPage site=site visit=visit by=by open=open/> })))
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::DecideAppeals)?;
    page(StatusCode::OK, site, visit, by, &id, Typed::default(), None).await
}

pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::DecideAppeals)?;
    let fields = pairs(&String::from_utf8_lossy(&body));
    let value =
        |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let typed = Typed { rule: value("regel"), reason: value("grund") };
    let outcome = Outcome::from_code(&value("ausgang")).ok_or(AppError::BadRequest)?;
    let number = id.parse::<i64>().map_err(|_| AppError::NotFound)?;
    let rule = Rule::parse(&typed.rule);
    let words = visit.words();
    let letters = letters::of_appeal(&site, &by, number, outcome, &typed.reason).await?;
    let done = appeals::decide(&site.store, &by, number, outcome, rule, &typed.reason, &letters, site.now()).await;
    let (status, remark) = match done {
        Ok(()) => return Ok(see_other(&visit, PATH)),
        Err(StoreError::Verdict(error)) => (StatusCode::UNPROCESSABLE_ENTITY, words.moderation.problem(error)),
        Err(StoreError::SamePerson) => (StatusCode::FORBIDDEN, words.reports.appeals_own),
        Err(StoreError::Outdated) => (StatusCode::CONFLICT, words.reports.appeal_outdated),
        Err(other) => return Err(other.into()),
    };
    page(status, site, visit, by, &id, typed, Some(remark)).await
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    by: Acting,
    id: &str,
    typed: Typed,
    remark: Option<&'static str>,
) -> Result<Response, AppError> {
    let id = id.parse::<i64>().map_err(|_| AppError::NotFound)?;
    let appeal = appeals::find(&site.store, &by, id).await?.ok_or(AppError::NotFound)?;
    let is_own = appeals::is_own(&by, &appeal.decision);
    Ok(private(render::page_with_status(status, || {
        view! { <AppealPage site=site visit=visit appeal=appeal is_own=is_own typed=typed remark=remark/> }
    })))
}

fn named(visit: &Visit, item: Item) -> String {
    format!("{} {}", visit.words().moderation.kind(item.kind), item.id)
}

#[component]
fn ListPage(site: Site, visit: Visit, by: Acting, open: Vec<Appeal>) -> impl IntoView {
    let words = &visit.words().reports;
    let head =
        Head { class: "page-moderation", is_private: true, ..Head::titled(words.appeals_title, words.appeals_lead) };
    let is_empty = open.is_empty();
    let items = open
        .into_iter()
        .map(|appeal| {
            let href = visit.href(&format!("{PATH}/{}", appeal.id));
            let own = appeals::is_own(&by, &appeal.decision).then(|| view! { <p>{words.appeals_own}</p> });
            view! {
                <li class="queue__item">
                    <p class="queue__title"><a href=href>{named(&visit, appeal.decision.item)}</a></p>
                    <p class="queue__excerpt">{domain::text::excerpt(&appeal.words, 200)}</p>
                    {own}
                </li>
            }
        })
        .collect_view();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container moderation">
                <Breadcrumb visit=visit.clone() steps=vec![("/moderation".to_owned(), visit.words().moderation.title.to_owned())]/>
                <h1>{words.appeals_title}</h1>
                <p class="lead">{words.appeals_lead}</p>
                {if is_empty {
                    view! { <EmptyState title=words.appeals_none><p>{words.appeals_lead}</p></EmptyState> }.into_any()
                } else {
                    view! { <ol class="queue">{items}</ol> }.into_any()
                }}
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn AppealPage(
    site: Site,
    visit: Visit,
    appeal: Appeal,
    is_own: bool,
    typed: Typed,
    remark: Option<&'static str>,
) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().reports);
    let name = format!("{}: {}", words.appeals_title, named(&visit, appeal.decision.item));
    let head = Head { class: "page-moderation", is_private: true, ..Head::titled(name.clone(), words.appeals_lead) };
    let side = match appeal.side {
        Side::Author => words.side_author,
        Side::Reporter => words.side_reporter,
    };
    let decision = appeal.decision.clone();
    let rule = decision.rule.map(|rule| view! { <p>{all.published_rules.name(rule)}</p> });
    let is_open = appeal.ended.is_none();
    let item = visit.href(&super::path_of(decision.item));
    let chosen = if typed.rule.is_empty() {
        decision.rule.map(|rule| rule.number().to_string()).unwrap_or_default()
    } else {
        typed.rule
    };
    let form = (is_open && !is_own).then(|| {
        view! { <DecisionForm visit=visit.clone() id=appeal.id rule=chosen reason=typed.reason/> }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow moderation">
                <Breadcrumb visit=visit.clone() steps=vec![(PATH.to_owned(), words.appeals_title.to_owned())]/>
                <h1>{name}</h1>
                {remark.map(|text| view! { <Notice kind=NoticeKind::Error><p>{text}</p></Notice> })}
                {(is_own && remark.is_none()).then(|| view! { <Notice><p>{words.appeals_own}</p></Notice> })}
                <p><strong>{side}</strong>", "{dates::date(visit.language, appeal.at)}</p>
                <Prose text=appeal.words/>
                <h2>{words.first_decision}</h2>
                <p><strong>{all.moderation_steps.did(decision.step)}</strong>", "{dates::date(visit.language, decision.at)}</p>
                {rule}
                <Prose text=decision.reason/>
                <p><a href=item>{all.moderation.text}</a></p>
                {form}
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn DecisionForm(visit: Visit, id: i64, rule: String, reason: String) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().reports);
    let options = Rule::ALL
        .into_iter()
        .map(|one| {
            let value = one.number().to_string();
            let selected = value == rule;
            view! { <option value=value selected=selected>{all.published_rules.name(one)}</option> }
        })
        .collect_view();
    view! {
        <form class="form" method="post" action=visit.href(&format!("{PATH}/{id}"))>
            <div class="field">
                <label class="field__label" for="regel">{words.rule}</label>
                <select class="input input--select" id="regel" name="regel">
                    <option value="">{all.moderation.rule_none}</option>
                    {options}
                </select>
            </div>
            <div class="field">
                <label class="field__label" for="grund">{all.moderation.reason}</label>
                <TextArea id="grund" name="grund" value=reason rows=5/>
            </div>
            <div class="form__actions">
                <button class="button button--secondary" type="submit" name="ausgang" value="upheld">{words.uphold}</button>
                <button class="button button--secondary" type="submit" name="ausgang" value="overturned">{words.overturn}</button>
            </div>
        </form>
    }
    .into_any()
}
