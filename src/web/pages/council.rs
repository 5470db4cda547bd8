//! The Ortsbeirat: `/verwaltung/ortsbeirat`, what lies in its area, and `/vorschlaege/{id}/hinweis`, what it says to one of
//! these. Members write for their own council alone, whatever the address says.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    council_notes::CouncilNote,
    ids::{AreaId, ProposalId},
    policy::{Acting, Action, Refusal, Role, Scope},
    proposals::ProposalDetail,
};
use leptos::prelude::*;
use store::{
    StoreError, areas,
    council_notes::{self, Stored},
    proposals::{self, DueList, Waiting},
};

use super::{
    accounts::private,
    staff::{
        form::{Labelled, ProblemSummary, Problems, Typed, described_by},
        frame::StaffPage,
        inbox::DueRow,
    },
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    render,
    ui::{EmptyState, Icon, Notice, NoticeKind, Pagination, Prose, TextArea},
};

const INBOX: &str = "/verwaltung/ortsbeirat";
const AT_ONCE: u64 = 30;
const FILTERS: [(&str, Waiting); 2] = [("offen", Waiting::All), ("beantwortet", Waiting::Answered)];

/// As a member of each Ortsbeirat that this person belongs to.
fn memberships(visit: &Visit) -> Result<Vec<Acting>, AppError> {
    let acting = visit.acting(Action::NoteAsCouncil)?;
    let grants = visit.signed_in()?.grants.iter().filter(|grant| grant.role == Role::Council);
    Ok(grants.map(|grant| Acting { role: grant.role, scope: grant.scope, ..acting }).collect())
}

