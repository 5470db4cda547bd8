//! Appeals: a second person decides, never the one who decided first.

use std::collections::BTreeSet;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    moderation::{Item, Rule, Side},
    policy::{Acting, Action},
};
use leptos::prelude::*;
use store::{
    StoreError,
    appeals::{self, Appeal, Ending, Outcome},
    moderation::Claim,
};

use super::{item::TakeOver, letters, see_other};
use crate::{
    AppError, Rescued, Site, Visit, dates,
    pages::accounts::private,
    render,
    ui::{Breadcrumb, EmptyState, GivenBack, Head, Icon, Notice, NoticeKind, Prose, Script, Shell, TextArea},
    visit::pairs,
};

const PATH: &str = "/moderation/widersprueche";

/// What was typed.
#[derive(Clone, Default)]
struct Typed {
    rule: String,
    reason: String,
    takes_over: bool,
}

/// Everything that the page of an appeal shows.
#[derive(Clone)]
struct Opened {
    appeal: Appeal,
    /// What else waits against the same decision.
    others: Vec<Appeal>,
    typed: Typed,
    is_own: bool,
    /// A colleague has it open.
    is_theirs: bool,
    has_taken_over: bool,
    /// Why it was not decided.
    remark: Option<&'static str>,
}

impl Opened {
    async fn load(site: &Site, by: &Acting, id: i64) -> Result<Self, AppError> {
        let appeal = appeals::find(&site.store, by, id).await?.ok_or(AppError::NotFound)?;
        let is_own = appeals::is_own(by, &appeal.decision);
        let others = match appeal.ended {
            None => appeals::besides(&site.store, by, &appeal).await?,
            Some(_) => Vec::new(),
        };
        let (typed, is_theirs, has_taken_over) = (Typed::default(), false, false);
        Ok(Self { appeal, others, typed, is_own, is_theirs, has_taken_over, remark: None })
    }

    fn can_be_decided(&self) -> bool {
        self.appeal.ended.is_none() && !self.is_own
    }

    fn page(self, status: StatusCode, site: Site, visit: Visit) -> Response {
        private(render::page_with_status(status, || view! { <AppealPage site=site visit=visit opened=self/> }))
    }
}

fn path_of(id: i64) -> String {
    format!("{PATH}/{id}")
}

fn number(id: &str) -> Result<i64, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::DecideAppeals)?;
    let open = appeals::open(&site.store, &by).await?;
    let claimed = appeals::claimed(&site.store, &by, site.now()).await?;
    Ok(private(render::page(|| view! { <ListPage site=site visit=visit by=by open=open claimed=claimed/> })))
}

/// Opening an appeal notes who has it open, as with what waits in the queue.
pub async fn show(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::DecideAppeals)?;
    let id = number(&id)?;
    let opened = Opened::load(&site, &by, id).await?;
    let is_theirs =
        opened.can_be_decided() && appeals::claim(&site.store, &by, id, false, site.now()).await? == Claim::Theirs;
    let opened = Opened { is_theirs, has_taken_over: visit.first("uebernommen").is_some(), ..opened };
    Ok(opened.page(StatusCode::OK, site, visit))
}

/// Keeps an appeal for whoever has it open, or takes it over knowingly.
pub async fn hold(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::DecideAppeals)?;
    let id = number(&id)?;
    let takes_over = pairs(&String::from_utf8_lossy(&body)).iter().any(|(name, _)| name == "uebernehmen");
    let claim = appeals::claim(&site.store, &by, id, takes_over, site.now()).await;
    Ok(match (claim, takes_over) {
        (Ok(_), true) => see_other(&visit, &format!("{}?uebernommen=1", path_of(id))),
        (Ok(Claim::Mine), false) => StatusCode::NO_CONTENT.into_response(),
        (Ok(Claim::Theirs), false) => {
            (StatusCode::CONFLICT, [("content-type", "application/json")], "{}").into_response()
        }
        // The page says why there is nothing to hold any more.
        (Err(StoreError::SamePerson | StoreError::Outdated), true) => see_other(&visit, &path_of(id)),
        (Err(other), _) => return Err(other.into()),
    })
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
    let takes_over = fields.iter().any(|(name, _)| name == "uebernehmen");
    let mut typed = Typed { rule: value("regel"), reason: value("grund"), takes_over };
    let outcome = Outcome::from_code(&value("ausgang")).ok_or(AppError::BadRequest)?;
    let id = number(&id)?;
    let words = visit.words();
    let rule = Rule::parse(&typed.rule);
    let letters = letters::of_appeal(&site, &by, id, outcome, rule, &typed.reason).await?;
    let ending = Ending { outcome, rule, reason: typed.reason.clone(), takes_over };
    let done = appeals::decide(&site.store, &by, id, &ending, &letters, site.now()).await;
    let (status, remark) = match done {
        Ok(()) => return Ok(see_other(&visit, PATH)),
        Err(StoreError::Verdict(error)) => (StatusCode::UNPROCESSABLE_ENTITY, words.moderation.problem(error)),
        Err(StoreError::SamePerson) => (StatusCode::FORBIDDEN, words.reports.appeals_own),
        Err(StoreError::Outdated) => (StatusCode::CONFLICT, words.reports.appeal_outdated),
        Err(StoreError::Claimed) => {
            // The next press is meant.
            typed.takes_over = true;
            (StatusCode::CONFLICT, words.moderation.claimed)
        }
        Err(other) => return Err(other.into()),
    };
    let opened = Opened::load(&site, &by, id).await?;
    Ok(Opened { typed, remark: Some(remark), ..opened }.page(status, site, visit))
}

fn side_of(visit: &Visit, side: Side) -> &'static str {
    let words = &visit.words().reports;
    match side {
        Side::Author => words.side_author,
        Side::Reporter => words.side_reporter,
    }
}

