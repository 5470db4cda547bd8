//! `/verwaltung/protokoll`: what staff did, the newest first, with a search.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use domain::{
    accounts::Email,
    ids::AccountId,
    policy::{Action, Role},
};
use leptos::prelude::*;
use store::{
    accounts,
    audit::{self, Entry},
};

use super::{
    form::{Line, Pick},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::accounts::private,
    render,
    ui::{EmptyState, Icon},
};

const PATH: &str = "/verwaltung/protokoll";
/// As many as the store gives at once; fewer mean that nothing is older.
const AT_ONCE: usize = 100;

/// What was chosen, as it was typed.
#[derive(Clone, Default)]
struct Wanted {
    action: String,
    email: String,
    subject: String,
    id: String,
    before: Option<i64>,
}

impl Wanted {
    fn of(visit: &Visit) -> Self {
        let get = |name: &str| visit.first(name).unwrap_or_default().trim().to_owned();
        Self {
            action: get("handlung"),
            email: get("person"),
            subject: get("gegenstand"),
            id: get("nummer"),
            before: get("vor").parse().ok(),
        }
    }

    /// The address of the page of older entries.
    fn older(&self, before: i64) -> String {
        let mut query = format!("{PATH}?vor={before}");
        let fields =
            [("handlung", &self.action), ("person", &self.email), ("gegenstand", &self.subject), ("nummer", &self.id)];
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.push_str(&format!("&{name}={}", domain::filter::percent_encode(value)));
        }
        query
    }

    /// `None` when nothing can fit: nobody has this address.
    async fn search(&self, site: &Site) -> Result<Option<audit::Search>, AppError> {
        let account = match self.email.as_str() {
            "" => None,
            typed => {
                let Ok(email) = Email::parse(typed) else { return Ok(None) };
                let Some(account) = accounts::by_email(&site.store, &email).await? else { return Ok(None) };
                Some(account.id)
            }
        };
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Ok(Some(audit::Search {
            account,
            action: some(&self.action),
            subject: some(&self.subject).map(|subject| (subject, self.id.parse().ok())),
            before: self.before,
        }))
    }
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::ReadAudit)?;
    let wanted = Wanted::of(&visit);
    let entries = match wanted.search(&site).await? {
        Some(search) => audit::list(&site.store, &search).await?,
        None => Vec::new(),
    };
    // Names of people are for those who work with people.
    let people = match by.may(Action::ManagePeople) {
        Ok(()) => accounts::emails(&site.store, &by, entries.iter().filter_map(|entry| entry.account)).await?,
        Err(_) => BTreeMap::new(),
    };
    let (actions, subjects) = audit::codes(&site.store).await?;
    let shown = AuditShown { wanted, entries, people, actions, subjects };
    Ok(private(render::page(|| view! { <AuditPage site=site visit=visit shown=shown/> })))
}

#[derive(Clone)]
struct AuditShown {
    wanted: Wanted,
    entries: Vec<Entry>,
    people: BTreeMap<AccountId, Email>,
    actions: Vec<String>,
    subjects: Vec<String>,
}

#[component]
fn AuditPage(site: Site, visit: Visit, shown: AuditShown) -> impl IntoView {
    let (words, log) = (&visit.words().staff, &visit.words().audit_log);
    let AuditShown { wanted, entries, people, actions, subjects } = shown;
    let last = entries.last().map(|entry| entry.number).filter(|_| entries.len() >= AT_ONCE);
    let older = last.map(|number| {
        let href = visit.href(&wanted.older(number));
        view! { <a class="button button--secondary" href=href>{log.older}<Icon name="chevron-right"/></a> }
    });
    let newest = wanted.before.map(|_| view! { <a href=visit.href(PATH)>{log.newest}</a> });
    let named = |code: String| (code.clone(), log.name_of(&code).to_owned());
    let actions: Vec<_> = actions.into_iter().map(named).collect();
    let subjects: Vec<_> = subjects.into_iter().map(|code| (code.clone(), code)).collect();
    let list = if entries.is_empty() {
        view! { <EmptyState title=words.audit.0><p>{log.empty}</p></EmptyState> }.into_any()
    } else {
        view! { <Entries visit=visit.clone() entries=entries people=people/> }.into_any()
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.audit.0 lead=words.audit.1>
            <form class="form staff__filter" method="get" action=visit.href(PATH) role="search">
                <Pick visit=visit.clone() id="handlung" label=log.action none=words.all choices=actions value=wanted.action/>
                <Line visit=visit.clone() id="person" label=log.person value=wanted.email/>
                <Pick visit=visit.clone() id="gegenstand" label=log.subject none=words.all choices=subjects value=wanted.subject/>
                <Line visit=visit.clone() id="nummer" label=log.subject_id kind="number" value=wanted.id/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="search"/>{words.search}</button>
                </div>
            </form>
            {list}
            <p class="staff__pages">{newest}" "{older}</p>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Entries(visit: Visit, entries: Vec<Entry>, people: BTreeMap<AccountId, Email>) -> impl IntoView {
    let all = visit.words();
    let log = &all.audit_log;
    let rows = entries
        .into_iter()
        .map(|entry| {
            let who = match entry.account {
                None => log.command_line.to_owned(),
                Some(id) => people
                    .get(&id)
                    .map_or_else(|| fill(log.account_number, &[("n", &id.to_string())]), |email| email.to_string()),
            };
            let role = Role::from_code(&entry.role).map(|role| all.permissions.role(role));
            let role = role.filter(|_| entry.account.is_some()).map(|role| format!(" ({role})"));
            let moment = dates::date_and_time(visit.language, entry.at);
            view! {
                <li class="audit-entry" id=format!("eintrag-{}", entry.number)>
                    <p class="audit-entry__what">
                        <strong>{log.name_of(&entry.action).to_owned()}</strong>
                        " · "{entry.subject}" "{entry.subject_id}
                    </p>
                    <p class="audit-entry__who">
                        {entry.number}" · "
                        <time datetime=dates::machine(entry.at)>{moment}</time>
                        " · "{who}{role}
                    </p>
                    <p class="audit-entry__data"><code>{told(&entry.data)}</code></p>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="audit-entries" reversed>{rows}</ol> }.into_any()
}

/// `role: moderator, scope: everywhere`
fn told(data: &str) -> String {
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(data) else { return data.to_owned() };
    let plain = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    fields.into_iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect::<Vec<_>>().join(", ")
}
