//! `/bearbeiten/{page}/sprachen`: the page in all languages, whether each says what the German text says, and who checked
//! the one in Leichte Sprache.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Language, Moment, editing::Snapshot, policy::Action};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Draft, Variant},
};

use super::{base, block::above, check::CheckForm, diff::Differences, edit_path, number};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::private,
        staff::{
            form::{ProblemSummary, Problems, Typed},
            frame::StaffPage,
        },
    },
    render,
    ui::{Icon, Notice, NoticeKind},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    form(StatusCode::OK, site, visit, number(&page)?, Typed::default(), Problems::default()).await
}

/// `aktion` is `anlegen` with `sprache`; or, with `stand`: when the text that the person saw had last changed, `bestaetigen` (of the German one), `geprueft`
/// with `gruppe` and `tag`, or `ungeprueft`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let typed = Typed::read(&body);
    let words = &visit.words().page_languages;
    let (store, now) = (&site.store, site.now());
    let (group, day) = (typed.get("gruppe"), dates::from_local(&format!("{}T00:00", typed.get("tag"))));
    let seen = typed.get("stand").parse().map(Moment);
    if typed.get("aktion") == "anlegen" {
        return create(&site, &visit, page, &typed.get("sprache")).await;
    }
    // What readers checked is the text in Leichte Sprache, and no other.
    if matches!(typed.get("aktion").as_str(), "geprueft" | "ungeprueft")
        && editing::open(store, &by, page).await?.language != Language::Ls
    {
        return Err(AppError::BadRequest);
    }
    let (id, done) = match (seen, typed.get("aktion").as_str(), day) {
        (Err(_), ..) => {
            let problems = Problems::one("sprachen", visit.words().editing.no_revision);
            return form(StatusCode::PRECONDITION_REQUIRED, site, visit, page, typed, problems).await;
        }
        (Ok(seen), "bestaetigen", _) => ("bestaetigen", editing::confirm(store, &by, page, seen, now).await),
        (Ok(seen), "geprueft", Some(day)) => {
            ("gruppe", editing::check(store, &by, page, (seen, Some((&group, day))), now).await)
        }
        (Ok(_), "geprueft", None) => ("gruppe", Err(StoreError::Unstorable)),
        (Ok(seen), "ungeprueft", _) => ("gruppe", editing::check(store, &by, page, (seen, None), now).await),
        (Ok(_), ..) => return Err(AppError::BadRequest),
    };
    let (status, problem) = match (done, id) {
        (Ok(()), _) => {
            let path = visit.href(&format!("{}/sprachen", base(page)));
            return Ok(private(Redirect::to(&path).into_response()));
        }
        (Err(StoreError::Outdated), "bestaetigen") => (StatusCode::CONFLICT, words.stale),
        (Err(StoreError::Outdated), _) => (StatusCode::CONFLICT, words.text_changed),
        (Err(StoreError::Unstorable), _) => (StatusCode::UNPROCESSABLE_ENTITY, words.no_group),
        (Err(error), _) => return Err(error.into()),
    };
    form(status, site, visit, page, typed, Problems::one(id, problem)).await
}

/// A translation begins with the German words.
async fn create(site: &Site, visit: &Visit, page: i64, language: &str) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let language = Language::from_code(language).ok_or(AppError::BadRequest)?;
    let draft = editing::open(&site.store, &by, page).await?;
    match editing::create(&site.store, &by, (&draft.address, language), "", site.now()).await {
        // Somebody else was faster, and both go on at the same one.
        Ok(_) | Err(StoreError::Taken) => {}
        Err(StoreError::Unstorable) => return Err(AppError::BadRequest),
        Err(error) => return Err(error.into()),
    }
    let path = format!("{}?bearbeiten", language.path(&domain::blocks::path(&draft.address)));
    Ok(private(Redirect::to(&path).into_response()))
}

/// The German text as it was when this one still said the same, and as everybody reads it now.
type Source = (Option<Snapshot>, Snapshot);

async fn form(
    status: StatusCode,
    site: Site,
    visit: Visit,
    page: i64,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let all = editing::variants(&site.store, &by, &draft.address).await?;
    let mut source: Option<Source> = None;
    if let (Some(here), Some(german)) = (all.iter().find(|one| one.page == page), german(&all))
        && here.standing.outdated.is_some()
    {
        let old = match here.source_version {
            Some(version) => Some(editing::snapshot(&site.store, &by, german.page, version).await?),
            None => None,
        };
        source = Some((old, editing::current(&site.store, &by, german.page).await?));
    }
    let today: String = dates::machine(site.now()).chars().take(10).collect();
    let page = render::page_with_status(status, || {
        view! { <LanguagesPage site=site visit=visit draft=draft all=all source=source today=today typed=typed problems=problems/> }
    });
    Ok(private(page))
}

pub(super) fn german(all: &[Variant]) -> Option<&Variant> {
    all.iter().find(|one| one.language == Language::De)
}

