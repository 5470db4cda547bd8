//! `/bearbeiten/{page}/adresse`: where a page stands in the tree: moving, retiring, bringing back, throwing away.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Language,
    editing::{Unit, Whereabouts, address, is_fixed},
    policy::{Acting, Action},
};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Care, Draft, Seen},
    offices::{self, Office},
    pages,
};

use super::{
    base, edit_path, number,
    since::{Since, Stale},
    units::{Assign, OtherUnit},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::private,
        staff::{
            form::{Line, Pick, ProblemSummary, Problems, Typed},
            frame::StaffPage,
        },
    },
    render,
    ui::{Icon, Notice},
};

const LIST: &str = "/verwaltung/seiten";

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    form(StatusCode::OK, site, visit, draft, Typed::default(), Problems::default()).await
}

/// `stand`: where the page stood when the person looked; `aktion`: `umziehen` with `adresse`, `stilllegen` with `weiter`,
/// `zurueckholen`, `wegwerfen` with `fassung`, which is the change of its draft, or `zuordnen` with `einheit`, which is
/// empty for that of the page above.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    let typed = Typed::read(&body);
    let id = match typed.get("aktion").as_str() {
        "stilllegen" => "weiter",
        "zuordnen" => "einheit",
        _ => "adresse",
    };
    let is_whole = typed.get("aktion") != "wegwerfen" || change_seen(&typed).is_some();
    let Some(seen) = Whereabouts::from_code(&typed.get("stand")).filter(|_| is_whole) else {
        let problems = Problems::one(id, visit.words().page_tree.not_seen);
        return form(StatusCode::PRECONDITION_REQUIRED, site, visit, draft, typed, problems).await;
    };
    let words = &visit.words().page_tree;
    let done = decide(&site, &by, (draft.page, &seen), &typed).await?;
    let (status, problem) = match (done, id) {
        (Ok(()), _) => return Ok(private(Redirect::to(&visit.href(LIST)).into_response())),
        (Err(StoreError::Taken), _) => (StatusCode::CONFLICT, words.taken),
        (Err(StoreError::Outdated), _) => {
            let draft = editing::open(&site.store, &by, draft.page).await?;
            let stale = Stale { is_thrown_away: typed.get("aktion") == "wegwerfen", seen };
            let problems = Problems::one(id, words.stale);
            return shown(StatusCode::CONFLICT, site, visit, draft, typed, problems, Some(stale)).await;
        }
        (Err(StoreError::Unstorable), "einheit") => {
            (StatusCode::UNPROCESSABLE_ENTITY, visit.words().page_units.no_such_unit)
        }
        (Err(StoreError::Unstorable), _) if is_fixed(&draft.address) => (StatusCode::UNPROCESSABLE_ENTITY, words.fixed),
        (Err(StoreError::Unstorable), "weiter") => (StatusCode::UNPROCESSABLE_ENTITY, words.bad_way_on),
        (Err(StoreError::Unstorable), _) => (StatusCode::UNPROCESSABLE_ENTITY, words.bad_address),
        (Err(error), _) => return Err(error.into()),
    };
    form(status, site, visit, draft, typed, Problems::one(id, problem)).await
}

/// That of the draft which somebody throws away.
fn change_seen(typed: &Typed) -> Option<i64> {
    typed.get("fassung").parse().ok()
}

/// What somebody wants to become of the page that they saw.
async fn decide(site: &Site, by: &Acting, seen: Seen<'_>, typed: &Typed) -> Result<Result<(), StoreError>, AppError> {
    let (store, now) = (&site.store, site.now());
    Ok(match typed.get("aktion").as_str() {
        "umziehen" => match address(&typed.get("adresse")) {
            Some(to) => editing::relocate(store, by, seen, &to, now).await,
            None => Err(StoreError::Unstorable),
        },
        "stilllegen" => {
            let way_on = Some(typed.get("weiter")).filter(|address| !address.is_empty());
            let is_there = match &way_on {
                Some(address) => pages::find(store, address, Language::De).await?.is_some(),
                None => true,
            };
            match is_there {
                true => editing::retire(store, by, seen, way_on.as_deref(), now).await,
                false => Err(StoreError::Unstorable),
            }
        }
        "zurueckholen" => editing::bring_back(store, by, seen, now).await,
        "zuordnen" => {
            let typed = typed.get("einheit");
            match (typed.is_empty(), Unit::from_code(&typed)) {
                (false, None) => Err(StoreError::Unstorable),
                (_, unit) => editing::assign(store, by, seen, unit, now).await,
            }
        }
        "wegwerfen" => match change_seen(typed) {
            Some(change) => editing::discard(store, by, (seen, change), now).await,
            None => Err(StoreError::Outdated),
        },
        _ => return Err(AppError::BadRequest),
    })
}

async fn form(
    status: StatusCode,
    site: Site,
    visit: Visit,
    draft: Draft,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    shown(status, site, visit, draft, typed, problems, None).await
}

