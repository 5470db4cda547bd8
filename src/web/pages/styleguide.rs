//! `/styleguide`: every component in every state, for those who build and for the tests that sweep it.
//! Its own words are German only; visitors never see it.

mod basics;
mod conversation;
mod editing;
mod formats;
mod forms;
pub mod kiosk;
pub mod lists;
mod paper;
mod staff;
mod things;

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Shell, head::STYLEGUIDE},
};
use basics::Basics;
use conversation::Conversation;
use editing::Editing;
use formats::Formats;
use forms::Forms;
use paper::Paper;
use staff::Staff;
use things::Things;

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    if !site.settings.shows_styleguide {
        return Err(AppError::NotFound);
    }
    Ok(render::page(|| view! { <Styleguide site=site visit=visit/> }))
}

#[component]
fn Styleguide(site: Site, visit: Visit) -> impl IntoView {
    let head = Head {
        is_private: true,
        class: STYLEGUIDE,
        ..Head::titled("Styleguide", "Alle Bausteine in allen Zuständen.")
    };
    let now = site.now();
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit.clone() steps=Vec::new()/>
                    <h1>"Styleguide"</h1>
                    <p class="lead">"Alle Bausteine der Wegmarken in allen Zuständen. "<a href=visit.href("/styleguide/kiosk")>"Die des Kiosks"</a>" haben eine Seite für sich."</p>
                </div>
            </div>
            <div class="container content styleguide">
                <Basics/>
                <Things visit=visit.clone() now=now/>
                <Forms visit=visit.clone()/>
                <Conversation visit=visit.clone()/>
                <Formats/>
                <Editing visit=visit.clone()/>
                <Staff visit=visit/>
                <Paper site=site/>
            </div>
        </Shell>
    }
}

/// One component with its states.
#[component]
fn Sample(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="styleguide__sample" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
}
