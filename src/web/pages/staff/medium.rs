//! `/verwaltung/medien/{key}`: one file, every place where it is named, and the button that deletes it when there is none.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{blocks, editing::file_address, media::MediaKind, policy::Action};
use leptos::prelude::*;
use store::{
    StoreError,
    media::{self, Held, Place, Use},
};

use super::{
    frame::StaffPage,
    media::{PATH, Thumb},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::private,
        content::{kind_name, size},
    },
    render,
    ui::{Icon, Notice, NoticeKind},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(key): Path<String>) -> Result<Response, AppError> {
    page(StatusCode::OK, site, visit, &key).await
}

/// Deletes it for good; whoever comes too late, because something names it by now, gets the page that says where.
pub async fn remove(State(site): State<Site>, visit: Visit, Path(key): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    match media::remove(&site.store, &by, &key, site.now()).await {
        Ok(()) => Ok(private(Redirect::to(&visit.href(&format!("{PATH}?geloescht"))).into_response())),
        Err(StoreError::Taken) => page(StatusCode::CONFLICT, site, visit, &key).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(status: StatusCode, site: Site, visit: Visit, key: &str) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let held = media::find_held(&site.store, &by, key).await?;
    let page = render::page_with_status(status, || view! { <MediumPage site=site visit=visit held=held/> });
    Ok(private(page))
}

#[component]
fn MediumPage(site: Site, visit: Visit, held: Held) -> impl IntoView {
    let words = &visit.words().media_library;
    let address = file_address(&held.medium.key);
    let goes = held.goes_at.map(|at| {
        let told = fill(words.goes, &[("date", &dates::date(visit.language, at))]);
        view! { <p>{told}</p> }
    });
    let bottom = if held.uses.is_empty() {
        view! {
            <section aria-labelledby="weg">
                <h2 id="weg">{words.remove}</h2>
                <p>{words.remove_lead}</p>
                {goes}
                <form method="post" action=visit.href(&format!("{PATH}/{}", held.medium.key))>
                    <button class="button button--secondary" type="submit"><Icon name="trash"/>{words.remove}</button>
                </form>
            </section>
        }
        .into_any()
    } else {
        view! { <Notice kind=NoticeKind::Info><p>{words.still_used}</p></Notice> }.into_any()
    };
    let above = vec![(PATH.to_owned(), words.area.0.to_owned())];
    view! {
        <StaffPage site=site visit=visit.clone() title=held.medium.name.clone() above=above>
            <Shown held=held.clone()/>
            <p><a href=address><Icon name="download"/>{words.open}</a></p>
            <Facts visit=visit.clone() held=held.clone()/>
            <section aria-labelledby="verwendet">
                <h2 id="verwendet">{if held.uses.is_empty() { words.used_nowhere } else { words.used }}</h2>
                <Uses visit=visit.clone() uses=held.uses/>
            </section>
            {bottom}
            <p><a href=visit.href(PATH)><Icon name="arrow-left"/>{words.back}</a></p>
        </StaffPage>
    }
    .into_any()
}

/// The thing itself; of films and recordings nothing comes before somebody starts them.
#[component]
fn Shown(held: Held) -> impl IntoView {
    let (address, mime) = (file_address(&held.medium.key), held.medium.format.mime());
    let name = held.medium.name.clone();
    match held.medium.format.kind() {
        MediaKind::Video => {
            view! { <video class="media-shown" controls preload="none" aria-label=name><source src=address r#type=mime/></video> }
                .into_any()
        }
        MediaKind::Audio => {
            view! { <audio class="media-shown" controls preload="none" aria-label=name><source src=address r#type=mime/></audio> }
                .into_any()
        }
        _ => view! { <Thumb held=held/> }.into_any(),
    }
}

#[component]
fn Facts(visit: Visit, held: Held) -> impl IntoView {
    let words = &visit.words().media_library;
    let medium = &held.medium;
    let date = dates::date(visit.language, held.at);
    let brought = match &held.by {
        Some(name) => fill(words.brought_by, &[("date", &date), ("name", name)]),
        None => date,
    };
    let mut rows = vec![
        (words.kind_name, kind_name(medium.format, &visit.words().special_blocks).to_owned()),
        (words.size, size(visit.language, medium.size)),
        (words.brought, brought),
        (words.key, medium.key.clone()),
    ];
    if medium.format.kind() == MediaKind::Image {
        rows.push((words.alt, held.alt.clone().unwrap_or_else(|| words.no_alt.to_owned())));
    }
    let rows =
        rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

#[component]
fn Uses(visit: Visit, uses: Vec<Use>) -> impl IntoView {
    if uses.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().media_library;
    let rows = uses
        .into_iter()
        .map(|used| {
            let path = used.language.path(&blocks::path(&used.address));
            // Where it can be seen, taken off, or brought back.
            let href = match used.place {
                Place::Public => path.clone(),
                Place::Draft => format!("{path}?bearbeiten"),
                Place::Earlier => visit.href(&format!("/bearbeiten/{}/verlauf", used.page)),
            };
            view! {
                <li class="staff-row">
                    <a href=href lang=used.language.tag()>{used.title}</a>
                    <span>{path}</span>
                    <span class="tag">{words.place(used.place)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="staff-rows">{rows}</ul> }.into_any()
}