fn named(visit: &Visit, item: Item) -> String {
    format!("{} {}", visit.words().moderation.kind(item.kind), item.id)
}

#[component]
fn ListPage(site: Site, visit: Visit, by: Acting, open: Vec<Appeal>, claimed: BTreeSet<Item>) -> impl IntoView {
    let words = &visit.words().reports;
    let head =
        Head { class: "page-moderation", is_private: true, ..Head::titled(words.appeals_title, words.appeals_lead) };
    let is_empty = open.is_empty();
    let items = open
        .into_iter()
        .map(|appeal| {
            let href = visit.href(&path_of(appeal.id));
            let is_theirs = claimed.contains(&appeal.decision.item);
            let theirs = visit.words().moderation.claimed;
            let own = appeals::is_own(&by, &appeal.decision).then(|| view! { <p>{words.appeals_own}</p> });
            view! {
                <li class="queue__item">
                    <p class="queue__title"><a href=href>{named(&visit, appeal.decision.item)}</a></p>
                    <p class="queue__excerpt">{domain::text::excerpt(&appeal.words, 200)}</p>
                    {own}
                    {is_theirs.then(|| view! { <p class="queue__claimed"><Icon name="users"/>{theirs}</p> })}
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
fn AppealPage(site: Site, visit: Visit, opened: Opened) -> impl IntoView {
    let can_be_decided = opened.can_be_decided();
    let Opened { appeal, others, typed, is_own, is_theirs, has_taken_over, remark } = opened;
    let (all, words) = (visit.words(), &visit.words().reports);
    let name = format!("{}: {}", words.appeals_title, named(&visit, appeal.decision.item));
    let head = Head { class: "page-moderation", is_private: true, ..Head::titled(name.clone(), words.appeals_lead) };
    let side = side_of(&visit, appeal.side);
    let decision = appeal.decision.clone();
    let rule = decision.rule.map(|rule| view! { <p>{all.published_rules.name(rule)}</p> });
    let item = visit.href(&super::path_of(decision.item));
    let chosen = if typed.rule.is_empty() {
        decision.rule.map(|rule| rule.number().to_string()).unwrap_or_default()
    } else {
        typed.rule.clone()
    };
    let hold = format!("{}/belegt", path_of(appeal.id));
    let form = if !can_be_decided {
        let rescued = Rescued::of([("grund".to_owned(), typed.reason)]);
        view! { <GivenBack visit=visit.clone() rescued=rescued/> }.into_any()
    } else if is_theirs {
        view! { <TakeOver visit=visit.clone() action=hold.clone()/> }.into_any()
    } else {
        let typed = Typed { rule: chosen, ..typed };
        view! {
            <DecisionForm visit=visit.clone() id=appeal.id typed=typed/>
            <Script src="/moderation.js"/>
        }
        .into_any()
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow moderation" data-item="" data-hold=visit.href(&hold)>
                <Breadcrumb visit=visit.clone() steps=vec![(PATH.to_owned(), words.appeals_title.to_owned())]/>
                <h1>{name}</h1>
                {remark.map(|text| view! { <Notice kind=NoticeKind::Error><p>{text}</p></Notice> })}
                {has_taken_over.then(|| view! { <Notice><p>{all.moderation.takes_over_knowing}</p></Notice> })}
                <div data-lost="" hidden=true><Notice kind=NoticeKind::Warning><p>{all.moderation.lost_claim}</p></Notice></div>
                {(is_own && remark.is_none()).then(|| view! { <Notice><p>{words.appeals_own}</p></Notice> })}
                <p><strong>{side}</strong>", "{dates::date(visit.language, appeal.at)}</p>
                <Prose text=appeal.words/>
                <Others visit=visit.clone() others=others/>
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

/// Undoing the decision ends them all, so whoever does it reads them all.
#[component]
fn Others(visit: Visit, others: Vec<Appeal>) -> impl IntoView {
    if others.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().moderation;
    let items = others
        .into_iter()
        .map(|appeal| {
            let href = visit.href(&path_of(appeal.id));
            let date = dates::date(visit.language, appeal.at);
            view! { <li><p><a href=href>{side_of(&visit, appeal.side)}", "{date}</a></p><Prose text=appeal.words/></li> }
        })
        .collect_view();
    view! {
        <h2>{words.other_appeals}</h2>
        <p>{words.other_appeals_text}</p>
        <ul>{items}</ul>
    }
    .into_any()
}

#[component]
fn DecisionForm(visit: Visit, id: i64, typed: Typed) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().reports);
    let options = Rule::ALL
        .into_iter()
        .map(|one| {
            let value = one.number().to_string();
            let selected = value == typed.rule;
            view! { <option value=value selected=selected>{all.published_rules.name(one)}</option> }
        })
        .collect_view();
    view! {
        <form class="form" method="post" action=visit.href(&path_of(id)) data-decision="">
            {typed.takes_over.then(|| view! { <input type="hidden" name="uebernehmen" value="1"/> })}
            <div class="field">
                <label class="field__label" for="regel">{words.rule}</label>
                <select class="input input--select" id="regel" name="regel">
                    <option value="">{all.moderation.rule_none}</option>
                    {options}
                </select>
            </div>
            <div class="field">
                <label class="field__label" for="grund">{all.moderation.reason}</label>
                <TextArea id="grund" name="grund" value=typed.reason rows=5/>
            </div>
            <div class="form__actions">
                <button class="button button--secondary" type="submit" name="ausgang" value="upheld">{words.uphold}</button>
                <button class="button button--secondary" type="submit" name="ausgang" value="overturned">{words.overturn}</button>
            </div>
        </form>
    }
    .into_any()
}