async fn shown(
    status: StatusCode,
    site: Site,
    visit: Visit,
    draft: Draft,
    typed: Typed,
    problems: Problems,
    stale: Option<Stale>,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let care = editing::care(&site.store, &by, draft.page).await?;
    let offices = offices::list(&site.store).await?;
    let others = pages::addresses(&site.store, Language::De).await?;
    let others = others.into_iter().map(|(address, _)| address).filter(|address| *address != draft.address).collect();
    Ok(private(render::page_with_status(status, || {
        view! { <AddressPage site=site visit=visit draft=draft care=care offices=offices others=others typed=typed problems=problems stale=stale/> }
    })))
}

#[component]
fn AddressPage(
    site: Site,
    visit: Visit,
    draft: Draft,
    care: Care,
    offices: Vec<Office>,
    others: Vec<String>,
    typed: Typed,
    problems: Problems,
    stale: Option<Stale>,
) -> impl IntoView {
    let words = &visit.words().page_tree;
    let decides = care.is_own;
    let since = stale
        .map(|stale| view! { <Since visit=visit.clone() draft=draft.clone() stale=stale offices=offices.clone()/> });
    let above = vec![(LIST.to_owned(), visit.words().page_release.area.0.to_owned())];
    let title = format!("{}: {}", words.change_address, draft.title);
    let retired = draft.retired_at.map(|at| {
        let told = fill(words.retired, &[("date", &dates::date(visit.language, at))]);
        view! { <Notice><p>{told}</p></Notice> }
    });
    let unit = match decides {
        true => view! {
            <Assign visit=visit.clone() draft=draft.clone() care=care offices=offices typed=typed.clone() problems=problems.clone()/>
        }
        .into_any(),
        false => view! { <OtherUnit visit=visit.clone() care=care/> }.into_any(),
    };
    let parts = if is_fixed(&draft.address) {
        view! { <Notice><p>{words.fixed}</p></Notice> }.into_any()
    } else if !decides {
        // Whoever suggested a page may think better of it.
        let is_fresh = !draft.is_public && draft.retired_at.is_none();
        is_fresh
            .then(|| {
                view! { <Retire visit=visit.clone() draft=draft.clone() others=others typed=typed problems=problems.clone()/> }
            })
            .into_any()
    } else {
        view! {
            <Relocate visit=visit.clone() draft=draft.clone() typed=typed.clone() problems=problems.clone()/>
            <Retire visit=visit.clone() draft=draft.clone() others=others typed=typed problems=problems.clone()/>
        }
        .into_any()
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=title lead=words.address_lead above=above>
            <ProblemSummary visit=visit.clone() problems=problems/>
            {since}
            {retired}
            {parts}
            {unit}
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{visit.words().editing.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Relocate(visit: Visit, draft: Draft, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().page_tree;
    let stand = draft.whereabouts().code();
    let address = Some(typed.get("adresse")).filter(|address| !address.is_empty()).unwrap_or(draft.address);
    view! {
        <section aria-labelledby="umziehen">
            <h2 id="umziehen">{words.relocate_title}</h2>
            <p>{words.relocate_lead}</p>
            <form class="form" method="post" action=visit.href(&format!("{}/adresse", base(draft.page)))>
                <input type="hidden" name="stand" value=stand/>
                <Line visit=visit.clone() id="adresse" label=words.address hint=words.address_hint value=address problems=problems is_required=true/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit" name="aktion" value="umziehen"><Icon name="pin"/>{words.relocate}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Retiring what everybody reads, bringing back what is retired, throwing away what nobody ever read.
#[component]
fn Retire(visit: Visit, draft: Draft, others: Vec<String>, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().page_tree;
    let action = visit.href(&format!("{}/adresse", base(draft.page)));
    let stand = draft.whereabouts().code();
    if draft.retired_at.is_some() {
        return view! {
            <form class="form__actions" method="post" action=action>
                <input type="hidden" name="stand" value=stand/>
                <button class="button button--secondary" type="submit" name="aktion" value="zurueckholen"><Icon name="undo"/>{words.bring_back}</button>
            </form>
        }
        .into_any();
    }
    if !draft.is_public {
        return view! {
            <section aria-labelledby="wegwerfen">
                <h2 id="wegwerfen">{words.discard_title}</h2>
                <p>{words.discard_lead}</p>
                <form class="form__actions" method="post" action=action>
                    <input type="hidden" name="stand" value=stand/>
                    <input type="hidden" name="fassung" value=draft.change.to_string()/>
                    <button class="button button--secondary" type="submit" name="aktion" value="wegwerfen"><Icon name="trash"/>{words.discard}</button>
                </form>
            </section>
        }
        .into_any();
    }
    let choices = others.into_iter().map(|address| (address.clone(), domain::blocks::path(&address))).collect();
    view! {
        <section aria-labelledby="stilllegen">
            <h2 id="stilllegen">{words.retire_title}</h2>
            <p>{words.retire_lead}</p>
            <form class="form" method="post" action=action>
                <input type="hidden" name="stand" value=stand/>
                <Pick visit=visit.clone() id="weiter" label=words.way_on_field none=words.nowhere choices=choices value=typed.get("weiter") problems=problems/>
                <div class="form__actions">
                    <button class="button button--secondary" type="submit" name="aktion" value="stilllegen"><Icon name="trash"/>{words.retire}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