/// As a member of the council of the place, if this person is one; with its name and what it said until now.
pub(super) async fn member(
    site: &Site,
    visit: &Visit,
    id: ProposalId,
) -> Result<(Acting, String, Option<Stored>), AppError> {
    for by in memberships(visit)? {
        match council_notes::own(&site.store, &by, id).await {
            Ok((council, kept)) => return Ok((by, council, kept)),
            Err(StoreError::Refused(Refusal::NotYours(_))) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::NotYours(Role::Council).into())
}

pub async fn inbox(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let all = areas::all(&site.store).await?;
    let name = |id: AreaId| all.iter().find(|area| area.id == id).map(|area| area.name.clone());
    let mine: Vec<(Acting, AreaId, String)> = memberships(&visit)?
        .into_iter()
        .filter_map(|by| match by.scope {
            Scope::Council(id) => Some((by, id, name(id)?)),
            _ => None,
        })
        .collect();
    let wanted = visit.first("ortsbeirat").unwrap_or_default();
    let here = mine.iter().find(|(_, id, _)| id.0.to_string() == wanted).or(mine.first());
    let (by, id, council) = here.cloned().ok_or(Refusal::NotYours(Role::Council))?;
    let typed = visit.first("zeigen").unwrap_or_default();
    let filter = FILTERS.into_iter().find(|(slug, _)| *slug == typed).map_or(Waiting::All, |(_, filter)| filter);
    let after = visit.first("seite").and_then(|cursor| cursor.parse().ok());
    let now = site.now();
    let list = proposals::council_inbox(&site.store, &by, filter, after, AT_ONCE, now).await?;
    let mine = mine.into_iter().map(|(_, id, name)| (id, name)).collect();
    let inbox = Inbox { here: id, council, mine, filter, list, now };
    Ok(private(render::page(|| view! { <InboxPage site=site visit=visit inbox=inbox/> })))
}

struct Inbox {
    here: AreaId,
    council: String,
    mine: Vec<(AreaId, String)>,
    filter: Waiting,
    list: DueList,
    now: Moment,
}

#[component]
fn InboxPage(site: Site, visit: Visit, inbox: Inbox) -> impl IntoView {
    let words = &visit.words().council;
    let Inbox { here, council, mine, filter, list, now } = inbox;
    let slug = |wanted: Waiting| FILTERS.into_iter().find(|(_, one)| *one == wanted).map_or("offen", |(slug, _)| slug);
    let address = |id: AreaId, filter: Waiting| visit.href(&format!("{INBOX}?ortsbeirat={id}&zeigen={}", slug(filter)));
    let link = |href: String, name: String, is_here: bool| {
        let here = is_here.then_some("true");
        view! { <li><a class="staff-menu__link" href=href aria-current=here>{name}</a></li> }
    };
    let filters = [(Waiting::All, words.open), (Waiting::Answered, words.answered)]
        .map(|(one, name)| link(address(here, one), name.to_owned(), one == filter))
        .collect_view();
    let others = (mine.len() > 1).then(|| {
        let links = mine.iter().map(|(id, name)| link(address(*id, filter), name.clone(), *id == here)).collect_view();
        view! { <nav class="staff-menu staff-menu--row" aria-label=words.which_council><ul>{links}</ul></nav> }
    });
    let next = list.next.map(|cursor| format!("{}&seite={cursor}", address(here, filter)));
    let body = if list.items.is_empty() {
        view! { <EmptyState title=words.empty_title><p>{words.empty}</p></EmptyState> }.into_any()
    } else {
        let rows = list
            .items
            .into_iter()
            .map(|due| {
                let href = visit.href(&format!("/vorschlaege/{}/hinweis", due.card.id));
                view! { <DueRow visit=visit.clone() href=href due=due now=now/> }
            })
            .collect_view();
        view! { <ul class="due-list">{rows}</ul> }.into_any()
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=format!("{}: {council}", words.inbox.0) lead=words.inbox.1>
            {others}
            <nav class="staff-menu staff-menu--row" aria-label=words.filter><ul>{filters}</ul></nav>
            {body}
            <Pagination visit=visit.clone() previous=None next=next/>
        </StaffPage>
    }
    .into_any()
}

/// What stands in the form, and what the store holds.
struct Desk {
    detail: ProposalDetail,
    council: String,
    kept: Option<Stored>,
    typed: String,
    problems: Problems,
    is_stale: bool,
}

impl Desk {
    async fn load(site: &Site, visit: &Visit, id: ProposalId) -> Result<(Acting, Self), AppError> {
        let (by, council, kept) = member(site, visit, id).await?;
        let detail = proposals::find(&site.store, id).await?.ok_or(AppError::NotFound)?;
        let typed = kept.as_ref().map(|kept| kept.text.clone()).unwrap_or_default();
        Ok((by, Self { detail, council, kept, typed, problems: Problems::default(), is_stale: false }))
    }
}

fn id_of(address: &str) -> Result<ProposalId, AppError> {
    address.parse().map_err(|_| AppError::NotFound)
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(address): Path<String>) -> Result<Response, AppError> {
    let (_, desk) = Desk::load(&site, &visit, id_of(&address)?).await?;
    Ok(page(StatusCode::OK, site, visit, desk))
}

/// `text`, `fassung`, the revision that it started from, and `aktion`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(address): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let id = id_of(&address)?;
    let (by, desk) = Desk::load(&site, &visit, id).await?;
    let form = Typed::read(&body);
    let seen = form.get("fassung").parse().unwrap_or(0);
    let typed = form.get("text");
    let (store, now) = (&site.store, site.now());
    let done = match form.get("aktion").as_str() {
        "veroeffentlichen" => council_notes::write(store, &by, id, &typed, seen, now).await,
        "zuruecknehmen" => council_notes::remove(store, &by, id, seen, now).await.map(Ok),
        _ => return Err(AppError::BadRequest),
    };
    match done {
        Ok(Ok(())) => {
            let path = visit.href(&format!("/vorschlaege/{id}#hinweis"));
            Ok(private(Redirect::to(&path).into_response()))
        }
        Ok(Err(fault)) => {
            let problems = Problems::one("text", visit.words().council.fault(fault));
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, Desk { typed, problems, ..desk }))
        }
        // Both versions on one page, the own one in the form: the next time it is meant.
        Err(StoreError::Stale { .. } | StoreError::NotFound) => {
            let (_, desk) = Desk::load(&site, &visit, id).await?;
            Ok(page(StatusCode::CONFLICT, site, visit, Desk { typed, is_stale: true, ..desk }))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(status: StatusCode, site: Site, visit: Visit, desk: Desk) -> Response {
    private(render::page_with_status(status, || view! { <NotePage site=site visit=visit desk=desk/> }))
}

#[component]
fn NotePage(site: Site, visit: Visit, desk: Desk) -> impl IntoView {
    let words = &visit.words().council;
    let Desk { detail, council, kept, typed, problems, is_stale } = desk;
    let path = format!("/vorschlaege/{}/hinweis", detail.card.id);
    let stale = is_stale.then(|| {
        let stored = match &kept {
            Some(kept) => view! { <Prose text=kept.text.clone()/> }.into_any(),
            None => view! { <p>{words.stored_none}</p> }.into_any(),
        };
        view! {
            <Notice kind=NoticeKind::Error><p>{words.stale}</p></Notice>
            <h2>{words.stored_version}</h2>
            {stored}
        }
    });
    let remove = kept.is_some().then(|| {
        view! {
            <p class="field__hint" id="zurueck-hinweis">{words.remove_hint}</p>
            <button class="button button--secondary" type="submit" name="aktion" value="zuruecknehmen"
                formnovalidate=true aria-describedby="zurueck-hinweis">
                {words.remove}
            </button>
        }
    });
    let revision = kept.as_ref().map_or(0, |kept| kept.revision);
    let is_wrong = problems.of("text").is_some();
    let describes = described_by("text", true, &problems).unwrap_or_default();
    let title = fill(words.title, &[("council", &council)]);
    let above = vec![(INBOX.to_owned(), words.inbox.0.to_owned())];
    view! {
        <StaffPage site=site visit=visit.clone() title=title lead=words.lead above=above>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {stale}
            <p>
                <strong>{detail.card.title.clone()}</strong>" "
                <a href=visit.href(&detail.card.path())>{words.to_proposal}</a>
            </p>
            <Prose text=detail.text/>
            <form class="form" method="post" action=visit.href(&path)>
                <input type="hidden" name="fassung" value=revision.to_string()/>
                <Labelled visit=visit.clone() id="text" label=words.text hint=words.text_hint problems=problems>
                    <TextArea id="text" name="text" value=typed rows=8 required=true invalid=is_wrong described_by=describes/>
                </Labelled>
                <div class="form__actions">
                    <button class="button button--primary" type="submit" name="aktion" value="veroeffentlichen">
                        <Icon name="check"/>{words.publish}
                    </button>
                </div>
                {remove}
            </form>
        </StaffPage>
    }
    .into_any()
}

/// On the page of a proposal: what the council says, and for its members the way to the form.
#[component]
pub(super) fn CouncilNotes(visit: Visit, id: ProposalId, notes: Vec<CouncilNote>, may_write: bool) -> impl IntoView {
    let words = &visit.words().council;
    let desk = may_write.then(|| {
        let href = visit.href(&format!("/vorschlaege/{id}/hinweis"));
        view! { <p><a class="button button--secondary" href=href><Icon name="edit"/>{words.write}</a></p> }
    });
    if notes.is_empty() {
        return desk.into_any();
    }
    let notes = notes
        .into_iter()
        .map(|note| {
            let date = dates::date(visit.language, note.changed_at);
            let by = fill(words.said_by, &[("council", &note.council), ("date", &date)]);
            view! {
                <Prose text=note.text/>
                <p class="answer__date"><time datetime=dates::machine(note.changed_at)>{by}</time></p>
            }
        })
        .collect_view();
    view! {
        <section class="council-note" id="hinweis" aria-labelledby="hinweis-titel">
            <h2 id="hinweis-titel">{words.heading}</h2>
            {notes}
            <p class="council-note__meaning">{words.meaning}</p>
            {desk}
        </section>
    }
    .into_any()
}
