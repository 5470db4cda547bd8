//! `/bearbeiten/{page}/verlauf`: every state that everybody could read, compared and brought back.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::Snapshot,
    policy::{Acting, Action},
};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Draft, TakenAway, Version},
};

use super::{base, block::above, diff::Differences, edit_path, number, opened::ForEverybody, publish::as_snapshot};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::private,
        staff::{
            form::{Pick, Typed},
            frame::StaffPage,
        },
    },
    render,
    ui::{Icon, Notice, NoticeKind},
};

/// In place of a number: what is in the draft.
const DRAFT: &str = "entwurf";

struct History {
    draft: Draft,
    versions: Vec<Version>,
    taken_away: Vec<TakenAway>,
    from: String,
    to: String,
    states: Option<(Snapshot, Snapshot)>,
    /// Why nothing was brought back.
    problem: Option<&'static str>,
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    shown(StatusCode::OK, site, visit, number(&page)?, None).await
}

async fn shown(
    status: StatusCode,
    site: Site,
    visit: Visit,
    page: i64,
    problem: Option<&'static str>,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let versions = editing::versions(&site.store, &by, draft.page).await?;
    let taken_away = editing::taken_away(&site.store, &by, draft.page).await?;
    let newest = versions.first().map(|version| version.number.to_string()).unwrap_or_default();
    let from = visit.first("von").unwrap_or(newest);
    let to = visit.first("bis").unwrap_or_else(|| DRAFT.to_owned());
    let states = match versions.is_empty() {
        true => None,
        false => Some((state(&site, &by, &draft, &from).await?, state(&site, &by, &draft, &to).await?)),
    };
    let history = History { draft, versions, taken_away, from, to, states, problem };
    let page = render::page_with_status(status, || view! { <HistoryPage site=site visit=visit history=history/> });
    Ok(private(page))
}

async fn state(site: &Site, by: &Acting, draft: &Draft, name: &str) -> Result<Snapshot, AppError> {
    if name == DRAFT {
        return Ok(as_snapshot(draft));
    }
    Ok(editing::snapshot(&site.store, by, draft.page, number(name)?).await?)
}

/// `fassung`: brings it into the draft; `stand`: the change of the draft that the person saw.
pub async fn restore(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    let typed = Typed::read(&body);
    let version = number(&typed.get("fassung"))?;
    let Ok(change) = typed.get("stand").parse() else {
        let problem = Some(visit.words().editing.no_revision);
        return shown(StatusCode::PRECONDITION_REQUIRED, site, visit, draft.page, problem).await;
    };
    match editing::restore_version(&site.store, &by, draft.page, (change, version), site.now()).await {
        Ok(()) => Ok(private(Redirect::to(&edit_path(&draft)).into_response())),
        Err(StoreError::Outdated) => {
            let problem = Some(visit.words().page_release.stale_restore);
            shown(StatusCode::CONFLICT, site, visit, draft.page, problem).await
        }
        Err(error) => Err(error.into()),
    }
}

#[component]
fn HistoryPage(site: Site, visit: Visit, history: History) -> impl IntoView {
    let words = &visit.words().editing;
    let release = &visit.words().page_release;
    let History { draft, versions, taken_away, from, to, states, problem } = history;
    let change = draft.change;
    let problem = problem.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> });
    let action = visit.href(&format!("{}/verlauf", base(draft.page)));
    let named = |name: &str| match name {
        DRAFT => release.current.to_owned(),
        number => fill(release.version, &[("n", number)]),
    };
    let mut choices = vec![(DRAFT.to_owned(), release.current.to_owned())];
    choices.extend(versions.iter().map(|version| {
        let number = version.number.to_string();
        let name = format!("{}, {}", named(&number), dates::date(visit.language, version.at));
        (number, name)
    }));
    let none = versions.is_empty().then(|| view! { <p>{release.no_history}</p> });
    let compared = states.map(|(old, new)| {
        let title = fill(release.differences, &[("from", &named(&from)), ("to", &named(&to))]);
        view! {
            <section aria-labelledby="unterschiede">
                <h2 id="unterschiede">{title}</h2>
                <form class="form edit-compare" method="get" action=action.clone()>
                    <Pick visit=visit.clone() id="von" label=release.from none=words.choose choices=choices.clone() value=from/>
                    <Pick visit=visit.clone() id="bis" label=release.to none=words.choose choices=choices value=to/>
                    <button class="button button--secondary" type="submit">{release.compare}</button>
                </form>
                <Differences visit=visit.clone() old=old new=new/>
            </section>
        }
    });
    let taken_away = (!taken_away.is_empty()).then(|| {
        let rows = taken_away.into_iter().map(|TakenAway { at, note }| {
            let when = fill(release.taken_back, &[("time", &dates::date_and_time(visit.language, at))]);
            view! { <li class="staff-row"><div><strong>{when}</strong><p>{note}</p></div></li> }
        });
        let rows = rows.collect_view();
        view! { <ul class="staff-rows">{rows}</ul> }
    });
    let rows = versions
        .into_iter()
        .map(|version| view! { <VersionRow visit=visit.clone() action=action.clone() change=change version=version/> })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.history lead=release.history_lead above=above(&draft)>
            {problem}
            {none}
            {taken_away}
            <ol class="staff-rows" reversed="">{rows}</ol>
            {compared}
            <ForEverybody visit=visit.clone() draft=draft.clone()/>
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{words.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn VersionRow(visit: Visit, action: String, change: i64, version: Version) -> impl IntoView {
    let release = &visit.words().page_release;
    let Version { number, at, by, is_from_program, note } = version;
    let nobody = if is_from_program { release.from_program } else { release.author_is_gone };
    let by = by.unwrap_or_else(|| nobody.to_owned());
    let name = fill(release.version, &[("n", &number.to_string())]);
    let when = dates::date_and_time(visit.language, at);
    view! {
        <li class="staff-row">
            <div>
                <strong>{name.clone()}</strong>
                <p><time datetime=dates::machine(at)>{when}</time>" · "{by}</p>
                {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
            </div>
            <form method="post" action=action>
                <input type="hidden" name="fassung" value=number.to_string()/>
                <input type="hidden" name="stand" value=change.to_string()/>
                <button class="button button--secondary" type="submit">
                    <Icon name="undo"/>{release.restore}<span class="visually-hidden">" – "{name}</span>
                </button>
            </form>
        </li>
    }
    .into_any()
}
