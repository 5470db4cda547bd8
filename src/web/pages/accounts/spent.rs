//! A link that was used or is too old, and the form for another one.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use super::{line::Line, private};
use crate::{
    Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

pub fn page(site: Site, visit: Visit) -> Response {
    private(render::page_with_status(StatusCode::GONE, || view! { <SpentPage site=site visit=visit/> }))
}

#[component]
fn SpentPage(site: Site, visit: Visit) -> impl IntoView {
    let (words, links) = (&visit.words().accounts, &visit.words().links);
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.spent_title, "") };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.spent_title}</h1>
                <p class="lead">{words.spent_text}</p>
                <form class="form" method="post" action=visit.href("/anmelden/link")>
                    <Line visit=visit.clone() id="email" label=words.email kind="email" autocomplete="email"/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="mail"/>{links.sign_in.button}</button>
                    </div>
                </form>
                <p><a href=visit.href("/anmelden")>{words.sign_in}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
