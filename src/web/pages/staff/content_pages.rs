//! `/verwaltung/seiten`: every page, where it stands, and what waits for a second person; with `?amt=…` for one unit alone.

use axum::{extract::State, response::Response};
use domain::{blocks, editing::State as Stand, policy::Action};
use leptos::prelude::*;
use store::{
    editing::{self, Listed},
    offices::{self, Office},
};

use super::{
    frame::StaffPage,
    page_tree::Tree,
    units::{self, Units},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::private,
        editing::{languages::OutdatedLink, mode::StateTag},
    },
    render,
    ui::Icon,
};

pub(super) const PATH: &str = "/verwaltung/seiten";

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let all = editing::all(&site.store, &by).await?;
    let offices = offices::list(&site.store).await?;
    Ok(private(render::page(|| view! { <PagesPage site=site visit=visit all=all offices=offices/> })))
}

#[component]
fn PagesPage(site: Site, visit: Visit, all: Vec<Listed>, offices: Vec<Office>) -> impl IntoView {
    let release = &visit.words().page_release;
    let tree = &visit.words().page_tree;
    let drafts = all.iter().filter(|page| page.state != Stand::Published).cloned();
    let (all_waiting, drafts): (Vec<_>, Vec<_>) = drafts.partition(|page| page.state == Stand::InReview);
    let chosen = visit.first("amt").unwrap_or_default();
    let of_unit = |pages: &[Listed]| -> Vec<Listed> {
        pages.iter().filter(|page| units::is_chosen(page, &offices, &chosen)).cloned().collect()
    };
    let (waiting, drafts) = (of_unit(&all_waiting), of_unit(&drafts));
    let with_pages = units::with_pages(&offices, &all);
    let none = waiting.is_empty().then(|| view! { <p>{release.nothing_waits}</p> });
    view! {
        <StaffPage site=site visit=visit.clone() title=release.area.0 lead=release.area_lead>
            <Units visit=visit.clone() offices=with_pages waiting=all_waiting chosen=chosen/>
            <section aria-labelledby="wartet">
                <h2 id="wartet">{release.waiting}</h2>
                {none}
                <Rows visit=visit.clone() pages=waiting offices=offices.clone()/>
            </section>
            {(!drafts.is_empty()).then(|| view! {
                <section aria-labelledby="entwuerfe">
                    <h2 id="entwuerfe">{release.drafts}</h2>
                    <Rows visit=visit.clone() pages=drafts offices=offices/>
                </section>
            })}
            <section aria-labelledby="alle">
                <h2 id="alle">{tree.all}</h2>
                <p><a class="button button--secondary" href=visit.href(&format!("{PATH}/neu"))><Icon name="plus"/>{tree.new}</a></p>
                <Tree visit=visit.clone() all=all/>
            </section>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Rows(visit: Visit, pages: Vec<Listed>, offices: Vec<Office>) -> impl IntoView {
    let words = visit.words();
    let rows = pages
        .into_iter()
        .map(|page| {
            let path = page.language.path(&blocks::path(&page.address));
            let href = match page.state {
                Stand::InReview => visit.href(&format!("/bearbeiten/{}/veroeffentlichen", page.page)),
                _ => format!("{path}?bearbeiten"),
            };
            let at = dates::date(visit.language, page.at);
            let by = page.by.map(|by| {
                let told = fill(words.page_release.handed_in_by, &[("name", &by)]);
                view! { <p>{told}</p> }
            });
            let unit = units::name(&visit, page.unit, &offices);
            let unit = fill(words.page_units.looked_after, &[("unit", unit)]);
            let outdated = page.standing.outdated.map(|outdated| {
                view! { <OutdatedLink visit=visit.clone() page=page.page since=outdated.since/> }
            });
            view! {
                <li class="staff-row">
                    <div>
                        <a href=href lang=page.language.tag()>{page.title}</a>
                        <p>{path}" · "<time datetime=dates::machine(page.at)>{at}</time></p>
                        {by}
                        <p>{unit}</p>
                    </div>
                    {outdated}
                    <StateTag visit=visit.clone() state=page.state/>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="staff-rows">{rows}</ul> }.into_any()
}
