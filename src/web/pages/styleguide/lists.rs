//! `/styleguide/liste`: longer lists than any page has, for measurements (`make bench`): fifty proposals as the board shows
//! twelve, and with `?zeilen=1000` a table of so many rows, by which frameworks are compared.

use axum::{extract::State, response::Response};
use domain::{Moment, filter::BoardFilter, proposals::ProposalCard};
use leptos::prelude::*;

use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, ProposalCardView, Shell, head::STYLEGUIDE},
};

const CARDS: u64 = 50;
const MOST_ROWS: usize = 1_000;

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    if !site.settings.shows_styleguide {
        return Err(AppError::NotFound);
    }
    let rows = visit.first("zeilen").and_then(|typed| typed.parse::<usize>().ok()).unwrap_or(0).min(MOST_ROWS);
    let cards = match rows {
        0 => store::proposals::list(&site.store, &BoardFilter::default(), CARDS).await?.items,
        _ => Vec::new(),
    };
    Ok(render::shared(render::page(|| view! { <Lists site=site visit=visit cards=cards rows=rows/> }), []))
}

#[component]
fn Lists(site: Site, visit: Visit, cards: Vec<ProposalCard>, rows: usize) -> impl IntoView {
    let head = Head {
        is_private: true,
        class: STYLEGUIDE,
        ..Head::titled("Styleguide: Listen", "Lange Listen, an denen gemessen wird.")
    };
    let above = vec![("/styleguide".to_owned(), "Styleguide".to_owned())];
    let now = site.now();
    let list = if rows > 0 {
        view! { <Rows rows=rows/> }.into_any()
    } else {
        view! { <Cards visit=visit.clone() cards=cards now=now/> }.into_any()
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit steps=above/>
                    <h1>"Styleguide: Listen"</h1>
                </div>
            </div>
            <div class="container content">{list}</div>
        </Shell>
    }
}

#[component]
fn Cards(visit: Visit, cards: Vec<ProposalCard>, now: Moment) -> impl IntoView {
    let items = cards
        .into_iter()
        .map(|card| view! { <li><ProposalCardView visit=visit.clone() card=card now=now/></li> })
        .collect_view();
    view! { <ul class="card-grid card-grid--proposals">{items}</ul> }.into_any()
}

#[component]
fn Rows(rows: usize) -> impl IntoView {
    let rows = (1..=rows)
        .map(|row| view! { <tr><th scope="row">{row}</th><td>{format!("Zeile {row:08} einer langen Liste")}</td></tr> })
        .collect_view();
    view! {
        <table>
            <caption>"Zeilen"</caption>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
