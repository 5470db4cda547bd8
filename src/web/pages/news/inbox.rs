//! `/neuigkeiten`

use axum::{
    Form,
    extract::State,
    response::{Redirect, Response},
};
use domain::{Moment, areas::Area};
use leptos::prelude::*;
use store::{
    areas,
    moderation::{self, Request},
    news::{self, Item},
};

use super::{field, tell::tell, unkept};
use crate::{
    AppError, Guest, Site, Visit, render,
    ui::{Age, Breadcrumb, EmptyState, Head, Icon, Prose, Shell},
};

/// Items of one page.
const PER_PAGE: u64 = 30;

pub async fn show(State(site): State<Site>, visit: Visit, guest: Guest) -> Result<Response, AppError> {
    let before = visit.first("vor").and_then(|id| id.parse().ok());
    let items = match guest.key() {
        Some(person) => news::inbox(&site.store, &person, before, PER_PAGE).await?,
        None => Vec::new(),
    };
    // What waits for the reader stands above what is new.
    let requests = match guest.key().filter(|_| before.is_none()) {
        Some(person) => moderation::requests(&site.store, &person).await?,
        None => Vec::new(),
    };
    let areas = areas::districts(&site.store).await?;
    Ok(unkept(render::page(|| view! { <InboxPage site=site visit=visit requests=requests items=items areas=areas/> })))
}

/// `POST /neuigkeiten/gelesen` with `bis`, the id of the latest item that was shown.
pub async fn read(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Redirect, AppError> {
    let up_to = field(&pairs, "bis").parse().map_err(|_| AppError::BadRequest)?;
    if let Some(person) = guest.key() {
        news::mark_read(&site.store, &person, up_to, site.now()).await?;
    }
    Ok(Redirect::to(&visit.href("/neuigkeiten")))
}

#[component]
fn InboxPage(site: Site, visit: Visit, requests: Vec<Request>, items: Vec<Item>, areas: Vec<Area>) -> impl IntoView {
    let words = &visit.words().news;
    let now = site.now();
    let head = Head { class: "page-news", is_private: true, ..Head::titled(words.title, words.lead) };
    let latest = items.iter().map(|item| item.id).max();
    let has_new = items.iter().any(|item| item.is_new);
    let is_full = items.len() as u64 == PER_PAGE;
    let older = items.last().filter(|_| is_full).map(|item| visit.href(&format!("/neuigkeiten?vor={}", item.id)));
    let (is_empty, is_asked) = (items.is_empty(), !requests.is_empty());
    let rows = items
        .into_iter()
        .map(|item| view! { <li><Row visit=visit.clone() item=item areas=areas.clone() now=now/></li> })
        .collect_view();
    let mark = latest.filter(|_| has_new).map(|latest| {
        view! {
            <form method="post" action=visit.href("/neuigkeiten/gelesen")>
                <input type="hidden" name="bis" value=latest.to_string()/>
                <button class="button button--secondary" type="submit"><Icon name="check"/>{words.mark_read}</button>
            </form>
        }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=Vec::new()/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                <p><a href=visit.href("/neuigkeiten/einstellungen")><Icon name="edit"/>{words.settings}</a></p>
                <Requests visit=visit.clone() requests=requests now=now/>
                {if is_empty && is_asked {
                    ().into_any()
                } else if is_empty {
                    view! {
                        <EmptyState title=words.none_title>
                            <p>{words.none_text}</p>
                            <p class="empty-state__actions">
                                <a class="button button--primary" href=visit.href("/vorschlaege")>{visit.words().common.nav_proposals}</a>
                            </p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! { {mark} <ol class="news">{rows}</ol> }.into_any()
                }}
                {older.map(|href| view! { <p><a class="button button--quiet" rel="next" href=href>{words.older}<Icon name="arrow-right"/></a></p> })}
            </div>
        </Shell>
    }
    .into_any()
}

/// What the moderators asked this person to change, each once and as long as it waits.
#[component]
fn Requests(visit: Visit, requests: Vec<Request>, now: Moment) -> impl IntoView {
    if requests.is_empty() {
        return ().into_any();
    }
    let (all, words) = (visit.words(), &visit.words().news);
    let rows = requests
        .into_iter()
        .map(|request| {
            let receipt = visit.href(&request.code.path());
            let change = visit.href(&format!("{}/aendern", request.code.path()));
            let rule = request.rule.map(|rule| view! { <p>{all.published_rules.name(rule)}</p> });
            // Where there are several, each button says what it changes.
            let label = format!("{}: {}", all.reports.to_ask_link, request.name);
            view! {
                <li>
                    <article class="news__item news__item--new">
                        <p class="news__date"><Age visit=visit.clone() at=request.at now=now/></p>
                        <h3 class="news__title"><a href=receipt>{request.name}</a></h3>
                        <p class="news__what">{all.reports.to_ask}</p>
                        {rule}
                        <p>{all.reports.reason}":"</p>
                        <Prose text=request.reason/>
                        <p><a class="button button--primary" href=change aria-label=label><Icon name="edit"/>{all.reports.to_ask_link}</a></p>
                    </article>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="aendern">
            <h2 id="aendern">{words.requests_title}</h2>
            <ol class="news">{rows}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Row(visit: Visit, item: Item, areas: Vec<Area>, now: Moment) -> impl IntoView {
    let words = visit.words();
    let told = tell(visit.language, &item, &areas);
    let title = match told.path {
        Some(path) => view! { <a href=visit.href(&path)>{told.title}</a> }.into_any(),
        None => view! { {told.title} }.into_any(),
    };
    let reasons = told.reasons.map(|reasons| domain::text::excerpt(&reasons, 300));
    view! {
        <article class="news__item" class:news__item--new=item.is_new>
            <p class="news__date">
                <Age visit=visit.clone() at=item.at now=now/>
                {item.is_new.then(|| view! { " "<strong class="news__new">{words.news.new}</strong> })}
            </p>
            <h2 class="news__title">{title}</h2>
            <p class="news__what">{told.what}</p>
            {reasons.map(|reasons| view! { <p>{words.proposal.reasons}": "{reasons}</p> })}
            <p class="news__why">{told.why}</p>
        </article>
    }
    .into_any()
}
