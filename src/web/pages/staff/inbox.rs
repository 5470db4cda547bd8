//! `/verwaltung/posteingang`: what waits for an answer of an office, the earliest due first.

use axum::{extract::State, response::Response};
use domain::{
    answers::DraftState,
    policy::{Acting, Action, Grant, Refusal, Role, Scope},
};
use leptos::prelude::*;
use store::{
    offices::{self, Office},
    proposals::{self, Due, DueList, Waiting},
};

use super::frame::StaffPage;
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::accounts::private,
    render,
    ui::{EmptyState, Icon, Pagination, StatusTag},
};

const PATH: &str = "/verwaltung/posteingang";
const AT_ONCE: u64 = 30;

const FILTERS: [(&str, Waiting); 3] =
    [("offen", Waiting::All), ("ueberfaellig", Waiting::Overdue), ("beantwortet", Waiting::Answered)];

#[derive(Clone)]
struct Inbox {
    office: Office,
    /// All offices of this person.
    mine: Vec<Office>,
    filter: Waiting,
    list: DueList,
    open: i64,
    overdue: i64,
    now: domain::Moment,
}

/// An editor of its pages is none of those who answer.
fn member_of(office: &Office) -> Grant {
    Grant { role: Role::Office, scope: Scope::Office(office.id) }
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let acting = visit.acting(Action::Answer)?;
    let grants = &visit.signed_in()?.grants;
    let mine: Vec<Office> = offices::list(&site.store)
        .await?
        .into_iter()
        .filter(|office| grants.iter().any(|grant| *grant == member_of(office)))
        .collect();
    let wanted = visit.first("amt").unwrap_or_default();
    let office = mine.iter().find(|office| office.slug == wanted).or(mine.first()).cloned();
    let office = office.ok_or(Refusal::NotYours(Role::Office))?;
    let by = Acting { role: Role::Office, scope: Scope::Office(office.id), ..acting };
    let typed = visit.first("zeigen").unwrap_or_default();
    let filter = FILTERS.into_iter().find(|(slug, _)| *slug == typed).map_or(Waiting::All, |(_, filter)| filter);
    let after = visit.first("seite").and_then(|cursor| cursor.parse().ok());
    let now = site.now();
    let list = proposals::inbox(&site.store, &by, filter, after, AT_ONCE, now).await?;
    let (open, overdue) = proposals::inbox_counts(&site.store, &by, now).await?;
    let inbox = Inbox { office, mine, filter, list, open, overdue, now };
    Ok(private(render::page(|| view! { <InboxPage site=site visit=visit inbox=inbox/> })))
}

fn slug_of(wanted: Waiting) -> &'static str {
    FILTERS.into_iter().find(|(_, filter)| *filter == wanted).map(|(slug, _)| slug).unwrap_or_default()
}

#[component]
fn InboxPage(site: Site, visit: Visit, inbox: Inbox) -> impl IntoView {
    let words = &visit.words().answering;
    let Inbox { office, mine, filter, list, open, overdue, now } = inbox;
    let address = |office: &str, filter: Waiting| format!("{PATH}?amt={office}&zeigen={}", slug_of(filter));
    let filters = FILTERS
        .map(|(_, one)| {
            let name = match one {
                Waiting::All => format!("{} ({open})", words.waiting),
                Waiting::Overdue => format!("{} ({overdue})", words.overdue),
                Waiting::Answered => words.answered.to_owned(),
            };
            let here = (one == filter).then_some("true");
            view! { <li><a class="staff-menu__link" href=visit.href(&address(&office.slug, one)) aria-current=here>{name}</a></li> }
        })
        .collect_view();
    let others = (mine.len() > 1).then(|| {
        let links = mine
            .iter()
            .map(|one| {
                let here = (one.id == office.id).then_some("true");
                view! { <li><a class="staff-menu__link" href=visit.href(&address(&one.slug, filter)) aria-current=here>{one.name.clone()}</a></li> }
            })
            .collect_view();
        view! { <nav class="staff-menu staff-menu--row" aria-label=words.which_office><ul>{links}</ul></nav> }
    });
    let next = list.next.map(|cursor| visit.href(&format!("{}&seite={cursor}", address(&office.slug, filter))));
    let body = if list.items.is_empty() {
        view! { <EmptyState title=words.empty_title><p>{words.empty}</p></EmptyState> }.into_any()
    } else {
        let path = |due: &Due| format!("/vorschlaege/{}/stellungnahme", due.card.id);
        let rows = list
            .items
            .into_iter()
            .map(|due| {
                let href = if filter == Waiting::Answered { due.card.path() } else { path(&due) };
                view! { <DueRow visit=visit.clone() href=visit.href(&href) due=due now=now/> }
            })
            .collect_view();
        view! { <ul class="due-list">{rows}</ul> }.into_any()
    };
    let title = format!("{}: {}", words.inbox.0, office.name);
    view! {
        <StaffPage site=site visit=visit.clone() title=title lead=words.open.with(visit.language, open)>
            {others}
            <nav class="staff-menu staff-menu--row" aria-label=words.filter><ul>{filters}</ul></nav>
            {body}
            <Pagination visit=visit.clone() previous=None next=next/>
        </StaffPage>
    }
    .into_any()
}

/// One proposal with what is due; also on the public list.
#[component]
pub fn DueRow(visit: Visit, href: String, due: Due, now: domain::Moment) -> impl IntoView {
    let all = visit.words();
    let words = &all.answering;
    let is_open = due.card.status.awaits_answer();
    let is_late = is_open && due.due < now;
    let sentence = if is_late { words.was_due_on } else { words.due_on };
    let date = fill(sentence, &[("date", &dates::date(visit.language, due.due))]);
    let date = is_open.then(|| {
        view! {
            <li class:due-row__late=is_late><Icon name="clock"/><time datetime=dates::machine(due.due)>{date}</time></li>
        }
    });
    let goal = due.reached_goal.then(|| view! { <li><Icon name="flag"/>{words.goal_reached}</li> });
    let draft = due.draft.as_deref().and_then(DraftState::from_code).map(|state| match state {
        DraftState::Writing => words.being_written,
        DraftState::Waiting => words.to_approve,
    });
    let draft = draft.map(|text| view! { <li><Icon name="edit"/>{text}</li> });
    let noted = due.is_noted.then(|| view! { <li><Icon name="users"/>{all.council.noted}</li> });
    let supports = all.board.supports.with(visit.language, due.card.supports);
    view! {
        <li class="due-row">
            <p class="due-row__title"><a href=href>{due.card.title.clone()}</a></p>
            <ul class="card__facts">
                <li><StatusTag status=due.card.status words=all/></li>
                {date}
                {goal}
                <li><Icon name="heart-hand"/>{supports}</li>
                {noted}
                {draft}
            </ul>
        </li>
    }
    .into_any()
}