#[component]
fn LanguagesPage(
    site: Site,
    visit: Visit,
    draft: Draft,
    all: Vec<Variant>,
    source: Option<Source>,
    today: String,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().page_languages;
    let confirm = source.zip(german(&all)).map(|(source, german)| {
        let seen = german.updated_at;
        view! { <Confirm visit=visit.clone() page=draft.page source=source seen=seen problems=problems.clone()/> }
    });
    let here = all.iter().find(|one| one.page == draft.page && one.language == Language::Ls).cloned();
    let check = here.map(|here| {
        view! { <CheckForm visit=visit.clone() here=here today=today typed=typed problems=problems.clone()/> }
    });
    // What belongs to no form of this page.
    let of_nothing = confirm.is_none().then(|| problems.of("bestaetigen")).flatten();
    let stray = problems.of("sprachen").or(of_nothing).map(str::to_owned);
    let stray = stray.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> });
    let rows = Language::ALL
        .into_iter()
        .map(|language| {
            let found = all.iter().find(|one| one.language == language).cloned();
            view! { <LanguageRow visit=visit.clone() page=draft.page language=language address=draft.address.clone() found=found/> }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title lead=words.lead above=above(&draft)>
            <ProblemSummary visit=visit.clone() problems=problems/>
            {confirm}
            <section aria-labelledby="sprachen">
                <h2 id="sprachen" tabindex="-1">{words.languages}</h2>
                {stray}
                <ul class="staff-rows">{rows}</ul>
            </section>
            {check}
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{visit.words().editing.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn LanguageRow(visit: Visit, page: i64, language: Language, address: String, found: Option<Variant>) -> impl IntoView {
    let words = visit.words();
    let name = words.common.language(language);
    let Some(found) = found else {
        return view! {
            <li class="staff-row">
                <div><strong>{name}</strong><p>{words.page_languages.missing}</p></div>
                <form method="post" action=visit.href(&format!("{}/sprachen", base(page)))>
                    <input type="hidden" name="sprache" value=language.code()/>
                    <button class="button button--secondary" type="submit" name="aktion" value="anlegen">
                        <Icon name="plus"/>{words.page_tree.create_language}<span class="visually-hidden">": "{name}</span>
                    </button>
                </form>
            </li>
        }
        .into_any();
    };
    let path = language.path(&domain::blocks::path(&address));
    let beside = (language != Language::De).then(|| {
        let href = visit.href(&format!("{}/nebeneinander", base(found.page)));
        view! { <p><a href=href>{words.side_by_side.title}<span class="visually-hidden">": "{name}</span></a></p> }
    });
    let at = dates::date(visit.language, found.updated_at);
    let stand = fill(words.common.last_changed, &[("date", &at)]);
    let state = match found.standing.outdated {
        None if language == Language::De => view! { <p>{words.page_languages.source}</p> }.into_any(),
        None => view! { <p>{words.page_languages.up_to_date}</p> }.into_any(),
        Some(outdated) => {
            view! { <p><OutdatedLink visit=visit.clone() page=found.page since=outdated.since/></p> }.into_any()
        }
    };
    view! {
        <li class="staff-row">
            <div>
                <strong>{name}</strong>
                <p><a href=format!("{path}?bearbeiten") lang=language.tag()>{found.title}</a>" · "{stand}</p>
                {beside}
            </div>
            {state}
        </li>
    }
    .into_any()
}

/// What changed in the German text, and that this one says it too.
#[component]
fn Confirm(visit: Visit, page: i64, source: Source, seen: Moment, problems: Problems) -> impl IntoView {
    let words = &visit.words().page_languages;
    let (old, new) = source;
    let changes = match old {
        Some(old) => view! { <Differences visit=visit.clone() old=old new=new/> }.into_any(),
        None => view! { <p>{words.no_changes_kept}</p> }.into_any(),
    };
    let problem = problems.of("bestaetigen").map(str::to_owned);
    let problem = problem.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> });
    view! {
        <section aria-labelledby="deutsch">
            <h2 id="deutsch">{words.german_changes}</h2>
            {changes}
        </section>
        <section aria-labelledby="bestaetigen-titel">
            <h2 id="bestaetigen-titel">{words.confirm_title}</h2>
            <p>{words.confirm_lead}</p>
            {problem}
            <form class="form__actions" method="post" action=visit.href(&format!("{}/sprachen", base(page)))>
                <input type="hidden" name="stand" value=seen.0.to_string()/>
                <button class="button button--primary" id="bestaetigen" type="submit" name="aktion" value="bestaetigen"><Icon name="check"/>{words.confirm}</button>
            </form>
        </section>
    }
    .into_any()
}

/// For editors, wherever the page is named: since when the German text says something else, and the way to what.
#[component]
pub fn OutdatedLink(visit: Visit, page: i64, since: Moment) -> impl IntoView {
    let since = fill(visit.words().page_languages.outdated_since, &[("date", &dates::date(visit.language, since))]);
    let href = visit.href(&format!("{}/sprachen", base(page)));
    view! { <a href=href><span class="tag tag--under-review"><Icon name="language"/>{since}</span></a> }.into_any()
}
